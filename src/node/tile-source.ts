import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import {
  type BoundsDeg,
  decodeHgt,
  type HgtTile,
  hgtRaster,
  type NamedRaster,
  TILE_SOURCES,
  type TileSource,
} from '../index.js';
import { decodeGeoTiff } from './geotiff.js';
import { unpackHgt } from './read-raster.js';
import { decodeTerrarium } from './terrarium.js';

/** One tile of a source. */
export interface Tile {
  /** As people call it: N40E022, or 11/1150/770. */
  readonly name: string;
  /** Of its file, within the folder of its source. */
  readonly path: string;
  /** What stands in the address for {name}, {band}, {z}, {x}, {y}. */
  readonly words: Readonly<Record<string, string>>;
  /** South-western corner of a tile of one degree. */
  readonly southDeg: number;
  readonly westDeg: number;
}

/** A public source of tiles: how they are named, where they are, whose they are and what is in them. */
export interface TileSourceFacts {
  readonly title: string;
  readonly url: string;
  /** Placeholders that an address of another server must have, and what it must end in. */
  readonly placeholders: readonly string[];
  readonly ending: string;
  /** Whether a tile that the server does not have (404) is sea, and not a mistake. */
  readonly missingIsSea: boolean;
  /** No tile is larger as it comes, bytes. */
  readonly mostBytes: number;
  readonly attribution: string;
  readonly licence: string;
}

export const TILE_SOURCE_FACTS: Readonly<Record<TileSource, TileSourceFacts>> = {
  skadi: {
    title: 'AWS Terrain Tiles, skadi: SRTM-like tiles of one degree at 1″',
    url: 'https://s3.amazonaws.com/elevation-tiles-prod/skadi/{band}/{name}.hgt.gz',
    placeholders: ['name'],
    ending: '.hgt.gz',
    missingIsSea: true,
    mostBytes: 40e6,
    attribution:
      'Terrain Tiles by Mapzen on AWS, from SRTM (NASA), GMTED2010 (USGS), ETOPO1 (NOAA) and national sources: see github.com/tilezen/joerd/blob/master/docs/attribution.md',
    licence: 'open data; some national sources ask for attribution',
  },
  terrarium: {
    title: 'AWS Terrain Tiles, terrarium: web Mercator PNG',
    url: 'https://s3.amazonaws.com/elevation-tiles-prod/terrarium/{z}/{x}/{y}.png',
    placeholders: ['z', 'x', 'y'],
    ending: '.png',
    missingIsSea: false,
    mostBytes: 1e6,
    attribution:
      'Terrain Tiles by Mapzen on AWS, from SRTM (NASA), GMTED2010 (USGS), ETOPO1 (NOAA) and national sources: see github.com/tilezen/joerd/blob/master/docs/attribution.md',
    licence: 'open data; some national sources ask for attribution',
  },
  copernicus: {
    title: 'Copernicus DEM GLO-30: GeoTIFFs of one degree at 1″, heights of the surface above EGM2008',
    url: 'https://copernicus-dem-30m.s3.amazonaws.com/{name}/{name}.tif',
    placeholders: ['name'],
    ending: '.tif',
    missingIsSea: true,
    mostBytes: 150e6,
    attribution:
      'produced using Copernicus WorldDEM-30 © DLR e.V. 2010-2014 and © Airbus Defence and Space GmbH 2014-2018 provided under COPERNICUS by the European Union and ESA; all rights reserved',
    licence: 'Licence for Copernicus DEM GLO-30: free of charge; this notice goes with what is made from it',
  },
};

const two = (n: number): string => String(Math.abs(n)).padStart(2, '0');
const three = (n: number): string => String(Math.abs(n)).padStart(3, '0');

/** Web Mercator ends where its square does, degrees. */
const MERCATOR_EDGE_DEG = 85.05112877980659;

