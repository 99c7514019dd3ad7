import { dirname, resolve } from 'node:path';
import {
  HISTORY_WIDTH,
  inputError,
  MEAN_EARTH_RADIUS,
  nearestName,
  type Observation,
  observeFlights,
  presetsOf,
  resolvePreset,
  SCORE_DEFAULTS,
  type Scan,
  type ShownTrack,
  type StateHistory,
  scoreTracks,
  type Traffic,
} from '../index.js';
import { fileIssue, must } from './files.js';
import { loadProject, openScenario, readText } from './project.js';
import type { RecordingFile } from './read-recording.js';
import { trafficOfText } from './read-traffic.js';
import { resolveRun } from './run-scenario.js';
import { hex, placesOf } from './track-places.js';
import type { TrackSource } from './track-source.js';

export interface TrafficOptions {
  readonly scenario?: string;
  readonly seed: number;
  /** Preset of the air object that every aircraft is taken for. */
  readonly target: string;
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** How long, ms, the thread is kept before Ctrl-C and the progress bar have their turn. */
const TURN_MS = 100;
const STEPS_TOLD = 1000;

/** Reports of aircraft, observed by a scenario’s radars; null when it was stopped. Throws an input error. */
export async function trafficSource(
  file: string,
  { bytes, warnings }: RecordingFile,
  options: TrafficOptions,
): Promise<TrackSource | null> {
  if (options.scenario === undefined) {
    const message =
      'reports of aircraft are truth, and no radar has seen them: name a scenario whose radars shall look';
    throw inputError([fileIssue('SCN-047', '--scenario', message)]);
  }
  const traffic = readRows(file, bytes, warnings.length > 0);
  const observation = await observe(file, traffic, options.scenario, options);
  if (observation === null) return null;
  const seen = seenSpans(observation, traffic.flights.length);
  const sampler = makeSampler(observation);
  const { scans, frame, silent } = observation;
  const plots = scans.reduce((sum, scan) => sum + scan.count, 0);
  const ghosts = observation.origins.reduce((sum, rows) => sum + rows.filter((flight) => flight < 0).length, 0);
  const seenCount = seen.filter((span) => span !== null).length;
  return {
    format: 'csv',
    scans,
    earthRadius: MEAN_EARTH_RADIUS,
    every: false,
    problems: [
      ...warnings.map((message) => ({ message, count: 1, first: [] })),
      ...traffic.problems.map(({ message, count, lines }) => ({
        message: `rows: ${message}`,
        count,
        first: lines.map((line) => `line ${line}`),
      })),
    ],
    told: [
      `${traffic.aircraft} aircraft in ${traffic.rows} rows of ${traffic.date} (${traffic.flights.length} flights without a gap), each as ‘${options.target}’`,
      `observed with seed ${options.seed} by ${observation.sensors.length} radars of ${options.scenario}: ${seenCount} flights seen, ${plots - ghosts} true plots, ${ghosts} false`,
      ...(silent.length > 0 ? [`silent at the scenario’s start: ${silent.join(', ')}`] : []),
    ],
    facts: {
      date: traffic.date,
      rows: traffic.rows,
      aircraft: traffic.aircraft,
      flights: traffic.flights.length,
      flightsSeen: seenCount,
      scenario: options.scenario,
      seed: options.seed,
      target: options.target,
      radars: observation.sensors.map(({ id }) => id),
      silent,
      plots,
      falsePlots: ghosts,
    },
    onScan: sampler.onScan,
    // For the summary alone: whose plots a track took, whatever the tracker was told.
    identityOf: (scan, row) => {
      const flight = observation.origins[scan][row];
      return flight < 0 ? undefined : { address: traffic.flights[flight].address };
    },
    answer: (run, head, tracks) => ({
      format: 'parapet-tracks/1',
      ...head,
      date: traffic.date,
      scenario: options.scenario,
      seed: options.seed,
      frame,
      timing: { ...run.timing, plots: run.counts.plots },
      tracks: tracks.map(({ number, plots: taken, identity }) => ({
        id: number,
        ...identity,
        states: placesOf(run.history.states.get(number) ?? [], frame, true),
        plots: pairs(taken).map(([scan, row]) => {
          const { sensor, time, address } = scans[scan];
          const sent = address[row];
          return { timeS: time, sensor: sensor.id, ...(sent >= 0 ? { modeS: hex(sent) } : {}) };
        }),
      })),
    }),
    score: () => ({
      score: scoreTracks(
        { scans: sampler.times.length, objects: truthHistories(observation, traffic, seen, sampler.times) },
        sampler.histories(),
      ),
      options: SCORE_DEFAULTS,
      against: `${sampler.times.length} pictures, one every ${sampler.period} s; a flight counts from its first true plot to its last`,
    }),
  };
}

const pairs = (flat: readonly number[]): [number, number][] =>
  Array.from({ length: flat.length / 2 }, (_, k) => [flat[2 * k], flat[2 * k + 1]]);

function readRows(file: string, bytes: Uint8Array, cut: boolean): Traffic {
  const whole = new TextDecoder().decode(bytes);
  // The last line of a file that was cut short may be half a row that looks like a whole one.
  const text = cut ? whole.slice(0, whole.lastIndexOf('\n') + 1) : whole;
  return trafficOfText(file, text);
}

async function observe(
  file: string,
  traffic: Traffic,
  scenarioFile: string,
  { seed, target, onProgress, signal }: TrafficOptions,
): Promise<Observation | null> {
  const text = must(readText(scenarioFile));
  const project = must(loadProject());
  const open = must(openScenario(text, dirname(resolve(scenarioFile)), project));
  const names = presetsOf(project.catalogue, 'airObject').map(({ id }) => id);
  if (!names.includes(target)) {
    const nearest = nearestName(target, names);
    const issue = fileIssue('SCN-016', '--target', `the catalogue has no air object ‘${target}’`);
    throw inputError([nearest === undefined ? issue : { ...issue, nearest }]);
  }
  const { document, scenario, terrain } = resolveRun(open, project, { seed });
  if (scenario.sensors.length === 0) {
    throw inputError([
      { ...fileIssue('SCN-037', scenarioFile, 'the scenario has no sensor that could look'), path: 'sensors' },
    ]);
  }
  const airObject = resolvePreset(document, project.catalogue, 'airObject', target);
  const steps = observeFlights({ scenario, terrain, flights: traffic.flights, airObject, preset: target, seed });
  let turn = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) {
      if (step.value.scans.some(({ count }) => count > 0)) return step.value;
      const message = `no radar of ${scenarioFile} detects anything of this traffic, nor a false echo`;
      throw inputError([fileIssue('SCN-131', file, message)]);
    }
    if (performance.now() - turn < TURN_MS) continue;
    onProgress?.(Math.floor(step.value * STEPS_TOLD), STEPS_TOLD);
    await new Promise((again) => setImmediate(again));
    turn = performance.now();
    if (signal?.aborted) return null;
  }
}

