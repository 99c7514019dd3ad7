import {
  type Alias,
  Composer,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  visit,
  type YAMLMap,
} from 'yaml';
import { type ErrorCode, type Issue, MOST_ISSUES, type Parsed, plainText, sortIssues } from './errors.js';
import { nearestName } from './nearest.js';
import { issuesFromZod, type Locate, show } from './schema-issue.js';
import type { Schema } from './walk.schema.js';
import { DEEPEST_NESTING, tokensOf } from './yaml-tokens.js';

/** Largest input file. */
export const LARGEST_FILE_BYTES = 5_000_000;
/** Guard against alias bombs: most nodes that one anchor may be expanded to (the yaml package's own default). */
const MOST_COPIES = 100;

export interface YamlText {
  /** Plain data, aliases expanded. */
  readonly raw: unknown;
  readonly locate: Locate;
}

/** Reads YAML under limits of size, nesting and aliases; every syntax error is told with its place. */
export function readYaml(text: string, file: string): Parsed<YamlText> {
  const lines = new LineCounter();
  const issue = (code: ErrorCode, message: string, offset = 0): Issue => {
    const { line, col } = lines.linePos(offset);
    return { code, message: plainText(message), file, line: Math.max(1, line), column: Math.max(1, col), path: '' };
  };
  const bytes = utf8Length(text);
  if (bytes > LARGEST_FILE_BYTES) {
    return { issues: [issue('SCN-001', `a file may hold 5 MB; got ${(bytes / 1e6).toFixed(2)} MB`)] };
  }

  const tokens = tokensOf(text, lines, issue);
  if (tokens.issues) return tokens;
  const composer = new Composer({ lineCounter: lines, prettyErrors: false, logLevel: 'error', uniqueKeys: false });
  const [document, ...others] = [...composer.compose(tokens.value, true, text.length)];
  const issues = [...document.errors, ...document.warnings]
    .slice(0, MOST_ISSUES)
    .map((error) => issue('SCN-002', `not valid YAML: ${error.message}`, error.pos[0]));
  const { targets, found } = checkNodes(document, issue);
  issues.push(...found);
  if (others.length > 0) issues.push(issue('SCN-030', 'a file holds one document', others[0].range?.[0]));
  if (issues.length > 0) return { issues: sortIssues(issues).slice(0, MOST_ISSUES) };

  const [firstAlias] = targets.keys();
  const aliases = rangeStart(firstAlias);
  let raw: unknown;
  try {
    raw = document.toJS({ maxAliasCount: MOST_COPIES });
  } catch {
    // Every alias has its anchor, so the yaml package throws here for one reason alone.
    return {
      issues: [issue('SCN-003', `an anchor may be copied ${MOST_COPIES} times by aliases; here are more`, aliases)],
    };
  }
  if (raw === null || typeof raw !== 'object' || Array.isArray(raw)) {
    return { issues: [issue('SCN-010', 'the file must hold a mapping of keys to values')] };
  }
  if (deeperThan(raw, DEEPEST_NESTING)) {
    const message = `aliases may nest ${DEEPEST_NESTING} levels deep; here they go deeper, or round in a circle`;
    return { issues: [issue('SCN-004', message, aliases)] };
  }
  return { value: { raw, locate: makeLocate(document, targets, lines, file) } };
}

/** What each alias stands for; and keys given twice and aliases without an anchor. */
function checkNodes(
  document: Document.Parsed,
  issue: (code: ErrorCode, message: string, offset?: number) => Issue,
): { targets: ReadonlyMap<unknown, unknown>; found: Issue[] } {
  const found: Issue[] = [];
  const anchors = new Map<string, unknown>();
  const targets = new Map<Alias, unknown>();
  visit(document, (_, node) => {
    if (found.length > MOST_ISSUES) return visit.BREAK;
    if (isAlias(node)) {
      const { source } = node;
      if (anchors.has(source)) targets.set(node, anchors.get(source));
      else {
        const nearest = nearestName(source, anchors.keys());
        const told = issue('SCN-003', `no anchor ‘${source}’ stands before this alias`, rangeStart(node));
        found.push(nearest === undefined ? told : { ...told, nearest });
      }
    } else if (isNode(node) && node.anchor !== undefined) anchors.set(node.anchor, node);
    if (!isMap(node)) return undefined;
    // Not left to the composer, which compares each key of a mapping with all before it.
    const seen = new Set<string>();
    for (const { key } of node.items) {
      const name = nameOfKey(key);
      if (seen.has(name)) found.push(issue('SCN-006', `key ‘${name}’ is given twice`, rangeStart(key)));
      seen.add(name);
    }
    return undefined;
  });
  return { targets, found };
}

