import { asin, atan2, sinCosInto, TWO_PI } from '../math/index.js';
import { beamTurns, inSector, isSwept } from '../sensor/index.js';
import { type AirObjects, LIFE, STATE_WIDTH } from './air-objects.js';
import type { CellGrid } from './cells.js';
import type { Sensor } from './sensors.js';
import type { World } from './world.js';

/** Bins of azimuth by which the lists of cells are kept. */
const BINS = 72;
/** Metres by which a cell counts as larger than it is, for the plane's distortion far from its centre. */
const CELL_MARGIN = 15_000;
/** Radians by which a beam counts as wider, for the same reason. */
const BEAM_MARGIN = 0.03;
/** Objects from which looking only into the cells of the beam costs less than looking at everything. */
const CROWD = 256;

/** Whether objects are so many that the grid of cells pays. */
export const isCrowded = (objects: AirObjects): boolean => objects.count >= CROWD;

/** Rows of the objects that findInBeam found. */
export let inBeam = new Int32Array(256);

const sinCos = new Float64Array(2);

/**
 * Lists in `inBeam` the airborne objects within the radar's instrumented range and in the azimuth that its beam sweeps
 * in this tick, and returns their number. A sweep of under half a turn holds what is clockwise of its first edge and not
 * clockwise of its last: two products tell, where an azimuth would cost an arc tangent for every object in range. This
 * is the loop that runs most often: nothing is called in it for the usual radar.
 */
export function findInBeam(world: World, sensor: Sensor, crowded: boolean): number {
  const { objects, cells, tick, stepS } = world;
  const { radar, phase, place } = sensor;
  if (inBeam.length < objects.count) inBeam = new Int32Array(2 * objects.count);
  const from = beamTurns(radar, phase, tick, stepS);
  const to = beamTurns(radar, phase, tick + 1, stepS);
  if (!radar.rotating || to - from >= 0.5) return findWide(objects, sensor, from, to);

  const visits = crowded && sensor.orbit === null ? visitsOf(sensor, cells, from, to) : null;
  sinCosInto(TWO_PI * (from - Math.floor(from)), sinCos);
  const sinFrom = sinCos[0];
  const cosFrom = sinCos[1];
  sinCosInto(TWO_PI * (to - Math.floor(to)), sinCos);
  const sinTo = sinCos[0];
  const cosTo = sinCos[1];
  const { positionEcef: origin, basis } = place;
  // By index: to take a typed array apart by pattern runs its iterator.
  const ox = origin[0];
  const oy = origin[1];
  const oz = origin[2];
  const ex = basis[0];
  const ey = basis[1];
  const ez = basis[2];
  const nx = basis[3];
  const ny = basis[4];
  const nz = basis[5];
  const reach = radar.instrumentedRange * radar.instrumentedRange;
  const list = inBeam;
  let found = 0;
  if (visits !== null) {
    const { start, members, positions } = cells;
    for (let v = 0; v < visits.length; v++) {
      const end = start[visits[v] + 1];
      for (let m = start[visits[v]]; m < end; m++) {
        const dx = positions[3 * m] - ox;
        const dy = positions[3 * m + 1] - oy;
        const dz = positions[3 * m + 2] - oz;
        if (dx * dx + dy * dy + dz * dz > reach) continue;
        const east = dx * ex + dy * ey + dz * ez;
        const north = dx * nx + dy * ny + dz * nz;
        if (east * cosFrom >= north * sinFrom && east * cosTo < north * sinTo) list[found++] = members[m];
      }
    }
  }
  // What no cell holds: everything, or only what flies too high for the cells.
  const { state, life } = objects;
  const count = visits === null ? objects.count : cells.highCount;
  for (let k = 0; k < count; k++) {
    const i = visits === null ? k : cells.high[k];
    if (life[i] !== LIFE.airborne) continue;
    const at = i * STATE_WIDTH;
    const dx = state[at] - ox;
    const dy = state[at + 1] - oy;
    const dz = state[at + 2] - oz;
    if (dx * dx + dy * dy + dz * dz > reach) continue;
    const east = dx * ex + dy * ey + dz * ez;
    const north = dx * nx + dy * ny + dz * nz;
    if (east * cosFrom >= north * sinFrom && east * cosTo < north * sinTo) list[found++] = i;
  }
  return found;
}

/** The same for sectors, which look at all of their width at once, and for sweeps of half a turn and more. */
function findWide(objects: AirObjects, sensor: Sensor, from: number, to: number): number {
  const { radar, place, boresight } = sensor;
  const { positionEcef: origin, basis } = place;
  const ox = origin[0];
  const oy = origin[1];
  const oz = origin[2];
  const ex = basis[0];
  const ey = basis[1];
  const ez = basis[2];
  const nx = basis[3];
  const ny = basis[4];
  const nz = basis[5];
  const reach = radar.instrumentedRange * radar.instrumentedRange;
  const { state, life, count } = objects;
  let found = 0;
  for (let i = 0; i < count; i++) {
    if (life[i] !== LIFE.airborne) continue;
    const at = i * STATE_WIDTH;
    const dx = state[at] - ox;
    const dy = state[at + 1] - oy;
    const dz = state[at + 2] - oz;
    if (dx * dx + dy * dy + dz * dz > reach) continue;
    const azimuth = atan2(dx * ex + dy * ey + dz * ez, dx * nx + dy * ny + dz * nz);
    if (radar.rotating ? isSwept(from, to, azimuth) : inSector(radar, boresight, azimuth)) inBeam[found++] = i;
  }
  return found;
}

/** The cells that a rotating radar's beam can meet in this tick. A list is kept for each stretch of azimuth swept. */
function visitsOf(sensor: Sensor, cells: CellGrid, from: number, to: number): Int32Array {
  const first = Math.floor((from - Math.floor(from)) * BINS);
  const width = Math.min(BINS, Math.ceil((to - from) * BINS) + 1);
  const key = first * (BINS + 1) + width;
  let list = sensor.visits.get(key);
  if (list === undefined) {
    list = cellsInBeam(sensor, cells, (first / BINS) * TWO_PI, (width / BINS) * TWO_PI);
    sensor.visits.set(key, list);
  }
  return list;
}

function cellsInBeam(sensor: Sensor, cells: CellGrid, from: number, width: number): Int32Array {
  const { size, columns, rows, west, south, origin, basis } = cells;
  const { positionEcef, basis: own } = sensor.place;
  const found: number[] = [];
  const half = (size * Math.SQRT2) / 2 + CELL_MARGIN;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const x = west + (column + 0.5) * size;
      const y = south + (row + 0.5) * size;
      const dx = origin[0] + x * basis[0] + y * basis[3] - positionEcef[0];
      const dy = origin[1] + x * basis[1] + y * basis[4] - positionEcef[1];
      const dz = origin[2] + x * basis[2] + y * basis[5] - positionEcef[2];
      const east = dx * own[0] + dy * own[1] + dz * own[2];
      const north = dx * own[3] + dy * own[4] + dz * own[5];
      const distance = Math.sqrt(east * east + north * north);
      if (distance - half > sensor.radar.instrumentedRange) continue;
      let inside = distance <= half;
      if (!inside) {
        const spread = asin(half / distance) + BEAM_MARGIN;
        let turn = atan2(east, north) - (from - spread);
        turn -= TWO_PI * Math.floor(turn / TWO_PI);
        inside = turn <= width + 2 * spread;
      }
      if (inside) found.push(row * columns + column);
    }
  }
  return Int32Array.from(found);
}
