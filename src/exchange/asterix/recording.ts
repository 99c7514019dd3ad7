import type { CaptureCounts, UdpPayload } from '../capture.js';
import { captureForm, readCapture } from '../read-capture.js';
import { type DecodeOptions, decodeBlocks, noteProblem, nothingDecoded } from './decode.js';
import type { AsterixProblem, AsterixRecord } from './record.js';

/** What a file holds: a capture of packets, or data blocks one after another. */
export type RecordingForm = 'pcap' | 'pcapng' | 'blocks';

/** A recording read to the end, with everything in it that could not be used counted. */
export interface Recording {
  readonly form: RecordingForm;
  /** Records of the categories that are decoded, in the order of the file, each once. */
  readonly records: readonly AsterixRecord[];
  /** What was wrong, by offset in the file; at most PROBLEMS_LISTED of them, the rest only counted. */
  readonly problems: readonly AsterixProblem[];
  readonly problemCount: number;
  /** Data blocks of other categories: category → count. */
  readonly skipped: ReadonlyMap<number, number>;
  /** Payloads left out because a second network carried the same bytes (see DUPLICATE_WINDOW). */
  readonly duplicates: number;
  /** What became of the packets; undefined of raw blocks. */
  readonly packets?: CaptureCounts;
}

/**
 * Payloads of the same bytes within so many seconds are one: radars send over two networks, whose copies come within
 * milliseconds. Every report carries its time of day in 1/128 s and no surveillance radar turns in a second, so the same
 * bytes cannot be a new report so soon; a longer window would only cost memory. Assumed.
 */
export const DUPLICATE_WINDOW = 1;

/** FNV-1a over 32 bits (draft-eastlake-fnv); equal hashes are compared octet by octet. */
function hashOf(bytes: Uint8Array, { start, end }: UdpPayload): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return hash >>> 0;
}

function sameBytes(bytes: Uint8Array, a: UdpPayload, b: UdpPayload): boolean {
  if (a.end - a.start !== b.end - b.start) return false;
  for (let i = 0; i < a.end - a.start; i++) if (bytes[a.start + i] !== bytes[b.start + i]) return false;
  return true;
}

/** The payloads without those that repeat one captured less than DUPLICATE_WINDOW before. */
function withoutDuplicates(bytes: Uint8Array, payloads: readonly UdpPayload[]): UdpPayload[] {
  const kept: UdpPayload[] = [];
  const recent = new Map<number, UdpPayload[]>();
  const near = (a: UdpPayload, b: UdpPayload) => Math.abs(a.captured - b.captured) < DUPLICATE_WINDOW;
  for (const payload of payloads) {
    const hash = hashOf(bytes, payload);
    const alike = (recent.get(hash) ?? []).filter((earlier) => near(earlier, payload));
    if (alike.some((earlier) => sameBytes(bytes, earlier, payload))) continue;
    alike.push(payload);
    recent.set(hash, alike);
    kept.push(payload);
  }
  return kept;
}

/**
 * Reads a recording: a capture of packets (told by its first four octets), or else data blocks one after another. Duplicate
 * payloads are left out. Never throws: what cannot be read is counted and told by its offset in the file.
 */
export function readRecording(bytes: Uint8Array, options: DecodeOptions = {}): Recording {
  const decoded = nothingDecoded();
  const form = captureForm(bytes);
  if (!form) {
    decodeBlocks(bytes, 0, bytes.length, Number.NaN, decoded, options);
    return { form: 'blocks', ...decoded, duplicates: 0 };
  }
  const capture = readCapture(bytes);
  for (const { code, offset, message } of capture.problems) noteProblem(decoded, code, offset, message);
  const payloads = withoutDuplicates(bytes, capture.payloads);
  for (const { start, end, captured } of payloads) decodeBlocks(bytes, start, end, captured, decoded, options);
  decoded.problems.sort((a, b) => a.offset - b.offset);
  const duplicates = capture.payloads.length - payloads.length;
  return { form, ...decoded, duplicates, packets: capture.counts };
}
