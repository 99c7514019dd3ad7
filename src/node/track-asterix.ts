import {
  type AsterixProblem,
  inputError,
  MEAN_EARTH_RADIUS,
  type PlotOrigin,
  type RadarGiven,
  type RecordedScans,
  type Recording,
  readRecording,
  scansOfRecording,
  type ToldTrack,
  toldTracks,
} from '../index.js';
import { fileIssue } from './files.js';
import type { RecordingFile } from './read-recording.js';
import { hex, placesOf } from './track-places.js';
import type { TrackProblem, TrackSource } from './track-source.js';

/** A recording of radars (ASTERIX). Throws an input error where there is nothing to track or a radar has no place. */
export function asterixSource(
  file: string,
  { bytes, warnings }: RecordingFile,
  radars: readonly RadarGiven[],
  configFile: string | undefined,
): TrackSource {
  const recording = readRecording(bytes);
  const recorded = scansOfRecording(recording, { radars });
  requirePlaces(file, recorded, configFile);
  const ready = toldTracks(recording);
  if (ready.tracks.length === 0) requirePlots(file, recording, recorded);
  const { scans, frame, plots } = recorded;
  const counts = countByCategory(recording);
  return {
    format: 'asterix',
    scans,
    earthRadius: MEAN_EARTH_RADIUS,
    every: false,
    problems: [
      ...warnings.map((message) => ({ message, count: 1, first: [] })),
      ...bytesProblems(recording),
      ...recorded.problems.map(({ code, count, message }) => ({
        message: `${message} (${code})`,
        count,
        first: [],
      })),
      ...(ready.leftOut > 0
        ? [
            {
              message: 'ready-made tracks and reports without number, time or place: left out',
              count: ready.leftOut,
              first: [],
            },
          ]
        : []),
    ],
    told: [
      `${recording.form === 'blocks' ? 'data blocks' : `a capture (${recording.form})`}: ${[...counts].map(([category, count]) => `${count} records of category ${category}`).join(', ')}`,
      ...recorded.radars.map(
        ({ id, plots: count, periodS, periodFrom, placeFrom, latDeg, lonDeg }) =>
          `radar ${id} at ${latDeg.toFixed(4)}, ${lonDeg.toFixed(4)} (${placeFrom}), a turn every ${periodS.toFixed(2)} s (${periodFrom}): ${count} plots`,
      ),
      ...(ready.tracks.length > 0
        ? [
            `told ready-made, and passed on: ${countKind(ready.tracks, 'system track')} tracks of centres (category 62), ${countKind(ready.tracks, 'report')} aircraft that report themselves (category 21)`,
          ]
        : []),
    ],
    facts: {
      form: recording.form,
      records: Object.fromEntries(counts),
      skipped: Object.fromEntries(recording.skipped),
      duplicates: recording.duplicates,
      ...(recording.packets
        ? { packets: { ...recording.packets, skipped: Object.fromEntries(recording.packets.skipped) } }
        : {}),
      radars: recorded.radars,
    },
    identityOf: (scan, row) => {
      const { modeS, mode3A, callsign } = plots[scan][row];
      return modeS === undefined && mode3A === undefined ? undefined : { address: modeS ?? -1, mode3A, callsign };
    },
    answer: (run, head, tracks) => ({
      format: 'parapet-tracks/1',
      ...head,
      frame,
      radars: recorded.radars,
      timing: { ...run.timing, plots: run.counts.plots },
      tracks: tracks.map(({ number, plots: taken, identity }) => {
        const origins = originsOf(taken, plots);
        const known = hasHeight(taken, recorded);
        return {
          id: number,
          ...identity,
          states: placesOf(run.history.states.get(number) ?? [], frame, known),
          plots: origins.map(({ timeS, sac, sic, modeS }) => ({
            timeS,
            sac,
            sic,
            ...(modeS === undefined ? {} : { modeS: hex(modeS) }),
          })),
        };
      }),
      ...(ready.tracks.length > 0 ? { told: ready.tracks.map(forAnswer) } : {}),
    }),
  };
}

const countKind = (tracks: readonly ToldTrack[], kind: ToldTrack['kind']): number =>
  tracks.filter((one) => one.kind === kind).length;

/** A ready-made track as the answer has it: no altitude where none is told. */
function forAnswer({ address, states, ...track }: ToldTrack): object {
  return {
    ...track,
    ...(address === undefined ? {} : { modeS: hex(address) }),
    states: states.map((state) => (Number.isNaN(state[3]) ? state.slice(0, 3) : state)),
  };
}

