/** A decoded value: a number in the unit of its name, a text, a list of repetitions, or named parts. */
export type ItemValue = number | string | readonly ItemValue[] | ItemFields;

export interface ItemFields {
  readonly [name: string]: ItemValue;
}

/** One record of a data block. */
export interface AsterixRecord {
  readonly category: number;
  /** Edition of the category's specification by which it was read. */
  readonly edition: string;
  /** Where the record begins in the file, bytes. */
  readonly offset: number;
  /** When its packet was captured, s since 1970 (UTC); NaN of raw blocks. */
  readonly captured: number;
  /**
   * By number of data item ('010', '040', …): its fields, a list of them where the item repeats. A map, since an object
   * would keep room for every number up to the highest: keys like '250' are indices to it.
   */
  readonly items: ReadonlyMap<string, ItemValue>;
}

/** One thing wrong in the bytes: a block, packet or item that could not be read. */
export interface AsterixProblem {
  /** A key of ASTERIX_PROBLEMS or CAPTURE_PROBLEMS. */
  readonly code: string;
  /** Bytes from the start of the file. */
  readonly offset: number;
  readonly message: string;
}

function valueAt(record: AsterixRecord, path: readonly string[]): ItemValue | undefined {
  let value: ItemValue | undefined = record.items.get(path[0]);
  for (let i = 1; i < path.length; i++) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as ItemFields)[path[i]];
  }
  return value;
}

/** The number at a path such as ('040', 'rho') or ('380', 'ADR', 'address'); undefined where the record has none. */
export function numberOf(record: AsterixRecord, ...path: string[]): number | undefined {
  const value = valueAt(record, path);
  return typeof value === 'number' ? value : undefined;
}

/** The text at a path such as ('240', 'identification'); undefined where the record has none. */
export function textOf(record: AsterixRecord, ...path: string[]): string | undefined {
  const value = valueAt(record, path);
  return typeof value === 'string' ? value : undefined;
}
