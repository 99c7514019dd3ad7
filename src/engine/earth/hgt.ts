import type { Radian } from '../types/index.js';
import { wrapLongitude } from './geodesic.js';
import { MEAN_EARTH_RADIUS } from './refraction.js';
import { makeGridTerrain, type Terrain } from './terrain.js';

/** One SRTM tile as it comes: a square degree of samples on the grid lines, edges shared with the neighbours. */
export interface HgtTile {
  readonly name: string;
  /** Whole degrees of the south-western corner. */
  readonly southDeg: number;
  readonly westDeg: number;
  /** Samples along a side: 1201 (3") or 3601 (1"). */
  readonly side: number;
  /** side x side metres, from the south northwards and from the west eastwards; VOID where unknown. */
  readonly heights: Int16Array;
}

/** Mark of a sample that the radar did not see. */
const VOID = -32768;
/** Noise on water in unedited SRTM reaches so many metres either way (seen in its tiles of the Aegean). */
const SEA_NOISE = 15;
/** Sea neighbours, of eight, that make a low sample sea. */
const SEA_NEIGHBOURS = 6;
/** A void is filled from samples no further than this many away. */
const FILL_REACH = 200;
/** Steps north and east to the eight neighbours, and their lengths. */
const DIRECTIONS = [
  [1, 0, 1],
  [1, 1, Math.SQRT2],
  [0, 1, 1],
  [-1, 1, Math.SQRT2],
  [-1, 0, 1],
  [-1, -1, Math.SQRT2],
  [0, -1, 1],
  [1, -1, Math.SQRT2],
] as const;
const DEGREE = Math.PI / 180;
/** Rounding that may put a position on an outer edge just outside it, degrees. */
const EDGE_DEG = 1e-10;

/**
 * Decodes a tile (big-endian int16, northern row first; NASA/NGA SRTM, 2000), inflated; `name` is its file's name, which
 * alone says where it lies: N40E022.hgt has its south-western corner at 40 N, 22 E.
 */
export function decodeHgt(bytes: Uint8Array, name: string): HgtTile {
  const match = /([NS])(\d{2})([EW])(\d{3})(?:\.hgt(?:\.gz)?)?$/i.exec(name);
  if (match === null) throw new RangeError(`a tile is named like N40E022.hgt; got ${name}`);
  const samples = bytes.length / 2;
  const side = Math.round(Math.sqrt(samples));
  if (side !== 1201 && side !== 3601)
    throw new RangeError(`${name}: a tile has 1201 or 3601 samples a side; got ${bytes.length} bytes`);
  if (side * side !== samples) throw new RangeError(`${name}: ${bytes.length} bytes are not a square of samples`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const heights = new Int16Array(samples);
  for (let row = 0; row < side; row++) {
    const from = (side - 1 - row) * side;
    for (let column = 0; column < side; column++) heights[row * side + column] = view.getInt16(2 * (from + column));
  }
  return {
    name,
    southDeg: Number(match[2]) * (match[1].toUpperCase() === 'N' ? 1 : -1),
    westDeg: Number(match[4]) * (match[3].toUpperCase() === 'E' ? 1 : -1),
    side,
    heights,
  };
}

/** Looks up samples by their row and column on the whole globe's grid, whichever tile holds them. */
type SampleAt = (row: number, column: number) => number;

function sampleLookUp(tiles: ReadonlyMap<number, HgtTile>, cells: number): SampleAt {
  const from = (tileRow: number, tileColumn: number, row: number, column: number): number => {
    const tile = tiles.get(tileKey(tileRow, tileColumn));
    return tile === undefined ? VOID : tile.heights[row * tile.side + column];
  };
  return (row, column) => {
    const tileRow = Math.floor(row / cells);
    const tileColumn = Math.floor(column / cells);
    const r = row - tileRow * cells;
    const c = column - tileColumn * cells;
    let h = from(tileRow, tileColumn, r, c);
    // A sample on an edge is in the neighbour too, which may know it where this tile is void or missing.
    if (h === VOID && c === 0) h = from(tileRow, tileColumn - 1, r, cells);
    if (h === VOID && r === 0) h = from(tileRow - 1, tileColumn, cells, c);
    if (h === VOID && r === 0 && c === 0) h = from(tileRow - 1, tileColumn - 1, cells, cells);
    return h;
  };
}

const tileKey = (southDeg: number, westDeg: number): number => southDeg * 360 + ((((westDeg + 180) % 360) + 360) % 360);

/** Mean of the nearest known samples in eight directions, weighted by 1 / distance; 0 where none is in reach. */
function fillVoid(sampleAt: SampleAt, row: number, column: number): number {
  let sum = 0;
  let weights = 0;
  for (const [north, east, length] of DIRECTIONS) {
    for (let k = 1; k <= FILL_REACH; k++) {
      const h = sampleAt(row + k * north, column + k * east);
      if (h === VOID) continue;
      sum += h / (k * length);
      weights += 1 / (k * length);
      break;
    }
  }
  return weights > 0 ? Math.round(sum / weights) : 0;
}

function isSeaNoise(sampleAt: SampleAt, row: number, column: number): boolean {
  let sea = 0;
  for (const [north, east] of DIRECTIONS) {
    const h = sampleAt(row + north, column + east);
    if (h <= 0 && h !== VOID) sea++;
  }
  return sea >= SEA_NEIGHBOURS;
}

/**
 * The tile's heights with voids filled and noise on the sea removed. Every sample is made from the tiles' raw samples
 * alone, so neither order nor tile matters and both sides of a seam get the same.
 */
function cleanHeights(tile: HgtTile, sampleAt: SampleAt): Int16Array {
  const { side } = tile;
  const firstRow = tile.southDeg * (side - 1);
  const firstColumn = tile.westDeg * (side - 1);
  const heights = new Int16Array(tile.heights);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const i = row * side + column;
      const edge = row === 0 || column === 0 || row === side - 1 || column === side - 1;
      let h = edge ? sampleAt(firstRow + row, firstColumn + column) : heights[i];
      if (h === VOID) h = fillVoid(sampleAt, firstRow + row, firstColumn + column);
      else if (h > 0 && h <= SEA_NOISE && isSeaNoise(sampleAt, firstRow + row, firstColumn + column)) h = 0;
      heights[i] = Math.max(0, h);
    }
  }
  return heights;
}

