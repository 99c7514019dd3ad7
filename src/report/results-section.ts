import type { MeasureDefinition } from '../engine/types/index.js';
import { measuresOf } from '../study/index.js';
import { comparisonPanel, differenceText, differenceUnit, measureDisplay } from './difference-charts.js';
import { html, type Markup } from './html.js';
import type { ReportInput } from './input.js';
import { meanText, measurePanel, orderedVariants, quantilesText } from './measure-charts.js';
import { fixed, shareText, spreadText } from './numbers.js';
import { METHOD_WORDS, measureTitle } from './words.js';

/** Charts of every measure, and of every compared pair of variants. */
export function chartsSection(input: ReportInput): Markup {
  const definitions = measuresOf(input.study);
  return html`<section id="measures"><h2>Every measure, every variant</h2>
<p><strong>How to read a line.</strong> The dot is the mean over the runs. The <strong>thick</strong> line is the 95% interval of that mean: how well these runs pin it down; more runs make it shorter. The <strong>thin</strong> line holds 90% of the single runs (from 5% to 95%): what the unknowns and chance do to one hour; more runs don't make it shorter. Times that may never come have no mean: the dot is the median, and a second panel shows in what share of the runs they came.</p>
<div class="panels">${definitions.map((definition) => measurePanel(input, definition))}</div>
<h3>Differences between variants</h3>
<p>Variant minus baseline, run by run, with 95% intervals. Grey: the interval holds zero, so these runs show no difference. With so many intervals side by side, about one in twenty misses the true value by chance.</p>
<div class="panels">${definitions.map((definition) => comparisonPanel(input, definition))}</div>
</section>`;
}

/** The numbers behind the charts. */
export function tablesSection(input: ReportInput): Markup {
  const definitions = measuresOf(input.study);
  return html`<section id="tables"><h2>All numbers</h2>
<details open><summary>Measures by variant (${input.result.replications} runs each)</summary>
<p>Mean with its 95% interval in brackets; 5–95% of runs apart from it. Where no event was seen in any run, the mean has an upper bound and never an interval of width zero.</p>
<div class="scroll"><table><thead><tr><th scope="col">Measure</th><th scope="col">Variant</th><th scope="col">Mean [95% interval]</th><th scope="col">5–95% of runs</th><th scope="col">Runs</th><th scope="col">Method</th></tr></thead>
${definitions.map((definition) => measureRows(input, definition))}</table></div></details>
<details><summary>Paired differences</summary>
<p>Variant minus baseline over the same runs, with 95% intervals.</p>
<div class="scroll"><table><thead><tr><th scope="col">Measure</th><th scope="col">Variant − baseline</th><th scope="col">Difference [95% interval]</th><th scope="col">Pairs</th></tr></thead>
${definitions.map((definition) => differenceRows(input, definition))}</table></div></details>
</section>`;
}

function measureRows(input: ReportInput, definition: MeasureDefinition): Markup {
  const display = measureDisplay(input, definition);
  const { variants } = input.result;
  const names = orderedVariants(input.study).filter((name) => variants[name]?.[definition.id]);
  const rows = names.map((name, i) => {
    const summary = variants[name][definition.id];
    const { p05, p95, reached, method, n } = summary;
    const mean = definition.censored
      ? html`came in ${reached ? shareText(reached.fraction, reached.low, reached.high) : 'no'} of runs`
      : html`${meanText(summary, display)}`;
    const spread = definition.censored
      ? `median ${quantilesText(summary, display)}`
      : p05 === null || p95 === null
        ? 'none'
        : spreadText(p05, p95, display);
    return html`<tr>${i === 0 && heading(definition, display.unit, names.length)}<td><code>${name}</code></td><td class="number">${mean}</td><td class="number">${spread}</td><td class="number">${n}</td><td>${METHOD_WORDS[method]}</td></tr>`;
  });
  return html`<tbody>${rows}</tbody>`;
}

function differenceRows(input: ReportInput, definition: MeasureDefinition): Markup {
  const display = measureDisplay(input, definition);
  const own = input.result.comparisons.filter(({ measure }) => measure === definition.id);
  const rows = own.map((comparison, i) => {
    const { baseline, variant, reached, n } = comparison;
    const share =
      reached && reached.difference !== null && reached.low !== null && reached.high !== null
        ? `; share of runs ${signedPoints(reached.difference)} [${signedPoints(reached.low)}, ${signedPoints(reached.high)}] points`
        : '';
    return html`<tr>${i === 0 && heading(definition, differenceUnit(display), own.length)}<td><code>${variant}</code> − <code>${baseline}</code></td><td class="number">${differenceText(comparison, display)}${share}</td><td class="number">${n}</td></tr>`;
  });
  return html`<tbody>${rows}</tbody>`;
}

const heading = ({ id }: MeasureDefinition, unit: string, rows: number): Markup =>
  html`<th scope="rowgroup" rowspan="${rows}">${measureTitle(id)}${unit !== '' && html`, ${unit}`}<br><code>${id}</code></th>`;

const signedPoints = (share: number): string => `${share > 0 ? '+' : ''}${fixed(100 * share, 0)}`;
