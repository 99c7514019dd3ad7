import { hashId, type Streams, uniform } from '../math/index.js';
import type { FlightIff, InterrogationMode } from '../scenario/identification-entries.schema.js';
import type { ResolvedFlight, ResolvedScenario } from '../scenario/resolved.js';
import type { Transponder } from '../sensor/index.js';
import { PURPOSE } from '../types/index.js';

const MODE_BIT: Readonly<Record<InterrogationMode, number>> = { '3/A': 1, C: 2, S: 4, '4': 8, '5': 16 };
const MILITARY = MODE_BIT['4'] | MODE_BIT['5'];
const CIVIL = MODE_BIT['3/A'] | MODE_BIT.C | MODE_BIT.S;
const ALL = MILITARY | CIVIL;
const ANSWERS: Readonly<Record<Transponder, number>> = { off: 0, civil: CIVIL, friend: ALL };

const bitsOf = (modes: readonly InterrogationMode[]): number => modes.reduce((bits, mode) => bits | MODE_BIT[mode], 0);

/** Transponders that fail, lie or know only some modes, and interrogators that ask only in some. */
export interface Transponders {
  /** By object: bits of the modes that it answers while it works. */
  readonly answers: Uint8Array;
  /** By object: when it falls silent, s; Infinity if never. */
  readonly failsAt: Float64Array;
  /** By object: mode S address, −1 for none. */
  readonly address: Int32Array;
  /** By sensor: bits of the modes that it asks in. */
  readonly asks: Uint8Array;
}

/** Null where no flight and no post says more than `transponder` does: every answer is then as it says. */
export function makeTransponders(
  flights: readonly Omit<ResolvedFlight, 'motion'>[],
  { sensors, commandPosts }: Pick<ResolvedScenario, 'sensors' | 'commandPosts'>,
  streams: Streams,
): Transponders | null {
  const plain = flights.every(({ iff }) => iff === undefined);
  if (plain && commandPosts.every(({ interrogationModes }) => interrogationModes === undefined)) return null;
  const asked = new Map(commandPosts.map(({ id, interrogationModes }) => [id, interrogationModes]));
  const addressOf = ({ iff }: Pick<ResolvedFlight, 'iff'>): number =>
    iff?.address === undefined ? -1 : Number.parseInt(iff.address, 16);
  return {
    answers: Uint8Array.from(flights, (flight) => answersOf(flight, streams)),
    failsAt: Float64Array.from(flights, ({ iff, id }) => failsAt(iff, id, streams)),
    address: Int32Array.from(flights, addressOf),
    asks: Uint8Array.from(sensors, ({ commandPost }) => {
      const modes = asked.get(commandPost);
      return modes === undefined ? ALL : bitsOf(modes);
    }),
  };
}

/** A false transponder answers in all modes of what it pretends to be. */
function answersOf({ id, transponder, iff }: Omit<ResolvedFlight, 'motion'>, streams: Streams): number {
  if (iff?.spoofAs !== undefined) {
    const draw = uniform(streams, hashId(id), 0, PURPOSE.falseTransponder, 0);
    if (draw < (iff.spoofProbability ?? 1)) return ANSWERS[iff.spoofAs];
  }
  return iff?.modes === undefined ? ANSWERS[transponder] : ANSWERS[transponder] & bitsOf(iff.modes);
}

function failsAt(iff: FlightIff | undefined, id: string, streams: Streams): number {
  if (iff === undefined) return Number.POSITIVE_INFINITY;
  const { failureProbability = 0, failsAtS = Number.POSITIVE_INFINITY } = iff;
  if (failureProbability === 0) return failsAtS;
  return uniform(streams, hashId(id), 0, PURPOSE.transponderFailure, 0) < failureProbability ? 0 : failsAtS;
}

/** What an object's transponder has for this sensor now. A failed one and one asked in other modes are silent. */
export function transponderNow(transponders: Transponders, sensor: number, object: number, time: number): Transponder {
  if (time >= transponders.failsAt[object]) return 'off';
  const common = transponders.answers[object] & transponders.asks[sensor];
  if (common & MILITARY) return 'friend';
  return common === 0 ? 'off' : 'civil';
}

/** The mode S address that comes with an answer to this sensor, −1 where there is none. */
export function addressNow(transponders: Transponders, sensor: number, object: number): number {
  return transponders.answers[object] & transponders.asks[sensor] & MODE_BIT.S ? transponders.address[object] : -1;
}
