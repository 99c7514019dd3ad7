import { ecefToGeodeticInto } from '../earth/index.js';
import { degrees } from '../math/index.js';
import { powered } from '../network/index.js';
import type { Threat, Track, TrackNumber } from '../types/index.js';
import { freeFireChannels, freeGuidanceChannels, INTERCEPT, reactionTimeAt } from '../weapon/index.js';
import { isHeld, nearest } from './candidates.js';
import { beyondSector, describeSolution, SOLUTION_WIDTH, solveInto } from './fire-solution.js';
import type { Battery } from './fire-units.js';
import { orderDelay } from './homes.js';
import type { Post } from './posts.js';
import type { World } from './world.js';

/** Threats whose refusals are told in one cycle, the most urgent first. */
const MOST_TOLD = 16;

const geodetic = new Float64Array(3);
const solution = new Float64Array(SOLUTION_WIDTH);

/** A reason, and what tells it from others whose words differ only in their numbers. */
interface Refusal {
  readonly key: string;
  readonly because: string;
}

/**
 * Tells for each threat that no unit of the post can shoot at why each of them cannot, once for each reason. For people
 * only: it takes no part in the digest, and is worked out only where events are kept.
 */
export function tellRefusals(world: World, post: Post, served: ReadonlySet<TrackNumber>): void {
  if (world.options.record?.events !== true) return;
  const own = new Map(post.picture.slice(0, post.ownCount).map((track) => [track.number, track]));
  const under = new Set(post.engagements.map(({ track }) => track));
  for (const threat of post.threats.slice(0, MOST_TOLD)) {
    const track = own.get(threat.track);
    if (track === undefined || served.has(threat.track) || under.has(threat.track)) continue;
    if (post.believedKilled.has(threat.track)) continue;
    for (const battery of nearest(world.batteries, post, track)) {
      const refusal = refusalOf(world, post, battery, threat, track);
      if (refusal === null) continue;
      const key = `${threat.track} ${refusal.key}`;
      if (battery.refused.has(key)) continue;
      battery.refused.add(key);
      world.events.push({
        tick: world.tick,
        phase: 'assign',
        kind: 'notEngaged',
        actor: battery.id,
        subject: `track ${threat.track}`,
        because: refusal.because,
      });
    }
  }
}

/** Why a unit has no shot at a threat of its post now; null if it has one. */
export function refusalOf(world: World, post: Post, battery: Battery, threat: Threat, track: Track): Refusal | null {
  const { unit } = battery;
  const { time } = world;
  const plain = (because: string): Refusal => ({ key: because, because });
  if (!powered(world.network, battery.id, time)) return plain('the unit has no power');
  if (freeFireChannels(unit) < 1) return plain(`all ${unit.fireChannels} fire channels are taken`);
  if (freeGuidanceChannels(unit) < 1) return plain(`all ${unit.guidanceChannels} guidance channels are taken`);
  const sensor = battery.sensor < 0 ? null : world.sensors[battery.sensor];
  if (sensor !== null && !isHeld(world, post, battery, threat)) {
    const [x, y, z] = track.position;
    const beyond = beyondSector(sensor, x, y, z);
    if (beyond <= 0) return plain(`not held by ${sensor.id}`);
    const { slewRate } = sensor.radar;
    const slew = slewRate > 0 ? `slews there in ${Math.ceil(beyond / slewRate)} s` : 'which does not slew';
    return {
      key: 'outside sector',
      because: `outside the sector of ${sensor.id}, ${Math.ceil(degrees(beyond))}° beyond its edge; ${slew}`,
    };
  }
  if (track.positionSigma > unit.trackSigmaLimit) {
    const because = `track known to ${Math.round(track.positionSigma)} m only; ${unit.trackSigmaLimit} m are needed`;
    return { key: 'too uncertain', because };
  }
  const [x, y, z] = track.position;
  ecefToGeodeticInto(x, y, z, geodetic);
  const ground = world.terrain.heightAt(geodetic[0], geodetic[1]);
  const delay = post.resolved.post.decisionDelayS + orderDelay(world, post, battery.id) + reactionTimeAt(unit, time);
  const reasons: string[] = [];
  let key = '';
  for (const kind of battery.kinds) {
    const code = solveInto(battery, kind, sensor, track, threat.targetClass, delay, ground, time, solution);
    if (code === INTERCEPT.feasible) return null;
    key += `${code} `;
    reasons.push(describeSolution(code, battery, kind, threat.targetClass));
  }
  return { key, because: reasons.join('; ') };
}
