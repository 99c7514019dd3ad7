import { buildSpec, type Catalogue, presetOf } from './catalogue.js';
import type { PresetKind, SpecOf } from './catalogue.schema.js';
import type { ScenarioDocument } from './load.js';

/**
 * A preset's specification with every number below a path (`signature.bands`, for example) at one end of its published
 * range, and all else nominal. A value that was set keeps what it was set to.
 */
export function presetAtEnd<K extends PresetKind>(
  document: ScenarioDocument,
  catalogue: Catalogue,
  kind: K,
  id: string,
  below: string,
  end: 'low' | 'high',
): SpecOf<K> {
  return buildSpec<K>(presetOf(catalogue, kind, id).leaves, (leaf) => {
    const name = `${id}/${leaf.path}`;
    if (Object.hasOwn(document.catalogueSets, name)) return document.catalogueSets[name];
    return leaf.path.startsWith(`${below}.`) ? (leaf[end] ?? leaf.value) : leaf.value;
  });
}
