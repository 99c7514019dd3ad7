import { atan2, cos, sin, sinCosInto, TWO_PI } from '../math/index.js';
import { beamTurns, inSector, isSwept, LINE_WIDTH } from '../sensor/index.js';
import { type AirObjects, LIFE, STATE_WIDTH } from './air-objects.js';
import { type CellGrid, HIGH } from './cells.js';
import { looks, reserveLooks } from './looks.js';
import type { Sensor } from './sensors.js';
import type { World } from './world.js';

/**
 * Objects, and radars that look at them, from which looking only into the cells of the beam costs less than looking at
 * everything: to sort an object into its cell costs as much as five looks.
 */
const CROWD = 256;
const WATCH = 6;

/** Whether objects and radars are so many that the grid of cells pays. */
export const isCrowded = ({ objects, sensors }: Pick<World, 'objects' | 'sensors'>): boolean =>
  objects.count >= CROWD && sensors.length >= WATCH;

/**
 * What finding objects in the beam needs of a rotating radar on the ground, and what the next tick can use again: rows
 * of BEAM_WIDTH in one column for all radars, so that a tick reads them from end to end.
 */
export interface Beams {
  readonly row: Float64Array;
  /** Tick whose first edge stands in the row. */
  readonly edgeTick: Int32Array;
}

export const BEAM_WIDTH = 24;
/** Where things stand in a row. Origin and the east and north vectors, ECEF; the square of the reach. */
const ORIGIN = 0;
const EAST = 3;
const NORTH = 6;
const REACH_SQUARE = 9;
/** On the plane of the cells: the radar, its east and north vectors, and how much less than exact they are, m. */
const PLANE = 10;
const MARGIN = 16;
const REACH = 17;
/** Sine and cosine of the first edge of the sweep, and of a quarter of its width; reach ÷ the cosine of that quarter. */
const EDGE = 18;
const QUARTER = 20;
const TANGENT = 22;

/** Metres by which an antenna may stand above or below the horizontal through its targets, with the earth's curve. */
const LOW = 5000;

/** The rows of a scenario's sensors; those of airborne and sector radars are left empty. */
export function makeBeams(sensors: readonly Sensor[], grid: CellGrid, stepS: number): Beams {
  const row = new Float64Array(BEAM_WIDTH * sensors.length);
  sensors.forEach(({ radar, place, orbit }, index) => {
    if (orbit !== null || !radar.rotating) return;
    const b = BEAM_WIDTH * index;
    const reach = radar.instrumentedRange;
    const { positionEcef, basis } = place;
    row.set(positionEcef, b + ORIGIN);
    row.set(basis.subarray(0, 6), b + EAST);
    row[b + REACH_SQUARE] = reach * reach;
    const onPlane = (x: number, y: number, z: number): [number, number] => [
      x * grid.basis[0] + y * grid.basis[1] + z * grid.basis[2],
      x * grid.basis[3] + y * grid.basis[4] + z * grid.basis[5],
    ];
    const [ox, oy, oz] = grid.origin;
    row.set(onPlane(positionEcef[0] - ox, positionEcef[1] - oy, positionEcef[2] - oz), b + PLANE);
    row.set(onPlane(basis[0], basis[1], basis[2]), b + PLANE + 2);
    row.set(onPlane(basis[3], basis[4], basis[5]), b + PLANE + 4);
    // What lies above or below the radar's horizontal shifts on the plane by its height times the tilt of the vertical.
    const [upEast, upNorth] = onPlane(basis[6], basis[7], basis[8]);
    const rise = Math.max(HIGH, LOW + (reach * reach) / 12e6);
    row[b + MARGIN] = 1 + rise * Math.sqrt(upEast * upEast + upNorth * upNorth);
    row[b + REACH] = reach;
    const quarter = (TWO_PI * stepS) / radar.scanPeriod / 4;
    row[b + QUARTER] = sin(quarter);
    row[b + QUARTER + 1] = cos(quarter);
    row[b + TANGENT] = reach / cos(quarter);
  });
  return { row, edgeTick: new Int32Array(sensors.length).fill(-1) };
}

const sinCos = new Float64Array(2);

