import type { CatalogueLeaf, Leaf } from './catalogue.js';
import type { ScenarioDocument } from './load.js';
import { isMapping } from './loose.js';
import { isRead, postTrackerSchema } from './post-tracker.schema.js';
import type { Assumption } from './resolved.js';
import { scenarioSchema } from './scenario.schema.js';
import { defaultOf, elementOf, keysOf, leafFacts, meaningOf, prefaultOf, schemaAt, unwrap } from './walk.schema.js';

/** Gathers where every value of a run comes from, each once. */
export interface Ledger {
  /** A value of a preset, as the catalogue has it, as it was drawn, or as `--set` or a variant changed it. */
  catalogue(preset: string, leaf: CatalogueLeaf, used: Leaf, origin: 'catalogue' | 'drawn' | 'set'): void;
  /** A value of the scenario in a preset's place. */
  override(path: string, leaf: CatalogueLeaf, used: Leaf): void;
  add(assumption: Assumption): void;
  /** By path. */
  list(): Assumption[];
}

export function makeLedger(document: ScenarioDocument): Ledger {
  const entries = new Map<string, Assumption>();
  const add = (assumption: Assumption): void => {
    if (!entries.has(assumption.path)) entries.set(assumption.path, assumption);
  };
  return {
    add,
    catalogue: (preset, leaf, used, origin) => {
      const path = `catalogue/${preset}/${leaf.path}`;
      if (!entries.has(path)) entries.set(path, fromLeaf(path, leaf, used, origin));
    },
    override: (path, leaf, used) => {
      const origin = Object.hasOwn(document.sets, path) ? 'set' : 'scenario';
      add({
        ...fromLeaf(path, leaf, used, origin),
        sources: [],
        note: 'replaces the preset’s value in every replication',
      });
    },
    list: () => [...entries.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

function fromLeaf(path: string, leaf: CatalogueLeaf, used: Leaf, origin: Assumption['origin']): Assumption {
  const { unit, meaning, value, low, high, distribution, sources, note } = leaf;
  const range = low !== undefined && low !== high ? { low, high, distribution } : {};
  return { path, unit, meaning, used, value, ...range, origin, sources, ...(note === undefined ? {} : { note }) };
}

/** Documented defaults that the file leaves to the format, and patches of values that no preset holds. */
export function addScenarioAssumptions(ledger: Ledger, document: ScenarioDocument): void {
  for (const { path, schema, value, times } of usedDefaults(document.raw)) {
    const facts = leafFacts(schema);
    const note = times > 1 ? { note: `the format’s default, in ${times} places` } : { note: 'the format’s default' };
    ledger.add({
      path,
      unit: facts?.unit ?? '',
      meaning: meaningOf(schema),
      used: inOneWord(value),
      origin: 'default',
      sources: [],
      ...note,
    });
  }
  const known = new Set(ledger.list().map(({ path }) => path));
  for (const [name, used] of Object.entries(document.catalogueSets)) {
    const path = `catalogue/${name}`;
    if (known.has(path)) continue;
    const note = 'nothing in this scenario uses the value';
    ledger.add({ path, unit: '', meaning: '', used, origin: 'set', sources: [], note });
  }
  for (const [path, value] of Object.entries(document.sets)) {
    if (/^catalogue[./]/.test(path) || known.has(path)) continue;
    const keys = [...path.matchAll(/\[([^\]]+)\]|([^.[\]]+)/g)].map((match) => (match[1] === undefined ? match[2] : 0));
    const schema = schemaAt(scenarioSchema, keys);
    const facts = schema && leafFacts(schema);
    ledger.add({
      path,
      unit: facts?.unit ?? '',
      meaning: facts?.meaning ?? '',
      used: value ?? 'none',
      origin: 'set',
      sources: [],
    });
  }
}

/** A default as the list of assumptions shows it: a list that is long or has parts as JSON. */
function inOneWord(value: unknown): Leaf {
  if (value === null || (Array.isArray(value) && value.length === 0)) return 'none';
  return typeof value === 'object' ? JSON.stringify(value) : (value as Leaf);
}

interface UsedDefault {
  path: string;
  schema: NonNullable<ReturnType<typeof schemaAt>>;
  value: unknown;
  times: number;
}

/** Keys that raw data leaves out and the format fills in, gathered by kind of place (`sensors[].boresightDeg`). */
function usedDefaults(raw: unknown): UsedDefault[] {
  const found = new Map<string, UsedDefault>();
  const walk = (schema: UsedDefault['schema'], value: unknown, path: string): void => {
    const element = elementOf(schema);
    if (element && Array.isArray(value)) for (const child of value) walk(element, child, `${path}[]`);
    const keys = keysOf(schema);
    if (!keys || !isMapping(value)) return;
    const tracker = unwrap(schema) === unwrap(postTrackerSchema) ? String(value.kind ?? defaultOf(keys.kind)) : '';
    for (const [key, child] of Object.entries(keys)) {
      if (tracker !== '' && !isRead(tracker, key)) continue;
      const at = path === '' ? key : `${path}.${key}`;
      if (value[key] !== undefined) {
        walk(child, value[key], at);
        continue;
      }
      const standard = defaultOf(child);
      if (standard === undefined) {
        walk(child, prefaultOf(child), at);
        continue;
      }
      const before = found.get(at);
      if (before) before.times++;
      else found.set(at, { path: at, schema: child, value: standard, times: 1 });
    }
  };
  walk(scenarioSchema, raw, '');
  return [...found.values()];
}
