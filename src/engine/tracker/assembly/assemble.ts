import { log } from '../../math/index.js';
import type { Scan, ScanTracker, ShownTrack } from '../../types/index.js';
import {
  type Association,
  type Continuation,
  type Hypotheses,
  inCoverage,
  likelihoodRatios,
  type Share,
} from '../association/index.js';
import { fixesPosition } from '../filters/index.js';
import type { Estimate, Measurement } from '../roles/index.js';
import { accepts, copyProblems, measurementsInOrder, noProblems, type Seen, type TrackerProblems } from './intake.js';
import { partsOf, type TrackerParts } from './parts.js';
import { makeReasonBook, pairProbabilities, type ReasonBook } from './reasons.js';
import {
  type AssembledTrack,
  kinematic,
  levelled,
  lifeOf,
  probabilityOf,
  survived,
  type TrackBranch,
  withLook,
} from './track.js';
import type { TrackerFile } from './tracker-config.schema.js';

/** A tracker put together from a declared configuration. */
export interface AssembledTracker extends ScanTracker {
  /** What could not be used or was simplified so far. */
  readonly problems: TrackerProblems;
  /** Tracks held, tentative ones included. */
  readonly held: number;
  /** A tracker in the same state; the two go on apart. Parts that replaced its own are shared, but for the clutter map. */
  copy(): AssembledTracker;
}

interface TrackerState {
  readonly config: TrackerFile;
  readonly earthRadius: number;
  readonly parts: TrackerParts;
  readonly problems: TrackerProblems;
  readonly reasons: ReasonBook;
  readonly seen: Seen;
  /** In rising order of number. */
  tracks: AssembledTrack[];
  assigned: Int32Array;
  /** Time of the newest scan, s. */
  now: number;
  nextTrack: number;
  /** Number of the next scan’s first detection. */
  nextDetection: number;
}

/** One scan under consideration: what it measured, and what each branch makes of it. */
interface Look {
  readonly scan: Scan;
  readonly measurements: readonly Measurement[];
  readonly hypotheses: readonly Hypotheses[];
  readonly association: Association;
  /** Densities of false detections and of new targets, per m of range and rad of azimuth, by row. */
  readonly falseAt: (row: number) => number;
  readonly newTargets: number;
}

/**
 * Assembles the tracker that a configuration of kind `assembled` describes; `replaced` puts other parts in the place of its
 * own. Heights that targets report lie above a sphere of `earthRadius`, m, under the frame's origin. A configuration of
 * another kind, or one whose models do not fit its filter, throws a RangeError.
 */
export function assembleTracker(
  config: TrackerFile,
  replaced: Partial<TrackerParts> = {},
  earthRadius = Number.POSITIVE_INFINITY,
): AssembledTracker {
  if (config.kind !== 'assembled') throw new RangeError(`a tracker of kind assembled is wanted; got ${config.kind}`);
  return trackerOf({
    config,
    earthRadius,
    parts: { ...partsOf(config), ...replaced },
    problems: noProblems(),
    reasons: makeReasonBook(config.bounds.reasonsKept),
    seen: new Map(),
    tracks: [],
    assigned: new Int32Array(0),
    now: Number.NEGATIVE_INFINITY,
    nextTrack: 1,
    nextDetection: 0,
  });
}

const copyOf = (state: TrackerState): TrackerState => ({
  ...state,
  parts: { ...state.parts, clutter: state.parts.clutter.copy() },
  problems: copyProblems(state.problems),
  reasons: state.reasons.copy(),
  seen: new Map(state.seen),
  tracks: state.tracks.map((track) => ({ ...track })),
});

function trackerOf(state: TrackerState): AssembledTracker {
  return {
    take: (scan) => takeScan(state, scan),
    copy: () => trackerOf(copyOf(state)),
    picture: () => pictureOf(state),
    why: (number) => state.reasons.of(number),
    get assigned() {
      return state.assigned;
    },
    get problems() {
      return state.problems;
    },
    get held() {
      return state.tracks.length;
    },
  };
}

/** One scan: predict, gate, associate, update, initiate, delete. */
function takeScan(state: TrackerState, scan: Scan): void {
  state.assigned = new Int32Array(scan.count).fill(-1);
  if (!accepts(scan, state.now, state.config.bounds.lateScanS, state.seen, state.problems)) return;
  const measurements = measurementsInOrder(scan, state.now, state.problems, state.earthRadius);
  predict(state, Math.max(scan.time, state.now));
  const look = associate(state, scan, measurements);
  update(state, look);
  explain(state, look);
  initiate(state, look);
  learnClutter(state, look);
  confirmAndDelete(state);
}

