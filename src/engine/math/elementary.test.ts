import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as math from './index.js';

// 45 digits leave at least 28 after reducing an argument of 1e9 that lies 1e-8 from a multiple of pi/2.
const D = Decimal.clone({ precision: 45, toExpNeg: -400, toExpPos: 400, minE: -900, maxE: 900 });

/** The exponent of the last place of a double. Math.log2 may round up across a power of two, so it is checked. */
function lastPlace(x: number): number {
  const power = Math.floor(Math.log2(Math.abs(x)));
  return Math.max(-1074, (Math.abs(x) / 2 ** power < 1 ? power - 1 : power) - 52);
}

/** A double's own value; decimal.js would take the decimal digits that print it. */
function exactly(x: number): Decimal {
  if (x === 0) return new D(0);
  const power = lastPlace(x);
  return new D(x / 2 ** power).times(new D(2).pow(power));
}

/** Distance of a value from the exact one in units of the exact one's last place. */
function ulps(value: number, exact: Decimal): number {
  const nearest = exact.toNumber();
  if (!Number.isFinite(nearest) || !Number.isFinite(value)) return value === nearest ? 0 : Number.POSITIVE_INFINITY;
  return exact
    .minus(exactly(value))
    .abs()
    .div(new D(2).pow(lastPlace(nearest || 5e-324)))
    .toNumber();
}

/** Points spread evenly but not on a grid: multiples of the golden ratio modulo 1. */
function spread(low: number, high: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => low + (high - low) * ((0.618033988749895 * (i + 1)) % 1));
}

/** Points spread evenly over binary exponents. */
function decades(low: number, high: number, count: number): number[] {
  return spread(low, high, count).map((e) => 2 ** Math.floor(e) * (1 + ((e * 1048576) % 1)));
}

const mirrored = (xs: number[]): number[] => xs.flatMap((x) => [x, -x]);

function worst(xs: number[], f: (x: number) => number, exact: (x: Decimal) => Decimal): number {
  let most = 0;
  for (const x of xs) most = Math.max(most, ulps(f(x), exact(exactly(x))));
  return most;
}

const halfPiMultiples = [1, 2, 3, 7, 100, 12345, 524287, 999999, 2 ** 27 + 1].flatMap((k) =>
  [k * (Math.PI / 2), k * (Math.PI / 4)].flatMap((x) => [x, x * (1 + 2 ** -52), x * (1 - 2 ** -52)]),
);
const angles = [
  ...spread(-0.8, 0.8, 300),
  ...spread(-10, 10, 300),
  ...spread(-8e5, 8e5, 200),
  ...spread(-1e9, 1e9, 100),
  ...mirrored(decades(-40, 1, 50)),
  ...mirrored(halfPiMultiples),
];
const positives = [...spread(0.5, 2, 500), ...spread(0.98, 1.02, 300), ...decades(-1074, 1023, 300), 5e-324, 1.7e308];

