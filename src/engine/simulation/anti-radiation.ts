import type { DecoySpec } from '../command/index.js';
import { clearsHorizon, ecefToGeodeticInto, geodeticToEcefInto, type Terrain } from '../earth/index.js';
import { cos, hashId, normal, radians, sin, TWO_PI, uniform } from '../math/index.js';
import { addOutage } from '../network/index.js';
import type { ResolvedScenario } from '../scenario/resolved.js';
import { pursue, turnRateOf } from '../truth/index.js';
import { PURPOSE } from '../types/index.js';
import { type AirObjects, LIFE, STATE_WIDTH } from './air-objects.js';
import { isSeen } from './line-of-sight.js';
import type { Sensor } from './sensors.js';
import { tell, type World } from './world.js';

/** What a missile can home on: a radar on the ground, or a decoy that stands in for one. */
export interface Emitter {
  readonly id: string;
  readonly hash: number;
  /** Index of the sensor that it is, or covers. */
  readonly sensor: number;
  /** Hz. */
  readonly frequency: number;
  readonly decoy: DecoySpec | null;
  /** Of a decoy. */
  readonly positionEcef: Float64Array;
  /** Of a decoy: when its radar last radiated, s. */
  heardAt: number;
}

/** A missile that homes on radars, in SI. */
export interface HomingMissile {
  /** Row of the air object. */
  readonly object: number;
  readonly lowest: number;
  readonly highest: number;
  readonly range: number;
  /** Cosine of half the field of view. */
  readonly view: number;
  readonly drift: number;
  readonly circularError: number;
  readonly lethalRadius: number;
  readonly loadFactor: number;
  /** Time from which it listens, s. */
  readonly listensFrom: number;
  /** Index of its emitter, -1 while it has none. */
  emitter: number;
  turnRate: number;
  /** Since when its emitter has been silent or hidden, s; NaN while it is heard. */
  lostAt: number;
  /** Level direction in which its memory errs, rad clockwise from north. */
  errs: number;
  readonly aim: Float64Array;
  readonly state: Float64Array;
}

/** Standard deviation on each axis over the circular error probable of a circular normal distribution: 1/√(2 ln 2). */
const SIGMA_OVER_CEP = 0.8493218002880191;

export function makeEmitters(scenario: ResolvedScenario, terrain: Terrain): Emitter[] {
  if (!scenario.flights.some(({ airObject }) => airObject.antiRadiation !== undefined)) return [];
  const emitters = scenario.sensors.flatMap((sensor, index): Emitter[] =>
    'altitudeM' in sensor.site
      ? []
      : [emitterOf(sensor.id, index, sensor.radar.frequencyGhz, null, new Float64Array(3))],
  );
  for (const decoy of scenario.decoys ?? []) {
    const index = scenario.sensors.findIndex(({ id }) => id === decoy.covers);
    const lat = radians(decoy.position.latDeg);
    const lon = radians(decoy.position.lonDeg);
    const place = new Float64Array(3);
    geodeticToEcefInto(lat, lon, terrain.heightAt(lat, lon), place);
    emitters.push(emitterOf(decoy.id, index, scenario.sensors[index].radar.frequencyGhz, decoy, place));
  }
  return emitters;
}

function emitterOf(
  id: string,
  sensor: number,
  frequencyGhz: number,
  decoy: DecoySpec | null,
  positionEcef: Float64Array,
): Emitter {
  return { id, hash: hashId(id), sensor, frequency: frequencyGhz * 1e9, decoy, positionEcef, heardAt: -Infinity };
}

export function makeHoming({ flights, start, late }: AirObjects): HomingMissile[] {
  return flights.flatMap(({ airObject, seekerOnAfterS = 0 }, object): HomingMissile[] => {
    const { antiRadiation: spec } = airObject;
    if (spec === undefined) return [];
    return [
      {
        object,
        lowest: spec.lowestGhz * 1e9,
        highest: spec.highestGhz * 1e9,
        range: spec.seekerRangeKm * 1000,
        view: cos(radians(spec.fieldOfViewDeg) / 2),
        drift: spec.memoryDriftMps,
        circularError: spec.circularErrorM,
        lethalRadius: spec.lethalRadiusM,
        loadFactor: airObject.maximumLoadFactorG,
        listensFrom: start[object] + late[object] + seekerOnAfterS,
        emitter: -1,
        turnRate: 0,
        lostAt: Number.NaN,
        errs: 0,
        aim: new Float64Array(3),
        state: new Float64Array(6),
      },
    ];
  });
}

/** Part of phase 1: missiles that have taken up a radar fly at it, and the others listen for one. */
export function flyHoming(world: World): void {
  const { homing, objects, time } = world;
  if (homing.length === 0) return;
  for (const emitter of world.emitters) {
    if (emitter.decoy !== null && world.sensors[emitter.sensor].emitting) emitter.heardAt = time;
  }
  for (const missile of homing) {
    if (objects.life[missile.object] !== LIFE.airborne) continue;
    if (missile.emitter >= 0) fly(world, missile);
    else if (time >= missile.listensFrom && objects.arrived[missile.object] === 0) listen(world, missile);
  }
}

