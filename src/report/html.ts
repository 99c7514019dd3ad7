/** Text that is HTML already. Everything else that goes into a template is escaped. */
export interface Markup {
  readonly markup: string;
}

type Part = string | number | Markup | readonly Markup[] | null | undefined | false;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text safe inside elements and quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => ENTITIES[c]);

/** Takes text as HTML. Only for what this floor made itself. */
export const raw = (markup: string): Markup => ({ markup });

/** Template whose strings are escaped and whose markup is not; null, undefined and false leave nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let markup = strings[0];
  for (let i = 0; i < parts.length; i++) markup += textOf(parts[i]) + strings[i + 1];
  return { markup };
}

function textOf(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return escapeHtml(String(part));
  if ('markup' in part) return part.markup;
  return part.map(({ markup }) => markup).join('');
}

/** Markup with a separator between. */
export const joined = (parts: readonly Markup[], separator: string): Markup =>
  raw(parts.map(({ markup }) => markup).join(escapeHtml(separator)));

/** An address that may stand in a link: http or https, nothing else. */
export const isWebAddress = (url: string): boolean => /^https?:\/\/[^\s"'<>]+$/.test(url);

/** Letters, digits and hyphens, for ids of elements. */
export const slug = (text: string): string => text.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
