import * as Plot from '@observablehq/plot';
import type { MeasureDefinition } from '../engine/types/index.js';
import type { MeasureSummary, Study } from '../study/index.js';
import { chartSvg } from './chart.js';
import { html, type Markup } from './html.js';
import type { ReportInput } from './input.js';
import { type Display, displayOf, fixed, intervalText, shareText, valueText } from './numbers.js';
import { PALETTE } from './palette.js';
import { BETTER_WORDS, capital, measureTitle } from './words.js';

/** Width of a panel, px: fits a telephone at full size, and two or three side by side elsewhere. */
export const PANEL_WIDTH = 400;
/** Mean width of a character in a panel, px, of the widest typeface that the style may fall back to. */
const CHARACTER_WIDTH = 6.3;
/** Height of one row: a line of text above a line of marks. */
export const ROW_HEIGHT = 32;

/** One line of a panel, in shown units. null: no such value. */
interface Row {
  readonly name: string;
  readonly title: string;
  readonly told: string;
  readonly colour: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly spreadLow: number | null;
  readonly spreadHigh: number | null;
}

const GROUPS = ['main', 'extra', 'sensitivity'] as const;

/** Variants in the order of tables and charts: by group, then as the study has them. */
export function orderedVariants(study: Study): string[] {
  const names = Object.keys(study.variants);
  return GROUPS.flatMap((group) => names.filter((name) => study.variants[name].group === group));
}

/** Colour of a variant in charts: the two main ones stand out. */
export function variantColour(study: Study, name: string): string {
  const { group } = study.variants[name];
  if (name === study.baseline) return PALETTE.baseline;
  return group === 'main' ? PALETTE.compared : group === 'extra' ? PALETTE.extra : PALETTE.sensitivity;
}

/** Greatest size of anything shown of a measure. */
export function largestOf(summaries: readonly (MeasureSummary | undefined)[]): number {
  let most = 0;
  for (const s of summaries) {
    if (!s) continue;
    const shown = s.method === 'censored' ? [s.p05, s.median, s.p95] : [s.mean, s.low, s.high, s.p05, s.p95];
    for (const v of shown) if (v !== null) most = Math.max(most, Math.abs(v));
  }
  return most;
}

/** The panel of one measure: every variant with interval and spread; for a time that may never come, its two panels. */
export function measurePanel(input: ReportInput, definition: MeasureDefinition): Markup {
  const { study, result } = input;
  const names = orderedVariants(study).filter((name) => result.variants[name]?.[definition.id]);
  if (names.length === 0) return html``;
  const summaries = names.map((name) => result.variants[name][definition.id]);
  const display = displayOf(definition, largestOf(summaries));
  const row = (name: string, summary: MeasureSummary): Row => {
    const scaled = (v: number | null): number | null => (v === null ? null : v * display.factor);
    const base = { name, title: study.variants[name].title, colour: variantColour(study, name) };
    const spread = { spreadLow: scaled(summary.p05), spreadHigh: scaled(summary.p95) };
    return definition.censored
      ? {
          ...base,
          ...spread,
          value: scaled(summary.median),
          low: null,
          high: null,
          told: quantilesText(summary, display),
        }
      : {
          ...base,
          ...spread,
          value: scaled(summary.mean),
          low: scaled(summary.low),
          high: scaled(summary.high),
          told: meanText(summary, display),
        };
  };
  const rows = names.map((name, i) => row(name, summaries[i]));
  const title = measureTitle(definition.id);
  const unit = display.unit === '' ? '' : `, ${display.unit}`;
  const kind = definition.censored ? 'median (dot) and 5–95% of all runs (line)' : `mean over runs${unit}`;
  const chart = panel(input, rows, {
    id: `measure-${definition.id}`,
    title: `${title}, by variant`,
    label: definition.censored ? `${kind}${unit}` : kind,
  });
  const reached = definition.censored && reachedPanel(input, definition, names, summaries);
  return html`<figure class="panel">
<figcaption><strong>${title}</strong>${unit}<br><span class="quiet">${capital(definition.meaning)}; ${BETTER_WORDS[definition.better]}. <code>${definition.id}</code></span></figcaption>
${chart}${reached}
</figure>`;
}

function reachedPanel(
  input: ReportInput,
  definition: MeasureDefinition,
  names: readonly string[],
  summaries: readonly MeasureSummary[],
): Markup {
  const rows = names.map((name, i): Row => {
    const reached = summaries[i].reached ?? { fraction: 0, low: 0, high: 1 };
    return {
      name,
      title: input.study.variants[name].title,
      colour: variantColour(input.study, name),
      value: 100 * reached.fraction,
      low: 100 * reached.low,
      high: 100 * reached.high,
      spreadLow: null,
      spreadHigh: null,
      told: shareText(reached.fraction, reached.low, reached.high),
    };
  });
  return panel(input, rows, {
    id: `reached-${definition.id}`,
    title: `${measureTitle(definition.id)}: share of runs in which it came, by variant`,
    label: 'share of runs in which it came, %',
    domain: [0, 100],
  });
}

