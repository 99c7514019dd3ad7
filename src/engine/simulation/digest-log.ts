import { type Digest, makeDigest } from '../math/index.js';
import { PHASES, type Phase } from '../types/index.js';

/** The running digest of a run, and what it stood at after every phase of every tick. */
export interface DigestLog {
  readonly digest: Digest;
  readonly phases: Uint32Array;
}

export const makeDigestLog = (ticks: number): DigestLog => ({
  digest: makeDigest(),
  phases: new Uint32Array(ticks * PHASES.length),
});

const PHASE_INDEX = Object.fromEntries(PHASES.map((phase, index) => [phase, index])) as Record<Phase, number>;

/** Index of a phase within a tick. */
export const phaseIndex = (phase: Phase): number => PHASE_INDEX[phase];

/** Notes what the digest stands at when a phase of a tick has ended. */
export function closePhase(log: DigestLog, tick: number, phase: Phase): void {
  log.phases[tick * PHASES.length + PHASE_INDEX[phase]] = log.digest.value32();
}

/** The first tick and phase at which two runs differ, or null if they are equal. */
export function firstDifference(a: Uint32Array, b: Uint32Array): { tick: number; phase: Phase } | null {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a[i] !== b[i]) return { tick: Math.floor(i / PHASES.length), phase: PHASES[i % PHASES.length] };
  }
  if (a.length === b.length) return null;
  return { tick: Math.floor(length / PHASES.length), phase: PHASES[length % PHASES.length] };
}
