import { describe, expect, it, test } from 'vitest';
import { exp, log } from '../../math/index.js';
import type { MotionModel } from '../roles/index.js';
import {
  ballistic,
  constantAcceleration,
  constantVelocity,
  coordinatedTurn,
  knownTurn,
  makeMotionModel,
  singer,
} from './index.js';

const density = { spectralDensity: 3, verticalSpectralDensity: 0.5 };
const turning = { ...density, turnRateDensity: 1e-5, turnRateSigma: 0.1 };
const reentry = { ballisticCoefficient: 2500, logSigma: 1, spectralDensity: 1, logDensity: 1e-4 };
const flight = [30_000, -20_000, 9000, 180, -150, 12];
const acceleration = [5, -9, 1];
const models: readonly (readonly [string, MotionModel, readonly number[]])[] = [
  ['constant velocity', constantVelocity(density), flight],
  ['Singer', singer({ accelerationSigma: 15, timeConstant: 20 }), [...flight, ...acceleration]],
  ['Singer, brisk', singer({ accelerationSigma: 15, timeConstant: 1 }), [...flight, ...acceleration]],
  [
    'constant acceleration',
    constantAcceleration({ spectralDensity: 2, accelerationSigma: 15 }),
    [...flight, ...acceleration],
  ],
  ['coordinated turn', coordinatedTurn(turning), [...flight, 0.12]],
  ['coordinated turn, nearly straight', coordinatedTurn(turning), [...flight, 1e-5]],
  ['known turn rate', knownTurn({ turnRate: -0.08, ...density, alongSpectralDensity: 0.1 }), flight],
  ['known lateral acceleration', knownTurn({ lateralAcceleration: 40, ...density, alongSpectralDensity: 0.1 }), flight],
  [
    're-entry over a flat earth',
    ballistic({ ...reentry, earth: 'flat' }),
    [20_000, 5000, 22_000, -900, 200, -1500, log(2500)],
  ],
  ['re-entry over a round earth', ballistic(reentry), [200_000, 50_000, 42_000, -1900, 200, -1500, log(900)]],
  [
    're-entry over a turning earth',
    ballistic({ ...reentry, latitude: 0.8 }),
    [200_000, 50_000, 30_000, -1900, 200, -1500, log(900)],
  ],
];

describe.each(models)('%s', (_, model, start) => {
  const x = Float64Array.from(start);
  const n = model.dimension;

  it('has the Jacobian that finite differences give', () => {
    const f = model.jacobian(x, 4);
    for (let j = 0; j < n; j++) {
      const step = 1e-4 * (j < 6 ? 1 : Math.sqrt(model.extraVariance[j - 6]));
      const plus = x.slice();
      const minus = x.slice();
      plus[j] += step;
      minus[j] -= step;
      const after = model.propagate(plus, 4);
      const before = model.propagate(minus, 4);
      for (let i = 0; i < n; i++) {
        const slope = (after[i] - before[i]) / (2 * step);
        expect(Math.abs(f[i * n + j] - slope)).toBeLessThan(2e-6 * (1 + Math.abs(slope)));
      }
    }
  });

  it('goes as far in two steps as in one', () => {
    const once = model.propagate(x, 5);
    const twice = model.propagate(model.propagate(x, 2), 3);
    for (let i = 0; i < n; i++) expect(Math.abs(once[i] - twice[i])).toBeLessThan(1e-6);
  });

  it('has a noise that is symmetric and positive definite', () => {
    for (const dt of [0.01, 1, 10]) {
      const q = model.noise(x, dt);
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) expect(q[i * n + j]).toBe(q[j * n + i]);
      expect(smallestPivot(q, n)).toBeGreaterThan(0);
    }
  });
});

// The turn rate's own noise and the noise of a re-entry are approximations, as their docstrings say.
const exact = models.filter(([name]) => !/coordinated|re-entry|lateral/.test(name));
test.each(exact)('%s: the noise of two steps is that of one', (_, model, start) => {
  const x = Float64Array.from(start);
  const n = model.dimension;
  const first = model.noise(x, 2);
  const between = model.propagate(x, 2);
  const f = model.jacobian(between, 3);
  const second = model.noise(between, 3);
  const once = model.noise(x, 5);
  const twice = congruence(f, first, n);
  for (let k = 0; k < n * n; k++) {
    const scale = Math.sqrt(once[Math.floor(k / n) * (n + 1)] * once[(k % n) * (n + 1)]);
    expect(Math.abs(twice[k] + second[k] - once[k])).toBeLessThan(1e-9 * scale + 1e-12);
  }
});

test('the noise of a coordinated turn without noise in its rate is exact too', () => {
  const model = coordinatedTurn({ ...turning, turnRateDensity: 1e-30 });
  const known = knownTurn({ turnRate: 0.12, ...density });
  const q = model.noise(Float64Array.of(...flight, 0.12), 5);
  const wanted = known.noise(Float64Array.from(flight), 5);
  for (let i = 0; i < 6; i++) for (let j = 0; j < 6; j++) expect(q[7 * i + j]).toBeCloseTo(wanted[6 * i + j], 9);
});

test("Singer's noise is the integral that defines it, for long and for short intervals", () => {
  for (const [tau, dt] of [
    [20, 1e-3],
    [20, 1],
    [20, 19.99],
    [20, 20.01],
    [5, 60],
  ]) {
    const model = singer({ accelerationSigma: 3, timeConstant: tau });
    const q = model.noise(new Float64Array(9), dt);
    // Response of position, velocity and acceleration to an impulse u seconds ago, by Simpson's rule.
    const wanted = new Float64Array(9);
    const steps = 2000;
    for (let k = 0; k <= steps; k++) {
      const u = (dt * k) / steps;
      const f = model.jacobian(new Float64Array(9), u);
      const response = [f[6], f[33], f[60]];
      const weight = ((k === 0 || k === steps ? 1 : k % 2 === 1 ? 4 : 2) * dt) / (3 * steps);
      for (let i = 0; i < 9; i++) wanted[i] += ((2 * 9) / tau) * weight * response[Math.floor(i / 3)] * response[i % 3];
    }
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        expect(Math.abs(q[27 * i + 3 * j] / wanted[3 * i + j] - 1)).toBeLessThan(1e-6);
      }
    }
  }
});

