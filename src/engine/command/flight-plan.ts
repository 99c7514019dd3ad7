import { geodeticToEcefInto, MEAN_EARTH_RADIUS } from '../earth/index.js';
import { radians } from '../math/index.js';

/** A flight plan as it was filed: points in turn with altitudes and speeds, from a time on. */
export interface FlightPlanSpec {
  readonly id: string;
  readonly startS: number;
  readonly points: readonly {
    readonly latDeg: number;
    readonly lonDeg: number;
    readonly altitudeM: number;
    readonly above: 'sea' | 'ground';
    readonly speedMps: number;
  }[];
}

/** What a track may differ from a plan and still fit it. */
export interface PlanTolerance {
  readonly lateral: number;
  readonly time: number;
  readonly vertical: number;
}

/** A plan with its times and points worked out. */
interface FlightPlan {
  readonly id: string;
  /** When each point is reached, s. */
  readonly times: Float64Array;
  /** 3 a point, m: in its direction from the earth's centre, on a sphere of the mean radius. */
  readonly points: Float64Array;
  /** Altitude at each point, m above sea; NaN where it is measured from the ground, which is not compared. */
  readonly altitudes: Float64Array;
}

/** All plans that a post knows, found by where their aircraft should be about now. */
export interface FlightPlans {
  readonly plans: readonly FlightPlan[];
  readonly tolerance: PlanTolerance;
  /** Plans by cell, made for `from` to `from + KEPT`. */
  readonly cells: Map<number, number[]>;
  from: number;
}

/** Cells are remade after this long, s, and are this wide, m: a plan then stands in a few of them. Neither changes results. */
const KEPT = 30;
const CELL = 50_000;
/** Cells along one axis, from one side of the earth to the other, and more. */
const ACROSS = 400;

export function makeFlightPlans(specs: readonly FlightPlanSpec[], tolerance: PlanTolerance): FlightPlans {
  const plans = [...specs]
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
    .map(({ id, startS, points }): FlightPlan => {
      const times = new Float64Array(points.length);
      const at = new Float64Array(3 * points.length);
      points.forEach(({ latDeg, lonDeg }, k) => {
        geodeticToEcefInto(radians(latDeg), radians(lonDeg), 0, point);
        onSphere(point);
        at.set(point.subarray(0, 3), 3 * k);
      });
      times[0] = startS;
      for (let k = 1; k < points.length; k++) {
        const speed = (points[k - 1].speedMps + points[k].speedMps) / 2;
        times[k] = times[k - 1] + distance(at, 3 * k - 3, at, 3 * k) / speed;
      }
      const altitudes = points.map(({ altitudeM, above }) => (above === 'sea' ? altitudeM : Number.NaN));
      return { id, times, points: at, altitudes: Float64Array.from(altitudes) };
    });
  return { plans, tolerance, cells: new Map(), from: Number.NEGATIVE_INFINITY };
}

function distance(a: Float64Array, i: number, b: Float64Array, j: number): number {
  const dx = a[i] - b[j];
  const dy = a[i + 1] - b[j + 1];
  const dz = a[i + 2] - b[j + 2];
  return Math.sqrt(dx * dx + dy * dy + dz * dz);
}

/** Where a plan's aircraft should be, x, y, z and altitude; at its ends before and after. */
function planInto(plan: FlightPlan, time: number, out: Float64Array): void {
  const { times, points, altitudes } = plan;
  const last = times.length - 1;
  let k = 0;
  while (k < last - 1 && times[k + 1] <= time) k++;
  const length = times[k + 1] - times[k];
  const share = length > 0 ? Math.min(1, Math.max(0, (time - times[k]) / length)) : 1;
  for (let c = 0; c < 3; c++) out[c] = points[3 * k + c] + share * (points[3 * k + 3 + c] - points[3 * k + c]);
  onSphere(out);
  out[3] = altitudes[k] + share * (altitudes[k + 1] - altitudes[k]);
}

function onSphere(p: Float64Array): void {
  const scale = MEAN_EARTH_RADIUS / Math.sqrt(p[0] * p[0] + p[1] * p[1] + p[2] * p[2]);
  p[0] *= scale;
  p[1] *= scale;
  p[2] *= scale;
}

