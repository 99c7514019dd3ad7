import { enuToEcefInto } from '../earth/index.js';
import { carriedVariance, growTrackTable, makeTrackTable, rowOfNumber } from '../tracker/index.js';
import { IFF, makeScan, type ScanTracker, type ShownTrack, type TrackTable } from '../types/index.js';
import { type DetectionShare, firstShare, learnShare, shareOf } from './detection-share.js';
import type { PostTracker } from './post-tracker.js';
import { type Reports, reportCount } from './reports.js';
import {
  accuracyOf,
  type Frame,
  measuredInto,
  placed,
  type ScanSensorDraft,
  scanSensorOf,
  sweptSector,
} from './sensor-scans.js';
import type { Sensor } from './sensors.js';

export interface ScanPostTrackerSettings {
  /** The plane in which the tracker works. */
  readonly frame: Frame;
  readonly stepS: number;
  /** A track of which nothing was seen for longer than this, s, leaves the picture, whatever the tracker thinks of it. */
  readonly coastS: number;
  /** Tracks that the post can show; the oldest stay. */
  readonly maximumTracks: number;
  /** Whether the tracker is told the address that a civil transponder answers with. */
  readonly useIdentity: boolean;
}

/** What a post remembers of a track number, shown or not. */
interface Memory {
  readonly started: number;
  newest: number;
  hits: number;
  iffFriend: number;
  iffCivil: number;
  iffSilent: number;
}

const FIRST_CAPACITY = 64;
/** Detections that a track in the picture has taken: one says nothing of a velocity (assumed). */
const LEAST_HITS = 2;
/** Sigmas in azimuth to either side that a look at one target searches (assumed). */
const LOOK_SIGMAS = 3;

/**
 * Lets a tracker of scans keep a command post's tracks: each sensor's reports of a tick become a scan in the post's frame,
 * the tracker's picture the confirmed rows of the table. A track that is hidden for a while leaves the table and may come
 * back under its number. The tracker must show covariances.
 */
export function scanPostTracker(tracker: ScanTracker, settings: ScanPostTrackerSettings): PostTracker {
  const { frame, coastS, maximumTracks } = settings;
  const table = makeTrackTable(FIRST_CAPACITY);
  const memory = new Map<number, Memory>();
  const take = scanTaker(tracker, table, settings);
  const confirmedNow: number[] = [];
  const droppedNow: number[] = [];
  let assigned = new Int32Array(FIRST_CAPACITY);
  return {
    table,
    confirmedNow,
    droppedNow,
    get assigned() {
      return assigned;
    },
    take(sensor, reports, tick) {
      const count = reportCount(reports, sensor.index);
      if (assigned.length < count) assigned = new Int32Array(2 * count);
      take(sensor, reports, tick, assigned);
      const first = reports.start[sensor.index];
      for (let row = 0; row < count; row++) {
        if (assigned[row] >= 0) remember(memory, assigned[row], tick * settings.stepS, reports.batch.iff[first + row]);
      }
    },
    endTick(time) {
      const before = table.number.slice(0, table.count);
      const shown = tracker
        .picture()
        .filter(({ number, updated }) => time - updated <= coastS && (memory.get(number)?.hits ?? 0) >= LEAST_HITS);
      if (shown.length > maximumTracks) shown.length = maximumTracks;
      fillTable(table, shown, memory, frame);
      const numbers = table.number.subarray(0, table.count);
      confirmedNow.length = 0;
      droppedNow.length = 0;
      const was = new Set(before);
      for (const number of numbers) if (!was.delete(number)) confirmedNow.push(number);
      droppedNow.push(...was);
      for (const [number, { newest }] of memory) if (time - newest > coastS) memory.delete(number);
    },
    positionSigma: (row, time) => Math.sqrt(carriedVariance(table, row, Math.max(0, time - table.time[row]))),
    rowOf: (number) => rowOfNumber(table, number),
  };
}

