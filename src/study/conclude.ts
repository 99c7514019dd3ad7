import type { Assumption, ResolvedScenario } from '../engine/scenario/index.js';
import type { MeasureDefinition, MeasureValue } from '../engine/types/index.js';
import { comparePaired } from './compare.js';
import { digestStudy, inStudyOrder } from './digest.js';
import { type MeasureRange, measureRanges, measuresOf } from './measures.js';
import type { Comparison, MeasureSummary, ReplicationResult, StudyResult } from './result.js';
import type { Study } from './study.schema.js';
import { summariseMeasure, TABLE_CONFIDENCE } from './summarise.js';
import { reachVerdict, type ValuesOf } from './verdict.js';

/** What the rows of a study are concluded under. */
export interface Conditions {
  readonly study: Study;
  /** The baseline variant at nominal values, which bounds the measures. */
  readonly nominal: ResolvedScenario;
  readonly assumptions: readonly Assumption[];
  readonly partial: boolean;
}

/**
 * Tables, comparisons and verdict from the rows, in whatever order they come. Only replications that every variant has
 * count, so that pairs stay pairs when a study is interrupted.
 */
export function concludeStudy(rows: readonly ReplicationResult[], conditions: Conditions): StudyResult {
  const { study } = conditions;
  const names = Object.keys(study.variants);
  const complete = completeReplications(rows, names);
  const kept = inStudyOrder(
    rows.filter((row) => complete.has(row.replication)),
    names,
  );
  const definitions = measuresOf(study);
  const ranges = measureRanges(conditions.nominal);
  const values = valuesByVariant(kept);
  return {
    study: study.name,
    digest: digestStudy(kept, names),
    replications: complete.size,
    variants: Object.fromEntries(names.map((name) => [name, summaries(name, definitions, ranges, values)])),
    comparisons: study.comparisons.flatMap(({ baseline, variant }) =>
      comparisons(baseline, variant, definitions, ranges, values),
    ),
    verdict: reachVerdict(study, { values, definitions, ranges }),
    rows: kept,
    assumptions: conditions.assumptions,
    partial: conditions.partial,
  };
}

function completeReplications(rows: readonly ReplicationResult[], names: readonly string[]): Set<number> {
  const seen = new Map<number, Set<string>>();
  for (const row of rows) {
    const variants = seen.get(row.replication) ?? new Set<string>();
    variants.add(row.variant);
    seen.set(row.replication, variants);
  }
  return new Set([...seen].filter(([, variants]) => names.every((name) => variants.has(name))).map(([index]) => index));
}

function valuesByVariant(rows: readonly ReplicationResult[]): ValuesOf {
  const byVariant = new Map<string, ReplicationResult[]>();
  for (const row of rows) {
    const list = byVariant.get(row.variant);
    if (list) list.push(row);
    else byVariant.set(row.variant, [row]);
  }
  return (variant, measure): readonly (MeasureValue | undefined)[] =>
    (byVariant.get(variant) ?? []).map((row) => row.measures[measure]);
}

function summaries(
  variant: string,
  definitions: readonly MeasureDefinition[],
  ranges: Readonly<Record<string, MeasureRange>>,
  values: ValuesOf,
): Record<string, MeasureSummary> {
  const table: Record<string, MeasureSummary> = {};
  for (const definition of definitions) {
    const summary = summariseMeasure(definition, values(variant, definition.id), ranges[definition.id]);
    if (summary) table[definition.id] = summary;
  }
  return table;
}

function comparisons(
  baseline: string,
  variant: string,
  definitions: readonly MeasureDefinition[],
  ranges: Readonly<Record<string, MeasureRange>>,
  values: ValuesOf,
): Comparison[] {
  return definitions.flatMap((definition) => {
    const before = values(baseline, definition.id);
    const after = values(variant, definition.id);
    if (before.every((v) => v === undefined) || after.every((v) => v === undefined)) return [];
    const pair = comparePaired(definition, before, after, TABLE_CONFIDENCE, ranges[definition.id]);
    return [{ measure: definition.id, baseline, variant, ...pair }];
  });
}
