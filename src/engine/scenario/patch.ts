import type { Catalogue } from './catalogue.js';
import { leafPathsOf, leafSchemaOf } from './catalogue.js';
import { SPEC_SCHEMAS } from './catalogue.schema.js';
import type { ScenarioContext } from './check.js';
import { type Issue, inputError, type Parsed } from './errors.js';
import { checkDocument, type PatchValue, type ScenarioDocument } from './load.js';
import { isMapping } from './loose.js';
import { nearestName } from './nearest.js';
import { scenarioSchema } from './scenario.schema.js';
import { type Locate, pathText, show } from './schema-issue.js';
import { allowedText, elementOf, keysOf, leafFacts, schemaAt } from './walk.schema.js';
import { readYaml } from './yaml-document.js';

export type Patches = Readonly<Record<string, PatchValue>>;

/**
 * Changes single assumptions of a scenario: `links[cue].enabled`, `commandPosts[s400-cp].iff`, `terrain.source`,
 * `sensors[early-warning].overrides.instrumentedRangeKm`, or for every user of a preset
 * `catalogue.f35-class.signature.bands.S.frontM2`. List elements are addressed by id, or by number from 0 where they have
 * none. The patched scenario is checked as a whole. `origin` is how messages name where the patches were written.
 */
export function applyPatches(
  document: ScenarioDocument,
  patches: Patches,
  context: ScenarioContext,
  origin = '--set',
): Parsed<ScenarioDocument> {
  const issues: Issue[] = [];
  const raw = structuredCopy(document.raw) as Record<string, unknown>;
  const sets: Record<string, PatchValue> = { ...document.sets };
  const catalogueSets: Record<string, number | string | boolean> = { ...document.catalogueSets };
  const patched = new Map<string, string>();
  for (const path of Object.keys(patches).sort()) {
    const value = patches[path];
    const wrong = (code: Issue['code'], message: string, nearest?: string): void => {
      issues.push({ code, message, file: origin, line: 0, column: 0, path, ...(nearest ? { nearest } : {}) });
    };
    sets[path] = value;
    if (/^catalogue[./]/.test(path)) {
      const found = catalogueLeaf(context.catalogue, path, value, wrong);
      if (found !== undefined) catalogueSets[found] = value as number | string | boolean;
    } else {
      const steps = setValue(raw, path, value, wrong);
      if (steps) patched.set(pathText(steps), path);
    }
  }
  if (issues.length > 0) return { issues };
  const checked = checkDocument(
    { ...document, sets, catalogueSets },
    raw,
    patchedLocate(document, patched, origin),
    context,
  );
  if (!checked.issues) return checked;
  return {
    issues: checked.issues.map((issue) => {
      const written = patched.get(issue.path);
      return written === undefined ? issue : { ...issue, file: origin, line: 0, column: 0, path: written };
    }),
  };
}

/** The patched scenario, or an InputError where the patches do not fit. */
export function mustApplyPatches(
  document: ScenarioDocument,
  patches: Patches,
  context: ScenarioContext,
): ScenarioDocument {
  const result = applyPatches(document, patches, context);
  if (result.issues) throw inputError(result.issues);
  return result.value;
}

type Wrong = (code: Issue['code'], message: string, nearest?: string) => void;

