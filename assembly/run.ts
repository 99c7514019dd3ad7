/** What runs in WebAssembly of a run: the tracker's association and update. */
export { gate, take } from './track';
