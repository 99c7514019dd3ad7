import { describe, expect, test } from 'vitest';
import {
  crplAtmosphere,
  effectiveEarthRadius,
  factorForHorizon,
  fresnelInto,
  gasAttenuation,
  gasLoss,
  indexGradient,
  LAND,
  lengthInRain,
  lookUpGasLoss,
  MEAN_ATMOSPHERE,
  MEAN_EARTH_RADIUS,
  makeGasProfile,
  makeGasTable,
  makeMultipath,
  nearestToSurface,
  propagationFactor,
  radarHorizon,
  rainAttenuation,
  rainCoefficients,
  rayBetween,
  refractedHorizon,
  refractiveIndex,
  refractivity,
  roughnessFactor,
  SEA,
  standardAtmosphere,
  straightElevation,
  traceRay,
} from './index.js';

const degree = Math.PI / 180;
// Earth radius of these tests: 4/3 of the mean radius, 8494.68 km, unless a ray bends.
const RADIUS = effectiveEarthRadius(4 / 3);

describe('gases on a slant path', () => {
  test('are the specific attenuation along it, step by step', () => {
    const profile = makeGasProfile(10e9, 0.0075);
    const attenuation = (height: number) => {
      const { pressure, temperature } = standardAtmosphere(height);
      const vapourDensity = 0.0075 * Math.exp(-height / 2000);
      const dryPressure = pressure - (vapourDensity * temperature * 1e5) / 216.7;
      const { oxygen, water } = gasAttenuation(10e9, { dryPressure, temperature, vapourDensity });
      return oxygen + water;
    };
    // To 8 km at 120 km, in steps of 200 m, heights by circles and lines and not by the parabola.
    const [range, h1, h2] = [120e3, 15, 8000];
    const sine = ((RADIUS + h2) ** 2 - (RADIUS + h1) ** 2 - range ** 2) / (2 * range * (RADIUS + h1));
    let sum = 0;
    for (let s = 100; s < range; s += 200) {
      sum += 200 * attenuation(Math.sqrt((RADIUS + h1) ** 2 + s * s + 2 * s * (RADIUS + h1) * sine) - RADIUS);
    }
    expect(Math.abs(gasLoss(profile, range, h1, h2, RADIUS) / sum - 1)).toBeLessThan(2e-3);
  });

  test.each([
    [1e9, 0.005],
    [3e9, 0.005],
    [10e9, 0.005],
    [16e9, 0.005],
    [22.2e9, 0.02],
    [35e9, 0.02],
  ])(
    'read from a table at %d Hz are within %d dB of the integral, from the ground and from 9 km',
    (frequency, bound) => {
      const profile = makeGasProfile(frequency, 0.0075);
      let worst = 0;
      for (const sensor of [20, 9000]) {
        const table = makeGasTable(profile, sensor, 600e3, 40e3, RADIUS);
        for (let height = 5; height < 40e3; height *= 1.63) {
          for (let range = 500; range < 600e3; range *= 1.29) {
            if (range < Math.abs(height - sensor) || range > radarHorizon(sensor, height, RADIUS)) continue;
            const exact = gasLoss(profile, range, sensor, height, RADIUS);
            worst = Math.max(worst, Math.abs(lookUpGasLoss(table, range, height) - exact));
          }
        }
      }
      expect(worst).toBeLessThan(bound);
    },
  );

  test('never grow less with range, nor with damper air', () => {
    const [dry, damp] = [makeGasProfile(16e9, 0.001), makeGasProfile(16e9, 0.02)];
    let before = 0;
    for (let range = 10e3; range < 300e3; range += 10e3) {
      const loss = gasLoss(dry, range, 20, 6000, RADIUS);
      expect(loss).toBeGreaterThan(before);
      expect(gasLoss(damp, range, 20, 6000, RADIUS)).toBeGreaterThan(loss);
      before = loss;
    }
  });
});

