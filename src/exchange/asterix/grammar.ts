import { bitsOf, characters, powerOfTwo } from './bits.js';
import type { ItemFields, ItemValue } from './record.js';

/**
 * The grammar of data items (EUROCONTROL Specification for Surveillance Data Exchange, Part 1, All Purpose Structured
 * EUROCONTROL Surveillance Information Exchange, EUROCONTROL-SPEC-0149, edition 2.2, 17 October 2014): a category is a
 * table of these, so that it can be read beside its own specification. Measured quantities are named in words, in SI
 * units or with the unit in the name; flags and codes keep the specification's mnemonics.
 */
export interface Field {
  readonly name: string;
  readonly bits: number;
  readonly kind: 'unsigned' | 'signed' | 'icao' | 'ascii' | 'hex' | 'spare';
  /** The value of one step. */
  readonly step: number;
}

/** Whole octets of fields. */
export interface FixedItem {
  readonly form: 'fixed';
  readonly fields: readonly Field[];
  readonly octets: number;
}

/** Parts of whole octets, the last bit of each (FX) telling whether another follows. */
export interface ExtendedItem {
  readonly form: 'extended';
  readonly parts: readonly { readonly fields: readonly Field[]; readonly octets: number }[];
}

/** The same part again and again while FX is set. */
export interface ChainItem {
  readonly form: 'chain';
  readonly fields: readonly Field[];
  readonly octets: number;
}

/** A count (REP) and so many times the same fields. */
export interface RepetitiveItem {
  readonly form: 'repetitive';
  readonly fields: readonly Field[];
  readonly octets: number;
}

/** Bits with FX that tell which subfields follow; null: a bit that no subfield has. */
export interface CompoundItem {
  readonly form: 'compound';
  readonly parts: readonly (readonly [name: string, item: Item] | null)[];
}

/** A length, which counts itself, and so many octets of what is not decoded. */
export interface ExplicitItem {
  readonly form: 'explicit';
}

export type Item = FixedItem | ExtendedItem | ChainItem | RepetitiveItem | CompoundItem | ExplicitItem;

/** A category of one edition: its items in the order of the user application profile (FRN 1, 2, …). */
export interface Category {
  readonly category: number;
  readonly edition: string;
  readonly profile: readonly (readonly [name: string, item: Item] | null)[];
}

export const unsigned = (name: string, bits: number, step = 1): Field => ({ name, bits, kind: 'unsigned', step });
export const signed = (name: string, bits: number, step = 1): Field => ({ name, bits, kind: 'signed', step });
export const spare = (bits: number): Field => ({ name: '', bits, kind: 'spare', step: 1 });
/** Characters of six bits (ICAO Annex 10, volume IV, table 3-9). */
export const icao = (name: string, count: number): Field => ({ name, bits: 6 * count, kind: 'icao', step: 1 });
export const ascii = (name: string, count: number): Field => ({ name, bits: 8 * count, kind: 'ascii', step: 1 });
/** Octets as they are, in hexadecimal. */
export const hex = (name: string, octets: number): Field => ({ name, bits: 8 * octets, kind: 'hex', step: 1 });
/** Flags of one bit each. */
export const flags = (...names: string[]): Field[] => names.map((name) => unsigned(name, 1));

const bitsIn = (fields: readonly Field[]): number => fields.reduce((sum, field) => sum + field.bits, 0);

export const fixed = (...fields: Field[]): FixedItem => ({ form: 'fixed', fields, octets: bitsIn(fields) / 8 });
export const extended = (...parts: Field[][]): ExtendedItem => ({
  form: 'extended',
  parts: parts.map((fields) => ({ fields, octets: (bitsIn(fields) + 1) / 8 })),
});
export const chain = (...fields: Field[]): ChainItem => ({ form: 'chain', fields, octets: (bitsIn(fields) + 1) / 8 });
export const repetitive = (...fields: Field[]): RepetitiveItem => ({
  form: 'repetitive',
  fields,
  octets: bitsIn(fields) / 8,
});
export const compound = (...parts: CompoundItem['parts']): CompoundItem => ({ form: 'compound', parts });
export const explicit: ExplicitItem = { form: 'explicit' };

