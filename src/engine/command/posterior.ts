import { exp, log } from '../math/index.js';
import { type Allegiance, IDENTITIES, type Identity, type Track } from '../types/index.js';
import { EVIDENCE, repliesOf } from './evidence.js';
import type { Identification } from './identification.js';
import { HYPOTHESES, type IdentificationSpec, type Likelihood } from './identification.schema.js';

/** The pieces of evidence that are combined, in the order of their words. */
const PIECES = [
  'iff',
  'address',
  'airspace',
  'flightPlan',
  'origin',
  'kinematics',
  'behaviour',
  'emitter',
  'reported',
] as const;
type Piece = (typeof PIECES)[number];
const AT = Object.fromEntries(PIECES.map((piece, index) => [piece, index])) as Readonly<Record<Piece, number>>;

/** A fixed-wing aircraft faster than this is supersonic at any height, m/s. ICAO standard atmosphere: 295–340 m/s. */
const SUPERSONIC = 320;

/** What a post knows of a track beyond the track itself; null or −1 where there is nothing to know. */
export interface TrackFacts {
  /** Whether the post has areas to judge origins by, and where the track began. */
  origin: 'hostileArea' | 'friendlyArea' | 'elsewhere' | null;
  /** Mode S address that was answered, −1 for none. */
  address: number;
  /** The flight plan that it fits; empty where it fits none; null where the post has no plans. */
  flightPlan: string | null;
  /** Type of emitter heard along its bearing and along no other track's. */
  emitter: Allegiance | null;
}

export const noFacts = (): TrackFacts => ({ origin: null, address: -1, flightPlan: null, emitter: null });

type Triple = readonly [number, number, number];

/** A specification with its logarithms taken once. Every triple is ln P(seen | hypothesis), capped to the largest factor. */
export interface EvidenceModel {
  readonly prior: Triple;
  readonly share: Triple;
  readonly corridorsKnown: boolean;
  readonly addresses: ReadonlySet<number>;
  readonly lnReply: number;
  readonly lnSilence: number;
  readonly lnStray: number;
  /** By hypothesis: the probability that it answers military modes, civil modes alone, nothing. */
  readonly answers: readonly Triple[];
  readonly cap: number;
  readonly tables: Readonly<Record<string, Triple>>;
  readonly thresholds: IdentificationSpec['thresholds'];
  readonly keepMargin: number;
}

const triple = (of: (hypothesis: Allegiance) => number): Triple => [of('hostile'), of('friendly'), of('civil')];

/** Smallest probability that is told from none; the cap on the factor is far above. */
const LEAST = 1e-12;
const lnOf = (p: number): number => log(Math.max(p, LEAST));

/** Logarithms relative to the likeliest hypothesis, none lower than the cap allows. */
function capped(ln: Triple, cap: number): Triple {
  const most = Math.max(...ln);
  return [Math.max(ln[0] - most, -cap), Math.max(ln[1] - most, -cap), Math.max(ln[2] - most, -cap)];
}

