/** What runs in WebAssembly of a run: what rotating radars report, and the tracker's association and update. */
export { look } from './sense';
export { gate, take } from './track';
