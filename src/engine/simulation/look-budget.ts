import { acos, degrees } from '../math/index.js';
import {
  type BudgetTarget,
  decibelLine,
  equationBudget,
  type LinkBudget,
  rangeEquationOf,
  referenceBudget,
  referencePointOf,
  sensedLines,
  snrConstantOfReference,
  toDecibels,
  withLines,
} from '../sensor/index.js';
import type { RadarSpec } from '../sensor/radar.schema.js';
import { BANDS } from '../types/index.js';
import type { LookWorld, Sight } from './look-at.js';
import type { Sensor } from './sensors.js';

/** Degrees between the nose of the target and the line to the sensor. */
export const aspectDeg = (cosAspect: number): number => degrees(acos(Math.max(-1, Math.min(1, cosAspect))));

function plainBudget(radar: RadarSpec, target: BudgetTarget, preset: string): LinkBudget {
  const equation = radar.transmitter?.calibrates ? rangeEquationOf(radar) : undefined;
  return equation
    ? equationBudget(equation, target)
    : referenceBudget(referencePointOf(radar), target, `preset ${preset}`);
}

/**
 * The signal of a look, line by line. Its SNR is the look's own: whatever `sightOf` makes a signal of, stands here as a
 * line, so that coverage (which reads the number) and explanations (which read the lines) speak of the same thing.
 */
export function lookBudget({ scenario }: LookWorld, sensor: Sensor, sight: Sight): LinkBudget {
  const { preset, radar } = scenario.sensors[sensor.index];
  const band = BANDS[sensor.radar.bandIndex];
  const because = `mean radar cross-section in band ${band}, ${aspectDeg(sight.cosAspect).toFixed(0)}° off the nose`;
  const target = { rcs: sight.rcs, range: sight.range, because };
  const plain = plainBudget(radar, target, preset);
  const { sensing } = sensor;
  if (sensing === null || sight.factors === null) return plain;
  const given = radar.transmitter?.calibrates
    ? sensor.radar.snrConstant
    : snrConstantOfReference(referencePointOf(radar));
  const calibration = decibelLine(
    'calibration',
    'C',
    toDecibels(sensor.radar.snrConstant / given),
    'what pattern, air and surface took from the echo of the reference point as well',
  );
  const calibrated = given === sensor.radar.snrConstant ? plain : withLines(plain, [calibration]);
  return withLines(calibrated, sensedLines(sensing, sight.factors));
}
