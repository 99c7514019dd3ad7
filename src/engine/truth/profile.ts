import type { AirObjectSpec } from './air-object.schema.js';
import { makeMover, positionInto, rateInto } from './ground-track.js';
import { KNOT } from './knot.js';
import { SAMPLE, sampleOffset, type Trace } from './trace.js';

/** Samples on either side over which a profile near the ground is averaged: about 2 s of flight. */
const SMOOTHING = 2;
/** Share of the commanded clearance that smoothing may use up. */
const HALF = 0.5;
/** Samples closer in time than this, s, are one knot. */
const LEAST_INTERVAL = 1e-6;
/** Mean earth radius, m, for the small stretch of a path with altitude. */
const MEAN_RADIUS = 6_371_008.8;

let altitudes = new Float64Array(4096);
let lowest = new Float64Array(4096);
let smoothed = new Float64Array(4096);

/** Turns samples along the ground into knots: final altitudes, then times, then velocities. */
export function knotsOfTrace(trace: Trace, spec: AirObjectSpec, startTime: number): Float64Array {
  if (trace.count > altitudes.length) {
    altitudes = new Float64Array(2 * trace.count);
    lowest = new Float64Array(2 * trace.count);
    smoothed = new Float64Array(2 * trace.count);
  }
  layAltitudes(trace, spec);
  return makeKnots(trace, startTime);
}

/**
 * The lowest profile over `values` whose slope stays within each sample's limit: two sweeps, of which the backward one
 * is what makes a flight climb before the ground rises.
 */
function limitSlope(trace: Trace, values: Float64Array): void {
  const { samples, count } = trace;
  for (let i = 1; i < count; i++) {
    const o = sampleOffset(i);
    values[i] = Math.max(values[i], values[i - 1] - samples[o + SAMPLE.climb] * samples[o + SAMPLE.length]);
  }
  for (let i = count - 1; i > 0; i--) {
    const o = sampleOffset(i);
    values[i - 1] = Math.max(values[i - 1], values[i] - samples[o + SAMPLE.climb] * samples[o + SAMPLE.length]);
  }
}

/**
 * Altitudes: the command, raised to the clearance over the ground, within the climb limits, averaged over a few seconds
 * near the ground, but never below half of the clearance.
 */
function layAltitudes(trace: Trace, spec: AirObjectSpec): void {
  const { samples, count } = trace;
  let nearGround = false;
  for (let i = 0; i < count; i++) {
    const o = sampleOffset(i);
    const ground = samples[o + SAMPLE.ground];
    nearGround ||= ground > Number.NEGATIVE_INFINITY;
    altitudes[i] = ground + samples[o + SAMPLE.clearance];
    lowest[i] = ground + HALF * samples[o + SAMPLE.clearance];
  }
  if (!nearGround) {
    for (let i = 0; i < count; i++) altitudes[i] = samples[sampleOffset(i) + SAMPLE.altitude];
    return;
  }
  limitSlope(trace, altitudes);
  limitSlope(trace, lowest);
  for (let i = 0; i < count; i++) altitudes[i] = Math.max(altitudes[i], samples[sampleOffset(i) + SAMPLE.altitude]);
  for (let i = 0; i < count; i++) {
    let reach = Math.min(SMOOTHING, i, count - 1 - i);
    if (samples[sampleOffset(i) + SAMPLE.ground] === Number.NEGATIVE_INFINITY) reach = 0;
    let sum = 0;
    for (let k = i - reach; k <= i + reach; k++) sum += altitudes[k];
    smoothed[i] = Math.max(lowest[i], sum / (2 * reach + 1));
  }
  // Uneven spacing can leave the average a little steep.
  limitSlope(trace, smoothed);
  for (let i = 0; i < count; i++) altitudes[i] = Math.min(spec.maximumAltitudeM, smoothed[i]);
}

const mover = makeMover();

function makeKnots(trace: Trace, startTime: number): Float64Array {
  const { samples, count } = trace;
  const knots = new Float64Array(count * KNOT);
  let used = 0;
  let time = startTime;
  for (let i = 0; i < count; i++) {
    const o = sampleOffset(i);
    if (i > 0) {
      const rise = altitudes[i] - altitudes[i - 1];
      const middle = (altitudes[i] + altitudes[i - 1]) / 2;
      const along =
        samples[o + SAMPLE.length] * ((MEAN_RADIUS + middle) / (MEAN_RADIUS + samples[o + SAMPLE.altitude]));
      const before = samples[sampleOffset(i - 1) + SAMPLE.speed];
      time += (2 * Math.sqrt(along * along + rise * rise)) / (before + samples[o + SAMPLE.speed]);
      if (time - knots[(used - 1) * KNOT] < LEAST_INTERVAL) used--;
    }
    const k = used * KNOT;
    knots[k] = time;
    mover.normal[0] = samples[o + SAMPLE.nx];
    mover.normal[1] = samples[o + SAMPLE.ny];
    mover.normal[2] = samples[o + SAMPLE.nz];
    mover.heading[0] = samples[o + SAMPLE.tx];
    mover.heading[1] = samples[o + SAMPLE.ty];
    mover.heading[2] = samples[o + SAMPLE.tz];
    positionInto(mover.normal, altitudes[i], knots, k + 1);
    // Direction of the ground track now, scaled to the speed; the climb is added below, once all times are known.
    const scale = samples[o + SAMPLE.speed] / rateInto(mover, altitudes[i], knots, k + 4);
    knots[k + 4] *= scale;
    knots[k + 5] *= scale;
    knots[k + 6] *= scale;
    knots[k + 7] = altitudes[i];
    // The up direction waits in the climb's place as the sample's index.
    knots[k + 8] = o;
    used++;
  }
  addClimb(knots, used, samples);
  return knots.slice(0, used * KNOT);
}

/** Rate of climb at each knot, between the slopes on either side so that no piece overshoots, and its velocity. */
function addClimb(knots: Float64Array, used: number, samples: Float64Array): void {
  let before = 0;
  let intervalBefore = 0;
  for (let i = 0; i < used; i++) {
    const k = i * KNOT;
    const interval = i + 1 < used ? knots[k + KNOT] - knots[k] : 0;
    const after = interval > 0 ? (knots[k + KNOT + 7] - knots[k + 7]) / interval : before;
    if (i === 0) before = after;
    const o = knots[k + 8];
    const climb = betweenSlopes(before, after, intervalBefore, interval);
    const speed2 = knots[k + 4] * knots[k + 4] + knots[k + 5] * knots[k + 5] + knots[k + 6] * knots[k + 6];
    const level = speed2 > 0 ? Math.sqrt(Math.max(0, 1 - (climb * climb) / speed2)) : 0;
    knots[k + 4] = level * knots[k + 4] + climb * samples[o + SAMPLE.nx];
    knots[k + 5] = level * knots[k + 5] + climb * samples[o + SAMPLE.ny];
    knots[k + 6] = level * knots[k + 6] + climb * samples[o + SAMPLE.nz];
    knots[k + 8] = climb;
    before = after;
    intervalBefore = interval;
  }
}

/**
 * Weighted harmonic mean of two slopes, 0 where they differ in sign: keeps cubic pieces monotone.
 * Source: F. N. Fritsch and J. Butland, SIAM J. Sci. Stat. Comput. 5(2), 1984.
 */
function betweenSlopes(before: number, after: number, intervalBefore: number, interval: number): number {
  if (before * after <= 0) return 0;
  const w1 = 2 * interval + intervalBefore;
  const w2 = interval + 2 * intervalBefore;
  return (w1 + w2) / (w1 / before + w2 / after);
}
