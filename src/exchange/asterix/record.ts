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
  /** By number of data item ('010', '040', …): its fields, a list of them where the item repeats. */
  readonly items: Readonly<Record<string, ItemValue>>;
}

/** One thing wrong in the bytes: a block, packet or item that could not be read. */
export interface AsterixProblem {
  readonly code: string;
  /** Bytes from the start of the file. */
  readonly offset: number;
  readonly message: string;
}
