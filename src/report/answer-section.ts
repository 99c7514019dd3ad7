import type { MeasureDefinition } from '../engine/types/index.js';
import { type Answer, type Hypothesis, type HypothesisResult, measuresOf, type Verdict } from '../study/index.js';
import { differenceText, differenceUnit, hypothesisPanel, measureDisplay } from './difference-charts.js';
import { html, joined, type Markup } from './html.js';
import type { ReportInput } from './input.js';
import { meanText, quantilesText } from './measure-charts.js';
import { valueText } from './numbers.js';
import { ANSWER_MARKS, ANSWER_WORDS, measureTitle, requirement, variantTitle } from './words.js';

/** The answer as a coloured word with a mark. */
export const answerBadge = (answer: Answer): Markup =>
  html`<span class="answer ${answer}"><span aria-hidden="true">${ANSWER_MARKS[answer]}</span> ${ANSWER_WORDS[answer]}</span>`;

/** A quantity with its unit, or without if it has none. */
const withUnit = (text: string, unit: string): string => (unit === '' ? text : `${text} ${unit}`);

/** Title, claim, verdict, and what the result rests on. */
export function headSection(input: ReportInput): Markup {
  const { study, result, scenario, version } = input;
  const { answer, hypotheses } = result.verdict;
  return html`<header>
<p class="quiet">Parapet study report</p>
<h1>${study.title}</h1>
${claimBlock(input)}
<div class="verdict ${answer}">
<p class="word">${answerBadge(answer)} <span>in this scenario</span></p>
<p>${tally(hypotheses)}</p>
${decisive(input)}
<p class="quiet">${survival(result.verdict)}</p>
</div>
${result.partial && html`<p class="warning"><strong>Partial result:</strong> the study was stopped; only the ${result.replications} replications that every variant has are used.</p>`}
<dl class="facts">
<div><dt>Question</dt><dd>${study.question}</dd></div>
<div><dt>Scenario</dt><dd>${scenario.title}; ${Math.round(scenario.durationS / 60)} min simulated in ${Object.keys(study.variants).length} variants</dd></div>
<div><dt>Replications</dt><dd>${result.replications} a variant, seed ${study.seed}${version === undefined ? '' : `, Parapet ${version}`}</dd></div>
<div><dt>Digest</dt><dd><code>${result.digest}</code></dd></div>
</dl>
<p class="bounds"><strong>Bounds.</strong> A simulation from public, unclassified figures. The scenario is notional and defensive: it describes no real deployment and no plan of any attack. Presets are classes of systems, not the systems themselves. The answer is about this scenario only.</p>
</header>`;
}

function claimBlock({ claim, study }: ReportInput): Markup {
  if (!claim)
    return html`<p class="claim"><span class="quiet">The claim as tested</span><br>${study.verdict.statement}</p>`;
  const said = claim.by.map(({ who, sources }) => {
    const articles = sources.map((key) => {
      const found = claim.articles[key];
      return found ? `${found.article}, ${found.date}` : key;
    });
    return html`${who} (as reported by ${articles.join('; ')})`;
  });
  return html`<div class="claim">
<p class="quiet">The claim, in our words</p>
<p class="says">${claim.says}</p>
<p class="quiet">Made by ${joined(said, '; ')}.</p>
<p><strong>As tested here:</strong> ${study.verdict.statement}</p>
</div>`;
}

/** “4 of 6 tests contradict the claim, 2 support it.” */
function tally(hypotheses: readonly HypothesisResult[]): Markup {
  const words: readonly (readonly [Answer, string, string])[] = [
    ['contradicted', 'contradicts it', 'contradict it'],
    ['supported', 'supports it', 'support it'],
    [
      'depends',
      'is undecided: its interval straddles the margin',
      'are undecided: their intervals straddle the margin',
    ],
    ['out-of-reach', 'is out of reach of these runs', 'are out of reach of these runs'],
  ];
  const told = words.flatMap(([answer, one, many]) => {
    const n = hypotheses.filter((h) => h.answer === answer).length;
    return n === 0 ? [] : [`${n} ${n === 1 ? one : many}`];
  });
  const total = hypotheses.length;
  return html`The claim is tested on ${total} ${total === 1 ? 'measure' : 'measures'}: ${told.join('; ')}.`;
}

/** Whether other assumptions leave the answer as it is, in a sentence. */
export function survival({ answer, sensitivities }: Verdict): string {
  const total = sensitivities.length;
  if (total === 0) return 'The study names no other assumptions to test the verdict under.';
  const changed = sensitivities.filter((s) => s.answer !== answer).map(({ name }) => name);
  return changed.length === 0
    ? `The verdict survives all ${total} other assumptions tested (${sensitivities.map(({ name }) => name).join('; ')}).`
    : `The verdict changes under ${changed.length} of the ${total} other assumptions tested: ${changed.join('; ')}.`;
}

/** The tests that make the answer, one line each. */
function decisive(input: ReportInput): Markup {
  const { answer, hypotheses } = input.result.verdict;
  const lines = hypotheses
    .filter((h) => h.answer === answer && h.difference !== null)
    .flatMap((test) => {
      const hypothesis = input.study.hypotheses.find(({ id }) => id === test.id);
      const definition = definitionOf(input, test.measure);
      return hypothesis && definition ? [line(input, hypothesis, test, definition)] : [];
    });
  if (lines.length === 0) return html``;
  const [pair] = pairsOf(input);
  return html`<p class="quiet">${pair ? html`Mean difference, “${pair.variant}” minus “${pair.baseline}”, with its interval:` : html`Mean differences with their intervals:`}</p><ul>${lines}</ul>`;
}

