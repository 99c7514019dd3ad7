import { ecefToGeodeticInto } from '../earth/index.js';
import { degrees } from '../math/index.js';
import { LIFE, STATE_WIDTH } from './air-objects.js';
import { closePhase } from './digest-log.js';
import { scorePicture } from './score.js';
import { scoreReadiness } from './score-readiness.js';
import type { World } from './world.js';

/** Seconds between two scorings of the focus post's picture. */
const SCORE_PERIOD = 10;

/** Phase 10: scores the picture and keeps samples for maps. Changes nothing that the world reads. */
export function record(world: World): void {
  const { tick, stepS, log, options } = world;
  if (tick % Math.max(1, Math.round(SCORE_PERIOD / stepS)) === 0) scorePicture(world);
  scoreReadiness(world);
  const every = options.record?.samplesEveryS;
  if (every !== undefined && tick % Math.max(1, Math.round(every / stepS)) === 0) sample(world);
  closePhase(log, tick, 'record');
}

const geodetic = new Float64Array(3);

function sample(world: World): void {
  const { objects, samples, time, focus, inFlight } = world;
  const add = (
    kind: 'object' | 'track' | 'interceptor',
    id: string,
    label: string,
    x: number,
    y: number,
    z: number,
  ): void => {
    ecefToGeodeticInto(x, y, z, geodetic);
    const [lat, lon, altitudeM] = geodetic;
    samples.push({ timeS: time, kind, id, latDeg: degrees(lat), lonDeg: degrees(lon), altitudeM, label });
  };
  for (let i = 0; i < objects.count; i++) {
    if (objects.life[i] !== LIFE.airborne) continue;
    const at = i * STATE_WIDTH;
    const { id, allegiance } = objects.flights[i];
    add('object', id, allegiance, objects.state[at], objects.state[at + 1], objects.state[at + 2]);
  }
  for (const { number, identity, position } of focus.picture) {
    add('track', `${focus.id} ${number}`, identity, position[0], position[1], position[2]);
  }
  for (const { engagement, serial, aim } of inFlight) {
    add('interceptor', `${engagement.battery.id} ${serial}`, engagement.preset, aim[0], aim[1], aim[2]);
  }
}
