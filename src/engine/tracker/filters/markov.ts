import { requirePositive } from '../../math/index.js';

/**
 * Transition probabilities over any time of a mode that is held for a mean time and then left for another: exp(Λ·dt) of
 * a continuous-time Markov chain, so that two short scans mix as one long scan does. By scaling, a Taylor polynomial and
 * squaring. `sojourn` in s; `next[i][j]` the probability that mode i is left for mode j, equal for all where left out.
 * Answers row by row; the last answer is kept, because a tracker asks for the same interval over and over.
 */
export function markovChain(
  sojourn: readonly number[],
  next?: readonly (readonly number[])[],
): (dt: number) => Float64Array {
  const n = sojourn.length;
  const rates = new Float64Array(n * n);
  let fastest = 0;
  for (let i = 0; i < n; i++) {
    const rate = 1 / requirePositive(`mean time in mode ${i}`, sojourn[i], 's');
    fastest = Math.max(fastest, rate);
    const row = next?.[i];
    let total = 0;
    for (let j = 0; j < n; j++) {
      if (j === i) continue;
      const share = row === undefined ? 1 / (n - 1) : row[j];
      if (!(share >= 0))
        throw new RangeError(`the share of mode ${j} after mode ${i} must be at least 0; got ${share}`);
      total += share;
      rates[i * n + j] = rate * share;
    }
    if (n > 1 && !(Math.abs(total - 1) < 1e-9)) {
      throw new RangeError(`the shares of the modes after mode ${i} must add to 1; got ${total}`);
    }
    rates[i * n + i] = n > 1 ? -rate : 0;
  }
  let last = Number.NaN;
  let answer: Float64Array = new Float64Array(n * n);
  return (dt) => {
    if (dt === last) return answer;
    let halvings = 0;
    let short = dt;
    while (fastest * short > 0.25) {
      short *= 0.5;
      halvings++;
    }
    answer = exponential(rates, short, n);
    for (let k = 0; k < halvings; k++) answer = product(answer, answer, n);
    last = dt;
    return answer;
  };
}

/** exp(m·t) for a small m·t, by twelve terms of Taylor's series. */
function exponential(m: Float64Array, t: number, n: number): Float64Array {
  let term: Float64Array = new Float64Array(n * n);
  for (let i = 0; i < n; i++) term[i * (n + 1)] = 1;
  const sum = term.slice();
  for (let k = 1; k <= 12; k++) {
    term = product(term, m, n);
    for (let i = 0; i < n * n; i++) {
      term[i] *= t / k;
      sum[i] += term[i];
    }
  }
  return sum;
}

function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) for (let j = 0; j < n; j++) out[i * n + j] += a[i * n + k] * b[k * n + j];
  }
  return out;
}
