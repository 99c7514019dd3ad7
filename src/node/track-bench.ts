import {
  benchScans,
  benchTracksDocument,
  HISTORY_WIDTH,
  type Issue,
  inputError,
  readBenchPlots,
  type StateHistory,
} from '../index.js';
import type { RecordingFile } from './read-recording.js';
import type { TrackRun } from './track-run.js';
import type { TrackSource } from './track-source.js';

/** A case of the tracking bench. Throws an input error with everything that is wrong in it. */
export function benchSource(file: string, { bytes }: RecordingFile): TrackSource {
  const read = readBenchPlots(new TextDecoder().decode(bytes));
  if (read.faults) throw inputError(read.faults.map((fault): Issue => ({ ...fault, file })));
  const { head, radar } = read.value;
  const scans = benchScans(read.value);
  return {
    format: 'bench',
    scans,
    earthRadius: Number.POSITIVE_INFINITY,
    every: true,
    problems: [],
    told: [
      `case ${head.case}, seed ${head.seed}: ${head.scans} scans every ${head.period} s, one radar of ${radar.maxRange / 1000} km`,
    ],
    facts: { case: head.case, seed: head.seed, scans: head.scans },
    answer: (run, { tracker, settings }) => {
      const { timing, counts } = run;
      return benchTracksDocument({
        head,
        tracker,
        settings,
        timing: {
          wall_s: timing.wallS,
          cpu_s: timing.cpuS,
          scans_per_s: timing.scansPerS,
          plots_per_s: timing.plotsPerS,
          plots: counts.plots,
        },
        tracks: historiesOf(run, head.period),
      });
    },
  };
}

/** The states of each track by scan, of which scan k is at k × `period`, s. */
function historiesOf({ history }: TrackRun, period: number): StateHistory[] {
  return [...history.states]
    .sort(([a], [b]) => a - b)
    .map(([number, states]) => {
      const count = states.length / HISTORY_WIDTH;
      const scan = new Int32Array(count);
      const state = new Float64Array(6 * count);
      for (let k = 0; k < count; k++) {
        scan[k] = Math.round(states[HISTORY_WIDTH * k] / period);
        for (let s = 0; s < 6; s++) state[6 * k + s] = states[HISTORY_WIDTH * k + 1 + s];
      }
      return { id: `${number}`, scan, state };
    });
}