/** Adds what a schema cannot say. `value` is undefined where the schema was broken, so that all issues come together. */
export type Check<T> = (yaml: YamlText, value: T | undefined) => readonly Issue[];

/**
 * Reads a YAML file against a schema: the value, or every issue of the file at once with its place. The generic front
 * of scenarios, presets and studies.
 */
export function parseYamlDocument<T>(
  text: string,
  file: string,
  schema: Schema<T>,
  check: Check<T> = () => [],
): Parsed<T> {
  const yaml = readYaml(text, file);
  return yaml.issues ? yaml : validate(yaml.value, schema, check);
}

/** The second half of `parseYamlDocument`, for data that was already read. */
export function validate<T>(yaml: YamlText, schema: Schema<T>, check: Check<T> = () => []): Parsed<T> {
  const version = versionIssue(yaml);
  if (version) return { issues: [version] };
  const result = schema.safeParse(yaml.raw);
  const issues = result.success ? [] : issuesFromZod(result.error, schema, yaml.raw, yaml.locate);
  issues.push(...check(yaml, result.data));
  return result.success && issues.length === 0 ? { value: result.data } : { issues: firstIssues(issues, yaml.locate) };
}

/** In the order of the file, and not so many that nobody reads them. */
function firstIssues(issues: readonly Issue[], locate: Locate): Issue[] {
  const sorted = sortIssues(issues);
  if (sorted.length <= MOST_ISSUES) return sorted;
  const more: Issue = {
    code: 'SCN-038',
    message: `only the first ${MOST_ISSUES} mistakes are told`,
    ...locate([]),
    path: '',
  };
  return [...sorted.slice(0, MOST_ISSUES), more];
}

/** Version of the format that this release reads; a later release that changes the format migrates older files here. */
export const FORMAT_VERSION = 1;

function versionIssue({ raw, locate }: YamlText): Issue | undefined {
  const { parapet } = raw as { parapet?: unknown };
  if (parapet === undefined || parapet === FORMAT_VERSION) return undefined;
  const message = `format version must be ${FORMAT_VERSION}, which is what this release reads; got ${show(parapet)}`;
  return { code: 'SCN-005', message, ...locate(['parapet']), path: 'parapet' };
}

const nameOfKey = (key: unknown): string => (isScalar(key) ? String(key.value) : String(key));

const rangeStart = (node: unknown): number | undefined => (node as { range?: readonly number[] } | null)?.range?.[0];

function makeLocate(
  document: Document.Parsed,
  targets: ReadonlyMap<unknown, unknown>,
  lines: LineCounter,
  file: string,
): Locate {
  // Pairs of each mapping by key, made when first asked for: a long mapping may hold many mistakes.
  const pairs = new Map<unknown, Map<string, { key: unknown; value: unknown }>>();
  const pairOf = (map: YAMLMap, key: string): { key: unknown; value: unknown } | undefined => {
    if (!pairs.has(map)) pairs.set(map, new Map(map.items.map((pair) => [nameOfKey(pair.key), pair])));
    return pairs.get(map)?.get(key);
  };
  return (path, at = 'value') => {
    let node: unknown = document.contents;
    let offset = rangeStart(node) ?? 0;
    for (const [depth, step] of path.entries()) {
      node = targets.get(node) ?? node;
      let next: unknown;
      let start: number | undefined;
      if (isMap(node)) {
        const pair = pairOf(node, String(step));
        next = pair?.value;
        start = rangeStart(at === 'key' && depth === path.length - 1 ? pair?.key : (pair?.value ?? pair?.key));
      } else if (isSeq(node) && typeof step === 'number') {
        next = node.items[step];
        start = rangeStart(next);
      }
      if (start === undefined) break;
      node = next;
      offset = start;
    }
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
}

/** Bytes of a string in UTF-8; stops counting once the limit is passed. */
function utf8Length(text: string): number {
  if (text.length > LARGEST_FILE_BYTES) return text.length;
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // Each half of a surrogate pair counts two of its four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return bytes;
}

function deeperThan(value: unknown, levels: number): boolean {
  if (value === null || typeof value !== 'object') return false;
  return levels === 0 || Object.values(value).some((child) => deeperThan(child, levels - 1));
}