/**
 * Lists in `looks` (object, line) the airborne objects within the radar's instrumented range and in the azimuth that its
 * beam sweeps in this tick, and returns their number. A sweep of under half a turn holds what is clockwise of its first
 * edge and not clockwise of its last: two products tell, where an azimuth would cost an arc tangent for every object in
 * range. This is the loop that runs most often: nothing is called in it for the usual radar.
 */
export function findInBeam(world: World, sensor: Sensor, crowded: boolean): number {
  const { objects, tick, stepS } = world;
  const { radar, phase } = sensor;
  reserveLooks(objects.count);
  const from = beamTurns(radar, phase, tick, stepS);
  const to = beamTurns(radar, phase, tick + 1, stepS);
  if (!radar.rotating || to - from >= 0.5) return findWide(objects, sensor, from, to);
  if (crowded && sensor.orbit === null) return findInCells(world, sensor, from, to);
  sinCosInto(TWO_PI * (from - Math.floor(from)), sinCos);
  const sinFrom = sinCos[0];
  const cosFrom = sinCos[1];
  sinCosInto(TWO_PI * (to - Math.floor(to)), sinCos);
  return findAmong(objects, sensor, null, objects.count, sinFrom, cosFrom, sinCos[0], sinCos[1], 0);
}

/** Of `count` rows of `list`, or of all objects, those in the sweep, added to the `found` that are listed already. */
function findAmong(
  objects: AirObjects,
  sensor: Sensor,
  list: Int32Array | null,
  count: number,
  sinFrom: number,
  cosFrom: number,
  sinTo: number,
  cosTo: number,
  found: number,
): number {
  const { radar, place } = sensor;
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
  const { state, life } = objects;
  for (let k = 0; k < count; k++) {
    const i = list === null ? k : list[k];
    if (life[i] !== LIFE.airborne) continue;
    const at = i * STATE_WIDTH;
    const dx = state[at] - ox;
    const dy = state[at + 1] - oy;
    const dz = state[at + 2] - oz;
    if (dx * dx + dy * dy + dz * dz > reach) continue;
    const east = dx * ex + dy * ey + dz * ez;
    const north = dx * nx + dy * ny + dz * nz;
    if (east * cosFrom >= north * sinFrom && east * cosTo < north * sinTo) addLook(found++, i, dx, dy, dz);
  }
  return found;
}

function addLook(row: number, i: number, dx: number, dy: number, dz: number): void {
  const { object, line } = looks;
  object[row] = i;
  line[LINE_WIDTH * row] = dx;
  line[LINE_WIDTH * row + 1] = dy;
  line[LINE_WIDTH * row + 2] = dz;
}

/** Sine and cosine of a sweep's first edge into the radar's row, and of its last one into `last`. */
export function openSweep(
  beams: Beams,
  index: number,
  tick: number,
  from: number,
  to: number,
  last: Float64Array,
): void {
  const { row, edgeTick } = beams;
  if (edgeTick[index] !== tick) {
    sinCosInto(TWO_PI * (from - Math.floor(from)), last);
    row[BEAM_WIDTH * index + EDGE] = last[0];
    row[BEAM_WIDTH * index + EDGE + 1] = last[1];
  }
  sinCosInto(TWO_PI * (to - Math.floor(to)), last);
}

/** The last edge of this tick is the first of the next. */
export function closeSweep({ row, edgeTick }: Beams, index: number, tick: number, last: Float64Array): void {
  edgeTick[index] = tick + 1;
  row[BEAM_WIDTH * index + EDGE] = last[0];
  row[BEAM_WIDTH * index + EDGE + 1] = last[1];
}

/**
 * The same with the grid. On its plane the swept sector lies in the polygon of the radar, the ends of the two edges and
 * the corners of the tangents there and in the middle; of each row of cells that the polygon's box meets, the members
 * from its first column to its last stand one after the other.
 */
