/** Columns that grow by doubling: a copy of twice the length, zeros behind what was there. */

export function grownFloat64(column: Float64Array): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(2 * column.length);
  grown.set(column);
  return grown;
}

export function grownInt32(column: Int32Array): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(2 * column.length);
  grown.set(column);
  return grown;
}

export function grownUint8(column: Uint8Array): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(2 * column.length);
  grown.set(column);
  return grown;
}
