import { makePairGraph, matchPairs } from '../math/index.js';
import type { Track } from '../types/index.js';
import { pairsWithin } from './nearby.js';

/** Quantile 0.999 of chi-square with 6 degrees of freedom: the gate on position and velocity together. */
const CORRELATION_GATE = 22.457744484825323;
/**
 * Variance of each component of a track's velocity, m²/s² (50 m/s, squared): messages carry none. Assumed; what a
 * surveillance radar's track of a target in a gentle turn shows.
 */
const VELOCITY_VARIANCE = 2500;
/** Least one-sigma position radius believed, m: registration of two posts' sensors to each other (assumed). */
const REGISTRATION_SIGMA = 100;

const graph = makePairGraph();

/**
 * Track-to-track correlation at `time`: for each track of `b` the index of the same object's track in `a`, or -1.
 * At most one a side; of all such matchings the one of the least total normalised distance over position and velocity,
 * gated. Errors of the two posts are taken as independent, which tracks of one manoeuvre are not quite.
 */
export function correlateTracks(a: readonly Track[], b: readonly Track[], time: number): Int32Array {
  const variance = (track: Track): number => {
    // A radar's error lies across its line of sight: half of the trace on each of two axes.
    const dt = time - track.time;
    const sigma2 = track.positionSigma * track.positionSigma + REGISTRATION_SIGMA * REGISTRATION_SIGMA;
    return sigma2 / 2 + VELOCITY_VARIANCE * dt * dt;
  };
  const varianceOfA = Float64Array.from(a, variance);
  const varianceOfB = Float64Array.from(b, variance);
  const greatest = varianceOfA.reduce((x, y) => Math.max(x, y), 0) + varianceOfB.reduce((x, y) => Math.max(x, y), 0);
  pairsWithin(positionsAt(b, time), positionsAt(a, time), Math.sqrt(CORRELATION_GATE * greatest), graph);

  const { start, right, cost, taken } = graph;
  let kept = 0;
  let e = 0;
  for (let i = 0; i < b.length; i++) {
    const end = start[i + 1];
    start[i] = kept;
    for (; e < end; e++) {
      const j = right[e];
      const dx = b[i].velocity[0] - a[j].velocity[0];
      const dy = b[i].velocity[1] - a[j].velocity[1];
      const dz = b[i].velocity[2] - a[j].velocity[2];
      const distance =
        cost[e] / (varianceOfA[j] + varianceOfB[i]) + (dx * dx + dy * dy + dz * dz) / (2 * VELOCITY_VARIANCE);
      if (!(distance < CORRELATION_GATE)) continue;
      right[kept] = j;
      cost[kept++] = distance - CORRELATION_GATE;
    }
  }
  start[b.length] = kept;
  matchPairs(graph);

  const answer = new Int32Array(b.length).fill(-1);
  for (let i = 0; i < b.length; i++) if (taken[i] >= 0) answer[i] = right[taken[i]];
  return answer;
}

function positionsAt(tracks: readonly Track[], time: number): Float64Array {
  const positions = new Float64Array(3 * tracks.length);
  for (let i = 0; i < tracks.length; i++) {
    const { position, velocity } = tracks[i];
    const dt = time - tracks[i].time;
    positions[3 * i] = position[0] + dt * velocity[0];
    positions[3 * i + 1] = position[1] + dt * velocity[1];
    positions[3 * i + 2] = position[2] + dt * velocity[2];
  }
  return positions;
}
