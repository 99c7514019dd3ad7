import { exp, log } from '../math/index.js';

/** A shot that kills for certain counts as this many e-foldings: V e⁻⁴⁰ is below the last digit of V. */
const CERTAIN = 40;

/** −log(1 − p): the e-foldings that a shot takes off its target's value. */
export const foldOf = (p: number): number => (p < 1 ? Math.min(CERTAIN, -log(1 - p)) : CERTAIN);

/** Scratch of `cheapestShots`, for so many weapons. */
export interface Pricing {
  /** Weapons worth a shot, the cheapest e-folding first. */
  readonly order: Int32Array;
  readonly ratio: Float64Array;
  /** In that order: survival of one shot, its −log, its price, shots there are. */
  readonly survive: Float64Array;
  readonly fold: Float64Array;
  readonly price: Float64Array;
  readonly most: Int32Array;
  readonly current: Int32Array;
  readonly best: Int32Array;
  count: number;
  least: number;
  /** Answer: shots of each weapon. */
  readonly shots: Int32Array;
}

export function makePricing(weapons: number): Pricing {
  const int = () => new Int32Array(weapons);
  const float = () => new Float64Array(weapons);
  return {
    order: int(),
    ratio: float(),
    survive: float(),
    fold: float(),
    price: float(),
    most: int(),
    current: int(),
    best: int(),
    count: 0,
    least: 0,
    shots: int(),
  };
}

/**
 * The least of V Π (1 − p_i)^x_i + Σ λ_i x_i over whole x_i from 0 to `available[i]`, for one target of value V and
 * weapons that cost λ_i a shot; the x_i are left in `pricing.shots`. Exact: depth first, each node bounded below by
 * letting shots be split, for which the cheapest e-foldings are bought until one more costs what it saves.
 * `kill[at + i]` is p_i, `folds[at + i]` its `foldOf`.
 */
export function cheapestShots(
  pricing: Pricing,
  value: number,
  kill: Float64Array,
  folds: Float64Array,
  at: number,
  prices: Float64Array,
  available: ArrayLike<number>,
): number {
  const { order, ratio, survive, fold, price, most, current, best, shots } = pricing;
  let count = 0;
  for (let i = 0; i < prices.length; i++) {
    shots[i] = 0;
    const e = folds[at + i];
    if (available[i] === 0 || e <= 0 || value * kill[at + i] <= prices[i]) continue;
    // By insertion: few weapons are worth a shot at any one target.
    const cheap = prices[i] / e;
    let k = count++;
    for (; k > 0 && ratio[k - 1] > cheap; k--) {
      ratio[k] = ratio[k - 1];
      order[k] = order[k - 1];
      fold[k] = fold[k - 1];
    }
    ratio[k] = cheap;
    order[k] = i;
    fold[k] = e;
  }
  for (let k = 0; k < count; k++) {
    const i = order[k];
    survive[k] = 1 - kill[at + i];
    price[k] = prices[i];
    most[k] = available[i];
    current[k] = 0;
    best[k] = 0;
  }
  pricing.count = count;
  pricing.least = value;
  search(pricing, 0, value, 0);
  for (let k = 0; k < count; k++) shots[order[k]] = best[k];
  return pricing.least;
}

function search(pricing: Pricing, from: number, left: number, paid: number): void {
  const { survive, price, most, current, best, count } = pricing;
  if (left + paid < pricing.least) {
    pricing.least = left + paid;
    best.set(current.subarray(0, count));
  }
  for (let k = from; k < count; k++) {
    if (bound(pricing, k, left, paid) >= pricing.least) return;
    if (current[k] === most[k] || left * (1 - survive[k]) <= price[k]) continue;
    current[k]++;
    search(pricing, k, left * survive[k], paid + price[k]);
    current[k]--;
  }
}

/** Least cost with the weapons from `k` on, were their shots divisible. */
function bound(
  { survive, fold, price, most, current, count }: Pricing,
  from: number,
  left: number,
  paid: number,
): number {
  let value = left;
  let cost = paid;
  for (let k = from; k < count; k++) {
    const e = fold[k];
    const l = price[k];
    if (value * e <= l) break;
    const spare = most[k] - current[k];
    // Shots at which one more part costs what it saves.
    const wanted = l > 0 ? log((value * e) / l) / e : spare;
    if (wanted < spare) {
      cost += l * wanted;
      value = l / e;
      break;
    }
    cost += l * spare;
    value *= spare === 1 ? survive[k] : exp(-e * spare);
  }
  return value + cost;
}
