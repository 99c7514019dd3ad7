import { plainKernel, type ReliefMemory, reliefMemory, type ViewshedKernel } from '../index.js';
import { compileWasm, PAGE_BYTES } from './wasm.js';

/** WebAssembly addresses 4 GiB; plain memory is held to the same. */
export const MOST_KERNEL_BYTES = 65_536 * PAGE_BYTES;

/** Memory that threads share, with the compiled kernel for it; without one the plain kernel works there. */
export interface KernelMemory {
  readonly memory: WebAssembly.Memory | SharedArrayBuffer;
  readonly module: WebAssembly.Module | null;
}

/** Memory of at least so many bytes, at most MOST_KERNEL_BYTES. Plain where this Node has no WebAssembly SIMD. */
export function allocateKernel(bytes: number, kind: 'fastest' | 'plain'): KernelMemory {
  const module = kind === 'plain' ? null : compileWasm('viewshed');
  if (module === null) return { memory: new SharedArrayBuffer(Math.ceil(bytes / 8) * 8), module };
  const pages = Math.ceil(bytes / PAGE_BYTES);
  return { memory: new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true }), module };
}

/** Views of the memory, and a kernel that works there. */
export function openKernel({ memory, module }: KernelMemory): { memory: ReliefMemory; kernel: ViewshedKernel } {
  if (!(memory instanceof WebAssembly.Memory)) {
    const views = reliefMemory(memory);
    return { memory: views, kernel: plainKernel(views) };
  }
  const views = reliefMemory(memory.buffer);
  if (module === null) return { memory: views, kernel: plainKernel(views) };
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const { march, fill, turn } = exports as unknown as ViewshedKernel;
  return { memory: views, kernel: { name: 'wasm', march, fill, turn } };
}
