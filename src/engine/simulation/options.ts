import { type LaterOption, reservedOf } from '../command/index.js';
import { ecefToGeodeticInto } from '../earth/index.js';
import { powered } from '../network/index.js';
import type { EngagementOption, Threat, Track, TrackNumber } from '../types/index.js';
import {
  finishReloads,
  freeFireChannels,
  freeGuidanceChannels,
  INTERCEPT,
  interceptorsLeft,
  killProbability,
  reactionTimeAt,
  readyInterceptors,
} from '../weapon/index.js';
import { isHeld, launchesOnRemote, remoteByShown, toldSigma, whyNotByRemote } from './cooperation.js';
import { describeSolution, SITE, SOLUTION_WIDTH, solveInto } from './fire-solution.js';
import type { Battery } from './fire-units.js';
import { orderDelay } from './homes.js';
import { FIRST_REMOTE, type Post } from './posts.js';
import { expectedShot } from './shot.js';
import { whyNotHeld } from './why-not-held.js';
import type { World } from './world.js';

/** Threats for which options are worked out in one cycle, the most urgent first; more than any post has channels for. */
const MOST_THREATS = 64;
/** Units worked out for one threat, the nearest first. */
const MOST_UNITS = 4;
/** Moments of the horizon at which a shot is worked out for the rolling horizon, evenly apart. */
const HORIZON_MOMENTS = 4;
/** How far ahead the rolling horizon looks where doctrine does not say, s; about a long flight of an interceptor, assumed. */
const HORIZON = 60;

/** Whose units are asked, and for whom. */
export interface OptionRequest {
  /** Indices of batteries. */
  readonly units: readonly number[];
  readonly threats: readonly Threat[];
  /** Tracks that need no options: they are under fire. */
  readonly busy: ReadonlySet<TrackNumber>;
  /** Seconds until an order reaches a unit; none for tracks that are decided on already. */
  readonly delay: number;
  readonly decided?: ReadonlySet<TrackNumber>;
  /** For others: the post only gives threats to posts under its control, which fire by tracks of their own. */
  readonly forOthers?: boolean;
  /** Hears why a threat has no option, of which unit if of one. */
  readonly tell?: (threat: Threat, because: string, by?: Battery) => void;
}

export interface Options {
  readonly now: EngagementOption[];
  readonly later: LaterOption[];
}

const meeting = new Float64Array(SOLUTION_WIDTH);
const geodetic = new Float64Array(3);

/**
 * What fire units could do about threats. A unit fires by a track of its post's own sensors that its engagement sensor
 * holds; where cooperation allows, by a remote track that is good enough.
 */
