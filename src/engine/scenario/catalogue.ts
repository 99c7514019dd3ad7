import {
  bibliographySchema,
  PRESET_KINDS,
  type PresetKind,
  presetHeadSchema,
  presetSchema,
  type Source,
  SPEC_SCHEMAS,
  type SpecOf,
} from './catalogue.schema.js';
import type { DistributionName } from './derive.schema.js';
import { type Issue, type Parsed, sortIssues } from './errors.js';
import { interceptorFaults } from './interceptor-faults.js';
import { nearestName } from './nearest.js';
import { type Locate, makeIssue, type Path } from './schema-issue.js';
import { keysOf, leafFacts, leavesOf } from './walk.schema.js';
import { parseYamlDocument, readYaml, validate } from './yaml-document.js';

export type Leaf = number | string | boolean;

/** One value of a preset with its range and where it comes from. */
export interface CatalogueLeaf {
  /** Within the preset, for example signature.bands.S.frontM2. */
  readonly path: string;
  readonly unit: string;
  readonly meaning: string;
  readonly value: Leaf;
  /** Numbers only; equal to the value where there is no range. */
  readonly low?: number;
  readonly high?: number;
  readonly distribution: DistributionName;
  readonly integer: boolean;
  readonly sources: readonly string[];
  readonly note?: string;
}

export interface Preset<K extends PresetKind = PresetKind> {
  readonly id: string;
  readonly kind: K;
  readonly title: string;
  readonly note?: string;
  /** In the order of the specification. */
  readonly leaves: readonly CatalogueLeaf[];
  /** The specification at nominal values. */
  readonly spec: SpecOf<K>;
}

/** Every preset and every source; plain data that can be sent to a thread. */
export interface Catalogue {
  readonly presets: ReadonlyMap<string, Preset>;
  readonly sources: ReadonlyMap<string, Source>;
}

interface UncertainNode {
  value: Leaf;
  low?: number;
  high?: number;
  distribution?: DistributionName;
  sources: string[];
  note?: string;
}
type UncertainTree = { [key: string]: UncertainTree | UncertainNode };

/**
 * Reads the catalogue: one file a preset and bibliography.yaml. Every value must carry its range and sources; all
 * issues of all files come together. `name` is how messages name the file; its last part is the file's name.
 */
export function loadCatalogue(files: readonly { name: string; text: string }[]): Parsed<Catalogue> {
  const issues: Issue[] = [];
  const presets = new Map<string, Preset>();
  let sources: Record<string, Source> = {};
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
  const bibliography = sorted.find(({ name }) => baseName(name) === 'bibliography');
  if (bibliography) {
    const parsed = parseYamlDocument(bibliography.text, bibliography.name, bibliographySchema);
    if (parsed.issues) issues.push(...parsed.issues);
    else sources = parsed.value;
  }
  for (const file of sorted) {
    if (file === bibliography) continue;
    const parsed = loadPreset(file.text, file.name, sources);
    if (parsed.issues) issues.push(...parsed.issues);
    else presets.set(parsed.value.id, parsed.value);
  }
  return issues.length > 0
    ? { issues: sortIssues(issues) }
    : { value: { presets, sources: new Map(Object.entries(sources)) } };
}

const baseName = (name: string): string => name.slice(name.lastIndexOf('/') + 1).replace(/\.ya?ml$/, '');

/** Derived once: the catalogue has many presets of few kinds. */
const PRESET_SCHEMAS = Object.fromEntries(PRESET_KINDS.map((kind) => [kind, presetSchema(kind)])) as Record<
  PresetKind,
  ReturnType<typeof presetSchema>
>;

