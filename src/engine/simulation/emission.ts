import {
  isOnDuty,
  isUnderPolicy,
  mayRadiate,
  type Posture,
  READINESS,
  timeToRadar,
  weighEmission,
} from '../command/index.js';
import type { DutyCycleSpec } from '../command/posture.schema.js';
import { uniform } from '../math/index.js';
import { powered } from '../network/index.js';
import type { ResolvedSensor } from '../scenario/resolved.js';
import { PURPOSE } from '../types/index.js';
import type { Post } from './posts.js';
import { leaveForAlternate } from './relocation.js';
import { tell, type World } from './world.js';

/** Whether a posture lets a sensor of this role radiate. */
export function emits(posture: Posture, role: ResolvedSensor['role']): boolean {
  const readiness = READINESS[posture];
  return role === 'engagement' ? readiness.engagementSensors : readiness.surveillanceSensors;
}

/** Which sensors radiate from now on: by posture, emission control and duty cycle, by power, and if they are still there. */
export function setEmissions(world: World): void {
  const { sensors, posts, network, time, destroyed } = world;
  for (const sensor of sensors) {
    const post = posts[sensor.post];
    sensor.emitting =
      sensor.alone !== 'silent' &&
      (post.control.emit || sensor.alone === 'alone') &&
      emits(post.standing, sensor.role) &&
      isLetRadiate(world, post, sensor.index) &&
      powered(network, sensor.id, time) &&
      (powered(network, post.id, time) || sensor.alone === 'alone') &&
      !destroyed.has(sensor.id);
  }
}

/** Emission control of the post, its duty cycle and the sensor’s own. */
function isLetRadiate(world: World, post: Post, index: number): boolean {
  const { scenario, sensors, time } = world;
  const { doctrine, dutyCycle } = post.resolved;
  const { emissionControl, antiRadiation } = doctrine;
  const own = scenario.sensors[index].dutyCycle;
  if (dutyCycle !== undefined && !onDuty(world, dutyCycle, post.hash)) return false;
  if (own !== undefined && !onDuty(world, own, sensors[index].hash)) return false;
  if (emissionControl === undefined) return antiRadiation === undefined || time >= post.emission.offUntil;
  const { role } = sensors[index];
  if (emissionControl.policy !== 'blink') return mayRadiate(emissionControl, post.emission, role, 0, 1, time);
  const turns = post.sensors.filter((i) => isUnderPolicy(emissionControl, sensors[i].role));
  return mayRadiate(emissionControl, post.emission, role, turns.indexOf(index), turns.length, time);
}

function onDuty({ streams, time }: World, cycle: DutyCycleSpec, hash: number): boolean {
  const phase = uniform(streams, hash, 0, PURPOSE.dutyPhase, 0);
  return isOnDuty(cycle, time, phase, (turn) => uniform(streams, hash, 0, PURPOSE.dutyDelay, turn));
}

/** What a post makes of its picture for its radars: reasons to radiate, and missiles that home on one. */
export function controlEmissions(world: World, post: Post): void {
  const { emissionControl, antiRadiation } = post.resolved.doctrine;
  if (emissionControl !== undefined) {
    const warned = post.threats.length > 0;
    const { emission } = post;
    const inAmbush = warned && emissionControl.policy === 'ambush' && isInAmbush(world, post);
    if (weighEmission(emissionControl, emission, { warned, inAmbush }, world.time)) {
      const because =
        emissionControl.policy === 'ambush'
          ? `${emission.open ? 'a' : 'no'} threat is within ${Math.round((emissionControl.rangeShare ?? 1) * 100)}% of the reach of its units`
          : emission.open
            ? warningOf(post)
            : 'no threat is left';
      tellRadars(world, post, emission.open ? 'radars on' : 'radars silent', because);
    }
  }
  if (antiRadiation === undefined || world.time < post.emission.offUntil) return;
  if (post.emission.offUntil > -Infinity) {
    post.emission.offUntil = -Infinity;
    tellRadars(world, post, 'radars may radiate', 'the time of its shut-down is over');
  }
  const timeToGo = soonestMissile(world, post);
  if (timeToGo > antiRadiation.shutDownTimeToGoS) return;
  post.emission.offUntil = world.time + antiRadiation.staysOffS;
  const because = `shut down: a missile homes on it, ${Math.round(timeToGo)} s to go`;
  tellRadars(world, post, 'radars silent', because);
  if (antiRadiation.relocates === true) leaveForAlternate(world, post, 'a missile homed on it');
}

function tellRadars(world: World, post: Post, subject: string, because: string | undefined): void {
  tell(world, 'evaluate', { kind: 'postureChanged', actor: post.id, subject, because });
}

/** The first threat that counts as a warning, in words: any, or one told by the posts named. Undefined: none does. */
export function warningOf(post: Post, from?: readonly string[]): string | undefined {
  for (const { track } of post.threats) {
    const keeper = post.remoteByNumber.get(track)?.track.post;
    if (from !== undefined && (keeper === undefined || !from.includes(keeper))) continue;
    return keeper === undefined ? 'threat in own picture' : `warned by ${keeper}`;
  }
  return undefined;
}

/** Whether one of the threats is within the share of a unit’s reach that the doctrine asks for. */
function isInAmbush(world: World, post: Post): boolean {
  const share = post.resolved.doctrine.emissionControl?.rangeShare ?? 1;
  const threats = new Set(post.threats.map(({ track }) => track));
  return post.picture.some((track) => {
    if (!threats.has(track.number)) return false;
    const age = world.time - track.time;
    const x = track.position[0] + track.velocity[0] * age;
    const y = track.position[1] + track.velocity[1] * age;
    const z = track.position[2] + track.velocity[2] * age;
    return post.batteries.some((index) => {
      const { positionEcef, reach } = world.batteries[index];
      const dx = x - positionEcef[0];
      const dy = y - positionEcef[1];
      const dz = z - positionEcef[2];
      return dx * dx + dy * dy + dz * dz <= share * share * reach * reach;
    });
  });
}

/** Seconds until the first missile that homes on one of the post’s radars is there; Infinity if none is seen. */
function soonestMissile({ sensors, time }: World, post: Post): number {
  const defence = post.resolved.doctrine.antiRadiation;
  let soonest = Infinity;
  if (defence === undefined) return soonest;
  for (const index of post.sensors) {
    const { emitting, place } = sensors[index];
    if (!emitting) continue;
    for (const track of post.picture)
      soonest = Math.min(soonest, timeToRadar(track, place.positionEcef, time, defence));
  }
  return soonest;
}
