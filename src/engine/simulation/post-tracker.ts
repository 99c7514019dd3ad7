import { MEAN_EARTH_RADIUS } from '../earth/index.js';
import type { ResolvedCommandPost, ResolvedScenario, ResolvedSensor } from '../scenario/resolved.js';
import { makeScanTracker } from '../tracker/assembly/index.js';
import {
  createTracker,
  endTick,
  positionSigma,
  rowOf,
  TRACKER_DEFAULTS,
  type TrackerConfig,
  type TrackKernel,
  takeBatch,
} from '../tracker/index.js';
import type { TrackTable } from '../types/index.js';
import { type Reports, reportCount, reportsOf } from './reports.js';
import { scanPostTracker } from './scan-post-tracker.js';
import type { Sensor } from './sensors.js';
import { tangentFrame } from './tangent-frame.js';

/** What a tick asks of a command post's tracker, whatever its kind. */
export interface PostTracker {
  readonly table: TrackTable;
  /** After `take`: the number of the track that took or was started by each report of the sensor, or -1. */
  readonly assigned: Int32Array;
  /** After `endTick`: numbers of the tracks that the picture gained and lost in this tick. */
  readonly confirmedNow: readonly number[];
  readonly droppedNow: readonly number[];
  /** Takes what one sensor reports in this tick, be it nothing. */
  take(sensor: Sensor, reports: Reports, tick: number): void;
  endTick(time: number): void;
  /** One-sigma radius of a row's position at `time`, m: root of the covariance's trace. */
  positionSigma(row: number, time: number): number;
  /** Row of a track number in the table, or -1 if it is not there. */
  rowOf(number: number): number;
}

/** Scans in which a track must be confirmed, and scans that a confirmed one may miss; assumed, as is usual (3 of 4). */
const SCANS_TO_CONFIRM = 3.2;
const SCANS_TO_COAST = 4;

/** The tracker that a post's entry in the scenario asks for. */
export function makePostTracker(
  scenario: ResolvedScenario,
  post: ResolvedCommandPost,
  kernel?: TrackKernel,
): PostTracker {
  const sensors = scenario.sensors.filter((sensor) => mayReportTo(scenario, sensor, post));
  const slowest = sensors.reduce((most, sensor) => Math.max(most, sensor.radar.scanPeriodS), scenario.stepS);
  const { maximumTracks } = post.post;
  const coastS = SCANS_TO_COAST * slowest;
  const { stepS } = scenario;
  const { tracker: spec } = post;
  if (spec.kind === 'constantVelocity') {
    const tentativeLifeS = SCANS_TO_CONFIRM * slowest;
    return batchPostTracker({ ...TRACKER_DEFAULTS, maximumTracks, tentativeLifeS, coastS }, stepS, kernel);
  }
  const tracker = makeScanTracker(spec, { earthRadius: MEAN_EARTH_RADIUS, covariances: true });
  const frame = tangentFrame(sensors.length > 0 ? sensors.map(({ site }) => site) : [post]);
  return scanPostTracker(tracker, { frame, stepS, coastS, maximumTracks, useIdentity: spec.identity.use });
}

/** Whether a sensor is the post's own, falls back to it, or comes along with a unit that fights alone or falls back. */
function mayReportTo(
  { fireUnits }: ResolvedScenario,
  sensor: ResolvedSensor,
  { id, aloneOf }: ResolvedCommandPost,
): boolean {
  if (sensor.commandPost === id || sensor.fallback === id) return true;
  return fireUnits.some((unit) => unit.engagementSensor === sensor.id && (unit.id === aloneOf || unit.fallback === id));
}

/** The fast tracker in columns, which takes reports as they are. */
function batchPostTracker(config: TrackerConfig, stepS: number, kernel?: TrackKernel): PostTracker {
  const tracker = createTracker(config, kernel);
  return {
    table: tracker.table,
    confirmedNow: tracker.confirmedNow,
    droppedNow: tracker.droppedNow,
    get assigned() {
      return tracker.assigned;
    },
    take(sensor, reports, tick) {
      if (reportCount(reports, sensor.index) > 0) takeBatch(tracker, reportsOf(reports, sensor.index, tick * stepS));
    },
    endTick: (time) => endTick(tracker, time),
    positionSigma: (row, time) => positionSigma(tracker, row, time),
    rowOf: (number) => rowOf(tracker, number),
  };
}
