import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

/** The floor plan. A file may import from its own folder and from the floors named; this table is the documentation. */
const FLOORS: Record<string, readonly string[]> = {
  'engine/math': [],
  'engine/types': [],
  'engine/earth': ['engine/math', 'engine/types'],
  'engine/earth/viewshed': ['engine/math', 'engine/types', 'engine/earth'],
  'engine/truth': ['engine/math', 'engine/types', 'engine/earth'],
  'engine/sensor': ['engine/math', 'engine/types', 'engine/earth'],
  'engine/network': ['engine/math', 'engine/types'],
  'engine/tracker': ['engine/math', 'engine/types', 'engine/earth'],
  'engine/tracker/roles': ['engine/math', 'engine/types'],
  'engine/tracker/models': ['engine/math', 'engine/types', 'engine/tracker/roles'],
  'engine/tracker/filters': ['engine/math', 'engine/types', 'engine/tracker/roles', 'engine/tracker/models'],
  'engine/tracker/association': [
    'engine/math',
    'engine/types',
    'engine/tracker',
    'engine/tracker/roles',
    'engine/tracker/models',
    'engine/tracker/filters',
  ],
  'engine/tracker/fusion': [
    'engine/math',
    'engine/types',
    'engine/tracker',
    'engine/tracker/roles',
    'engine/tracker/models',
    'engine/tracker/filters',
  ],
  'engine/tracker/metrics': [
    'engine/math',
    'engine/types',
    'engine/tracker',
    'engine/tracker/roles',
    'engine/tracker/models',
    'engine/tracker/filters',
  ],
  'engine/tracker/bank': ['engine/math', 'engine/types', 'engine/tracker', 'engine/tracker/roles'],
  'engine/tracker/assembly': [
    'engine/math',
    'engine/types',
    'engine/tracker',
    'engine/tracker/roles',
    'engine/tracker/models',
    'engine/tracker/filters',
    'engine/tracker/association',
    'engine/tracker/bank',
    'engine/tracker/fusion',
  ],
  'engine/command': ['engine/math', 'engine/types', 'engine/earth'],
  'engine/weapon': ['engine/math', 'engine/types', 'engine/earth'],
  'engine/scenario': ['engine/math', 'engine/types', 'models’ *.schema.ts'],
  'engine/simulation': ['engine'],
  exchange: ['engine/math', 'engine/types', 'engine/earth'],
  'exchange/asterix': ['engine/math', 'engine/types', 'engine/earth', 'exchange'],
  study: ['engine'],
  report: ['engine/math', 'engine/types', 'engine/earth', 'engine/scenario', 'engine/simulation', 'study'],
  '.': ['engine', 'study', 'report', 'exchange', 'exchange/asterix'],
  node: ['.'],
  cli: ['.', 'node'],
};
const PACKAGES: Record<string, readonly string[]> = {
  zod: ['*.schema.ts', 'engine/scenario'],
  yaml: ['engine/scenario'],
  '@observablehq/plot': ['report'],
  'd3-contour': ['report'],
};
const MODELS = ['truth', 'sensor', 'network', 'tracker', 'command', 'weapon'].map((m) => `engine/${m}`);
const PURE = (floor: string) => /^(engine|exchange|study|report)/.test(floor);

const root = import.meta.dirname;
const walk = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? walk(path) : /\.ts$/.test(name) && !/\.test\.ts$/.test(name) ? [path] : [];
  });
const floorOf = (path: string): string => relative(root, dirname(path)) || '.';
const files = walk(root).map((path) => ({ path, floor: floorOf(path), text: readFileSync(path, 'utf8') }));
const code = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:])\/\/.*$/gm, '$1');

test('every folder of source is a floor of the plan', () => {
  expect([...new Set(files.map((file) => file.floor))].filter((floor) => !(floor in FLOORS))).toEqual([]);
});

test('a file imports only from its own folder and the floors below it', () => {
  const broken: string[] = [];
  for (const { path, floor, text } of files) {
    for (const [, from] of text.matchAll(/(?:from\s|import[\s(])\s*'(\.[^']*)'/g)) {
      const target = resolve(dirname(path), from);
      const targetFloor = floorOf(target);
      const allowed = FLOORS[floor] ?? [];
      const ofModel = MODELS.some((model) => targetFloor === model || targetFloor.startsWith(`${model}/`));
      const schemaOfModel = floor === 'engine/scenario' && ofModel && /\.schema\.js$/.test(target);
      const ok =
        targetFloor === floor ||
        allowed.includes(targetFloor) ||
        (allowed.includes('engine') && targetFloor.startsWith('engine/')) ||
        schemaOfModel;
      if (!ok) broken.push(`${relative(root, path)} imports ${relative(root, target)}`);
    }
  }
  expect(broken).toEqual([]);
});

test('pure floors import no package but those of the plan, and nothing of Node', () => {
  const broken: string[] = [];
  for (const { path, floor, text } of files.filter((file) => PURE(file.floor))) {
    for (const [, name] of text.matchAll(/(?:from\s|import[\s(])\s*'([^.'][^']*)'/g)) {
      const rooms = PACKAGES[name] ?? [];
      const ok = rooms.includes(floor) || (rooms.includes('*.schema.ts') && path.endsWith('.schema.ts'));
      if (!ok) broken.push(`${relative(root, path)} imports ${name}`);
    }
  }
  expect(broken).toEqual([]);
});

test('pure floors use no platform arithmetic, clock or console', () => {
  const forbidden =
    /Math\.(random|sin|cos|tan|asin|acos|atan|atan2|exp|expm1|log|log2|log10|log1p|pow|cbrt|sinh|cosh|tanh|hypot)\b|\*\*|Date\.now|new Date\(|performance\.now|\bprocess\.|\bconsole\./;
  const broken = files
    .filter((file) => PURE(file.floor))
    .flatMap(({ path, text }) =>
      code(text)
        .split('\n')
        .filter((line) => forbidden.test(line))
        .map((line) => `${relative(root, path)}: ${line.trim()}`),
    );
  expect(broken).toEqual([]);
});

test('no file is longer than 500 lines', () => {
  expect(files.filter((file) => file.text.split('\n').length > 500).map((file) => relative(root, file.path))).toEqual(
    [],
  );
});