/** Reads one preset. */
export function loadPreset(text: string, file: string, sources: Readonly<Record<string, Source>>): Parsed<Preset> {
  const yaml = readYaml(text, file);
  if (yaml.issues) return yaml;
  const head = validate(yaml.value, presetHeadSchema);
  if (head.issues) return head;
  const kind = head.value.kind;
  const parsed = validate(yaml.value, PRESET_SCHEMAS[kind], ({ raw, locate }, value) => {
    const issues: Issue[] = [];
    const { id } = raw as { id?: unknown };
    if (typeof id === 'string' && id !== baseName(file)) {
      issues.push(makeIssue(locate, 'SCN-036', ['id'], `the preset ${id} belongs in ${id}.yaml`));
    }
    if (value) issues.push(...checkLeaves(value.values as UncertainTree, ['values'], locate, sources));
    if (value && kind === 'interceptor') issues.push(...checkInterceptor(value.values as UncertainTree, locate));
    return issues;
  });
  if (parsed.issues) return parsed;
  const { id, title, note, values } = parsed.value;
  const leaves = flatten(values as UncertainTree, kind);
  return { value: { id, kind, title, note, leaves, spec: buildSpec(leaves, (leaf) => leaf.value) } };
}

const isNode = (tree: UncertainTree | UncertainNode): tree is UncertainNode => Array.isArray(tree.sources);

function checkLeaves(
  tree: UncertainTree,
  path: Path,
  locate: Locate,
  sources: Readonly<Record<string, Source>>,
): Issue[] {
  const issues = checkPairs(tree, path, locate);
  for (const [key, child] of Object.entries(tree)) {
    const at = [...path, key];
    issues.push(...(isNode(child) ? checkNode(child, at, locate, sources) : checkLeaves(child, at, locate, sources)));
  }
  return issues;
}

function checkNode(
  node: UncertainNode,
  path: Path,
  locate: Locate,
  sources: Readonly<Record<string, Source>>,
): Issue[] {
  const issues: Issue[] = [];
  const name = String(path.at(-1));
  for (const [index, key] of node.sources.entries()) {
    if (Object.hasOwn(sources, key)) continue;
    const nearest = nearestName(key, Object.keys(sources));
    issues.push(makeIssue(locate, 'SCN-034', [...path, 'sources', index], `unknown source ‘${key}’`, { nearest }));
  }
  if (node.sources.length === 0 && !/^assumed\b/i.test(node.note ?? '')) {
    const message = `${name} must name a source, or have a note that starts with “assumed” and says why`;
    issues.push(makeIssue(locate, 'SCN-035', path, message));
  }
  if (typeof node.value !== 'number') return issues;
  const { value, low, high, distribution } = node;
  if ((low === undefined) !== (high === undefined)) {
    issues.push(makeIssue(locate, 'SCN-032', path, `${name} must have both low and high, or neither`));
  } else if (low !== undefined && high !== undefined && !(low <= value && value <= high)) {
    issues.push(
      makeIssue(locate, 'SCN-032', path, `${name} must have low ≤ value ≤ high; got ${low}, ${value}, ${high}`),
    );
  }
  const range = low !== undefined && high !== undefined && low < high;
  if (range && distribution === undefined) {
    issues.push(makeIssue(locate, 'SCN-033', path, `${name} has a range and must name its distribution`));
  } else if (!range && distribution !== undefined && distribution !== 'fixed') {
    issues.push(makeIssue(locate, 'SCN-033', path, `${name} has no range, so its distribution must be fixed`));
  } else if (range && distribution?.startsWith('log') && low <= 0) {
    issues.push(
      makeIssue(locate, 'SCN-033', path, `${name} is drawn on a logarithmic scale and needs low above 0; got ${low}`),
    );
  }
  return issues;
}

/** An interceptor's figures must agree however they are drawn; pairs of least and greatest are checkPairs's. */
function checkInterceptor(values: UncertainTree, locate: Locate): Issue[] {
  const leaves = flatten(values, 'interceptor');
  const find = (leaf: string): CatalogueLeaf | undefined => leaves.find(({ path }) => path === leaf);
  const bounds = (leaf: string): readonly [number, number] | undefined => {
    const found = find(leaf);
    if (typeof found?.value !== 'number') return undefined;
    // Ranges by class are cut to the greatest when drawn: their figures are compared as they stand.
    return leaf.startsWith('speedProfile')
      ? [found.low ?? found.value, found.high ?? found.value]
      : [found.value, found.value];
  };
  return interceptorFaults(bounds, String(find('guidance')?.value)).map(({ code, leaf, message }) =>
    makeIssue(locate, code, ['values', ...leaf.split('.')], message),
  );
}

