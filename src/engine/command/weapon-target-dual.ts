/** Share of Polyak's step at first; its factor when the bound has not risen for so many rounds; share of the last direction kept. */
const FIRST_STEP = 1;
const STEP_FACTOR = 0.7;
const PATIENCE = 15;
const MOMENTUM = 0.7;

/**
 * Maximises a concave dual over prices ≥ 0, one a weapon, by subgradient steps towards `target` (B. T. Polyak,
 * "Minimization of unsmooth functionals", USSR Computational Mathematics and Mathematical Physics 9, 1969), from `prices`
 * on, which are left at the best found. `evaluate` returns the dual at prices and writes a subgradient: shots used less
 * shots there are. Returns the greatest value, which bounds the primal problem whatever the steps were.
 */
export function maximiseDual(
  prices: Float64Array,
  target: number,
  rounds: number,
  evaluate: (prices: Float64Array, excess: Float64Array) => number,
): number {
  const best = prices.slice();
  const excess = new Float64Array(prices.length);
  const direction = new Float64Array(prices.length);
  let bound = -Infinity;
  let step = FIRST_STEP;
  let stale = 0;
  for (let round = 0; round < rounds; round++) {
    const dual = evaluate(prices, excess);
    if (dual > bound) {
      bound = dual;
      best.set(prices);
      stale = 0;
    } else if (++stale >= PATIENCE) {
      step *= STEP_FACTOR;
      stale = 0;
      prices.set(best);
    }
    let square = 0;
    for (let i = 0; i < prices.length; i++) {
      direction[i] = excess[i] + MOMENTUM * direction[i];
      if (prices[i] <= 0 && direction[i] < 0) direction[i] = 0;
      square += direction[i] * direction[i];
    }
    if (square === 0 || target <= dual) break;
    const length = (step * (target - dual)) / square;
    for (let i = 0; i < prices.length; i++) prices[i] = Math.max(0, prices[i] + length * direction[i]);
  }
  prices.set(best);
  return bound;
}
