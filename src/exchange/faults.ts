import { jsonBreak } from './json-place.js';

/** One mistake in a file from elsewhere, as the table of errors knows it. */
export interface Fault {
  readonly code: FaultCode;
  /** What must be, and what is. */
  readonly message: string;
  /** From 1; 0 where only the path tells the place. */
  readonly line: number;
  readonly column: number;
  /** For example `tracks[3].states[17]`; empty for the whole file. */
  readonly path: string;
}

export type FaultCode =
  | 'SCN-007'
  | 'SCN-010'
  | 'SCN-011'
  | 'SCN-013'
  | 'SCN-014'
  | 'SCN-015'
  | 'SCN-024'
  | 'SCN-038'
  | 'SCN-120'
  | 'SCN-121'
  | 'SCN-122'
  | 'SCN-123';

/** What was read, or everything that is wrong with it. */
export type Read<T> = { readonly value: T; readonly faults?: undefined } | { readonly faults: readonly Fault[] };

/** Faults of one file that are told; a broken writer makes the same mistake in every state. */
const MOST_FAULTS = 20;

export type Fields = Readonly<Record<string, unknown>>;

/** A value as a message shows it. */
const shown = (value: unknown): string =>
  value === null || typeof value !== 'object'
    ? `${typeof value === 'string' ? `‘${value.slice(0, 60)}’` : value}`
    : Array.isArray(value)
      ? 'a list'
      : 'an object';

/** Reads typed values out of parsed JSON and gathers what is wrong; a value that is wrong is read as something harmless. */
export class FieldReader {
  readonly faults: Fault[] = [];
  private untold = 0;

  tell(code: FaultCode, path: string, message: string): void {
    if (this.faults.length < MOST_FAULTS) this.faults.push({ code, message, line: 0, column: 0, path });
    else this.untold++;
  }

  /** The value that was read, unless something was wrong. */
  result<T>(value: T): Read<T> {
    if (this.faults.length === 0) return { value };
    if (this.untold === 0) return { faults: this.faults };
    const message = `${this.untold} more mistakes of this file are not told`;
    return { faults: [...this.faults, { code: 'SCN-038', message, line: 0, column: 0, path: '' }] };
  }

  object(value: unknown, path: string): Fields | undefined {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
    this.wrong(value, path, 'an object');
    return undefined;
  }

  list(value: unknown, path: string): readonly unknown[] {
    if (Array.isArray(value)) return value;
    this.wrong(value, path, 'a list');
    return [];
  }

  text(value: unknown, path: string): string {
    if (typeof value === 'string') return value;
    this.wrong(value, path, 'text');
    return '';
  }

  /** A finite number of `least` to `greatest`, `unit` as it is said after a number. */
  number(value: unknown, path: string, least: number, greatest: number, unit = ''): number {
    if (!this.finite(value, path)) return least;
    if (value < least || value > greatest)
      this.tell('SCN-014', path, `must be ${least}–${greatest}${unit}; got ${value}`);
    return value;
  }

  whole(value: unknown, path: string, least: number, greatest: number): number {
    if (!this.finite(value, path)) return least;
    if (!Number.isInteger(value) || value < least || value > greatest)
      this.tell('SCN-014', path, `must be a whole number ${least}–${greatest}; got ${value}`);
    return value;
  }

  finite(value: unknown, path: string): value is number {
    if (typeof value === 'number' && Number.isFinite(value)) return true;
    if (typeof value === 'number') this.tell('SCN-011', path, `must be a finite number; got ${value}`);
    else this.wrong(value, path, 'a number');
    return false;
  }

  private wrong(value: unknown, path: string, wanted: string): void {
    if (value === undefined) this.tell('SCN-007', path, `${wanted} is wanted; nothing is given`);
    else this.tell('SCN-010', path, `must be ${wanted}; got ${shown(value)}`);
  }
}

/** What a JSON text holds; what is no text is taken as already parsed. */
export function readJson(input: unknown): Read<unknown> {
  if (typeof input !== 'string') return { value: input };
  try {
    return { value: JSON.parse(input) };
  } catch {
    return { faults: [jsonFault(input)] };
  }
}

/** Where JSON breaks. Writers of other languages put NaN and infinities where JSON has no word for them. */
function jsonFault(text: string): Fault {
  const at = jsonBreak(text);
  const before = text.slice(0, at);
  const place = { line: before.split('\n').length, column: at - before.lastIndexOf('\n'), path: '' };
  const word = /^[+-]?(?:NaN|nan|Infinity|inf)\b/.exec(text.slice(at, at + 20));
  if (word) return { code: 'SCN-011', message: `must be a finite number; got ${word[0]}`, ...place };
  const got = text.trim() === '' ? 'nothing' : at >= text.length ? 'an end too early' : `‘${text.slice(at, at + 20)}’`;
  return { code: 'SCN-120', message: `the text is not JSON; got ${got}`, ...place };
}