/** The tiles that an area touches, from the north-west on. `zoom` for terrarium. Throws a RangeError if it touches none. */
export function tilesOf(source: TileSource, area: BoundsDeg, zoom = 0): Tile[] {
  const tiles: Tile[] = [];
  if (source === 'terrarium') {
    const n = 2 ** zoom;
    if (area.south < -MERCATOR_EDGE_DEG || area.north > MERCATOR_EDGE_DEG)
      throw new RangeError(`web Mercator ends at 85.05° of latitude; got ${area.south}° to ${area.north}°`);
    const column = (lonDeg: number): number => ((lonDeg + 180) / 360) * n;
    const row = (latDeg: number): number => (0.5 - Math.asinh(Math.tan((latDeg * Math.PI) / 180)) / (2 * Math.PI)) * n;
    // An edge that lies on a tile's edge, but for rounding, touches no further tile.
    const last = (v: number): number => Math.min(n - 1, Math.ceil(v - 1e-9) - 1);
    for (let y = Math.max(0, Math.floor(row(area.north) + 1e-9)); y <= last(row(area.south)); y++) {
      for (let x = Math.floor(column(area.west) + 1e-9); x <= last(column(area.east)); x++) {
        const words = { z: String(zoom), x: String(x), y: String(y) };
        tiles.push({ name: `${zoom}/${x}/${y}`, path: `${zoom}/${x}/${y}.png`, words, southDeg: 0, westDeg: 0 });
      }
    }
    return tiles;
  }
  for (let southDeg = Math.ceil(area.north) - 1; southDeg >= Math.floor(area.south); southDeg--) {
    for (let westDeg = Math.floor(area.west); westDeg < Math.ceil(area.east); westDeg++) {
      const ns = southDeg < 0 ? 'S' : 'N';
      const ew = westDeg < 0 ? 'W' : 'E';
      const band = `${ns}${two(southDeg)}`;
      const name = `${band}${ew}${three(westDeg)}`;
      if (source === 'skadi') {
        tiles.push({ name, path: `${band}/${name}.hgt.gz`, words: { band, name }, southDeg, westDeg });
      } else {
        const long = `Copernicus_DSM_COG_10_${band}_00_${ew}${three(westDeg)}_00_DEM`;
        tiles.push({ name, path: `${long}.tif`, words: { band, name: long }, southDeg, westDeg });
      }
    }
  }
  return tiles;
}

/** The address of a tile. */
export const addressOf = (template: string, { words }: Tile): string =>
  template.replace(/\{(\w+)\}/g, (whole, word: string) => words[word] ?? whole);

/** The source whose tiles an address with placeholders leads to, by its ending; undefined where it cannot be told. */
export function sourceOfTemplate(template: string): TileSource | undefined {
  if (!/^https?:\/\/[^/]/.test(template)) return undefined;
  const path = template.replace(/[?#].*$/, '');
  return TILE_SOURCES.find((source) => {
    const { ending, placeholders } = TILE_SOURCE_FACTS[source];
    return path.endsWith(ending) && placeholders.every((word) => template.includes(`{${word}}`));
  });
}

/** Folder of a source within the cache: tiles of different servers do not mix. */
export function sourceFolder(source: TileSource, url: string | undefined): string {
  if (url === undefined || url === TILE_SOURCE_FACTS[source].url) return source;
  return `${source}-${createHash('sha256').update(url).digest('hex').slice(0, 12)}`;
}

/** Tiles as they are kept: an SRTM tile that was inflated on its way is packed again. */
export const asKept = (source: TileSource, bytes: Uint8Array): Uint8Array =>
  source === 'skadi' && !(bytes[0] === 0x1f && bytes[1] === 0x8b) ? gzipSync(bytes) : bytes;

/** Decodes a tile and makes sure that it is what its name says. Throws an Error that says what is wrong. */
export function decodeTile(source: 'skadi', tile: Tile, bytes: Uint8Array): HgtTile;
export function decodeTile(source: 'terrarium' | 'copernicus', tile: Tile, bytes: Uint8Array): NamedRaster;
export function decodeTile(source: TileSource, tile: Tile, bytes: Uint8Array): HgtTile | NamedRaster;
export function decodeTile(source: TileSource, tile: Tile, bytes: Uint8Array): HgtTile | NamedRaster {
  const { name, words, southDeg, westDeg } = tile;
  if (source === 'terrarium') return decodeTerrarium(bytes, name, Number(words.z), Number(words.x), Number(words.y));
  if (source === 'skadi') {
    const hgt = decodeHgt(unpackHgt(bytes, tile.path), name);
    hgtRaster(hgt); // whose heights must be heights
    return hgt;
  }
  const { verticalDatum: _, ...raster } = decodeGeoTiff(bytes);
  const { crs, originX, originY, width, height, cellX, cellY } = raster;
  const near = (x: number, y: number): boolean => Math.abs(x - y) <= 1.01 * Math.max(cellX, cellY);
  const east = originX + width * cellX;
  const south = originY - height * cellY;
  if (
    crs.kind !== 'geographic' ||
    !near(originX, westDeg) ||
    !near(east, westDeg + 1) ||
    !near(originY, southDeg + 1) ||
    !near(south, southDeg)
  ) {
    const got = crs.kind === 'geographic' ? `${originX}–${east}° E, ${south}–${originY}° N` : 'a UTM zone';
    throw new RangeError(`it must cover the degree that its name says; got ${got}`);
  }
  return { ...raster, name };
}
