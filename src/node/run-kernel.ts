import { log, normalQuantile, type RunKernel } from '../index.js';
import { compileWasm, openMemory } from './wasm.js';

let module: WebAssembly.Module | null | undefined;

/** The compiled inner loops of a run, with a memory of their own; undefined where there are none, and plain ones serve. */
export function openRunKernel(): RunKernel | undefined {
  module ??= compileWasm('run');
  if (module === null) return undefined;
  const { memory, maker } = openMemory();
  const asked: Pick<RunKernel, 'clears'> = { clears: () => false };
  const clears = (...look: Parameters<RunKernel['clears']>): number => (asked.clears(...look) ? 1 : 0);
  const env = { memory, log, rareNormal: normalQuantile, clears };
  const { exports } = new WebAssembly.Instance(module, { env });
  const { look, gate, take } = exports as unknown as Pick<RunKernel, 'look' | 'gate' | 'take'>;
  return Object.assign(asked, maker, { look, gate, take });
}
