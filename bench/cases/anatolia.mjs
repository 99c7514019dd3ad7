// The scenario that the project ships, resolved at nominal values.
import { readdirSync, readFileSync } from 'node:fs';
import { loadCatalogue, parseScenario, resolveScenario } from '../../dist/engine/scenario/index.js';

const root = new URL('../../', import.meta.url);
const text = (path) => readFileSync(new URL(path, root), 'utf8');

export function anatolia() {
  const files = readdirSync(new URL('catalogue', root)).map((name) => ({ name, text: text(`catalogue/${name}`) }));
  const catalogue = loadCatalogue(files).value;
  const document = parseScenario(text('scenarios/anatolia.yaml'), 'anatolia.yaml', { catalogue }).value;
  return resolveScenario(document, catalogue, {});
}