describe('rain', () => {
  const cell = { height: 4000, near: 20e3, far: 50e3 };

  test('counts only where the ray is in the cell and below its top', () => {
    expect(lengthInRain(100e3, 20, 500, RADIUS, cell)).toBeCloseTo(30e3, 6);
    expect(lengthInRain(35e3, 20, 500, RADIUS, cell)).toBeCloseTo(15e3, 6);
    expect(lengthInRain(19e3, 20, 500, RADIUS, cell)).toBe(0);
    expect(lengthInRain(100e3, 9000, 9000, RADIUS, cell)).toBe(0);
    // Steeply upwards the ray leaves the rain: 4000 m of 10 000 m of height, in a cell about the radar.
    const here = { height: 4000, near: 0, far: 1e6 };
    expect(lengthInRain(14_142, 0, 10_000, RADIUS, here)).toBeCloseTo(0.4 * 14_142, -1);
  });

  test('a ray that dips into it from above and rises out again is wet in between', () => {
    // Two points at 5 km, 400 km apart: half way the ray is 400²/8Re = 2354 m lower.
    const wet = lengthInRain(400e3, 5000, 5000, RADIUS, { height: 4000, near: 0, far: 400e3 });
    // Under 4 km where the drop is over 1 km: √(400² − 4·8494.68·2) km of it.
    expect(wet / 1000).toBeCloseTo(Math.sqrt(400 ** 2 - 4 * 8494.678 * 2), 1);
  });

  test('of no rate attenuates nothing; horizontal waves suffer most, circular ones in between', () => {
    const at = (tilt: number) => rainAttenuation(rainCoefficients(10e9, 0, tilt), 25);
    expect(rainAttenuation(rainCoefficients(10e9, 0, 0), 0)).toBe(0);
    expect(at(0)).toBeGreaterThan(at(Math.PI / 4));
    expect(at(Math.PI / 4)).toBeGreaterThan(at(Math.PI / 2));
  });
});

/** A ray stepped through the atmosphere by Runge and Kutta's method: ground range and path length where it reaches `h1`. */
function stepRay(surface: number, h0: number, elevation: number, h1: number): { ground: number; length: number } {
  const air = crplAtmosphere(surface);
  const slopes = ([r, , e]: number[]) => {
    const height = r - MEAN_EARTH_RADIUS;
    const bend = indexGradient(air, height) / refractiveIndex(air, height);
    return [Math.sin(e), Math.cos(e) / r, Math.cos(e) * (1 / r + bend)];
  };
  const plus = (a: number[], b: number[], h: number) => a.map((x, i) => x + h * b[i]);
  let at = [MEAN_EARTH_RADIUS + h0, 0, elevation];
  let length = 0;
  const h = 50;
  for (;;) {
    const a = slopes(at);
    const b = slopes(plus(at, a, h / 2));
    const c = slopes(plus(at, b, h / 2));
    const d = slopes(plus(at, c, h));
    const next = at.map((x, i) => x + (h / 6) * (a[i] + 2 * b[i] + 2 * c[i] + d[i]));
    if (next[0] >= MEAN_EARTH_RADIUS + h1 && next[2] > 0) {
      const share = (MEAN_EARTH_RADIUS + h1 - at[0]) / (next[0] - at[0]);
      return { ground: MEAN_EARTH_RADIUS * (at[1] + share * (next[1] - at[1])), length: length + share * h };
    }
    at = next;
    length += h;
  }
}

