import { acos, degrees } from '../math/index.js';
import { type LinkBudget, referenceBudget, referencePointOf } from '../sensor/index.js';
import { BANDS } from '../types/index.js';
import type { LookWorld, Sight } from './look-at.js';
import type { Sensor } from './sensors.js';

/** Degrees between the nose of the target and the line to the sensor. */
export const aspectDeg = (cosAspect: number): number => degrees(acos(Math.max(-1, Math.min(1, cosAspect))));

/**
 * The signal of a look, line by line. Its SNR is the look's own: whatever `sightOf` makes a signal of, stands here as a
 * line, so that coverage (which reads the number) and explanations (which read the lines) speak of the same thing.
 */
export function lookBudget({ scenario }: LookWorld, sensor: Sensor, sight: Sight): LinkBudget {
  const { preset, radar } = scenario.sensors[sensor.index];
  const band = BANDS[sensor.radar.bandIndex];
  const because = `mean radar cross-section in band ${band}, ${aspectDeg(sight.cosAspect).toFixed(0)}° off the nose`;
  return referenceBudget(referencePointOf(radar), { rcs: sight.rcs, range: sight.range, because }, `preset ${preset}`);
}
