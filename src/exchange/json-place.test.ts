import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonBreak } from './json-place.js';

test.each([
  ['{"a":1,\n "b":}', 13],
  ['[1,2', 4],
  ['[1,]', 3],
  ['{"a" 1}', 5],
  ['{a:1}', 1],
  ['[1] 2', 4],
  ['[01]', 1],
  ['[1, NaN]', 4],
  ['["a\nb"]', 1],
  ['', 0],
])('%j stops being JSON at character %i', (text, at) => {
  expect(jsonBreak(text)).toBe(at);
});

test('any JSON text is whole to its end, and breaks at a stray mark after it or in place of its first bracket', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      const text = ` [${json},{}]`;
      expect(jsonBreak(text)).toBe(text.length);
      expect(jsonBreak(`${text}§`)).toBe(text.length);
      expect(jsonBreak(text.replace('[', ':'))).toBe(1);
      expect(jsonBreak(text.slice(0, -1))).toBe(text.length - 1);
    }),
    { seed: 1, numRuns: 500 },
  );
});
