import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { inputError } from '../index.js';
import { fileIssue, makeFolder, removeQuietly, sha256, systemReason } from './files.js';

/**
 * Tiles on disk. Beside each tile lies a record, `<tile>.json`, with its size and sha256, written after it; a tile without a
 * record that fits it is not there. A record can also say that the source has no such tile, which is sea.
 */
export type CachedTile =
  | { readonly state: 'missing' }
  | { readonly state: 'sea' }
  | { readonly state: 'broken'; readonly reason: string }
  | { readonly state: 'tile'; readonly bytes: Uint8Array; readonly sha256: string };

interface TileRecord {
  readonly url: string;
  readonly sea?: true;
  readonly bytes?: number;
  readonly sha256?: string;
}

/** Where tiles go if nobody says otherwise: PARAPET_CACHE, or the user's folder for caches. */
export function defaultCacheFolder(): string {
  const { PARAPET_CACHE, XDG_CACHE_HOME } = process.env;
  return PARAPET_CACHE ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'parapet', 'terrain');
}

/** Reads a tile and makes sure that it is as it was written. */
export function readCachedTile(file: string): CachedTile {
  let record: TileRecord;
  try {
    record = JSON.parse(readFileSync(recordOf(file), 'utf8')) as TileRecord;
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return { state: 'missing' };
    return { state: 'broken', reason: `its record cannot be read: ${systemReason(error)}` };
  }
  if (record?.sea === true) return { state: 'sea' };
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    return { state: 'broken', reason: systemReason(error) };
  }
  const hash = sha256(bytes);
  if (bytes.length !== record?.bytes || hash !== record.sha256) {
    return { state: 'broken', reason: `it has ${bytes.length} bytes and not those of its record` };
  }
  return { state: 'tile', bytes, sha256: hash };
}

/** Keeps a tile. Throws an input error if the cache cannot be written. */
export function writeCachedTile(file: string, url: string, bytes: Uint8Array): void {
  writeWhole(file, bytes);
  writeRecord(file, { url, bytes: bytes.length, sha256: sha256(bytes) });
}

/** Remembers that the source has no such tile. */
export const writeSea = (file: string, url: string): void => writeRecord(file, { url, sea: true });

const recordOf = (file: string): string => `${file}.json`;

const writeRecord = (file: string, record: TileRecord): void =>
  writeWhole(recordOf(file), Buffer.from(`${JSON.stringify(record)}\n`));

/** Under another name first, so that what has this one is whole whenever the process or the machine stops. */
function writeWhole(file: string, bytes: Uint8Array): void {
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  try {
    makeFolder(dirname(file));
    const handle = openSync(temporary, 'w');
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, file);
  } catch (error) {
    removeQuietly(temporary);
    throw inputError([fileIssue('SCN-044', file, `cannot write the tile: ${systemReason(error)}`)]);
  }
}
