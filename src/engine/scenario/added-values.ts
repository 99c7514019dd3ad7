import type { CatalogueLeaf, Leaf, Preset } from './catalogue.js';
import { type PresetKind, SPEC_SCHEMAS } from './catalogue.schema.js';
import { leafFacts, leavesOf } from './walk.schema.js';

/** Optional values that a preset leaves out and something else gives: an override of a scenario, or a changed catalogue. */
export function addedLeaves(preset: Preset, given: (path: string) => Leaf | undefined): CatalogueLeaf[] {
  const there = new Set(preset.leaves.map(({ path }) => path));
  return leavesOf(SPEC_SCHEMAS[preset.kind]).flatMap(({ path, schema }) => {
    if (there.has(path)) return [];
    const value = given(path);
    if (value === undefined) return [];
    const { unit, meaning, type } = leafFacts(schema)!;
    const integer = type === 'integer';
    return [{ path, unit, meaning, value, distribution: 'fixed' as const, integer, sources: [] }];
  });
}

/** Values that a specification lacks: optional groups come whole or not at all. */
export function missingValues(kind: PresetKind, spec: unknown): string[] {
  const { error } = SPEC_SCHEMAS[kind].safeParse(spec);
  return (error?.issues ?? []).filter(({ code }) => code === 'invalid_type').map(({ path }) => path.join('.'));
}
