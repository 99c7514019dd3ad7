import { describe, expect, test } from 'vitest';
import { MEASURES, type MeasureValue } from '../engine/types/index.js';
import type { Study } from './study.schema.js';
import { answerOf, type Evidence, joinAnswers, reachVerdict } from './verdict.js';

const study: Study = {
  parapet: 1,
  name: 'alone',
  title: 'Alone',
  claim: 'stands-alone',
  question: 'Does it stand alone?',
  scenario: 'x.yaml',
  replications: 20,
  seed: 1,
  baseline: 'cued',
  variants: {
    cued: { title: 'cued', group: 'main', set: {} },
    alone: { title: 'alone', group: 'main', set: {} },
    'smooth-cued': { title: 'smooth earth, cued', group: 'sensitivity', set: {} },
    'smooth-alone': { title: 'smooth earth, alone', group: 'sensitivity', set: {} },
  },
  comparisons: [{ baseline: 'cued', variant: 'alone' }],
  hypotheses: [
    {
      id: 'leakers',
      measure: 'leakers',
      baseline: 'cued',
      variant: 'alone',
      comparison: 'notMoreBy',
      margin: 1,
      reason: 'one leaker more is what a place can take',
      confidence: 0.95,
    },
  ],
  verdict: {
    statement: 'Alone it is as good as cued.',
    supportedWhen: 'all',
    sensitivities: [{ name: 'no masking', baseline: 'smooth-cued', variant: 'smooth-alone' }],
    outOfReach: ['What the real set does.'],
  },
};

/** Twenty values about a mean, with a spread that both variants of a pair share. */
const about = (mean: number, own = 0): number[] =>
  Array.from({ length: 20 }, (_, i) => mean + (i % 5) + (((i * 7 + own) % 3) - 1) * 0.2);

const evidence = (values: Record<string, readonly (MeasureValue | undefined)[]>): Evidence => ({
  values: (variant) => values[variant] ?? [],
  definitions: MEASURES,
  ranges: {},
});

const swap = (values: Record<string, number[]>): Record<string, number[]> => ({
  cued: values.alone,
  alone: values.cued,
  'smooth-cued': values['smooth-alone'],
  'smooth-alone': values['smooth-cued'],
});

const worse = { cued: about(2), alone: about(8, 1), 'smooth-cued': about(2), 'smooth-alone': about(2, 1) };

describe('the verdict', () => {
  test('contradicts a claim of equality when the difference is beyond the margin', () => {
    expect(reachVerdict(study, evidence(worse)).answer).toBe('contradicted');
  });

  test('reverses when the data are reversed', () => {
    const lessBy = { ...study.hypotheses[0], comparison: 'lessBy' as const };
    const claim = { ...study, hypotheses: [lessBy] };
    expect(reachVerdict(claim, evidence(worse)).answer).toBe('contradicted');
    expect(reachVerdict(claim, evidence(swap(worse))).answer).toBe('supported');
    expect(reachVerdict(study, evidence(swap(worse))).answer).toBe('supported');
  });

  test('limits itself to the scenario and gives difference, interval and margin', () => {
    const { because, hypotheses } = reachVerdict(study, evidence(worse));
    expect(hypotheses[0].because).toMatch(/\(95% interval, 20 pairs\); the hypothesis says not more by more than 1$/);
    expect(because).toMatch(
      /^In this scenario, “Alone it is as good as cued” is contradicted \(leakers \+[56]\S* \[\+\S+ to \+\S+\], margin 1\)/,
    );
  });

  test('says where a sensitivity changes the answer, and where every one keeps it', () => {
    const changed = reachVerdict(study, evidence(worse));
    expect(changed.sensitivities).toMatchObject([{ name: 'no masking', answer: 'supported' }]);
    expect(changed.because).toContain('does not survive every sensitivity: with no masking it is “supported”');
    const kept = reachVerdict(study, evidence({ ...worse, 'smooth-alone': about(9, 1) }));
    expect(kept.because).toContain('survives every sensitivity tested: no masking');
  });

  test('is out of reach for a measure that no run reports and for fewer than ten pairs', () => {
    expect(reachVerdict(study, evidence({})).answer).toBe('out-of-reach');
    const few = { cued: [1, 2, 3], alone: [9, 9, 9] };
    const { hypotheses } = reachVerdict(study, evidence(few));
    expect(hypotheses[0].answer).toBe('out-of-reach');
    expect(hypotheses[0].because).toContain('3 pairs of runs');
  });

  test('rests on no zero-width interval: thirty clean runs on both sides support equality within one, not within 0.01', () => {
    const clean = { cued: new Array(30).fill(0), alone: new Array(30).fill(0) };
    expect(reachVerdict(study, evidence(clean)).answer).toBe('supported');
    const strict = { ...study, hypotheses: [{ ...study.hypotheses[0], margin: 0.01 }] };
    expect(reachVerdict(strict, evidence(clean)).answer).toBe('depends');
  });

  test('does not rest on the lucky pairs alone when a time comes in fewer runs', () => {
    const hypothesis = { ...study.hypotheses[0], measure: 'firstEngagementS', margin: 30 };
    const claim = { ...study, hypotheses: [hypothesis] };
    const early = about(300);
    const rare = about(300, 1).map((v, i) => (i < 8 ? null : v));
    const { hypotheses } = reachVerdict(claim, evidence({ cued: early, alone: rare }));
    expect(hypotheses[0].answer).toBe('depends');
    expect(hypotheses[0].because).toContain('different share of runs (−40 points)');
  });
});

describe('one hypothesis', () => {
  test.each([
    ['notLessBy', -0.5, 2, 'supported'],
    ['notLessBy', -3, -1.5, 'contradicted'],
    ['notLessBy', -1.5, 0, 'depends'],
    ['notMoreBy', -2, 0.5, 'supported'],
    ['notMoreBy', 1.5, 3, 'contradicted'],
    ['notMoreBy', 0, 1.5, 'depends'],
    ['lessBy', -3, -1.5, 'supported'],
    ['lessBy', -0.5, 2, 'contradicted'],
    ['lessBy', -1.5, 0, 'depends'],
    ['moreBy', 1.5, 3, 'supported'],
    ['moreBy', -2, 0.5, 'contradicted'],
    ['moreBy', 0, 1.5, 'depends'],
  ] as const)('%s 1 with the interval %d to %d is %s', (comparison, low, high, answer) => {
    expect(answerOf(comparison, low, high, 1)).toBe(answer);
  });
});

describe('several hypotheses', () => {
  const result = (answer: 'supported' | 'contradicted' | 'depends' | 'out-of-reach') =>
    ({ answer }) as Parameters<typeof joinAnswers>[0][number];

  test.each([
    ['all', ['supported', 'supported'], 'supported'],
    ['all', ['supported', 'contradicted'], 'contradicted'],
    ['all', ['supported', 'depends'], 'depends'],
    ['all', ['supported', 'out-of-reach'], 'depends'],
    ['all', ['out-of-reach', 'out-of-reach'], 'out-of-reach'],
    ['any', ['contradicted', 'supported'], 'supported'],
    ['any', ['contradicted', 'contradicted'], 'contradicted'],
    ['any', ['contradicted', 'depends'], 'depends'],
  ] as const)('%s of %j is %s', (when, answers, joined) => {
    expect(joinAnswers(answers.map(result), when)).toBe(joined);
  });
});