/** Turns a sensor's reports of a tick into scans, and writes who took each of them into `assigned`. */
function scanTaker(tracker: ScanTracker, table: TrackTable, { frame, stepS, useIdentity }: ScanPostTrackerSettings) {
  const drafts = new Map<number, ScanSensorDraft>();
  const shares = new Map<number, DetectionShare>();
  const draftOf = (sensor: Sensor): ScanSensorDraft => {
    const known = drafts.get(sensor.index);
    if (known !== undefined) return sensor.orbit === null ? known : placed(known, sensor, frame);
    const fresh = scanSensorOf(sensor, frame);
    drafts.set(sensor.index, fresh);
    shares.set(sensor.index, firstShare());
    return fresh;
  };
  const takeRows = (
    sensor: Sensor,
    { batch, origins }: Reports,
    tick: number,
    first: number,
    count: number,
    sector: [number, number] | null,
    assigned: Int32Array,
    at: number,
  ): void => {
    const snrs = Array.from(batch.snr.subarray(first, first + count));
    const scan = makeScan(
      { ...draftOf(sensor), ...accuracyOf(sensor, snrs) },
      tick * stepS,
      count,
      sector ?? undefined,
    );
    measuredInto(scan, batch.positionEcef, first, sensor.place);
    if (sector === null) {
      const margin = LOOK_SIGMAS * scan.sensor.sigmaAzimuth;
      Object.assign(scan, { sector: [scan.azimuth[0] - margin, scan.azimuth[0] + margin] });
    }
    for (let row = 0; useIdentity && row < count; row++) {
      if (batch.iff[first + row] === IFF.civilReply) scan.address[row] = origins[first + row];
    }
    tracker.take(scan);
    for (let row = 0; row < count; row++) assigned[at + row] = tracker.assigned[row];
  };
  return (sensor: Sensor, reports: Reports, tick: number, assigned: Int32Array): void => {
    if (!sensor.emitting) return;
    const first = reports.start[sensor.index];
    const count = reportCount(reports, sensor.index);
    const sector = sweptSector(sensor, tick, stepS);
    const draft = draftOf(sensor);
    const share = shares.get(sensor.index) as DetectionShare;
    draft.detectionProbability = shareOf(share);
    if (sector !== null) {
      takeRows(sensor, reports, tick, first, count, sector, assigned, 0);
      learnShare(share, table, sensor, tick * stepS, sector, assigned, count);
    }
    // Between two searches an array looks at single targets: nothing is said of what lies elsewhere.
    else for (let k = 0; k < count; k++) takeRows(sensor, reports, tick, first + k, 1, null, assigned, k);
  };
}

function remember(memory: Map<number, Memory>, number: number, time: number, iff: number): void {
  let known = memory.get(number);
  if (known === undefined) {
    known = { started: time, newest: time, hits: 0, iffFriend: 0, iffCivil: 0, iffSilent: 0 };
    memory.set(number, known);
  }
  known.newest = time;
  known.hits++;
  if (iff === IFF.friendReply) known.iffFriend++;
  else if (iff === IFF.civilReply) known.iffCivil++;
  else if (iff === IFF.noReply) known.iffSilent++;
}

const position = new Float64Array(3);
const origin = new Float64Array(3);

function fillTable(
  table: TrackTable,
  shown: readonly ShownTrack[],
  memory: ReadonlyMap<number, Memory>,
  frame: Frame,
): void {
  while (table.number.length < shown.length) growTrackTable(table);
  table.count = shown.length;
  shown.forEach(({ number, time, updated, state, covariance }, row) => {
    if (covariance === undefined) throw new RangeError('the tracker of a command post shows covariances');
    const known = memory.get(number);
    table.number[row] = number;
    table.confirmed[row] = 1;
    table.time[row] = time;
    table.updated[row] = updated;
    table.started[row] = known?.started ?? updated;
    table.hits[row] = known?.hits ?? 0;
    table.iffFriend[row] = known?.iffFriend ?? 0;
    table.iffCivil[row] = known?.iffCivil ?? 0;
    table.iffSilent[row] = known?.iffSilent ?? 0;
    enuToEcefInto(frame.basis, frame.origin, state[0], state[1], state[2], position);
    table.state.set(position, 6 * row);
    enuToEcefInto(frame.basis, origin, state[3], state[4], state[5], position);
    table.state.set(position, 6 * row + 3);
    toEcef(covariance, frame.basis, table.covariance, 21 * row);
  });
}

const half = new Float64Array(36);

/** Turns a covariance of position and velocity, 6×6 in the frame, into ECEF: the upper triangle, row by row, into out[at …]. */
function toEcef(p: Float64Array, basis: Float64Array, out: Float64Array, at: number): void {
  for (let i = 0; i < 6; i++) {
    const a = i < 3 ? 0 : 3;
    for (let j = 0; j < 6; j++) {
      half[6 * i + j] =
        basis[i - a] * p[6 * a + j] + basis[3 + i - a] * p[6 * a + 6 + j] + basis[6 + i - a] * p[6 * a + 12 + j];
    }
  }
  let k = at;
  for (let i = 0; i < 6; i++) {
    for (let j = i; j < 6; j++) {
      const b = j < 3 ? 0 : 3;
      const h = 6 * i + b;
      out[k++] = basis[j - b] * half[h] + basis[3 + j - b] * half[h + 1] + basis[6 + j - b] * half[h + 2];
    }
  }
}