/** `corridorsKnown`: whether the post knows any corridor; without one, being outside of all says nothing. */
export function makeEvidenceModel(spec: IdentificationSpec, corridorsKnown: boolean): EvidenceModel {
  const cap = log(spec.largestFactor);
  const tables: Record<string, Triple> = {};
  const put = (name: string, p: Likelihood): void => {
    tables[name] = capped(
      triple((h) => lnOf(p[h])),
      cap,
    );
  };
  /** Things of which one is seen: each by name, and what is left over. */
  const partition = (parts: Record<string, Likelihood>, rest: string): void => {
    for (const [name, p] of Object.entries(parts)) put(name, p);
    const left = (h: Allegiance): number => Object.values(parts).reduce((sum, p) => sum - p[h], 1);
    put(rest, { hostile: left('hostile'), friendly: left('friendly'), civil: left('civil') });
  };
  partition({ airway: spec.airspace.airway, returnCorridor: spec.airspace.returnCorridor }, 'outside');
  partition({ fitsPlan: spec.flightPlan.fits }, 'fitsNoPlan');
  partition({ addressKnown: spec.address.known }, 'addressUnknown');
  partition({ hostileArea: spec.origin.hostileArea, friendlyArea: spec.origin.friendlyArea }, 'elsewhere');
  partition({ ...spec.kinematics }, 'cruising');
  partition({ endangering: spec.behaviour }, 'passing');
  for (const [name, p] of Object.entries(spec.emitter)) put(name, p);
  for (const [name, p] of Object.entries(spec.reported)) put(`reported ${name}`, p);
  const { friendMode, civilMode, replyProbability, strayProbability } = spec.iff;
  return {
    prior: triple((h) => lnOf(spec.prior[h])),
    share: triple((h) => spec.prior[h]),
    corridorsKnown,
    addresses: new Set(spec.address.list.map((address) => Number.parseInt(address, 16))),
    lnReply: lnOf(replyProbability),
    lnSilence: lnOf(1 - replyProbability),
    lnStray: lnOf(strayProbability),
    answers: HYPOTHESES.map((h) => [friendMode[h], civilMode[h], Math.max(0, 1 - friendMode[h] - civilMode[h])]),
    cap,
    tables,
    thresholds: spec.thresholds,
    keepMargin: spec.keepMargin,
  };
}

/** What was weighed, 3 a piece: ln P(seen | hypothesis), all zero where nothing was seen or it counts with another. */
const weighed = new Float64Array(3 * PIECES.length);
const strength = (piece: number): number => {
  const k = 3 * piece;
  const [a, b, c] = [weighed[k], weighed[k + 1], weighed[k + 2]];
  return Math.max(a, b, c) - Math.min(a, b, c);
};

function put(piece: Piece, ln: Triple): void {
  const k = 3 * AT[piece];
  weighed[k] = ln[0];
  weighed[k + 1] = ln[1];
  weighed[k + 2] = ln[2];
}

/** Of two pieces that rest on the same thing, only the stronger counts. */
function strongerOf(a: Piece, b: Piece): void {
  const weaker = strength(AT[a]) >= strength(AT[b]) ? AT[b] : AT[a];
  weighed.fill(0, 3 * weaker, 3 * weaker + 3);
}

/**
 * The answers to all interrogations as one piece. They are not independent: a transponder answers military modes, civil
 * modes alone or nothing, and goes on so. Given what it answers, interrogations are independent:
 * P(counts | h) = Σ_state P(state | h) Π P(answer | state), with P(silence | working) = 1 − reply, and a stray reply for
 * every answer that the state does not give.
 */
function weighReplies(model: EvidenceModel, friend: number, civil: number, silent: number): void {
  const { lnReply, lnSilence, lnStray, answers, cap } = model;
  const working = silent * lnSilence;
  const states: Triple = [
    friend * lnReply + civil * lnStray + working,
    civil * lnReply + friend * lnStray + working,
    (friend + civil) * lnStray,
  ];
  const most = Math.max(states[0], states[1], states[2]);
  const a = exp(states[0] - most);
  const b = exp(states[1] - most);
  const c = exp(states[2] - most);
  const of = (p: Triple): number => lnOf(p[0] * a + p[1] * b + p[2] * c);
  put('iff', capped([of(answers[0]), of(answers[1]), of(answers[2])], cap));
}