/**
 * One terrain from any number of tiles of one resolution, continuous across their seams. Voids are filled, heights below
 * the sea are 0, and so are heights up to 15 m with at least six of eight neighbours at or below 0.
 */
export function mosaicTerrain(tiles: readonly HgtTile[]): Terrain {
  if (tiles.length === 0) throw new RangeError('a terrain needs at least one tile');
  const { side } = tiles[0];
  const byPlace = new Map<number, HgtTile>();
  for (const tile of tiles) {
    if (tile.side !== side)
      throw new RangeError(`${tile.name} has ${tile.side} samples a side, ${tiles[0].name} ${side}`);
    const key = tileKey(tile.southDeg, tile.westDeg);
    if (byPlace.has(key)) throw new RangeError(`${tile.name} is there twice`);
    byPlace.set(key, tile);
  }
  const sampleAt = sampleLookUp(byPlace, side - 1);
  const terrains = new Map<number, Terrain>();
  let maximumHeight = 0;
  for (const [key, tile] of byPlace) {
    const terrain = makeGridTerrain({
      name: tile.name,
      south: tile.southDeg * DEGREE,
      west: tile.westDeg * DEGREE,
      step: DEGREE / (side - 1),
      rows: side,
      columns: side,
      heights: cleanHeights(tile, sampleAt),
    });
    maximumHeight = Math.max(maximumHeight, terrain.maximumHeight);
    terrains.set(key, terrain);
  }
  /** The tile under a position; on the outer edge of the mosaic the one just inside. */
  const tileAt = (lat: Radian, lon: Radian): Terrain | undefined => {
    const latDeg = lat / DEGREE;
    const lonDeg = wrapLongitude(lon) / DEGREE;
    const row = Math.floor(latDeg);
    const column = Math.floor(lonDeg);
    const inside = terrains.get(tileKey(row, column));
    if (inside !== undefined) return inside;
    const rowBelow = Math.floor(latDeg - EDGE_DEG);
    const columnBelow = Math.floor(lonDeg - EDGE_DEG);
    return (
      terrains.get(tileKey(rowBelow, column)) ??
      terrains.get(tileKey(row, columnBelow)) ??
      terrains.get(tileKey(rowBelow, columnBelow)) ??
      terrains.get(tileKey(Math.floor(latDeg + EDGE_DEG), Math.floor(lonDeg + EDGE_DEG)))
    );
  };
  const corners = tiles.map(({ southDeg, westDeg }) => [southDeg * DEGREE, westDeg * DEGREE]);
  const bounds = { south: corners[0][0], north: corners[0][0], west: corners[0][1], east: corners[0][1] };
  for (const [south, west] of corners) {
    bounds.south = Math.min(bounds.south, south);
    bounds.north = Math.max(bounds.north, south + DEGREE);
    bounds.west = Math.min(bounds.west, west);
    bounds.east = Math.max(bounds.east, west + DEGREE);
  }
  return {
    name: 'hgt',
    bounds,
    maximumHeight,
    spacing: (DEGREE / (side - 1)) * MEAN_EARTH_RADIUS,
    contains: (lat, lon) => tileAt(lat, lon)?.contains(lat, lon) ?? false,
    heightAt: (lat, lon) => tileAt(lat, lon)?.heightAt(lat, lon) ?? 0,
  };
}
