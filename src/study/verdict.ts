import type { MeasureDefinition, MeasureValue } from '../engine/types/index.js';
import { comparePaired, type PairedDifference } from './compare.js';
import { formatInterval, formatNumber, formatSigned } from './format.js';
import type { MeasureRange } from './measures.js';
import type { Answer, HypothesisResult, Verdict } from './result.js';
import type { Hypothesis, Study } from './study.schema.js';

/** Fewer pairs than this decide nothing. Assumed: below ten, Student's t leans on a normality that no one can check. */
export const MINIMUM_PAIRS = 10;

/** The values of a measure in a variant, by replication; undefined where a run does not report it. */
export type ValuesOf = (variant: string, measure: string) => readonly (MeasureValue | undefined)[];

/** What a verdict needs besides the study: values, definitions and ranges of its measures. */
export interface Evidence {
  readonly values: ValuesOf;
  readonly definitions: readonly MeasureDefinition[];
  readonly ranges: Readonly<Record<string, MeasureRange>>;
}

/** Tests every hypothesis, then joins the answers, then does both again on each sensitivity's pair of variants. */
export function reachVerdict(study: Study, evidence: Evidence): Verdict {
  const hypotheses = study.hypotheses.map((h) => testHypothesis(h, h.baseline, h.variant, evidence));
  const answer = joinAnswers(hypotheses, study.verdict.supportedWhen);
  const sensitivities = study.verdict.sensitivities.map((pair) => {
    const again = study.hypotheses.map((h) => testHypothesis(h, pair.baseline, pair.variant, evidence));
    return { name: pair.name, answer: joinAnswers(again, study.verdict.supportedWhen), hypotheses: again };
  });
  const because = [
    mainSentence(study, answer, hypotheses),
    sensitivitySentence(answer, sensitivities),
    'Other scenarios, sites, doctrines or parameter ranges can answer otherwise.',
  ];
  return {
    claim: study.claim,
    answer,
    because: because.filter((s) => s !== '').join(' '),
    hypotheses,
    sensitivities,
    outOfReach: study.verdict.outOfReach,
  };
}

/** One hypothesis on one pair of variants, answered from the interval of the paired difference. */
export function testHypothesis(
  hypothesis: Hypothesis,
  baseline: string,
  variant: string,
  evidence: Evidence,
): HypothesisResult {
  const { id, measure, margin, confidence } = hypothesis;
  const definition = evidence.definitions.find((d) => d.id === measure);
  const before = evidence.values(baseline, measure);
  const after = evidence.values(variant, measure);
  const known = { id, measure, baseline, variant, margin };
  const none = { difference: null, low: null, high: null };
  if (!definition || before.every((v) => v === undefined) || after.every((v) => v === undefined)) {
    return { ...known, ...none, answer: 'out-of-reach', because: `no run reports ${measure}` };
  }
  const pair = comparePaired(definition, before, after, confidence, evidence.ranges[measure]);
  const { difference, low, high } = pair;
  if (difference === null || low === null || high === null || pair.n < MINIMUM_PAIRS) {
    const because = `${pair.n} pairs of runs are too few to tell: at least ${MINIMUM_PAIRS} are needed`;
    return { ...known, difference, low, high, answer: 'out-of-reach', because };
  }
  const answer = answerOf(hypothesis.comparison, low, high, margin);
  const told = tell(definition, hypothesis, baseline, variant, pair);
  if (hiddenByCensoring(hypothesis.comparison, answer, definition, pair)) {
    const points = formatSigned(100 * pair.reached!.difference!);
    const because = `${told}; but it happens in a different share of runs (${points} points), which speaks against that`;
    return { ...known, difference, low, high, answer: 'depends', because };
  }
  return { ...known, difference, low, high, answer, because: told };
}

/**
 * Whether the runs that a median of times leaves out speak against its answer: a time that never comes counts as the
 * longest, or where more is better as the shortest (no warning is the least warning).
 */
function hiddenByCensoring(
  comparison: Hypothesis['comparison'],
  answer: Answer,
  definition: MeasureDefinition,
  { reached }: PairedDifference,
): boolean {
  if (answer === 'depends' || !reached || reached.low === null || reached.high === null) return false;
  const oftener = reached.low > 0;
  if (!oftener && reached.high >= 0) return false;
  const leansToMore = definition.better === 'more' ? oftener : !oftener;
  const upward = comparison === 'notLessBy' || comparison === 'moreBy';
  const answersMore = (answer === 'supported') === upward;
  return leansToMore !== answersMore;
}