function weighAll(
  model: EvidenceModel,
  seen: Identification,
  track: Track,
  remote: Track | null,
  facts: TrackFacts,
): void {
  const { tables } = model;
  const has = seen.evidence;
  weighed.fill(0);
  const asked = repliesOf(track, remote);
  if (asked.iffFriend + asked.iffCivil + asked.iffSilent > 0) {
    weighReplies(model, asked.iffFriend, asked.iffCivil, asked.iffSilent);
  }
  if (facts.address >= 0 && model.addresses.size > 0) {
    put('address', model.addresses.has(facts.address) ? tables.addressKnown : tables.addressUnknown);
  }
  if (has & EVIDENCE.inAirway) put('airspace', tables.airway);
  else if (has & EVIDENCE.inReturnCorridor) put('airspace', tables.returnCorridor);
  else if (model.corridorsKnown) put('airspace', tables.outside);
  if (facts.flightPlan !== null) put('flightPlan', facts.flightPlan === '' ? tables.fitsNoPlan : tables.fitsPlan);
  if (facts.origin !== null) put('origin', tables[facts.origin]);
  put('kinematics', tables[movementOf(seen, track)]);
  put('behaviour', has & (EVIDENCE.nearAndClosing | EVIDENCE.arrivalSoon) ? tables.endangering : tables.passing);
  if (facts.emitter !== null) put('emitter', tables[`${facts.emitter}Type`]);
  if (has & EVIDENCE.remoteHostile) put('reported', tables['reported hostile']);
  else if (has & (EVIDENCE.remoteFriend | EVIDENCE.remoteAssumedFriend)) put('reported', tables['reported friend']);
  else if (has & EVIDENCE.remoteNeutral) put('reported', tables['reported neutral']);
  // Whoever flies a filed plan flies along airways; an address is answered only by who answers at all.
  strongerOf('airspace', 'flightPlan');
  if (facts.address >= 0) strongerOf('iff', 'address');
  if (asked !== track) strongerOf('iff', 'reported');
}

function movementOf(seen: Identification, track: Track): string {
  if (seen.targetClass === 'ballisticMissile') return 'ballistic';
  if (seen.targetClass === 'cruiseMissile') return 'lowAndFast';
  if (seen.targetClass === 'drone') return 'slow';
  const [vx, vy, vz] = track.velocity;
  return vx * vx + vy * vy + vz * vz > SUPERSONIC * SUPERSONIC ? 'supersonic' : 'cruising';
}

/**
 * Probability of each hypothesis: prior × Π P(seen | hypothesis), normalised (naive Bayes: pieces are taken as independent
 * given the hypothesis, but for the dependences named in weighAll and the cap on each piece). Writes hostile, friendly and
 * civil to `out`. `seen`: from identify, whose own identity is not used.
 */
export function posteriorInto(
  model: EvidenceModel,
  seen: Identification,
  track: Track,
  remote: Track | null,
  facts: TrackFacts,
  out: Float64Array,
): void {
  weighAll(model, seen, track, remote, facts);
  for (let h = 0; h < 3; h++) {
    let sum = model.prior[h];
    for (let k = h; k < weighed.length; k += 3) sum += weighed[k];
    out[h] = sum;
  }
  const most = Math.max(out[0], out[1], out[2]);
  out[0] = exp(out[0] - most);
  out[1] = exp(out[1] - most);
  out[2] = exp(out[2] - most);
  const total = out[0] + out[1] + out[2];
  out[0] /= total;
  out[1] /= total;
  out[2] /= total;
}

/**
 * The identity that probabilities amount to; `before` is kept down to keepMargin below its threshold. A track too new to
 * judge is pending, unless it is a friend already.
 */
export function identityOf(model: EvidenceModel, p: Float64Array, before: Identity, tooNew: boolean): Identity {
  const { thresholds, keepMargin } = model;
  const rank = IDENTITIES.indexOf(before);
  const reached = (identity: keyof typeof thresholds, value: number): boolean =>
    value >= thresholds[identity] - (IDENTITIES.indexOf(identity) === rank ? keepMargin : 0);
  if (reached('friend', p[1])) return 'friend';
  if (tooNew) return 'pending';
  if (reached('hostile', p[0])) return 'hostile';
  if (reached('suspect', p[0])) return 'suspect';
  if (reached('assumedFriend', p[1])) return 'assumedFriend';
  return reached('neutral', p[2]) ? 'neutral' : 'unknown';
}

/** Factors nearer to 1 than this are not told. */
const WORTH_TELLING = 1.2;

/** `×36`, `÷2.5`. */
function factorWords(factor: number): string {
  const large = factor >= 1 ? factor : 1 / factor;
  const rounded = large >= 10 ? Math.round(large) : Math.round(large * 10) / 10;
  return `${factor >= 1 ? '×' : '÷'}${rounded}`;
}

/**
 * The evidence in words, with the factor by which each piece changes the odds of the allegiance told against the others in
 * the prior's mix: “hostile 0.98: no answer to 5 interrogations (×36), outside every corridor (×4)”. Slow: call it when an
 * identity changes.
 */
