import { z } from 'zod';
import { trackerConfigSchema } from '../tracker/assembly/tracker-config.schema.js';
import { PRESET_KINDS, presetSchema, SPEC_SCHEMAS } from './catalogue.schema.js';
import { ERRORS } from './errors.js';
import { scenarioSchema } from './scenario.schema.js';
import { trackFileSchema } from './track-file.schema.js';
import { allowedText, defaultOf, isOptional, leafFacts, leavesOf, meaningOf, schemaAt } from './walk.schema.js';

export interface GeneratedFile {
  /** From the root of the project. */
  readonly path: string;
  readonly text: string;
}

/** What editors and people read of the formats, made from the schemas that check them. */
export function generatedDocuments(studySchema: z.ZodType): GeneratedFile[] {
  const preset = z.union(PRESET_KINDS.map((kind) => presetSchema(kind)));
  return [
    { path: 'docs/schema/scenario.schema.json', text: editorSchema(scenarioSchema, 'Parapet scenario') },
    { path: 'docs/schema/study.schema.json', text: editorSchema(studySchema, 'Parapet study') },
    { path: 'docs/schema/tracker.schema.json', text: editorSchema(trackerConfigSchema, 'Parapet tracker') },
    { path: 'docs/schema/track.schema.json', text: editorSchema(trackFileSchema, 'Parapet tracking of a recording') },
    { path: 'docs/schema/preset.schema.json', text: editorSchema(preset, 'Parapet preset') },
    { path: 'docs/scenario-format.md', text: formatPage(studySchema) },
    { path: 'docs/errors.md', text: errorsPage() },
  ];
}

/** JSON Schema of what is written, with defaults left out of what is required. */
function editorSchema(schema: z.ZodType, title: string): string {
  return `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: 'input' }) }, null, 2)}\n`;
}

function formatPage(studySchema: z.ZodType): string {
  const kinds = PRESET_KINDS.map(
    (kind) =>
      `### ${kind}\n\n${table(SPEC_SCHEMAS[kind], ['value', 'unit or words', 'meaning'], presetRow(SPEC_SCHEMAS[kind]))}`,
  );
  return `# File formats

This page is made from the schemas that check the files (\`node scripts/make-schemas.mjs\`). Units are part of a key’s
name; ids are small letters, digits and hyphens. Editors check files as you type with
\`# yaml-language-server: $schema=../docs/schema/scenario.schema.json\` on a file’s first line. Errors are explained in
[errors](errors.md).

## Scenario

Overrides hold any part of the preset’s values (see the presets below) and are fixed in every replication. A value that
is required has no default; each default that a file relies on is listed in the manifest of a run.

${table(scenarioSchema, ['key', 'allowed', 'default', 'meaning'], rowOf(scenarioSchema))}
### How entries of traffic become objects

\`count\` objects are made from one entry, called \`id-01\`, \`id-02\` and so on. Object i starts \`i × spacingS\` after
the first. \`lateralSpacingKm\` sets routes side by side, evenly about the route given: each point moves across the line
from the point before to the point after it. With a \`target\` the last point stays, so that all come to the same place.
A \`formation\` sets them in its own places instead, \`waves\` repeat the entry, numbers running on. What an object lets go is
called \`id-01-release-01\`, what a missile comes apart into \`id-01-body-01\`; generated flights \`airway-out-001\` and
\`airway-back-001\`, recorded ones \`adsb-\` and their address. [Threats and traffic](models/threats.md) tells the rest.

## Changing one assumption

\`--set path=value\` and the variants of a study change single values. List elements are addressed by their id, or by
number from 0 where they have none: \`links[cue].enabled\`, \`commandPosts[s400-cp].iff\`, \`terrain.source\`,
\`fireUnits[battery].launchers[0].count\`. \`catalogue.PRESET.VALUE\` changes a preset for all who use it, for example
\`catalogue.f35-class.signature.bands.S.frontM2\`.

## Preset

A preset \`x\` lives in \`catalogue/x.yaml\` with \`parapet: 1\`, \`id\`, \`kind\`, \`title\`, \`note\` and \`values\`.
Every value is a mapping \`{value, low, high, distribution, sources, note}\`; a bare number is an error. Distributions are
fixed, uniform, triangular, logUniform and logTriangular (the value is the mode of a triangle). Sources are keys into
\`catalogue/bibliography.yaml\`; a value without one has a note that starts with “assumed”. Each replication of a study
draws every uncertain value once, keyed by preset and value alone, so that all variants share it.

${kinds.join('\n')}
## Tracker

What a tracker is put together from ([association](models/tracking-association.md)). \`kind\` decides what is read:
\`modeBank\` the group of that name and \`identity.use\`, \`assembled\` all others. \`filter.models\` has a default list,
from which the whole list is replaced when it is given. A command post’s \`tracker\` has one more kind, without settings,
which it takes if it has no tracker: \`constantVelocity\`, the fast one of [tracking](models/tracking.md).

${table(trackerConfigSchema, ['key', 'allowed', 'default', 'meaning'], rowOf(trackerConfigSchema))}
## Study

${table(studySchema, ['key', 'allowed', 'default', 'meaning'], rowOf(studySchema))}`;
}

