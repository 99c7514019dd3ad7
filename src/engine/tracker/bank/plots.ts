import { cos, sin } from '../../math/index.js';
import type { Scan, ScanSensor } from '../../types/index.js';
import { plainColumn } from './column.js';
import type { ModeBankConfig } from './settings.js';

/** A radar without elevation, of a target that reports no height: the height taken to bring the slant range down, m. */
const ASSUMED_HEIGHT = 6000;
const FULL_TURN = 2 * Math.PI;

/**
 * The detections of a scan that can be used, as positions over the ground and heights, in columns: what the branches
 * are held against. `row` is the detection's row in its scan.
 */
export interface Plots {
  count: number;
  row: Int32Array;
  e: Float64Array;
  n: Float64Array;
  /** Covariance over the ground, m². */
  ee: Float64Array;
  en: Float64Array;
  nn: Float64Array;
  /** NaN where nothing tells the height. */
  height: Float64Array;
  heightVariance: Float64Array;
  /** Density of false alarms, and of new targets for each that is expected in coverage: per m², or m³ with height. */
  clutter: Float64Array;
  birth: Float64Array;
  /** Time of the detection, s. */
  time: Float64Array;
  address: Int32Array;
}

/** `make` makes what the filter works on. */
export function makePlots(capacity: number, make = plainColumn): Plots {
  const column = () => make(capacity);
  return {
    count: 0,
    row: new Int32Array(capacity),
    e: column(),
    n: column(),
    ee: column(),
    en: column(),
    nn: column(),
    height: column(),
    heightVariance: column(),
    clutter: new Float64Array(capacity),
    birth: new Float64Array(capacity),
    time: column(),
    address: new Int32Array(capacity),
  };
}

/** Why detections of a scan were not used, and how many. */
export type Problems = Record<string, number>;

/**
 * Places the detections of a scan in the frame: range and angles unbiased to well below their errors at the angular
 * errors of radars (below 1 m at 100 km and 1.5 mrad). `clutterDensity` per m of range and rad of azimuth.
 */
export function placeScan(
  scan: Scan,
  config: ModeBankConfig,
  clutterDensity: number,
  plots: Plots,
  problems: Problems,
): void {
  const { sensor } = scan;
  const rangeVariance = sensor.sigmaRange * sensor.sigmaRange;
  const azimuthVariance = sensor.sigmaAzimuth * sensor.sigmaAzimuth;
  const elevationVariance = sensor.sigmaElevation * sensor.sigmaElevation;
  const heightVariance = sensor.sigmaHeight * sensor.sigmaHeight;
  const [low, high] = sensor.clutterElevation ?? [sensor.minElevation, sensor.maxElevation];
  const span = high - low;
  const area = (FULL_TURN / 2) * (sensor.maxRange * sensor.maxRange - sensor.minRange * sensor.minRange);
  const [px, py, pz] = sensor.position;
  const m = sensor.rotation;
  const curvature = 1 / (2 * config.earthRadius);
  // Height of the sensor above the frame's earth.
  const sensorHeight = pz + (px * px + py * py) * curvature;
  let count = 0;
  for (let i = 0; i < scan.count; i++) {
    const r = scan.range[i];
    const azimuth = scan.azimuth[i];
    const elevation = scan.elevation[i];
    const fault = faultOf(r, azimuth, elevation, scan.delay[i]);
    if (fault !== '') {
      problems[fault] = (problems[fault] ?? 0) + 1;
      continue;
    }
    const sa = sin(azimuth);
    const ca = cos(azimuth);
    let up: number;
    let ground: number;
    let ce = 1;
    let se = 0;
    let height = Number.NaN;
    let variance = Number.POSITIVE_INFINITY;
    const known = scan.height[i];
    if (!Number.isNaN(elevation)) {
      ce = cos(elevation);
      se = sin(elevation);
      up = r * se;
      ground = r * ce;
      variance = se * se * rangeVariance + ground * ground * elevationVariance;
    } else {
      const target = !Number.isNaN(known) ? known : ASSUMED_HEIGHT;
      up = target - sensorHeight - r * r * curvature;
      // A target right overhead lies at least a tenth of its range away over the ground.
      ground = Math.sqrt(Math.max(r * r - up * up, 0.01 * r * r));
      up = target - sensorHeight - ground * ground * curvature;
    }
    const le = ground * sa;
    const ln = ground * ca;
    // To the frame: the transpose of the sensor's rotation.
    const e = px + m[0] * le + m[3] * ln + m[6] * up;
    const n = py + m[1] * le + m[4] * ln + m[7] * up;
    const z = pz + m[2] * le + m[5] * ln + m[8] * up;
    if (!Number.isNaN(elevation)) height = z + (e * e + n * n) * curvature;
    if (!Number.isNaN(known)) {
      height = !Number.isNaN(elevation) && variance < heightVariance ? height : known;
      variance = Math.min(variance, heightVariance);
    }
    const along = !Number.isNaN(elevation) ? ce * ce * rangeVariance + up * up * elevationVariance : rangeVariance;
    const across = ground * ground * azimuthVariance;
    // Axes of the error ellipse in the frame, by the direction from the sensor.
    const de = e - px;
    const dn = n - py;
    const square = de * de + dn * dn;
    const uu = (de * de) / square;
    const uv = (de * dn) / square;
    const vv = (dn * dn) / square;
    plots.row[count] = i;
    plots.e[count] = e;
    plots.n[count] = n;
    plots.ee[count] = along * uu + across * vv;
    plots.en[count] = (along - across) * uv;
    plots.nn[count] = along * vv + across * uu;
    plots.height[count] = height;
    plots.heightVariance[count] = variance;
    const vertical = !Number.isNaN(elevation) ? 1 / (span * r * ce) : 1 / config.ceiling;
    const told = !Number.isNaN(height);
    plots.clutter[count] = (clutterDensity / ground) * (told ? vertical : 1);
    plots.birth[count] = (1 / area) * (told ? 1 / config.ceiling : 1);
    plots.time[count] = scan.time + scan.delay[i];
    plots.address[count] = scan.address[i];
    count++;
  }
  plots.count = count;
}

function faultOf(r: number, azimuth: number, elevation: number, delay: number): string {
  if (!(r > 0 && r < Number.POSITIVE_INFINITY)) return r < 0 ? 'negative range' : 'no range';
  if (!(Math.abs(azimuth) <= FULL_TURN)) return !Number.isNaN(azimuth) ? 'azimuth beyond a turn' : 'no azimuth';
  if (Math.abs(elevation) > FULL_TURN / 4) return 'elevation beyond the vertical';
  return !Number.isNaN(delay) ? '' : 'no time';
}

/** What of a sensor no tracker can work with, or ''. */
export function faultOfSensor(sensor: ScanSensor): string {
  const { sigmaRange, sigmaAzimuth, sigmaElevation, maxRange, minRange, detectionProbability } = sensor;
  if (!(sigmaRange > 0 && sigmaAzimuth > 0)) return 'sensor without errors: sigmas must be above zero';
  if (!(sigmaElevation >= 0)) return 'sensor without errors: sigmas must be above zero';
  if (!(maxRange > minRange && minRange >= 0)) return 'sensor without coverage: its ranges must rise from zero or more';
  if (!(detectionProbability > 0 && detectionProbability <= 1))
    return 'sensor whose detection probability is not in 0–1';
  return '';
}
