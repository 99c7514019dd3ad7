import { expect, it } from 'vitest';
import { ageDeleter, anyDeleter, covarianceDeleter, coverageDeleter, missDeleter, scoreDeleter } from './delete.js';
import type { TrackLife } from './roles.js';

const covariance = new Float64Array(36);
covariance[0] = covariance[7] = covariance[14] = 100;
const life: TrackLife = {
  logOdds: 0,
  looks: [true, false, false],
  estimate: { time: 0, mean: new Float64Array(6), covariance },
  age: 10,
  confirmed: true,
  outside: 5,
};

it('a track ends by its score, its misses, its covariance, its age or the edge of coverage', () => {
  expect(scoreDeleter(0.1).deletes({ ...life, logOdds: Math.log(0.1 / 0.9) - 0.01 })).toBe(true);
  expect(scoreDeleter(0.1).deletes({ ...life, logOdds: Math.log(0.1 / 0.9) + 0.01 })).toBe(false);
  expect(missDeleter(2, 5).deletes(life)).toBe(true);
  expect(missDeleter(2, 5).deletes({ ...life, confirmed: false })).toBe(false);
  expect(covarianceDeleter(17.4).deletes(life)).toBe(false);
  expect(covarianceDeleter(17.3).deletes(life)).toBe(true);
  expect(ageDeleter(9).deletes(life)).toBe(true);
  expect(coverageDeleter(5).deletes(life)).toBe(false);
  expect(anyDeleter([ageDeleter(20), coverageDeleter(4)]).deletes(life)).toBe(true);
});
