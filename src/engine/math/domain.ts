/** Limits of formulas: what lies outside is refused in words, because NaN or a silent zero would look like an answer. */

const got = (value: number, unit: string): string => `got ${value}${unit === '1' ? '' : ` ${unit}`}`;

/** The value if it is finite and above zero, else a RangeError that names it. `unit` is '1' for a pure number. */
export function requirePositive(what: string, value: number, unit: string): number {
  if (value > 0 && value < Number.POSITIVE_INFINITY) return value;
  throw new RangeError(`${what} must be above 0${unit === '1' ? '' : ` ${unit}`}; ${got(value, unit)}`);
}

/** The value if it lies in [low, high], else a RangeError that names both. */
export function requireWithin(what: string, value: number, low: number, high: number, unit: string): number {
  if (typeof value === 'number' && value >= low && value <= high) return value;
  const bounds = low < 0 ? `${low} to ${high}` : `${low}–${high}`;
  throw new RangeError(`${what} must be ${bounds}${unit === '1' ? '' : ` ${unit}`}; ${got(value, unit)}`);
}

/** The value if it is a whole number of at least `least`, else a RangeError. */
export function requireCount(what: string, value: number, least: number): number {
  if (Number.isInteger(value) && value >= least) return value;
  throw new RangeError(`${what} must be a whole number of at least ${least}; got ${value}`);
}
