import { makePairGraph } from '../../math/index.js';
import type { StateHistory } from '../../types/index.js';
import { pairsWithin } from '../index.js';
import { matchForGospa, powerOf, rootOf } from './gospa.js';
import { ospaOf } from './ospa.js';
import { countPicture } from './siap.js';

export interface ScoreOptions {
  /** Cut-off of GOSPA, OSPA and holding, m: what is further apart is not a track of that object. */
  readonly c: number;
  /** Order of GOSPA and OSPA, at least 1. */
  readonly p: number;
  /** Whether height counts. */
  readonly dims: 2 | 3;
  /** First scans that `gospaSettled` leaves out. */
  readonly settle: number;
}

export const SCORE_DEFAULTS: ScoreOptions = { c: 1000, p: 2, dims: 3, settle: 10 };

/** How well tracks show the truth. Means are over scans; null stands where there is nothing to divide by. */
export interface TrackScore {
  readonly scans: number;
  /** m */
  readonly gospaMean: number;
  /** The same without the first scans, m. */
  readonly gospaSettled: number | null;
  /** m */
  readonly ospaMean: number;
  /** Means of the three terms of GOSPA^p, m^p. */
  readonly localisation: number;
  readonly missed: number;
  readonly false: number;
  readonly missedPerScan: number;
  readonly falsePerScan: number;
  readonly truthsPerScan: number;
  readonly tracksPerScan: number;
  /** Over assigned pairs, m and m/s. */
  readonly positionRmse: number | null;
  readonly velocityRmse: number | null;
  /** Number of track ids. */
  readonly tracks: number;
  /** Tracks assigned to an object in under half of their life. */
  readonly falseTracks: number;
  /** Objects assigned to another track than they last had. */
  readonly idSwitches: number;
  /** Objects assigned again after a gap. */
  readonly trackBreaks: number;
  readonly completeness: number | null;
  readonly ambiguity: number | null;
  readonly spuriousness: number | null;
  /** Longest unbroken run of each object with one track ÷ its life, both summed over objects. */
  readonly longestSegment: number | null;
  /** Changes of track number for each scan in which an object is assigned. */
  readonly numberChangeRate: number | null;
  /** By scan, m. */
  readonly gospa: Float64Array;
  readonly ospa: Float64Array;
}

/** Rows of many histories in order of scan: those of scan k are start[k] … start[k+1]-1. */
interface ByScan {
  readonly start: Int32Array;
  /** Index of the history of each row. */
  readonly owner: Int32Array;
  /** Six a row. */
  readonly state: Float64Array;
}

/** Within a scan the rows are in the order of the histories, or against it. */
function sortByScan(histories: readonly StateHistory[], scans: number, backwards: boolean): ByScan {
  const start = new Int32Array(scans + 1);
  for (const { scan } of histories) for (let r = 0; r < scan.length; r++) start[scan[r] + 1]++;
  for (let k = 0; k < scans; k++) start[k + 1] += start[k];
  const next = start.slice(0, scans);
  const owner = new Int32Array(start[scans]);
  const state = new Float64Array(6 * start[scans]);
  for (let n = 0; n < histories.length; n++) {
    const index = backwards ? histories.length - 1 - n : n;
    const { scan, state: rows } = histories[index];
    for (let r = 0; r < scan.length; r++) {
      const at = next[scan[r]]++;
      owner[at] = index;
      for (let s = 0; s < 6; s++) state[6 * at + s] = rows[6 * r + s];
    }
  }
  return { start, owner, state };
}

/** Positions of one scan, 3 a row. */
function positionsOf({ start, state }: ByScan, k: number, dims: 2 | 3): Float64Array {
  const from = start[k];
  const count = start[k + 1] - from;
  const positions = new Float64Array(3 * count);
  for (let r = 0; r < count; r++) {
    const at = 6 * (from + r);
    positions[3 * r] = state[at];
    positions[3 * r + 1] = state[at + 1];
    if (dims === 3) positions[3 * r + 2] = state[at + 2];
  }
  return positions;
}

/** Squared difference of two rows from column `first` on; NaN where one does not know its velocity. */
function squaredDifference(a: Float64Array, i: number, b: Float64Array, j: number, first: number, dims: 2 | 3): number {
  let sum = 0;
  for (let s = first; s < first + dims; s++) {
    const d = a[6 * i + s] - b[6 * j + s];
    sum += d * d;
  }
  return sum;
}

const graph = makePairGraph();
const share = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);
const rms = (squares: number, count: number): number | null => (count > 0 ? Math.sqrt(squares / count) : null);

