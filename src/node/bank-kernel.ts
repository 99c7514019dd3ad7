import type { BankKernel } from '../index.js';
import { compileWasm, PAGE_BYTES } from './wasm.js';

/** A bank's columns grow to a few megabytes; the address space is cheap, and taken as it is used. */
const MOST_PAGES = 16_384;
const FIRST_PAGES = 16;

let module: WebAssembly.Module | null | undefined;

/** A compiled kernel with a memory of its own, for one bank; undefined where there is none, and the plain filter serves. */
export function openBankKernel(): BankKernel | undefined {
  module ??= compileWasm('bank');
  if (module === null) return undefined;
  const memory = new WebAssembly.Memory({ initial: FIRST_PAGES, maximum: MOST_PAGES, shared: true });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const { predict, weigh, update } = exports as unknown as Omit<BankKernel, 'float64'>;
  // The first bytes stay free, as WebAssembly's own data would stand there.
  let free = 1024;
  const float64 = (length: number): Float64Array => {
    const at = free;
    free += 8 * length;
    const missing = Math.ceil((free - memory.buffer.byteLength) / PAGE_BYTES);
    // Shared memory grows in place: columns made before stay good.
    if (missing > 0) memory.grow(missing);
    return new Float64Array(memory.buffer, at, length);
  };
  return { float64, predict, weigh, update };
}
