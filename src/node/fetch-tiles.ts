import { join } from 'node:path';
import { type BoundsDeg, type Issue, inputError, isInputError, type TileSource } from '../index.js';
import { download, type Patience } from './download.js';
import { fileIssue, systemReason } from './files.js';
import { readCachedTile, writeCachedTile, writeSea } from './tile-cache.js';
import { addressOf, asKept, decodeTile, sourceFolder, TILE_SOURCE_FACTS, type Tile, tilesOf } from './tile-source.js';

export interface FetchOptions {
  readonly source: TileSource;
  /** Address of another server, with placeholders. */
  readonly url?: string;
  readonly area: BoundsDeg;
  /** Level of terrarium tiles. */
  readonly zoom?: number;
  /** Folder of the cache. */
  readonly cache: string;
  /** Looks only at what is in the cache. */
  readonly offline?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
  /** Stops; whole tiles are kept. */
  readonly signal?: AbortSignal;
  readonly patience?: Patience;
}

export interface FetchOutcome {
  readonly folder: string;
  readonly tiles: number;
  /** Tiles that were in the cache, and that came now, with their bytes. */
  readonly present: number;
  readonly fetched: number;
  readonly bytes: number;
  /** Names of tiles that the source does not have: sea. */
  readonly sea: readonly string[];
  /** Names of tiles that are still not there. */
  readonly missing: readonly string[];
  /** Why tiles could not be had. */
  readonly issues: readonly Issue[];
}

/** Tiles at once. */
const CONCURRENCY = 4;
/** After so many failures nothing further is asked for: the server or the network is down. */
const MOST_FAILURES = 5;
/** Tiles of one command. */
const MOST_TILES = 10_000;

/**
 * Brings the tiles of an area into the cache. A tile is written once it is whole and what its name says. Throws an input
 * error for an area that has no tiles or too many, and where the cache cannot be written; other failures are issues.
 */
export async function fetchTiles(options: FetchOptions): Promise<FetchOutcome> {
  const { source, cache, signal } = options;
  const folder = join(cache, sourceFolder(source, options.url));
  const tiles = tilesIn(options);
  const sea: string[] = [];
  const issues: Issue[] = [];
  const done = new Set<Tile>();
  const count = { present: 0, fetched: 0, bytes: 0 };
  options.onProgress?.(0, tiles.length);
  const settle = (tile: Tile, change: Partial<typeof count> | 'sea'): void => {
    done.add(tile);
    if (change === 'sea') sea.push(tile.name);
    else for (const key of ['present', 'fetched', 'bytes'] as const) count[key] += change[key] ?? 0;
    options.onProgress?.(done.size, tiles.length);
  };
  const work = async (tile: Tile): Promise<void> => {
    const file = join(folder, tile.path);
    const cached = readCachedTile(file);
    if (cached.state === 'sea') settle(tile, 'sea');
    else if (cached.state === 'tile') settle(tile, { present: 1 });
    else if (options.offline) return;
    else {
      const got = await fetchTile(tile, file, options);
      if (got === 'sea') settle(tile, 'sea');
      else if (typeof got === 'number') settle(tile, { fetched: 1, bytes: got });
      else if (got) issues.push(got);
    }
  };
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < tiles.length && !signal?.aborted && issues.length < MOST_FAILURES) await work(tiles[next++]);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return {
    folder,
    tiles: tiles.length,
    ...count,
    sea: sea.sort(),
    missing: tiles.filter((tile) => !done.has(tile)).map(({ name }) => name),
    issues,
  };
}

function tilesIn({ source, area, zoom }: FetchOptions): Tile[] {
  const fail = (message: string) => inputError([fileIssue('SCN-047', '--bbox', message)]);
  let tiles: Tile[];
  try {
    tiles = tilesOf(source, area, zoom);
  } catch (error) {
    throw fail((error as Error).message);
  }
  if (tiles.length > MOST_TILES)
    throw fail(`--bbox may touch ${MOST_TILES} tiles; got ${tiles.length}: take a smaller area or a lower zoom`);
  return tiles;
}

/** Bytes of the tile that was written, or sea, or what went wrong; undefined where it was stopped. */
async function fetchTile(
  tile: Tile,
  file: string,
  { source, url, signal, patience }: FetchOptions,
): Promise<number | 'sea' | Issue | undefined> {
  const facts = TILE_SOURCE_FACTS[source];
  const address = addressOf(url ?? facts.url, tile);
  try {
    const bytes = await download(address, {
      mostBytes: facts.mostBytes,
      signal,
      patience,
      check: (body) => {
        decodeTile(source, tile, asKept(source, body));
      },
    });
    if (bytes === null && !facts.missingIsSea)
      return fileIssue('SCN-072', address, `the server does not have the tile ${tile.name}`);
    if (bytes === null) {
      writeSea(file, address);
      return 'sea';
    }
    const kept = asKept(source, bytes);
    writeCachedTile(file, address, kept);
    return kept.length;
  } catch (error) {
    if (signal?.aborted) return undefined;
    if (isInputError(error)) throw error;
    const { broken } = error as { broken?: boolean };
    const message = broken
      ? `the tile ${tile.name} is broken: ${systemReason(error)}`
      : `cannot fetch the tile ${tile.name}: ${systemReason(error)}`;
    return fileIssue(broken ? 'SCN-073' : 'SCN-072', address, message);
  }
}
