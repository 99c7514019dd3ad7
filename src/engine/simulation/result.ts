import type { Allegiance, Identity, MeasureValues, SimulationEvent } from '../types/index.js';
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
  /** Friendly and civil aircraft that were engaged, in order of time; empty in most runs. */
  readonly engagedByMistake: readonly MistakenEngagement[];
}

/** A friendly or civil aircraft at which a fire unit launched, and how its track came to be fired at. */
export interface MistakenEngagement {
  /** Id of the air object, its allegiance and its preset: truth, for the account afterwards. */
  readonly object: string;
  readonly allegiance: Exclude<Allegiance, 'hostile'>;
  readonly preset: string;
  readonly post: string;
  readonly fireUnit: string;
  /** Number of the track fired at in the picture of the post. */
  readonly track: number;
  /** Whether that track was of this object; false where an interceptor hit it on its way to another. */
  readonly aimed: boolean;
  /** First launch, or the hit where it was not aimed at, s. */
  readonly timeS: number;
  /** undecided: the run ended before any interceptor met it. */
  readonly result: 'destroyed' | 'missed' | 'undecided';
  /** What the track was taken for at launch. */
  readonly identity: Identity;
  /** What the track was taken for in turn, with the evidence, up to the launch. */
  readonly evidence: readonly { readonly timeS: number; readonly identity: Identity; readonly because: string }[];
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