/** When each flight was first and last detected, s; null: never. */
function seenSpans({ scans, origins }: Observation, flights: number): ([number, number] | null)[] {
  const spans: ([number, number] | null)[] = new Array(flights).fill(null);
  origins.forEach((rows, scan) => {
    for (const flight of rows)
      if (flight >= 0) spans[flight] = [spans[flight]?.[0] ?? scans[scan].time, scans[scan].time];
  });
  return spans;
}

/** Takes the picture once a turn of the fastest radar, at the end of a moment’s scans, carried on to that moment. */
function makeSampler({ sensors }: Observation) {
  const period = Math.min(...sensors.map((sensor) => sensor.period));
  const times: number[] = [];
  const tracks = new Map<number, { scan: number[]; state: number[] }>();
  let slot = Number.NEGATIVE_INFINITY;
  const onScan = (scan: Scan, last: boolean, shown: readonly ShownTrack[]): void => {
    if (!last || Math.floor(scan.time / period) <= slot) return;
    slot = Math.floor(scan.time / period);
    for (const { number, time, state } of shown) {
      const history = tracks.get(number) ?? { scan: [], state: [] };
      tracks.set(number, history);
      const dt = scan.time - time;
      history.scan.push(times.length);
      for (let k = 0; k < 3; k++) history.state.push(state[k] + dt * state[3 + k]);
      history.state.push(state[3], state[4], state[5]);
    }
    times.push(scan.time);
  };
  const histories = (): StateHistory[] =>
    [...tracks].map(([number, { scan, state }]) => ({
      id: `${number}`,
      scan: Int32Array.from(scan),
      state: Float64Array.from(state),
    }));
  return { period, times, onScan, histories };
}

function truthHistories(
  { truthInto }: Observation,
  { flights }: Traffic,
  seen: readonly ([number, number] | null)[],
  times: readonly number[],
): StateHistory[] {
  const state = new Float64Array(HISTORY_WIDTH - 1);
  return flights.flatMap(({ id }, flight) => {
    const span = seen[flight];
    if (span === null) return [];
    const scan: number[] = [];
    const states: number[] = [];
    times.forEach((time, k) => {
      if (time < span[0] || time > span[1] || !truthInto(flight, time, state)) return;
      scan.push(k);
      states.push(...state);
    });
    return [{ id, scan: Int32Array.from(scan), state: Float64Array.from(states) }];
  });
}
