import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  aboveSeaLevel,
  type BoundsDeg,
  decodeEtopo5,
  decodeHgt,
  flatTerrain,
  type HgtTile,
  inputError,
  mosaicTerrain,
  type NamedRaster,
  rasterTerrain,
  type Terrain,
  type TerrainChoice,
  type TileSource,
} from '../index.js';
import { fileIssue, PACKAGE_ROOT, sha256, systemReason } from './files.js';
import { geoidUndulation } from './geoid.js';
import { decodeGeoTiff } from './geotiff.js';
import { unpackHgt } from './read-raster.js';
import { defaultCacheFolder, readCachedTile } from './tile-cache.js';
import { decodeTile, sourceFolder, type Tile, tilesOf } from './tile-source.js';

/** The shipped ETOPO5 window: see data/README.md. */
const ETOPO5_FILE = join(PACKAGE_ROOT, 'data', 'etopo5-emed.bin.gz');

/** SRTM tiles of 1″ that are held at once: 1.7 GB. */
const MOST_SKADI_TILES = 64;

/** Missing tiles that are named one by one. */
const MOST_NAMED = 6;

/** A terrain, and the sha256 of the data that it was made from. */
export interface LoadedTerrain {
  readonly terrain: Terrain;
  readonly identity: string;
}

/** Loads what a scenario chooses, from disk alone. Throws an input error where that is not possible. */
export function loadTerrain(choice: TerrainChoice, scenarioFolder: string): LoadedTerrain {
  switch (choice.source) {
    case 'none':
      return { terrain: flatTerrain(), identity: 'smooth ellipsoid' };
    case 'etopo5': {
      const bytes = readFileSync(ETOPO5_FILE);
      return { terrain: decodeEtopo5(gunzipSync(bytes)), identity: sha256(bytes) };
    }
    case 'hgt':
      return loadHgtFolder(resolve(scenarioFolder, choice.folder ?? '.'));
    case 'geotiff':
      return loadGeoTiffs(resolve(scenarioFolder, choice.folder ?? '.'), choice.heightsAbove);
    default:
      return loadCachedTiles(choice.source, choice, scenarioFolder);
  }
}

/** Flight paths are kept by the terrain's name, so that one of other data has another. */
const named = (terrain: Terrain, identity: string): LoadedTerrain => ({
  terrain: { ...terrain, name: `${terrain.name} ${identity}` },
  identity,
});

/** What cannot be made one terrain: tiles of two resolutions, a tile that is there twice, too large an area. */
function merged<T>(place: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw inputError([fileIssue('SCN-074', place, `cannot make one terrain: ${systemReason(error)}`)]);
  }
}

/** Names of the files of a folder that fit, in order, or an input error if there is none. */
function namesIn(folder: string, pattern: RegExp, what: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => pattern.test(name));
  } catch (error) {
    const message = `cannot read the folder of terrain tiles: ${systemReason(error)}`;
    throw inputError([fileIssue('SCN-041', folder, message)]);
  }
  if (names.length === 0)
    throw inputError([fileIssue('SCN-041', folder, `a folder of ${what} is wanted; it has none`)]);
  return names.sort();
}

function loadHgtFolder(folder: string): LoadedTerrain {
  const names = namesIn(folder, /\.hgt(\.gz)?$/i, '.hgt or .hgt.gz tiles');
  const hash = createHash('sha256');
  const tiles = names.map((name) => {
    try {
      const bytes = readFileSync(join(folder, name));
      hash.update(name).update(bytes);
      return decodeHgt(unpackHgt(bytes, name), name.replace(/\.gz$/i, ''));
    } catch (error) {
      throw inputError([fileIssue('SCN-041', folder, `cannot read the tile ${name}: ${systemReason(error)}`)]);
    }
  });
  return named(
    merged(folder, () => mosaicTerrain(tiles)),
    hash.digest('hex'),
  );
}

