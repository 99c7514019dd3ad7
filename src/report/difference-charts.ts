import * as Plot from '@observablehq/plot';
import type { MeasureDefinition } from '../engine/types/index.js';
import type { Comparison, Hypothesis, HypothesisResult } from '../study/index.js';
import { chartSvg } from './chart.js';
import { html, type Markup } from './html.js';
import type { ReportInput } from './input.js';
import {
  fitted,
  largestOf,
  orderedVariants,
  PANEL_WIDTH,
  ROW_HEIGHT,
  rowText,
  textLanes,
  tickText,
} from './measure-charts.js';
import { type Display, displayOf, intervalText, valueText } from './numbers.js';
import { PALETTE } from './palette.js';
import { ANSWER_WORDS, failingSide, measureTitle, requirement } from './words.js';

/** One paired difference, in shown units. */
interface Row {
  readonly name: string;
  readonly title: string;
  readonly told: string;
  readonly colour: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The unit in which a measure's values are shown; the same for its differences and margins. */
export function measureDisplay(input: ReportInput, definition: MeasureDefinition): Display {
  const { study, result } = input;
  return displayOf(definition, largestOf(orderedVariants(study).map((name) => result.variants[name]?.[definition.id])));
}

/** Unit of a difference: percent differ by points. */
export const differenceUnit = ({ unit }: Display): string => (unit === '%' ? 'percentage points' : unit);

/** “+3.2 [2.1, 4.3]”, or what is missing. */
export function differenceText(
  { difference, low, high }: Pick<Comparison, 'difference' | 'low' | 'high'>,
  display: Display,
): string {
  if (difference === null) return 'no pair of runs has it';
  if (low === null || high === null) return `${valueText(difference, display, true)} (too few pairs for an interval)`;
  return intervalText(difference, low, high, display, true);
}

/** One hypothesis: the difference on its own pair of variants and on each sensitivity's, with zero and the margin. */
export function hypothesisPanel(input: ReportInput, hypothesis: Hypothesis, definition: MeasureDefinition): Markup {
  const { verdict } = input.result;
  const display = measureDisplay(input, definition);
  const tests: { title: string; test: HypothesisResult | undefined }[] = [
    { title: 'as the study has it', test: verdict.hypotheses.find(({ id }) => id === hypothesis.id) },
    ...verdict.sensitivities.map(({ name, hypotheses }) => ({
      title: name,
      test: hypotheses.find(({ id }) => id === hypothesis.id),
    })),
  ];
  const rows = tests.flatMap(({ title, test }, i): Row[] => {
    if (!test || test.difference === null || test.low === null || test.high === null) return [];
    const { difference, low, high, answer } = test;
    const told = differenceText(test, display);
    const word = `: ${ANSWER_WORDS[answer].toLowerCase()}`;
    return [
      {
        name: String(i),
        title: `${fitted(title, word + told)}${word}`,
        told,
        colour: i === 0 ? PALETTE.baseline : PALETTE.extra,
        value: difference * display.factor,
        low: low * display.factor,
        high: high * display.factor,
      },
    ];
  });
  const unit = differenceUnit(display);
  const { edge, above } = failingSide(hypothesis.comparison, hypothesis.margin * display.factor);
  const margin = `${valueText(hypothesis.margin, display)}${unit === '' ? '' : ` ${unit}`}`;
  const title = measureTitle(hypothesis.measure);
  return html`<figure class="panel">
<figcaption><strong>${title}</strong>${unit === '' ? '' : `, ${unit}`}<br><span class="quiet"><code>${hypothesis.variant}</code> minus <code>${hypothesis.baseline}</code>; the claim needs it ${requirement(hypothesis.comparison, margin)}. Pale red: where the claim fails.</span></figcaption>
${rows.length === 0 ? html`<p class="quiet">No pair of runs decides this.</p>` : differencePanel(input, rows, { id: `hypothesis-${hypothesis.id}`, title: `${title}: difference against the margin`, unit }, { edge, above })}
</figure>`;
}

/** Every compared pair of variants on one measure. */
export function comparisonPanel(input: ReportInput, definition: MeasureDefinition): Markup {
  const display = measureDisplay(input, definition);
  const comparisons = input.result.comparisons.filter(({ measure }) => measure === definition.id);
  const rows = comparisons.flatMap((comparison, i): Row[] => {
    const { difference, low, high, baseline, variant } = comparison;
    if (difference === null || low === null || high === null) return [];
    return [
      {
        name: String(i),
        title: `${variant} − ${baseline}`,
        told: differenceText(comparison, display),
        colour: low > 0 || high < 0 ? PALETTE.baseline : PALETTE.sensitivity,
        value: difference * display.factor,
        low: low * display.factor,
        high: high * display.factor,
      },
    ];
  });
  if (rows.length === 0) return html``;
  const unit = differenceUnit(display);
  const title = measureTitle(definition.id);
  const kind = definition.censored ? 'median difference where it came in both runs' : 'mean difference';
  return html`<figure class="panel">
<figcaption><strong>${title}</strong>${unit === '' ? '' : `, ${unit}`} <span class="quiet">(${kind})</span></figcaption>
${differencePanel(input, rows, { id: `difference-${definition.id}`, title: `${title}: paired differences`, unit })}
</figure>`;
}

function differencePanel(
  input: ReportInput,
  rows: readonly Row[],
  { id, title, unit }: { readonly id: string; readonly title: string; readonly unit: string },
  margin?: { readonly edge: number; readonly above: boolean },
): Markup {
  const ends = [0, ...(margin ? [margin.edge] : []), ...rows.flatMap((r) => [r.low, r.high])];
  const least = ends.reduce((a, b) => Math.min(a, b));
  const most = ends.reduce((a, b) => Math.max(a, b));
  const space = most > least ? 0.08 * (most - least) : 1;
  const domain = [least - space, most + space];
  const fails = margin
    ? [{ x1: margin.above ? margin.edge : domain[0], x2: margin.above ? domain[1] : margin.edge }]
    : [];
  return chartSvg(
    {
      width: PANEL_WIDTH,
      height: rows.length * ROW_HEIGHT + 44,
      marginLeft: 6,
      marginRight: 14,
      marginTop: 6,
      marginBottom: 38,
      style: { fontSize: '11px' },
      x: {
        domain,
        label: unit === '' ? 'difference' : `difference, ${unit}`,
        labelAnchor: 'center',
        labelArrow: 'none',
        ticks: 5,
        tickFormat: tickText,
      },
      y: { type: 'band', domain: rows.map((r) => r.name), axis: null, padding: 0 },
      marks: [
        Plot.rect(fails, { x1: 'x1', x2: 'x2', fill: PALETTE.fails }),
        Plot.gridX({ ticks: 5 }),
        Plot.ruleX([0], { stroke: PALETTE.ink, strokeWidth: 1.2 }),
        Plot.ruleX(margin ? [margin.edge] : [], {
          stroke: PALETTE.hostile,
          strokeDasharray: '4 3',
          strokeWidth: 1.5,
        }),
        textLanes(rows),
        Plot.ruleY(rows as Row[], {
          y: 'name',
          x1: 'low',
          x2: 'high',
          stroke: 'colour',
          strokeWidth: 4,
          strokeOpacity: 0.6,
          dy: 7,
        }),
        Plot.dot(rows as Row[], {
          y: 'name',
          x: 'value',
          r: 3.6,
          fill: 'colour',
          stroke: 'white',
          strokeWidth: 1,
          dy: 7,
        }),
        rowText(rows, ({ title, told }) => fitted(title, told), 'left'),
        rowText(rows, 'told', 'right'),
      ],
    },
    input.document,
    { id, title, description: rows.map((r) => `${r.title}: ${r.told}`).join('; ') },
  );
}
