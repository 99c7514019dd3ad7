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
    .argument('[class]', `a preset, or a kind: ${PRESET_KINDS.join(', ')}`)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  parapet catalogue\n  parapet catalogue f35-class')
    .action(catalogueCommand);
}

function catalogueCommand(name: string | undefined, { json }: { json?: boolean }): void {
  const project = must(loadProject());
  const { catalogue } = project;
  const preset = name === undefined ? undefined : catalogue.presets.get(name);
  if (preset) {
    const used = new Set(preset.leaves.flatMap(({ sources }) => sources));
    const sources = Object.fromEntries([...catalogue.sources].filter(([key]) => used.has(key)));
    const { id, kind, title, note, leaves } = preset;
    if (json) printJson({ id, kind, title, note, values: leaves, sources });
    else print(tellPreset(preset, sources));
    return;
  }
  const kinds = PRESET_KINDS.filter((kind) => name === undefined || kind === name);
  if (kinds.length === 0) {
    const names = [...catalogue.presets.keys(), ...PRESET_KINDS].sort();
    const alike = names.filter((known) => known.includes(name!.toLowerCase()));
    const nearest = alike.length === 1 ? alike[0] : nearestName(name!, names);
    const list = nearest ? '' : `; there ${alike.length > 0 ? `is ${alike.join(', ')}` : `are ${names.join(', ')}`}`;
    const message = `the catalogue has no preset or kind ‘${name}’${list}`;
    const place = { file: 'catalogue', line: 0, column: 0, path: '' };
    throw inputError([{ code: 'SCN-016', message, ...place, ...(nearest ? { nearest } : {}) }]);
  }
  const found = kinds.flatMap((kind): Preset[] => presetsOf(catalogue, kind));
  if (json) printJson({ presets: found.map(({ id, kind, title, note }) => ({ id, kind, title, note })) });
  else print(tellPresets(found));
}

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
