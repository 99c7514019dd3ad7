import type { Command } from 'commander';
import {
  type CatalogueLeaf,
  formatNumber,
  inputError,
  nearestName,
  PRESET_KINDS,
  type Preset,
  presetsOf,
} from '../index.js';
import { loadProject, must } from '../node/index.js';
import { print, printJson } from './output.js';

export function addCatalogue(program: Command): void {
  program
    .command('catalogue')
    .description('list presets, or tell the values of one with their ranges and sources')
    .argument('[class]', `a preset, a family of them (s400, patriot), or a kind: ${PRESET_KINDS.join(', ')}`)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  parapet catalogue\n  parapet catalogue f35-class')
    .action(catalogueCommand);
}

function catalogueCommand(name: string | undefined, { json }: { json?: boolean }): void {
  const project = must(loadProject());
  const { catalogue } = project;
  const all = [...catalogue.presets.values()];
  const preset = name === undefined ? undefined : all.find(({ id }) => letters(id) === letters(name));
  if (preset) {
    const used = new Set(preset.leaves.flatMap(({ sources }) => sources));
    const sources = Object.fromEntries([...catalogue.sources].filter(([key]) => used.has(key)));
    const { id, kind, title, note, leaves } = preset;
    if (json) printJson({ id, kind, title, note, values: leaves, sources });
    else print(tellPreset(preset, sources));
    return;
  }
  const kinds = PRESET_KINDS.filter((kind) => name === undefined || kind === name);
  // `s400` or `S-400-class` is a family of presets.
  const family = (id: string): boolean => letters(id).startsWith(letters(name ?? '').replace(/class$/, ''));
  const chosen = kinds.length === 0 ? all.filter(({ id }) => family(id)) : all;
  if (kinds.length === 0 && chosen.length < 2) {
    const names = [...catalogue.presets.keys(), ...PRESET_KINDS].sort();
    const nearest = chosen[0]?.id ?? nearestName(name!, names);
    const list = nearest ? '' : `; there are ${names.join(', ')}`;
    const message = `the catalogue has no preset, family or kind ‘${name}’${list}`;
    const place = { file: 'catalogue', line: 0, column: 0, path: '' };
    throw inputError([{ code: 'SCN-016', message, ...place, ...(nearest ? { nearest } : {}) }]);
  }
  const wanted = new Set<string>(chosen.map(({ id }) => id));
  const found = (kinds.length === 0 ? PRESET_KINDS : kinds).flatMap((kind): Preset[] =>
    presetsOf(catalogue, kind).filter(({ id }) => wanted.has(id)),
  );
  if (json) printJson({ presets: found.map(({ id, kind, title, note }) => ({ id, kind, title, note })) });
  else print(tellPresets(found));
}

/** Names as people write them: `S-400` is s400. */
const letters = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

function tellPresets(presets: readonly Preset[]): string {
  const width = Math.max(...presets.map(({ id }) => id.length));
  const lines: string[] = [];
  let kind = '';
  for (const preset of presets) {
    if (preset.kind !== kind) lines.push(`${lines.length > 0 ? '\n' : ''}${preset.kind}`);
    kind = preset.kind;
    lines.push(`  ${preset.id.padEnd(width)}  ${preset.title}`);
  }
  return lines.join('\n');
}

function tellPreset(
  preset: Preset,
  sources: Readonly<Record<string, { title: string; publisher: string; date: string | number }>>,
): string {
  const width = Math.max(...preset.leaves.map(({ path }) => path.length));
  return [
    `${preset.id} (${preset.kind}): ${preset.title}`,
    ...(preset.note ? [preset.note.trim()] : []),
    '',
    ...preset.leaves.map((leaf) => `  ${leaf.path.padEnd(width)}  ${tellLeaf(leaf)}`),
    '',
    'Sources:',
    ...Object.entries(sources).map(([key, { title, publisher, date }]) => `  ${key}: ${title}. ${publisher}, ${date}.`),
  ].join('\n');
}

function tellLeaf({ value, low, high, unit, distribution, sources, note }: CatalogueLeaf): string {
  const shown =
    typeof value === 'number' ? `${formatExact(value)}${unit && unit !== '1' ? ` ${unit}` : ''}` : String(value);
  const range =
    low !== undefined && high !== undefined && low !== high
      ? ` (${formatExact(low)} to ${formatExact(high)}, ${distribution})`
      : '';
  const origin = sources.length > 0 ? `  [${sources.join(', ')}]` : '';
  return `${shown}${range}${origin}${note ? `  ${note.trim().replace(/\s+/g, ' ')}` : ''}`;
}

/** Small and large numbers as the catalogue has them: never rounded away. */
const formatExact = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) >= 10_000 ? formatNumber(value) : String(value);
