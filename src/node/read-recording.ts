import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { constants, gunzipSync } from 'node:zlib';
import { inputError } from '../index.js';
import { fileIssue, nearestFile, systemReason } from './files.js';

/** Kinds of file that are tracked. */
export const RECORDING_FORMATS = ['bench', 'asterix', 'csv'] as const;
export type RecordingFormat = (typeof RECORDING_FORMATS)[number];

export interface RecordingFile {
  readonly bytes: Uint8Array;
  readonly format: RecordingFormat;
  /** Nobody said so: it was seen in the content. */
  readonly detected: boolean;
  /** What is wrong and was overcome. */
  readonly warnings: readonly string[];
}

/** Largest file, packed or not: it is held in memory while it is read. An hour of one radar is some 10 MB. */
const LARGEST_BYTES = 500_000_000;
const CHUNK = 1 << 22;

/** Reads a file to be tracked, inflates it if it is packed (gzip), and tells what it is. Throws an input error. */
export function readRecordingFile(file: string, wanted?: RecordingFormat): RecordingFile {
  const packed = readBytes(file);
  const warnings: string[] = [];
  const bytes = packed[0] === 0x1f && packed[1] === 0x8b ? inflate(file, packed, warnings) : packed;
  if (bytes.length === 0) throw inputError([fileIssue('SCN-130', file, 'the file is empty')]);
  const seen = formatOf(bytes);
  if (wanted !== undefined && seen !== undefined && wanted !== seen) {
    const message = `the file is not ${NAMES[wanted]}, as --format ${wanted} says: it looks like ${NAMES[seen]} (--format ${seen})`;
    throw inputError([fileIssue('SCN-130', file, message)]);
  }
  const format = wanted ?? seen;
  if (format === undefined) {
    const message = `it looks like none of ${RECORDING_FORMATS.map((name) => NAMES[name]).join(', ')}; say which with --format if it is one`;
    throw inputError([fileIssue('SCN-130', file, message)]);
  }
  return { bytes, format, detected: wanted === undefined, warnings };
}

const NAMES: Readonly<Record<RecordingFormat, string>> = {
  bench: 'a case of the tracking bench (JSON)',
  asterix: 'ASTERIX (blocks, or a capture of them)',
  csv: 'reports of aircraft (CSV)',
};

function readBytes(file: string): Uint8Array {
  try {
    const stat = statSync(file);
    if (stat.isDirectory()) throw inputError([fileIssue('SCN-041', file, 'a file is wanted; got a folder')]);
    if (stat.size > LARGEST_BYTES) {
      const message = `a recording may hold ${LARGEST_BYTES / 1e6} MB; got ${(stat.size / 1e6).toFixed(0)} MB`;
      throw inputError([fileIssue('SCN-130', file, message)]);
    }
    return readAll(file);
  } catch (error) {
    if (error instanceof Error && error.name === 'InputError') throw error;
    const issue = fileIssue('SCN-041', file, `cannot read the file: ${systemReason(error)}`);
    const nearest = nearestFile(file);
    throw inputError([nearest === undefined ? issue : { ...issue, nearest }]);
  }
}

/** To the end, or to the limit: a pipe does not say beforehand how long it is. */
function readAll(file: string): Uint8Array {
  const handle = openSync(file, 'r');
  try {
    const chunks: Buffer[] = [];
    for (let total = 0; ; ) {
      const chunk = Buffer.alloc(CHUNK);
      const length = readSync(handle, chunk);
      if (length === 0) return Buffer.concat(chunks);
      total += length;
      if (total > LARGEST_BYTES) {
        const message = `a recording may hold ${LARGEST_BYTES / 1e6} MB; got more`;
        throw inputError([fileIssue('SCN-130', file, message)]);
      }
      chunks.push(chunk.subarray(0, length));
    }
  } finally {
    closeSync(handle);
  }
}

/** What a packed file holds; of one that was cut short, all up to there. */
function inflate(file: string, packed: Uint8Array, warnings: string[]): Uint8Array {
  const limit = { maxOutputLength: LARGEST_BYTES };
  try {
    return gunzipSync(packed, limit);
  } catch (error) {
    const reason = systemReason(error);
    if ((error as { code?: unknown }).code === 'Z_BUF_ERROR') {
      warnings.push(`${reason}: only what stands before the cut is read`);
      return gunzipSync(packed, { ...limit, finishFlush: constants.Z_SYNC_FLUSH });
    }
    throw inputError([fileIssue('SCN-130', file, `cannot be unpacked: ${reason}`)]);
  }
}

const decoder = new TextDecoder('latin1');

/** What the first bytes look like; undefined: none of the known. */
function formatOf(bytes: Uint8Array): RecordingFormat | undefined {
  const head = decoder.decode(bytes.subarray(0, 512)).replace(/^ï»¿/, '');
  if (/^\s*\{/.test(head)) return 'bench';
  if (/^[\x20-\x7e]*,[\x20-\x7e]*(\r?\n|$)/.test(head)) return 'csv';
  if (CAPTURES.includes(head.slice(0, 4))) return 'asterix';
  // A data block: its category, then its length, two bytes, which the file holds.
  const length = bytes[1] * 256 + bytes[2];
  return CATEGORIES.includes(bytes[0]) && length >= 3 ? 'asterix' : undefined;
}

/** First bytes of captures: pcap in µs and ns and either order of bytes, pcapng. */
const CAPTURES = ['\xd4\xc3\xb2\xa1', '\xa1\xb2\xc3\xd4', '\x4d\x3c\xb2\xa1', '\xa1\xb2\x3c\x4d', '\x0a\x0d\x0d\x0a'];
/** Categories of surveillance data that recordings begin with. */
const CATEGORIES = [1, 2, 8, 10, 11, 19, 20, 21, 23, 34, 48, 62, 63, 65];
