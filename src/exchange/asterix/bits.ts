/** Powers of two to 40, so that a value that spans five octets is shifted exactly. */
const POWERS = Float64Array.from({ length: 41 }, (_, i) => (i < 31 ? 1 << i : (1 << 20) * (1 << (i - 20))));

/** 2 to the power of a whole number from 0 to 40. */
export const powerOfTwo = (exponent: number): number => POWERS[exponent];

/** An unsigned number of 1–32 bits, the most significant first, that begins at a bit of the bytes. */
export function bitsOf(bytes: Uint8Array, bit: number, count: number): number {
  const end = bit + count;
  const last = (end + 7) >> 3;
  let value = 0;
  for (let i = bit >> 3; i < last; i++) value = value * 256 + bytes[i];
  return Math.floor(value / POWERS[last * 8 - end]) % POWERS[count];
}

/** Characters of six bits: A–Z from 1, space at 32, 0–9 from 48 (ICAO Annex 10, volume IV, table 3-9). */
function icaoCharacter(code: number): string {
  if (code >= 1 && code <= 26) return String.fromCharCode(64 + code);
  if (code === 32) return ' ';
  return code >= 48 && code <= 57 ? String.fromCharCode(code) : '?';
}

/** Bits as text: characters of six or eight bits without spaces at the end, or hexadecimal digits. */
export function characters(bytes: Uint8Array, bit: number, bits: number, kind: 'icao' | 'ascii' | 'hex'): string {
  const width = kind === 'icao' ? 6 : 8;
  let text = '';
  for (let i = 0; i < bits; i += width) {
    const code = bitsOf(bytes, bit + i, width);
    if (kind === 'hex') text += code.toString(16).padStart(2, '0');
    else if (kind === 'icao') text += icaoCharacter(code);
    else text += code >= 32 && code < 127 ? String.fromCharCode(code) : '?';
  }
  return kind === 'hex' ? text : text.trimEnd();
}
