import {
  countPlots,
  makeHistory,
  noteScan,
  type PlotCounts,
  type Scan,
  type ScanTracker,
  type ShownTrack,
  type TrackHistory,
} from '../index.js';

/** The tracker's own time: neither reading, nor making scans, nor noting or writing what it shows. */
export interface TrackTiming {
  readonly wallS: number;
  /** Of all threads of the process, the collector of garbage among them. */
  readonly cpuS: number;
  readonly scansPerS: number;
  readonly plotsPerS: number;
}

export interface TrackRun {
  readonly history: TrackHistory;
  readonly counts: PlotCounts;
  readonly timing: TrackTiming;
  /** The tracker after the last scan, for its reasons. */
  readonly tracker: ScanTracker;
}

export interface TrackRunOptions {
  /** Note every track's state after every scan, not only what is new. */
  readonly every: boolean;
  /** Times that it is done; the fastest is timed, the first is noted. */
  readonly repeat: number;
  readonly onScan?: (scan: number, shown: readonly ShownTrack[]) => void;
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** How long, ms, the thread is kept before Ctrl-C and the progress bar have their turn. */
const TURN_MS = 100;

/** Lets a tracker take scans one by one, on this thread; null when it was stopped. */
export async function runTracker(
  makeTracker: () => ScanTracker,
  scans: readonly Scan[],
  { every, repeat, onScan, onProgress, signal }: TrackRunOptions,
): Promise<TrackRun | null> {
  const plots = scans.reduce((sum, { count }) => sum + count, 0);
  const history = makeHistory();
  let first: ScanTracker | undefined;
  let [wallMs, cpuUs] = [Number.POSITIVE_INFINITY, 0];
  let turn = performance.now();
  for (let round = 0; round < repeat; round++) {
    const tracker = makeTracker();
    let [wall, cpu] = [0, 0];
    for (let k = 0; k < scans.length; k++) {
      const cpuBefore = process.cpuUsage();
      const before = performance.now();
      tracker.take(scans[k]);
      const shown = tracker.picture();
      wall += performance.now() - before;
      const used = process.cpuUsage(cpuBefore);
      cpu += used.user + used.system;
      if (round === 0) {
        noteScan(history, scans[k], shown, tracker.assigned, every);
        onScan?.(k, shown);
      }
      if (performance.now() - turn < TURN_MS) continue;
      onProgress?.(round * scans.length + k + 1, repeat * scans.length);
      await new Promise((resolve) => setImmediate(resolve));
      turn = performance.now();
      if (signal?.aborted) return null;
    }
    first ??= tracker;
    if (wall < wallMs) [wallMs, cpuUs] = [wall, cpu];
  }
  const wallS = wallMs / 1000;
  const rate = (count: number): number => (wallS > 0 ? Math.round(count / wallS) : 0);
  const timing = { wallS, cpuS: cpuUs / 1e6, scansPerS: rate(scans.length), plotsPerS: rate(plots) };
  return { history, counts: countPlots(history), timing, tracker: first ?? makeTracker() };
}
