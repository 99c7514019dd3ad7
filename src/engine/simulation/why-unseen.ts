import { atan2 } from '../math/index.js';
import { inSector } from '../sensor/index.js';
import type { Track } from '../types/index.js';
import type { Sensor } from './sensors.js';

/** Why a sensor does not hold a track now, in words: it is silent, looks elsewhere, or sees nothing there. */
export function whyUnseen(sensor: Sensor, track: Track): string {
  if (!sensor.emitting) return `${sensor.id} does not radiate`;
  const { basis, positionEcef } = sensor.place;
  const dx = track.position[0] - positionEcef[0];
  const dy = track.position[1] - positionEcef[1];
  const dz = track.position[2] - positionEcef[2];
  const azimuth = atan2(dx * basis[0] + dy * basis[1] + dz * basis[2], dx * basis[3] + dy * basis[4] + dz * basis[5]);
  return inSector(sensor.radar, sensor.boresight, azimuth)
    ? `out of sight of ${sensor.id}`
    : `outside sector of ${sensor.id}`;
}
