import { atan2 } from '../math/index.js';
import type { Metre, Radian } from '../types/index.js';
import { makeGeodesicLine, pointOnLineInto } from './geodesic.js';
import { effectiveEarthRadius } from './refraction.js';
import { maskingHeight, type Terrain } from './terrain.js';

/** Where an antenna stands (radians), with its height above mean sea level: ground and mast (m). */
export interface Site {
  readonly lat: Radian;
  readonly lon: Radian;
  readonly height: Metre;
}

export interface HorizonOptions {
  /** The table reaches so far, m of ground range. */
  readonly maximumRange: Metre;
  /** Rays around the site. */
  readonly azimuthBins: number;
  /** Between the table's ranges, m. */
  readonly rangeStep: Metre;
  /** Effective earth radius factor: 4/3 for the standard atmosphere. */
  readonly refractionFactor: number;
  /** Added to land that masks (m): see ROUGHNESS_CLEARANCE and ROUGHNESS_FULL. */
  readonly roughnessMargin: Metre;
}

/** For a fixed site: the lowest visible height by azimuth and ground range. */
export interface HorizonTable {
  readonly azimuthBins: number;
  readonly rangeStep: Metre;
  /** Entries a row: ranges 0, rangeStep, 2 rangeStep … */
  readonly columns: number;
  /** Row i serves azimuths from i to i + 1 bins and holds the greater of the two rays that bound it. */
  readonly heights: Float32Array;
  /**
   * For each eighth of a turn (in the order of `octantOf`) and BOUND_COLUMNS columns, two heights in whole metres: below
   * the first everything there is hidden, from the second on nothing is. Few objects lie between; the others are told
   * by a few hundred bytes that stay in the cache, where the heights don't.
   */
  readonly bounds: Int16Array;
}

const BOUND_COLUMNS = 4;
const LEAST_BOUND = -32768;
const MOST_BOUND = 32767;

/** Eighths of a turn, told from east and north without an arc tangent. */
const OCTANTS = 8;
/** The azimuth at which the octant of each index begins, in eighths of a turn. */
const FIRST_EIGHTH = [7, 0, 4, 3, 6, 1, 5, 2];

/** Index of the eighth of a turn in which a direction lies; on an edge, either of its two. */
const octantOf = (east: number, north: number): number =>
  (Math.abs(east) > Math.abs(north) ? 4 : 0) + (north < 0 ? 2 : 0) + (east >= 0 ? 1 : 0);

/**
 * Relief that a grid flattens is not counted closer than this to either end (m): a radar's crew chooses its surroundings,
 * and a target's height above ground already says how it stands to the ground beneath it. About one cell of ETOPO5;
 * assumed.
 */
export const ROUGHNESS_CLEARANCE = 10_000;

/**
 * Distance from the radar (m) from which the margin counts in full; it grows linearly from ROUGHNESS_CLEARANCE. So a margin
 * of 300 m raises no horizon by more than 0.57 degrees. Assumed.
 */
export const ROUGHNESS_FULL = 30_000;

/** Share of the roughness margin that counts at a distance from the radar. */
export function roughnessShare(range: Metre): number {
  return Math.min(1, Math.max(0, (range - ROUGHNESS_CLEARANCE) / (ROUGHNESS_FULL - ROUGHNESS_CLEARANCE)));
}

/** Rays are exact geodesics at points this far apart (m), and straight in latitude and longitude between them. */
export const ANCHOR_DISTANCE = 20_000;

/** The ground is looked at in steps no longer than this (m), nor than the distance between the terrain's samples. */
const LONGEST_MARCH = 2_000;

/** Into how many equal steps a march over `distance` is cut, for a terrain of that spacing. */
export function marchSteps(distance: Metre, spacing: Metre): number {
  return Math.max(1, Math.ceil(distance / Math.min(LONGEST_MARCH, spacing)));
}

const start = new Float64Array(3);
const end = new Float64Array(3);

/** Ground heights at k * step along the ray, out[0 … count]. */
function groundInto(
  terrain: Terrain,
  site: Site,
  azimuth: Radian,
  step: Metre,
  count: number,
  out: Float64Array,
): void {
  const line = makeGeodesicLine(site.lat, site.lon, azimuth);
  const stride = Math.max(1, Math.floor(ANCHOR_DISTANCE / step));
  pointOnLineInto(line, 0, start);
  out[0] = terrain.heightAt(start[0], start[1]);
  for (let from = 0; from < count; from += stride) {
    pointOnLineInto(line, (from + stride) * step, end);
    const latStep = (end[0] - start[0]) / stride;
    const lonStep = (end[1] - start[1]) / stride;
    const last = Math.min(stride, count - from);
    for (let k = 1; k <= last; k++) out[from + k] = terrain.heightAt(start[0] + k * latStep, start[1] + k * lonStep);
    start[0] = end[0];
    start[1] = end[1];
  }
}

/**
 * One ray of the table. Heights are taken above the sphere of effective radius, distances along its surface: ground h at
 * r stands at the slope (h - antenna) / r - r * curvature from the antenna, where curvature is 1 / (2 radius), and the
 * steepest slope nearer than a target hides what is below it.
 */
