import { log, type RunKernel } from '../index.js';
import { compileWasm, openMemory } from './wasm.js';

let module: WebAssembly.Module | null | undefined;

/** The compiled inner loops of a run, with a memory of their own; undefined where there are none, and plain ones serve. */
export function openRunKernel(): RunKernel | undefined {
  module ??= compileWasm('run');
  if (module === null) return undefined;
  const { memory, maker } = openMemory();
  const { exports } = new WebAssembly.Instance(module, { env: { memory, log } });
  const { gate, take } = exports as unknown as Pick<RunKernel, 'gate' | 'take'>;
  return { ...maker, gate, take };
}
