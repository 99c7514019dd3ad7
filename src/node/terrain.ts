import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  decodeEtopo5,
  decodeHgt,
  flatTerrain,
  inputError,
  mosaicTerrain,
  type Terrain,
  type TerrainChoice,
} from '../index.js';
import { fileIssue, PACKAGE_ROOT, sha256, systemReason } from './files.js';

/** The shipped ETOPO5 window: see data/README.md. */
const ETOPO5_FILE = join(PACKAGE_ROOT, 'data', 'etopo5-emed.bin.gz');

/** Largest inflated tile: 1″ samples of one square degree are 26 MB. */
const LARGEST_TILE_BYTES = 64_000_000;

/** Terrain by the choice of a scenario, and what data it was, for the manifest. */
export interface TerrainStore {
  /** Loads once and keeps; the same object for the same choice, so that horizon tables can be kept with it. */
  terrainOf(choice: TerrainChoice): Terrain;
  /** Whether a position lies inside the terrain chosen. True where the terrain itself cannot be read. */
  contains(choice: TerrainChoice, latDeg: number, lonDeg: number): boolean;
  /** What a terrain covers, in words. */
  extentOf(choice: TerrainChoice): string;
  /** sha256 of the data behind every terrain loaded so far. */
  identities(): Record<string, string>;
}

/** `scenarioFolder`: what a relative folder of tiles is relative to. */
export function openTerrains(scenarioFolder: string): TerrainStore {
  const loaded = new Map<string, { terrain: Terrain; identity: string }>();
  const keyOf = (choice: TerrainChoice): string =>
    choice.source === 'hgt' ? `hgt:${choice.folder ?? ''}` : choice.source;
  const load = (choice: TerrainChoice): { terrain: Terrain; identity: string } => {
    const key = keyOf(choice);
    let found = loaded.get(key);
    if (!found) {
      found = read(choice, scenarioFolder);
      loaded.set(key, found);
    }
    return found;
  };
  return {
    terrainOf: (choice) => load(choice).terrain,
    contains: (choice, latDeg, lonDeg) =>
      load(choice).terrain.contains((latDeg * Math.PI) / 180, (lonDeg * Math.PI) / 180),
    extentOf: (choice) => extentText(load(choice).terrain),
    identities: () => Object.fromEntries([...loaded].sort().map(([key, { identity }]) => [key, identity])),
  };
}

function extentText({ bounds }: Terrain): string {
  if (bounds === undefined) return 'the whole earth';
  const { south, north, west, east } = bounds;
  const degrees = (radians: number): string => String(Number(((radians * 180) / Math.PI).toFixed(2)));
  return `latDeg ${degrees(south)} to ${degrees(north)} and lonDeg ${degrees(west)} to ${degrees(east)}`;
}

function read(choice: TerrainChoice, scenarioFolder: string): { terrain: Terrain; identity: string } {
  switch (choice.source) {
    case 'none':
      return { terrain: flatTerrain(), identity: 'smooth ellipsoid' };
    case 'etopo5': {
      const bytes = readFileSync(ETOPO5_FILE);
      return { terrain: decodeEtopo5(gunzipSync(bytes)), identity: sha256(bytes) };
    }
    case 'hgt':
      return readTiles(resolve(scenarioFolder, choice.folder ?? '.'));
  }
}

function readTiles(folder: string): { terrain: Terrain; identity: string } {
  const fail = (message: string) => inputError([fileIssue('SCN-041', folder, message)]);
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => /\.hgt(\.gz)?$/i.test(name));
  } catch (error) {
    throw fail(`cannot read the folder of terrain tiles: ${systemReason(error)}`);
  }
  if (names.length === 0) throw fail('a folder of .hgt or .hgt.gz tiles is wanted; it has none');
  const hash = createHash('sha256');
  const tiles = names.sort().map((name) => {
    try {
      const bytes = readFileSync(join(folder, name));
      hash.update(name).update(bytes);
      const tile = /\.gz$/i.test(name) ? gunzipSync(bytes, { maxOutputLength: LARGEST_TILE_BYTES }) : bytes;
      return decodeHgt(tile, name.replace(/\.gz$/i, ''));
    } catch (error) {
      throw fail(`cannot read the tile ${name}: ${systemReason(error)}`);
    }
  });
  try {
    return { terrain: mosaicTerrain(tiles), identity: hash.digest('hex') };
  } catch (error) {
    throw fail(`the tiles do not fit together: ${systemReason(error)}`);
  }
}