const early = new Float64Array(4);
const now = new Float64Array(4);
const late = new Float64Array(4);
const point = new Float64Array(4);

const cellOf = (x: number, y: number, z: number): number =>
  (Math.floor(x / CELL) * ACROSS + Math.floor(y / CELL)) * ACROSS + Math.floor(z / CELL);

/** Puts every plan into the cells that its aircraft may be in until `time` + KEPT. */
function fill(known: FlightPlans, time: number): void {
  const { plans, tolerance, cells } = known;
  cells.clear();
  known.from = time;
  plans.forEach((plan, index) => {
    const { times } = plan;
    const first = time - tolerance.time;
    const last = time + KEPT + tolerance.time;
    if (times[times.length - 1] < first || times[0] > last) return;
    const low = [Infinity, Infinity, Infinity];
    const high = [-Infinity, -Infinity, -Infinity];
    const take = (at: number): void => {
      planInto(plan, at, point);
      for (let c = 0; c < 3; c++) {
        low[c] = Math.min(low[c], point[c] - 2 * tolerance.lateral);
        high[c] = Math.max(high[c], point[c] + 2 * tolerance.lateral);
      }
    };
    take(first);
    take(last);
    for (const at of times) if (at > first && at < last) take(at);
    for (let x = Math.floor(low[0] / CELL); x <= Math.floor(high[0] / CELL); x++) {
      for (let y = Math.floor(low[1] / CELL); y <= Math.floor(high[1] / CELL); y++) {
        for (let z = Math.floor(low[2] / CELL); z <= Math.floor(high[2] / CELL); z++) {
          const cell = (x * ACROSS + y) * ACROSS + z;
          const list = cells.get(cell);
          if (list === undefined) cells.set(cell, [index]);
          else list.push(index);
        }
      }
    }
  });
}

/**
 * The flight plan that a track fits, in order of id, or the empty text: beside the route that its aircraft should fly
 * between `tolerance.time` before and after `time` by no more than `tolerance.lateral`, and no more than
 * `tolerance.vertical` from its altitude where the plan gives one above sea. `sigma`, m, the track's uncertainty up to the
 * tolerance itself, widens both.
 */
export function flightPlanOf(
  known: FlightPlans,
  x: number,
  y: number,
  z: number,
  altitude: number,
  sigma: number,
  time: number,
): string {
  if (known.plans.length === 0) return '';
  if (!(time >= known.from && time <= known.from + KEPT)) fill(known, time);
  const { tolerance } = known;
  point[0] = x;
  point[1] = y;
  point[2] = z;
  onSphere(point);
  const candidates = known.cells.get(cellOf(point[0], point[1], point[2]));
  if (candidates === undefined) return '';
  const reach = tolerance.lateral + Math.min(sigma, tolerance.lateral);
  for (const index of candidates) {
    const plan = known.plans[index];
    const { times } = plan;
    if (time < times[0] - tolerance.time || time > times[times.length - 1] + tolerance.time) continue;
    planInto(plan, time, now);
    if (Math.abs(altitude - now[3]) > tolerance.vertical + Math.min(sigma, tolerance.vertical)) continue;
    planInto(plan, time - tolerance.time, early);
    planInto(plan, time + tolerance.time, late);
    if (besideLine(early, now) <= reach || besideLine(now, late) <= reach) return plan.id;
  }
  return '';
}

/** Distance of `point` from the straight line between two points. */
function besideLine(a: Float64Array, b: Float64Array): number {
  let length2 = 0;
  let along = 0;
  for (let c = 0; c < 3; c++) {
    length2 += (b[c] - a[c]) * (b[c] - a[c]);
    along += (point[c] - a[c]) * (b[c] - a[c]);
  }
  const share = length2 > 0 ? Math.min(1, Math.max(0, along / length2)) : 0;
  let square = 0;
  for (let c = 0; c < 3; c++) {
    const d = point[c] - a[c] - share * (b[c] - a[c]);
    square += d * d;
  }
  return Math.sqrt(square);
}
