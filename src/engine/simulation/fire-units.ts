import { geodeticToEcefInto, type Terrain } from '../earth/index.js';
import { hashId, radians } from '../math/index.js';
import type { GeoPosition, ResolvedFireUnit, ResolvedScenario } from '../scenario/resolved.js';

import type { CommandPostId, FireUnitId, TargetClass, TrackNumber } from '../types/index.js';
import { type FireUnit, type Interceptor, makeFireUnit, makeInterceptor } from '../weapon/index.js';

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
  /** Kinds of interceptor, in order of preset. */
  readonly kinds: readonly { readonly preset: string; readonly interceptor: Interceptor }[];
  /** Greatest reach of any kind, m. */
  readonly reach: number;
  /** Interceptors launched so far; numbers them. */
  launched: number;
  /** By row of the air object, how many of its interceptors have met it: keys the draw of the next. */
  readonly meetings: Map<number, number>;
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
  /** Whether it has been left without a track to guide it, and ends. */
  unguided?: boolean;
}

export function makeBatteries(
  scenario: ResolvedScenario,
  terrain: Terrain,
  posts: ReadonlyMap<string, number>,
): Battery[] {
  const sensorIndex = new Map<string, number>(scenario.sensors.map((sensor, index) => [sensor.id, index]));
  return scenario.fireUnits.map((resolved, index) => {
    const lat = radians(resolved.latDeg);
    const lon = radians(resolved.lonDeg);
    const positionEcef = new Float64Array(3);
    geodeticToEcefInto(lat, lon, terrain.heightAt(lat, lon), positionEcef);
    const specs = new Map(resolved.launchers.map((group) => [group.interceptorPreset, group.interceptor]));
    const kinds = [...specs.keys()]
      .sort()
      .map((preset) => ({ preset, interceptor: makeInterceptor(specs.get(preset)!) }));
    return {
      index,
      id: resolved.id,
      hash: hashId(resolved.id),
      post: posts.get(resolved.commandPost) as number,
      resolved,
      unit: makeFireUnit(resolved.unit, resolved.launchers),
      sensor: resolved.engagementSensor === null ? -1 : (sensorIndex.get(resolved.engagementSensor) ?? -1),
      positionEcef,
      place: { latDeg: resolved.latDeg, lonDeg: resolved.lonDeg },
      kinds,
      reach: kinds.reduce((most, kind) => Math.max(most, kind.interceptor.maximumRange), 0),
      launched: 0,
      meetings: new Map(),
    };
  });
}
