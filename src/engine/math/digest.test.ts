import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Digest, makeDigest } from './index.js';

function digestOf(fill: (digest: Digest) => void): string {
  const digest = makeDigest();
  fill(digest);
  return digest.hex();
}

function addAll(digest: Digest, arrays: number[][]): void {
  for (const array of arrays) digest.addFloat64Array(Float64Array.from(array));
}

function differingBits(a: string, b: string): number {
  let bits = 0;
  for (let i = 0; i < 32; i++) {
    let x = Number.parseInt(a[i], 16) ^ Number.parseInt(b[i], 16);
    for (; x > 0; x >>= 1) bits += x & 1;
  }
  return bits;
}

test('the digest of a small record is pinned: 32 hexadecimal digits, on any machine', () => {
  const digest = makeDigest();
  digest.addInt32(-7);
  digest.addFloat64(Math.PI);
  digest.addFloat64Array(Float64Array.of(1, 2, 3));
  digest.addString('launch → drone-3');
  expect(digest.hex()).toBe('a96dfc639df5e8397fe78783ff7a6f27');
  expect(digest.value32()).toBe(3020291326);
});

test('asking does not disturb: adding may go on', () => {
  const asked = makeDigest();
  const unasked = makeDigest();
  for (let i = 0; i < 10; i++) {
    asked.addInt32(i);
    unasked.addInt32(i);
    asked.hex();
    asked.value32();
  }
  expect(asked.hex()).toBe(unasked.hex());
});

test('a flip of any one input bit changes about half of the 128 bits', () => {
  const words = [3, 1 << 30, -1, 0, 99, 12345678];
  const base = digestOf((d) =>
    words.forEach((x) => {
      d.addInt32(x);
    }),
  );
  let total = 0;
  let fewest = 128;
  for (let bit = 0; bit < 192; bit++) {
    const flippedWords = words.map((w, i) => (i === bit >> 5 ? w ^ (1 << (bit & 31)) : w));
    const flipped = digestOf((d) =>
      flippedWords.forEach((x) => {
        d.addInt32(x);
      }),
    );
    const bits = differingBits(base, flipped);
    total += bits;
    fewest = Math.min(fewest, bits);
  }
  expect(fewest).toBeGreaterThan(35);
  expect(total / 192).toBeGreaterThan(62);
  expect(total / 192).toBeLessThan(66);
});

test('neighbouring doubles differ, and every one of 65,536 small records has its own digest', () => {
  expect(digestOf((d) => d.addFloat64(1))).not.toBe(digestOf((d) => d.addFloat64(1 + 2 ** -52)));
  const seen = new Set<string>();
  for (let i = 0; i < 256; i++) {
    for (let j = 0; j < 256; j++) {
      seen.add(
        digestOf((d) => {
          d.addFloat64(i);
          d.addInt32(j);
        }),
      );
    }
  }
  expect(seen.size).toBe(65536);
});

describe('order, length and grouping matter:', () => {
  test('swapping two different values changes the digest', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 2, maxLength: 12 }), (values) => {
        fc.pre(values[0] !== values[values.length - 1]);
        const swapped = [values[values.length - 1], ...values.slice(1, -1), values[0]];
        const ofWords = (words: number[]) =>
          digestOf((d) => {
            for (const word of words) d.addInt32(word);
          });
        expect(ofWords(values)).not.toBe(ofWords(swapped));
      }),
      { seed: 1 },
    );
  });

  test('zeros count, and strings and arrays enter with their length', () => {
    const zeros = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((n) =>
      digestOf((d) => {
        for (let i = 0; i < n; i++) d.addInt32(0);
      }),
    );
    expect(new Set(zeros).size).toBe(9);
    const strings = [['ab', 'c'], ['a', 'bc'], ['abc'], ['abc', ''], ['', 'abc'], ['ab', 'c\0']];
    expect(
      new Set(
        strings.map((parts) =>
          digestOf((d) =>
            parts.forEach((part) => {
              d.addString(part);
            }),
          ),
        ),
      ).size,
    ).toBe(6);
    const arrays = [[[1, 2], [3]], [[1], [2, 3]], [[1, 2, 3]], [[1, 2, 3], []]];
    expect(new Set(arrays.map((parts) => digestOf((d) => addAll(d, parts)))).size).toBe(4);
  });
});

describe('equal numbers have equal digests:', () => {
  test('-0 counts as 0 and any NaN as one NaN', () => {
    const bits = new BigUint64Array([0x7ff8000000000000n, 0xfff8000000000001n, 0x7ff4000000000abcn]);
    const [plain, negative, odd] = new Float64Array(bits.buffer);
    const digests = [plain, negative, odd].map((x) => digestOf((d) => d.addFloat64(x)));
    expect(new Set(digests).size).toBe(1);
    const column = (...values: number[]) => digestOf((d) => d.addFloat64Array(Float64Array.from(values)));
    expect(column(odd, -0, 1)).toBe(column(plain, 0, 1));
    expect(column(2, odd, 1e-200, 1e-200)).toBe(column(2, plain, 1e-200, 1e-200));
    expect(digestOf((d) => d.addFloat64(-0))).toBe(digestOf((d) => d.addFloat64(0)));
    expect(digestOf((d) => d.addFloat64(-1))).not.toBe(digestOf((d) => d.addFloat64(1)));
  });

  test('integers in a column are integers one by one', () => {
    const column = Int32Array.from({ length: 11 }, (_, i) => i * 77_777_777);
    for (let before = 0; before < 5; before++) {
      for (let length = 0; length <= column.length; length++) {
        const added = (add: (d: Digest) => void) =>
          digestOf((d) => {
            for (let i = 0; i < before; i++) d.addInt32(i);
            add(d);
            d.addInt32(-1);
          });
        const together = added((d) => d.addInt32Array(column, length));
        const single = added((d) => {
          for (let i = 0; i < length; i++) d.addInt32(column[i]);
        });
        expect(together).toBe(single);
      }
    }
  });

  test('an array’s first values count alone, wherever the digest stands', () => {
    for (let before = 0; before < 5; before++) {
      for (let length = 0; length < 6; length++) {
        const whole = Float64Array.from({ length: 8 }, (_, i) => i * 1.1);
        const lead = (d: Digest) => {
          for (let i = 0; i < before; i++) d.addInt32(i);
        };
        const first = digestOf((d) => {
          lead(d);
          d.addFloat64Array(whole, length);
        });
        const sliced = digestOf((d) => {
          lead(d);
          d.addFloat64Array(whole.slice(0, length));
        });
        expect(first).toBe(sliced);
      }
    }
  });
});
