import { hashId, type Streams, uniform } from '../math/index.js';
import { beside } from '../scenario/expand.js';
import type { FlightMotion, ResolvedFlight } from '../scenario/resolved.js';
import { PURPOSE } from '../types/index.js';

/** Sidesteps that a jinking flight draws; a longer one begins again. */
const SIDESTEPS = 64;
/** Greatest departure from a plan's times either way, s: no timetable is kept to the second. Assumed. */
const PUNCTUALITY = 15;

/** Which of a flight's own draws of scatter. */
const LATERAL = 0;
const ALONG = 1;
const ALTITUDE = 2;

/**
 * Flights with what is left to chance drawn: scatter and sidesteps. Keyed by the flight's id, so one more flight changes
 * nobody's. A flight that leaves nothing to chance comes back as it is.
 */
export function drawFlights(flights: readonly ResolvedFlight[], streams: Streams): readonly ResolvedFlight[] {
  const chancy = (flight: ResolvedFlight): boolean =>
    flight.scatter !== undefined || (flight.motion.kind === 'route' && flight.motion.manoeuvre?.kind === 'jink');
  if (!flights.some(chancy)) return flights;
  return flights.map((flight) => (chancy(flight) ? jinked(scattered(flight, streams), streams) : flight));
}

const either = (streams: Streams, id: string, purpose: number, which: number): number =>
  2 * uniform(streams, hashId(id), 0, purpose, which) - 1;

function scattered(flight: ResolvedFlight, streams: Streams): ResolvedFlight {
  const { scatter, motion, id } = flight;
  if (scatter === undefined) return flight;
  const draw = (which: number): number => either(streams, id, PURPOSE.scatter, which);
  const later = scatter.alongS * draw(ALONG);
  const { arriveAtS } = flight;
  return {
    ...flight,
    startS: Math.max(0, flight.startS + later),
    ...(arriveAtS === undefined ? {} : { arriveAtS: arriveAtS + later }),
    motion: moved(motion, flight.target !== null, scatter.lateralM * draw(LATERAL), scatter.altitudeM * draw(ALTITUDE)),
  };
}

/** A route beside and above the one given; where it ends in a target it still does. */
function moved(motion: FlightMotion, strikes: boolean, right: number, above: number): FlightMotion {
  if (motion.kind === 'ballistic') {
    return { ...motion, launch: beside([motion.launch, motion.aim], 0, right) };
  }
  if (motion.kind !== 'route') return motion;
  const { points } = motion;
  return {
    ...motion,
    points: points.map((point, index) => {
      if (strikes && index === points.length - 1) return point;
      return { ...point, ...beside(points, index, right), altitudeM: Math.max(0, point.altitudeM + above) };
    }),
  };
}

function jinked(flight: ResolvedFlight, streams: Streams): ResolvedFlight {
  const { motion, id } = flight;
  if (motion.kind !== 'route' || motion.manoeuvre?.kind !== 'jink') return flight;
  const offsets = Array.from({ length: SIDESTEPS }, (_, k) => either(streams, id, PURPOSE.sidestep, k));
  return { ...flight, motion: { ...motion, manoeuvre: { ...motion.manoeuvre, offsets } } };
}

/** Seconds by which a flight is later than its plan; who fly together, and who are carried, share one. */
export function latenessOf({ id, keepsTimeWith, punctualityS }: ResolvedFlight, streams: Streams): number {
  return (punctualityS ?? PUNCTUALITY) * either(streams, keepsTimeWith ?? id, PURPOSE.traffic, 0);
}
