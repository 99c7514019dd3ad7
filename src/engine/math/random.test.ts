import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  drawInto,
  exponential,
  hashId,
  makeStreams,
  normal,
  normalFromUint32,
  normalsInto,
  philox4x32Into,
  poisson,
  uniform,
  uniformFromUint32,
} from './index.js';
import { regularizedGammaP, regularizedGammaQ } from './special.js';
import { mean, variance } from './statistics.js';

const streams = makeStreams(20240501, 7);
const PURPOSE = 2;
const count = 40_000;

/** Chi-square of observed counts against equal expectation, as its upper tail probability. */
function uniformity(observed: Float64Array, total: number): number {
  const expected = total / observed.length;
  let chiSquare = 0;
  for (const o of observed) chiSquare += ((o - expected) * (o - expected)) / expected;
  return regularizedGammaQ((observed.length - 1) / 2, chiSquare / 2);
}

test.each([
  ['zeros', [0, 0, 0, 0, 0, 0], '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
  ['ones', Array(6).fill(0xffffffff), '408f276d 41c83b0e a20bc7c6 6d5451fd'],
  [
    'the digits of pi',
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0],
    'd16cfe09 94fdcceb 5001e420 24126ea1',
  ],
])('Philox4x32-10 gives Random123’s known answer for %s', (_, [c0, c1, c2, c3, k0, k1], answer) => {
  const out = new Uint32Array(4);
  philox4x32Into(c0, c1, c2, c3, k0, k1, out);
  expect([...out].map((word) => word.toString(16).padStart(8, '0')).join(' ')).toBe(answer);
});

test('the multiplication of Philox agrees with one in arbitrary precision', () => {
  const mask = 0xffffffffn;
  const reference = (counter: number[], key: number[]): number[] => {
    let [a, b, c, d] = counter.map(BigInt);
    let [k0, k1] = key.map(BigInt);
    for (let round = 0; round < 10; round++) {
      const p = a * 0xd2511f53n;
      const q = c * 0xcd9e8d57n;
      [a, b, c, d] = [(q >> 32n) ^ b ^ k0, q & mask, (p >> 32n) ^ d ^ k1, p & mask];
      k0 = (k0 + 0x9e3779b9n) & mask;
      k1 = (k1 + 0xbb67ae85n) & mask;
    }
    return [a, b, c, d].map(Number);
  };
  const word = fc.integer({ min: 0, max: 0xffffffff });
  const out = new Uint32Array(4);
  fc.assert(
    fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter, key) => {
      philox4x32Into(counter[0], counter[1], counter[2], counter[3], key[0], key[1], out);
      expect([...out]).toEqual(reference(counter, key));
    }),
    { seed: 1, numRuns: 500 },
  );
});

describe('a draw is keyed by what it is for', () => {
  const ids = ['radar-1', 'radar-2', 'drone-1', 'drone-2'];
  const detections = (sensors: string[]): Map<string, number> => {
    const values = new Map<string, number>();
    for (let tick = 0; tick < 50; tick++) {
      for (const sensor of sensors) {
        for (const object of ids.slice(2)) {
          values.set(`${sensor} ${object} ${tick}`, uniform(streams, hashId(object), hashId(sensor), PURPOSE, tick));
        }
      }
    }
    return values;
  };

  test('so adding an entity never shifts another’s draws', () => {
    const alone = detections(['radar-1']);
    const together = detections(['radar-2', 'radar-1']);
    expect(together.size).toBe(2 * alone.size);
    for (const [key, value] of alone) expect(together.get(key)).toBe(value);
  });

  test('and changing any part of the key changes it', () => {
    const base = uniform(streams, 1, 2, 3, 4);
    const others = [
      uniform(makeStreams(20240502, 7), 1, 2, 3, 4),
      uniform(makeStreams(20240501, 8), 1, 2, 3, 4),
      uniform(streams, 9, 2, 3, 4),
      uniform(streams, 2, 1, 3, 4),
      uniform(streams, 1, 2, 4, 3),
      uniform(streams, 1, 2, 3, 5),
    ];
    expect(new Set([base, ...others]).size).toBe(7);
    expect(uniform(makeStreams(20240501, 7), 1, 2, 3, 4)).toBe(base);
  });

  test('and a seed that is no 32-bit integer is refused, since it would fall together with another', () => {
    for (const bad of [-1, 0.5, 4294967296, Number.NaN]) expect(() => makeStreams(bad, 0)).toThrow(RangeError);
    expect(() => makeStreams(0, 1.5)).toThrow(/replication must be an integer/);
  });
});

test('hashes of similar ids are spread: 5000 numbered ids share none and fill 64 bins evenly', () => {
  const hashes = Array.from({ length: 5000 }, (_, i) => hashId(`drone-${i}`));
  expect(new Set(hashes).size).toBe(5000);
  for (const shift of [0, 13, 26]) {
    const bins = new Float64Array(64);
    for (const hash of hashes) bins[(hash >>> shift) & 63] += 1;
    expect(uniformity(bins, 5000)).toBeGreaterThan(0.001);
  }
});