describe('against 45-digit arithmetic the error stays below one unit in the last place:', () => {
  const cases: [string, number[], (x: number) => number, (x: Decimal) => Decimal, number][] = [
    ['sin', angles, math.sin, (x) => x.sin(), 0.85],
    ['cos', angles, math.cos, (x) => x.cos(), 0.85],
    ['tan', angles, math.tan, (x) => x.tan(), 0.95],
    ['asin', [...spread(-1, 1, 500), ...decades(-30, 0, 50), 1 - 2 ** -53], math.asin, (x) => x.asin(), 0.65],
    ['acos', [...spread(-1, 1, 500), ...spread(0.999, 1, 100), 1 - 2 ** -53], math.acos, (x) => x.acos(), 0.85],
    ['atan', [...spread(-3, 3, 500), ...mirrored(decades(-30, 60, 50))], math.atan, (x) => x.atan(), 0.65],
    ['exp', [...spread(-1, 1, 400), ...spread(-745, 709.7, 600), 709.78, -745.13], math.exp, (x) => x.exp(), 0.8],
    ['expm1', [...spread(-0.2, 0.2, 500), ...spread(-40, 700, 300)], math.expm1, (x) => x.exp().minus(1), 0.7],
    ['log', positives, math.log, (x) => x.ln(), 0.55],
    ['log1p', [...spread(-1, 1, 500), ...spread(-0.01, 0.01, 300)], math.log1p, (x) => x.plus(1).ln(), 0.55],
    ['log2', positives, math.log2, (x) => x.log(2), 0.52],
    ['log10', positives, math.log10, (x) => x.log(10), 0.52],
    ['cbrt', [...mirrored(positives)], math.cbrt, (x) => x.cbrt(), 0.52],
  ];
  test.each(cases)('%s', (_, xs, f, exact, bound) => {
    expect(worst(xs, f, exact)).toBeLessThan(bound);
  });

  test('pow', () => {
    let most = 0;
    const exponents = spread(-30, 30, 600);
    spread(0.001, 40, 600).forEach((x, i) => {
      most = Math.max(most, ulps(math.pow(x, exponents[i]), exactly(x).pow(exactly(exponents[i]))));
      // Close to 1 with a large exponent is where a plain exp(y·log x) loses ten bits.
      const near = 1 + (x - 20) * 1e-4;
      const large = exponents[i] * 5000;
      most = Math.max(most, ulps(math.pow(near, large), exactly(near).pow(exactly(large))));
    });
    expect(most).toBeLessThan(0.8);
  });

  test('atan2, in all quadrants and far from 1', () => {
    let most = 0;
    const ys = [...spread(-1, 1, 400), ...mirrored(decades(-1000, 1000, 50))];
    const xs = [...spread(-1, 1, 400), ...decades(-1000, 1000, 100).map((x, i) => (i % 3 === 0 ? -x : x))].reverse();
    ys.forEach((y, i) => {
      most = Math.max(most, ulps(math.atan2(y, xs[i]), D.atan2(exactly(y), exactly(xs[i]))));
    });
    expect(most).toBeLessThan(0.65);
  });
});

describe('special values', () => {
  const inf = Number.POSITIVE_INFINITY;
  const nan = Number.NaN;

  test('of one argument are those of IEEE 754', () => {
    for (const f of [math.sin, math.tan, math.asin, math.atan, math.expm1, math.log1p, math.cbrt]) {
      expect(f(0)).toBe(0);
      expect(f(-0)).toBe(-0);
      if (f !== math.cbrt) expect(f(5e-324)).toBe(5e-324);
    }
    for (const f of [math.sin, math.cos, math.tan, math.asin, math.acos]) {
      expect([f(inf), f(-inf), f(nan)]).toEqual([nan, nan, nan]);
    }
    expect([math.cos(0), math.acos(1), math.acos(-1), math.asin(-1)]).toEqual([1, 0, Math.PI, -Math.PI / 2]);
    expect([math.asin(1.0000000000000002), math.acos(-1.1)]).toEqual([nan, nan]);
    expect([math.atan(inf), math.atan(-inf), math.atan(nan)]).toEqual([Math.PI / 2, -Math.PI / 2, nan]);
    expect([math.exp(inf), math.exp(-inf), math.exp(710), math.exp(-746), math.exp(0)]).toEqual([inf, 0, inf, 0, 1]);
    expect([math.expm1(inf), math.expm1(-inf), math.expm1(nan), math.exp(nan)]).toEqual([inf, -1, nan, nan]);
    for (const f of [math.log, math.log2, math.log10]) {
      expect([f(0), f(1), f(inf), f(-1), f(nan)]).toEqual([-inf, 0, inf, nan, nan]);
    }
    expect([math.log1p(-1), math.log1p(-2), math.log1p(inf), math.log1p(nan)]).toEqual([-inf, nan, inf, nan]);
    expect([math.cbrt(inf), math.cbrt(-inf), math.cbrt(nan), math.cbrt(-27)]).toEqual([inf, -inf, nan, -3]);
  });

  test('of atan2 are those of the language', () => {
    const values = [0, -0, 1, -1, inf, -inf, nan];
    for (const y of values) for (const x of values) expect(math.atan2(y, x)).toBe(Math.atan2(y, x));
  });

  test('of pow are those of the language, save that 1 to any power and -1 to an infinite one are 1', () => {
    // Finite powers are compared by sign only: the language's own is wrong in the last place even for 2 ** 0.5.
    const kind = (v: number): number => (Number.isFinite(v) && v !== 0 ? Math.sign(v) : v);
    const values = [0, -0, 0.5, -0.5, 2, -2, 3, -3, inf, -inf];
    for (const x of [...values, nan]) for (const y of values) expect(kind(math.pow(x, y))).toBe(kind(x ** y));
    expect([math.pow(1, nan), math.pow(1, inf), math.pow(-1, inf), math.pow(-1, -inf)]).toEqual([1, 1, 1, 1]);
    expect([math.pow(nan, 0), math.pow(2, nan), math.pow(-8, 1 / 3)]).toEqual([1, nan, nan]);
    expect([math.pow(2, 1024), math.pow(2, -1074), math.pow(2, -1076), math.pow(-2, 1025)]).toEqual([
      inf,
      5e-324,
      0,
      -inf,
    ]);
  });
});

