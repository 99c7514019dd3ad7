import * as Plot from '@observablehq/plot';
import { escapeHtml, type Markup, raw } from './html.js';

/** What a chart says to those who cannot see it. */
export interface ChartText {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** What this floor uses of a DOM element. */
interface SvgElement {
  readonly outerHTML: string;
}

/**
 * A chart as inline SVG: named for screen readers, coordinates to a tenth of a pixel, and ids that do not depend on how
 * many charts were made before it (Plot counts them by process).
 */
export function chartSvg(options: Plot.PlotOptions, document: unknown, text: ChartText): Markup {
  const element = Plot.plot({ ...options, document: document as Plot.PlotOptions['document'] });
  const svg = withStableIds((element as unknown as SvgElement).outerHTML, text.id);
  return raw(named(shortened(svg), text));
}

function withStableIds(svg: string, prefix: string): string {
  const ids = new Map<string, string>();
  return svg.replace(/plot-(?:clip|marker|pattern)-\d+/g, (id) => {
    const stable = ids.get(id) ?? `${prefix}-${ids.size + 1}`;
    ids.set(id, stable);
    return stable;
  });
}

/** Tenths of a pixel are finer than any screen here; long coordinates would be most of the file. */
const shortened = (svg: string): string =>
  svg.replace(
    / (d|x|y|x1|x2|y1|y2|cx|cy|width|height|points|transform)="([^"]*)"/g,
    (_, name: string, value: string) => {
      const short = value.replace(/-?\d+\.\d{2,}(?:e-?\d+)?/g, (n) => String(Number(Number(n).toFixed(1))));
      return ` ${name}="${short}"`;
    },
  );

function named(svg: string, { id, title, description }: ChartText): string {
  const names = `<title id="${id}-title">${escapeHtml(title)}</title><desc id="${id}-desc">${escapeHtml(description)}</desc>`;
  return svg.replace(
    /^<svg([^>]*)>/,
    (_, attributes: string) =>
      `<svg${attributes} role="img" aria-labelledby="${id}-title" aria-describedby="${id}-desc">${names}`,
  );
}
