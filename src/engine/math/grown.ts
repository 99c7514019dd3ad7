/**
 * Columns that grow by doubling: a copy of twice the length, zeros behind what was there. A column that a compiled kernel
 * reads lives in that kernel's memory; it is settled there once, and what grows out of it stays there.
 */

/** Makes columns of zeros, all in one memory. */
export interface ColumnMaker {
  float64(length: number): Float64Array;
  float32(length: number): Float32Array;
  int32(length: number): Int32Array;
  uint32(length: number): Uint32Array;
  uint8(length: number): Uint8Array;
}

const plain: ColumnMaker = {
  float64: (length) => new Float64Array(length),
  float32: (length) => new Float32Array(length),
  int32: (length) => new Int32Array(length),
  uint32: (length) => new Uint32Array(length),
  uint8: (length) => new Uint8Array(length),
};

/** Whose memory a buffer is. */
const homes = new WeakMap<ArrayBufferLike, ColumnMaker>();
const makerOf = (column: ArrayBufferView): ColumnMaker => homes.get(column.buffer) ?? plain;

/** Whether a column lives in that maker's memory. */
export const livesIn = (column: ArrayBufferView, maker: ColumnMaker): boolean => homes.get(column.buffer) === maker;

export function grownFloat64(column: Float64Array): Float64Array {
  const grown = makerOf(column).float64(2 * column.length);
  grown.set(column);
  return noted(grown, column);
}

export function grownFloat32(column: Float32Array): Float32Array {
  const grown = makerOf(column).float32(2 * column.length);
  grown.set(column);
  return noted(grown, column);
}

export function grownInt32(column: Int32Array): Int32Array {
  const grown = makerOf(column).int32(2 * column.length);
  grown.set(column);
  return noted(grown, column);
}

export function grownUint8(column: Uint8Array): Uint8Array {
  const grown = makerOf(column).uint8(2 * column.length);
  grown.set(column);
  return noted(grown, column);
}

/** A memory that has grown has a new buffer. */
function noted<T extends ArrayBufferView>(grown: T, column: ArrayBufferView): T {
  const home = homes.get(column.buffer);
  if (home !== undefined) homes.set(grown.buffer, home);
  return grown;
}

/** Moves every column of a record into a maker's memory. */
export function settle(record: object, maker: ColumnMaker): void {
  const fields = record as Record<string, unknown>;
  for (const [name, value] of Object.entries(fields)) {
    const moved = movedTo(value, maker);
    if (moved === undefined) continue;
    homes.set(moved.buffer, maker);
    fields[name] = moved;
  }
}

function movedTo(value: unknown, maker: ColumnMaker): ArrayBufferView | undefined {
  const filled = <T extends { set(values: T): void }>(column: T, values: T): T => {
    column.set(values);
    return column;
  };
  if (value instanceof Float64Array) return filled(maker.float64(value.length), value);
  if (value instanceof Float32Array) return filled(maker.float32(value.length), value);
  if (value instanceof Int32Array) return filled(maker.int32(value.length), value);
  if (value instanceof Uint32Array) return filled(maker.uint32(value.length), value);
  if (value instanceof Uint8Array) return filled(maker.uint8(value.length), value);
  return undefined;
}
