import {
  type AreaSpec,
  type EvidenceModel,
  type FlightPlanSpec,
  type FlightPlans,
  flightPlanOf,
  inArea,
  makeEvidenceModel,
  makeFlightPlans,
  noFacts,
  type TrackFacts,
} from '../command/index.js';
import { ecefToGeodeticInto, heightAbove } from '../earth/index.js';
import { degrees } from '../math/index.js';
import type { ResolvedCommandPost, ResolvedScenario } from '../scenario/resolved.js';
import type { Track } from '../types/index.js';

/** What a post that identifies by evidence knows beside its tracks. */
export interface EvidenceBase {
  readonly model: EvidenceModel;
  readonly areas: readonly AreaSpec[];
  /** Null where nobody has filed any. */
  readonly plans: FlightPlans | null;
  /** By track number: facts gathered so far. */
  readonly facts: Map<number, TrackFacts>;
}

/** Null for a post that counts pieces of evidence. */
export function makeEvidenceBase(scenario: ResolvedScenario, post: ResolvedCommandPost): EvidenceBase | null {
  const { identification } = post;
  if (identification === undefined) return null;
  const filed = scenario.flights.flatMap(({ id, flightPlanStartS, motion }): FlightPlanSpec[] =>
    flightPlanStartS === undefined || motion.kind !== 'route'
      ? []
      : [{ id, startS: flightPlanStartS, points: motion.points }],
  );
  const { lateralKm, timeS, verticalM } = identification.flightPlan;
  return {
    model: makeEvidenceModel(identification, scenario.corridors.length > 0),
    areas: scenario.areas ?? [],
    plans:
      filed.length === 0
        ? null
        : makeFlightPlans(filed, { lateral: lateralKm * 1000, time: timeS, vertical: verticalM }),
    facts: new Map(),
  };
}

const geodetic = new Float64Array(3);

/** The facts about a track now. Its origin is judged once, where it was first detected by its first velocity. */
export function factsOf(base: EvidenceBase, track: Track, time: number): TrackFacts {
  let facts = base.facts.get(track.number);
  if (facts === undefined) {
    facts = noFacts();
    if (base.areas.length > 0) facts.origin = originOf(base.areas, track);
    base.facts.set(track.number, facts);
  }
  if (base.plans !== null) {
    const [x, y, z] = track.position;
    facts.flightPlan = flightPlanOf(base.plans, x, y, z, heightAbove(x, y, z), track.positionSigma, time);
  }
  return facts;
}

function originOf(areas: readonly AreaSpec[], track: Track): TrackFacts['origin'] {
  const { position, velocity } = track;
  const back = track.time - track.started;
  ecefToGeodeticInto(
    position[0] - velocity[0] * back,
    position[1] - velocity[1] * back,
    position[2] - velocity[2] * back,
    geodetic,
  );
  const area = areas.find((candidate) => inArea(candidate, degrees(geodetic[0]), degrees(geodetic[1])));
  return area === undefined ? 'elsewhere' : `${area.kind}Area`;
}
