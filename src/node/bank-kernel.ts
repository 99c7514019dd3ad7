import type { BankKernel } from '../index.js';
import { compileWasm, openMemory } from './wasm.js';

let module: WebAssembly.Module | null | undefined;

/** A compiled kernel with a memory of its own, for one bank; undefined where there is none, and the plain filter serves. */
export function openBankKernel(): BankKernel | undefined {
  module ??= compileWasm('bank');
  if (module === null) return undefined;
  const { memory, maker } = openMemory();
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const { predict, weigh, update } = exports as unknown as Omit<BankKernel, 'float64'>;
  return { float64: maker.float64, predict, weigh, update };
}
