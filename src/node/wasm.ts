import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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
