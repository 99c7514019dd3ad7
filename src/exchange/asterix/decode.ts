import { CAT021, CAT021_EDITION_0_26 } from './cat021.js';
import { CAT034 } from './cat034.js';
import { CAT048 } from './cat048.js';
import { CAT062 } from './cat062.js';
import { type Category, type Cursor, readItem, readPresence } from './grammar.js';
import { type AsterixProblemCode, PROBLEMS_LISTED } from './problems.js';
import { type AsterixProblem, type AsterixRecord, type ItemValue, numberOf } from './record.js';

const CATEGORIES: ReadonlyMap<number, Category> = new Map([CAT021, CAT034, CAT048, CAT062].map((c) => [c.category, c]));

export interface DecodeOptions {
  /**
   * Edition of category 021. Its bytes do not tell: 'auto' (the default) takes 2.6, unless a block can be read to its last
   * octet, with all mandatory items and latitudes on the globe, only by 0.26; each record says which.
   */
  readonly adsbEdition?: 'auto' | '2.6' | '0.26';
}

/** What has been read so far; `decodeBlocks` adds to it. */
export interface Decoded {
  readonly records: AsterixRecord[];
  readonly problems: AsterixProblem[];
  problemCount: number;
  /** Blocks of categories that are not decoded: category → count. */
  readonly skipped: Map<number, number>;
}

export const nothingDecoded = (): Decoded => ({ records: [], problems: [], problemCount: 0, skipped: new Map() });

/** Counts a problem and lists it while there is room. */
export function noteProblem(decoded: Decoded, code: string, offset: number, message: string): void {
  decoded.problemCount++;
  if (decoded.problems.length < PROBLEMS_LISTED) decoded.problems.push({ code, offset, message });
}

interface BlockFault {
  readonly code: AsterixProblemCode;
  readonly offset: number;
  readonly message: string;
}

interface Block {
  readonly records: AsterixRecord[];
  /** Why reading stopped before the block's end. */
  readonly fault: BlockFault | null;
}

const FAULTS = {
  beyond: ['AST-007', 'runs over the end of the block'],
  repetition: ['AST-008', 'repeats beyond the end of the block'],
  length: ['AST-009', 'has a length of 0'],
  subfield: ['AST-010', 'has a subfield that this edition does not know'],
} as const;

/** The records of one block, whose header ends at `start`. Records before a fault are kept. */
function readBlock(category: Category, bytes: Uint8Array, start: number, end: number, captured: number): Block {
  const { profile } = category;
  const records: AsterixRecord[] = [];
  const cursor: Cursor = { bytes, at: start, end, fault: null };
  const name = `category ${String(category.category).padStart(3, '0')}`;
  const stop = (code: AsterixProblemCode, offset: number, what: string): Block => ({
    records,
    fault: { code, offset, message: `${name}: ${what}` },
  });
  while (cursor.at < end) {
    const offset = cursor.at;
    const present = readPresence(cursor, profile.length);
    if (cursor.fault) return stop('AST-004', offset, 'FSPEC runs over the end of the block');
    if (present.length === 0) return stop('AST-005', offset, 'a record names no item');
    const items = new Map<string, ItemValue>();
    for (const index of present) {
      const entry = profile[index];
      if (!entry) return stop('AST-006', offset, `FRN ${index + 1} is no item of edition ${category.edition}`);
      const at = cursor.at;
      items.set(entry[0], readItem(cursor, entry[1]));
      const fault = cursor.fault as Cursor['fault'];
      if (fault) {
        const [code, what] = FAULTS[fault];
        return stop(code, at, `item ${entry[0]} ${what}`);
      }
    }
    records.push({ category: category.category, edition: category.edition, offset, captured, items });
  }
  return { records, fault: null };
}

/** Whether a report of category 021 has what both editions ask of every one, and a latitude on the globe. */
const plausible = (record: AsterixRecord): boolean =>
  ['010', '040', '080'].every((item) => record.items.has(item)) &&
  Math.abs(numberOf(record, '130', 'latDeg') ?? 0) <= 90;

/** Better the further it could be read, and then if all in it is plausible. */
const meritOf = ({ records, fault }: Block): number => (fault ? 0 : 2) + (records.every(plausible) ? 1 : 0);

function readAdsbBlock(
  bytes: Uint8Array,
  start: number,
  end: number,
  captured: number,
  edition: DecodeOptions['adsbEdition'] = 'auto',
): Block {
  if (edition === '0.26') return readBlock(CAT021_EDITION_0_26, bytes, start, end, captured);
  const late = readBlock(CAT021, bytes, start, end, captured);
  if (edition === '2.6' || meritOf(late) === 3) return late;
  const early = readBlock(CAT021_EDITION_0_26, bytes, start, end, captured);
  return meritOf(early) > meritOf(late) ? early : late;
}

/** Why the block at `at` cannot be stepped over, or null. */
function blockStops(bytes: Uint8Array, at: number, left: number): Omit<BlockFault, 'offset'> | null {
  if (left < 3) return { code: 'AST-001', message: `${left} octets left, a block’s header has 3` };
  const length = bytes[at + 1] * 256 + bytes[at + 2];
  if (length < 3) return { code: 'AST-002', message: `block length ${length}; ${left} octets are not read` };
  if (length <= left) return null;
  return { code: 'AST-003', message: `block length ${length}, but only ${left} octets are left` };
}

/** Decodes the data blocks of bytes[start … end), adding to `decoded`. Never throws; time and memory go with the bytes. */
export function decodeBlocks(
  bytes: Uint8Array,
  start: number,
  end: number,
  captured: number,
  decoded: Decoded,
  options: DecodeOptions = {},
): void {
  for (let at = start; at < end; ) {
    const left = end - at;
    const stop = blockStops(bytes, at, left);
    if (stop) {
      noteProblem(decoded, stop.code, at, stop.message);
      return;
    }
    const number = bytes[at];
    const length = bytes[at + 1] * 256 + bytes[at + 2];
    const category = CATEGORIES.get(number);
    if (category) {
      const block =
        number === 21
          ? readAdsbBlock(bytes, at + 3, at + length, captured, options.adsbEdition)
          : readBlock(category, bytes, at + 3, at + length, captured);
      for (const record of block.records) decoded.records.push(record);
      if (block.fault) noteProblem(decoded, block.fault.code, block.fault.offset, block.fault.message);
      else if (block.records.length === 0) noteProblem(decoded, 'AST-005', at, 'a block without records');
    } else decoded.skipped.set(number, (decoded.skipped.get(number) ?? 0) + 1);
    at += length;
  }
}

/**
 * The records of data blocks that stand one after another. Categories 021, 034, 048 and 062 are decoded, others skipped
 * with a count. Every block that cannot be read to its end is counted and told with its offset; reading goes on with the
 * next block where the length allows.
 */
export function decodeAsterix(bytes: Uint8Array, options: DecodeOptions = {}): Decoded {
  const decoded = nothingDecoded();
  decodeBlocks(bytes, 0, bytes.length, Number.NaN, decoded, options);
  return decoded;
}
