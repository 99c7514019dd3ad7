import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ColumnMaker } from '../index.js';
import { PACKAGE_ROOT } from './files.js';

export const PAGE_BYTES = 65_536;

/** A module that `npm run build` compiled from assembly/NAME.ts; null where it is missing or this Node lacks what it needs. */
export function compileWasm(name: string): WebAssembly.Module | null {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = readFileSync(join(PACKAGE_ROOT, 'dist', 'wasm', `${name}.wasm`));
  } catch {
    return null;
  }
  return WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null;
}

/** Address space is cheap, and memory is taken as it is used: 1 GiB. */
const MOST_PAGES = 16_384;
const FIRST_PAGES = 16;
/** The first bytes stay free: a module keeps its own data there. */
const FIRST_BYTE = 1024;

/** Memory for a module, and columns in it. Nothing is given back. */
export function openMemory(): { memory: WebAssembly.Memory; maker: ColumnMaker } {
  const memory = new WebAssembly.Memory({ initial: FIRST_PAGES, maximum: MOST_PAGES, shared: true });
  let free = FIRST_BYTE;
  const take = (bytes: number): number => {
    const at = free;
    free += Math.ceil(bytes / 16) * 16;
    const missing = Math.ceil((free - memory.buffer.byteLength) / PAGE_BYTES);
    // Shared memory grows in place: columns made before stay good.
    if (missing > 0) memory.grow(missing);
    return at;
  };
  const maker: ColumnMaker = {
    float64: (length) => {
      const at = take(8 * length);
      return new Float64Array(memory.buffer, at, length);
    },
    float32: (length) => {
      const at = take(4 * length);
      return new Float32Array(memory.buffer, at, length);
    },
    int32: (length) => {
      const at = take(4 * length);
      return new Int32Array(memory.buffer, at, length);
    },
    uint32: (length) => {
      const at = take(4 * length);
      return new Uint32Array(memory.buffer, at, length);
    },
    uint8: (length) => {
      const at = take(length);
      return new Uint8Array(memory.buffer, at, length);
    },
  };
  return { memory, maker };
}
