import { expect, test } from 'vitest';
import { geodeticToEcefInto } from '../earth/index.js';
import { inArea } from './area.js';
import { flightPlanOf, makeFlightPlans } from './flight-plan.js';

const RADIAN = Math.PI / 180;
/** North along 33° E at 10 km and 250 m/s: a degree of latitude (111.2 km) in 445 s. */
const plan = {
  id: 'ap-101',
  startS: 100,
  points: [38, 40, 41].map((latDeg) => ({
    latDeg,
    lonDeg: 33,
    altitudeM: 10_000,
    above: 'sea' as const,
    speedMps: 250,
  })),
};
const plans = makeFlightPlans([plan], { lateral: 9300, time: 120, vertical: 300 });
const ecef = new Float64Array(3);

function planAt(latDeg: number, lonDeg: number, altitude: number, time: number): string {
  geodeticToEcefInto(latDeg * RADIAN, lonDeg * RADIAN, altitude, ecef);
  return flightPlanOf(plans, ecef[0], ecef[1], ecef[2], altitude, 0, time);
}

test('an aircraft on its route, at its time and level fits its plan', () => {
  expect(planAt(39, 33, 10_000, 100 + 445)).toBe('ap-101');
  expect(planAt(40.5, 33, 10_000, 100 + 1112)).toBe('ap-101');
});

test('it may be two minutes late or early, and no more', () => {
  expect(planAt(39, 33, 10_000, 545 + 110)).toBe('ap-101');
  expect(planAt(39, 33, 10_000, 545 - 110)).toBe('ap-101');
  expect(planAt(39, 33, 10_000, 545 + 170)).toBe('');
  expect(planAt(39, 33, 10_000, 545 - 170)).toBe('');
});

test('8 km beside the route fits, 11 km does not; 200 m off its level fits, 500 m does not', () => {
  const degreesOf = (metres: number): number => metres / (111_195 * Math.cos(39 * RADIAN));
  expect(planAt(39, 33 + degreesOf(8000), 10_000, 545)).toBe('ap-101');
  expect(planAt(39, 33 + degreesOf(11_000), 10_000, 545)).toBe('');
  expect(planAt(39, 33, 10_200, 545)).toBe('ap-101');
  expect(planAt(39, 33, 9500, 545)).toBe('');
});

test('before it starts and after it has ended there is no plan to fit', () => {
  expect(planAt(38, 33, 10_000, -100)).toBe('');
  expect(planAt(41, 33, 10_000, 5000)).toBe('');
});

test('a point lies in an area by its corners, concave ones too', () => {
  const corners = [
    [38, 30],
    [40, 30],
    [40, 32],
    [39, 31],
    [38, 32],
  ].map(([latDeg, lonDeg]) => ({ latDeg, lonDeg }));
  const area = { id: 'a', kind: 'hostile' as const, points: corners };
  expect(inArea(area, 39, 30.5)).toBe(true);
  expect(inArea(area, 39, 31.5)).toBe(false);
  expect(inArea(area, 39.9, 31.7)).toBe(true);
  expect(inArea(area, 41, 30.5)).toBe(false);
});
