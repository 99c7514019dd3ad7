import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  besselI0e,
  betaQuantile,
  exp,
  log,
  logGamma,
  marcumQ,
  normalCdf,
  normalQuantile,
  poissonProbability,
  poissonQuantile,
  regularizedBeta,
  regularizedGammaP,
  regularizedGammaQ,
  studentTQuantile,
} from './index.js';

/** Reference values without a named table are from 40-digit arithmetic (mpmath). */
function expectRelative(value: number, reference: number, tolerance: number): void {
  expect(Math.abs(value - reference) / Math.abs(reference)).toBeLessThan(tolerance);
}

describe('log Γ', () => {
  test.each([
    [0.5, 0.5723649429247001],
    [1.5, -0.12078223763524522],
    [3.25, 0.9358019311087253],
    [10, 12.80182748008147],
    [15.9, 27.625493215168692],
    [16.1, 28.173694494813546],
    [1e5, 1051287.7089736569],
    [1e-5, 11.512919692895826],
  ])('of %s', (x, reference) => {
    expect(Math.abs(logGamma(x) - reference)).toBeLessThan(2e-15 * Math.max(2, Math.abs(reference)));
  });

  test('obeys Γ(x+1) = x Γ(x), and is NaN where it is not defined', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1e4, noNaN: true }), (x) => {
        expect(Math.abs(logGamma(x + 1) - logGamma(x) - log(x))).toBeLessThan(1e-15 * (20 + x * 12));
      }),
      { seed: 1 },
    );
    expect([logGamma(0), logGamma(-1), logGamma(Number.NaN)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });
});

