import { describe, expect, test } from 'vitest';
import {
  crplAtmosphere,
  factorOfGradient,
  gasAttenuation,
  knifeEdgeLoss,
  LAND,
  MEAN_EARTH_RADIUS,
  rainAttenuation,
  rainCoefficients,
  refractivity,
  SEA,
  smoothEarthDiffraction,
  straightElevation,
  traceRay,
} from '../../src/engine/earth/index.js';

const degree = Math.PI / 180;

describe('gases, by the validation examples of ITU-R P.676-12 (rev. 5.1): 1013.25 hPa of dry air, 288.15 K, 7.5 g/m³', () => {
  const air = { dryPressure: 101_325, temperature: 288.15, vapourDensity: 0.0075 };
  // GHz; dB/km by oxygen, by water vapour and by both.
  test.each([
    [1, 0.005388658, 5.09e-5, 0.005439563],
    [2, 0.006716038, 0.000204381, 0.00692042],
    [3, 0.00707596, 0.000462793, 0.007538753],
    [4, 0.007258969, 0.000830334, 0.008089303],
    [5, 0.007400426, 0.001313459, 0.008713885],
    [8, 0.007843794, 0.003572123, 0.011415917],
    [10, 0.008224417, 0.005974125, 0.014198542],
    [12, 0.008698264, 0.009535388, 0.018233652],
    [15, 0.009618924, 0.019439422, 0.029058346],
    [18, 0.010849056, 0.046663869, 0.057512925],
    [20, 0.01188355, 0.097047305, 0.108930855],
    [22, 0.013130223, 0.174207033, 0.187337256],
    [30, 0.021449684, 0.072374863, 0.093824547],
    [40, 0.052116839, 0.07896903, 0.131085869],
    [53, 1.126612315, 0.123152948, 1.249765263],
    [60, 14.6234748, 0.154841841, 14.77831664],
    [90, 0.038869711, 0.341973394, 0.380843105],
    [130, 0.041509084, 0.751844704, 0.793353787],
  ])('%d GHz', (ghz, oxygen, water, both) => {
    const found = gasAttenuation(ghz * 1e9, air);
    // Half a unit of the last printed digit.
    const printed = (value: number) => 0.51 * 10 ** (value >= 1 ? (value >= 10 ? -7 : -9) : value < 1e-4 ? -7 : -9);
    expect(Math.abs(1000 * found.oxygen - oxygen)).toBeLessThan(printed(oxygen));
    expect(Math.abs(1000 * found.water - water)).toBeLessThan(printed(water));
    expect(Math.abs(1000 * (found.oxygen + found.water) - both)).toBeLessThan(both >= 10 ? 1e-8 : 1e-9);
  });
});

describe('rain, by the validation examples of ITU-R P.838-3 (rev. 5.1)', () => {
  // Elevation °, GHz, mm/h, tilt of polarisation °; k, α, dB/km.
  test.each([
    [31.07699124, 14.25, 26.48052, 0, 0.03975488, 1.12418043, 1.58130839],
    [40.232036, 14.25, 33.936232, 0, 0.04007624, 1.11804138, 2.06173213],
    [46.35969261, 14.25, 27.13586832, 0, 0.04030344, 1.11376017, 1.5920842],
    [31.07699124, 29, 26.48052, 0, 0.22106804, 0.95320005, 5.02180189],
    [22.27833468, 14.25, 50.639304, 0, 0.03949319, 1.12925336, 3.32139638],
    [52.67898486, 29, 78.2994993, 0, 0.21923716, 0.9464763, 13.59290086],
    [48.24117054, 14.25, 63.62668149, 90, 0.04226474, 1.07871664, 3.72901264],
    [85.80459566, 14.25, 99.13558978, 90, 0.04133039, 1.09499629, 6.34064598],
    [20.14335809, 29, 42.91007183, 90, 0.21298877, 0.92265917, 6.83364556],
  ])('elevation %d°, %d GHz, %d mm/h, tilt %d°', (elevation, ghz, rate, tilt, k, alpha, loss) => {
    const found = rainCoefficients(ghz * 1e9, elevation * degree, tilt * degree);
    expect(found.k).toBeCloseTo(k, 8);
    expect(found.alpha).toBeCloseTo(alpha, 8);
    expect(1000 * rainAttenuation(found, rate)).toBeCloseTo(loss, 7);
  });
});