const placeOf = ({ sensors }: World, emitter: Emitter): Float64Array =>
  emitter.decoy === null ? sensors[emitter.sensor].place.positionEcef : emitter.positionEcef;

/** A decoy radiates while its radar does, and for a while after. */
function radiates(world: World, { id, sensor, decoy, heardAt }: Emitter): boolean {
  if (world.destroyed.has(id)) return false;
  if (decoy === null) return world.sensors[sensor].emitting;
  return heardAt > -Infinity && world.time - heardAt <= (decoy.staysOnS ?? 0);
}

/** Whether the missile has its radar in sight; a decoy stands beside its radar and shares its horizon. */
function inSight(world: World, missile: HomingMissile, sensor: Sensor): boolean {
  const { objects } = world;
  const { horizon, place } = sensor;
  const at = missile.object * STATE_WIDTH;
  const dx = objects.state[at] - place.positionEcef[0];
  const dy = objects.state[at + 1] - place.positionEcef[1];
  const dz = objects.state[at + 2] - place.positionEcef[2];
  const { basis } = place;
  const east = dx * basis[0] + dy * basis[1] + dz * basis[2];
  const north = dx * basis[3] + dy * basis[4] + dz * basis[5];
  const ground = Math.sqrt(east * east + north * north);
  const tabled = horizon !== null && ground < (horizon.columns - 2) * horizon.rangeStep;
  return tabled
    ? clearsHorizon(horizon, east, north, ground, objects.state[at + 6])
    : isSeen(world, sensor, missile.object);
}

/** Square of the distance over the nearest one’s beyond which an emitter is not weighed: half the power; assumed. */
const FARTHEST = 2;

/** Square of the distance to an emitter that the seeker hears, range left aside; Infinity if it hears nothing. */
function audibleAt(world: World, missile: HomingMissile, emitter: Emitter): number {
  if (emitter.frequency < missile.lowest || emitter.frequency > missile.highest) return Infinity;
  if (!radiates(world, emitter)) return Infinity;
  const { state } = world.objects;
  const at = missile.object * STATE_WIDTH;
  const place = placeOf(world, emitter);
  const dx = place[0] - state[at];
  const dy = place[1] - state[at + 1];
  const dz = place[2] - state[at + 2];
  const square = dx * dx + dy * dy + dz * dz;
  if (square > FARTHEST * missile.range * missile.range) return Infinity;
  const ahead = dx * state[at + 3] + dy * state[at + 4] + dz * state[at + 5];
  if (ahead < missile.view * Math.sqrt(square) * state[at + 7]) return Infinity;
  return inSight(world, missile, world.sensors[emitter.sensor]) ? square : Infinity;
}

/**
 * Takes up one of the emitters that radiate in the seeker’s band and field of view, once one is in range. Chances go with
 * the power that arrives: likeness over the square of the distance, radars counting as equally strong.
 */