export function optionsOf(world: World, post: Post, request: OptionRequest): Options {
  const { batteries, time, network, terrain } = world;
  const { units, threats, busy, forOthers = false, tell: note } = request;
  const { doctrine } = post.resolved;
  const now: EngagementOption[] = [];
  const later: LaterOption[] = [];
  const shown = doctrine.cooperation !== undefined && launchesOnRemote(post) ? remoteByShown(post) : undefined;
  const inPicture = forOthers || shown !== undefined ? post.picture : post.picture.slice(0, post.ownCount);
  const byNumber = new Map(inPicture.map((track) => [track.number, track]));
  const horizon = doctrine.assigner === 'rollingHorizon' ? (doctrine.horizonS ?? HORIZON) : 0;
  for (const index of units) finishReloads(batteries[index].unit, time);
  let worked = 0;
  for (const threat of threats) {
    const track = byNumber.get(threat.track);
    if (track === undefined) note?.(threat, 'no track of its own sensors');
    if (track === undefined || busy.has(threat.track)) continue;
    if (++worked > MOST_THREATS) break;
    const remote = shown?.get(track.number);
    const age = time - track.time;
    const [vx, vy, vz] = track.velocity;
    const x = track.position[0] + vx * age;
    const y = track.position[1] + vy * age;
    const z = track.position[2] + vz * age;
    ecefToGeodeticInto(x, y, z, geodetic);
    const ground = terrain.heightAt(geodetic[0], geodetic[1]);
    const near = nearest(batteries, units, x, y, z);
    if (near.length === 0) note?.(threat, 'out of reach of every fire unit');
    for (const battery of near) {
      const { unit, kinds } = battery;
      if (!powered(network, battery.id, time)) {
        note?.(threat, 'the unit has no power', battery);
        continue;
      }
      if (freeFireChannels(unit) < 1 || freeGuidanceChannels(unit) < 1) {
        note?.(
          threat,
          freeFireChannels(unit) < 1
            ? `all ${unit.fireChannels} fire channels are taken`
            : `all ${unit.guidanceChannels} guidance channels are taken`,
          battery,
        );
        continue;
      }
      const own = threat.track < FIRST_REMOTE;
      let sigma = track.positionSigma;
      if (!forOthers) {
        const refused = own
          ? whyNotByOwn(world, post, battery, track, note !== undefined)
          : 'no track of its own sensors';
        if (refused !== null) {
          const byRemote = remote === undefined ? 'no remote track' : whyNotByRemote(post, remote, time);
          if (byRemote !== null || remote === undefined) {
            note?.(threat, shown === undefined ? refused : `${refused}; ${byRemote}`, battery);
            continue;
          }
          sigma = toldSigma(remote.track, time);
        }
      }
      const decision = request.decided?.has(threat.track) === true ? 0 : request.delay;
      const reaction =
        decision +
        orderDelay(world, forOthers ? world.posts[battery.post] : post, battery.id) +
        reactionTimeAt(unit, time);
      const sensor = battery.sensor < 0 || forOthers ? null : world.sensors[battery.sensor];
      for (const kind of kinds) {
        const { preset, interceptor } = kind;
        for (let k = 0; k <= (horizon > 0 ? HORIZON_MOMENTS : 0); k++) {
          const wait = (k * horizon) / HORIZON_MOMENTS;
          const code = solveInto(
            battery,
            kind,
            sensor,
            track.number,
            x,
            y,
            z,
            vx,
            vy,
            vz,
            threat.targetClass,
            reaction + wait,
            ground,
            sigma,
            time,
            meeting,
          );
          if (code !== INTERCEPT.feasible) {
            if (k === 0) note?.(threat, describeSolution(code, battery, kind, threat.targetClass), battery);
            continue;
          }
          const site = battery.sites[meeting[SITE]];
          const ready = readyInterceptors(unit, preset, site.index);
          const option: EngagementOption = {
            fireUnit: battery.id,
            track: threat.track,
            interceptor: preset,
            timeToIntercept: meeting[0],
            killProbability: killProbability(
              interceptor,
              threat.targetClass,
              interceptor.killFactors === null ? undefined : expectedShot(site, meeting, track.velocity, sigma),
            ),
            ready,
            freeFireChannels: freeFireChannels(unit),
            freeGuidanceChannels: freeGuidanceChannels(unit),
            unitCostUsd: interceptor.unitCostUsd,
            site: site.index,
            interceptRange: meeting[4],
            inReserve: inReserve(post, battery, preset, threat, ready),
          };
          if (k === 0) now.push(option);
          else later.push({ option, wait });
        }
      }
    }
  }
  return { now, later };
}

/** Why a unit may not fire by an own track; null when it may. In full where somebody reads it. */
function whyNotByOwn(world: World, post: Post, battery: Battery, track: Track, inFull: boolean): string | null {
  const { trackSigmaLimit } = battery.unit;
  if (!isHeld(world, post, battery, track.number)) return inFull ? whyNotHeld(world, battery, track) : 'not held';
  if (track.positionSigma <= trackSigmaLimit) return null;
  return `track too uncertain to fire on${inFull ? `: ${Math.round(track.positionSigma)} m, ${trackSigmaLimit} m are needed` : ''}`;
}

/** Of the interceptors ready, how many doctrine keeps from this threat: a reserve is of tubes and stock together. */
function inReserve(post: Post, battery: Battery, preset: string, threat: Threat, ready: number): number {
  const { reserve } = post.resolved.doctrine;
  if (reserve === undefined || threat.targetClass === reserve.forClass) return 0;
  const kind = battery.kinds.find((candidate) => candidate.preset === preset)!;
  if (kind.interceptor.killProbability[reserve.forClass] <= 0) return 0;
  let stock = 0;
  for (const { interceptorPreset, count, tubes, reloads } of battery.resolved.launchers) {
    if (interceptorPreset === preset) stock += count * tubes * (1 + reloads);
  }
  const kept = reservedOf(reserve, threat.targetClass, stock);
  let left = interceptorsLeft(battery.unit, preset);
  // What has been ordered and has yet to leave is spoken for.
  for (const engagement of post.engagements) {
    if (engagement.battery === battery && engagement.preset === preset) left -= engagement.toLaunch;
  }
  return Math.max(0, ready - Math.max(0, left - kept));
}

/** Units within reach of a place, the nearest first. */
function nearest(batteries: readonly Battery[], units: readonly number[], x: number, y: number, z: number): Battery[] {
  const found: { battery: Battery; square: number }[] = [];
  for (const index of units) {
    const battery = batteries[index];
    const bx = battery.positionEcef[0];
    const by = battery.positionEcef[1];
    const bz = battery.positionEcef[2];
    const square = (x - bx) * (x - bx) + (y - by) * (y - by) + (z - bz) * (z - bz);
    // What is further may still fly into reach while the interceptor flies; twice the reach is beyond any such case.
    if (square <= 4 * battery.reach * battery.reach) found.push({ battery, square });
  }
  found.sort((a, b) => a.square - b.square || a.battery.index - b.battery.index);
  return found.slice(0, MOST_UNITS).map(({ battery }) => battery);
}
