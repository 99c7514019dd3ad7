import { expect, test } from 'vitest';
import { placeLabels } from './labels.js';
import { likeness, shortTitle } from './map.js';
import { axisOf } from './measure-charts.js';
import { mapFrame } from './mercator.js';
import { displayOf, fixed, intervalText, spreadText, valueText } from './numbers.js';

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
const one = { factor: 1, unit: '' };

test('an interval is shown to two digits of its width', () => {
  expect(plain(intervalText(12.3456, 10.1111, 14.4999, one))).toBe('12.3 [10.1, 14.5]');
  expect(plain(intervalText(1234.5, 1111, 1390, one))).toBe('1230 [1110, 1390]');
  expect(plain(intervalText(0.98765, 0.98111, 0.99444, one))).toBe('0.988 [0.981, 0.994]');
  expect(plain(intervalText(123_456, 101_000, 149_000, one))).toBe('123 000 [101 000, 149 000]');
});

test('a difference carries its sign, a zero none', () => {
  expect(plain(intervalText(2.34, -0.5, 5.1, one, true))).toBe('+2.3 [−0.5, +5.1]');
  expect(plain(intervalText(0, -1.5, 1.5, one, true))).toBe('0.0 [−1.5, +1.5]');
  expect(fixed(-0.001, 1)).toBe('0.0');
});

test('dollars become millions, shares percent, long ways kilometres', () => {
  expect(displayOf({ id: 'leakedValue', unit: 'USD' }, 3e8)).toEqual({ factor: 1e-6, unit: 'million USD' });
  expect(displayOf({ id: 'pictureCompleteness', unit: '1' }, 1)).toEqual({ factor: 100, unit: '%' });
  expect(displayOf({ id: 'gospaM', unit: 'm' }, 25_000)).toEqual({ factor: 1e-3, unit: 'km' });
  expect(displayOf({ id: 'gospaM', unit: 'm' }, 2500)).toEqual({ factor: 1, unit: 'm' });
});

test('single values drop digits that say nothing', () => {
  expect(valueText(0.1, one)).toBe('0.1');
  expect(valueText(4, one, true)).toBe('+4');
  expect(plain(valueText(1e8, { factor: 1e-6, unit: 'million USD' }))).toBe('100');
  expect(spreadText(8, 8, one)).toBe('8');
});

test('an axis starts at zero unless that hides the differences, and is logarithmic over more than two decades', () => {
  expect(axisOf([2, 10])).toMatchObject({ type: 'linear', domain: [0, 10.3] });
  expect(axisOf([0.001, 5]).type).toBe('log');
  const [low] = axisOf([95, 100]).domain as number[];
  expect(low).toBeGreaterThan(90);
});

test('a map is conformal: a kilometre is as long eastward as northward', () => {
  const frame = mapFrame(
    [
      { latDeg: 36, lonDeg: 27 },
      { latDeg: 42, lonDeg: 39 },
    ],
    1000,
    0.5,
  );
  const eastward = (frame.x(33.1) - frame.x(33)) / (11.1195 * 0.777145961); // cos 39°
  expect(frame.perKm(39) / eastward).toBeCloseTo(1, 4);
  expect(frame.latitudeOf(frame.y(38.2))).toBeCloseTo(38.2, 6);
});

test('a label gives way to a symbol and to a label before it', () => {
  const wish = { text: 'name', x: 100, y: 100, gap: 6, size: 10, colour: 'black' };
  const frame = { width: 300, height: 200 };
  const [free] = placeLabels([wish], [], [], frame);
  expect(free.x).toBeGreaterThan(100);
  const [moved] = placeLabels([wish], [{ x1: 104, y1: 90, x2: 150, y2: 110 }], [], frame);
  expect(moved.x).toBeLessThan(100);
  const [, second] = placeLabels([wish, wish], [], [], frame);
  expect(second).not.toMatchObject({ x: free.x, y: free.y });
});

test('a preset’s title is short on a map', () => {
  expect(likeness('S-400-class interceptor, longest range (40N6-like)')).toBe('40N6-like');
  expect(shortTitle('Su-24-class strike aircraft (also F-4-class)')).toBe('Su-24-class strike aircraft');
  expect(shortTitle('Short-range ballistic missile')).toBe('short-range ballistic missile');
  expect(shortTitle('Patriot-class fire unit')).toBe('Patriot-class fire unit');
});
