import type { Markup } from './html.js';

/** An inline chart as a file of its own: the namespace, and no name of a character that only HTML knows. */
export const standaloneSvg = ({ markup }: Markup): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${markup
    .replace(/^<svg(?![^>]* xmlns=)/, '<svg xmlns="http://www.w3.org/2000/svg"')
    .replace(/&nbsp;/g, '&#160;')}\n`;
