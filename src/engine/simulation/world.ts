import type { Terrain } from '../earth/index.js';
import { makeStreams, type Streams } from '../math/index.js';
import type { Network } from '../network/index.js';
import type { OutageTrigger, ResolvedScenario } from '../scenario/resolved.js';

import type { TrackKernel } from '../tracker/index.js';
import type { Phase, SimulationEvent } from '../types/index.js';
import { type AirObjects, airObjectsOf } from './air-objects.js';
import { type Airspace, makeAirspace } from './airspace.js';
import { type Emitter, type HomingMissile, makeEmitters, makeHoming } from './anti-radiation.js';
import { type Beams, makeBeams } from './beam.js';
import { type CellGrid, makeCellGrid } from './cells.js';
import { type CompiledSensing, compileSensing, type SenseKernel } from './compiled-sense.js';
import { type Courses, makeCourses } from './courses.js';
import { type DigestLog, makeDigestLog } from './digest-log.js';
import { setEmissions } from './emission.js';
import { type Battery, type Engagement, type InterceptorInFlight, makeBatteries } from './fire-units.js';
import { type Dependant, makeDependants, settleHomes } from './homes.js';
import { type Jammers, makeJammers } from './jammers.js';
import { networkOf } from './network-of.js';
import { makeNotes, type Notes } from './notes.js';
import { setOff } from './outage-triggers.js';
import { makePlaces, type Place } from './places.js';
import { makePosts, type Post } from './posts.js';
import { type EventQueue, makeEventQueue } from './queue.js';
import { widestMove } from './relocation.js';
import { makeReports, type Reports } from './reports.js';
import type { RunSample } from './result.js';
import { makeScore, type Score } from './score.js';
import { makeSensors, type Sensor } from './sensors.js';
import { tangentFrame } from './tangent-frame.js';
import { makeSky } from './traffic.js';
import { makeTransponders, type Transponders } from './transponders.js';
import type { ReportedFlight } from './truth-flight.js';

/** What is due at a later tick. */
export type DueEvent =
  | { readonly kind: 'launch'; readonly engagement: Engagement }
  | { readonly kind: 'assess'; readonly engagement: Engagement; readonly killed: boolean };

/** Inner loops of a run, compiled; their memory is the run's. */
export type RunKernel = TrackKernel & SenseKernel;

/** What a run reads beside its scenario: decoded data, no files. */
export interface RunAssets {
  readonly terrain: Terrain;
  /** Opens compiled inner loops with a memory of their own for one run; plain ones where left out or not to be had. */
  readonly openKernel?: () => RunKernel | undefined;
  /** Flights of the recording that the scenario names, if it names one. */
  readonly recorded?: readonly ReportedFlight[];
}

export interface RunOptions {
  readonly seed: number;
  /** Number of the replication, for its random streams; 0 for a single run. */
  readonly replication?: number;
  readonly record?: {
    /** Keep the events, for a timeline. */
    readonly events?: boolean;
    /** Keep positions every so many seconds, for maps and replay. */
    readonly samplesEveryS?: number;
  };
}

/** Everything that changes in a run. */
export interface World {
  readonly scenario: ResolvedScenario;
  readonly terrain: Terrain;
  readonly streams: Streams;
  readonly options: RunOptions;
  readonly stepS: number;
  readonly ticks: number;
  tick: number;
  /** tick × step, never accumulated. */
  time: number;
  readonly objects: AirObjects;
  readonly courses: Courses;
  readonly airspace: Airspace;
  readonly jammers: Jammers;
  /** Missiles that home on radars, and what they can home on. */
  readonly homing: readonly HomingMissile[];
  readonly emitters: readonly Emitter[];
  /** Ids of the sensors and decoys that are no more. */
  readonly destroyed: Set<string>;
  readonly cells: CellGrid;
  readonly beams: Beams;
  readonly sensors: readonly Sensor[];
  readonly reports: Reports;
  /** Null: the plain steps of sensing serve all radars. */
  sensing: CompiledSensing | null;
  /** Null where every transponder does as its flight says. */
  readonly transponders: Transponders | null;
  readonly posts: readonly Post[];
  readonly focus: Post;
  readonly batteries: readonly Battery[];
  readonly places: readonly Place[];
  readonly network: Network;
  /** Sensors and fire units whose ties to their post can break. */
  readonly dependants: readonly Dependant[];
  /** Ids of those at which links end. */
  readonly tied: ReadonlySet<string>;
  /** Outages that wait for their event. */
  readonly triggers: OutageTrigger[];
  readonly inFlight: InterceptorInFlight[];
  readonly queue: EventQueue<DueEvent>;
  readonly log: DigestLog;
  readonly events: SimulationEvent[];
  readonly samples: RunSample[];
  readonly score: Score;
  /** Null unless events are kept. */
  readonly notes: Notes | null;
}