test('Singer with a long time constant is constant acceleration', () => {
  const slow = singer({ accelerationSigma: 100, timeConstant: 1e6 });
  const same = constantAcceleration({ spectralDensity: (2 * 1e4) / 1e6, accelerationSigma: 100 });
  const q = slow.noise(new Float64Array(9), 5);
  const wanted = same.noise(new Float64Array(9), 5);
  for (let k = 0; k < 81; k++) expect(Math.abs(q[k] - wanted[k])).toBeLessThan(1e-5 * wanted[k] + 1e-300);
});

test('a turn of 4 g at 250 m/s keeps its speed and closes its circle', () => {
  const lateral = 4 * 9.80665;
  const model = knownTurn({ lateralAcceleration: lateral, spectralDensity: 1 });
  const around = (2 * Math.PI * 250) / lateral;
  const x = Float64Array.of(0, 0, 5000, 0, 250, 0);
  const half = model.propagate(x, around / 2);
  expect(half[0]).toBeCloseTo((-2 * 250 * 250) / lateral, 6);
  expect(half[4]).toBeCloseTo(-250, 9);
  const full = model.propagate(x, around);
  expect(full[0]).toBeCloseTo(0, 6);
  expect(full[1]).toBeCloseTo(0, 6);
});

test('a body in a vacuum falls on a parabola, and one in the air reaches its terminal speed', () => {
  const vacuum = ballistic({ ...reentry, earth: 'flat' });
  const x = vacuum.propagate(Float64Array.of(0, 0, 200_000, 1000, 0, 500, log(1e12)), 20);
  expect(x[0]).toBeCloseTo(20_000, 3);
  expect(x[2]).toBeCloseTo(200_000 + 500 * 20 - 0.5 * 9.80665 * 400, 3);
  // Near the ground β·g = ρv²/2.
  const heavy = vacuum.propagate(Float64Array.of(0, 0, 4000, 0, 0, -40, log(100)), 40);
  const terminal = Math.sqrt((2 * 100 * 9.80665) / (1.227 * exp(-1.093e-4 * heavy[2])));
  expect(Math.abs(-heavy[5] / terminal - 1)).toBeLessThan(0.01);
});

test('a body that hardly weighs anything is stopped by the air and not thrown back', () => {
  const model = ballistic({ ...reentry, earth: 'flat' });
  const x = model.propagate(Float64Array.of(0, 0, 3000, 2000, 0, -1000, log(0.01)), 10);
  expect(x.every(Number.isFinite)).toBe(true);
  expect(x[0]).toBeGreaterThan(0);
  expect(x[0]).toBeLessThan(1000);
  expect(Math.abs(x[3])).toBeLessThan(1);
});

test('a satellite that moves at √(GM/r) stays at its height over a round earth', () => {
  const radius = 6371008.8 + 400_000;
  const speed = Math.sqrt(3.986004418e14 / radius);
  const model = ballistic(reentry);
  const x = model.propagate(Float64Array.of(0, 0, 400_000, speed, 0, 0, log(1e12)), 600);
  const rz = x[2] + 6371008.8;
  expect(Math.abs(Math.sqrt(x[0] * x[0] + x[1] * x[1] + rz * rz) - radius)).toBeLessThan(0.01);
});

test('on a turning earth a body thrown north in the north drifts east', () => {
  const still = ballistic(reentry);
  const turns = ballistic({ ...reentry, latitude: Math.PI / 4 });
  const x = Float64Array.of(0, 0, 150_000, 0, 2000, 0, log(1e12));
  const drift = turns.propagate(x, 60)[0] - still.propagate(x, 60)[0];
  // Ω sin φ · v · t², and Ω cos φ · g · t³/3 for what falls meanwhile.
  const wanted = 7.292115e-5 * Math.SQRT1_2 * (2000 * 3600 + (9.4 * 216_000) / 3);
  expect(Math.abs(drift / wanted - 1)).toBeLessThan(0.02);
});

test('a setting outside its limits is named', () => {
  expect(() => constantVelocity({ spectralDensity: 0 })).toThrow('spectral density must be above 0 m²/s³; got 0 m²/s³');
  expect(() => knownTurn({ spectralDensity: 1 })).toThrow('either turnRate');
  expect(() => makeMotionModel({ kind: 'singer', accelerationSigma: -1, timeConstant: 20 })).toThrow(
    'acceleration sigma',
  );
});

/** The smallest pivot of Gaussian elimination, relative to the diagonal: above 0 only for positive definite matrices. */
function smallestPivot(m: Float64Array, n: number): number {
  const a = m.slice();
  let least = Number.POSITIVE_INFINITY;
  for (let c = 0; c < n; c++) {
    least = Math.min(least, a[c * n + c] / m[c * n + c]);
    for (let r = c + 1; r < n; r++) {
      const factor = a[r * n + c] / a[c * n + c];
      for (let k = c; k < n; k++) a[r * n + k] -= factor * a[c * n + k];
    }
  }
  return least;
}

function congruence(f: Float64Array, p: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) for (let l = 0; l < n; l++) sum += f[i * n + k] * p[k * n + l] * f[j * n + l];
      out[i * n + j] = sum;
    }
  }
  return out;
}