/** Carries every branch to the scan’s time. */
function predict(state: TrackerState, time: number): void {
  const { filter } = state.parts;
  const { meanLifeS } = state.config.deletion;
  const dt = Number.isFinite(state.now) ? time - state.now : 0;
  state.now = time;
  for (const track of state.tracks) {
    const followed = track.branches.indexOf(track.followed);
    track.branches = track.branches.map((branch) => ({
      ...branch,
      confirmed: track.confirmed,
      estimate: carried(filter, branch.estimate, time),
      logOdds: dt > 0 ? survived(branch.logOdds, dt, meanLifeS) : branch.logOdds,
    }));
    track.followed = track.branches[followed];
  }
}

const carried = (filter: TrackerParts['filter'], estimate: Estimate, time: number): Estimate =>
  time > estimate.time ? filter.predict(estimate, time) : estimate;

/** Gates, puts likelihood ratios on what is inside, and decides which detection belongs to which track. */
function associate(state: TrackerState, scan: Scan, measurements: readonly Measurement[]): Look {
  const { gater, associator, clutter, identity } = state.parts;
  const { gate, initiation } = state.config;
  const branches = state.tracks.flatMap((track) => track.branches);
  const falseAt = (row: number): number => clutter.densityAt(scan, row);
  const hypothesiser = likelihoodRatios(scan, falseAt, gate.probability, identity);
  const gated = gater.gate(
    branches.map(({ estimate }) => estimate),
    measurements,
    scan,
  );
  const hypotheses = branches.map((branch, i): Hypotheses => {
    const candidates = gated[i];
    if (candidates) return hypothesiser.weigh(branch, candidates, measurements);
    state.problems.branchesLeftOut++;
    return { branch, pairs: [], miss: 0 };
  });
  const association = associator.associate(hypotheses, measurements.length, state.nextDetection);
  state.problems.clustersSimplified += association.clustersSimplified;
  state.problems.branchesCut += association.branchesCut;
  const newTargets = initiation.newTargetsPerTurn / ((scan.sensor.maxRange - scan.sensor.minRange) * 2 * Math.PI);
  return { scan, measurements, hypotheses, association, falseAt, newTargets };
}

/** Gives each branch what was decided for it: one merged estimate, or a branch for each of its ways on. */
function update(state: TrackerState, look: Look): void {
  const { association, measurements, scan } = look;
  const byTrack = new Map<number, { branch: TrackBranch; from: TrackBranch; detection: number }[]>();
  for (const continuation of association.continuations) {
    const ways = association.branching ? continuation.shares.map((share) => [share]) : [continuation.shares];
    for (const shares of ways) {
      const list = byTrack.get(continuation.branch.track) ?? [];
      const branch = continued(state, look, continuation, shares);
      list.push({ branch, from: continuation.branch as TrackBranch, detection: shares[0].detection });
      byTrack.set(continuation.branch.track, list);
    }
  }
  state.tracks = state.tracks.filter((track) => {
    const list = byTrack.get(track.number);
    if (!list) return false;
    const taken = association.taken.get(track.number);
    const followed = association.branching
      ? list.find(({ from, detection }) => from === taken?.branch && detection === taken?.detection)
      : list[0];
    track.branches = list.map(({ branch }) => branch);
    track.selected = taken !== undefined;
    track.followed = (followed ?? bestOf(list)).branch;
    if (inCoverage(scan.sensor, track.followed.estimate)) track.covered = state.now;
    if (taken && taken.detection >= 0) {
      const { row } = measurements[taken.detection];
      // Of two tracks that share a detection by probability, the older one is named.
      if (state.assigned[row] < 0) state.assigned[row] = track.number;
    }
    return true;
  });
}

const bestOf = <T extends { readonly branch: TrackBranch }>(list: readonly T[]): T =>
  list.reduce((best, one) => (one.branch.score > best.branch.score ? one : best));

function continued(
  state: TrackerState,
  { measurements }: Look,
  continuation: Continuation,
  shares: readonly Share[],
): TrackBranch {
  const { filter, associator } = state.parts;
  const before = continuation.branch as TrackBranch;
  // A merged estimate holds for one time: that of the newest detection in it.
  const time = shares.reduce(
    (latest, { detection }) => (detection < 0 ? latest : Math.max(latest, measurements[detection].time)),
    before.estimate.time,
  );
  const estimates = shares.map(({ detection }) => {
    if (detection < 0) return carried(filter, before.estimate, time);
    const measurement = measurements[detection];
    const then = carried(filter, before.estimate, measurement.time);
    return carried(filter, filter.update(then, measurement), time);
  });
  const weights = shares.map(({ probability }) => probability);
  const gain = shares.reduce((sum, share) => sum + share.probability * share.gain, 0);
  const main = shares.reduce((best, share) => (share.probability > best.probability ? share : best));
  const measurement = main.detection < 0 ? undefined : measurements[main.detection];
  const looked = measurement !== undefined || main.gain < 0;
  return {
    ...before,
    estimate: estimates.length === 1 ? estimates[0] : filter.merge(estimates, weights),
    score: before.score + gain,
    logOdds: before.logOdds + gain,
    path:
      associator.memory > 0
        ? [...before.path, measurement ? state.nextDetection + main.detection : -1].slice(-associator.memory)
        : [],
    address: measurement && measurement.address >= 0 ? measurement.address : before.address,
    updated: measurement ? measurement.time : before.updated,
    looks: looked ? withLook(before.looks, measurement !== undefined) : before.looks,
  };
}

