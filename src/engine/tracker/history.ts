import type { Scan, ShownTrack } from '../types/index.js';

/** What a tracker showed and took, scan by scan. */
export interface TrackHistory {
  /** Of each track that was ever shown: time, x, y, z, vx, vy, vz, 7 numbers a state. */
  readonly states: Map<number, number[]>;
  /** Of each scan, the track that took or was started by each detection, or −1. */
  readonly assigned: Int32Array[];
  /** Most tracks that were shown at once. */
  mostShown: number;
}

/** Numbers a state in a history. */
export const HISTORY_WIDTH = 7;

export const makeHistory = (): TrackHistory => ({ states: new Map(), assigned: [], mostShown: 0 });

/**
 * Notes what is shown just after a scan. `every`: the state of every track shown; else of those that took a detection
 * of the scan, and of others when their last noted state is as old as the sensor's period, so that several radars do not
 * write each track for each sweep of one of them.
 */
export function noteScan(
  history: TrackHistory,
  scan: Scan,
  shown: readonly ShownTrack[],
  assigned: Int32Array,
  every: boolean,
): void {
  const took = assigned.slice(0, scan.count);
  history.assigned.push(took);
  history.mostShown = Math.max(history.mostShown, shown.length);
  const takers = every ? undefined : new Set(took);
  for (const { number, time, state } of shown) {
    let states = history.states.get(number);
    if (states === undefined) {
      states = [];
      history.states.set(number, states);
    }
    const last = states.length === 0 ? Number.NEGATIVE_INFINITY : states[states.length - HISTORY_WIDTH];
    if (takers !== undefined && !takers.has(number) && time - last < scan.sensor.period) continue;
    if (takers !== undefined && time === last) states.length -= HISTORY_WIDTH;
    states.push(time, state[0], state[1], state[2], state[3], state[4], state[5]);
  }
}

/** What became of the detections of all scans. */
export interface PlotCounts {
  readonly plots: number;
  /** Taken by tracks that were shown at some time. */
  readonly taken: number;
  /** Taken only by tracks that were never believed enough to be shown. */
  readonly doubted: number;
  /** Taken by none. */
  readonly refused: number;
}

export function countPlots({ states, assigned }: TrackHistory): PlotCounts {
  let [plots, taken, doubted] = [0, 0, 0];
  for (const took of assigned) {
    plots += took.length;
    for (const number of took) {
      if (states.has(number)) taken++;
      else if (number >= 0) doubted++;
    }
  }
  return { plots, taken, doubted, refused: plots - taken - doubted };
}

/** The detections that each shown track took: index of the scan and row, 2 numbers each, in order of time. */
export function plotsByTrack({ states, assigned }: TrackHistory): Map<number, number[]> {
  const plots = new Map([...states.keys()].map((number) => [number, [] as number[]]));
  assigned.forEach((took, scan) => {
    took.forEach((number, row) => {
      plots.get(number)?.push(scan, row);
    });
  });
  return plots;
}