describe('the incomplete gamma function', () => {
  test.each([
    [1, 2, 0.8646647167633873, 0.1353352832366127],
    [10, 35, 0.9999998178629961, 1.8213700395721062e-7],
    [10, 3, 0.0011024881301154798, 0.9988975118698845],
    [100, 160, 0.999999855797755, 1.4420224505352737e-7],
    [100, 60, 1.4815276326460468e-6, 0.9999985184723673],
    [0.5, 4, 0.9953222650189527, 0.004677734981047266],
    [3.5, 0.25, 0.0005535186095750345, 0.999446481390425],
    [1000, 1100, 0.99894067674607, 0.0010593232539299773],
    [20, 61.5, 0.9999999997757981, 2.242018361720952e-10],
  ])('P and Q of (%s, %s) are right to 1e-13 of themselves, tails included', (a, x, p, q) => {
    expectRelative(regularizedGammaP(a, x), p, 1e-13);
    expectRelative(regularizedGammaQ(a, x), q, 1e-13);
  });

  test('Q(n, x) is the Poisson sum, down to false alarm probabilities of 1e-12', () => {
    for (const n of [1, 2, 5, 20, 64]) {
      for (const x of [0.1, 1, n, 2 * n + 10, n + 30]) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += poissonProbability(k, x);
        expectRelative(regularizedGammaQ(n, x), sum, 1e-13);
      }
    }
    expectRelative(regularizedGammaQ(1, 27.631021115928547), 1e-12, 1e-13);
  });

  test('P rises with x, falls with a, and P + Q = 1', () => {
    const positive = fc.double({ min: 0.01, max: 500, noNaN: true });
    fc.assert(
      fc.property(positive, positive, fc.double({ min: 0.001, max: 10, noNaN: true }), (a, x, more) => {
        const p = regularizedGammaP(a, x);
        expect(regularizedGammaP(a, x + more)).toBeGreaterThanOrEqual(p * (1 - 1e-12));
        expect(regularizedGammaP(a + more, x)).toBeLessThanOrEqual(p * (1 + 1e-12));
        expect(Math.abs(p + regularizedGammaQ(a, x) - 1)).toBeLessThan(1e-14);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe('Poisson', () => {
  test.each([0.3, 3, 29.5, 30, 50, 2000])('the quantile inverts the distribution function at mean %s', (mean) => {
    for (let i = 1; i < 200; i++) {
      const p = i / 200;
      const k = poissonQuantile(p, mean);
      // The distribution function at k is Q(k+1, mean).
      expect(regularizedGammaQ(k + 1, mean)).toBeGreaterThanOrEqual(p - 1e-12);
      if (k > 0) expect(regularizedGammaQ(k, mean)).toBeLessThan(p + 1e-12);
    }
  });

  test('the quantile is 0 at mean 0, and finite for the largest uniform number', () => {
    expect(poissonQuantile(0.999, 0)).toBe(0);
    expect(poissonQuantile(1 - 2 ** -53, 5)).toBeLessThan(40);
  });
});

describe('the normal distribution', () => {
  test.each([
    [-37.5, 4.605353009581955e-308],
    [-10, 7.619853024160525e-24],
    [-5, 2.866515718791939e-7],
    [-3, 0.0013498980316300946],
    [-1.5, 0.06680720126885807],
    [-0.1, 0.460172162722971],
    [0.25, 0.5987063256829237],
    [1, 0.8413447460685429],
    [2.5, 0.9937903346742238],
    [6, 0.9999999990134123],
  ])('function at %s', (x, reference) => {
    expectRelative(normalCdf(x), reference, 1e-14);
  });

  // The first three are Wichura's own test values for PPND16.
  test.each([
    [0.25, -0.6744897501960817],
    [0.001, -3.090232306167814],
    [1e-20, -9.262340089798409],
    [0.025, -1.9599639845400543],
    [0.07, -1.4757910281791706],
    [0.4, -0.2533471031357997],
    [1e-10, -6.361340902404056],
    [1e-300, -37.0470962993612],
    [0.95, 1.6448536269514722],
  ])('quantile at %s', (p, reference) => {
    expectRelative(normalQuantile(p), reference, 1e-15);
  });

  test('quantile and function invert each other, the tails too', () => {
    fc.assert(
      fc.property(fc.double({ min: -35, max: 0, noNaN: true }), (x) => {
        expect(Math.abs(normalQuantile(normalCdf(x)) - x)).toBeLessThan(3e-14);
      }),
      { seed: 1, numRuns: 500 },
    );
    expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([-Infinity, 0, Infinity]);
    expect([normalQuantile(-0.1), normalQuantile(1.1), normalCdf(Number.NaN)]).toEqual([NaN, NaN, NaN]);
  });
});

describe('the incomplete beta function', () => {
  test.each([
    [0.3, 2, 3, 0.3483],
    [0.5, 0.5, 0.5, 0.5],
    [0.01, 0.5, 100, 0.843224134575559],
    [0.9, 90, 11, 0.5831555122664921],
    [0.999, 5000, 3, 0.12435737403741322],
    [0.2, 30, 50, 0.0001722945272179606],
  ])('at x = %s, a = %s, b = %s', (x, a, b, reference) => {
    expectRelative(regularizedBeta(x, a, b), reference, 1e-13);
  });

  test('its quantile inverts it', () => {
    const shape = fc.double({ min: 0.5, max: 300, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 0.999, noNaN: true }), shape, shape, (p, a, b) => {
        const x = betaQuantile(p, a, b);
        // Where x rounds near 1, a step of its last place moves the function by the density.
        expect(Math.abs(regularizedBeta(x, a, b) - p)).toBeLessThan(1e-12 + (x > 0.999 ? 1e-8 : 0));
      }),
      { seed: 1, numRuns: 300 },
    );
    expectRelative(betaQuantile(0.1, 2, 3), 0.14255931671003072, 1e-14);
    expectRelative(betaQuantile(1e-6, 5, 100), 0.0016562711105569555, 1e-13);
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 1]);
  });
});

describe('Student’s t quantile', () => {
  // The tables of Abramowitz and Stegun, 26.10, print the first five to three places.
  test.each([
    [0.975, 1, 12.706204736174692],
    [0.975, 10, 2.2281388519862744],
    [0.95, 5, 2.0150483733330233],
    [0.995, 2, 9.92484320091829],
    [0.9995, 3, 12.923978636687965],
    [0.975, 29, 2.045229642132704],
    [0.975, 199, 1.9719565442517535],
    [0.6, 4, 0.27072229470759734],
    [0.55, 30, 0.1267296131320737],
    [0.975, 1e6, 1.9599663568141068],
  ])('at p = %s with %s degrees of freedom', (p, df, reference) => {
    expectRelative(studentTQuantile(p, df), reference, 3e-14);
  });

  test('is odd about a half, has a closed form at two degrees, and tends to the normal', () => {
    expectRelative(studentTQuantile(1e-8, 3), -479.5250695797383, 1e-14);
    expect(studentTQuantile(0.5, 7)).toBe(0);
    expect(studentTQuantile(0.25, 7)).toBe(-studentTQuantile(0.75, 7));
    for (const p of [0.001, 0.3, 0.6, 0.99]) {
      expectRelative(studentTQuantile(p, 2), (2 * p - 1) / Math.sqrt(2 * p * (1 - p)), 2e-14);
    }
    expect(studentTQuantile(0.9, Infinity)).toBe(normalQuantile(0.9));
  });
});

test.each([
  [0.5, 0.6450352704491501],
  [3, 0.2430003541618254],
  [10, 0.12783333716342862],
  [19.99, 0.08980306142890937],
  [20.01, 0.0897575796275753],
  [100, 0.03994437929909668],
])('the scaled Bessel function e^-x I0(x) at %s', (x, reference) => {
  expectRelative(besselI0e(x), reference, 1e-14);
  expect(besselI0e(-x)).toBe(besselI0e(x));
});

describe('Marcum’s Q function', () => {
  test.each([
    [1, 3, 4, 0.19651218938840762],
    [1, 1, 1, 0.7328798037968203],
    [1, 5, 4.5, 0.7277993267674712],
    [5, 2, 6, 0.002765769150885777],
    [10, 4, 8, 0.00901789243135121],
    [50, 3, 10, 0.7107563241679404],
    [100, 10, 20, 0.0005712533967706922],
    [1000, 30, 55, 0.07718445901305061],
    [1000, 60, 75, 0.4243011455984438],
    [1, 0.1, 6, 1.6628303966495244e-8],
    [1000, 0, 50, 1.0740080231386176e-13],
  ])('of order %s at (%s, %s)', (m, a, b, reference) => {
    expect(Math.abs(marcumQ(m, a, b) - reference)).toBeLessThan(1e-13);
    expectRelative(marcumQ(m, a, b), reference, 1e-9);
  });

  test('obeys Q1(a, a) = (1 + e^-a² I0(a²))/2', () => {
    for (const a of [0.3, 1, 2.5, 7, 20]) {
      expect(Math.abs(marcumQ(1, a, a) - 0.5 * (1 + besselI0e(a * a)))).toBeLessThan(1e-14);
    }
  });

  test('without signal is the false alarm probability, and rises with signal and order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.double({ min: 0, max: 40, noNaN: true }),
        fc.double({ min: 0.01, max: 50, noNaN: true }),
        (m, a, b) => {
          expect(Math.abs(marcumQ(m, 0, b) - regularizedGammaQ(m, 0.5 * b * b))).toBeLessThan(1e-14);
          const q = marcumQ(m, a, b);
          expect(q).toBeLessThanOrEqual(1);
          expect(marcumQ(m, a + 0.5, b)).toBeGreaterThanOrEqual(q - 1e-13);
          expect(marcumQ(m + 1, a, b)).toBeGreaterThanOrEqual(q - 1e-13);
        },
      ),
      { seed: 1, numRuns: 300 },
    );
    expect([marcumQ(1, 2, 0), marcumQ(1, 2, Infinity), marcumQ(0.5, 1, 1)]).toEqual([1, 0, NaN]);
    expectRelative(marcumQ(1, 0, 2), exp(-2), 1e-14);
  });
});
