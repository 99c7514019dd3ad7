import type { MeasureValues, SimulationEvent } from '../types/index.js';
import type { RunTally } from './tally.js';

/** What one run leaves: plain data, the same bytes on every machine. */
export interface RunResult {
  /** 32 hexadecimal digits over every phase of every tick. */
  readonly digest: string;
  /** One 32-bit digest a phase and tick: phaseDigests[tick × PHASES.length + phase]. */
  readonly phaseDigests: Uint32Array;
  readonly ticks: number;
  readonly simulatedS: number;
  /** Air objects that took part. */
  readonly objects: number;
  readonly measures: MeasureValues;
  /** What was fired, lost and defended. */
  readonly tally: RunTally;
  /** Empty unless events were asked for; the digest is the same either way. */
  readonly events: readonly SimulationEvent[];
  /** Positions sampled for maps and replay; empty unless asked for. */
  readonly samples: readonly RunSample[];
}

/** One object or track at one time, degrees and metres, for pictures. */
export interface RunSample {
  readonly timeS: number;
  readonly kind: 'object' | 'track' | 'interceptor';
  readonly id: string;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly altitudeM: number;
  /** Allegiance of an object, identity of a track. */
  readonly label: string;
}
