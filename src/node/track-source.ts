import type { Scan, ScoreOptions, ShownTrack, TrackScore } from '../index.js';
import type { RecordingFormat } from './read-recording.js';
import type { TrackRun } from './track-run.js';

/** What was left out, moved or assumed, how often, and where first. */
export interface TrackProblem {
  readonly message: string;
  readonly count: number;
  /** `line 7`, `byte 1024`, `40.0 s of radar 25/1, plot 3`. */
  readonly first: readonly string[];
}

/** What names a track's object, by the plots that it took. */
export interface TrackIdentity {
  /** The Mode S address that most of its addressed plots sent, in hexadecimal. */
  readonly modeS?: string;
  /** Plots with that address, and with another. */
  readonly samePlots: number;
  readonly otherPlots: number;
  /** Times that the address changed from one addressed plot to the next. */
  readonly changes: number;
  /** Mode 3/A code of most, four octal digits. */
  readonly mode3A?: string;
  readonly callsign?: string;
}

/** A recording made ready for a tracker, with what turns the tracker's answer into the recording's own terms. */
export interface TrackSource {
  readonly format: RecordingFormat;
  /** As they stood in the recording; a sieve comes between them and the tracker. */
  readonly scans: readonly Scan[];
  /** Of the earth under the frame, m; infinite for a flat one. */
  readonly earthRadius: number;
  /** Whether the answer wants every track's state after every scan. */
  readonly every: boolean;
  readonly problems: readonly TrackProblem[];
  /** About the recording, for people. */
  readonly told: readonly string[];
  /** The same for machines. */
  readonly facts: object;
  /** Called after each scan with what is shown; `scan` is among those that the tracker took. */
  readonly onScan?: (scan: Scan, last: boolean, shown: readonly ShownTrack[]) => void;
  /** Identity of one detection, by its scan and row as given. */
  readonly identityOf?: (scan: number, row: number) => PlotIdentity | undefined;
  /** The document of --out. */
  answer(run: TrackRun, head: AnswerHead, tracks: readonly TrackSummary[]): object;
  /** How well the tracks show the truth, where that is known, and what was counted as truth. */
  score?(run: TrackRun): TruthScore;
}

export interface PlotIdentity {
  readonly address: number;
  readonly mode3A?: number;
  readonly callsign?: string;
}

/** What every answer tells of how it was made. */
export interface AnswerHead {
  readonly tracker: string;
  readonly settings: object;
  readonly parapet: string;
}

/** A shown track. */
export interface TrackSummary {
  readonly number: number;
  /** Of its states, s. */
  readonly from: number;
  readonly to: number;
  readonly states: number;
  /** Detections that it took: index of the scan as given and row, 2 numbers each. */
  readonly plots: readonly number[];
  readonly identity?: TrackIdentity;
}

/** How well the tracks show the truth, by which measure, and what was counted as truth. */
export interface TruthScore {
  readonly score: TrackScore;
  readonly options: ScoreOptions;
  readonly against: string;
}
