import { type ErrorCode, type Issue, MOST_ISSUES, plainText } from './errors.js';
import { nearestName } from './nearest.js';
import { inWords, sameQuantity } from './unit-name.js';
import {
  allowedText,
  keysOf,
  leafFacts,
  meaningOf,
  type Schema,
  type SchemaError,
  type SchemaFault,
  schemaAt,
  unitOf,
} from './walk.schema.js';

export type Path = readonly (string | number)[];

/** Where a path stands in its file; `at: 'key'` points at the key instead of its value. */
export type Locate = (path: Path, at?: 'key' | 'value') => { file: string; line: number; column: number };

/** `sensors[2].peakPowerKw` */
export function pathText(path: readonly PropertyKey[]): string {
  let text = '';
  for (const key of path) text += typeof key === 'number' ? `[${key}]` : `${text === '' ? '' : '.'}${String(key)}`;
  return text;
}

/** A value as a message shows it: short, whatever it is. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value !== null && typeof value === 'object') return 'a mapping';
  const text = typeof value === 'string' ? `‘${value}’` : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…’` : text;
}

export function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let at = raw;
  for (const key of path) {
    if (at === null || typeof at !== 'object' || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<PropertyKey, unknown>)[key];
  }
  return at;
}

export function makeIssue(
  locate: Locate,
  code: ErrorCode,
  path: Path,
  message: string,
  more: { nearest?: string; at?: 'key' | 'value' } = {},
): Issue {
  const issue: Issue = { code, message: plainText(message), ...locate(path, more.at), path: pathText(path) };
  return more.nearest === undefined ? issue : { ...issue, nearest: more.nearest };
}

/** `sensors[2].peakPowerKw` → “sensor peak power”. */
function nameOf(path: Path): string {
  const last = path.findLast((key) => typeof key === 'string');
  if (last === undefined) return 'file';
  const owner = path.slice(0, path.lastIndexOf(last)).findLast((key) => typeof key === 'string');
  const words = inWords(String(last));
  const entry = typeof path.at(-1) === 'number' ? `entry of ${words}` : words;
  return typeof owner === 'string' && typeof path[path.indexOf(owner) + 1] === 'number'
    ? `${singular(inWords(owner))} ${entry}`
    : entry;
}

const singular = (words: string): string =>
  words
    .replace(/eses$/, 'esis')
    .replace(/ies$/, 'y')
    .replace(/([^s])s$/, '$1');

const withUnit = (value: unknown, unit: string): string =>
  `${show(value)}${typeof value === 'number' && unit && unit !== '1' ? ` ${unit}` : ''}`;

/** Says in the project's own words what zod found. */
export function issuesFromZod(error: SchemaError, schema: Schema, raw: unknown, locate: Locate): Issue[] {
  const issues: Issue[] = [];
  for (const found of error.issues) {
    if (issues.length <= MOST_ISSUES) issues.push(...translate(found as SchemaFault, schema, raw, locate));
  }
  // A key that is misspelt or in another unit explains why the right one is missing: once is enough.
  const meant = new Set<string>();
  for (const { code, path, nearest } of issues) {
    if (nearest !== undefined && (code === 'SCN-008' || code === 'SCN-009')) meant.add(sibling(path, nearest));
  }
  return issues.filter(({ code, path }) => code !== 'SCN-007' || !meant.has(path));
}

/** `sensors[2].rangeM` and `rangeKm` → `sensors[2].rangeKm` */
const sibling = (path: string, key: string): string => path.replace(/[^.]*$/, key);

function translate(found: SchemaFault, schema: Schema, raw: unknown, locate: Locate): Issue[] {
  const path = found.path.map((key) => (typeof key === 'number' ? key : String(key)));
  const given = valueAt(raw, path);
  const expected = schemaAt(schema, path);
  const facts = expected && leafFacts(expected);
  const name = nameOf(path);
  const issue = (code: ErrorCode, message: string, nearest?: string): Issue[] => [
    makeIssue(locate, code, path, message, { nearest }),
  ];

  if (found.code === 'unrecognized_keys') {
    return found.keys.slice(0, MOST_ISSUES + 1).map((key) => unknownKey(key, path, schema, given, locate));
  }
  if (given === undefined) {
    const meaning = expected ? meaningOf(expected) : '';
    const allowed = facts ? ` (${allowedText(facts)})` : '';
    return issue('SCN-007', `${path.at(-1)} is missing${meaning ? `: ${meaning}` : ''}${allowed}`);
  }
  if (typeof given === 'number' && !Number.isFinite(given)) {
    return issue('SCN-011', `${name} must be ${facts ? allowedText(facts) : 'a number'}; got ${given}`);
  }
  if (found.code === 'invalid_value' && facts) {
    const nearest = nearestName(String(given), facts.words ?? []);
    return issue('SCN-012', `${name} must be one of: ${allowedText(facts)}; got ${show(given)}`, nearest);
  }
  if (found.code === 'too_small' || found.code === 'too_big') {
    if (facts && typeof given === 'number') {
      return issue('SCN-014', `${name} must be ${allowedText(facts)}; got ${withUnit(given, facts.unit)}`);
    }
    const bound = found.code === 'too_small' ? `at least ${found.minimum}` : `at most ${found.maximum}`;
    const what = Array.isArray(given) ? 'entries' : 'characters';
    const length = Array.isArray(given) || typeof given === 'string' ? given.length : show(given);
    return issue('SCN-013', `${name} must have ${bound} ${what}; got ${length}`);
  }
  if (found.code === 'invalid_type' || found.code === 'invalid_union') {
    if (expected && isUncertain(expected) && (given === null || typeof given !== 'object')) {
      return issue(
        'SCN-031',
        `${name} must be {value, low, high, distribution, sources, note}; got the bare value ${show(given)}`,
      );
    }
    const wanted = facts ? allowedText(facts) : expected ? containerText(expected) : 'a number, a word, true or false';
    const hint =
      facts?.unit && typeof given === 'string' ? `; give the number alone, the unit is in the key’s name` : '';
    return issue('SCN-010', `${name} must be ${wanted}; got ${withUnit(given, facts?.unit ?? '')}${hint}`);
  }
  if (found.code === 'invalid_format') {
    return issue('SCN-028', `${name} must be small letters, digits and hyphens; got ${show(given)}`);
  }
  return issue('SCN-037', `${name}: ${found.message}`);
}

const containerText = (schema: Schema): string => (keysOf(schema) ? 'a mapping' : 'a list');

const isUncertain = (schema: Schema): boolean => {
  const keys = keysOf(schema);
  return keys !== undefined && 'value' in keys && 'sources' in keys;
};

function unknownKey(key: string, path: Path, schema: Schema, parent: unknown, locate: Locate): Issue {
  const mapping = schemaAt(schema, path);
  const valid = mapping ? Object.keys(keysOf(mapping) ?? {}) : [];
  const at = [...path, key];
  const same = sameQuantity(key, valueAt(parent, [key]), valid);
  if (same) {
    const unit = unitOf(schemaAt(schema, [...path, same.key])!);
    const value = same.converted === undefined ? '' : `: ${same.converted}`;
    return makeIssue(
      locate,
      'SCN-009',
      at,
      `${inWords(same.key)} is wanted in ${unit || 'another unit'}: write ${same.key}${value}; got ${key}`,
      { nearest: same.key, at: 'key' },
    );
  }
  const nearest = nearestName(key, valid);
  const list = valid.length > 0 && nearest === undefined ? `; valid here: ${valid.join(', ')}` : '';
  return makeIssue(locate, 'SCN-008', at, `unknown key ${show(key)}${list}`, { nearest, at: 'key' });
}
