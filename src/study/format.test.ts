import { expect, test } from 'vitest';
import { formatInterval, formatNumber, formatSigned } from './format.js';

test.each([
  [0, '0'],
  [0.12345, '0.123'],
  [3.21654, '3.22'],
  [99.5, '99.5'],
  [1234.5, '1235'],
  [2739260581, '2\u2009739\u2009260\u2009581'],
  [-12345.6, '−12\u2009346'],
  [-0.00001, '0'],
])('%d is written %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test('a difference carries its sign, and nothing has none', () => {
  expect([5, -5, 0].map(formatSigned)).toEqual(['+5', '−5', '0']);
});

test('an interval shows its width, however narrow', () => {
  expect(formatInterval(1.0011, 0.9984, 1.0038)).toBe('1.0011 [0.9984 to 1.0038]');
  expect(formatInterval(5700.4, 1200, 9000.7)).toBe('5700 [1200 to 9001]');
  expect(formatInterval(0.5, -0.25, 1.25, true)).toBe('+0.5 [−0.25 to +1.25]');
});