test('ITU-R P.453: air of 288.15 K, 1013.25 hPa and 10.2 hPa of vapour has a refractivity of 318.74', () => {
  expect(refractivity(288.15, 101_325, 1020)).toBeCloseTo(318.74, 2);
});

describe('rays (MathWorks, Radar Toolbox: height2range, height2grndrange, refractionexp, effearthradius)', () => {
  test('the CRPL decay is 0.1184, 0.1439 and 0.2233 per km for 200, 313 and 450 N-units', () => {
    for (const [surface, perKm] of [
      [200, 0.1184],
      [313, 0.1439],
      [450, 0.2233],
    ])
      expect(1000 * crplAtmosphere(surface).decay).toBeCloseTo(perKm, 4);
  });

  test('from 10 m at 2° to 1 km through the CRPL atmosphere: 27 143 m of ground, 27 171 m of radio, 27 163 m of path', () => {
    // Earth radius 6371.0 km: refraction is in the atmosphere and not in the radius.
    const ray = traceRay(crplAtmosphere(313), 10, 2 * degree, 1000)!;
    expect(Math.round(ray.groundRange)).toBe(27_143);
    expect(Math.round(ray.radioRange)).toBe(27_171);
    expect(Math.round(ray.length)).toBe(27_163);
    // Where the target really stands: 1.9666°, on an earth of factor 1.
    expect(straightElevation(10, 1000, ray.groundRange, 1) / degree).toBeCloseTo(1.9666, 4);
  });

  test('the same with an effective earth radius of 8477.4 km: 27 106 m of ground', () => {
    const factor = (factorOfGradient(-39e-9, 6_371_000) * 6_371_000) / MEAN_EARTH_RADIUS;
    expect(Math.abs(straightElevation(10, 1000, 27_106, factor) / degree - 2)).toBeLessThan(1e-4);
  });

  test('300 km away at 0.5° over 10 m means 7932.5 m of height, with an effective earth radius of 8477.4 km', () => {
    const radius = 6_371_000 * factorOfGradient(-39e-9, 6_371_000);
    // Ground distance of a point at that height and slant range.
    const cosine = ((radius + 10) ** 2 + (radius + 7932.5) ** 2 - 300e3 ** 2) / (2 * (radius + 10) * (radius + 7932.5));
    const ground = radius * Math.acos(cosine);
    expect(straightElevation(10, 7932.5, ground, radius / MEAN_EARTH_RADIUS) / degree).toBeCloseTo(0.5, 5);
  });

  test('a gradient of −39·10⁻⁹ per metre on 6371 km gives 8.4774·10⁶ m', () => {
    expect((6_371_000 * factorOfGradient(-39e-9, 6_371_000)) / 1e6).toBeCloseTo(8.4774, 4);
  });
});

describe('diffraction', () => {
  test.each([
    ['horizontal', 0.9096129307, 734.4522796, 154.8142878, 13.921474],
    ['horizontal', 0.91, 734.5370073, 154.7962427, 13.92053993],
    ['vertical', 0.91, 734.5370073, 154.7962427, 14.04613832],
  ] as const)(
    'over a smooth earth (ITU-R P.1812-6, validation b2iseac, %s): sea %d, 235.1 km, radius 19 113 km',
    (...row) => {
      const [polarisation, sea, h1, h2, loss] = row;
      const over = (ground: typeof SEA) =>
        smoothEarthDiffraction(0.0953e9, polarisation, ground, 235_100, h1, h2, 19_113_000);
      expect(Math.abs(sea * over(SEA) + (1 - sea) * over(LAND) - loss)).toBeLessThan(1e-3);
    },
  );

  test('a line that grazes a knife edge loses 6 dB, one half of the field', () => {
    expect(knifeEdgeLoss(0)).toBeCloseTo(6.03, 2);
    expect(knifeEdgeLoss(-0.79)).toBe(0);
    // Far in the shadow the asymptote 13 + 20 log ν of P.526.
    expect(knifeEdgeLoss(10)).toBeCloseTo(13 + 20, 0);
  });
});
