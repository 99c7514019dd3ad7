import { log, type PairGraph } from '../math/index.js';
import type { DetectionBatch, TrackTable } from '../types/index.js';
import { INNOVATION_WIDTH } from './filter.js';
import { GATE, type GateLimits, MANOEUVRE_AGE, MANOEUVRE_PENALTY } from './limits.js';

/**
 * Keeps of the candidate edges those inside the gate, closing up the graph, and leaves innovation, inverse innovation
 * covariance, squared distance and determinant of each kept edge in `innovations`. Tracks, all confirmed or all not, must
 * have been predicted to `trackTime`; where that is later than the batch's, the detection is carried on with the track's
 * own velocity and its covariance grows by what that velocity and the target's acceleration leave open.
 */
export function gateCandidates(
  graph: PairGraph,
  table: TrackTable,
  confirmed: boolean,
  trackTime: number,
  batch: DetectionBatch,
  limits: GateLimits,
  innovations: Float64Array,
): void {
  const { start, right } = graph;
  const { bound, safeDeterminant, maximumSpeed, firstVelocityVariance, density, extraDensity } = limits;
  const { started, updated, hits, state, covariance: p } = table;
  const { time: now, first, count, positionEcef, covariance: r } = batch;
  const lag = trackTime - now;
  let kept = 0;
  let e = 0;
  for (let i = 0; i < count; i++) {
    const end = start[i + 1];
    start[i] = kept;
    const at = first + i;
    const x = positionEcef[3 * at];
    const y = positionEcef[3 * at + 1];
    const z = positionEcef[3 * at + 2];
    const rxx = r[6 * at];
    const rxy = r[6 * at + 1];
    const rxz = r[6 * at + 2];
    const ryy = r[6 * at + 3];
    const ryz = r[6 * at + 4];
    const rzz = r[6 * at + 5];
    for (; e < end; e++) {
      const row = right[e];
      const s = 6 * row;
      const o = 21 * row;
      let n0 = x - state[s];
      let n1 = y - state[s + 1];
      let n2 = z - state[s + 2];
      let sxx = p[o] + rxx;
      let sxy = p[o + 1] + rxy;
      let sxz = p[o + 2] + rxz;
      let syy = p[o + 6] + ryy;
      let syz = p[o + 7] + ryz;
      let szz = p[o + 11] + rzz;
      if (lag > 0) {
        n0 += lag * state[s + 3];
        n1 += lag * state[s + 4];
        n2 += lag * state[s + 5];
        const square = lag * lag;
        const growth = (density * square * lag) / 3;
        sxx += square * p[o + 15] + growth;
        sxy += square * p[o + 16];
        sxz += square * p[o + 17];
        syy += square * p[o + 18] + growth;
        syz += square * p[o + 19];
        szz += square * p[o + 20] + growth;
      }
      // No distance is less than |innovation|² ÷ trace: most neighbours end here.
      const age = confirmed ? Math.max(now - updated[row], MANOEUVRE_AGE) : 0;
      const growth = (extraDensity * age * age * age) / 3;
      const moved = n0 * n0 + n1 * n1 + n2 * n2;
      if (moved > GATE * (sxx + syy + szz + 3 * growth)) continue;
      let ixx = 0;
      let ixy = 0;
      let ixz = 0;
      let iyy = 0;
      let iyz = 0;
      let izz = 0;
      let determinant = 0;
      let distance = 0;
      // At most twice: as the track stands, then, once confirmed, as if it had manoeuvred since its last update.
      let manoeuvre = 0;
      for (;;) {
        const cxx = syy * szz - syz * syz;
        const cxy = sxz * syz - sxy * szz;
        const cxz = sxy * syz - sxz * syy;
        determinant = sxx * cxx + sxy * cxy + sxz * cxz;
        const scale = 1 / determinant;
        ixx = cxx * scale;
        ixy = cxy * scale;
        ixz = cxz * scale;
        iyy = (sxx * szz - sxz * sxz) * scale;
        iyz = (sxy * sxz - sxx * syz) * scale;
        izz = (sxx * syy - sxy * sxy) * scale;
        distance = n0 * (ixx * n0 + 2 * (ixy * n1 + ixz * n2)) + n1 * (iyy * n1 + 2 * iyz * n2) + n2 * izz * n2;
        if (distance < GATE || manoeuvre > 0 || !(growth > 0)) break;
        manoeuvre = 1;
        sxx += growth;
        syy += growth;
        szz += growth;
      }
      // Not the reverse comparison: a distance that is not a number must not pass.
      if (!(distance < GATE)) continue;
      const penalty = manoeuvre > 0 ? MANOEUVRE_PENALTY : 0;
      if (determinant > safeDeterminant && distance + log(determinant) + penalty >= bound) continue;
      if (!confirmed && hits[row] === 1) {
        const life = Math.abs(now - started[row]);
        const noise = sxx + syy + szz - 3 * firstVelocityVariance * life * life;
        const reach = maximumSpeed * life + Math.sqrt(GATE * Math.max(noise, 0));
        if (moved > reach * reach) continue;
      }
      right[kept] = row;
      const n = INNOVATION_WIDTH * kept;
      innovations[n] = n0;
      innovations[n + 1] = n1;
      innovations[n + 2] = n2;
      innovations[n + 3] = ixx;
      innovations[n + 4] = ixy;
      innovations[n + 5] = ixz;
      innovations[n + 6] = iyy;
      innovations[n + 7] = iyz;
      innovations[n + 8] = izz;
      innovations[n + 9] = distance;
      innovations[n + 10] = determinant;
      innovations[n + 11] = manoeuvre;
      kept++;
    }
  }
  start[count] = kept;
}

/** Fills in the costs of the edges of contested detections: distance² + ln determinant − bound. */
export function priceContested(graph: PairGraph, innovations: Float64Array, bound: number): void {
  const { start, cost, contested, contestedCount } = graph;
  for (let k = 0; k < contestedCount; k++) {
    const i = contested[k];
    for (let e = start[i]; e < start[i + 1]; e++) {
      const n = INNOVATION_WIDTH * e;
      const penalty = innovations[n + 11] > 0 ? MANOEUVRE_PENALTY : 0;
      cost[e] = innovations[n + 9] + log(innovations[n + 10]) + penalty - bound;
    }
  }
}
