const CLEAR = 256;
const END = 257;
/** Codes have 9 to 12 bits. */
const MOST_CODES = 4096;

/**
 * TIFF's LZW (Adobe, *TIFF Revision 6.0*, 1992, section 13): codes from the highest bit on, which grow by a bit one code
 * earlier than they need to. Throws a RangeError for a code that is not there yet and for more than `most` bytes.
 */
export function decodeLzw(source: Uint8Array, most: number): Uint8Array {
  const out = new Uint8Array(most);
  // A sequence is where it stands in the output, and how long it is: it was there before its code can come.
  const starts = new Int32Array(MOST_CODES);
  const lengths = new Int32Array(MOST_CODES).fill(1, 0, CLEAR);
  let count = 0;
  let next = END + 1;
  let width = 9;
  let previous = -1;
  let bits = 0;
  let held = 0;
  for (let at = 0; ; ) {
    while (held < width && at < source.length) {
      bits = ((bits << 8) | source[at++]) & 0xffffff;
      held += 8;
    }
    if (held < width) break; // Some writers leave out the code of the end.
    held -= width;
    const code = (bits >> held) & ((1 << width) - 1);
    if (code === END) break;
    if (code === CLEAR) {
      next = END + 1;
      width = 9;
      previous = -1;
      continue;
    }
    const known = code < CLEAR || (code > END && code < next);
    if (!known && (code !== next || previous < 0)) throw new RangeError(`LZW code ${code} is not there yet`);
    const from = known ? code : previous;
    const start = count;
    const length = lengths[from] + (known ? 0 : 1);
    if (count + length > most) throw new RangeError('it holds more than a block');
    if (from < CLEAR) out[count++] = from;
    else for (let k = 0; k < lengths[from]; k++) out[count++] = out[starts[from] + k];
    if (!known) out[count++] = out[start];
    if (previous >= 0 && next < MOST_CODES) {
      // The previous sequence and the first byte of this one stand side by side.
      starts[next] = start - lengths[previous];
      lengths[next] = lengths[previous] + 1;
      next++;
    }
    previous = code;
    width = next >= 2047 ? 12 : next >= 1023 ? 11 : next >= 511 ? 10 : 9;
  }
  return out.subarray(0, count);
}