/** A least value must stay below the greatest one of the same quantity, however both are drawn. */
function checkPairs(tree: UncertainTree, path: Path, locate: Locate): Issue[] {
  const issues: Issue[] = [];
  for (const [key, least] of Object.entries(tree)) {
    const partner = key.startsWith('minimum') ? key.replace('minimum', 'maximum') : key.replace('Minimum', 'Maximum');
    const most = tree[partner];
    if (partner === key || !most || !isNode(least) || !isNode(most)) continue;
    const bottom = least.high ?? Number(least.value);
    const top = most.low ?? Number(most.value);
    if (bottom >= top) {
      const message = `${key} must stay below ${partner} however they are drawn; got up to ${bottom} and down to ${top}`;
      issues.push(makeIssue(locate, 'SCN-032', [...path, key], message));
    }
  }
  return issues;
}

function flatten(values: UncertainTree, kind: PresetKind): CatalogueLeaf[] {
  return leavesOf(SPEC_SCHEMAS[kind]).flatMap(({ path, schema }) => {
    let tree: UncertainTree | UncertainNode | undefined = values;
    for (const key of path.split('.')) tree = tree && (tree as UncertainTree)[key];
    if (!tree || !isNode(tree)) return [];
    const { value, sources, note } = tree;
    const facts = leafFacts(schema)!;
    const range =
      typeof value === 'number'
        ? { low: tree.low ?? value, high: tree.high ?? value, distribution: tree.distribution ?? ('fixed' as const) }
        : { distribution: 'fixed' as const };
    const integer = facts.type === 'integer';
    return [{ path, unit: facts.unit, meaning: facts.meaning, value, ...range, integer, sources, note }];
  });
}

/** Builds a specification from a preset's leaves and a value for each. */
export function buildSpec<K extends PresetKind>(
  leaves: readonly CatalogueLeaf[],
  chosen: (leaf: CatalogueLeaf) => Leaf,
): SpecOf<K> {
  const spec: Record<string, unknown> = {};
  for (const leaf of leaves) {
    const keys = leaf.path.split('.');
    let at = spec;
    for (const key of keys.slice(0, -1)) {
      at[key] ??= {};
      at = at[key] as Record<string, unknown>;
    }
    at[keys[keys.length - 1]] = chosen(leaf);
  }
  return spec as SpecOf<K>;
}

/** Presets of one kind, by id. */
export function presetsOf<K extends PresetKind>(catalogue: Catalogue, kind: K): Preset<K>[] {
  const all = [...catalogue.presets.values()].filter((preset): preset is Preset<K> => preset.kind === kind);
  return all.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** A preset that is known to exist and to be of this kind, as a loaded scenario's are. */
export function presetOf<K extends PresetKind>(catalogue: Catalogue, kind: K, id: string): Preset<K> {
  const preset = catalogue.presets.get(id);
  if (!preset || preset.kind !== kind) throw new Error(`no ${kind} preset ${id}`);
  return preset as Preset<K>;
}

/** Whether a path leads to a single value of this kind's specification. */
export function leafSchemaOf(kind: PresetKind, path: string): ReturnType<typeof leafFacts> {
  const leaf = leavesOf(SPEC_SCHEMAS[kind]).find((found) => found.path === path);
  return leaf && leafFacts(leaf.schema);
}

/** Names that would be valid at the first step of a path that fails, for a message. */
export function leafPathsOf(kind: PresetKind): string[] {
  return keysOf(SPEC_SCHEMAS[kind]) ? leavesOf(SPEC_SCHEMAS[kind]).map((leaf) => leaf.path) : [];
}
