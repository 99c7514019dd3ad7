import { ecefToGeodeticInto, enuBasisInto, lineOfSight } from '../earth/index.js';
import { atan2, normal, radians, uniform, wrapPi } from '../math/index.js';
import { esmReceivedDbm } from '../sensor/index.js';
import { type Allegiance, PURPOSE, type Track } from '../types/index.js';
import { LIFE, STATE_WIDTH } from './air-objects.js';
import type { Post } from './posts.js';
import { type EvidenceBase, factsOf } from './track-facts.js';
import type { World } from './world.js';

/** Height of the listening antenna over the ground, m: that of a mast on a vehicle. Assumed. */
const MAST = 10;
/** A bearing is of a track within this many of its errors, if of that track alone: 99.7% of bearings. */
const WITHIN = 3;

const TYPES = ['hostile', 'friendly', 'civil'] as const satisfies readonly Allegiance[];

/** Rows of the objects that radiate; the lists hang on the flights, which do not change in a run. */
const emitters = new WeakMap<object, readonly number[]>();

function emittersOf({ objects }: World): readonly number[] {
  let rows = emitters.get(objects.flights);
  if (rows === undefined) {
    rows = objects.flights.flatMap(({ airObject }, row) => (airObject.emitter === undefined ? [] : [row]));
    emitters.set(objects.flights, rows);
  }
  return rows;
}

const geodetic = new Float64Array(3);
const basis = new Float64Array(9);

/**
 * What a post's electronic support hears now: each emitter in sight whose power reaches its antenna gives a bearing with an
 * error, and a type, right or wrong. A bearing that fits one track alone is evidence about that track; one that fits none
 * or several is of nobody.
 */
export function listen(world: World, post: Post, base: EvidenceBase, tracks: readonly Track[]): void {
  const spec = post.resolved.electronicSupport;
  if (spec === undefined) return;
  const { time, stepS, objects, streams, terrain, scenario } = world;
  const period = Math.floor(time / spec.periodS);
  if (time > 0 && period === Math.floor((time - post.cycleTicks * stepS) / spec.periodS)) return;
  const rows = emittersOf(world);
  if (rows.length === 0) return;
  const [px, py, pz] = post.positionEcef;
  ecefToGeodeticInto(px, py, pz, geodetic);
  enuBasisInto(geodetic[0], geodetic[1], basis);
  const site = { lat: geodetic[0], lon: geodetic[1], height: geodetic[2] + MAST };
  const azimuthOf = (x: number, y: number, z: number): number =>
    atan2(
      (x - px) * basis[0] + (y - py) * basis[1] + (z - pz) * basis[2],
      (x - px) * basis[3] + (y - py) * basis[4] + (z - pz) * basis[5],
    );
  // In order of azimuth, so that a bearing finds its tracks without asking all of them.
  const byAzimuth = tracks
    .map((track) => ({ track, azimuth: azimuthOf(...track.position) }))
    .sort((a, b) => a.azimuth - b.azimuth || a.track.number - b.track.number);
  const sigma = radians(spec.bearingSigmaDeg);
  for (const row of rows) {
    if (objects.life[row] !== LIFE.airborne) continue;
    const at = row * STATE_WIDTH;
    const x = objects.state[at];
    const y = objects.state[at + 1];
    const z = objects.state[at + 2];
    const { airObject, allegiance } = objects.flights[row];
    const range = Math.sqrt((x - px) * (x - px) + (y - py) * (y - py) + (z - pz) * (z - pz));
    if (esmReceivedDbm(airObject.emitter!, range) < spec.sensitivityDbm) continue;
    ecefToGeodeticInto(x, y, z, geodetic);
    const there = { lat: geodetic[0], lon: geodetic[1], height: objects.state[at + 6] };
    if (!lineOfSight(terrain, site, there, scenario.refractionFactor, scenario.terrain.roughnessMarginM)) continue;
    const hash = objects.hash[row];
    const error = sigma * normal(streams, post.hash, hash, PURPOSE.emitterBearing, world.tick);
    const track = onlyTrackAlong(byAzimuth, wrapPi(azimuthOf(x, y, z) + error), WITHIN * sigma);
    if (track === null) continue;
    factsOf(base, track, time).emitter = typeHeard(world, post, hash, allegiance, spec.wrongTypeProbability);
  }
}

/** A library that takes one emitter for another's does so each time. */
function typeHeard(world: World, post: Post, hash: number, truth: Allegiance, wrong: number): Allegiance {
  const draw = uniform(world.streams, post.hash, hash, PURPOSE.emitterType, 0);
  if (draw >= wrong) return truth;
  const others = TYPES.filter((type) => type !== truth);
  return others[draw < wrong / 2 ? 0 : 1];
}

/** The only track within an angle of a bearing; null where there is none or another. */
function onlyTrackAlong(
  byAzimuth: readonly { readonly track: Track; readonly azimuth: number }[],
  bearing: number,
  within: number,
): Track | null {
  const count = byAzimuth.length;
  const first = firstFrom(byAzimuth, bearing - within);
  let found: Track | null = null;
  // Azimuths go round: those before the first of the list are at its end, those after the last at its start.
  for (let k = 0; k < count; k++) {
    const { track, azimuth } = byAzimuth[(first + k) % count];
    if (Math.abs(wrapPi(azimuth - bearing)) > within) break;
    if (found !== null) return null;
    found = track;
  }
  return found;
}

/** Index of the first azimuth that is not less than one, which may lie beyond −π; the count of all if there is none. */
function firstFrom(byAzimuth: readonly { readonly azimuth: number }[], azimuth: number): number {
  const sought = wrapPi(azimuth);
  let low = 0;
  let high = byAzimuth.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byAzimuth[middle].azimuth < sought) low = middle + 1;
    else high = middle;
  }
  return low;
}