function findInCells(world: World, sensor: Sensor, from: number, to: number): number {
  const { cells, beams, objects, tick } = world;
  const { row: beam } = beams;
  const b = BEAM_WIDTH * sensor.index;
  openSweep(beams, sensor.index, tick, from, to, sinCos);
  const sinFrom = beam[b + EDGE];
  const cosFrom = beam[b + EDGE + 1];
  const sinTo = sinCos[0];
  const cosTo = sinCos[1];
  closeSweep(beams, sensor.index, tick, sinCos);

  const sinQuarter = beam[b + QUARTER];
  const cosQuarter = beam[b + QUARTER + 1];
  const reach = beam[b + REACH];
  const tangent = beam[b + TANGENT];
  const px = beam[b + PLANE];
  const py = beam[b + PLANE + 1];
  const eastX = beam[b + PLANE + 2];
  const eastY = beam[b + PLANE + 3];
  const northX = beam[b + PLANE + 4];
  const northY = beam[b + PLANE + 5];
  let e = reach * sinFrom;
  let n = reach * cosFrom;
  let x = e * eastX + n * northX;
  let y = e * eastY + n * northY;
  let x0 = Math.min(0, x);
  let x1 = Math.max(0, x);
  let y0 = Math.min(0, y);
  let y1 = Math.max(0, y);
  e = tangent * (sinFrom * cosQuarter + cosFrom * sinQuarter);
  n = tangent * (cosFrom * cosQuarter - sinFrom * sinQuarter);
  x = e * eastX + n * northX;
  y = e * eastY + n * northY;
  x0 = Math.min(x0, x);
  x1 = Math.max(x1, x);
  y0 = Math.min(y0, y);
  y1 = Math.max(y1, y);
  e = tangent * (sinTo * cosQuarter - cosTo * sinQuarter);
  n = tangent * (cosTo * cosQuarter + sinTo * sinQuarter);
  x = e * eastX + n * northX;
  y = e * eastY + n * northY;
  x0 = Math.min(x0, x);
  x1 = Math.max(x1, x);
  y0 = Math.min(y0, y);
  y1 = Math.max(y1, y);
  e = reach * sinTo;
  n = reach * cosTo;
  x = e * eastX + n * northX;
  y = e * eastY + n * northY;
  const margin = beam[b + MARGIN];
  const { size, columns, rows, west, south, start, members, positions } = cells;
  const left = px - west - margin;
  const right = px - west + margin;
  const bottom = py - south - margin;
  const top = py - south + margin;
  const last = columns - 1;
  const c0 = Math.min(last, Math.max(0, Math.floor((left + Math.min(x0, x)) / size)));
  const c1 = Math.min(last, Math.max(0, Math.floor((right + Math.max(x1, x)) / size)));
  const r0 = Math.min(rows - 1, Math.max(0, Math.floor((bottom + Math.min(y0, y)) / size)));
  const r1 = Math.min(rows - 1, Math.max(0, Math.floor((top + Math.max(y1, y)) / size)));

  const ox = beam[b + ORIGIN];
  const oy = beam[b + ORIGIN + 1];
  const oz = beam[b + ORIGIN + 2];
  const ex = beam[b + EAST];
  const ey = beam[b + EAST + 1];
  const ez = beam[b + EAST + 2];
  const nx = beam[b + NORTH];
  const ny = beam[b + NORTH + 1];
  const nz = beam[b + NORTH + 2];
  const square = beam[b + REACH_SQUARE];
  const { object, line } = looks;
  let found = 0;
  for (let r = r0; r <= r1; r++) {
    const end = start[r * columns + c1 + 1];
    for (let m = start[r * columns + c0]; m < end; m++) {
      const dx = positions[3 * m] - ox;
      const dy = positions[3 * m + 1] - oy;
      const dz = positions[3 * m + 2] - oz;
      const east = dx * ex + dy * ey + dz * ez;
      const north = dx * nx + dy * ny + dz * nz;
      if (!(east * cosFrom >= north * sinFrom && east * cosTo < north * sinTo)) continue;
      if (dx * dx + dy * dy + dz * dz > square) continue;
      object[found] = members[m];
      line[LINE_WIDTH * found] = dx;
      line[LINE_WIDTH * found + 1] = dy;
      line[LINE_WIDTH * found++ + 2] = dz;
    }
  }
  if (cells.highCount === 0) return found;
  return findAmong(objects, sensor, cells.high, cells.highCount, sinFrom, cosFrom, sinTo, cosTo, found);
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
    if (radar.rotating ? isSwept(from, to, azimuth) : inSector(radar, boresight, azimuth)) {
      addLook(found++, i, dx, dy, dz);
    }
  }
  return found;
}