interface PanelText {
  readonly id: string;
  readonly title: string;
  readonly label: string;
  readonly domain?: readonly [number, number];
}

function panel(input: ReportInput, rows: readonly Row[], { id, title, label, domain }: PanelText): Markup {
  const shown = rows.flatMap((r) => [r.value, r.low, r.high, r.spreadLow, r.spreadHigh]).filter((v) => v !== null);
  const axis = domain ? { type: 'linear' as const, domain: [...domain] } : axisOf(shown);
  const height = rows.length * ROW_HEIGHT + 44;
  return chartSvg(
    {
      width: PANEL_WIDTH,
      height,
      marginLeft: 6,
      marginRight: 14,
      marginTop: 6,
      marginBottom: 38,
      style: { fontSize: '11px' },
      x: { ...axis, label, labelAnchor: 'center', labelArrow: 'none', ticks: 5, tickFormat: tickText },
      y: { type: 'band', domain: rows.map((r) => r.name), axis: null, padding: 0 },
      marks: [
        Plot.gridX({ ticks: 5 }),
        textLanes(rows),
        Plot.ruleY(
          rows.filter((r) => r.spreadLow !== null && r.spreadHigh !== null),
          { y: 'name', x1: 'spreadLow', x2: 'spreadHigh', stroke: 'colour', strokeWidth: 1.2, dy: 7 },
        ),
        Plot.ruleY(
          rows.filter((r) => r.low !== null && r.high !== null),
          { y: 'name', x1: 'low', x2: 'high', stroke: 'colour', strokeWidth: 5, strokeOpacity: 0.55, dy: 7 },
        ),
        Plot.dot(
          rows.filter((r) => r.value !== null),
          { y: 'name', x: 'value', r: 3.6, fill: 'colour', stroke: 'white', strokeWidth: 1, dy: 7 },
        ),
        rowText(rows, ({ title, told }) => fitted(title, told), 'left'),
        rowText(rows, 'told', 'right'),
      ],
    },
    input.document,
    { id, title, description: rows.map((r) => `${r.title}: ${r.told}`).join('; ') },
  );
}

/** A white lane under the text of each row, so that no line or shade crosses the text. */
export const textLanes = (rows: readonly { readonly name: string }[]): Plot.Markish =>
  Plot.cell(rows as { name: string }[], { y: 'name', fill: 'white', insetBottom: ROW_HEIGHT / 2 });

/** A title cut so that it doesn't run into the text at the other edge of its row. */
export function fitted(title: string, beside: string): string {
  const room = Math.floor(PANEL_WIDTH / CHARACTER_WIDTH) - beside.length - 3;
  return title.length <= room ? title : `${title.slice(0, Math.max(1, room - 1)).trimEnd()}…`;
}

/** Text above a row's marks, at the left or right edge. */
export function rowText<R extends { readonly name: string }>(
  rows: readonly R[],
  text: (keyof R & string) | ((row: R) => string),
  side: 'left' | 'right',
): Plot.Text {
  return Plot.text(rows as R[], {
    y: 'name',
    text,
    frameAnchor: side,
    textAnchor: side === 'left' ? 'start' : 'end',
    dy: -7,
    fill: PALETTE.ink,
    stroke: 'white',
    strokeWidth: 3,
    fontVariant: 'tabular-nums',
  });
}

/** Logarithmic where everything is positive and spans more than two decades; from zero unless that hides the rest. */
export function axisOf(values: readonly number[]): Plot.ScaleOptions {
  const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (!(high >= low)) return { type: 'linear', domain: [0, 1] };
  if (low > 0 && high / low > 100) return { type: 'log', domain: [low / 1.2, high * 1.2] };
  if (low >= 0 && low < 0.6 * high) return { type: 'linear', domain: [0, high * 1.03] };
  const space = high > low ? 0.06 * (high - low) : Math.max(1, Math.abs(high) * 0.1);
  return { type: 'linear', domain: low === 0 ? [0, high + space] : [low - space, high + space] };
}

/** A tick's number without needless digits. */
export function tickText(value: number): string {
  const size = Math.abs(value);
  for (let decimals = 0; decimals < 4; decimals++) {
    const text = fixed(value, decimals);
    if (Math.abs(Number(value.toFixed(decimals)) - value) <= 1e-9 * size) return text;
  }
  return fixed(value, 4);
}

/** “3.2 [2.9, 3.5]”, “0 (at most 0.015)” where no event was seen. */
export function meanText(summary: MeasureSummary, display: Display): string {
  const { mean, low, high } = summary;
  if (mean === null || low === null || high === null) return mean === null ? 'no value' : valueText(mean, display);
  if (summary.method === 'no-event-bound') return `none seen; mean at most ${valueText(high, display)}`;
  return intervalText(mean, low, high, display);
}

/** “5%, median and 95% of all runs”, with the runs in which it never came at the far end. */
export function quantilesText(summary: MeasureSummary, display: Display): string {
  const word = (v: number | null): string => (v === null ? 'never' : valueText(v, display));
  return `${word(summary.median)} (${word(summary.p05)} to ${word(summary.p95)})`;
}
