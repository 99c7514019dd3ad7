import { type ColumnMaker, grownInt32, settle } from '../math/index.js';
import { growDetectionBatch } from '../tracker/index.js';
import { type DetectionBatch, makeDetectionBatch } from '../types/index.js';

/** What all sensors report in one tick, in shared columns: those of sensor s are rows start[s] … start[s + 1] - 1. */
export interface Reports {
  readonly batch: DetectionBatch;
  readonly start: Int32Array;
  /** Row of the air object behind each report, -1 for a false alarm. For scoring only; it never leaves simulation. */
  origins: Int32Array;
  /** Mode S address of each answer, -1 for none; null where no transponder has one. */
  addresses: Int32Array | null;
}

const FIRST_ROWS = 256;

/** `maker`: whose memory the columns shall live in. */
export function makeReports(sensors: number, addressed: boolean, maker?: ColumnMaker): Reports {
  const batch = makeDetectionBatch(FIRST_ROWS);
  const reports: Reports = {
    batch,
    start: new Int32Array(sensors + 1),
    origins: new Int32Array(FIRST_ROWS),
    addresses: addressed ? new Int32Array(FIRST_ROWS).fill(-1) : null,
  };
  if (maker) for (const record of [batch, reports]) settle(record, maker);
  return reports;
}

/** Makes room for `rows` reports; those that stand there stay. */
export function reserveReports(reports: Reports, rows: number): void {
  while (reports.origins.length < rows) {
    growDetectionBatch(reports.batch);
    reports.origins = grownInt32(reports.origins);
    if (reports.addresses !== null) reports.addresses = grownInt32(reports.addresses);
  }
}

/** How many reports a sensor made in this tick. */
export const reportCount = ({ start }: Reports, sensor: number): number => start[sensor + 1] - start[sensor];

/** Narrows the shared batch to the reports of one sensor. */
export function reportsOf(reports: Reports, sensor: number, time: number): DetectionBatch {
  const { batch } = reports;
  batch.first = reports.start[sensor];
  batch.count = reportCount(reports, sensor);
  batch.sensor = sensor;
  batch.time = time;
  return batch;
}
