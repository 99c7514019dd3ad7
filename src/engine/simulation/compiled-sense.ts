import { type HorizonTable, lowestVisibleHeight } from '../earth/index.js';
import { atan2, type ColumnMaker, normalTable, settle } from '../math/index.js';
import { beamTurns, type DetectionTable, type Transponder } from '../sensor/index.js';
import { PURPOSE } from '../types/index.js';
import { BEAM_WIDTH, closeSweep, isCrowded, openSweep } from './beam.js';
import { reserveReports } from './reports.js';
import type { Sensor } from './sensors.js';
import { transponderNow } from './transponders.js';
import type { World } from './world.js';

/**
 * What a rotating radar on the ground reports in one tick, compiled to WebAssembly (assembly/sense.ts) over columns in its
 * own memory: the same bytes as the steps of sense.ts give, sooner. Addresses are in bytes.
 */
export interface SenseKernel extends ColumnMaker {
  /** Writes a radar’s reports from row `first` on and returns the next free row; −1 if the columns have too little room. */
  look(world: number, radar: number, first: number): number;
  /** Asked, during a look, of an object that the bounds of a horizon do not decide. */
  clears: (sensor: number, east: number, north: number, groundRange: number, altitude: number) => boolean;
}

export interface CompiledSensing {
  readonly kernel: SenseKernel;
  readonly words: Int32Array;
  readonly address: number;
  /** What each object answers an interrogator with: index in ANSWERS. */
  readonly answers: Uint8Array;
  /** By sensor; null for those that the plain steps serve. */
  readonly radars: (CompiledRadar | null)[];
}

interface CompiledRadar {
  readonly address: number;
  /** Sine and cosine of the last edge of the sweep. */
  readonly edge: Float64Array;
  /** Where it stood when this was written. */
  readonly horizon: Sensor['horizon'];
}

const ANSWERS: readonly Transponder[] = ['off', 'civil', 'friend'];

/** Doubles of the context for all radars, and the first of those that are numbers; the same of one radar’s. */
const CONTEXT = 15;
const NUMBERS = 12;
const RADAR = 37;
const RADAR_NUMBERS = 7;

/**
 * Moves what sensing reads into the kernel’s memory; null where a signature needs its table, radars ask in different modes,
 * or objects are too few for cells.
 */
export function compileSensing(world: World, kernel: SenseKernel): CompiledSensing | null {
  const { objects, cells, beams, sensors, streams } = world;
  const asks = world.transponders?.asks;
  // Answers stand in one column for all radars.
  if (!isCrowded(world) || asks?.some((modes) => modes !== asks[0])) return null;
  if (objects.signatures.some(({ tables }) => tables !== null)) return null;
  for (const record of [objects, cells, beams]) settle(record, kernel);
  const kept = (values: ArrayLike<number>): number => {
    const column = kernel.float64(values.length);
    column.set(values);
    return column.byteOffset;
  };
  const distinct = [...new Set(objects.signatures)];
  const signature = kernel.int32(objects.count);
  objects.signatures.forEach((s, i) => {
    signature[i] = (s.fluctuation << 24) | distinct.indexOf(s);
  });
  const sectors = kept(distinct.flatMap((s) => [...s.sectors]));
  const answers = kernel.uint8(objects.count);
  const context = kernel.float64(CONTEXT);
  const words = new Int32Array(context.buffer, context.byteOffset, 2 * NUMBERS);
  const { state, hash, life } = objects;
  words.set([state, hash, signature].map(({ byteOffset }) => byteOffset));
  words[3] = sectors;
  words[4] = answers.byteOffset;
  words.set(
    [cells.start, cells.members, cells.positions].map(({ byteOffset }) => byteOffset),
    5,
  );
  words[8] = cells.columns;
  words[9] = cells.rows;
  words[16] = streams.key0;
  words[17] = streams.key1;
  words[19] = kept(normalTable());
  words[20] = PURPOSE.detection;
  words[21] = life.byteOffset;
  words[22] = cells.high.byteOffset;
  context.set([cells.size, cells.west, cells.south], NUMBERS);
  kernel.clears = (sensor, east, north, groundRange, altitude) =>
    altitude >= lowestVisibleHeight(sensors[sensor].horizon as HorizonTable, atan2(east, north), groundRange);
  const tables = new Map<DetectionTable, number>();
  const tableOf = (table: DetectionTable): number => {
    let address = tables.get(table);
    if (address === undefined) {
      address = kept([table.halfSnr, ...table.probability]);
      tables.set(table, address);
    }
    return address;
  };
  const radars = sensors.map((sensor) =>
    isUsual(world, sensor) ? compileRadar(world, sensor, kernel, tableOf) : null,
  );
  return { kernel, words, address: context.byteOffset, answers, radars };
}

