import { describe, expect, test } from 'vitest';
import { flatTerrain } from '../../src/engine/earth/index.js';
import type { AirObjectSpec } from '../../src/engine/truth/air-object.schema.js';
import { type BallisticEffects, KNOT, makeFlight } from '../../src/engine/truth/index.js';
import { integrate, kepler, turned } from '../fixtures/orbit.js';

/** An invented missile: round numbers, no system's. */
const missile: AirObjectSpec = {
  targetClass: 'ballisticMissile',
  signature: { fluctuation: 1, bands: { S: { frontM2: 0.1, sideM2: 1, rearM2: 1 } } },
  minimumSpeedMps: 0,
  maximumSpeedMps: 4000,
  minimumAltitudeM: 0,
  maximumAltitudeM: 400_000,
  maximumLoadFactorG: 10,
  maximumClimbMps: 4000,
  maximumAccelerationMps2: 200,
  ballisticCoefficientKgPerM2: 5000,
  destroyedShare: 1,
  unitCostUsd: 2e6,
};

/** Time after launch and state of every step once the motor is out: it burns for less than a minute. */
function coast(apexM: number, effects: BallisticEffects): { time: number; state: number[] }[] {
  const launch = { latDeg: 35, lonDeg: 37 };
  const aim = { latDeg: 39.9, lonDeg: 32.8 };
  const flight = makeFlight(
    { startS: 0, airObject: missile, motion: { kind: 'ballistic', launch, aim, apexM, effects } },
    flatTerrain(),
  );
  const steps = [];
  for (let k = 0; k < flight.knots.length; k += KNOT)
    steps.push({ time: flight.knots[k], state: [...flight.knots.subarray(k + 1, k + 7)] });
  // The last step is cut on the chord where it meets the ground.
  return steps.filter(({ time }) => time > 60).slice(0, -1);
}

const apart = (a: readonly number[], b: readonly number[]): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

describe('a ballistic missile’s flight', () => {
  test.each([60_000, 150_000, 300_000])(
    'without air, on a round earth at rest, is Kepler’s ellipse to a millimetre: apex %i m',
    (apexM) => {
      const [first, ...steps] = coast(apexM, { drag: false, j2: false, rotation: false });
      let farthest = 0;
      for (const { time, state } of steps)
        farthest = Math.max(farthest, apart(state, kepler(first.state, time - first.time)));
      expect(steps.length).toBeGreaterThan(100);
      expect(farthest).toBeLessThan(0.001);
    },
  );

  test.each([60_000, 150_000, 300_000])(
    'with air, flattening and rotation is within 2 m of a tight-tolerance integration in inertial axes: apex %i m',
    (apexM) => {
      const [first, ...steps] = coast(apexM, { drag: true, j2: true, rotation: true });
      let inertial = turned(first.state, 0, 1);
      let before = first.time;
      let farthest = 0;
      for (const { time, state } of steps) {
        inertial = integrate(inertial, before - first.time, time - first.time, missile.ballisticCoefficientKgPerM2);
        before = time;
        farthest = Math.max(farthest, apart(state, turned(inertial, time - first.time, -1)));
      }
      expect(farthest).toBeLessThan(2);
    },
  );
});
