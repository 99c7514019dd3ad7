import { log10, pow } from '../engine/math/index.js';
import type { MeasureDefinition } from '../engine/types/index.js';

/** How a measure is shown: value × factor, in this unit. */
export interface Display {
  readonly factor: number;
  /** '' where there is none. */
  readonly unit: string;
}

/** Measures that are shares and read better in percent. */
const SHARES = new Set(['pictureCompleteness']);

/** Units for people. `largest` is the greatest size shown, which chooses between metres and kilometres. */
export function displayOf(definition: Pick<MeasureDefinition, 'id' | 'unit'>, largest: number): Display {
  if (SHARES.has(definition.id)) return { factor: 100, unit: '%' };
  switch (definition.unit) {
    case '1':
      return { factor: 1, unit: '' };
    case 'USD':
      return largest >= 1e6 ? { factor: 1e-6, unit: 'million USD' } : { factor: 1, unit: 'USD' };
    case 'm':
      return largest >= 10_000 ? { factor: 1e-3, unit: 'km' } : { factor: 1, unit: 'm' };
    case 'km²':
      return largest >= 10_000 ? { factor: 1e-3, unit: 'thousand km²' } : { factor: 1, unit: 'km²' };
    default:
      return { factor: 1, unit: definition.unit };
  }
}

/** Decimals that leave two significant digits of an interval's width; negative ones round to tens, hundreds … */
export function decimalsFor(width: number): number {
  if (!(width > 0)) return 2;
  return Math.max(-9, Math.min(4, 1 - Math.floor(log10(width) + 1e-12)));
}

/** A number with so many decimals, thousands apart, and a true minus sign. */
export function fixed(value: number, decimals: number): string {
  const unit = decimals < 0 ? pow(10, -decimals) : 1;
  const rounded = decimals < 0 ? Math.round(value / unit) * unit : value;
  const text = Math.abs(rounded).toFixed(Math.max(0, decimals));
  const [whole, fraction] = text.split('.');
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, '\u202f') : whole;
  const sign = rounded < 0 && /[1-9]/.test(text) ? '\u2212' : '';
  return `${sign}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

const signedFixed = (value: number, decimals: number): string => {
  const text = fixed(value, decimals);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
};

/** “12.3 [10.1, 14.5]”, with as many decimals as the interval’s width deserves; its spaces don’t break. */
export function intervalText(value: number, low: number, high: number, { factor }: Display, signed = false): string {
  const decimals = decimalsFor((high - low) * factor);
  const text = (v: number): string => (signed ? signedFixed : fixed)(v * factor, decimals);
  return `${text(value)}\u00a0[${text(low)},\u00a0${text(high)}]`;
}

/** A single value with about three significant digits. */
export function valueText(value: number, { factor }: Display, signed = false): string {
  const shown = value * factor;
  const size = Math.abs(shown);
  const decimals = size === 0 || (size < 1e4 && shown === Math.round(shown)) ? 0 : Math.max(0, decimalsFor(size) + 1);
  const text = (signed ? signedFixed : fixed)(shown, decimals);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** “8 to 21”: two ends of a spread. */
export function spreadText(low: number, high: number, { factor }: Display): string {
  const decimals = Math.min(1, decimalsFor((high - low) * factor));
  if (low === high) return valueText(low, { factor, unit: '' });
  return `${fixed(low * factor, decimals)} to ${fixed(high * factor, decimals)}`;
}

/** A share in percent, with its interval: “97% [92, 99]”. */
export const shareText = (fraction: number, low: number, high: number): string =>
  `${fixed(100 * fraction, 0)}%\u00a0[${fixed(100 * low, 0)},\u00a0${fixed(100 * high, 0)}]`;