/** Whether nothing but the range equation and a horizon stands between a radar and its targets. */
function isUsual({ stepS }: World, { radar, orbit, sensing, horizon }: Sensor): boolean {
  return radar.rotating && orbit === null && sensing === null && horizon !== null && stepS / radar.scanPeriod < 0.5;
}

function compileRadar(
  { beams }: World,
  sensor: Sensor,
  kernel: SenseKernel,
  tableOf: (table: DetectionTable) => number,
): CompiledRadar {
  const { radar, place, index, tables, hash } = sensor;
  const horizon = sensor.horizon as HorizonTable;
  const bounds = kernel.int32(horizon.bounds.length);
  bounds.set(horizon.bounds);
  const numbers = kernel.float64(RADAR);
  const { buffer, byteOffset: address } = numbers;
  const beam = beams.row.byteOffset + 8 * BEAM_WIDTH * index;
  new Int32Array(buffer, address, 2 * RADAR_NUMBERS).set([
    ...[index, hash, radar.bandIndex, radar.interrogates ? 1 : 0, beam],
    ...[bounds.byteOffset, bounds.length / 16, horizon.columns, ...tables.map(tableOf)],
  ]);
  numbers.set(
    [
      ...[...place.positionEcef, ...place.basis, radar.minimumRange, radar.instrumentedRange],
      ...[radar.sinElevationMinimum, radar.sinElevationMaximum, radar.minimumRadialSpeed, radar.snrConstant],
      ...[radar.thresholdSnr, ...radar.variances, radar.iffRange, radar.iffReplyProbability, horizon.rangeStep],
    ],
    RADAR_NUMBERS,
  );
  return { address, edge: numbers.subarray(RADAR - 2), horizon };
}

/** What changes from tick to tick: how many columns hold, and what transponders have come to. */
export function openCompiled(world: World, { words, answers }: CompiledSensing): void {
  const { objects, transponders, time } = world;
  for (let i = 0; i < answers.length; i++) {
    const now = transponders === null ? objects.transponders[i] : transponderNow(transponders, 0, i, time);
    answers[i] = ANSWERS.indexOf(now);
  }
  words[18] = world.tick;
  words[23] = world.cells.highCount;
  tellReports(world, words);
}

function tellReports({ reports }: World, words: Int32Array): void {
  const { batch, origins } = reports;
  words[10] = batch.positionEcef.byteOffset;
  words[11] = batch.covariance.byteOffset;
  words[12] = batch.snr.byteOffset;
  words[13] = batch.iff.byteOffset;
  words[14] = origins.byteOffset;
  words[15] = origins.length;
}

/** Writes the reports of one of the compiled radars; returns the next free row. */
export function lookCompiled(
  world: World,
  { kernel, address, words }: CompiledSensing,
  radar: CompiledRadar,
  sensor: Sensor,
  first: number,
): number {
  const { beams, tick, stepS, reports } = world;
  const from = beamTurns(sensor.radar, sensor.phase, tick, stepS);
  const to = beamTurns(sensor.radar, sensor.phase, tick + 1, stepS);
  openSweep(beams, sensor.index, tick, from, to, radar.edge);
  let next = kernel.look(address, radar.address, first);
  while (next < 0) {
    reserveReports(reports, reports.origins.length + 1);
    tellReports(world, words);
    next = kernel.look(address, radar.address, first);
  }
  closeSweep(beams, sensor.index, tick, radar.edge);
  return next;
}