/** supported or contradicted when the whole interval lies on one side of the margin, depends when it straddles it. */
export function answerOf(comparison: Hypothesis['comparison'], low: number, high: number, margin: number): Answer {
  switch (comparison) {
    case 'notLessBy': // difference ≥ −margin
      return low >= -margin ? 'supported' : high < -margin ? 'contradicted' : 'depends';
    case 'notMoreBy': // difference ≤ margin
      return high <= margin ? 'supported' : low > margin ? 'contradicted' : 'depends';
    case 'lessBy': // difference < −margin
      return high < -margin ? 'supported' : low >= -margin ? 'contradicted' : 'depends';
    case 'moreBy': // difference > margin
      return low > margin ? 'supported' : high <= margin ? 'contradicted' : 'depends';
  }
}

/**
 * all: every hypothesis has to hold, and one that fails contradicts the claim. any: one is enough, and only all failing
 * contradict. Out of reach only if every hypothesis is; anything between depends.
 */
export function joinAnswers(results: readonly HypothesisResult[], supportedWhen: 'all' | 'any'): Answer {
  const count = (answer: Answer): number => results.filter((r) => r.answer === answer).length;
  const total = results.length;
  if (count('out-of-reach') === total) return 'out-of-reach';
  if (supportedWhen === 'all') {
    if (count('contradicted') > 0) return 'contradicted';
    return count('supported') === total ? 'supported' : 'depends';
  }
  if (count('supported') > 0) return 'supported';
  return count('contradicted') === total ? 'contradicted' : 'depends';
}

const COMPARISON_WORDS: Readonly<Record<Hypothesis['comparison'], string>> = {
  notLessBy: 'not less by more than',
  notMoreBy: 'not more by more than',
  lessBy: 'less by more than',
  moreBy: 'more by more than',
};

function tell(
  definition: MeasureDefinition,
  hypothesis: Hypothesis,
  baseline: string,
  variant: string,
  pair: PairedDifference,
): string {
  const unit = definition.unit === '1' ? '' : ` ${definition.unit}`;
  const percent = formatNumber(100 * hypothesis.confidence);
  const kind = definition.censored ? 'median difference' : 'difference';
  return (
    `${definition.id} in ${variant} against ${baseline}: ${kind} ` +
    `${formatInterval(pair.difference!, pair.low!, pair.high!, true)}${unit} (${percent}% interval, ${pair.n} pairs); ` +
    `the hypothesis says ${COMPARISON_WORDS[hypothesis.comparison]} ${formatNumber(hypothesis.margin)}${unit}`
  );
}

const ANSWER_WORDS: Readonly<Record<Answer, string>> = {
  supported: 'is supported',
  contradicted: 'is contradicted',
  depends: 'depends on what is not known: the intervals straddle the margins',
  'out-of-reach': 'is out of reach of these runs',
};

function mainSentence(study: Study, answer: Answer, hypotheses: readonly HypothesisResult[]): string {
  const decisive = hypotheses.filter((h) => h.answer === answer);
  const reasons = (decisive.length > 0 ? decisive : hypotheses).map(shortReason);
  const statement = study.verdict.statement.replace(/^in this scenario,?\s*/i, '').replace(/[.\s]+$/, '');
  return `In this scenario, “${statement}” ${ANSWER_WORDS[answer]} (${[...new Set(reasons)].join('; ')}).`;
}

function shortReason({ measure, difference, low, high, margin, answer, because }: HypothesisResult): string {
  if (answer === 'out-of-reach' || difference === null || low === null || high === null) return because;
  return `${measure} ${formatInterval(difference, low, high, true)}, margin ${formatNumber(margin)}`;
}

function sensitivitySentence(answer: Answer, sensitivities: Verdict['sensitivities']): string {
  if (sensitivities.length === 0 || answer === 'out-of-reach') return '';
  const changed = sensitivities.filter((s) => s.answer !== answer);
  if (changed.length === 0) {
    return `The answer survives every sensitivity tested: ${sensitivities.map((s) => s.name).join(', ')}.`;
  }
  const told = changed.map((s) => `with ${s.name} it is “${s.answer}”`).join(', ');
  const kept = sensitivities.filter((s) => s.answer === answer).map((s) => s.name);
  const survives = kept.length > 0 ? `; it survives ${kept.join(', ')}` : '';
  return `The answer does not survive every sensitivity: ${told}${survives}.`;
}