type Row = (path: string, schema: z.ZodType) => string[] | undefined;

function table(schema: z.ZodType, head: readonly string[], row: Row): string {
  const rows = leavesOf(schema).flatMap(({ path, schema: leaf }) => {
    const cells = row(path, leaf);
    return cells ? [line(cells)] : [];
  });
  return `${line(head)}${line(head.map(() => '---'))}${rows.join('')}`;
}

const line = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;

/** A row of a file's table; `root` is the file's schema. */
const rowOf =
  (root: z.ZodType): Row =>
  (path, schema) => {
    // Overrides repeat a preset's values, a post's tracker the table of trackers: one row stands for them.
    const inside = /^(.*\boverrides|commandPosts\[\]\.tracker)\.(.*)$/.exec(path);
    if (inside) {
      const [, owner, value] = inside;
      const whole = schemaAt(root, keysOfPath(owner))!;
      const meaning = owner.endsWith('overrides') ? 'values that replace the preset’s' : meaningOf(whole);
      return leavesOf(whole)[0].path === value ? [`\`${owner}\``, 'mapping', 'optional', meaning] : undefined;
    }
    const facts = leafFacts(schema);
    const allowed = facts ? allowedText(facts) : 'number, word, true or false';
    return [`\`${path}\``, allowed, whenMissing(root, path, schema), meaningOf(schema)];
  };

function whenMissing(root: z.ZodType, path: string, schema: z.ZodType): string {
  const standard = defaultOf(schema);
  if (standard !== undefined) return defaultText(standard);
  if (isOptional(schema)) return 'optional';
  const keys = keysOfPath(path);
  for (let depth = keys.length - 1; depth > 0; depth--) {
    const owner = schemaAt(root, keys.slice(0, depth));
    const name = keys[depth - 1];
    if (owner && typeof name === 'string' && isOptional(owner)) return `required in ${name}`;
  }
  return 'required';
}

const defaultText = (value: unknown): string =>
  typeof value === 'number'
    ? String(Number(value.toPrecision(6)))
    : value === null
      ? 'null'
      : typeof value === 'object'
        ? 'empty'
        : String(value);

const keysOfPath = (path: string): (string | number)[] =>
  [...path.matchAll(/\[\]|[^.[\]]+/g)].map(([key]) => (key === '[]' ? 0 : key));

/** A row of a preset's table; `root` is the schema of its kind. */
const presetRow =
  (root: z.ZodType): Row =>
  (path, schema) => {
    const facts = leafFacts(schema)!;
    const missing = whenMissing(root, path, schema);
    return [`\`${path}\``, `${allowedText(facts)}${missing === 'required' ? '' : `; ${missing}`}`, facts.meaning];
  };

function errorsPage(): string {
  const rows = Object.entries(ERRORS).map(([code, [title, remedy]]) => `## ${code}: ${title}\n\n${remedy}\n`);
  return `# Errors in input files

Every mistake in a file is told with its code, its place (file, line, column and path), what is allowed and what was
given; all mistakes of a file come together, and the exit code is 2. What is legal but surely unintended is told in the
same form with ⚠ on standard error, and the work goes on: its title here ends in “(warning)”. This page is made from
\`src/engine/scenario/errors.ts\`.

\`\`\`text
✖ sensor instrumented range must be 1–1000 km; got 0.5 km (SCN-014)
  → scenarios/coast.yaml:41:17 sensors[2].overrides.instrumentedRangeKm
\`\`\`

${rows.join('\n')}`;
}
