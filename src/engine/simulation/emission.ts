import { type Posture, READINESS } from '../command/index.js';
import { powered } from '../network/index.js';
import type { ResolvedSensor } from '../scenario/resolved.js';
import type { World } from './world.js';

/** Whether a posture lets a sensor of this role radiate. */
export function emits(posture: Posture, role: ResolvedSensor['role']): boolean {
  const readiness = READINESS[posture];
  return role === 'engagement' ? readiness.engagementSensors : readiness.surveillanceSensors;
}

/** Which sensors radiate from now on: by the posture and emission control of their post, and by power. */
export function setEmissions(world: World): void {
  const { sensors, posts, network, time } = world;
  for (const sensor of sensors) {
    const post = posts[sensor.post];
    sensor.emitting =
      sensor.alone !== 'silent' &&
      (post.control.emit || sensor.alone === 'alone') &&
      emits(post.standing, sensor.role) &&
      powered(network, sensor.id, time) &&
      (powered(network, post.id, time) || sensor.alone === 'alone');
  }
}
