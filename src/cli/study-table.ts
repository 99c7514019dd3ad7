import {
  type Comparison,
  formatInterval,
  formatNumber,
  formatSigned,
  type MeasureDefinition,
  type MeasureSummary,
  measuresOf,
  type Study,
  type StudyResult,
} from '../index.js';
import { tableOf } from './table.js';

/** Money is told in millions. */
const MONEY = 1e6;
const scaleOf = ({ unit }: MeasureDefinition): number => (unit === 'USD' ? MONEY : 1);
const labelOf = ({ id, unit }: MeasureDefinition): string =>
  unit === '1' ? id : `${id} [${unit === 'USD' ? 'million USD' : unit}]`;

/** Variants of the main group side by side: the mean's interval, and under it the spread over runs. */
export function summaryTable(study: Study, result: StudyResult): string {
  const names = Object.entries(study.variants).flatMap(([name, { group }]) => (group === 'main' ? [name] : []));
  const rows = measuresOf(study)
    .filter(({ id }) => names.some((name) => result.variants[name]?.[id]))
    .map((measure) => [
      labelOf(measure),
      ...names.map((name) => summaryCell(result.variants[name]?.[measure.id], scaleOf(measure))),
    ]);
  return tableOf(['measure', ...names], rows);
}

function summaryCell(summary: MeasureSummary | undefined, scale: number): string {
  if (!summary) return '–';
  const { mean, low, high, p05, median, p95, reached, method } = summary;
  const time = (value: number | null): string => (value === null ? 'never' : formatNumber(value / scale));
  if (reached) {
    const percent = (share: number): string => formatNumber(Math.round(1000 * share) / 10);
    return (
      `in ${percent(reached.fraction)}% [${percent(reached.low)} to ${percent(reached.high)}] of runs\n` +
      `  median ${time(median)}; ${time(p05)} … ${time(p95)}`
    );
  }
  if (mean === null || low === null || high === null) return '–';
  if (method === 'no-event-bound') return `none seen; mean < ${formatNumber(high / scale)}`;
  return `${formatInterval(mean / scale, low / scale, high / scale)}\n  ${time(p05)} … ${time(p95)}`;
}

/** Paired differences of the comparisons between variants of the main group. */
export function differenceTable(study: Study, result: StudyResult): string {
  const main = study.comparisons.filter(({ baseline, variant }) =>
    [baseline, variant].every((name) => study.variants[name].group === 'main'),
  );
  const rows = measuresOf(study).flatMap((measure) => {
    const cells = main.map(({ baseline, variant }) => {
      const same = (c: Comparison): boolean =>
        c.measure === measure.id && c.baseline === baseline && c.variant === variant;
      return differenceCell(result.comparisons.find(same), scaleOf(measure));
    });
    return cells.every((cell) => cell === '–') ? [] : [[labelOf(measure), ...cells]];
  });
  return tableOf(['difference', ...main.map(({ baseline, variant }) => `${variant} − ${baseline}`)], rows);
}

function differenceCell(comparison: Comparison | undefined, scale: number): string {
  if (!comparison || comparison.difference === null) return '–';
  const { difference, low, high } = comparison;
  if (low === null || high === null) return formatSigned(difference / scale);
  return formatInterval(difference / scale, low / scale, high / scale, true);
}

/** The whole answer for people. */
export function tellStudy(study: Study, result: StudyResult): string {
  const { verdict } = result;
  const others = Object.values(study.variants).filter(({ group }) => group !== 'main').length;
  return [
    `${study.title}: ${result.replications} replications a variant${result.partial ? ' (partial: stopped early)' : ''}`,
    '',
    summaryTable(study, result),
    '',
    'First line: mean with its 95% interval (times that may never come: share of the runs in which they do).',
    'Second line: 5% … 95% of single runs; that spread is the unknowns and chance.',
    '',
    differenceTable(study, result),
    '',
    'Paired differences with 95% intervals (of times: the median over runs in which both came).',
    ...(others > 0
      ? [
          `${others === 1 ? 'One further variant is' : `${others} further variants are`} in the report and in results.parquet.`,
        ]
      : []),
    '',
    `${study.question}`,
    `Answer: ${verdict.answer}.`,
    verdict.because,
    ...(verdict.outOfReach.length > 0
      ? ['', 'What this cannot tell:', ...verdict.outOfReach.map((line) => `  · ${line}`)]
      : []),
  ].join('\n');
}
