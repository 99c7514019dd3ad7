import type { CommandPostSpec, DoctrineSpec } from '../command/command.schema.js';
import type { IdentificationSpec } from '../command/identification.schema.js';
import type { DecoySpec, DutyCycleSpec, PosturePlan, RelocationSpec } from '../command/posture.schema.js';
import type { RuleOfEngagement } from '../command/rules-of-engagement.schema.js';
import type { ThreatEvaluationSpec } from '../command/threat-evaluation.schema.js';
import type { LinkSpec, OutageSpec, StationSpec } from '../network/network.schema.js';
import type { RadarSpec } from '../sensor/radar.schema.js';
import type { AirObjectSpec } from '../truth/air-object.schema.js';
import type { ManoeuvreSpec } from '../truth/manoeuvre.schema.js';
import type { AirObjectId, Allegiance, CommandPostId, FireUnitId, PlaceId, SensorId } from '../types/index.js';
import type { CommonCauseSpec } from '../weapon/common-cause.schema.js';
import type { FireUnitSpec, InterceptorSpec } from '../weapon/weapon.schema.js';
import type { EnvironmentSpec } from './environment.schema.js';
import type { DivertSpec, ScatterSpec } from './flight.schema.js';
import type { ElectronicSupportSpec, FlightIff, InterrogationMode } from './identification-entries.schema.js';
import type { TriggerKind } from './nodes.schema.js';
import type { PostTrackerSpec } from './post-tracker.schema.js';
import type { TerrainChoice } from './terrain.schema.js';
import type { AirspaceOrder, AirwayEntry, TrafficEntry } from './traffic.schema.js';

/**
 * A scenario with every preset looked up, every override applied and every uncertain value fixed (nominal or drawn):
 * what a run is made from. Fields keep the units of their names; models convert to SI once, when they are made.
 * Lists are sorted by id, so the order of a file's entries decides nothing.
 */
export interface ResolvedScenario {
  readonly name: string;
  readonly title: string;
  readonly durationS: number;
  readonly stepS: number;
  readonly terrain: TerrainChoice;
  /** Effective earth radius factor of refraction. */
  readonly refractionFactor: number;
  /** Null: empty space over a bare earth. */
  readonly environment: EnvironmentSpec | null;
  /** The command post whose picture and engagements the focus measures describe. */
  readonly focus: CommandPostId;
  readonly places: readonly ResolvedPlace[];
  readonly sensors: readonly ResolvedSensor[];
  readonly commandPosts: readonly ResolvedCommandPost[];
  readonly fireUnits: readonly ResolvedFireUnit[];
  readonly links: readonly LinkSpec[];
  readonly decoys?: readonly DecoySpec[];
  readonly outages: readonly OutageSpec[];
  /** Relays, gateways and power sources; absent where there is none. */
  readonly nodes?: readonly ResolvedNode[];
  /** Outages that an event sets off, with those of what stands at a place; absent where there is none. */
  readonly triggers?: readonly OutageTrigger[];
  readonly corridors: readonly Corridor[];
  /** Left out: none. */
  readonly commonCauses?: readonly CommonCauseSpec[];
  /** Ground by which posts judge where a track began; left out: none. */
  readonly areas?: readonly ResolvedArea[];
  readonly flights: readonly ResolvedFlight[];
  /** Flights that are generated for each run or read from a recording; left out: none. */
  readonly traffic?: ResolvedTraffic;
  /** Left out: none. */
  readonly airspaceOrders?: readonly AirspaceOrder[];
  /** Every value that came from the catalogue, was overridden or defaulted: what the manifest lists. */
  readonly assumptions: readonly Assumption[];
}

export interface GeoPosition {
  readonly latDeg: number;
  readonly lonDeg: number;
}

/** A relay, gateway or power source, and where it stands. */
export interface ResolvedNode extends StationSpec {
  readonly position?: GeoPosition;
  /** Over ground. */
  readonly antennaHeightM?: number;
}

/** An outage that begins when something happens, once. */
export interface OutageTrigger {
  readonly on: TriggerKind;
  /** The place, node, link or command post that it happens to. */
  readonly of: string;
  readonly node?: string;
  readonly link?: string;
  readonly delayS: number;
  /** Absent: for good. */
  readonly durationS?: number;
  readonly cause?: string;
}