/**
 * Scores tracks against the truth over the scans 0 … `scans` − 1, at least one. All that is told of pairs (errors,
 * switches, breaks, false tracks, longest segments) follows GOSPA's assignment of each scan; completeness, ambiguity and
 * spuriousness follow SIAP's, where a track holds its nearest object within `c`. Of two tracks that serve an object
 * equally well the later in the list is assigned, of two such objects the earlier.
 */
export function scoreTracks(
  truth: { readonly scans: number; readonly objects: readonly StateHistory[] },
  tracks: readonly StateHistory[],
  options: Partial<ScoreOptions> = {},
): TrackScore {
  const { c, p, dims, settle } = { ...SCORE_DEFAULTS, ...options };
  const { scans, objects } = truth;
  const truths = sortByScan(objects, scans, false);
  // Against their order, because the matching prefers the right of lower index.
  const shown = sortByScan(tracks, scans, true);
  const gospa = new Float64Array(scans);
  const ospa = new Float64Array(scans);
  const last = new Int32Array(objects.length).fill(-1);
  const lost = new Uint8Array(objects.length);
  const run = new Int32Array(objects.length);
  const longest = new Int32Array(objects.length);
  const assigned = new Int32Array(tracks.length);
  let [gospaSum, settledSum, ospaSum, localisation] = [0, 0, 0, 0];
  let [pairs, held, holding, switches, breaks] = [0, 0, 0, 0, 0];
  let [positionSquares, velocitySquares, velocities] = [0, 0, 0];

  for (let k = 0; k < scans; k++) {
    pairsWithin(positionsOf(truths, k, dims), positionsOf(shown, k, dims), c, graph);
    const counts = countPicture(graph);
    held += counts.held;
    holding += counts.holding;
    const cut = matchForGospa(graph, c, p);
    const { right, taken } = graph;
    let scanPairs = 0;
    let scanLocalisation = 0;
    for (let i = 0; i < counts.objects; i++) {
      const row = truths.start[k] + i;
      const object = truths.owner[row];
      const edge = taken[i];
      if (edge < 0) {
        if (last[object] >= 0) lost[object] = 1;
        run[object] = 0;
        continue;
      }
      scanPairs++;
      const shownRow = shown.start[k] + right[edge];
      const track = shown.owner[shownRow];
      assigned[track]++;
      const positionSquare = squaredDifference(truths.state, row, shown.state, shownRow, 0, dims);
      positionSquares += positionSquare;
      scanLocalisation += p === 2 ? positionSquare : powerOf(Math.sqrt(positionSquare), p);
      const velocitySquare = squaredDifference(truths.state, row, shown.state, shownRow, 3, dims);
      if (velocitySquare >= 0) {
        velocitySquares += velocitySquare;
        velocities++;
      }
      if (last[object] >= 0 && last[object] !== track) switches++;
      breaks += lost[object];
      lost[object] = 0;
      run[object] = last[object] === track ? run[object] + 1 : 1;
      if (run[object] > longest[object]) longest[object] = run[object];
      last[object] = track;
    }
    pairs += scanPairs;
    localisation += scanLocalisation;
    gospa[k] = rootOf(scanLocalisation + ((counts.objects + counts.tracks - 2 * scanPairs) * cut) / 2, p);
    ospa[k] = ospaOf(scanLocalisation, Math.max(counts.objects, counts.tracks), scanPairs, cut, p);
    gospaSum += gospa[k];
    ospaSum += ospa[k];
    if (k >= settle) settledSum += gospa[k];
  }

  const truthCount = truths.owner.length;
  const trackCount = shown.owner.length;
  const half = powerOf(c, p) / 2;
  const missedPerScan = (truthCount - pairs) / scans;
  const falsePerScan = (trackCount - pairs) / scans;
  return {
    scans,
    gospaMean: gospaSum / scans,
    gospaSettled: share(settledSum, scans - settle),
    ospaMean: ospaSum / scans,
    localisation: localisation / scans,
    missed: missedPerScan * half,
    false: falsePerScan * half,
    missedPerScan,
    falsePerScan,
    truthsPerScan: truthCount / scans,
    tracksPerScan: trackCount / scans,
    positionRmse: rms(positionSquares, pairs),
    velocityRmse: rms(velocitySquares, velocities),
    tracks: tracks.length,
    falseTracks: tracks.filter(({ scan }, n) => assigned[n] < 0.5 * scan.length).length,
    idSwitches: switches,
    trackBreaks: breaks,
    completeness: share(held, truthCount),
    ambiguity: share(holding, held),
    spuriousness: trackCount > 0 ? 1 - holding / trackCount : null,
    longestSegment: share(
      longest.reduce((a, b) => a + b, 0),
      truthCount,
    ),
    numberChangeRate: share(switches, pairs),
    gospa,
    ospa,
  };
}