/** Notes why each track did what it did. */
function explain(state: TrackerState, { hypotheses, association, measurements, scan }: Look): void {
  if (state.config.bounds.reasonsKept === 0) return;
  const before = new Map(hypotheses.map((each) => [each.branch, each]));
  const sharesOf = new Map(association.continuations.map(({ branch, shares }) => [branch, shares]));
  for (const track of state.tracks) {
    const taken = association.taken.get(track.number);
    const weighed = taken && before.get(taken.branch);
    if (!taken || !weighed || (weighed.pairs.length === 0 && weighed.miss === 0)) continue;
    const shares = association.branching ? [] : (sharesOf.get(taken.branch) ?? []);
    const probabilities = pairProbabilities(weighed, shares);
    const was = taken.branch as TrackBranch;
    state.reasons.add(track.number, {
      time: state.now,
      sensor: scan.sensor.id,
      taken: taken.detection < 0 ? -1 : measurements[taken.detection].row,
      gain: track.followed.logOdds - was.logOdds,
      existence: probabilityOf(track.followed.logOdds),
      modes: track.followed.estimate.modes?.map(({ probability }) => probability) ?? [],
      weighed: weighed.pairs.map(({ detection, distance }, k) => {
        const { row } = measurements[detection];
        return { row, distance, probability: probabilities[k], takenBy: state.assigned[row] };
      }),
    });
  }
}

/** Starts a track from each detection that is left over, the nearest first where there is no room for all. */
function initiate(state: TrackerState, { association, measurements, falseAt, newTargets }: Look): void {
  const { filter, initiator, associator } = state.parts;
  const { maximumSpeedMps, maximumClimbMps } = state.config.filter;
  for (const detection of association.free) {
    const measurement = measurements[detection];
    if (!fixesPosition(measurement)) continue;
    if (state.tracks.length >= state.config.bounds.maximumTracks) {
      state.problems.startsLeftOut++;
      continue;
    }
    const number = state.nextTrack++;
    const logOdds = initiator.startingLogOdds(newTargets, falseAt(measurement.row));
    const branch: TrackBranch = {
      track: number,
      estimate: levelled(filter.start(measurement, maximumSpeedMps), maximumClimbMps / 3),
      score: logOdds,
      logOdds,
      path: associator.memory > 0 ? [state.nextDetection + detection] : [],
      address: measurement.address,
      confirmed: false,
      updated: measurement.time,
      looks: [true],
    };
    const selected = !association.branching;
    state.tracks.push({
      number,
      branches: [branch],
      followed: branch,
      selected,
      confirmed: false,
      covered: state.now,
    });
    if (state.assigned[measurement.row] < 0) state.assigned[measurement.row] = number;
  }
  state.nextDetection += measurements.length;
}

/** Detections that no confirmed track took tell how dense false ones are. */
function learnClutter(state: TrackerState, { measurements, scan }: Look): void {
  const confirmed = new Set(state.tracks.filter((track) => track.confirmed).map(({ number }) => number));
  const rows = measurements.map(({ row }) => row).filter((row) => !confirmed.has(state.assigned[row]));
  state.parts.clutter.learn(scan, rows);
}

function confirmAndDelete(state: TrackerState): void {
  const { initiator, deleter } = state.parts;
  for (const track of state.tracks) {
    if (!track.confirmed && track.selected && initiator.confirms(lifeOf(track, state.now))) track.confirmed = true;
  }
  state.tracks = state.tracks.filter((track) => !deleter.deletes(lifeOf(track, state.now)));
}

/** Confirmed tracks that belong to the best explanation and are more probably real than the least shown. */
function pictureOf(state: TrackerState): ShownTrack[] {
  const { showProbability } = state.config.deletion;
  const least = showProbability > 0 ? log(showProbability / (1 - showProbability)) : Number.NEGATIVE_INFINITY;
  return state.tracks
    .filter(({ confirmed, selected, followed }) => confirmed && selected && followed.logOdds >= least)
    .map(({ number, followed }) => ({
      number,
      time: followed.estimate.time,
      ...kinematic(followed.estimate),
      existence: probabilityOf(followed.logOdds),
      updated: followed.updated,
    }));
}