export interface ResolvedPlace extends GeoPosition {
  readonly id: PlaceId;
  readonly name: string;
  /** An object that comes to its end within this radius strikes the place. */
  readonly radiusKm: number;
  readonly valueUsd: number;
  /** Posts that defend it. */
  readonly defendedBy: readonly CommandPostId[];
}

export interface ResolvedSensor {
  readonly id: SensorId;
  readonly preset: string;
  readonly commandPost: CommandPostId;
  /** surveillance sensors run from posture surveillanceOnly on, engagement sensors when fullyOn. */
  readonly role: 'surveillance' | 'engagement';
  /** Fixed on the ground, or the orbit of an airborne sensor (a circle flown at constant speed). */
  readonly site:
    | GeoPosition
    | (GeoPosition & { readonly altitudeM: number; readonly orbitRadiusKm: number; readonly speedMps: number });
  /** Centre of a sector at the start. */
  readonly boresightDeg: number;
  readonly radar: RadarSpec;
  /** The scenario's IFF switch; with false an interrogator stays silent. */
  readonly iff: boolean;
  /** What it does when it does not reach its post; absent as in the scenario. */
  readonly fallback?: CommandPostId;
  readonly whenCutOff?: 'silent' | 'autonomous';
  readonly rejoinS?: number;
  /** Undefined: it radiates all the time that its post lets it. */
  readonly dutyCycle?: DutyCycleSpec;
}

export interface ResolvedCommandPost extends GeoPosition {
  readonly id: CommandPostId;
  readonly preset: string;
  readonly post: CommandPostSpec;
  readonly doctrine: DoctrineSpec;
  readonly posture: PosturePlan;
  readonly dutyCycle?: DutyCycleSpec;
  readonly relocations?: readonly RelocationSpec[];
  /** Post from which weapons are coordinated, when a link to it is up. */
  readonly superior: CommandPostId | null;
  /** Posts, fire units and sensors that it protects as its own; left out: none. */
  readonly covers?: readonly string[];
  /** Factors on threats to places; left out: none. */
  readonly placePriorities?: readonly { readonly place: string; readonly factor: number }[];
  readonly tracker: PostTrackerSpec;
  /** Left out: by counting pieces of evidence, as doctrine.hostile says. */
  readonly identification?: IdentificationSpec;
  /** Left out: weapons control alone decides. */
  readonly rulesOfEngagement?: readonly RuleOfEngagement[];
  /** Left out: value × certainty × urgency × proximity. */
  readonly threatEvaluation?: ThreatEvaluationSpec;
  /** Left out: its radars ask in every mode. */
  readonly interrogationModes?: readonly InterrogationMode[];
  /** Left out: it does not listen. */
  readonly electronicSupport?: ElectronicSupportSpec;
  /** Post that stands in for the superior while that is out of reach, and how long a way must be back to be used again. */
  readonly fallback?: CommandPostId;
  readonly rejoinS?: number;
  /** The fire unit whose own small post this is, with which it fights alone. */
  readonly aloneOf?: FireUnitId;
}

export interface ResolvedFireUnit extends GeoPosition {
  readonly id: FireUnitId;
  readonly preset: string;
  readonly commandPost: CommandPostId;
  /** Engagement sensor that guides; a track must be held by it (or by any sensor of its post if null). */
  readonly engagementSensor: SensorId | null;
  readonly unit: FireUnitSpec;
  readonly launchers: readonly ResolvedLauncher[];
  /** What it does when it does not reach its post; absent as in the scenario. */
  readonly fallback?: CommandPostId;
  readonly whenCutOff?: 'silent' | 'weaponsTight' | 'autonomous';
  readonly rejoinS?: number;
}

export interface ResolvedLauncher {
  readonly count: number;
  readonly tubes: number;
  /** Full reloads in stock for each launcher. */
  readonly reloads: number;
  /** Preset name. */
  readonly interceptorPreset: string;
  readonly interceptor: InterceptorSpec;
  /** Null: with the unit. */
  readonly position: GeoPosition | null;
  /** Null: all around. */
  readonly sector: { readonly bearingDeg: number; readonly sectorDeg: number } | null;
}

/** Airspace in which civil or friendly traffic is expected. */
export interface Corridor {
  readonly id: string;
  readonly kind: 'airway' | 'return';
  readonly points: readonly GeoPosition[];
  readonly widthKm: number;
  readonly floorM: number;
  readonly ceilingM: number;
  readonly maximumSpeedMps: number;
}

