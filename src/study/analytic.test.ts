import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { erlangB, hughesSalvo, lanchesterSquare } from './analytic.js';

describe('Hughes’ salvo equations', () => {
  const ships = (units: number, staying = 2) => ({ units, striking: 4, defence: 2, staying });

  test('three against three, striking 4, defence 2, staying 2: each loses all three', () => {
    expect(hughesSalvo(ships(3), ships(3))).toEqual({ lossA: 3, lossB: 3 });
  });

  test('six against three stop the whole salvo and sink all', () => {
    expect(hughesSalvo(ships(6), ships(3))).toEqual({ lossA: 0, lossB: 3 });
  });

  test('defence that no salvo saturates loses nothing; staying power divides the losses', () => {
    expect(hughesSalvo({ ...ships(3), defence: 4 }, { ...ships(3), defence: 4 })).toEqual({ lossA: 0, lossB: 0 });
    expect(hughesSalvo(ships(3, 4), ships(3, 4)).lossB).toBe(1.5);
    expect(() => hughesSalvo(ships(3, 0), ships(3))).toThrow('staying power');
  });
});

describe('Lanchester’s square law', () => {
  test('five against four leave three: numbers count by their square', () => {
    expect(lanchesterSquare(5, 4, 1, 1)).toEqual({ winner: 'a', survivors: 3 });
    expect(lanchesterSquare(4, 8, 4, 1)).toEqual({ winner: 'neither', survivors: 0 });
  });

  test('is what is left when dA/dt = −βB, dB/dt = −αA are integrated to the end', () => {
    for (const [a0, b0, alpha, beta] of [
      [100, 80, 0.02, 0.01],
      [60, 90, 0.01, 0.03],
    ]) {
      let [a, b] = [a0, b0];
      const dt = 1e-3;
      while (a > 0 && b > 0) {
        // Midpoint rule.
        const [am, bm] = [a - (dt / 2) * beta * b, b - (dt / 2) * alpha * a];
        [a, b] = [a - dt * beta * bm, b - dt * alpha * am];
      }
      const { winner, survivors } = lanchesterSquare(a0, b0, alpha, beta);
      expect(winner).toBe(a > 0 ? 'a' : 'b');
      expect(Math.abs(Math.max(a, b) - survivors)).toBeLessThan(0.01);
    }
  });
});

describe('Erlang’s loss formula', () => {
  // Channels, load, share lost: computed from the formula in multiple precision.
  test.each([
    [4, 2, 0.095238],
    [6, 6, 0.264922],
    [8, 4, 0.03042],
    [9, 9, 0.2243],
    [10, 20, 0.537963],
    [36, 30, 0.042887],
    [36, 72, 0.512609],
  ])('%i channels at a load of %i lose %f', (channels, load, lost) => {
    expect(erlangB(channels, load)).toBeCloseTo(lost, 6);
  });

  test('is the last term of Poisson’s distribution cut off at the channels', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.double({ min: 0, max: 80, noNaN: true }), (channels, load) => {
        let term = 1;
        let sum = 1;
        for (let k = 1; k <= channels; k++) {
          term *= load / k;
          sum += term;
        }
        expect(erlangB(channels, load)).toBeCloseTo(term / sum, 10);
      }),
    );
  });
});
