import { EXIT, note } from './output.js';

/** One Ctrl-C can arrive twice within this time, ms: `npm run` passes on what the terminal has already sent. */
const ONE_PRESS_MS = 1000;

/** A signal that Ctrl-C (or SIGTERM) raises; a second press ends the process at once. `stop` gives Ctrl-C back. */
export function catchInterrupts(told: string): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  let first = 0;
  const onInterrupt = (): void => {
    const now = performance.now();
    if (!controller.signal.aborted) {
      first = now;
      note(`\n${told} (once more to stop at once)`);
      controller.abort();
    } else if (now - first > ONE_PRESS_MS) process.exit(EXIT.stopped);
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onInterrupt);
  const stop = (): void => {
    process.removeListener('SIGINT', onInterrupt);
    process.removeListener('SIGTERM', onInterrupt);
  };
  return { signal: controller.signal, stop };
}