function loadGeoTiffs(path: string, heightsAbove: TerrainChoice['heightsAbove']): LoadedTerrain {
  const single = /\.tiff?$/i.test(path) && !statSync(path, { throwIfNoEntry: false })?.isDirectory();
  const folder = single ? dirname(path) : path;
  const names = single ? [basename(path)] : namesIn(folder, /\.tiff?$/i, '.tif files');
  const hash = createHash('sha256').update(heightsAbove ?? '');
  const rasters = names.map((name): NamedRaster => {
    const file = join(folder, name);
    let bytes: Uint8Array;
    try {
      bytes = readFileSync(file);
    } catch (error) {
      throw inputError([fileIssue('SCN-041', file, `cannot read the file: ${systemReason(error)}`)]);
    }
    hash.update(name).update(bytes);
    try {
      const raster = decodeGeoTiff(bytes);
      const ellipsoidal = (heightsAbove ?? raster.verticalDatum) === 'ellipsoid';
      return { ...(ellipsoidal ? aboveSeaLevel(raster, geoidUndulation) : raster), name };
    } catch (error) {
      throw inputError([fileIssue('SCN-070', file, `cannot use this file of heights: ${systemReason(error)}`)]);
    }
  });
  return named(
    merged(path, () => rasterTerrain('geotiff', rasters)),
    hash.digest('hex'),
  );
}

/** The area of a scenario's tiles as bounds. */
export const boundsOf = (area: NonNullable<TerrainChoice['area']>): BoundsDeg => ({
  west: area.westDeg,
  south: area.southDeg,
  east: area.eastDeg,
  north: area.northDeg,
});

/** The command that fetches the tiles of an area. */
export function fetchCommand(
  source: TileSource,
  { west, south, east, north }: BoundsDeg,
  { url, zoom, cache }: { url?: string; zoom?: number; cache?: string },
): string {
  const words = [
    'parapet terrain fetch',
    `--bbox=${west},${south},${east},${north}`,
    `--source ${url ? `'${url}'` : source}`,
  ];
  if (zoom !== undefined) words.push(`--zoom ${zoom}`);
  if (cache !== undefined) words.push(`--cache ${cache}`);
  return words.join(' ');
}

function loadCachedTiles(source: TileSource, choice: TerrainChoice, scenarioFolder: string): LoadedTerrain {
  const cache = choice.folder === undefined ? defaultCacheFolder() : resolve(scenarioFolder, choice.folder);
  const folder = join(cache, sourceFolder(source, choice.url));
  const area = boundsOf(choice.area!);
  const hash = createHash('sha256').update(source);
  const missing: string[] = [];
  const hgt: HgtTile[] = [];
  const rasters: NamedRaster[] = [];
  for (const tile of merged(cache, () => tilesToHold(source, area, choice.zoom))) {
    const file = join(folder, tile.path);
    const cached = readCachedTile(file);
    hash.update(`${tile.name} ${cached.state === 'tile' ? cached.sha256 : cached.state}`);
    if (cached.state === 'missing') missing.push(tile.name);
    if (cached.state === 'broken') throw brokenTile(file, tile, cached.reason);
    if (cached.state !== 'tile') continue;
    try {
      if (source === 'skadi') hgt.push(decodeTile(source, tile, cached.bytes));
      else rasters.push(decodeTile(source, tile, cached.bytes));
    } catch (error) {
      throw brokenTile(file, tile, systemReason(error));
    }
  }
  if (missing.length > 0) {
    const list = missing.slice(0, MOST_NAMED).join(', ');
    const more = missing.length > MOST_NAMED ? ` and ${missing.length - MOST_NAMED} more` : '';
    const command = fetchCommand(source, area, { url: choice.url, zoom: choice.zoom, cache: choice.folder && cache });
    const message = `terrain tiles are not in the cache: ${list}${more}. Fetch them once: ${command}`;
    throw inputError([fileIssue('SCN-071', folder, message)]);
  }
  const terrain = merged(folder, () =>
    source === 'skadi' ? withSea(hgt, area) : rasterTerrain(source, rasters, area),
  );
  return named(terrain, hash.digest('hex'));
}

function tilesToHold(source: TileSource, area: BoundsDeg, zoom: number | undefined): Tile[] {
  const tiles = tilesOf(source, area, zoom);
  if (source === 'skadi' && tiles.length > MOST_SKADI_TILES)
    throw new RangeError(
      `the area has ${tiles.length} tiles of 26 MB; up to ${MOST_SKADI_TILES} can be held: take a smaller one, or terrarium`,
    );
  return tiles;
}

const brokenTile = (file: string, { name }: Tile, reason: string) =>
  inputError([fileIssue('SCN-073', file, `the tile ${name} in the cache is broken: ${reason}`)]);

/** SRTM tiles with sea in the rest of the area. */
function withSea(tiles: readonly HgtTile[], area: BoundsDeg): Terrain {
  const sea = rasterTerrain('skadi', [], area);
  if (tiles.length === 0) return sea;
  const land = mosaicTerrain(tiles);
  return { ...land, name: 'skadi', contains: (lat, lon) => sea.contains(lat, lon) || land.contains(lat, lon) };
}
