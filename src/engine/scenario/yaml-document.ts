import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  Parser,
  visit,
  type YAMLMap,
} from 'yaml';
import { type ErrorCode, type Issue, MOST_ISSUES, type Parsed, sortIssues } from './errors.js';
import { issuesFromZod, type Locate } from './schema-issue.js';
import type { Schema } from './walk.schema.js';

/** Largest input file. */
export const LARGEST_FILE_BYTES = 5_000_000;
/** Deepest nesting: a valid scenario or preset needs about 8. */
export const DEEPEST_NESTING = 64;
/** Most words, marks and spaces that YAML's lexer may find: about 8000 entries of a scenario, read in a second or so. */
const MOST_LEXEMES = 500_000;
/** Guard against alias bombs: most nodes that one anchor may be expanded to (the yaml package's own default). */
const MOST_ALIASES = 100;

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
    return { code, message, file, line: Math.max(1, line), column: Math.max(1, col), path: '' };
  };
  const bytes = utf8Length(text);
  if (bytes > LARGEST_FILE_BYTES) {
    return { issues: [issue('SCN-001', `a file may hold 5 MB; got ${(bytes / 1e6).toFixed(2)} MB`)] };
  }

  // The composer recurses, so tokens are counted first: its stack must never be at the mercy of the input.
  const parser = new Parser(lines.addNewLine);
  const tokens = [];
  lines.addNewLine(0);
  let offset = 0;
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    offset = Math.min(text.length, offset + lexeme.length);
    if (++lexemes > MOST_LEXEMES) {
      return { issues: [issue('SCN-001', `a file may hold ${MOST_LEXEMES} words and marks; here are more`, offset)] };
    }
    if (parser.stack.length > DEEPEST_NESTING) {
      return {
        issues: [issue('SCN-004', `nesting may be ${DEEPEST_NESTING} levels deep; here it goes deeper`, offset)],
      };
    }
  }
  for (const token of parser.end()) tokens.push(token);

  const composer = new Composer({ lineCounter: lines, prettyErrors: false, logLevel: 'error', uniqueKeys: false });
  const [document, ...others] = [...composer.compose(tokens, true, text.length)];
  const issues = [...document.errors, ...document.warnings]
    .slice(0, MOST_ISSUES)
    .map((error) => issue('SCN-002', `not valid YAML: ${error.message}`, error.pos[0]));
  // Not left to the composer, which compares each key of a mapping with all before it.
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<string>();
      for (const { key } of items) {
        const name = nameOfKey(key);
        if (seen.has(name)) issues.push(issue('SCN-006', `key ‘${name}’ is given twice`, rangeStart(key)));
        seen.add(name);
      }
    },
  });
  if (others.length > 0) issues.push(issue('SCN-030', 'a file holds one document', others[0].range?.[0]));
  if (issues.length > 0) return { issues: sortIssues(issues) };

  try {
    const raw: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    if (raw === null || typeof raw !== 'object' || Array.isArray(raw)) {
      return { issues: [issue('SCN-010', 'the file must hold a mapping of keys to values')] };
    }
    if (deeperThan(raw, DEEPEST_NESTING)) {
      return { issues: [issue('SCN-004', `aliases nest deeper than ${DEEPEST_NESTING} levels, or in themselves`)] };
    }
    return { value: { raw, locate: makeLocate(document, lines, file) } };
  } catch (error) {
    // The yaml package throws here for exactly two reasons: an alias bomb, or an alias without its anchor.
    return { issues: [issue('SCN-003', `aliases cannot be expanded: ${(error as Error).message}`)] };
  }
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
  const message = `format version must be ${FORMAT_VERSION}, which is what this release reads; got ${String(parapet)}`;
  return { code: 'SCN-005', message, ...locate(['parapet']), path: 'parapet' };
}

const nameOfKey = (key: unknown): string => (isScalar(key) ? String(key.value) : String(key));

const rangeStart = (node: unknown): number | undefined => (node as { range?: readonly number[] } | null)?.range?.[0];

function makeLocate(document: Document.Parsed, lines: LineCounter, file: string): Locate {
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
      if (isAlias(node)) node = node.resolve(document);
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
