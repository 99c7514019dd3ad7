import type { MakeColumn } from './column.js';
import type { Watch } from './coverage.js';
import type { BankFilter } from './filter.js';
import type { LeafTable } from './leaves.js';
import type { PlotIndex } from './plot-index.js';
import type { Plots } from './plots.js';
import type { BankModel, Transition } from './settings.js';

/** One track: all explanations of what began with one detection. */
export interface Tree {
  readonly number: number;
  /** Rows of its branches, best first. */
  leaves: number[];
  age: number;
  /** Scans since a branch of it was last part of the best joint explanation. */
  unselected: number;
  /** Row of the branch that is part of it now, or −1. */
  selected: number;
  /** Whether this scan swept it: 2, its margin: 1, or not: 0. */
  swept: 0 | 1 | 2;
  shown: boolean;
  /** Time when it began, s, and whether it has been counted as a new target. */
  readonly began: number;
  counted: boolean;
  /** By a sensor's index: how often it looked at the chosen branch of late, and how often it saw it. */
  readonly looks: number[];
  readonly seen: number[];
}

/** Pairs of branch and plot inside the gate, in columns; those of one branch lie together. */
export interface Candidates {
  count: number;
  plot: Int32Array;
  /** Log-likelihood ratio of the pair against a false alarm. */
  gain: Float64Array;
  distance: Float64Array;
}

export function makeCandidates(): Candidates {
  return { count: 0, plot: new Int32Array(256), gain: new Float64Array(256), distance: new Float64Array(256) };
}

export function growCandidates(candidates: Candidates): void {
  const { plot, gain, distance } = candidates;
  const length = 2 * plot.length;
  candidates.plot = new Int32Array(length);
  candidates.gain = new Float64Array(length);
  candidates.distance = new Float64Array(length);
  candidates.plot.set(plot);
  candidates.gain.set(gain);
  candidates.distance.set(distance);
}

/** All that one bank holds. */
export interface Bank {
  readonly model: BankModel;
  readonly table: LeafTable;
  readonly plots: Plots;
  readonly filter: BankFilter;
  /** Makes the columns that the filter works on. */
  readonly column: MakeColumn;
  readonly index: PlotIndex;
  readonly candidates: Candidates;
  readonly watches: Watch[];
  trees: Tree[];
  nextNumber: number;
  /** Serial number of the first plot of this scan: plots are numbered through all scans. */
  serial: number;
  time: number;
  /** New targets that proved real, and the time in which they came, s; both fade. */
  births: number;
  birthTime: number;
  /** Transitions worked out, by time step in 1/64 s. */
  readonly transitions: Map<number, Transition>;
  /** Pairs of tracks that may be of one target: by their numbers, and the scans that say so. */
  readonly rivals: Map<string, { older: number; younger: number; scans: number }>;
  readonly problems: Record<string, number>;
}

export function tellProblem(bank: Bank, problem: string): void {
  bank.problems[problem] = (bank.problems[problem] ?? 0) + 1;
}
