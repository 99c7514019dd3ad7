// Weapon assignment, 200 weapons on 200 targets: values uniform 1–21, kill probabilities uniform 0–0.9, ten seeds. How far
// each method is from a lower bound that no assignment can pass, and its time; the bound is computed outside that time.
import { makeStreams, uniform } from '../../dist/engine/math/index.js';
import { assignWeapons, boundWeapons } from '../../dist/index.js';

const SIZE = 200;
const METHODS = ['greedy', 'optimal', 'best'];

function problem(seed) {
  const streams = makeStreams(seed, 0);
  return {
    values: Array.from({ length: SIZE }, (_, j) => 1 + 20 * uniform(streams, j, 0, 1, 0)),
    killProbability: Array.from({ length: SIZE }, (_, i) =>
      Array.from({ length: SIZE }, (_, j) => 0.9 * uniform(streams, i, j, 2, 0)),
    ),
  };
}

/** `first`: the very first call of the process, before any of the code is compiled. The others: the best of `repeats`. */
export function measureWeaponAssignment(quick, failures) {
  const seeds = Array.from({ length: quick ? 2 : 10 }, (_, k) => k + 1);
  const problems = seeds.map(problem);
  const start = performance.now();
  assignWeapons(problems[0]);
  const first = performance.now() - start;
  const methods = Object.fromEntries(METHODS.map((method) => [method, { milliseconds: [], gapPercent: [] }]));
  for (const [k, given] of problems.entries()) {
    const surviving = {};
    for (const method of METHODS) {
      let milliseconds = Number.POSITIVE_INFINITY;
      for (let n = 0; n < (quick ? 3 : 8); n++) {
        const begin = performance.now();
        surviving[method] = assignWeapons({ ...given, method }).expectedSurvivingValue;
        milliseconds = Math.min(milliseconds, performance.now() - begin);
      }
      methods[method].milliseconds.push(milliseconds);
    }
    const { lowerBound } = boundWeapons(given, { upperBound: surviving.best, rounds: quick ? 200 : 800 });
    for (const method of METHODS) methods[method].gapPercent.push(100 * (surviving[method] / lowerBound - 1));
    if (surviving.best < lowerBound) failures.push(`weapon assignment: seed ${seeds[k]} beats its own lower bound`);
    if (surviving.best > 1.02 * lowerBound)
      failures.push(`weapon assignment: seed ${seeds[k]} is more than 2% above the lower bound`);
  }
  return { seeds: seeds.length, firstMilliseconds: first, methods };
}

const mean = (list) => list.reduce((sum, x) => sum + x, 0) / list.length;

/** One line a method for a person. */
export function tellWeaponAssignment({ seeds, firstMilliseconds, methods }) {
  return METHODS.map((method) => {
    const { milliseconds, gapPercent } = methods[method];
    const head = method === 'best' ? `weapon assignment 200 × 200    ` : `  by the method ${method.padEnd(15)}`;
    const cold = method === 'best' ? ` (first call of the process ${firstMilliseconds.toFixed(0)} ms)` : '';
    return (
      `${head}${mean(gapPercent).toFixed(3)}% above the lower bound on average, at worst ` +
      `${Math.max(...gapPercent).toFixed(3)}%, of ${seeds} seeds; ${Math.max(...milliseconds).toFixed(1)} ms at most${cold}`
    );
  }).reverse();
}