describe('a ray through an exponential atmosphere', () => {
  const air = crplAtmosphere(313);

  test.each([
    [10, 0, 3000],
    [10, 0.3, 12_000],
    [500, -0.4, 9000],
    [9000, -2, 11_000],
    [20, 5, 20_000],
  ])('from %d m at %d° to %d m is the one that a numerical trace finds', (h0, elevationDeg, h1) => {
    const ray = traceRay(air, h0, elevationDeg * degree, h1)!;
    const { ground, length } = stepRay(313, h0, elevationDeg * degree, h1);
    expect(Math.abs(ray.groundRange - ground)).toBeLessThan(0.5);
    expect(Math.abs(ray.length - length)).toBeLessThan(0.5);
  });

  test('between two points is found from its ends, and is the same seen from either', () => {
    for (const [h1, h2, distance] of [
      [15, 5000, 200e3],
      [15, 10_000, 60e3],
      [9000, 100, 350e3],
    ]) {
      const ray = rayBetween(air, h1, h2, distance)!;
      expect(ray.groundRange).toBeCloseTo(distance, 1);
      expect(rayBetween(air, h2, h1, distance)).toEqual(ray);
    }
    expect(rayBetween(air, 10, 100, 60e3)).toBeUndefined();
    expect(traceRay(air, 10, -1 * degree, 100)).toBeUndefined();
  });

  test('over a radar site agrees with 4/3 earth within 0.05° to 5 km of height, and at 20 km no longer', () => {
    const gap = (h2: number, distance: number) =>
      Math.abs(rayBetween(air, 15, h2, distance)!.elevation - straightElevation(15, h2, distance, 4 / 3)) / degree;
    for (const [h2, distance] of [
      [1000, 100e3],
      [3000, 150e3],
      [5000, 200e3],
    ])
      expect(gap(h2, distance)).toBeLessThan(0.05);
    expect(gap(20_000, 500e3)).toBeGreaterThan(0.05);
  });

  test('has a horizon beyond that of 4/3 earth for low targets and short of it for high ones', () => {
    expect(refractedHorizon(air, 10, 100) / radarHorizon(10, 100, RADIUS)).toBeCloseTo(1.025, 3);
    expect(refractedHorizon(air, 30, 10_000) / radarHorizon(30, 10_000, RADIUS)).toBeCloseTo(0.992, 3);
    // Near the ground the factor is that of the gradient there: 1 / (1 − a·45.0e-9) = 1.402 for 313 N-units.
    expect(factorForHorizon(air, 1, 1)).toBeCloseTo(1.402, 3);
    expect(factorForHorizon(air, 10, 20_000)).toBeLessThan(1.29);
    // The mean atmosphere of ITU-R P.453 begins with −42.9 N-units a kilometre.
    expect(1e9 * indexGradient(MEAN_ATMOSPHERE, 0)).toBeCloseTo(-42.86, 2);
  });
});

describe('two rays over a reflecting earth', () => {
  const mirror = {
    ground: { permittivity: 100, conductivity: 100 },
    roughness: 0,
    polarisation: 'horizontal',
  } as const;
  const smooth = makeMultipath(3e9, mirror, RADIUS);

  test('near by, where the earth is flat, interfere as 4 sin²(π δ / λ), δ about 2h₁h₂/d', () => {
    const wavelength = 299_792_458 / 3e9;
    for (let d = 500; d < 1000; d += 7) {
      const difference = Math.hypot(d, 40) - Math.hypot(d, 20);
      expect(Math.abs(difference / ((2 * 10 * 30) / d) - 1)).toBeLessThan(0.002);
      const flat = 4 * Math.sin((Math.PI * difference) / wavelength) ** 2;
      expect(Math.abs(propagationFactor(smooth, 10, 30, d) - flat)).toBeLessThan(0.15);
    }
  });

  test('give lobes of up to 6 dB one way and nulls between, a lobe every λ/2h of elevation', () => {
    const found: number[] = [];
    let [a, b] = [0, 0];
    for (let height = 10; height < 800; height += 0.5) {
      const c = propagationFactor(smooth, 10, height, 20e3);
      expect(c).toBeLessThan(4);
      if (b > a && b > c && b > 3) found.push(height);
      [a, b] = [b, c];
    }
    // λ / 2h = 5 mrad: 100 m at 20 km.
    for (let i = 1; i < found.length; i++) expect(Math.abs(found[i] - found[i - 1] - 100)).toBeLessThan(5);
    expect(found.length).toBe(8);
  });

  test('pass into diffraction towards the horizon without a step, weakening all the way', () => {
    for (const frequency of [0.15e9, 1e9, 3e9, 10e9]) {
      const over = makeMultipath(frequency, { ground: LAND, roughness: 0, polarisation: 'horizontal' }, RADIUS);
      let before = propagationFactor(over, 8, 100, 45e3);
      for (let d = 45.1e3; d < 70e3; d += 100) {
        const now = propagationFactor(over, 8, 100, d);
        expect(now).toBeLessThan(before);
        expect(now / before).toBeGreaterThan(0.94);
        before = now;
      }
    }
  });

  test('of which one meets rough sea or leaves where the antenna is weak interfere less', () => {
    const swing = (roughness: number, reflectedGain: number) => {
      const over = makeMultipath(3e9, { ground: SEA, roughness, polarisation: 'horizontal' }, RADIUS);
      let [low, high] = [10, 0];
      for (let height = 100; height < 700; height += 1) {
        const factor = propagationFactor(over, 10, height, 20e3, reflectedGain);
        low = Math.min(low, factor);
        high = Math.max(high, factor);
      }
      return high - low;
    };
    expect(swing(0, 1)).toBeGreaterThan(3.7);
    expect(swing(0.6, 1)).toBeLessThan(swing(0, 1));
    expect(swing(0, 0.01)).toBeLessThan(0.5);
    expect(swing(30, 1)).toBeLessThan(1);
  });

  test('reflect at the same angle in and out', () => {
    for (const [h1, h2, d] of [
      [10, 100, 30e3],
      [30, 9000, 200e3],
      [500, 20, 60e3],
    ]) {
      const d1 = nearestToSurface(d, h1, h2, RADIUS);
      const angle = (h: number, r: number) => (h - (r * r) / (2 * RADIUS)) / r;
      expect(angle(h1, d1) / angle(h2, d - d1)).toBeCloseTo(1, 9);
    }
  });
});

