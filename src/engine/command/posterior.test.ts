import { describe, expect, test } from 'vitest';
import type { CommandPostId, Identity, Track, TrackNumber } from '../types/index.js';
import { EVIDENCE } from './evidence.js';
import type { Identification } from './identification.js';
import { identificationSchema } from './identification.schema.js';
import {
  describePosterior,
  type EvidenceModel,
  identityOf,
  makeEvidenceModel,
  noFacts,
  posteriorInto,
  type TrackFacts,
} from './posterior.js';

const track = (more: Partial<Track> = {}): Track => ({
  post: 'battery' as CommandPostId,
  number: 1 as TrackNumber,
  time: 100,
  updated: 100,
  started: 50,
  position: [6.4e6, 0, 0],
  velocity: [0, 230, 0],
  positionSigma: 100,
  confirmed: true,
  iffFriend: 0,
  iffCivil: 0,
  iffSilent: 0,
  identity: 'unknown',
  because: '',
  targetClass: 'fixedWing',
  ...more,
});

const seen = (evidence = 0, targetClass: Identification['targetClass'] = 'fixedWing'): Identification => ({
  identity: 'unknown',
  targetClass,
  evidence,
  place: null,
  distance: 0,
  timeToGo: 0,
  corridor: null,
});

const HALF = { hostile: 0.5, friendly: 0.5, civil: 0.5 };
/** Every piece says nothing; what a test is about, it changes. */
const silent = {
  method: 'evidence',
  prior: { hostile: 0.2, friendly: 0.3, civil: 0.5 },
  iff: { friendMode: { hostile: 0, friendly: 0, civil: 0 }, civilMode: { hostile: 0, friendly: 0, civil: 0 } },
  airspace: { airway: HALF, returnCorridor: { hostile: 0, friendly: 0, civil: 0 } },
  kinematics: Object.fromEntries(
    ['ballistic', 'lowAndFast', 'slow', 'supersonic'].map((k) => [k, { hostile: 0.1, friendly: 0.1, civil: 0.1 }]),
  ),
  behaviour: HALF,
};

const modelOf = (more: object = {}, corridors = false): EvidenceModel =>
  makeEvidenceModel(identificationSchema.parse({ ...silent, ...more }), corridors);

function posterior(
  model: EvidenceModel,
  of: Track,
  evidence = 0,
  facts: TrackFacts = noFacts(),
  remote: Track | null = null,
) {
  const p = new Float64Array(3);
  posteriorInto(model, seen(evidence), of, remote, facts, p);
  return p;
}

