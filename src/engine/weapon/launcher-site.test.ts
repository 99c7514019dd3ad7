import { expect, test } from 'vitest';
import { smallFireUnit } from '../../../test/fixtures/interceptor.js';
import { geodeticToEcefInto } from '../earth/index.js';
import {
  makeFireUnit,
  nextLaunchTime,
  nextReload,
  reactionTimeAt,
  readyInterceptors,
  takeInterceptor,
} from './fire-unit.js';
import { bears, makeLauncherSite } from './launcher-site.js';

const place = new Float64Array(3);
geodeticToEcefInto(0, 0, 0, place);
/** On the equator at Greenwich: x up, y east, z north. */
const target = (bearingDeg: number, up = 5000): [number, number, number] => {
  const turn = (bearingDeg * Math.PI) / 180;
  return [place[0] + up, 30_000 * Math.sin(turn), 30_000 * Math.cos(turn)];
};

test('an inclined launcher bears on its sector, across north too, and no farther', () => {
  const inclined = makeLauncherSite(0, place, 0, 0, { bearingDeg: 350, sectorDeg: 60 });
  for (const bearing of [321, 350, 0, 19]) expect(bears(inclined, ...target(bearing))).toBe(true);
  for (const bearing of [21, 90, 180, 319]) expect(bears(inclined, ...target(bearing))).toBe(false);
});

test('a vertical launcher bears all around', () => {
  const vertical = makeLauncherSite(0, place, 0, 0, null);
  for (let bearing = 0; bearing < 360; bearing += 15) expect(bears(vertical, ...target(bearing))).toBe(true);
});

test('launchers of two places are counted, emptied and reloaded apart', () => {
  const group = { count: 1, tubes: 1, reloads: 1, interceptorPreset: 'sam' };
  const unit = makeFireUnit(smallFireUnit, [
    { ...group, site: 0 },
    { ...group, site: 1 },
  ]);
  expect(takeInterceptor(unit, 'sam', 0, 1)).toBe(1);
  expect(takeInterceptor(unit, 'sam', 1, 1)).toBe(-1);
  expect([
    readyInterceptors(unit, 'sam', 0),
    readyInterceptors(unit, 'sam', 1),
    readyInterceptors(unit, 'sam'),
  ]).toEqual([1, 0, 1]);
  expect(nextReload(unit, 'sam')).toBe(600);
  expect(nextReload(unit, 'other')).toBe(Infinity);
});

test('a crew reacts as fast as ever until it tires, then slower by the hour', () => {
  const unit = makeFireUnit({ ...smallFireUnit, fatigue: { onDutyH: 8, afterH: 10, perHour: 0.1 } }, []);
  expect([0, 7200, 10_800, 18_000].map((time) => reactionTimeAt(unit, time))).toEqual([10, 10, 11, 13]);
  expect(nextLaunchTime(unit, 18_000)).toBe(18_013);
  expect(reactionTimeAt(makeFireUnit(smallFireUnit, []), 1e6)).toBe(10);
});
