import type { Path } from './schema-issue.js';

/** One mapping of a list in a file that may be broken anywhere. */
export interface LooseEntry {
  readonly path: Path;
  readonly fields: Readonly<Record<string, unknown>>;
}

export const isMapping = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** The mappings of a list; nothing where there is no list. */
export function entriesOf(parent: unknown, key: string, path: Path = []): LooseEntry[] {
  const list = isMapping(parent) && Object.hasOwn(parent, key) ? parent[key] : undefined;
  if (!Array.isArray(list)) return [];
  return list.flatMap((fields, index) => (isMapping(fields) ? [{ path: [...path, key, index], fields }] : []));
}

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

/** The single value at a path of keys joined by dots, or undefined where there is none. */
export function leafAt(tree: unknown, path: string): number | string | boolean | undefined {
  let at = tree;
  for (const key of path.split('.')) at = isMapping(at) ? at[key] : undefined;
  return typeof at === 'number' || typeof at === 'string' || typeof at === 'boolean' ? at : undefined;
}
