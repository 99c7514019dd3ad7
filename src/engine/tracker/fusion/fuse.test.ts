import { describe, expect, it } from 'vitest';
import { radarAt } from '../../../../test/fixtures/flights.js';
import { makeStreams, normal } from '../../math/index.js';
import { extended } from '../filters/index.js';
import { constantVelocity, positionModel } from '../models/index.js';
import type { Estimate, Measurement } from '../roles/index.js';
import { approximateCross, fuseCorrelated, fuseIndependent, intersect } from './index.js';
import { factored, inverted, plus, product, squaredDistance, symmetric, transpose } from './linear.js';

const estimate = (mean: number[], covariance: number[]): Estimate => ({
  time: 0,
  mean: Float64Array.from(mean),
  covariance: Float64Array.from(covariance),
});
const nees = (e: Estimate, truth: ArrayLike<number>) =>
  squaredDistance(factored(e.covariance, truth.length)!, truth.length, plus(e.mean, truth, -1));

describe('fusion of two estimates', () => {
  it('gives what is known for one dimension', () => {
    const [a, b] = [estimate([0], [4]), estimate([3], [2])];
    expect(fuseIndependent(a, b).mean[0]).toBeCloseTo(2, 12);
    expect(fuseIndependent(a, b).covariance[0]).toBeCloseTo(4 / 3, 12);
    expect(fuseCorrelated(a, b, [0]).covariance[0]).toBeCloseTo(4 / 3, 12);
    // With C = 1: (4·2 − 1)/(4 + 2 − 2) = 7/4.
    expect(fuseCorrelated(a, b, [1]).covariance[0]).toBeCloseTo(1.75, 12);
    // The better of two numbers is all that an intersection dares to use.
    expect(intersect(a, b).covariance[0]).toBe(2);
  });

  it('intersects at the least determinant or trace, and covers every correlation', () => {
    const [a, b] = [estimate([1, 2], [5, 0, 0, 1]), estimate([2, 1], [1, 0, 0, 3])];
    for (const by of ['determinant', 'trace'] as const) {
      const size = (w: number) => {
        const x = 1 / (w / 5 + (1 - w));
        const y = 1 / (w + (1 - w) / 3);
        return by === 'trace' ? x + y : x * y;
      };
      const best = Math.min(...Array.from({ length: 1001 }, (_, i) => size(i / 1000)));
      const c = intersect(a, b, by).covariance;
      const found = by === 'trace' ? c[0] + c[3] : c[0] * c[3];
      expect(found).toBeLessThanOrEqual(best + 1e-9);
      expect(found).toBeGreaterThan(best - 1e-4);
    }
    // The covariance stated, less the true one of the same combination, is never negative, for any correlation.
    const { covariance } = intersect(a, b);
    const [ia, ib] = [a, b].map((e) => inverted(factored(e.covariance, 2)!, 2));
    const information = inverted(factored(covariance, 2)!, 2);
    const omega = (information[0] - ib[0]) / (ia[0] - ib[0]);
    const ka = product(covariance, ia, 2, 2, 2).map((x) => omega * x);
    const kb = product(covariance, ib, 2, 2, 2).map((x) => (1 - omega) * x);
    const root = (m: ArrayLike<number>) => factored(Float64Array.from(m), 2)!;
    for (let turn = 0; turn < 24; turn++) {
      const [c, s] = [Math.cos(turn / 3), Math.sin(turn / 3)];
      // A correlation at its bound: C = √P_a · rotation · √P_bᵀ.
      const rotation = Float64Array.of(c, -s, s, c);
      const cross = product(
        product(root(a.covariance), rotation, 2, 2, 2),
        transpose(root(b.covariance), 2, 2),
        2,
        2,
        2,
      );
      const part = product(product(ka, cross, 2, 2, 2), transpose(kb, 2, 2), 2, 2, 2);
      const actual = [
        product(product(ka, a.covariance, 2, 2, 2), transpose(ka, 2, 2), 2, 2, 2),
        product(product(kb, b.covariance, 2, 2, 2), transpose(kb, 2, 2), 2, 2, 2),
        part,
        transpose(part, 2, 2),
      ].reduce((sum, m) => plus(sum, m));
      const excess = plus(covariance, actual, -1);
      expect(excess[0]).toBeGreaterThan(-1e-9);
      expect(excess[0] * excess[3] - excess[1] * excess[2]).toBeGreaterThan(-1e-9);
    }
  });

  it('two trackers of one manoeuvring target: independent is overconfident, Campo is right, an intersection is safe', () => {
    // A target of the filter's own model, positions measured by two radars at once; 400 runs of 30 scans of 5 s.
    const RUNS = 400;
    const model = constantVelocity({ spectralDensity: 100 });
    const filter = extended({ model });
    const sensor = radarAt('a', 0, 0);
    // Each radar measures one direction well and the other badly.
    const sigmas = [
      [50, 200, 100],
      [200, 50, 100],
    ];
    const [f, q] = [model.jacobian(new Float64Array(6), 5), model.noise(new Float64Array(6), 5)];
    const root = factored(q, 6)!;
    const sum = { one: 0, independent: 0, correlated: 0, approximate: 0, intersection: 0, trace: 0 };
    for (let run = 0; run < RUNS; run++) {
      const streams = makeStreams(5, run);
      const draw = (what: number, k: number) => normal(streams, what, 0, 1, k);
      const measure = (truth: ArrayLike<number>, who: number, k: number): Measurement => ({
        model: positionModel,
        value: Float64Array.from([0, 1, 2], (i) => truth[i] + sigmas[who - 1][i] * draw(10 * who + i, k)),
        noise: Float64Array.from({ length: 9 }, (_, i) =>
          i % 4 === 0 ? sigmas[who - 1][i / 4] * sigmas[who - 1][i / 4] : 0,
        ),
        time: 5 * k,
        sensor,
        row: 0,
        address: -1,
      });
      let truth: Float64Array = Float64Array.of(0, 0, 5000, 200, 0, 0);
      const prior = new Float64Array(36);
      for (let i = 0; i < 6; i++) prior[7 * i] = i < 3 ? 1e4 : 1e3;
      // Each tracker begins with an error of its own.
      const [a0, b0] = [1, 2].map((who) => ({
        time: 0,
        mean: truth.map((v, i) => v + Math.sqrt(prior[7 * i]) * draw(10 * who + i, -1)),
        covariance: prior,
      }));
      let [a, b]: Estimate[] = [a0, b0];
      let cross: Float64Array = new Float64Array(36);
      for (let k = 1; k <= 30; k++) {
        const w = product(
          root,
          Float64Array.from({ length: 6 }, (_, i) => draw(100 + i, k)),
          6,
          6,
          1,
        );
        truth = plus(product(f, truth, 6, 6, 1), w);
        const [pa, pb] = [filter.predict(a, 5 * k), filter.predict(b, 5 * k)];
        a = filter.update(pa, measure(truth, 1, k));
        b = filter.update(pb, measure(truth, 2, k));
        // C ← (I − K_a H)·(F C Fᵀ + Q)·(I − K_b H)ᵀ, where I − K H = P·P̄⁻¹.
        const ahead = plus(product(product(f, cross, 6, 6, 6), transpose(f, 6, 6), 6, 6, 6), q);
        const keep = (e: Estimate, p: Estimate) =>
          product(e.covariance, inverted(factored(symmetric(p.covariance, 6), 6)!, 6), 6, 6, 6);
        cross = product(product(keep(a, pa), ahead, 6, 6, 6), transpose(keep(b, pb), 6, 6), 6, 6, 6);
      }
      sum.one += nees(a, truth);
      sum.independent += nees(fuseIndependent(a, b), truth);
      sum.correlated += nees(fuseCorrelated(a, b, cross), truth);
      sum.approximate += nees(fuseCorrelated(a, b, approximateCross(a, b, 0.3)), truth);
      sum.intersection += nees(intersect(a, b), truth);
      sum.trace += nees(intersect(a, b, 'trace'), truth);
    }
    const average = Object.fromEntries(Object.entries(sum).map(([rule, value]) => [rule, value / RUNS]));
    // 99% bounds of the mean of 400 draws of chi-square with 6 degrees of freedom: 6 ± 0.446.
    expect(Math.abs(average.one - 6)).toBeLessThan(0.446);
    expect(Math.abs(average.correlated - 6)).toBeLessThan(0.446);
    expect(average.independent).toBeGreaterThan(6.446);
    expect(average.intersection).toBeLessThan(6);
    expect(average.trace).toBeLessThan(6);
  });
});
