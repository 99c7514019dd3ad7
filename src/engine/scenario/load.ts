import { checkScenario, type ScenarioContext } from './check.js';
import { type Issue, type Parsed, sortIssues } from './errors.js';
import type { ScenarioFile } from './scenario.schema.js';
import { scenarioSchema } from './scenario.schema.js';
import { type Locate, valueAt } from './schema-issue.js';
import { readYaml, validate, type YamlText } from './yaml-document.js';

export type PatchValue = number | string | boolean | null;

/** A scenario that passed every check. Plain data, which can be sent to a thread. */
export interface ScenarioDocument {
  /** How messages name the file. */
  readonly file: string;
  readonly text: string;
  /** The file's data with its patches, without defaults. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** The same with defaults filled in. */
  readonly scenario: ScenarioFile;
  /** What is legal but surely unintended. */
  readonly warnings: readonly Issue[];
  /** Paths changed by `applyPatches` with their values, as written. */
  readonly sets: Readonly<Record<string, PatchValue>>;
  /** Values of the catalogue changed by it: `preset/leaf` → value. */
  readonly catalogueSets: Readonly<Record<string, number | string | boolean>>;
}

/** Reads a scenario: the document, or all that is wrong with it. `yaml` is the same text where it was already read. */
export function parseScenario(
  text: string,
  file: string,
  context: ScenarioContext,
  yaml: Parsed<YamlText> = readYaml(text, file),
): Parsed<ScenarioDocument> {
  if (yaml.issues) return yaml;
  return checkDocument({ file, text, sets: {}, catalogueSets: {} }, yaml.value.raw, yaml.value.locate, context);
}

/** Validates raw data as a scenario, whether fresh from a file or patched. */
export function checkDocument(
  rest: Omit<ScenarioDocument, 'raw' | 'scenario' | 'warnings'>,
  raw: unknown,
  locate: Locate,
  context: ScenarioContext,
): Parsed<ScenarioDocument> {
  const warnings: Issue[] = [];
  const parsed = validate({ raw, locate }, scenarioSchema, (yaml) => checkScenario(yaml, context, warnings));
  if (parsed.issues) return { issues: parsed.issues.map((issue) => tellPlainly(issue, raw)) };
  const told = sortIssues(warnings);
  return { value: { ...rest, raw: raw as Record<string, unknown>, scenario: parsed.value, warnings: told } };
}

/** Lists whose entries work for a command post, what one of them is called, and the code that says it names none. */
const SUBORDINATES = {
  sensors: ['radar', 'SCN-020', 'it reports to'],
  fireUnits: ['fire unit', 'SCN-185', 'that gives its orders'],
} as const;

/** Mistakes of the schema that deserve words of their own. */
function tellPlainly(issue: Issue, raw: unknown): Issue {
  const match = /^(sensors|fireUnits)\[(\d+)\]\.commandPost$/.exec(issue.path);
  if (match) {
    const list = match[1] as keyof typeof SUBORDINATES;
    const [what, code, role] = SUBORDINATES[list];
    const named = valueAt(raw, [list, Number(match[2]), 'commandPost']);
    if (named === undefined || named === null || named === '') {
      const id = valueAt(raw, [list, Number(match[2]), 'id']);
      const message = `${what} ${typeof id === 'string' ? `‘${id}’ ` : ''}must name the commandPost ${role}; it names none`;
      return { ...issue, code, message };
    }
  }
  if (/^flights\[\d+\]\.route$/.test(issue.path) && issue.code === 'SCN-013') {
    return { ...issue, code: 'SCN-021', message: issue.message.replace('entries', 'points') };
  }
  return issue;
}
