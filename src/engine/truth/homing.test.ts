import { describe, expect, test } from 'vitest';
import { pursue, turnRateOf } from './homing.js';

const nowhere = (): boolean => false;
const speedOf = (state: Float64Array): number => Math.sqrt(state[3] ** 2 + state[4] ** 2 + state[5] ** 2);

describe('pursuit', () => {
  test('straight ahead it takes distance over speed', () => {
    const state = Float64Array.of(0, 0, 0, 600, 0, 0);
    expect(pursue(state, [9000, 0, 0], 0.3, 60, nowhere)).toBeCloseTo(15, 9);
    expect([...state.subarray(0, 3)]).toEqual([9000, 0, 0]);
  });

  test('a turn has the radius v²/a and keeps its speed', () => {
    const rate = turnRateOf(Math.sqrt(2), 600);
    expect(rate).toBeCloseTo(9.80665 / 600, 12);
    const state = Float64Array.of(0, 0, 0, 600, 0, 0);
    // Half a turn towards an aim far to the left and behind: across it lies a diameter.
    const aim = [-1e12, 1e6, 0];
    const half = Math.PI / rate;
    expect(pursue(state, aim, rate, half, nowhere)).toBe(half);
    expect(state[1] / ((2 * 600 * 600) / 9.80665)).toBeCloseTo(1, 3);
    expect(speedOf(state)).toBeCloseTo(600, 9);
  });

  test('one long flight and many ticks come to the same aim at the same time', () => {
    const fly = (tick: number): number => {
      const state = Float64Array.of(0, 0, 12_000, 500, 300, 0);
      for (let time = 0; ; time += tick) {
        const flown = pursue(state, [40_000, 0, 0], 0.2, tick, nowhere);
        if (flown < tick) return time + flown;
      }
    };
    expect(Math.abs(fly(1) - fly(100))).toBeLessThan(0.01);
  });

  test('ends where the ground is in the way', () => {
    const state = Float64Array.of(0, 0, 0, 600, 0, 0);
    expect(pursue(state, [9000, 0, 0], 0.3, 60, (x) => x > 3000)).toBeCloseTo(5.05, 6);
  });
});