/** Sets one value; returns the steps of its path by key and index, or undefined where the path names nothing. */
function setValue(
  raw: Record<string, unknown>,
  path: string,
  value: PatchValue,
  wrong: Wrong,
): (string | number)[] | undefined {
  const steps: (string | number)[] = [];
  let at: unknown = raw;
  const keys = splitPath(path);
  if (!keys) {
    wrong('SCN-026', `‘${path}’ is no path; write names joined by dots, and list elements as name[id]`);
    return undefined;
  }
  for (const [depth, key] of keys.entries()) {
    const schema = schemaAt(scenarioSchema, steps);
    const before = pathText(steps) || 'the scenario';
    let step: string | number = key.name;
    if (key.element) {
      const elements = Array.isArray(at) ? at : [];
      const index = elements.findIndex((element) => isMapping(element) && element.id === key.name);
      step = index >= 0 ? index : /^\d+$/.test(key.name) ? Number(key.name) : -1;
      if (step < 0 || step >= elements.length) {
        const ids = elements.flatMap((element) =>
          isMapping(element) && typeof element.id === 'string' ? element.id : [],
        );
        wrong('SCN-026', `${before} has no element ‘${key.name}’`, nearestName(key.name, ids));
        return undefined;
      }
    } else {
      const valid = Object.keys((schema && keysOf(schema)) ?? {});
      if (!valid.includes(key.name)) {
        const list =
          schema && elementOf(schema) ? `; write ${before}[id]` : valid.length === 0 ? '; it is a single value' : '';
        wrong('SCN-026', `${before} has no key ‘${key.name}’${list}`, nearestName(key.name, valid));
        return undefined;
      }
    }
    steps.push(step);
    const container = at as Record<PropertyKey, unknown>;
    if (depth === keys.length - 1) {
      const facts = leafFacts(schemaAt(scenarioSchema, steps)!);
      if (!facts) {
        wrong('SCN-026', `${pathText(steps)} holds several values; name one of them`);
        return undefined;
      }
      container[step] = value;
      return steps;
    }
    if (!isMapping(container[step]) && !Array.isArray(container[step])) container[step] = {};
    at = container[step];
  }
  return undefined;
}

/** `links[cue].enabled` → links, element cue, enabled. */
function splitPath(path: string): { name: string; element: boolean }[] | undefined {
  if (!/^[A-Za-z0-9]+(\.[A-Za-z0-9]+|\[[A-Za-z0-9-]+\])*$/.test(path)) return undefined;
  return [...path.matchAll(/\[([A-Za-z0-9-]+)\]|([A-Za-z0-9]+)/g)].map((match) => ({
    name: match[1] ?? match[2],
    element: match[1] !== undefined,
  }));
}

/** Checks a change of a catalogue value; returns `preset/leaf`. */
function catalogueLeaf(catalogue: Catalogue, path: string, value: PatchValue, wrong: Wrong): string | undefined {
  const [, id, leaf] = /^catalogue[./]([^./]*)[./]?(.*)$/.exec(path)!;
  const preset = catalogue.presets.get(id);
  if (!preset) {
    wrong('SCN-026', `the catalogue has no preset ‘${id}’`, nearestName(id, catalogue.presets.keys()));
    return undefined;
  }
  const facts = leafSchemaOf(preset.kind, leaf);
  if (!facts) {
    const nearest = nearestName(leaf, leafPathsOf(preset.kind));
    wrong('SCN-026', `preset ‘${id}’ has no value ‘${leaf}’`, nearest && `catalogue.${id}.${nearest}`);
    return undefined;
  }
  const schema = schemaAt(SPEC_SCHEMAS[preset.kind], leaf.split('.'))!;
  if (schema.safeParse(value).success) return `${id}/${leaf}`;
  const code = typeof value === 'number' ? 'SCN-014' : facts.words ? 'SCN-012' : 'SCN-010';
  wrong(code, `${leaf} must be ${allowedText(facts)}; got ${show(value)}`);
  return undefined;
}

/** Places in the file for whatever the patches did not touch. */
function patchedLocate(document: ScenarioDocument, patched: ReadonlyMap<string, string>, origin: string): Locate {
  let original: Locate | undefined;
  return (path, at) => {
    if (patched.has(pathText(path))) return { file: origin, line: 0, column: 0 };
    original ??= readYaml(document.text, document.file).value!.locate;
    return original(path, at);
  };
}

const structuredCopy = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(structuredCopy)
    : isMapping(value)
      ? Object.fromEntries(Object.entries(value).map(([key, child]) => [key, structuredCopy(child)]))
      : value;

/** `path=value` as it is typed after --set: a number, true, false, null, or a word. Undefined without an equals sign. */
export function patchFromText(text: string): [path: string, value: PatchValue] | undefined {
  const at = text.indexOf('=');
  if (at < 1) return undefined;
  const value = text.slice(at + 1).trim();
  const words: Record<string, PatchValue> = { true: true, false: false, null: null };
  const typed = Object.hasOwn(words, value) ? words[value] : /^[-+]?(\d|\.\d)/.test(value) ? Number(value) : value;
  return [text.slice(0, at).trim(), Number.isNaN(typed) ? value : typed];
}
