import { statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import {
  HISTORY_WIDTH,
  inputError,
  plotsByTrack,
  renderTrackMap,
  type Scan,
  type ScanTracker,
  type SievedScans,
  sensorFault,
  sieveScans,
  type TrackReason,
} from '../index.js';
import { fileIssue, PARAPET_VERSION, prepareFolder, writeTogether } from './files.js';
import { type RecordingFormat, readRecordingFile } from './read-recording.js';
import { asterixSource } from './track-asterix.js';
import { benchSource } from './track-bench.js';
import { type BiasRecord, biasRecords, tellBiases } from './track-biases.js';
import { readTrackConfig } from './track-config.js';
import { trafficSource } from './track-csv.js';
import { identityOf } from './track-identity.js';
import { type MadeTracker, makeTracker } from './track-maker.js';
import { runTracker, type TrackRun, type TrackTiming } from './track-run.js';
import type { AnswerHead, TrackIdentity, TrackProblem, TrackSource, TrackSummary, TruthScore } from './track-source.js';

export interface TrackJob {
  readonly file: string;
  readonly format?: RecordingFormat;
  readonly config?: string;
  readonly scenario?: string;
  readonly seed: number;
  readonly target: string;
  readonly useIdentity: boolean;
  readonly repeat: number;
  readonly out?: string;
  readonly picture?: string;
  /** Number of a track whose reasons are wanted. */
  readonly why?: number;
  readonly onProgress?: (what: 'observing' | 'tracking', done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

export interface TrackOutcome {
  readonly file: string;
  readonly format: RecordingFormat;
  readonly detected: boolean;
  readonly tracker: string;
  readonly settings: object;
  /** About the recording: for people, and for machines. */
  readonly told: readonly string[];
  readonly recording: object;
  readonly problems: readonly TrackProblem[];
  readonly scans: number;
  readonly counts: TrackRun['counts'];
  /** Plots of a scan that no shown track took, over all scans with any azimuth swept. */
  readonly leftPerScan: number;
  readonly timing: TrackTiming;
  readonly mostShown: number;
  readonly tracks: readonly TrackSummary[];
  /** Where plots have addresses: how well tracks keep to one. */
  readonly identity?: IdentityScore;
  readonly score?: TruthScore;
  readonly why?: readonly TrackReason[];
  /** Of the sensors, where the configuration asks for registration. */
  readonly biases?: readonly BiasRecord[];
}

/** How well tracks and addresses belong together, by the plots that carry one. */
export interface IdentityScore {
  readonly addresses: number;
  /** Addresses that some shown track took a plot of. */
  readonly addressesTracked: number;
  /** Mean over those addresses of the tracks whose main address it is: 1 is best. */
  readonly tracksPerAddress: number;
  /** Of the plots with an address, the share that shown tracks of that address took. */
  readonly plotShare: number;
  /** Changes of address within tracks. */
  readonly changes: number;
}

/** Expected size of what is written, for each scan, bytes. */
const BYTES_PER_SCAN = 2000;

/** Tracks a file; null when it was stopped, and then nothing is written. Throws an input error. */
export async function trackFile(job: TrackJob): Promise<TrackOutcome | null> {
  requireDistinct(job);
  const config = readTrackConfig(job.config);
  const recording = readRecordingFile(job.file, job.format);
  const source = await openSource(job, recording, config.radars);
  if (source === null) return null;
  for (const file of [job.out, job.picture]) {
    if (file !== undefined) requireOrdinary(file);
    if (file !== undefined) prepareFolder(dirname(resolve(file)), 1e5 + BYTES_PER_SCAN * source.scans.length);
  }
  const sieved = sieveScans(source.scans);
  requireSound(job.file, sieved);
  const made = (): MadeTracker =>
    makeTracker(config.tracker, {
      useIdentity: job.useIdentity,
      keepReasons: job.why !== undefined,
      earthRadius: source.earthRadius,
    });
  const { name, settings } = made();
  const { scans } = sieved;
  const run = await runTracker(() => made().tracker, scans, {
    every: source.every,
    repeat: job.repeat,
    signal: job.signal,
    onProgress: (done, total) => job.onProgress?.('tracking', done, total),
    onScan:
      source.onScan &&
      ((k, shown) => source.onScan?.(scans[k], k + 1 === scans.length || scans[k + 1].time > scans[k].time, shown)),
  });
  if (run === null) return null;
  const tracks = summaries(run, sieved, source);
  const why = job.why === undefined ? undefined : reasonsOf(run.tracker, job.why, tracks);
  const head: AnswerHead = { tracker: name, settings, parapet: PARAPET_VERSION };
  if (job.out !== undefined) writeText(job.out, `${JSON.stringify(source.answer(run, head, tracks))}\n`);
  if (job.picture !== undefined) writeText(job.picture, pictureOf(job.file, run, sieved));
  const { counts } = run;
  const estimated = (run.tracker as MadeTracker['tracker']).biases?.();
  const biases = estimated && biasRecords(estimated);
  return {
    file: job.file,
    format: source.format,
    detected: recording.detected,
    tracker: name,
    settings,
    told: [...source.told, ...tellBiases(biases ?? [])],
    recording: source.facts,
    problems: [...source.problems, ...sieveProblems(sieved), ...trackerProblems(run.tracker)],
    scans: scans.length,
    counts,
    leftPerScan: scans.length === 0 ? 0 : (counts.plots - counts.taken) / scans.length,
    timing: run.timing,
    mostShown: run.history.mostShown,
    tracks,
    identity: scoreIdentity(tracks, source, sieved),
    score: source.score?.(run),
    why,
    biases,
  };
}

function requireDistinct({ file, out, picture, config, scenario }: TrackJob): void {
  const written = [out, picture].filter((name) => name !== undefined).map((name) => resolve(name));
  const read = [file, config, scenario].filter((name) => name !== undefined).map((name) => resolve(name));
  const clash = written.find((name, k) => read.includes(name) || written.indexOf(name) !== k);
  if (clash === undefined) return;
  throw inputError([fileIssue('SCN-047', clash, 'what is read, --out and --picture must be different files')]);
}

async function openSource(
  job: TrackJob,
  recording: ReturnType<typeof readRecordingFile>,
  radars: ReturnType<typeof readTrackConfig>['radars'],
): Promise<TrackSource | null> {
  if (recording.format !== 'csv' && job.scenario !== undefined) {
    const message = `a scenario's radars look at reports of aircraft (csv); this file is ${recording.format} and holds plots already`;
    throw inputError([fileIssue('SCN-047', '--scenario', message)]);
  }
  if (recording.format === 'bench') return benchSource(job.file, recording);
  if (recording.format === 'asterix') return asterixSource(job.file, recording, radars, job.config);
  const { scenario, seed, target, signal } = job;
  const onProgress = (done: number, total: number): void => job.onProgress?.('observing', done, total);
  return trafficSource(job.file, recording, { scenario, seed, target, signal, onProgress });
}

/** Sensors whose figures make sense of plots, and at least one scan that can be taken. */
function requireSound(file: string, { scans, problems }: SievedScans): void {
  const sensors = new Map(scans.map(({ sensor }) => [sensor.id, sensor]));
  const faults = [...sensors.values()].flatMap((sensor) => {
    const fault = sensorFault(sensor, scans);
    return fault === undefined ? [] : [fileIssue('SCN-014', file, `radar ${sensor.id}: ${fault}`)];
  });
  if (faults.length > 0) throw inputError(faults);
  if (problems.length === 0 || scans.some(({ count }) => count > 0)) return;
  const why = problems.map(({ message, count }) => `${count} ${message}`).join('; ');
  throw inputError([fileIssue('SCN-131', file, `no plot can be used: ${why}`)]);
}

const sieveProblems = ({ problems }: SievedScans): TrackProblem[] =>
  problems.map(({ message, count, first }) => ({
    message,
    count,
    first: first.map(({ time, sensor, row }) => `${time} s of ${sensor}${row < 0 ? '' : `, plot ${row}`}`),
  }));

/** What the tracker itself could not use or hold, by its own names: `startsLeftOut` becomes “starts left out”. */
function trackerProblems(tracker: ScanTracker): TrackProblem[] {
  const { problems = {} } = tracker as { problems?: Readonly<Record<string, unknown>> };
  return Object.entries(problems)
    .filter((entry): entry is [string, number] => typeof entry[1] === 'number' && entry[1] > 0)
    .map(([name, count]) => ({
      message: `the tracker: ${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`,
      count,
      first: [],
    }));
}

/** Every shown track, with its plots by scan and row as they were given. */
function summaries(run: TrackRun, { given, rows }: SievedScans, source: TrackSource): TrackSummary[] {
  const { states } = run.history;
  return [...plotsByTrack(run.history)]
    .sort(([a], [b]) => a - b)
    .map(([number, taken]) => {
      const plots = taken.map((value, k) => (k % 2 === 0 ? given[value] : (rows[taken[k - 1]]?.[value] ?? value)));
      const own = states.get(number) ?? [];
      return {
        number,
        from: own[0],
        to: own[own.length - HISTORY_WIDTH],
        states: own.length / HISTORY_WIDTH,
        plots,
        identity: source.identityOf && identityOf(plots, source.identityOf),
      };
    });
}

function reasonsOf(tracker: ScanTracker, number: number, tracks: readonly TrackSummary[]): readonly TrackReason[] {
  const reasons = tracker.why(number);
  if (reasons.length > 0) return reasons;
  const known = tracks.some((track) => track.number === number);
  const shown =
    tracks.length === 0
      ? 'no track was shown'
      : `tracks ${tracks[0].number}–${tracks[tracks.length - 1].number} were shown`;
  const message = known ? `the tracker kept no reasons of track ${number}` : `there is no track ${number}; ${shown}`;
  throw inputError([fileIssue('SCN-133', '--why', message)]);
}

/** The plots that carry an address, against the tracks that took them. */
function scoreIdentity(
  tracks: readonly TrackSummary[],
  { scans, identityOf: ask }: TrackSource,
  { given }: SievedScans,
): IdentityScore | undefined {
  if (ask === undefined) return undefined;
  const addresses = new Set<number>();
  let addressed = 0;
  for (const k of given) {
    const { count }: Scan = scans[k];
    for (let row = 0; row < count; row++) {
      const address = ask(k, row)?.address ?? -1;
      if (address < 0) continue;
      addressed++;
      addresses.add(address);
    }
  }
  if (addressed === 0) return undefined;
  const named = tracks
    .map(({ identity }) => identity)
    .filter((identity) => identity?.modeS !== undefined) as TrackIdentity[];
  const main = new Set(named.map(({ modeS }) => modeS));
  const sum = (value: (identity: TrackIdentity) => number): number =>
    named.reduce((total, one) => total + value(one), 0);
  return {
    addresses: addresses.size,
    addressesTracked: main.size,
    tracksPerAddress: main.size === 0 ? 0 : named.length / main.size,
    plotShare: sum(({ samePlots }) => samePlots) / addressed,
    changes: sum(({ changes }) => changes),
  };
}

function pictureOf(file: string, { history }: TrackRun, { scans }: SievedScans): string {
  const tracks = [...history.states].map(([number, states]) => {
    const xy: number[] = [];
    for (let at = 0; at < states.length; at += HISTORY_WIDTH) xy.push(states[at + 1], states[at + 2]);
    return { number, xy };
  });
  return renderTrackMap({ title: basename(file), scans, tracks });
}

/** What is written takes the place of what was there: a device or a folder is not to be replaced. */
function requireOrdinary(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() ?? true) return;
  throw inputError([fileIssue('SCN-044', file, 'it exists and is no ordinary file, so it is not replaced')]);
}

/** A file that is whole or not there. */
function writeText(file: string, text: string): void {
  const path = resolve(file);
  writeTogether(dirname(path), [{ name: basename(path), bytes: text }]);
}
