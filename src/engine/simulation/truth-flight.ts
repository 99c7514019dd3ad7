import { geodeticToEcefInto } from '../earth/index.js';
import { type Flight, KNOT } from '../truth/index.js';

/** A flight as it was reported: where it was at each of two or more times. */
export interface ReportedFlight {
  readonly id: string;
  /** 24-bit address that its transponder sends. */
  readonly address: number;
  /** s, ascending. */
  readonly times: readonly number[];
  /** Latitude and longitude, rad, and altitude above sea level, m: 3 numbers a report. */
  readonly places: readonly number[];
}

/** Where a knot's fields begin: time, position, velocity, altitude, rate of climb (see KNOT). */
const POSITION = 1;
const VELOCITY = 4;
const ALTITUDE = 7;
const CLIMB = 8;

/**
 * Reports joined by cubic Hermite pieces in ECEF, times counted from `start`, s. The slope at a report is that of the
 * parabola through it and its neighbours, at the ends that of the chord, so position and velocity are continuous.
 */
export function joinReports({ times, places }: ReportedFlight, start: number): Flight {
  const count = times.length;
  const knots = new Float64Array(KNOT * count);
  for (let k = 0; k < count; k++) {
    const at = KNOT * k;
    const altitude = places[3 * k + 2];
    knots[at] = times[k] - start;
    geodeticToEcefInto(places[3 * k], places[3 * k + 1], altitude, knots, at + POSITION);
    knots[at + ALTITUDE] = altitude;
  }
  for (let k = 0; k < count; k++) {
    for (let axis = 0; axis < 3; axis++) {
      knots[KNOT * k + VELOCITY + axis] = slope(knots, k, count, POSITION + axis);
    }
    knots[KNOT * k + CLIMB] = slope(knots, k, count, ALTITUDE);
  }
  return { startTime: knots[0], endTime: knots[KNOT * (count - 1)], knots, cursor: 0, separatedAt: Number.NaN };
}

function slope(knots: Float64Array, k: number, count: number, field: number): number {
  const chord = (i: number): number =>
    (knots[KNOT * (i + 1) + field] - knots[KNOT * i + field]) / (knots[KNOT * (i + 1)] - knots[KNOT * i]);
  if (k === 0) return chord(0);
  if (k === count - 1) return chord(count - 2);
  const before = knots[KNOT * k] - knots[KNOT * (k - 1)];
  const after = knots[KNOT * (k + 1)] - knots[KNOT * k];
  return (after * chord(k - 1) + before * chord(k)) / (before + after);
}
