import type { Terrain } from '../earth/index.js';
import { hashId, type Streams, uniform } from '../math/index.js';
import type { ResolvedFlight, ResolvedScenario } from '../scenario/resolved.js';
import type { Flight } from '../truth/index.js';
import { type AirObjectId, PURPOSE } from '../types/index.js';
import { airwayFlights } from './airway-traffic.js';
import { drawFlights, latenessOf } from './draw-flights.js';
import { motionsOf } from './motions.js';
import { joinReports, type ReportedFlight } from './truth-flight.js';

/** Everything that flies in a run: the scenario's own flights, generated and recorded ones, in order of id. */
export interface Sky {
  readonly flights: readonly Omit<ResolvedFlight, 'motion'>[];
  readonly motion: Flight[];
  /** Seconds by which each is later than its motion. */
  readonly late: Float64Array;
}

interface Row {
  readonly flight: Omit<ResolvedFlight, 'motion'>;
  readonly motion: Flight;
  readonly late: number;
}

/** `reported`: the flights of the scenario's recording, if it names one. */
export function makeSky(
  scenario: Pick<ResolvedScenario, 'flights' | 'traffic' | 'durationS'>,
  terrain: Terrain,
  streams: Streams,
  reported: readonly ReportedFlight[] = [],
): Sky {
  const own = drawFlights(scenario.flights, streams);
  const paths = motionsOf(own, terrain);
  const rows: Row[] = own.map((flight, i) => ({ flight, motion: paths[i], late: latenessOf(flight, streams) }));
  const { traffic } = scenario;
  if (traffic !== undefined) {
    const generated = airwayFlights(traffic, scenario.durationS, streams);
    // Flights of one airway, level and preset share one path: they differ in when they enter.
    const routes = motionsOf(
      generated.map(({ flight }) => flight),
      terrain,
    );
    generated.forEach(({ flight, entryS, lossProbability }, i) => {
      const motion = routes[i];
      if (motion.endTime + entryS <= 0) return;
      const silent = perhapsSilent(flight, lossProbability, entryS, entryS + motion.endTime, streams);
      rows.push({ flight: silent, motion, late: entryS });
    });
    rows.push(...recordedRows(traffic.recorded, reported, scenario.durationS, streams));
    rows.sort((a, b) => (a.flight.id < b.flight.id ? -1 : 1));
  }
  return {
    flights: rows.map(({ flight }) => flight),
    motion: rows.map(({ motion }) => motion),
    late: Float64Array.from(rows, ({ late }) => late),
  };
}

type Recorded = NonNullable<NonNullable<ResolvedScenario['traffic']>['recorded']>;

/** A mode S address as a scenario writes it. */
const hex = (address: number): string => address.toString(16).padStart(6, '0');

/** Recorded flights, their times counted from when the scenario begins. What is over by then, or begins after it, is left out. */
function recordedRows(
  recorded: Recorded | undefined,
  reported: readonly ReportedFlight[],
  durationS: number,
  streams: Streams,
): Row[] {
  if (recorded === undefined) return [];
  if (reported.length === 0) throw new Error('this scenario names a recording, and its flights were not handed in');
  const { preset, airObject, allegiance, transponder, transponderLossProbability, divert, fromS } = recorded;
  const first = reported.reduce((least, { times }) => Math.min(least, times[0]), Number.POSITIVE_INFINITY);
  return reported.flatMap((flight): Row[] => {
    const motion = joinReports(flight, first + fromS);
    if (motion.endTime <= 0 || motion.startTime > durationS) return [];
    const id = `adsb-${flight.id.replace('#', '-')}` as AirObjectId;
    const rest = { iff: { address: hex(flight.address) }, ...(divert === undefined ? {} : { divert }) };
    const row = { id, preset, airObject, allegiance, transponder, startS: motion.startTime, target: null, ...rest };
    const { startTime, endTime } = motion;
    return [{ flight: perhapsSilent(row, transponderLossProbability, startTime, endTime, streams), motion, late: 0 }];
  });
}

/**
 * A flight whose transponder falls silent at some time between its start and its end, each equally likely, with this
 * probability; times are the scenario's.
 */
function perhapsSilent(
  flight: Row['flight'],
  probability: number,
  from: number,
  to: number,
  streams: Streams,
): Row['flight'] {
  const draw = probability > 0 ? uniform(streams, hashId(flight.id), 0, PURPOSE.transponderLoss, 0) : 1;
  if (draw >= probability) return flight;
  return { ...flight, iff: { ...flight.iff, failsAtS: from + (draw / probability) * (to - from) } };
}