/** Metres by which a radar's reach counts as longer on the plane of the cells. */
const REACH_MARGIN = 1.05;

/** A world at time 0. */
export function makeWorld(scenario: ResolvedScenario, assets: RunAssets, options: RunOptions): World {
  const { terrain } = assets;
  const ticks = Math.floor(scenario.durationS / scenario.stepS) + 1;
  const postIndex = new Map<string, number>(scenario.commandPosts.map((post, index) => [post.id, index]));
  const streams = makeStreams(options.seed, options.replication ?? 0);
  const sky = makeSky(scenario, terrain, streams, assets.recorded);
  const objects = airObjectsOf(sky.flights, sky.motion, sky.late);
  const sensors = makeSensors(scenario, terrain, postIndex, streams);
  const kernel = assets.openKernel?.();
  const posts = makePosts(scenario, terrain, streams, kernel);
  const transponders = makeTransponders(objects.flights, scenario, streams);
  const network = networkOf(scenario, terrain);
  const dependants = makeDependants(scenario, network, posts);
  const centre = tangentFrame(scenario.sensors.map(({ site }) => site));
  const cells = makeCellGrid(
    centre.origin,
    centre.basis,
    halfWidth(sensors, centre.origin) + widestMove(scenario),
    objects.count,
  );
  const world: World = {
    scenario,
    terrain,
    streams,
    options,
    stepS: scenario.stepS,
    ticks,
    tick: 0,
    time: 0,
    objects,
    courses: makeCourses(sky, posts),
    airspace: makeAirspace(scenario.airspaceOrders ?? []),
    jammers: makeJammers(objects),
    homing: makeHoming(objects),
    emitters: makeEmitters(scenario, terrain),
    destroyed: new Set(),
    cells,
    beams: makeBeams(sensors, cells, scenario.stepS),
    sensors,
    sensing: null,
    reports: makeReports(sensors.length, transponders?.address.some((address) => address >= 0) ?? false, kernel),
    transponders,
    posts,
    focus: posts[postIndex.get(scenario.focus) as number],
    batteries: makeBatteries(scenario, terrain, postIndex, streams),
    places: makePlaces(scenario, terrain),
    network,
    dependants,
    tied: new Set(dependants.filter(({ linked }) => linked).map(({ id }) => id)),
    triggers: [...(scenario.triggers ?? [])],
    inFlight: [],
    queue: makeEventQueue(),
    log: makeDigestLog(ticks),
    events: [],
    samples: [],
    score: makeScore(objects.count),
    notes: options.record?.events === true ? makeNotes(posts.length, objects.count) : null,
  };
  settleHomes(world);
  if (kernel) world.sensing = compileSensing(world, kernel);
  setEmissions(world);
  return world;
}

/** Tells that something happened. Part of the digest, kept only when asked for. */
export function tell(world: World, phase: Phase, event: Omit<SimulationEvent, 'tick' | 'phase'>): void {
  const { digest } = world.log;
  digest.addString(event.kind);
  digest.addString(event.actor);
  if (event.subject !== undefined) digest.addString(event.subject);
  if (world.triggers.length > 0) setOff(world, event);
  if (world.options.record?.events === true) world.events.push({ tick: world.tick, phase, ...event });
}

/** Half the width of the grid: no rotating radar on the ground sees beyond its edge. */
function halfWidth(sensors: readonly Sensor[], origin: Float64Array): number {
  let most = 1;
  for (const { radar, place, orbit } of sensors) {
    if (orbit !== null || !radar.rotating) continue;
    const dx = place.positionEcef[0] - origin[0];
    const dy = place.positionEcef[1] - origin[1];
    const dz = place.positionEcef[2] - origin[2];
    most = Math.max(most, Math.sqrt(dx * dx + dy * dy + dz * dz) + radar.instrumentedRange);
  }
  return most * REACH_MARGIN;
}
