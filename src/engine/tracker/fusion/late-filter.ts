import type { Estimate, Filter, Measurement } from '../roles/index.js';

/** How old a measurement a filter still takes. */
export interface LateConfig {
  /** s before the newest measurement of the same estimate. */
  readonly maximumLateness: number;
}

/** Measurements that came out of order: taken into the past, and refused as older than what is remembered. */
export interface LateCounts {
  late: number;
  tooLate: number;
}

/**
 * A filter that takes measurements out of order. Its estimates remember some of their past: `predict` to a time before
 * the estimate's own goes back there, `innovate` gates there, and `update` returns the estimate at the newest time
 * again, with the late measurement in it. An estimate gone back to and not updated comes forward by itself when it is
 * next predicted.
 */
export interface LateFilter extends Filter {
  readonly counts: LateCounts;
  /** Whether an estimate can be taken to this time. Where not, `predict` throws. */
  reaches(estimate: Estimate, time: number): boolean;
}

/** The estimate with a measurement of any time in it; one too late is counted, and the estimate stays as it was. */
export function takeMeasurement(filter: LateFilter, estimate: Estimate, measurement: Measurement): Estimate {
  if (!filter.reaches(estimate, measurement.time)) {
    filter.counts.tooLate++;
    return estimate;
  }
  return filter.update(filter.predict(estimate, measurement.time), measurement);
}

/** The newest of some estimates in order of time that is not after `time`, by index, or −1. */
export function lastBefore(estimates: readonly { readonly time: number }[], time: number): number {
  let i = estimates.length - 1;
  while (i >= 0 && estimates[i].time > time) i--;
  return i;
}

/** Where the past begins that must be kept: the last estimate at or before the oldest time still taken. */
export const firstKept = (past: readonly { readonly time: number }[], newest: number, config: LateConfig): number =>
  Math.max(0, lastBefore(past, newest - config.maximumLateness));

export function refuseLate(time: number, past: readonly { readonly time: number }[]): never {
  const oldest = past.length > 0 ? past[0].time : Number.NaN;
  throw new RangeError(`an estimate that remembers back to ${oldest} s cannot be taken to ${time} s`);
}
