import { cos, hashId, log, type Streams, uniform } from '../math/index.js';
import { inputError } from '../scenario/errors.js';
import { MOST_FLIGHTS } from '../scenario/expand.js';
import type { GeoPosition, ResolvedAirway, ResolvedFlight, ResolvedTraffic } from '../scenario/resolved.js';
import { type AirObjectId, PURPOSE } from '../types/index.js';

/** A flight that was generated: it enters its airway at `entryS`, which may be before the run begins. */
export interface GeneratedFlight {
  /** Begins at 0: its entry is when it does. */
  readonly flight: ResolvedFlight;
  readonly entryS: number;
  /** Probability that its transponder falls silent on the way. */
  readonly lossProbability: number;
}

/** Vertical distance of opposite ways, m: 1000 ft, the reduced minimum of ICAO Doc 9574. */
const OPPOSITE_LEVEL = 304.8;
/** Mean radius of the earth, m, for the time that an airway takes. */
const EARTH_RADIUS = 6_371_008.8;
const RADIAN = Math.PI / 180;
const HOUR = 3600;
const DAY = 24;

/** Which of a flight's own draws: the gap before it, its level, its preset. */
const GAP = 0;
const LEVEL = 1;
const PRESET = 2;
const DRAWS = 3;

/** Mean entries an hour at a time of a run, s. */
export function densityAt(airway: ResolvedAirway, startHour: number, time: number): number {
  const { densityByHour, flightsPerHour } = airway;
  if (densityByHour === undefined) return flightsPerHour ?? 0;
  const hour = Math.floor(startHour + time / HOUR) % DAY;
  return densityByHour[(hour + DAY) % DAY];
}

/** Seconds that an airway takes from end to end. */
function crossingTime({ points, speedMps }: ResolvedAirway): number {
  let length = 0;
  for (let k = 1; k < points.length; k++) {
    const north = points[k].latDeg - points[k - 1].latDeg;
    const east = (points[k].lonDeg - points[k - 1].lonDeg) * cos(RADIAN * points[k].latDeg);
    length += Math.sqrt(north * north + east * east) * RADIAN * EARTH_RADIUS;
  }
  return length / speedMps;
}

/**
 * Flights of every airway: entries are a Poisson process whose rate is the density of the hour, begun so early that the
 * airways are filled when a run begins. Two on one level keep `inTrailKm` at the entry: the later one waits. Draws are
 * keyed by airway, way and number in it, so that an airway more changes no other's flights.
 */
export function airwayFlights(traffic: ResolvedTraffic, durationS: number, streams: Streams): GeneratedFlight[] {
  const flights: GeneratedFlight[] = [];
  for (const airway of traffic.airways) {
    const ways = airway.bothWays ? (['out', 'back'] as const) : (['out'] as const);
    for (const way of ways) {
      for (const flight of flightsOf(airway, way, traffic.startHour, durationS, streams)) {
        if (flights.length === MOST_FLIGHTS) throw tooMany(airway.id);
        flights.push(flight);
      }
    }
  }
  return flights;
}

function tooMany(id: string): Error {
  const message = `a scenario may hold ${MOST_FLIGHTS} air objects; its airways bring more`;
  return inputError([{ code: 'SCN-027', message, file: `airway ${id}`, line: 0, column: 0, path: 'traffic.airways' }]);
}

function* flightsOf(
  airway: ResolvedAirway,
  way: 'out' | 'back',
  startHour: number,
  durationS: number,
  streams: Streams,
): Generator<GeneratedFlight> {
  const key = hashId(`${airway.id}-${way}`);
  const draw = (number: number, which: number): number =>
    uniform(streams, key, 0, PURPOSE.airway, DRAWS * number + which);
  const points = way === 'out' ? airway.points : [...airway.points].reverse();
  const levels = airway.levelsM.map((level) => (way === 'out' ? level : level + OPPOSITE_LEVEL));
  const trail = (airway.inTrailKm * 1000) / airway.speedMps;
  const free = new Map<number, number>();
  let time = -crossingTime(airway);
  for (let number = 0; ; number++) {
    time = afterGap(airway, startHour, time, -log(1 - draw(number, GAP)), durationS);
    if (time > durationS) return;
    const level = levels[Math.min(levels.length - 1, Math.floor(draw(number, LEVEL) * levels.length))];
    const entryS = Math.max(time, free.get(level) ?? Number.NEGATIVE_INFINITY);
    free.set(level, entryS + trail);
    if (entryS > durationS) continue;
    const id = `${airway.id}-${way}-${String(number + 1).padStart(3, '0')}` as AirObjectId;
    yield {
      flight: flightOn(airway, id, points, level, draw(number, PRESET)),
      entryS,
      lossProbability: airway.transponderLossProbability,
    };
  }
}

/** The time by which `expected` entries are expected after `from`: the rate is constant within an hour of the day. */
function afterGap(
  airway: ResolvedAirway,
  startHour: number,
  from: number,
  expected: number,
  durationS: number,
): number {
  let time = from;
  let left = expected;
  while (time <= durationS) {
    const since = startHour * HOUR + time;
    const next = (Math.floor(since / HOUR) + 1) * HOUR - startHour * HOUR;
    const rate = densityAt(airway, startHour, (time + next) / 2) / HOUR;
    const until = next - time;
    if (rate * until >= left) return time + left / rate;
    left -= rate * until;
    time = next;
  }
  return Number.POSITIVE_INFINITY;
}

function flightOn(
  airway: ResolvedAirway,
  id: AirObjectId,
  points: readonly GeoPosition[],
  level: number,
  draw: number,
): ResolvedFlight {
  const { mix, allegiance, transponder, divert, speedMps } = airway;
  const whole = mix.reduce((sum, { share }) => sum + share, 0);
  let left = draw * whole;
  const chosen = mix.find(({ share }) => {
    left -= share;
    return left <= 0;
  });
  const { preset, airObject } = chosen ?? mix[mix.length - 1];
  return {
    id,
    preset,
    allegiance,
    airObject,
    startS: 0,
    transponder,
    target: null,
    motion: {
      kind: 'route',
      points: points.map(({ latDeg, lonDeg }) => ({ latDeg, lonDeg, altitudeM: level, above: 'sea', speedMps })),
    },
    ...(divert === undefined ? {} : { divert }),
  };
}