function rayInto(
  ground: Float64Array,
  ray: { count: number; step: Metre; substeps: number; height: Metre; margin: Metre; curvature: number },
  out: Float32Array,
  offset: number,
): void {
  const { count, step, substeps, height, margin, curvature } = ray;
  const clearance = Math.ceil(ROUGHNESS_CLEARANCE / step);
  let steepest = Number.NEGATIVE_INFINITY;
  let column = 1;
  out[offset] = ground[0];
  for (let k = 1; k <= count; k++) {
    const r = k * step;
    const rough = k - clearance;
    if (margin > 0 && rough > clearance) {
      const there = rough * step;
      const top = maskingHeight(ground[rough], margin * roughnessShare(there));
      steepest = Math.max(steepest, (top - height) / there - there * curvature);
    }
    if (k === column * substeps) {
      out[offset + column] = Math.max(ground[k], height + (steepest + r * curvature) * r);
      column++;
    }
    steepest = Math.max(steepest, (ground[k] - height) / r - r * curvature);
  }
}

/** Marches rays around a fixed site once, so that visibility becomes a look-up. */
export function makeHorizonTable(terrain: Terrain, site: Site, options: HorizonOptions): HorizonTable {
  const { azimuthBins, rangeStep } = options;
  const substeps = marchSteps(rangeStep, terrain.spacing);
  const steps = Math.floor(options.maximumRange / rangeStep) + 1; // one on, so that the maximum itself is inside
  const ray = {
    count: steps * substeps,
    step: rangeStep / substeps,
    substeps,
    height: site.height,
    margin: options.roughnessMargin,
    curvature: 1 / (2 * effectiveEarthRadius(options.refractionFactor)),
  };
  const columns = steps + 1;
  const ground = new Float64Array(ray.count + 1);
  const heights = new Float32Array(azimuthBins * columns);
  for (let bin = 0; bin < azimuthBins; bin++) {
    if (terrain.maximumHeight > 0) {
      groundInto(terrain, site, (bin * 2 * Math.PI) / azimuthBins, ray.step, ray.count, ground);
    }
    rayInto(ground, ray, heights, bin * columns);
  }
  // Row i takes the greater of rays i and i + 1, so that a look-up touches one row: it is what costs in a run.
  const first = heights.slice(0, columns);
  for (let bin = 0; bin < azimuthBins; bin++) {
    const own = bin * columns;
    const last = bin === azimuthBins - 1;
    for (let k = 0; k < columns; k++) {
      const next = last ? first[k] : heights[own + columns + k];
      if (next > heights[own + k]) heights[own + k] = next;
    }
  }
  return { azimuthBins, rangeStep, columns, heights, bounds: boundsOf(heights, azimuthBins, columns) };
}

function boundsOf(heights: Float32Array, azimuthBins: number, columns: number): Int16Array {
  const blocks = Math.ceil((columns - 1) / BOUND_COLUMNS);
  const bounds = new Int16Array(2 * OCTANTS * blocks);
  for (let octant = 0; octant < OCTANTS; octant++) {
    // Every bin that the octant touches, with one to spare for azimuths that round into the next.
    const from = Math.floor((FIRST_EIGHTH[octant] * azimuthBins) / OCTANTS) - 1;
    const to = Math.ceil(((FIRST_EIGHTH[octant] + 1) * azimuthBins) / OCTANTS) + 1;
    for (let block = 0; block < blocks; block++) {
      const first = block * BOUND_COLUMNS;
      const last = Math.min(columns - 1, first + BOUND_COLUMNS);
      let least = MOST_BOUND;
      let most = LEAST_BOUND;
      for (let bin = from; bin < to; bin++) {
        const row = (((bin % azimuthBins) + azimuthBins) % azimuthBins) * columns;
        for (let k = first; k <= last; k++) {
          least = Math.min(least, Math.floor(heights[row + k]));
          most = Math.max(most, Math.ceil(heights[row + k]));
        }
      }
      bounds[2 * (blocks * octant + block)] = Math.max(LEAST_BOUND, least);
      bounds[2 * (blocks * octant + block) + 1] = Math.min(MOST_BOUND, most);
    }
  }
  return bounds;
}

/**
 * Whether a target at `east` and `north` of the site and so far over the ground (m) is visible at that height above sea
 * level (m): the same answer as by lowestVisibleHeight, mostly without the azimuth and without a look into the large
 * table.
 */
export function clearsHorizon(
  table: HorizonTable,
  east: Metre,
  north: Metre,
  groundRange: Metre,
  altitude: Metre,
): boolean {
  const { columns, bounds } = table;
  const column = Math.floor(groundRange / table.rangeStep);
  if (column >= columns - 1) return false;
  const i = (bounds.length / OCTANTS) * octantOf(east, north) + 2 * Math.floor(column / BOUND_COLUMNS);
  if (altitude >= bounds[i + 1] && bounds[i + 1] < MOST_BOUND) return true;
  if (altitude < bounds[i]) return false;
  return altitude >= lowestVisibleHeight(table, atan2(east, north), groundRange);
}

/**
 * Height above sea level (m) below which a target at this azimuth (clockwise from north, any turn) and ground range (m)
 * is hidden; linear in range, the higher of the two rays beside it, never below the ground. Infinite beyond the table.
 */
export function lowestVisibleHeight(table: HorizonTable, azimuth: Radian, groundRange: Metre): Metre {
  const { azimuthBins, columns, heights } = table;
  const x = groundRange / table.rangeStep;
  const column = Math.floor(x);
  if (column >= columns - 1) return Number.POSITIVE_INFINITY;
  const bin = Math.floor((azimuth * azimuthBins) / (2 * Math.PI));
  const row = bin - azimuthBins * Math.floor(bin / azimuthBins);
  const i = row * columns + column;
  return heights[i] + (x - column) * (heights[i + 1] - heights[i]);
}