describe('probabilities', () => {
  test('without evidence are the prior', () => {
    const p = posterior(modelOf(), track());
    [0.2, 0.3, 0.5].forEach((prior, h) => {
      expect(p[h]).toBeCloseTo(prior, 12);
    });
  });

  test('follow Bayes’ rule: P(h | e) = P(h) P(e | h) / Σ', () => {
    const model = modelOf({ behaviour: { hostile: 0.7, friendly: 0.1, civil: 0.2 } });
    const p = posterior(model, track(), EVIDENCE.arrivalSoon);
    const total = 0.2 * 0.7 + 0.3 * 0.1 + 0.5 * 0.2;
    expect(p[0]).toBeCloseTo((0.2 * 0.7) / total, 12);
    expect(p[2]).toBeCloseTo((0.5 * 0.2) / total, 12);
  });

  test('two pieces multiply, as naive Bayes has it', () => {
    const spec = {
      behaviour: { hostile: 0.7, friendly: 0.1, civil: 0.2 },
      airspace: {
        airway: { hostile: 0.1, friendly: 0.2, civil: 0.9 },
        returnCorridor: { hostile: 0, friendly: 0, civil: 0 },
      },
    };
    const p = posterior(modelOf(spec, true), track(), EVIDENCE.arrivalSoon);
    const weights = [0.2 * 0.7 * 0.9, 0.3 * 0.1 * 0.8, 0.5 * 0.2 * 0.1];
    expect(p[0]).toBeCloseTo(weights[0] / (weights[0] + weights[1] + weights[2]), 12);
  });

  test('a hundred silences are one dead transponder, not a hundred proofs', () => {
    const iff = {
      friendMode: { hostile: 0, friendly: 0.95, civil: 0 },
      civilMode: { hostile: 0, friendly: 0, civil: 0.9 },
    };
    const p = posterior(modelOf({ iff }), track({ iffSilent: 100 }));
    // Left are those whose transponder answers nothing: 0.2 × 1, 0.3 × 0.05, 0.5 × 0.1.
    expect(p[0]).toBeCloseTo(0.2 / (0.2 + 0.015 + 0.05), 6);
  });

  test('one missed reply among many answers is nothing, one stray reply among many silences neither', () => {
    const model = makeEvidenceModel(identificationSchema.parse({ method: 'evidence' }), false);
    expect(posterior(model, track({ iffFriend: 19, iffSilent: 1 }))[1]).toBeGreaterThan(0.99);
    const strayed = posterior(model, track({ iffFriend: 1, iffSilent: 30 }));
    expect(strayed[1]).toBeCloseTo(posterior(model, track({ iffSilent: 31 }))[1], 6);
  });

  test('no single piece changes odds by more than the largest factor', () => {
    const spec = { largestFactor: 10, behaviour: { hostile: 1, friendly: 0, civil: 0 } };
    const p = posterior(modelOf(spec), track(), EVIDENCE.arrivalSoon);
    expect(p[0] / p[1]).toBeCloseTo(10 * (0.2 / 0.3), 9);
  });

  test('an airway and a flight plan count once: the stronger of the two', () => {
    const spec = {
      airspace: {
        airway: { hostile: 0.1, friendly: 0.1, civil: 0.8 },
        returnCorridor: { hostile: 0, friendly: 0, civil: 0 },
      },
      flightPlan: { fits: { hostile: 0.01, friendly: 0.01, civil: 0.9 } },
    };
    const facts = { ...noFacts(), flightPlan: 'af1' };
    const both = posterior(modelOf(spec, true), track(), EVIDENCE.inAirway, facts);
    const plan = posterior(modelOf(spec, false), track(), 0, facts);
    expect([...both]).toEqual([...plan]);
  });

  test('another post’s word and the replies that it rests on count once', () => {
    const remote = track({ identity: 'hostile', iffSilent: 10 });
    const model = modelOf({ iff: {}, reported: {} });
    const word = posterior(model, track(), EVIDENCE.remoteHostile, noFacts(), { ...remote, iffSilent: 0 });
    const replies = posterior(model, track({ iffSilent: 10 }));
    const both = posterior(model, track(), EVIDENCE.remoteHostile, noFacts(), remote);
    expect(word[0]).not.toBeCloseTo(replies[0], 3);
    expect(both[0]).toBeCloseTo(replies[0], 12);
  });
});

describe('identities', () => {
  const model = modelOf();
  const of = (p: [number, number, number], before: Identity = 'unknown', tooNew = false) =>
    identityOf(model, Float64Array.from(p), before, tooNew);

  test('are those whose threshold is reached', () => {
    expect(of([0.96, 0.02, 0.02])).toBe('hostile');
    expect(of([0.75, 0.2, 0.05])).toBe('suspect');
    expect(of([0.2, 0.72, 0.08])).toBe('assumedFriend');
    expect(of([0.02, 0.96, 0.02])).toBe('friend');
    expect(of([0.1, 0.05, 0.85])).toBe('neutral');
    expect(of([0.4, 0.3, 0.3])).toBe('unknown');
  });

  test('are kept a little below their threshold, so that they do not flicker', () => {
    expect(of([0.92, 0.04, 0.04])).toBe('suspect');
    expect(of([0.92, 0.04, 0.04], 'hostile')).toBe('hostile');
    expect(of([0.89, 0.06, 0.05], 'hostile')).toBe('suspect');
  });

  test('a new track is pending unless it has shown itself a friend', () => {
    expect(of([0.96, 0.02, 0.02], 'pending', true)).toBe('pending');
    expect(of([0.02, 0.96, 0.02], 'pending', true)).toBe('friend');
  });
});

test('the words name each piece and by how much it changes the odds', () => {
  const model = makeEvidenceModel(identificationSchema.parse({ method: 'evidence' }), true);
  const of = track({ iffSilent: 5 });
  const p = posterior(model, of);
  expect(describePosterior(model, seen(), of, null, noFacts(), p, identityOf(model, p, 'unknown', false))).toBe(
    'hostile 0.84: no answer to 5 interrogations (×37), outside every corridor (×3.5), cruises (÷2.7), near no defended place (÷2.6)',
  );
});
