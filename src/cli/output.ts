import { SingleBar } from 'cli-progress';
import { formatIssue, formatWarning, type Issue, isInputError } from '../index.js';
import { PARAPET_VERSION } from '../node/index.js';

/** How a command ended. */
export const EXIT = {
  done: 0,
  /** The answer is no: a check failed. */
  no: 1,
  /** Bad input or usage, or a disk that cannot be written. */
  input: 2,
  /** A fault of ours. */
  fault: 3,
  /** Stopped by Ctrl-C, as shells have it: 128 + SIGINT. */
  stopped: 130,
} as const;

/** The answer, to standard output. */
export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** Notes and progress, to standard error. */
export const note = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** What is legal in a file but surely unintended. */
export function noteWarnings(warnings: readonly Issue[]): void {
  if (warnings.length > 0) note(warnings.map(formatWarning).join('\n'));
}

/** The answer for machines. */
export const printJson = (value: object): void =>
  print(JSON.stringify({ parapet: PARAPET_VERSION, ...value }, null, 1));

/** Tells why a command failed, and returns its exit code. */
export function reportFailure(error: unknown): number {
  if (isInputError(error)) {
    note(error.issues.map(formatIssue).join('\n'));
    if (error.issues.length > 1) note(`${error.issues.length} errors`);
    return EXIT.input;
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  note(`✖ Parapet failed: ${message.split('\n')[0]}`);
  note('  This is a fault of Parapet, not of your input. Please report it with the command, its files and this text');
  note(`  (Parapet ${PARAPET_VERSION}, Node ${process.version}, ${process.platform}).`);
  if (process.env.PARAPET_DEBUG === '1') note(stack ?? message);
  else note('  With PARAPET_DEBUG=1 in the environment it tells where.');
  return EXIT.fault;
}

/**
 * A bar on a terminal; silence where standard error is no terminal. `unit`: what is counted. Work that gives Ctrl-C no turn
 * to clean up must not hide the cursor.
 */
export function progressBar(
  label: string,
  { unit = 'replications', hideCursor = true }: { unit?: string; hideCursor?: boolean } = {},
): { update: (done: number, total: number) => void; stop: () => void } {
  if (!process.stderr.isTTY) return { update: () => {}, stop: () => {} };
  const bar = new SingleBar({
    format: `${label} {bar} {value}/{total} ${unit} · {duration_formatted} · {eta_formatted} to go`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    hideCursor,
    stream: process.stderr,
    etaBuffer: 30,
    // Ctrl-C is ours: it leaves a partial result.
    gracefulExit: false,
  });
  let started = false;
  return {
    update: (done, total) => {
      if (started) bar.update(done);
      else bar.start(total, done);
      started = true;
    },
    stop: () => {
      if (started) bar.stop();
    },
  };
}

/** Standard output that is closed early (`parapet … | head`) is no failure. */
export function quietPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(process.exitCode ?? EXIT.done);
      if (stream === process.stdout) note(`✖ cannot write the output: ${error.code} (SCN-044)`);
      process.exit(EXIT.input);
    });
  }
}

/** Seconds with two decimals, for wall-clock figures. */
export const secondsSince = (start: number): number => Math.round((performance.now() - start) / 10) / 100;
