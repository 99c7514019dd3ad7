import { compound, extended, fixed, flags, type Item, repetitive, signed, spare, unsigned } from './grammar.js';
import { FOOT, KNOT, NAUTICAL_MILE, POSITION_24_DEG } from './scale.js';

/** Data items that categories 021 and 062 share, which both took from what an aircraft itself sends. */

export const SELECTED_ALTITUDE = fixed(...flags('SAS'), unsigned('SRC', 2), signed('altitude', 13, 25 * FOOT));

export const FINAL_ALTITUDE = fixed(...flags('MV', 'AH', 'AM'), signed('altitude', 13, 25 * FOOT));

export const INTENT_STATUS = extended([...flags('NAV', 'NVB'), spare(5)]);

/** Fifteen octets a point of the trajectory. */
export const INTENT_DATA = repetitive(
  ...flags('TCA', 'NC'),
  unsigned('TCPN', 6),
  signed('altitude', 16, 10 * FOOT),
  signed('latDeg', 24, POSITION_24_DEG),
  signed('lonDeg', 24, POSITION_24_DEG),
  unsigned('PT', 4),
  unsigned('TD', 2),
  ...flags('TRA', 'TOA'),
  unsigned('timeOver', 24),
  unsigned('turnRadius', 16, NAUTICAL_MILE / 100),
);

export const INTENT = compound(['TIS', INTENT_STATUS], ['TID', INTENT_DATA]);

export const WEATHER = compound(
  ['WS', fixed(unsigned('windSpeed', 16, KNOT))],
  ['WD', fixed(unsigned('windDirectionDeg', 16))],
  ['TMP', fixed(signed('temperatureDegC', 16, 0.25))],
  ['TRB', fixed(unsigned('turbulence', 8))],
);

/** Ages of one octet each. */
export const ages = (step: number, ...names: string[]): readonly (readonly [string, Item])[] =>
  names.map((name) => [name, fixed(unsigned('age', 8, step))] as const);
