import type { Metre } from '../../types/index.js';
import type { Geometry, Sector } from './geometry.js';
import { BEAM_RAYS } from './kernel.js';
import { type Lines, MOST_BEAMS, type Relief } from './relief.js';

/** What is looked at, from where. */
export interface Sight {
  /** The observer’s cell in the window. */
  readonly col: number;
  readonly row: number;
  /** Of the observer’s eye above its cell, and of targets above theirs, m. */
  readonly observerHeight: Metre;
  readonly targetHeight: Metre;
  readonly radius: Metre;
  /** The earth falls away by distance² × this, 1/m: 1 / (2 k a). */
  readonly curvature: number;
}

/**
 * Rays for each cell on the outermost line of a fan. More rays err less and take longer: docs/models/viewshed.md has both.
 */
export const RAYS_PER_CELL = 1;

/** Steps of slope in a beam. */
export const INTERVALS = BEAM_RAYS - 1;

/** One of eight fans of rays about the observer, each an octant: the cells of a sector and the rays that pass over them. */
export interface Fan {
  readonly sector: Sector;
  readonly lines: Lines;
  readonly byRows: boolean;
  /** The observer’s line and its cell on it; the way to the next line and to a ray’s next cell, 1 or -1. */
  readonly line: number;
  readonly cell: number;
  readonly direction: 1 | -1;
  readonly side: 1 | -1;
  /** Lines with a cell in range. Of line x the fan’s last cell in range, or -1, and the last cell in range of any fan. */
  readonly far: number;
  readonly firstCell: number;
  readonly lastCell: Int32Array;
  readonly rim: Int32Array;
  /** Slope of the first ray, rays a unit of slope, and beams. */
  readonly firstSlope: number;
  readonly rays: number;
  readonly beams: number;
}

/** Beams of a fan that are swept together: the unit of work for threads. */
export interface Part {
  readonly fan: Fan;
  readonly from: number;
  readonly to: number;
}

export interface Sweep {
  readonly relief: Relief;
  readonly sight: Sight;
  /** In any order, by any thread: each part writes cells of its own. */
  readonly parts: readonly Part[];
  /** Columns with a cell in range. */
  readonly firstColumn: number;
  readonly lastColumn: number;
}

/** Beams of a part when threads share them. */
const SHARED_BEAMS = 4;

export function planSweep(relief: Relief, geometry: Geometry, sight: Sight, threads: number): Sweep {
  const fans = ([-1, 1] as const).flatMap((direction) =>
    ([-1, 1] as const).flatMap((side) => [
      makeFan(relief, geometry, sight, true, direction, side),
      makeFan(relief, geometry, sight, false, direction, side),
    ]),
  );
  const most = threads === 1 ? MOST_BEAMS : SHARED_BEAMS;
  const parts = fans.flatMap((fan) => {
    const count = Math.ceil(fan.beams / most);
    return Array.from({ length: count }, (_, k) => ({ fan, from: k * most, to: Math.min(fan.beams, (k + 1) * most) }));
  });
  const reach = (direction: number): number =>
    Math.max(...fans.filter((fan) => !fan.byRows && fan.direction === direction).map((fan) => fan.far));
  return { relief, sight, parts, firstColumn: sight.col - reach(-1), lastColumn: sight.col + reach(1) };
}

function makeFan(
  relief: Relief,
  geometry: Geometry,
  sight: Sight,
  byRows: boolean,
  direction: 1 | -1,
  side: 1 | -1,
): Fan {
  const lines = byRows ? relief.byRow : relief.byColumn;
  const line = byRows ? sight.row : sight.col;
  const cell = byRows ? sight.col : sight.row;
  const sector = geometry(byRows ? 'rows' : 'columns', direction, side);
  const firstCell = side > 0 ? 0 : 1;
  const most = direction > 0 ? lines.count - 1 - line : line;
  const lastCell = new Int32Array(most + 1).fill(-1);
  const rim = new Int32Array(most + 1).fill(-1);
  let far = 0;
  let y = side > 0 ? lines.length - 1 - cell : cell;
  for (let x = 1; x <= most; x++) {
    while (y >= 0 && sector.distanceTo(x, y) > sight.radius) y--;
    if (y < 0) break;
    far = x;
    rim[x] = y;
    // A cell as far along its line as across lines belongs to a fan of rows.
    const last = Math.min(y, byRows ? x : x - 1);
    lastCell[x] = last < firstCell ? -1 : last;
  }
  // On a graticule rays bend, so that the fan begins a little before its axis and ends a little after its diagonal.
  let firstSlope = 0;
  let lastSlope = 1;
  for (const x of far > 0 ? [1, (far + 1) >> 1, far] : []) {
    firstSlope = Math.min(firstSlope, sector.slopeTo(x, 0));
    lastSlope = Math.max(lastSlope, sector.slopeTo(x, x));
  }
  const beamsOfUnit = Math.ceil((far * RAYS_PER_CELL) / INTERVALS);
  return {
    sector,
    lines,
    byRows,
    line,
    cell,
    direction,
    side,
    far,
    firstCell,
    lastCell,
    rim,
    firstSlope,
    rays: beamsOfUnit * INTERVALS,
    beams: Math.ceil((lastSlope - firstSlope) * beamsOfUnit),
  };
}