/** Titles of the one pair of variants that every hypothesis compares; empty if there are several. */
function pairsOf({ study }: ReportInput): { baseline: string; variant: string }[] {
  const [{ baseline, variant }, ...others] = study.hypotheses;
  if (others.some((h) => h.baseline !== baseline || h.variant !== variant)) return [];
  return [{ baseline: variantTitle(study, baseline), variant: variantTitle(study, variant) }];
}

function line(
  input: ReportInput,
  hypothesis: Hypothesis,
  test: HypothesisResult,
  definition: MeasureDefinition,
): Markup {
  const display = measureDisplay(input, definition);
  const unit = differenceUnit(display);
  const margin = withUnit(valueText(hypothesis.margin, display), unit);
  const [pair] = pairsOf(input);
  const named = pair ? '' : ` in ${test.variant} against ${test.baseline}`;
  return html`<li><strong>${measureTitle(test.measure)}:</strong> ${withUnit(differenceText(test, display), unit)}${named}; the claim needs ${requirement(hypothesis.comparison, margin)}.</li>`;
}

const unitOf = (unit: string): string => (unit === '' ? '' : `, ${unit}`);

export const definitionOf = ({ study }: ReportInput, measure: string): MeasureDefinition | undefined =>
  measuresOf(study).find(({ id }) => id === measure);

/** Each hypothesis with its numbers, then as charts against its margin. */
export function answerSection(input: ReportInput): Markup {
  const { study, result } = input;
  const rows = study.hypotheses.map((hypothesis) => {
    const test = result.verdict.hypotheses.find(({ id }) => id === hypothesis.id);
    const definition = definitionOf(input, hypothesis.measure);
    if (!test || !definition) return html``;
    const display = measureDisplay(input, definition);
    const unit = differenceUnit(display);
    const margin = withUnit(valueText(hypothesis.margin, display), unit);
    const value = (variant: string): string => {
      const summary = result.variants[variant]?.[hypothesis.measure];
      if (!summary) return 'not reported';
      const text = definition.censored ? quantilesText(summary, display) : meanText(summary, display);
      return text;
    };
    return html`<tr>
<th scope="row" data-label="Measure">${measureTitle(hypothesis.measure)}${unitOf(display.unit)}<br><code>${hypothesis.measure}</code></th>
<td data-label="${variantTitle(study, hypothesis.baseline)}">${value(hypothesis.baseline)}</td>
<td data-label="${variantTitle(study, hypothesis.variant)}">${value(hypothesis.variant)}</td>
<td data-label="Difference">${differenceText(test, display)}${unit === 'percentage points' && html` points`}<br><span class="quiet">${percent(hypothesis.confidence)} interval</span></td>
<td data-label="The claim needs">${requirement(hypothesis.comparison, margin)}<br><span class="quiet">${hypothesis.reason}</span></td>
<td data-label="Answer">${answerBadge(test.answer)}${test.answer === 'out-of-reach' && html`<br><span class="quiet">${test.because}</span>`}</td>
</tr>`;
  });
  const [pair] = pairsOf(input);
  const headings = pair ? [pair.baseline, pair.variant] : ['Baseline', 'Variant'];
  const charts = study.hypotheses.flatMap((hypothesis) => {
    const definition = definitionOf(input, hypothesis.measure);
    return definition ? [hypothesisPanel(input, hypothesis, definition)] : [];
  });
  return html`<section id="answer"><h2>The answer</h2>
<p>Each row asks one thing of the claim. The difference is taken run by run: the same run of both variants shares its unknown parameters and its random numbers, so what is left is the effect of what the variants set. ${study.verdict.supportedWhen === 'all' ? 'The claim is supported only if every row supports it, and contradicted if any row contradicts it.' : 'One row is enough to support the claim.'}</p>
<div class="scroll"><table class="cards">
<thead><tr><th scope="col">Measure</th><th scope="col">${headings[0]}</th><th scope="col">${headings[1]}</th><th scope="col">Difference</th><th scope="col">The claim needs</th><th scope="col">Answer</th></tr></thead>
<tbody>${rows}</tbody></table></div>
<h3>Differences against the margins</h3>
<p>Dot: mean difference; thick line: its interval; black line: no difference; dashed red line: the margin. The claim survives a row where the whole interval lies outside the pale red. The other rows of a panel repeat the test under other assumptions.</p>
<div class="panels">${charts}</div>
<details><summary>The verdict as computed, in full</summary><p>${result.verdict.because}</p></details>
${variantsTable(input)}
</section>`;
}

const percent = (confidence: number): string => `${Math.round(1000 * confidence) / 10}%`;

function variantsTable({ study }: ReportInput): Markup {
  const rows = Object.entries(study.variants).map(
    ([name, { title, note, group, set }]) => html`<tr><th scope="row" data-label="Variant"><code>${name}</code></th>
<td data-label="What it is">${title}${note !== undefined && html`<br><span class="quiet">${note}</span>`}</td>
<td data-label="Group">${group}${name === study.baseline ? ', baseline' : ''}</td>
<td data-label="What it sets">${Object.entries(set).map(([path, value]) => html`<code>${path} = ${String(value)}</code><br>`)}</td></tr>`,
  );
  return html`<h3>The variants</h3>
<p>All hold the same units, traffic and doctrine. Each changes only what its last column says.</p>
<div class="scroll"><table class="cards"><thead><tr><th scope="col">Variant</th><th scope="col">What it is</th><th scope="col">Group</th><th scope="col">What it sets</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}
