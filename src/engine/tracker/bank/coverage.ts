import { atan2, cos, sin } from '../../math/index.js';
import type { Scan, ScanSensor } from '../../types/index.js';
import type { Tree } from './trees.js';

/** A sensor's memory between scans. */
export interface Watch {
  readonly index: number;
  sensor: ScanSensor;
  /** Time of its first scan, s. */
  readonly began: number;
  /** Time of its last scan, s; NaN before the first. */
  time: number;
  /** Targets thought to be in coverage and not yet seen. */
  undetected: number;
  /** False alarms a scan for each m and rad: told by the sensor, or estimated. */
  clutter: number;
}

/** Share of a scan in the running estimate of clutter (assumed: a memory of twenty turns). */
const CLUTTER_SHARE = 0.05;
/** Share of a first scan taken for clutter where nothing is known of it (assumed). */
const FIRST_CLUTTER = 0.2;
/** Radians beyond the swept sector in which a branch may still own a detection (assumed: some gates at 20 km). */
const MARGIN = 0.05;
const FULL_TURN = 2 * Math.PI;

/** Part of a turn that a scan swept. */
export function sweptShare(scan: Scan): number {
  if (scan.sector === undefined) return 1;
  const width = (scan.sector[1] - scan.sector[0]) % FULL_TURN;
  return (width <= 0 ? width + FULL_TURN : width) / FULL_TURN;
}

/** Opens a sensor's scan: what clutter to expect, and how many targets may be waiting to be seen. */
export function openScan(watch: Watch, scan: Scan, count: number, births: number, survival: number): void {
  const { sensor } = scan;
  const share = sweptShare(scan);
  const extent = (sensor.maxRange - sensor.minRange) * FULL_TURN * share;
  const told = sensor.clutterDensity;
  const first = Number.isNaN(watch.time);
  if (!Number.isNaN(told)) watch.clutter = Math.max(told, LEAST_CLUTTER / extent);
  else if (first) watch.clutter = (FIRST_CLUTTER * count + LEAST_CLUTTER) / extent;
  const pd = sensor.detectionProbability;
  if (first) watch.undetected = Math.max(births, (count - watch.clutter * extent) / (pd * share));
  else watch.undetected = watch.undetected * (1 - share * (1 - (1 - pd) * survival)) + births;
  watch.sensor = sensor;
  watch.time = scan.time;
}

/** False alarms a scan that are thought possible even where none are told (assumed); a density of zero would be certainty. */
const LEAST_CLUTTER = 0.01;

/** Learns from the detections that no established track took. */
export function closeScan(watch: Watch, scan: Scan, unclaimed: number): void {
  const { sensor } = scan;
  if (!Number.isNaN(sensor.clutterDensity)) return;
  const share = sweptShare(scan);
  const extent = (sensor.maxRange - sensor.minRange) * FULL_TURN * share;
  const weight = CLUTTER_SHARE * share;
  watch.clutter += weight * ((unclaimed + LEAST_CLUTTER) / extent - watch.clutter);
}

/** Looks that what a sensor says of its detection probability is worth, and how many later ones are remembered (assumed). */
const TOLD_LOOKS = 2;
const LOOKS_KEPT = 0.95;

/**
 * Probability that a sensor sees a track: as told, and where several sensors look, as it has seen this track of late;
 * a target may be masked from one of them. With one sensor nothing would tell a masked target from one that has ended.
 */
export function seenProbability(tree: Tree, { index, sensor }: Watch, watches: number): number {
  const told = sensor.detectionProbability;
  if (watches === 1) return told;
  return (TOLD_LOOKS * told + (tree.seen[index] ?? 0)) / (TOLD_LOOKS + (tree.looks[index] ?? 0));
}

/** Notes whether a sensor saw a track when it looked. */
export function noteLook(tree: Tree, { index }: Watch, seen: boolean): void {
  tree.looks[index] = LOOKS_KEPT * (tree.looks[index] ?? 0) + 1;
  tree.seen[index] = LOOKS_KEPT * (tree.seen[index] ?? 0) + (seen ? 1 : 0);
}

/** Where positions lie against a swept sector: 2 inside, 1 within the margin, 0 elsewhere. */
export interface Sweep {
  readonly whole: boolean;
  readonly east: number;
  readonly north: number;
  /** Unit vectors of the two edges and of the edges with their margins, clockwise: first east, first north, … */
  readonly edges: readonly number[];
  readonly wide: boolean;
}

export function makeSweep(scan: Scan): Sweep {
  const { position, rotation } = scan.sensor;
  if (scan.sector === undefined) return { whole: true, east: 0, north: 0, edges: [], wide: false };
  // North of a sensor away from the frame's origin is not quite the frame's.
  const turn = atan2(rotation[3], rotation[4]);
  const [from, to] = scan.sector.map((azimuth) => azimuth + turn);
  const width = sweptShare(scan) * FULL_TURN;
  const edges = [from, to, from - MARGIN, to + MARGIN].flatMap((azimuth) => [sin(azimuth), cos(azimuth)]);
  return {
    whole: width + 2 * MARGIN >= FULL_TURN,
    east: position[0],
    north: position[1],
    edges,
    wide: width > Math.PI,
  };
}

export function sweptAt(sweep: Sweep, e: number, n: number): 0 | 1 | 2 {
  if (sweep.whole) return 2;
  const x = e - sweep.east;
  const y = n - sweep.north;
  if (between(sweep, 0, x, y)) return 2;
  return between(sweep, 4, x, y) ? 1 : 0;
}

/** Whether (x, y) lies clockwise after the first edge and before the second. */
function between({ edges, wide }: Sweep, o: number, x: number, y: number): boolean {
  const afterFirst = x * edges[o + 1] - y * edges[o] >= 0;
  const beforeSecond = x * edges[o + 3] - y * edges[o + 2] <= 0;
  return wide ? afterFirst || beforeSecond : afterFirst && beforeSecond;
}

/** Whether a sensor would see a target at this place, by its range alone. */
export function inRange(sensor: ScanSensor, e: number, n: number, height: number, curvature: number): boolean {
  const x = e - sensor.position[0];
  const y = n - sensor.position[1];
  const z = height - (e * e + n * n) * curvature - sensor.position[2];
  const square = x * x + y * y + z * z;
  return square > sensor.minRange * sensor.minRange && square < sensor.maxRange * sensor.maxRange;
}
