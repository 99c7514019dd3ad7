import type { ResolvedScenario } from '../engine/scenario/index.js';
import type { RunResult } from '../engine/simulation/index.js';
import { MEASURES } from '../engine/types/index.js';
import { formatNumber } from '../study/index.js';
import { tellTimeline } from './timeline.js';
import { capital } from './words.js';

/** One scenario of the gallery, run once. */
export interface GalleryRun {
  /** Its file's name without an ending, and its id. */
  readonly name: string;
  readonly description: string;
  readonly scenario: ResolvedScenario;
  /** With its events. */
  readonly run: RunResult;
}

/** Parts of the gallery by the first word of a file's name, in the order of the index, and the page of their model. */
const PARTS: readonly (readonly [prefix: string, title: string, model?: string])[] = [
  ['basic', 'Beginnings', 'simulation'],
  ['net', 'Network: standing together and alone', 'network'],
  ['id', 'Identification', 'identification'],
  ['threat', 'Threats: what comes', 'motion-and-signature'],
  ['doctrine', 'Doctrine', 'command'],
  ['control', 'Control: who decides', 'command'],
  ['coop', 'Cooperation', 'command'],
  ['layered', 'Layers', 'command'],
  ['assignment', 'Weapon assignment', 'command'],
  ['posture', 'Posture and readiness', 'posture'],
  ['emcon', 'Emission control', 'posture'],
  ['arm', 'Missiles that home on radars', 'posture'],
  ['weapon', 'Fire units and interceptors', 'weapon'],
  ['traffic', 'Civil and friendly traffic', 'motion-and-signature'],
  ['case', 'Cases from the public record'],
];

/** Longer timelines are cut in the middle: the command tells the whole. */
const MOST_LINES = 40;
const LAST_LINES = 8;

/** The first word of a name. */
const prefixOf = (name: string): string => name.split('-')[0];

/** The timeline of a run, its middle left out where it is long. */
export function keyLines({ scenario, run }: Pick<GalleryRun, 'scenario' | 'run'>): string[] {
  const lines = tellTimeline(run.events, scenario.stepS);
  if (lines.length <= MOST_LINES) return lines;
  const first = lines.slice(0, MOST_LINES - LAST_LINES);
  return [...first, `… ${lines.length - MOST_LINES} lines more …`, ...lines.slice(-LAST_LINES)];
}

/** Measures that tell something: neither zero nor never. */
export function keyMeasures({ measures }: RunResult): [id: string, value: string, meaning: string][] {
  return MEASURES.flatMap(({ id, unit, meaning }): [string, string, string][] => {
    const value = measures[id];
    if (value === 0 || value === null || value === undefined) return [];
    return [[id, `${formatNumber(value)}${unit === '1' ? '' : ` ${unit}`}`, meaning]];
  });
}

/** The scenario's page, Markdown. */
export function galleryPage(entry: GalleryRun): string {
  const { name, description, scenario, run } = entry;
  const model = PARTS.find(([prefix]) => prefix === prefixOf(name))?.[2];
  const links = [
    '[all of the gallery](README.md)',
    `[the scenario’s file](../../scenarios/gallery/${name}.yaml)`,
    ...(model ? [`[the model](../models/${model}.md)`] : []),
  ];
  const measures = keyMeasures(run).map(([id, value, meaning]) => `| \`${id}\` | ${value} | ${meaning} |`);
  return `# ${scenario.title}

${description.trim()}

![Map and time axis of the run](${name}.svg)

\`\`\`sh
npx parapet run scenarios/gallery/${name}.yaml --timeline
\`\`\`

\`\`\`text
${keyLines(entry).join('\n')}
\`\`\`

| measure | value | meaning |
|---|---|---|
${measures.join('\n')}

One run at nominal values with seed 1, digest \`${run.digest}\`: it shows how things happen, not how often.

${links.join(' · ')}
`;
}

/** The index of the gallery, Markdown: parts in their order, then parts that nobody named. */
export function galleryIndex(entries: readonly Omit<GalleryRun, 'run'>[]): string {
  const others = [...new Set(entries.map(({ name }) => prefixOf(name)))]
    .filter((prefix) => !PARTS.some(([known]) => known === prefix))
    .sort();
  const parts = [...PARTS, ...others.map((prefix) => [prefix, capital(prefix)] as const)];
  const sections = parts.flatMap(([prefix, title]) => {
    const own = entries.filter(({ name }) => prefixOf(name) === prefix);
    if (own.length === 0) return [];
    const rows = own.map(
      ({ name, description, scenario }) =>
        `| [<img src="${name}.svg" width="260" alt="">](${name}.md) | <strong>[${scenario.title}](${name}.md)</strong><br>${description.trim().replace(/\s+/g, ' ')} |`,
    );
    return [`## ${title}\n\n| | |\n|---|---|\n${rows.join('\n')}\n`];
  });
  return `# Gallery

One small scenario for each behaviour, with a picture of its run. Every one can be run, changed and argued with:
\`npx parapet run scenarios/gallery/NAME.yaml --timeline\`. Sites, orders of battle and traffic are invented, and
authors placed what flies: nothing here plans an attack or a route through defences. These pages are
made by \`npm run gallery\`; a test compares them with what the scenarios do.

${sections.join('\n')}`;
}
