import { setTimeout as sleep } from 'node:timers/promises';
import { systemReason } from './files.js';

/** How long a server is waited for. */
export interface Patience {
  /** Without a byte for so long, a try has failed, ms. */
  readonly silenceMs: number;
  /** Before the second try, ms; twice as long before each further one. */
  readonly backoffMs: number;
  readonly tries: number;
}

export const PATIENCE: Patience = { silenceMs: 30_000, backoffMs: 500, tries: 4 };

/** A server that asks for more is not waited for longer, ms. */
const LONGEST_WAIT_MS = 30_000;

export interface DownloadOptions {
  readonly mostBytes: number;
  /** Throws if what came is not what was asked for. */
  readonly check: (body: Uint8Array) => void;
  readonly signal?: AbortSignal;
  readonly patience?: Patience;
}

/** Why a try failed, and whether another may succeed. */
class Failure extends Error {
  constructor(
    message: string,
    readonly again: boolean,
    /** Whether the server answered with something else than was asked for. */
    readonly broken = false,
    readonly waitMs = 0,
  ) {
    super(message);
  }
}

/**
 * A file over HTTP, or null where the server does not have it (404, 410). Tries again, with growing pauses, after silence,
 * a broken connection, an error of the server, and content that fails its check. Throws an Error that says what is wrong;
 * `broken` on it where the content was.
 */
export async function download(url: string, options: DownloadOptions): Promise<Uint8Array | null> {
  const { signal, patience = PATIENCE } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      return await tryOnce(url, options, patience);
    } catch (error) {
      signal?.throwIfAborted();
      const failure = error as Failure;
      if (!failure.again || attempt >= patience.tries) throw error;
      await sleep(Math.max(failure.waitMs, patience.backoffMs * 2 ** (attempt - 1)), undefined, { signal });
    }
  }
}

async function tryOnce(
  url: string,
  { mostBytes, check, signal }: DownloadOptions,
  { silenceMs }: Patience,
): Promise<Uint8Array | null> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), silenceMs);
  let body: Uint8Array;
  try {
    const response = await fetch(url, {
      signal: signal ? AbortSignal.any([signal, silence.signal]) : silence.signal,
      headers: { 'accept-encoding': 'identity' },
    });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      if (response.status === 404 || response.status === 410) return null;
      throw statusFailure(response);
    }
    body = await readBody(response, mostBytes, () => timer.refresh());
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (silence.signal.aborted) throw new Failure(`the server was silent for ${silenceMs / 1000} s`, true);
    throw new Failure(networkReason(error), true);
  } finally {
    clearTimeout(timer);
  }
  try {
    check(body);
  } catch (error) {
    throw new Failure(systemReason(error), true, true);
  }
  return body;
}

async function readBody(response: Response, mostBytes: number, alive: () => void): Promise<Uint8Array> {
  const tooLarge = () => new Failure(`it has more than ${mostBytes / 1e6} MB`, false, true);
  const announced = Number(response.headers.get('content-length') ?? 0);
  if (announced > mostBytes) {
    await response.body?.cancel();
    throw tooLarge();
  }
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    alive();
    length += part.length;
    if (length > mostBytes) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function statusFailure({ status, headers }: Response): Failure {
  const asked = 1000 * Number(headers.get('retry-after') ?? 0);
  const waitMs = Number.isFinite(asked) ? Math.min(LONGEST_WAIT_MS, asked) : 0;
  return new Failure(`the server answered ${status}`, status >= 500 || status === 408 || status === 429, false, waitMs);
}

/** What lies behind “fetch failed”. */
function networkReason(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: string; message?: string }; message: string };
  switch (cause?.code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'no such server, or no network';
    case 'ECONNREFUSED':
      return 'the server refuses the connection';
    case 'ECONNRESET':
    case 'UND_ERR_SOCKET':
      return 'the connection broke off';
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return 'the server does not answer';
    default:
      return cause?.message ?? message;
  }
}