function originsOf(taken: readonly number[], plots: RecordedScans['plots']): PlotOrigin[] {
  return Array.from({ length: taken.length / 2 }, (_, k) => plots[taken[2 * k]][taken[2 * k + 1]]);
}

/** Whether any of the plots told of height: a radar without elevation and a target without a reply leave it unknown. */
function hasHeight(taken: readonly number[], { scans }: RecordedScans): boolean {
  for (let k = 0; k < taken.length; k += 2) {
    const scan = scans[taken[k]];
    if (!(Number.isNaN(scan.height[taken[k + 1]]) && Number.isNaN(scan.elevation[taken[k + 1]]))) return true;
  }
  return false;
}

const countByCategory = ({ records }: Recording): Map<number, number> => {
  const counts = new Map<number, number>();
  for (const { category } of records) counts.set(category, (counts.get(category) ?? 0) + 1);
  return new Map([...counts].sort(([a], [b]) => a - b));
};

const PLACES_TOLD = 5;

/** What is wrong in the bytes, by kind, with the offsets of the first. */
function bytesProblems({ problems, problemCount, skipped, duplicates, packets }: Recording): TrackProblem[] {
  const kinds = new Map<string, AsterixProblem[]>();
  for (const problem of problems) {
    const key = `${problem.message} (${problem.code})`;
    kinds.set(key, [...(kinds.get(key) ?? []), problem]);
  }
  const told: TrackProblem[] = [...kinds].map(([message, list]) => ({
    message,
    count: list.length,
    first: list.slice(0, PLACES_TOLD).map(({ offset }) => `byte ${offset}`),
  }));
  if (problemCount > problems.length) {
    told.push({ message: 'further faults of the bytes, not listed', count: problemCount - problems.length, first: [] });
  }
  for (const [category, count] of skipped) {
    told.push({ message: `blocks of category ${category}, which is not read: skipped`, count, first: [] });
  }
  if (duplicates > 0)
    told.push({ message: 'payloads that a second network carried again: taken once', count: duplicates, first: [] });
  if (packets) {
    for (const [reason, count] of packets.skipped) {
      told.push({ message: `packets not read: ${reason}`, count, first: [] });
    }
  }
  return told;
}

/** A radar with a smaller share of the plots than this is taken for a flaw of the bytes, told and left out. Assumed. */
const STRAY_SHARE = 0.01;

/** Polar plots are of no use without their radar’s place, and an answer without some of the radars would mislead. */
function requirePlaces(file: string, { problems, radars }: RecordedScans, configFile: string | undefined): void {
  const unplaced = problems.filter(({ code }) => code === 'AST-020');
  const placed = radars.reduce((sum, { plots }) => sum + plots, 0);
  const all = unplaced.reduce((sum, { count }) => sum + count, placed);
  const lost = unplaced.filter(({ count }) => count >= STRAY_SHARE * all);
  if (lost.length === 0) return;
  const names = lost.map(({ sac, sic, count }) => `${sac}/${sic} (${count} plots)`).join(', ');
  const example = lost.map(({ sac, sic }) => `{ sac: ${sac}, sic: ${sic}, latDeg: …, lonDeg: …, heightM: … }`);
  const where = configFile === undefined ? 'in a file for --config' : `in ${configFile}`;
  const message = `no place is known of radar${lost.length > 1 ? 's' : ''} SAC/SIC ${names}: no I034/120 tells it; write ${where} radars: [${example.join(', ')}]`;
  throw inputError([fileIssue('SCN-132', file, message)]);
}

function requirePlots(file: string, recording: Recording, { scans }: RecordedScans): void {
  if (scans.some(({ count }) => count > 0)) return;
  const held = [...countByCategory(recording)].map(([category, count]) => `${count} of category ${category}`);
  const faults = bytesProblems(recording).map(
    ({ message, count, first }) => `${count} × ${message}${first.length > 0 ? ` at ${first[0]}` : ''}`,
  );
  const what = held.length > 0 ? `the records are ${held.join(', ')}` : 'no record could be read';
  const why = faults.length > 0 ? `; ${faults.join('; ')}` : '';
  throw inputError([fileIssue('SCN-131', file, `no plot of category 48 can be used: ${what}${why}`)]);
}