export interface ResolvedArea {
  readonly id: string;
  readonly kind: 'hostile' | 'friendly';
  readonly points: readonly GeoPosition[];
}

/** One air object's plan. */
export interface ResolvedFlight {
  readonly id: AirObjectId;
  readonly preset: string;
  readonly allegiance: Allegiance;
  readonly airObject: AirObjectSpec;
  readonly startS: number;
  /** Of an anti-radiation missile: seconds from its start to when it begins to listen. */
  readonly seekerOnAfterS?: number;
  readonly transponder: 'off' | 'civil' | 'friend';
  /** The transponder in detail; left out: it answers every interrogation as `transponder` says. */
  readonly iff?: FlightIff;
  /** When its route starts by the flight plan that posts know, s; left out: none is filed. */
  readonly flightPlanStartS?: number;
  /** The place it comes to strike, if any. */
  readonly target: PlaceId | null;
  readonly motion: FlightMotion;
  /** When the flight shall end, in place of startS. */
  readonly arriveAtS?: number;
  /** Who share one departure from the plan's times; left out: the object has its own. */
  readonly keepsTimeWith?: string;
  /** Greatest departure, s; left out: 15. */
  readonly punctualityS?: number;
  readonly scatter?: ScatterSpec;
  readonly carrier?: Carrier;
  readonly divert?: DivertSpec;
}

/** What an object that starts in the air is let go by, and when. */
export interface Carrier {
  readonly id: AirObjectId;
  /** A point of the carrier's route, or a time after its start, s; of a body neither: where its missile comes apart. */
  readonly atPlace?: GeoPosition;
  readonly atS?: number;
  /** This much later still, s. */
  readonly afterS: number;
  /** Velocity that a body gets beside its missile's: across the path at an angle about it (rad), and against it, m/s. */
  readonly push?: { readonly acrossMps: number; readonly about: number; readonly backMps: number };
}

/**
 * A route (from its first point, or from where a carrier let go of it); a missile from the ground; one from a carrier; a
 * fall from a carrier; what is left of a missile that came apart, on the missile's own path.
 */
export type FlightMotion =
  | { readonly kind: 'route'; readonly points: readonly RoutePoint[]; readonly manoeuvre?: ResolvedManoeuvre }
  | {
      readonly kind: 'ballistic';
      readonly launch: GeoPosition;
      readonly aim: GeoPosition;
      readonly apexM: number;
      readonly separation?: ResolvedSeparation;
    }
  | { readonly kind: 'airLaunch'; readonly aim: GeoPosition; readonly apexM: number }
  | { readonly kind: 'fall' }
  | { readonly kind: 'warhead' };

/** A scenario's manoeuvre, once its sidesteps are drawn. */
export type ResolvedManoeuvre = ManoeuvreSpec & { readonly offsets?: readonly number[] };

export interface ResolvedSeparation {
  readonly atS?: number;
  readonly atAltitudeM?: number;
  readonly when: 'climbing' | 'descending';
  /** Of the body that goes on to the aim. */
  readonly ballisticCoefficientKgPerM2: number;
}

export interface ResolvedTraffic {
  readonly startHour: number;
  readonly airways: readonly ResolvedAirway[];
  readonly recorded?: NonNullable<TrafficEntry['recorded']> & { readonly airObject: AirObjectSpec };
}

export interface ResolvedAirway extends Omit<AirwayEntry, 'points' | 'mix' | 'corridor'> {
  readonly points: readonly GeoPosition[];
  readonly mix: readonly { readonly preset: string; readonly share: number; readonly airObject: AirObjectSpec }[];
}

export interface RoutePoint extends GeoPosition {
  /** Above sea level, or above ground with `above: 'ground'`. */
  readonly altitudeM: number;
  readonly above: 'sea' | 'ground';
  readonly speedMps: number;
}

/** Where a value of a run comes from. */
export interface Assumption {
  /** For example catalogue/f35-class/signature.bands.S.frontM2. */
  readonly path: string;
  readonly unit: string;
  readonly meaning: string;
  /** What the run used. */
  readonly used: number | string | boolean;
  readonly value?: number | string | boolean;
  readonly low?: number;
  readonly high?: number;
  readonly distribution?: string;
  readonly origin: 'catalogue' | 'drawn' | 'scenario' | 'default' | 'set';
  /** Keys into the bibliography. */
  readonly sources: readonly string[];
  readonly note?: string;
}
