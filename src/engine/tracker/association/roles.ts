import type { Scan } from '../../types/index.js';
import type { Estimate, Innovation, Measurement } from '../roles/index.js';

/**
 * One explanation of one track: a single one with nearest-neighbour and probabilistic association, the leaves of a tree
 * of explanations with multiple hypotheses.
 */
export interface Branch {
  /** Number of its track. */
  readonly track: number;
  /** Estimate at the time of the scan under consideration. */
  readonly estimate: Estimate;
  /** Sum of the log-likelihood ratios, target against false alarm, of all that it took and missed. */
  readonly score: number;
  /** Detections taken in the newest scans, oldest first: numbers unique within the tracker, −1 a miss. */
  readonly path: readonly number[];
  /** Identity sent by the target and taken by this branch, or −1. */
  readonly address: number;
  /** Whether the track has been confirmed. */
  readonly confirmed: boolean;
}

/** A detection inside a branch's gate. */
export interface Candidate {
  /** Index of the detection among the scan's measurements. */
  readonly detection: number;
  readonly innovation: Innovation;
}

/** Which detections may belong to which branches. */
export interface Gater {
  /** For each estimate the detections in its gate, in rising order of index; undefined where it was not looked at. */
  gate(
    estimates: readonly Estimate[],
    measurements: readonly Measurement[],
    scan: Scan,
  ): (readonly Candidate[] | undefined)[];
}

/** A pair worth considering: the log-likelihood ratio of “this branch’s target” against “a false alarm or a new target”. */
export interface Hypothesis {
  readonly detection: number;
  readonly gain: number;
  readonly distance: number;
}

/** What one branch may have done in a scan. */
export interface Hypotheses {
  readonly branch: Branch;
  /** In rising order of detection. */
  readonly pairs: readonly Hypothesis[];
  /** Log-likelihood ratio of not being detected: ln(1 − Pd). */
  readonly miss: number;
}

/** Puts a log-likelihood ratio on every pair inside a gate and on every miss. */
export interface Hypothesiser {
  weigh(branch: Branch, candidates: readonly Candidate[], measurements: readonly Measurement[]): Hypotheses;
}

/** One way on for a branch. */
export interface Share {
  /** Index of the detection, or −1 for a miss. */
  readonly detection: number;
  /** Probability of this way, given the branch. */
  readonly probability: number;
  readonly gain: number;
}

/** What becomes of one branch. Its shares are merged into one estimate, or each becomes a branch of its own. */
export interface Continuation {
  readonly branch: Branch;
  readonly shares: readonly Share[];
}

/** What a track's best explanation does in a scan. */
export interface Taken {
  readonly branch: Branch;
  readonly detection: number;
}

/** What an associator decided for a scan. */
export interface Association {
  /** In the order of the branches given; a branch that was cut off is not in it. */
  readonly continuations: readonly Continuation[];
  /** Whether each share becomes a branch of its own instead of being merged. */
  readonly branching: boolean;
  /**
   * By track number, the branch that the best joint explanation follows and the detection that it takes, or −1. A track
   * that is not part of that explanation is left out.
   */
  readonly taken: ReadonlyMap<number, Taken>;
  /** Indices of the detections from which new tracks may start. */
  readonly free: readonly number[];
  /** Groups of tracks that were too large to decide exactly, and explanations cut off because there were too many. */
  readonly clustersSimplified: number;
  readonly branchesCut: number;
}

/** Decides which detection belongs to which track. */
export interface Associator {
  /** Scans that a branch's path must reach back. */
  readonly memory: number;
  /**
   * `hypotheses` by rising track number, branches of a track together; `detections` is the number of the scan’s and
   * `firstId` the number of the first of them within the tracker.
   */
  associate(hypotheses: readonly Hypotheses[], detections: number, firstId: number): Association;
}

/** The life of a track as its initiator and deleter judge it. */
export interface TrackLife {
  /** Log odds that the track is a real object. */
  readonly logOdds: number;
  /** The newest scans that looked where it is, newest last: true where it took a detection. */
  readonly looks: readonly boolean[];
  readonly estimate: Estimate;
  /** Time since the last detection, s. */
  readonly age: number;
  readonly confirmed: boolean;
  /** Time since it was last inside the coverage of the sensor heard, s. */
  readonly outside: number;
}

/** Decides when a tentative track is confirmed, and with which log odds one starts. */
export interface Initiator {
  /** Log odds of a track of one detection where false detections and new targets come at these densities. */
  startingLogOdds(newTargets: number, falseDetections: number): number;
  confirms(life: TrackLife): boolean;
}

/** Decides when a track is over. */
export interface Deleter {
  deletes(life: TrackLife): boolean;
}

/** Makes one estimate of several of the same object; see the fusion floor for what plays this role. */
export interface Fuser {
  fuse(estimates: readonly Estimate[]): Estimate;
}
