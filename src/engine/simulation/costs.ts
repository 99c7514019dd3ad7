import type { ResolvedScenario } from '../scenario/resolved.js';
import type { Allegiance } from '../types/index.js';
import type { RunTally } from './tally.js';

/** A sum as the run priced it, and between the lowest and the highest prices that the catalogue gives. USD. */
export interface CostRange {
  readonly valueUsd: number;
  readonly lowUsd: number;
  readonly highUsd: number;
}

/** So many of one preset, at its price. */
export interface CostLine {
  readonly preset: string;
  readonly count: number;
  readonly unit: CostRange;
  readonly total: CostRange;
}

/** What a run cost, beside what it defended. */
export interface RunCosts {
  readonly fired: readonly CostLine[];
  readonly firedTotal: CostRange;
  /** Air objects destroyed or spent, by whose they were. */
  readonly lost: readonly (CostLine & { readonly allegiance: Allegiance; readonly end: 'destroyed' | 'struck' })[];
  readonly lostTotal: Readonly<Record<Allegiance, CostRange>>;
  readonly places: RunTally['places'];
  readonly placesTotal: { readonly valueUsd: number; readonly lostUsd: number; readonly protectedUsd: number };
}

/**
 * A run's costs from its tally. Prices are those that the run used; their ranges are the catalogue's, and a price that the
 * scenario sets has none. Sums of ranges take every price low, then every price high. A ratio of prices is not made: it
 * hides what would have been lost (CSIS, Cost and Value in Air and Missile Defense Intercepts).
 */
export function costsOf(scenario: ResolvedScenario, tally: RunTally): RunCosts {
  const prices = pricesOf(scenario);
  const line = (preset: string, count: number): CostLine => {
    const unit = prices.get(preset)!;
    return { preset, count, unit, total: times(unit, count) };
  };
  const fired = tally.fired.map(({ preset, count }) => line(preset, count));
  const lost = tally.lost.map(({ preset, allegiance, end, count }) => ({ ...line(preset, count), allegiance, end }));
  const ofSide = (side: Allegiance): CostRange => sum(lost.filter(({ allegiance }) => allegiance === side));
  const total = (key: 'valueUsd' | 'lostUsd' | 'protectedUsd'): number =>
    tally.places.reduce((all, place) => all + place[key], 0);
  return {
    fired,
    firedTotal: sum(fired),
    lost,
    lostTotal: { hostile: ofSide('hostile'), friendly: ofSide('friendly'), civil: ofSide('civil') },
    places: tally.places,
    placesTotal: { valueUsd: total('valueUsd'), lostUsd: total('lostUsd'), protectedUsd: total('protectedUsd') },
  };
}

/** Prices by preset of an interceptor or air object. */
function pricesOf({ fireUnits, flights, assumptions }: ResolvedScenario): Map<string, CostRange> {
  const ranges = new Map(assumptions.map((assumption) => [assumption.path, assumption]));
  const prices = new Map<string, CostRange>();
  const add = (preset: string, valueUsd: number): void => {
    const { low = valueUsd, high = valueUsd, used } = ranges.get(`catalogue/${preset}/unitCostUsd`) ?? {};
    const ranged = used === valueUsd;
    prices.set(preset, { valueUsd, lowUsd: ranged ? low : valueUsd, highUsd: ranged ? high : valueUsd });
  };
  for (const { launchers } of fireUnits) {
    for (const { interceptorPreset, interceptor } of launchers) add(interceptorPreset, interceptor.unitCostUsd);
  }
  for (const { preset, airObject } of flights) add(preset, airObject.unitCostUsd);
  return prices;
}

const times = ({ valueUsd, lowUsd, highUsd }: CostRange, count: number): CostRange => ({
  valueUsd: count * valueUsd,
  lowUsd: count * lowUsd,
  highUsd: count * highUsd,
});

const sum = (lines: readonly CostLine[]): CostRange => ({
  valueUsd: lines.reduce((all, { total }) => all + total.valueUsd, 0),
  lowUsd: lines.reduce((all, { total }) => all + total.lowUsd, 0),
  highUsd: lines.reduce((all, { total }) => all + total.highUsd, 0),
});