/** Where reading stands, and what stopped it: 0 octets left to trust once `fault` is set. */
export interface Cursor {
  readonly bytes: Uint8Array;
  /** Next octet. */
  at: number;
  /** One past the last octet of the block. */
  readonly end: number;
  fault: 'beyond' | 'repetition' | 'length' | 'subfield' | null;
}

function readFields(cursor: Cursor, fields: readonly Field[], out: Record<string, ItemValue>): void {
  let bit = cursor.at * 8;
  for (const { name, bits, kind, step } of fields) {
    if (kind === 'unsigned') out[name] = bitsOf(cursor.bytes, bit, bits) * step;
    else if (kind === 'signed') {
      const raw = bitsOf(cursor.bytes, bit, bits);
      const span = powerOfTwo(bits);
      out[name] = (raw >= span / 2 ? raw - span : raw) * step;
    } else if (kind !== 'spare') out[name] = characters(cursor.bytes, bit, bits, kind);
    bit += bits;
  }
}

/** A part that a later edition adds to an extended item: stepped over, octet by octet. */
const LATER_PART = { fields: [] as Field[], octets: 1 };

/** True where `octets` more are in the block; otherwise notes the fault. */
function has(cursor: Cursor, octets: number, fault: Cursor['fault'] = 'beyond'): boolean {
  if (cursor.at + octets <= cursor.end) return true;
  cursor.fault = fault;
  return false;
}

/**
 * Reads a presence field (FSPEC, or the primary subfield of a compound item): numbers of set bits from 0. A set bit beyond
 * the `places` that are known ends it, since nothing after can be read.
 */
export function readPresence(cursor: Cursor, places: number): number[] {
  const present: number[] = [];
  for (let first = 0; ; first += 7) {
    if (!has(cursor, 1)) return present;
    const octet = cursor.bytes[cursor.at++];
    for (let i = 0; i < 7; i++) if (octet & (128 >> i)) present.push(first + i);
    if ((octet & 1) === 0 || (present.length > 0 && present[present.length - 1] >= places)) return present;
  }
}

/** The value of an item, the cursor moved behind it. Where the block does not hold it all, `cursor.fault` says why. */
export function readItem(cursor: Cursor, item: Item): ItemValue {
  const { bytes } = cursor;
  switch (item.form) {
    case 'fixed': {
      const out: Record<string, ItemValue> = {};
      if (!has(cursor, item.octets)) return out;
      readFields(cursor, item.fields, out);
      cursor.at += item.octets;
      return out;
    }
    case 'extended': {
      const out: Record<string, ItemValue> = {};
      for (let part = 0; ; part++) {
        const { fields, octets } = item.parts[part] ?? LATER_PART;
        if (!has(cursor, octets)) return out;
        readFields(cursor, fields, out);
        cursor.at += octets;
        if ((bytes[cursor.at - 1] & 1) === 0) return out;
      }
    }
    case 'chain': {
      const list: ItemFields[] = [];
      for (;;) {
        if (!has(cursor, item.octets)) return list;
        const out: Record<string, ItemValue> = {};
        readFields(cursor, item.fields, out);
        list.push(out);
        cursor.at += item.octets;
        if ((bytes[cursor.at - 1] & 1) === 0) return list;
      }
    }
    case 'repetitive': {
      const list: ItemFields[] = [];
      if (!has(cursor, 1)) return list;
      const count = bytes[cursor.at++];
      if (!has(cursor, count * item.octets, 'repetition')) return list;
      for (let i = 0; i < count; i++) {
        const out: Record<string, ItemValue> = {};
        readFields(cursor, item.fields, out);
        list.push(out);
        cursor.at += item.octets;
      }
      return list;
    }
    case 'compound': {
      const out: Record<string, ItemValue> = {};
      for (const index of readPresence(cursor, item.parts.length)) {
        if (cursor.fault) return out;
        const part = item.parts[index];
        if (!part) {
          cursor.fault = 'subfield';
          return out;
        }
        out[part[0]] = readItem(cursor, part[1]);
      }
      return out;
    }
    case 'explicit': {
      if (!has(cursor, 1)) return {};
      const length = bytes[cursor.at];
      if (length === 0) {
        cursor.fault = 'length';
        return {};
      }
      if (!has(cursor, length)) return {};
      cursor.at += length;
      return { octets: length };
    }
  }
}
