import type { Answer, Study } from '../study/index.js';
import { answerBadge, definitionOf, survival } from './answer-section.js';
import { differenceText, differenceUnit, measureDisplay } from './difference-charts.js';
import { html, type Markup } from './html.js';
import type { ReportInput } from './input.js';
import { measureTitle, variantTitle } from './words.js';

/** Whether the verdict survives other assumptions, and identification as a factor of its own. */
export function sensitivitySection(input: ReportInput): Markup {
  const { study, result } = input;
  const { verdict } = result;
  const pairOf = (name: string): string => {
    const pair = study.verdict.sensitivities.find((s) => s.name === name);
    return pair ? `${pair.variant} against ${pair.baseline}` : '';
  };
  const row = (
    name: string,
    pair: string,
    answer: Answer,
    answers: ReadonlyMap<string, Answer>,
    same: boolean | null,
  ): Markup =>
    html`<tr><th scope="row">${name}<br><span class="quiet">${pair}</span></th><td>${answerBadge(answer)}${same !== null && html`<br><span class="quiet">${same ? 'the verdict survives' : 'the verdict changes'}</span>`}</td>${study.hypotheses.map(
      ({ id }) => {
        const own = answers.get(id);
        return html`<td>${own ? answerBadge(own) : 'not tested'}</td>`;
      },
    )}</tr>`;
  const byId = (tests: readonly { readonly id: string; readonly answer: Answer }[]): Map<string, Answer> =>
    new Map(tests.map(({ id, answer }) => [id, answer]));
  const [first] = study.hypotheses;
  const triesTerrain = Object.values(study.variants).some(({ set }) =>
    Object.keys(set).some((path) => path.startsWith('terrain')),
  );
  return html`<section id="sensitivity"><h2>Does the verdict survive?</h2>
<p><strong>${survival(verdict)}</strong> The same tests are made again on pairs of variants in which something else is assumed.${triesTerrain && ' The shipped terrain (ETOPO5) has cells of about 9 km and flattens relief, so what hides low flyers is varied.'}</p>
<div class="scroll"><table><thead><tr><th scope="col">Assumption</th><th scope="col">Verdict</th>${study.hypotheses.map(({ measure }) => html`<th scope="col">${measureTitle(measure)}</th>`)}</tr></thead><tbody>
${row('as the study has it', `${first.variant} against ${first.baseline}`, verdict.answer, byId(verdict.hypotheses), null)}
${verdict.sensitivities.map((s) => row(s.name, pairOf(s.name), s.answer, byId(s.hypotheses), s.answer === verdict.answer))}
</tbody></table></div>
${iffFactor(input)}
</section>`;
}

/** Compared pairs that differ only in whether radars interrogate. */
function iffFactor(input: ReportInput): Markup {
  const { study, result } = input;
  const pairs = study.comparisons.filter((pair) => differsOnlyIn(study, pair.baseline, pair.variant, /(^|\.)iff$/));
  if (pairs.length === 0) return html``;
  const measures = [...new Set(study.hypotheses.map(({ measure }) => measure))];
  const unitOf = (measure: string): string => {
    const definition = definitionOf(input, measure);
    const unit = definition ? differenceUnit(measureDisplay(input, definition)) : '';
    return unit === '' ? '' : `, ${unit}`;
  };
  const rows = pairs.map(({ baseline, variant }) => {
    const cells = measures.map((measure) => {
      const definition = definitionOf(input, measure);
      const found = result.comparisons.find(
        (c) => c.measure === measure && c.baseline === baseline && c.variant === variant,
      );
      if (!definition || !found) return html`<td>not reported</td>`;
      const display = measureDisplay(input, definition);
      return html`<td class="number">${differenceText(found, display)}</td>`;
    });
    return html`<tr><th scope="row">${variantTitle(study, variant)}<br><span class="quiet">minus ${variantTitle(study, baseline)}</span></th>${cells}</tr>`;
  });
  return html`<h3>Interrogation (IFF) as a factor of its own</h3>
<p>What changes when interrogation alone is switched. It is kept apart from the other factors: to have no link and to have no identification are two different things.</p>
<div class="scroll"><table><thead><tr><th scope="col">Pair</th>${measures.map((m) => html`<th scope="col">${measureTitle(m)}${unitOf(m)}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** Whether two variants set the same things but for paths that match. */
function differsOnlyIn(study: Study, a: string, b: string, path: RegExp): boolean {
  const [one, two] = [study.variants[a]?.set ?? {}, study.variants[b]?.set ?? {}];
  const different = [...new Set([...Object.keys(one), ...Object.keys(two)])].filter((key) => one[key] !== two[key]);
  return different.length > 0 && different.every((key) => path.test(key));
}
