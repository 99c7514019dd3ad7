import { makePairGraph, type PairGraph } from '../../math/index.js';
import { pairsWithin } from '../index.js';

/** Counts behind the SIAP attributes; sum them over time before dividing. */
export interface PictureCounts {
  readonly objects: number;
  readonly tracks: number;
  /** Objects that at least one track holds: completeness = held ÷ objects. */
  readonly held: number;
  /** Tracks that hold an object: ambiguity = holding ÷ held; spuriousness = 1 − holding ÷ tracks. */
  readonly holding: number;
}

/** Reused between calls; holds no answer longer than one. */
const graph = makePairGraph();

/**
 * Single Integrated Air Picture counts: each track holds its nearest object closer than `c`, m (Votruba et al., "Single
 * Integrated Air Picture (SIAP) Metrics Implementation", SIAP System Engineering Task Force, 2001). Positions 3 a row.
 */
export function pictureCounts(truth: Float64Array, tracks: Float64Array, c: number): PictureCounts {
  pairsWithin(truth, tracks, c, graph);
  return countPicture(graph);
}

/** Reused between calls: of each track, its least squared distance and the object there; of each object, whether held. */
let least = new Float64Array(64);
let nearest = new Int32Array(64);
let isHeld = new Uint8Array(64);

/** The counts of a graph of objects (left) and tracks (right) whose costs rise with distance; of equals the first object. */
export function countPicture({ start, right, cost, leftCount, rightCount }: PairGraph): PictureCounts {
  if (least.length < rightCount) {
    least = new Float64Array(2 * rightCount);
    nearest = new Int32Array(2 * rightCount);
  }
  if (isHeld.length < leftCount) isHeld = new Uint8Array(2 * leftCount);
  least.fill(Number.POSITIVE_INFINITY, 0, rightCount);
  isHeld.fill(0, 0, leftCount);
  for (let i = 0; i < leftCount; i++) {
    for (let e = start[i]; e < start[i + 1]; e++) {
      if (cost[e] >= least[right[e]]) continue;
      least[right[e]] = cost[e];
      nearest[right[e]] = i;
    }
  }
  let holding = 0;
  let held = 0;
  for (let j = 0; j < rightCount; j++) {
    if (least[j] === Number.POSITIVE_INFINITY) continue;
    holding++;
    if (isHeld[nearest[j]] === 0) {
      isHeld[nearest[j]] = 1;
      held++;
    }
  }
  return { objects: leftCount, tracks: rightCount, held, holding };
}