function listen(world: World, missile: HomingMissile): void {
  const { objects, emitters } = world;
  const { object } = missile;
  const at = object * STATE_WIDTH;
  const { state } = objects;
  const squares = emitters.map((emitter) => audibleAt(world, missile, emitter));
  const nearest = Math.min(...squares);
  if (nearest > missile.range * missile.range) return;
  const weights = emitters.map(({ decoy }, index) =>
    squares[index] <= FARTHEST * nearest ? (decoy?.likeness ?? 1) / squares[index] : 0,
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  let left = sum * uniform(world.streams, objects.hash[object], 0, PURPOSE.emitterChoice, 0);
  missile.emitter = weights.findIndex((weight) => {
    left -= weight;
    return weight > 0 && left <= 0;
  });
  // Rounding may leave a rest: it is the last one’s.
  if (missile.emitter < 0) missile.emitter = weights.findLastIndex((weight) => weight > 0);
  missile.turnRate = turnRateOf(missile.loadFactor, state[at + 7]);
  missile.state.set(state.subarray(at, at + 6));
  missile.aim.set(placeOf(world, emitters[missile.emitter]));
  // Its plan no longer says when it comes to its end.
  objects.end[object] = Infinity;
  tell(world, 'move', {
    kind: 'emitterHeard',
    actor: objects.flights[object].id,
    subject: emitters[missile.emitter].id,
    because: emitters[missile.emitter].decoy === null ? 'it radiates' : 'the decoy radiates like its radar',
  });
}

const geodetic = new Float64Array(3);

/** One tick of homing: at its emitter while that is heard, else at where it was, with an error that grows. */
function fly(world: World, missile: HomingMissile): void {
  const { objects, emitters, sensors, time, stepS, terrain } = world;
  const { object, aim, state } = missile;
  const emitter = emitters[missile.emitter];
  const { id } = objects.flights[object];
  // It flew on from where the last tick left it: moving by the plan has overwritten that row.
  const at = object * STATE_WIDTH;
  objects.state.set(state, at);
  objects.state[at + 6] = heightOf(state);
  const hears = radiates(world, emitter) && inSight(world, missile, sensors[emitter.sensor]);
  if (hears) {
    if (!Number.isNaN(missile.lostAt)) {
      tell(world, 'move', { kind: 'emitterHeard', actor: id, subject: emitter.id, because: 'it radiates again' });
    }
    missile.lostAt = Number.NaN;
    aim.set(placeOf(world, emitter));
  } else if (Number.isNaN(missile.lostAt)) {
    missile.lostAt = time;
    missile.errs =
      TWO_PI * uniform(world.streams, objects.hash[object], emitter.hash, PURPOSE.emitterError, world.tick);
    const silent = radiates(world, emitter) ? 'it is hidden' : 'it is silent';
    tell(world, 'move', {
      kind: 'emitterLost',
      actor: id,
      subject: emitter.id,
      because: `${silent}, it flies by memory`,
    });
  } else {
    shift(aim, sensors[emitter.sensor].place.basis, missile.drift * stepS, missile.errs);
  }
  const flown = pursue(state, aim, missile.turnRate, stepS, (x, y, z) => {
    ecefToGeodeticInto(x, y, z, geodetic);
    return geodetic[2] <= terrain.heightAt(geodetic[0], geodetic[1]);
  });
  objects.state.set(state, at);
  objects.state[at + 6] = heightOf(state);
  objects.state[at + 7] = Math.sqrt(state[3] * state[3] + state[4] * state[4] + state[5] * state[5]);
  if (flown >= stepS) return;
  objects.arrived[object] = 1;
  objects.end[object] = time - stepS + flown - objects.late[object];
}

function heightOf(state: Float64Array): number {
  ecefToGeodeticInto(state[0], state[1], state[2], geodetic);
  return geodetic[2];
}

/** Moves a point by a level distance in a direction, in the horizontal plane of a place. */
function shift(point: Float64Array, basis: Float64Array, distance: number, direction: number): void {
  const east = distance * sin(direction);
  const north = distance * cos(direction);
  for (let axis = 0; axis < 3; axis++) point[axis] += east * basis[axis] + north * basis[3 + axis];
}

/** The end of a missile that was homing: what stands within its lethal radius is destroyed. False for all others. */
export function strikeEmitter(world: World, object: number): boolean {
  const missile = world.homing.find((candidate) => candidate.object === object);
  if (missile === undefined || missile.emitter < 0) return false;
  const { objects, emitters, streams } = world;
  const emitter = emitters[missile.emitter];
  const { id } = objects.flights[object];
  const sigma = missile.circularError * SIGMA_OVER_CEP;
  const burst = Float64Array.from(missile.state.subarray(0, 3));
  const { basis } = world.sensors[emitter.sensor].place;
  for (const axis of [0, 1]) {
    const error = sigma * normal(streams, objects.hash[object], emitter.hash, PURPOSE.emitterError, -1 - axis);
    shift(burst, basis, error, (axis * TWO_PI) / 4);
  }
  objects.life[object] = LIFE.struck;
  let hit = false;
  for (const candidate of emitters) {
    if (world.destroyed.has(candidate.id) || isAway(world, candidate)) continue;
    if (distanceTo(burst, placeOf(world, candidate)) > missile.lethalRadius) continue;
    world.destroyed.add(candidate.id);
    if (candidate.decoy === null) {
      addOutage(world.network, { node: candidate.id, fromS: (world.tick + 1) * world.stepS, cause: 'destroyed' });
    }
    hit ||= candidate === emitter;
    tell(world, 'resolve', { kind: 'nodeDestroyed', actor: candidate.id, subject: id });
  }
  if (!hit) {
    const away = isAway(world, emitter) || world.destroyed.has(emitter.id);
    const missM = Math.round(distanceTo(burst, placeOf(world, emitter)));
    const silentS = Math.round(world.time - missile.lostAt);
    const because = away
      ? 'it is no longer there'
      : Number.isNaN(missile.lostAt)
        ? `${missM} m off`
        : `${missM} m off after ${silentS} s by memory`;
    tell(world, 'resolve', { kind: 'emitterMissed', actor: id, subject: emitter.id, because });
  }
  return true;
}

/** A radar on the road is not where the missile falls. */
const isAway = ({ posts, sensors }: World, { sensor, decoy }: Emitter): boolean =>
  decoy === null && posts[sensors[sensor].post].standing === 'travelling';

function distanceTo(a: Float64Array, b: Float64Array): number {
  const dx = a[0] - b[0];
  const dy = a[1] - b[1];
  const dz = a[2] - b[2];
  return Math.sqrt(dx * dx + dy * dy + dz * dz);
}