describe('draws have the distribution they claim', () => {
  const values = (draw: (i: number) => number): number[] => Array.from({ length: count }, (_, i) => draw(i));

  test('uniform: moments, and 100 equal bins by chi-square, along ticks and along entities', () => {
    for (const draw of [
      (i: number) => uniform(streams, 5, 0, PURPOSE, i),
      (i: number) => uniform(streams, i, 0, PURPOSE, 5),
    ]) {
      const u = values(draw);
      expect(Math.abs(mean(u) - 1 / 2)).toBeLessThan(4 * Math.sqrt(1 / 12 / count));
      expect(Math.abs(variance(u) - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / count));
      const bins = new Float64Array(100);
      for (const x of u) bins[Math.floor(100 * x)] += 1;
      expect(uniformity(bins, count)).toBeGreaterThan(0.001);
    }
  });

  test('uniform: successive draws are uncorrelated', () => {
    const u = values((i) => uniform(streams, 5, 0, PURPOSE, i) - 0.5);
    let sum = 0;
    for (let i = 1; i < count; i++) sum += u[i] * u[i - 1];
    expect(Math.abs((12 * sum) / count)).toBeLessThan(4 / Math.sqrt(count));
  });

  test('normal: moments up to the fourth', () => {
    const z = values((i) => normal(streams, 5, 1, PURPOSE, i));
    expect(Math.abs(mean(z))).toBeLessThan(4 / Math.sqrt(count));
    expect(Math.abs(variance(z) - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
    expect(Math.abs(mean(z.map((x) => x * x * x)))).toBeLessThan(4 * Math.sqrt(15 / count));
    expect(Math.abs(mean(z.map((x) => x * x * x * x)) - 3)).toBeLessThan(4 * Math.sqrt(96 / count));
  });

  test('exponential: mean, variance, and equal bins of its distribution function', () => {
    const x = values((i) => exponential(streams, 5, 1, PURPOSE, i, 20));
    expect(Math.abs(mean(x) - 20)).toBeLessThan((4 * 20) / Math.sqrt(count));
    expect(Math.abs(variance(x) - 400)).toBeLessThan(4 * 400 * Math.sqrt(8 / count));
    const bins = new Float64Array(50);
    for (const v of x) bins[Math.floor(50 * regularizedGammaP(1, v / 20))] += 1;
    expect(uniformity(bins, count)).toBeGreaterThan(0.001);
  });

  test.each([0.01, 0.7, 3, 29, 31, 400])('Poisson of mean %s: mean and variance', (m) => {
    const k = values((i) => poisson(streams, 5, 1, PURPOSE, i, m));
    expect(k.every(Number.isInteger)).toBe(true);
    expect(Math.abs(mean(k) - m)).toBeLessThan(4 * Math.sqrt(m / count));
    expect(Math.abs(variance(k) - m)).toBeLessThan(4 * Math.sqrt((m + 2 * m * m) / count));
  });

  test('Poisson: the same draw never counts fewer at a larger mean', () => {
    for (let i = 0; i < 2000; i++) {
      const counts = [0, 0.5, 2, 29.9, 30, 31, 90].map((m) => poisson(streams, i, 0, PURPOSE, 0, m));
      expect(counts).toEqual([...counts].sort((a, b) => a - b));
    }
  });
});

test('a word becomes a number strictly between 0 and 1, and a finite normal number', () => {
  expect(uniformFromUint32(0)).toBeGreaterThan(0);
  expect(uniformFromUint32(0xffffffff)).toBeLessThan(1);
  expect(uniformFromUint32(0) + uniformFromUint32(0xffffffff)).toBe(1);
  expect(normalFromUint32(0)).toBeCloseTo(-6.3379, 3);
  expect(normalFromUint32(0xffffffff)).toBe(-normalFromUint32(0));
});

test('one counter gives four words that serve four draws', () => {
  const out = new Uint32Array(4);
  const columns = [0, 1, 2, 3].map(() => new Float64Array(count / 4));
  for (let i = 0; i < count / 4; i++) {
    drawInto(streams, 1, 2, PURPOSE, i, out);
    for (let w = 0; w < 4; w++) columns[w][i] = normalFromUint32(out[w]);
  }
  for (let v = 0; v < 4; v++) {
    for (let w = 0; w <= v; w++) {
      const product = mean(columns[v].map((x, i) => x * columns[w][i]));
      expect(Math.abs(product - (v === w ? 1 : 0))).toBeLessThan(4 * Math.sqrt((v === w ? 8 : 4) / count));
    }
  }
});

test('normals drawn together are those drawn one by one', () => {
  const words = Uint32Array.of(0, 1, 0x80000000, 0xffffffff, 123456789, 0x12345678, 0xf0000000);
  const out = new Float64Array(6);
  normalsInto(words, 1, 6, out);
  expect([...out]).toEqual([...words.subarray(1)].map(normalFromUint32));
});