export function describePosterior(
  model: EvidenceModel,
  seen: Identification,
  track: Track,
  remote: Track | null,
  facts: TrackFacts,
  p: Float64Array,
  identity: Identity,
): string {
  weighAll(model, seen, track, remote, facts);
  const told = hypothesisOf(identity, p);
  const others = [0, 1, 2].filter((h) => h !== told);
  const words: string[] = [];
  PIECES.forEach((piece, index) => {
    if (strength(index) === 0) return;
    const at = (h: number): number => exp(weighed[3 * index + h]);
    const mix = others.reduce((sum, h) => sum + model.share[h] * at(h), 0);
    const weight = others.reduce((sum, h) => sum + model.share[h], 0);
    const factor = weight > 0 && mix > 0 ? at(told) / (mix / weight) : model.cap;
    if (factor < WORTH_TELLING && factor > 1 / WORTH_TELLING) return;
    words.push(`${pieceWords(piece, seen, track, remote, facts)} (${factorWords(factor)})`);
  });
  const tooNew = identity === 'pending' ? 'too new to judge; ' : '';
  return `${tooNew}${HYPOTHESES[told]} ${p[told].toFixed(2)}: ${words.join(', ') || 'nothing that tells'}`;
}

function hypothesisOf(identity: Identity, p: Float64Array): number {
  if (identity === 'hostile' || identity === 'suspect') return 0;
  if (identity === 'friend' || identity === 'assumedFriend') return 1;
  if (identity === 'neutral') return 2;
  return p[0] >= p[1] && p[0] >= p[2] ? 0 : p[1] >= p[2] ? 1 : 2;
}

function pieceWords(piece: Piece, seen: Identification, track: Track, remote: Track | null, facts: TrackFacts): string {
  switch (piece) {
    case 'iff': {
      const { iffFriend, iffCivil, iffSilent } = repliesOf(track, remote);
      const asked = iffFriend + iffCivil + iffSilent;
      const by = repliesOf(track, remote) === track ? '' : ` by ${remote?.post}`;
      if (iffFriend + iffCivil === 0) return `no answer to ${asked} interrogations${by}`;
      const parts = [
        ...(iffFriend > 0 ? [`${iffFriend} as a friend`] : []),
        ...(iffCivil > 0 ? [`${iffCivil} as civil`] : []),
      ];
      return `of ${asked} interrogations${by} answered ${parts.join(' and ')}`;
    }
    case 'address':
      return `mode S address ${facts.address.toString(16).padStart(6, '0')}`;
    case 'airspace':
      if (seen.corridor === null) return 'outside every corridor';
      return `inside ${seen.corridor.kind === 'airway' ? 'airway' : 'return corridor'} ${seen.corridor.id}`;
    case 'flightPlan':
      return facts.flightPlan === '' ? 'on no flight plan' : `on the flight plan of ${facts.flightPlan}`;
    case 'origin':
      return facts.origin === 'elsewhere'
        ? 'began outside every area'
        : `began over ${facts.origin === 'hostileArea' ? 'a hostile' : 'a friendly'} area`;
    case 'kinematics':
      return MOVEMENT_WORDS[movementOf(seen, track)];
    case 'behaviour': {
      const endangering = seen.evidence & (EVIDENCE.nearAndClosing | EVIDENCE.arrivalSoon);
      if (!endangering || seen.place === null) return 'near no defended place';
      return `${Math.round(seen.distance / 1000)} km from ${seen.place.name}, there in ${Math.round(seen.timeToGo)} s`;
    }
    case 'emitter':
      return `an emitter of a ${facts.emitter} type on its bearing`;
    case 'reported':
      return `${remote?.post} reports it ${remote?.identity === 'assumedFriend' ? 'assumed friend' : remote?.identity}`;
  }
}

const MOVEMENT_WORDS: Readonly<Record<string, string>> = {
  ballistic: 'flies as a ballistic missile',
  lowAndFast: 'flies low and fast',
  slow: 'flies slowly',
  supersonic: 'flies supersonic',
  cruising: 'cruises',
};
