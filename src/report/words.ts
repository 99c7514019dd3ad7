import type { MeasureDefinition } from '../engine/types/index.js';
import type { Answer, Hypothesis, MeasureSummary, Study } from '../study/index.js';

/** What a measure is called in headings. */
const TITLES: Readonly<Record<string, string>> = {
  leakers: 'Raiders that struck a place',
  leakedValue: 'Value destroyed',
  warningTimeS: 'Warning time',
  firstEngagementS: 'Time of the first launch',
  interceptorsSpent: 'Interceptors launched',
  interceptorCostUsd: 'Cost of interceptors',
  defendedValueUsd: 'Value left at the end',
  redundantShots: 'Redundant shots',
  friendlyEngaged: 'Friends fired on',
  civilEngaged: 'Civil aircraft fired on',
  pictureCompleteness: 'Share of objects seen',
  pictureAmbiguity: 'Tracks for each object seen',
  gospaM: 'Error of the air picture (GOSPA)',
  friendlyDestroyed: 'Friends destroyed',
  civilDestroyed: 'Civil aircraft destroyed',
  radiatingS: 'Time on air of the post’s radars',
  readyAtRaid: 'Ready when the raid comes',
  sensorsLost: 'Radars lost',
};

export function measureTitle(id: string): string {
  const coverage = /^coverage(\d+(?:\.\d+)?)mKm2$/.exec(id);
  if (coverage) return `Area covered at ${heightText(Number(coverage[1]))}`;
  return TITLES[id] ?? id;
}

/** “10 000 m”. */
export const heightText = (metres: number): string =>
  `${String(metres).replace(/\B(?=(\d{3})+$)/g, metres >= 10_000 ? '\u202f' : '')} m`;

export const BETTER_WORDS: Readonly<Record<MeasureDefinition['better'], string>> = {
  more: 'more is better for the defence',
  less: 'less is better for the defence',
  neither: 'neither more nor less is better by itself',
};

export const ANSWER_WORDS: Readonly<Record<Answer, string>> = {
  supported: 'Supported',
  contradicted: 'Contradicted',
  depends: 'Depends',
  'out-of-reach': 'Out of reach',
};

/** Marks beside the word, so that colour is not all that tells answers apart. */
export const ANSWER_MARKS: Readonly<Record<Answer, string>> = {
  supported: '✓',
  contradicted: '✗',
  depends: '≈',
  'out-of-reach': '?',
};

export const METHOD_WORDS: Readonly<Record<MeasureSummary['method'], string>> = {
  'student-t': 'Student’s t',
  poisson: 'few events: exact Poisson limits',
  'no-event-bound': 'no event seen: upper bound',
  'all-equal-bound': 'all runs equal: bound on unseen ones',
  censored: 'share reached: Clopper–Pearson',
};

/** What the difference has to be for the hypothesis to hold; `margin` as it is shown. */
export function requirement(comparison: Hypothesis['comparison'], margin: string): string {
  switch (comparison) {
    case 'notLessBy':
      return `at least −${margin}`;
    case 'notMoreBy':
      return `at most +${margin}`;
    case 'lessBy':
      return `below −${margin}`;
    case 'moreBy':
      return `above +${margin}`;
  }
}

/** The edge of the margin on the axis of differences, and on which side of it the hypothesis fails. */
export function failingSide(comparison: Hypothesis['comparison'], margin: number): { edge: number; above: boolean } {
  switch (comparison) {
    case 'notLessBy':
      return { edge: -margin, above: false };
    case 'notMoreBy':
      return { edge: margin, above: true };
    case 'lessBy':
      return { edge: -margin, above: true };
    case 'moreBy':
      return { edge: margin, above: false };
  }
}

export const variantTitle = (study: Study, name: string): string => study.variants[name]?.title ?? name;

/** `killProbability` → “kill probability”. */
export const inWords = (name: string): string => name.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** mm:ss from the start; minutes go on past 59. */
export function clock(timeS: number): string {
  const whole = Math.floor(timeS);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(whole / 60))}:${two(whole % 60)}`;
}