describe('Fresnel’s coefficient', () => {
  const out = new Float64Array(2);
  const of = (polarisation: 'horizontal' | 'vertical', sine: number, ground = SEA) => {
    fresnelInto(makeMultipath(3e9, { ground, roughness: 0, polarisation }, RADIUS), sine, out);
    return [...out];
  };

  test('is −1 at grazing incidence for both polarisations', () => {
    for (const polarisation of ['horizontal', 'vertical'] as const) {
      const [magnitude, phase] = of(polarisation, 1e-9);
      expect(magnitude).toBeCloseTo(1, 6);
      expect(Math.abs(phase)).toBeCloseTo(Math.PI, 6);
    }
  });

  test('at right angles is (1 − n) / (1 + n), for both polarisations up to the sign', () => {
    const glass = { permittivity: 2.25, conductivity: 0 };
    expect(of('horizontal', 1, glass)[0]).toBeCloseTo(0.2, 12);
    expect(of('vertical', 1, glass)[0]).toBeCloseTo(0.2, 12);
    // Brewster: tan ψ = 1/n, ψ = 33.69° from the surface.
    expect(of('vertical', Math.sin(Math.atan(1 / 1.5)), glass)[0]).toBeLessThan(1e-12);
  });

  test('and roughness: a mirror keeps all, Rayleigh’s limit about half', () => {
    const rough = (roughness: number) =>
      makeMultipath(3e9, { ground: SEA, roughness, polarisation: 'horizontal' }, RADIUS);
    expect(roughnessFactor(rough(0), 0.1)).toBe(1);
    // h sin ψ = λ/8: z = π²/8, e^−z I₀(z) = 0.41302 (SciPy)
    const sine = 299_792_458 / 3e9 / 8;
    expect(roughnessFactor(rough(1), sine)).toBeCloseTo(0.41302, 5);
  });
});

describe('what lies outside a formula is refused in words', () => {
  const air = { dryPressure: 1e5, temperature: 288, vapourDensity: 0.007 };
  test.each([
    [
      () => gasAttenuation(0.15e9, air),
      'frequency for gas attenuation must be 1000000000–1000000000000 Hz; got 150000000 Hz',
    ],
    [() => gasAttenuation(3e9, { ...air, temperature: -1 }), 'air temperature must be above 0 K; got -1 K'],
    [
      () => gasAttenuation(3e9, { ...air, vapourDensity: 7.5 }),
      'water vapour density must be 0–0.2 kg/m³; got 7.5 kg/m³',
    ],
    [() => rainCoefficients(0.4e9, 0, 0), 'frequency for rain attenuation must be'],
    [() => rainAttenuation({ k: 1, alpha: 1 }, -1), 'rain rate must be 0–300 mm/h; got -1 mm/h'],
    [() => refractivity(0, 101_325, 0), 'air temperature must be above 0 K'],
    [() => refractivity(288, 101_325, 200_000), 'vapour pressure must be 0–101325 Pa'],
    [() => crplAtmosphere(100), 'surface refractivity must be 200–450 N-units; got 100 N-units'],
    [
      () => makeMultipath(0, { ground: SEA, roughness: 0, polarisation: 'vertical' }, RADIUS),
      'frequency for multipath',
    ],
    [() => makeMultipath(3e9, { ground: SEA, roughness: -1, polarisation: 'vertical' }, RADIUS), 'surface roughness'],
  ])('%#', (call, message) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
  });
});
