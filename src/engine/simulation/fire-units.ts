import { geodeticToEcefInto, type Terrain } from '../earth/index.js';
import { hashId, radians, type Streams } from '../math/index.js';
import { inputError } from '../scenario/errors.js';
import type { GeoPosition, ResolvedFireUnit, ResolvedScenario } from '../scenario/resolved.js';

import type { CommandPostId, FireUnitId, TargetClass, TrackNumber } from '../types/index.js';
import {
  type CommonCauseSpec,
  type FireUnit,
  type Interceptor,
  type LauncherSite,
  makeFireUnit,
  makeInterceptor,
} from '../weapon/index.js';
import { drawnCauses } from './common-causes.js';
import { makeSites } from './launcher-sites.js';

/** A kind of interceptor as a unit has it. */
export interface BatteryKind {
  readonly preset: string;
  readonly interceptor: Interceptor;
  /** Where its launchers stand, in order of number. */
  readonly sites: readonly LauncherSite[];
  /** Common causes of failure that are there in this run and reach it. */
  readonly causes: readonly CommonCauseSpec[];
}

/** A fire unit in the world: its model, where it is and what it can launch. */
export interface Battery {
  readonly index: number;
  readonly id: FireUnitId;
  readonly hash: number;
  /** Index of the command post to which it answers, or of its own while it answers to none. */
  post: number;
  readonly resolved: ResolvedFireUnit;
  readonly unit: FireUnit;
  /** Index of the sensor that must hold a track to fire on it, or -1 if any sensor of the post will do. */
  readonly sensor: number;
  readonly positionEcef: Float64Array;
  /** Where it stands now. */
  place: GeoPosition;
  /** Places of its launchers, by number. */
  readonly sites: readonly LauncherSite[];
  /** Kinds of interceptor, in order of preset. */
  readonly kinds: readonly BatteryKind[];
  /** Greatest reach of any kind, m. */
  readonly reach: number;
  /** Interceptors launched so far; numbers them. */
  launched: number;
  /** By row of the air object, how many of its interceptors have met it: keys the draw of the next. */
  readonly meetings: Map<number, number>;
  /** Refusals told so far, each once. */
  readonly refused: Set<string>;
}

/** One engagement: a salvo ordered at a track, until it is assessed. */
export interface Engagement {
  readonly battery: Battery;
  /** Index of the post that ordered it, whose track it is. */
  readonly post: number;
  readonly track: TrackNumber;
  readonly targetClass: TargetClass;
  readonly preset: string;
  readonly interceptor: Interceptor;
  /** Where its interceptors are launched. */
  readonly site: LauncherSite;
  readonly causes: readonly CommonCauseSpec[];
  readonly orderedAt: number;
  /** Launches still to come, and interceptors in the air. */
  toLaunch: number;
  inFlight: number;
  /** Whether anything was launched. */
  fired: boolean;
  /** Whether the assessment that is due will find a kill, by truth. */
  killed: boolean;
  /** Expected time of the last intercept, s. */
  until: number;
  readonly basis: EngagementBasis;
}

/** How an engagement came about, and by whose track it is guided. */
export interface EngagementBasis {
  /** Ordered by a superior or in self-defence: weapons hold does not stop it. */
  readonly despiteHold: boolean;
  /** The superior to be told of its result, and the track's number there; null if nobody. */
  readonly superior: { readonly post: CommandPostId; readonly about: TrackNumber } | null;
  /** Number in the post's picture of another post's track that guides or could guide it; −1 without. */
  remote: number;
  /** Whether it was launched at another post's track, and whether an own sensor must acquire it and has. */
  readonly launchedOnRemote: boolean;
  readonly mustAcquire: boolean;
  acquired: boolean;
  /** Whether guidance has been passed to `remote`. */
  passed: boolean;
}

/** An interceptor in the air. It flies at its track; only `resolve` asks what is really there. */
export interface InterceptorInFlight {
  readonly engagement: Engagement;
  /** Number among its unit's launches. */
  readonly serial: number;
  readonly launchTime: number;
  readonly aim: Float64Array;
  /** Time at which it meets its aim point, s. */
  meetTime: number;
  /** Whether its guidance channel has been given back. */
  released: boolean;
  /** Whether an illuminator lights its target, where it needs one. */
  lit: boolean;
  /** One-sigma radius of its track's position when it was last seen, m. */
  trackSigma: number;
  /** Whether it has been left without a track to guide it, and ends. */
  unguided?: boolean;
}

/** The model says by a RangeError that a speed profile, with a catalogue value set, runs back in time. */
function made(unit: string, spec: ResolvedFireUnit['launchers'][number]['interceptor']): Interceptor {
  try {
    return makeInterceptor(spec);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = `interceptors of ‘${unit}’: ${error.message}`;
    throw inputError([{ code: 'SCN-183', message, file: `fire unit ${unit}`, line: 0, column: 0, path: '' }]);
  }
}

export function makeBatteries(
  scenario: ResolvedScenario,
  terrain: Terrain,
  posts: ReadonlyMap<string, number>,
  streams: Streams,
): Battery[] {
  const sensorIndex = new Map<string, number>(scenario.sensors.map((sensor, index) => [sensor.id, index]));
  return scenario.fireUnits.map((resolved, index) => {
    const lat = radians(resolved.latDeg);
    const lon = radians(resolved.lonDeg);
    const positionEcef = new Float64Array(3);
    geodeticToEcefInto(lat, lon, terrain.heightAt(lat, lon), positionEcef);
    const { sites, siteOf } = makeSites(resolved, positionEcef, terrain);
    const specs = new Map(resolved.launchers.map((group) => [group.interceptorPreset, group.interceptor]));
    const kinds = [...specs.keys()].sort().map((preset): BatteryKind => {
      const own = new Set(resolved.launchers.flatMap((g, i) => (g.interceptorPreset === preset ? [siteOf[i]] : [])));
      return {
        preset,
        interceptor: made(resolved.id, specs.get(preset)!),
        sites: sites.filter(({ index }) => own.has(index)),
        causes: drawnCauses(scenario.commonCauses ?? [], resolved.id, preset, streams),
      };
    });
    return {
      index,
      id: resolved.id,
      hash: hashId(resolved.id),
      post: posts.get(resolved.commandPost) as number,
      resolved,
      unit: makeFireUnit(
        resolved.unit,
        resolved.launchers.map((group, i) => ({ ...group, site: siteOf[i] })),
      ),
      sensor: resolved.engagementSensor === null ? -1 : (sensorIndex.get(resolved.engagementSensor) ?? -1),
      positionEcef,
      place: { latDeg: resolved.latDeg, lonDeg: resolved.lonDeg },
      sites,
      kinds,
      reach: kinds.reduce((most, kind) => Math.max(most, kind.interceptor.maximumRange), 0),
      launched: 0,
      meetings: new Map(),
      refused: new Set(),
    };
  });
}