test('powers of two and ten have exact logarithms, and integer powers that fit are exact', () => {
  for (let n = -1074; n < 1024; n++) expect(math.log2(math.pow(2, n))).toBe(n);
  for (let n = 0; n <= 22; n++) expect(math.log10(Number(`1e${n}`))).toBe(n);
  for (let n = 0; n <= 22; n++) expect(math.pow(10, n)).toBe(Number(`1e${n}`));
  for (let n = 0; n <= 33; n++) expect(math.pow(3, n)).toBe(Number(3n ** BigInt(n)));
  for (let n = -100; n <= 100; n++) expect(math.cbrt(n * n * n)).toBe(n);
});

test('huge angles keep every digit', () => {
  // By 400-digit arithmetic (mpmath).
  expect(math.sin(1e22)).toBe(-0.8522008497671888);
  expect(math.cos(1e22)).toBe(0.523214785395139);
  expect(math.sin(Number.MAX_VALUE)).toBe(0.004961954789184062);
  expect(math.cos(Number.MAX_VALUE)).toBe(-0.9999876894265599);
  // 6381956970095103·2^797 is the double closest to a multiple of pi/2 (J.-M. Muller, Elementary Functions, 2016, ch. 11).
  expect(math.cos(6381956970095103 * 2 ** 797)).toBe(-4.687165924254628e-19);
});

test('sine and cosine together are sine and cosine apart', () => {
  const out = new Float64Array(2);
  fc.assert(
    fc.property(fc.double(), (x) => {
      math.sinCosInto(x, out);
      expect(Object.is(out[0], math.sin(x)) && Object.is(out[1], math.cos(x))).toBe(true);
    }),
    { seed: 1, numRuns: 2000 },
  );
});

test('symmetry is exact: odd functions are odd, even ones even, and atan2 turns by the signs', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (x, y) => {
      for (const f of [math.sin, math.tan, math.asin, math.atan, math.cbrt]) expect(f(-x)).toBe(-f(x));
      expect(math.cos(-x)).toBe(math.cos(x));
      expect(math.atan2(-y, x)).toBe(-math.atan2(y, x));
    }),
    { seed: 2, numRuns: 2000 },
  );
});

test('exp, log, atan and cbrt never fall where their argument rises', () => {
  const anyNumber = fc.double({ min: -700, max: 700, noNaN: true });
  fc.assert(
    fc.property(anyNumber, fc.integer({ min: 1, max: 9 }), (x, steps) => {
      const next = x + steps * 2 ** -52 * Math.max(Math.abs(x), 1e-300);
      expect(math.exp(next)).toBeGreaterThanOrEqual(math.exp(x));
      expect(math.atan(next)).toBeGreaterThanOrEqual(math.atan(x));
      expect(math.cbrt(next)).toBeGreaterThanOrEqual(math.cbrt(x));
      if (x > 0) expect(math.log(next)).toBeGreaterThanOrEqual(math.log(x));
    }),
    { seed: 3, numRuns: 2000 },
  );
});

test('the same bytes everywhere: 40,000 values have one pinned digest', () => {
  const digest = math.makeDigest();
  for (let i = 0; i < 2500; i++) {
    const x = (i - 1250) * 0.01371;
    const unit = (i + 0.5) / 2500;
    for (const v of [math.sin(x), math.cos(x * 1e5), math.tan(x), math.sin(x * 1e100), math.atan(x)])
      digest.addFloat64(v);
    for (const v of [math.asin(unit), math.acos(-unit), math.atan2(x, unit), math.exp(x), math.expm1(x)])
      digest.addFloat64(v);
    for (const v of [math.log(unit), math.log1p(unit), math.log2(unit), math.log10(unit), math.cbrt(x)])
      digest.addFloat64(v);
    digest.addFloat64(math.pow(unit, x));
  }
  expect(digest.hex()).toBe('453ac41059546c90b848f994f4deddee');
});
