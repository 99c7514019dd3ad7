import { makeStreams } from '../engine/math/index.js';
import {
  type Assumption,
  applyPatches,
  type Catalogue,
  type Issue,
  nearestName,
  type Parsed,
  type Patches,
  presetsOf,
  type ResolvedScenario,
  readYaml,
  resolveScenario,
  type ScenarioContext,
  type ScenarioDocument,
  sortIssues,
} from '../engine/scenario/index.js';
import type { Study } from './study.schema.js';

/** One arm of a study: the scenario as the variant's patches leave it. */
export interface PlannedVariant {
  readonly name: string;
  readonly title: string;
  readonly group: Study['variants'][string]['group'];
  readonly document: ScenarioDocument;
}

/** Everything that a replication needs but terrain; plain data, which can be sent to a thread. */
export interface StudyPlan {
  readonly study: Study;
  readonly catalogue: Catalogue;
  /** Assumptions changed from outside, in every variant. */
  readonly set: Patches;
  readonly variants: readonly PlannedVariant[];
  /** Paths of the values that each replication draws, in the order of their assumptions. */
  readonly drawnPaths: readonly string[];
}

/**
 * Applies `set` to the scenario, then each variant's own patches (which win, being the factor that is studied), and
 * checks each. `file` is how messages name the study, and `text` is what it holds, to tell where a mistake stands.
 */
export function planStudy(
  study: Study,
  scenario: ScenarioDocument,
  context: ScenarioContext,
  options: { readonly file: string; readonly text: string; readonly set?: Patches },
): Parsed<StudyPlan> {
  const set = options.set ?? {};
  const base = applyPatches(scenario, set, context);
  if (base.issues) return base;
  const issues: Issue[] = [];
  const variants: PlannedVariant[] = [];
  for (const [name, variant] of Object.entries(study.variants)) {
    const origin = `${options.file} variants.${name}.set`;
    const document = applyPatches(base.value, variant.set, context, origin);
    const here = (issue: Issue): boolean => issue.file === origin;
    if (document.issues) {
      issues.push(
        ...document.issues.map((issue) => (here(issue) ? placeInStudy(issue, name, options) : inVariant(issue, name))),
      );
    } else variants.push({ name, title: variant.title, group: variant.group, document: document.value });
  }
  issues.push(...coverageIssues(study, context.catalogue, options));
  if (issues.length > 0) return { issues: sortIssues(issues) };
  const { catalogue } = context;
  const plan: StudyPlan = { study, catalogue, set, variants, drawnPaths: [] };
  return { value: { ...plan, drawnPaths: [...drawsOfReplication(plan, 0).keys()] } };
}

interface StudyFile {
  readonly file: string;
  readonly text: string;
}

/** A mistake of a variant's patch, with its place in the study's file: at the value, or at the path where that is wrong. */
function placeInStudy(issue: Issue, variant: string, { file, text }: StudyFile): Issue {
  const path = ['variants', variant, 'set', issue.path];
  const place = readYaml(text, file).value?.locate(path, issue.code === 'SCN-026' ? 'key' : 'value');
  return { ...issue, file, ...place, path: `variants.${variant}.set ${issue.path}` };
}

/** What a patch makes wrong elsewhere in the scenario. */
const inVariant = (issue: Issue, variant: string): Issue => ({
  ...issue,
  message: `${issue.message} (in variant ${variant})`,
});

function coverageIssues(study: Study, catalogue: Catalogue, { file, text }: StudyFile): Issue[] {
  const target = study.coverage?.target;
  const names = presetsOf(catalogue, 'airObject').map(({ id }) => id);
  if (target === undefined || names.includes(target)) return [];
  const message = `unknown airObject preset ‘${target}’; there are: ${names.join(', ')}`;
  const nearest = nearestName(target, names);
  const found = readYaml(text, file).value?.locate(['coverage', 'target']);
  const place = { file, line: 0, column: 0, ...found, path: 'coverage.target' };
  return [{ code: 'SCN-016', message, ...place, ...(nearest ? { nearest } : {}) }];
}

/** A variant's scenario as patched. */
export function documentOf(plan: StudyPlan, name: string): ScenarioDocument {
  const variant = plan.variants.find((v) => v.name === name);
  if (!variant) throw new Error(`the plan has no variant ${name}`);
  return variant.document;
}

/** A variant's scenario: with the values that a replication draws, or nominal ones without a replication. */
export function resolveVariant(plan: StudyPlan, name: string, replication?: number): ResolvedScenario {
  const draw = replication === undefined ? undefined : makeStreams(plan.study.seed, replication);
  return resolveScenario(documentOf(plan, name), plan.catalogue, { draw });
}

/** The numbers that this replication drew. */
export function drawsOf(scenario: ResolvedScenario): { path: string; value: number }[] {
  return scenario.assumptions.flatMap(({ path, origin, used }: Assumption) =>
    origin === 'drawn' && typeof used === 'number' ? [{ path, value: used }] : [],
  );
}

/** What a replication drew, over all variants, by path: a value is the same in every variant that uses it. */
export function drawsOfReplication(plan: StudyPlan, replication: number): ReadonlyMap<string, number> {
  const draws = new Map<string, number>();
  for (const { name } of plan.variants) {
    for (const { path, value } of drawsOf(resolveVariant(plan, name, replication))) draws.set(path, value);
  }
  return draws;
}
