import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ResolvedScenario } from '../../src/engine/scenario/index.js';
import { runScenario } from '../../src/engine/simulation/index.js';
import { EVENT_KINDS, type EventKind, MEASURES, NOTES } from '../../src/engine/types/index.js';
import { tellTimeline } from '../../src/report/index.js';
import { anatolia, raidMinutes, terrain } from '../fixtures/anatolia.js';

/** What a golden file holds: the digest, and a summary by which a reader sees what moved. */
interface Golden {
  readonly about: string;
  readonly digest: string;
  /** Measure → value with its unit, every digit. */
  readonly measures: Readonly<Record<string, string>>;
  /** Kind of event → how many. */
  readonly events: Readonly<Record<string, number>>;
  /** The first ten lines of the engagement in words. */
  readonly engagement: readonly string[];
}

/** Set to rewrite the files: `npm run golden`. */
const UPDATE = process.env.UPDATE_GOLDEN === '1';

const ENGAGEMENT: ReadonlySet<EventKind> = new Set<EventKind>([
  'engagementOrdered',
  'interceptorLaunched',
  'launchAborted',
  'intercept',
  'engagementAssessed',
  'placeStruck',
  'objectDestroyed',
]);

function summarise(about: string, scenario: ResolvedScenario): Golden {
  const run = runScenario(scenario, { terrain }, { seed: 1, replication: 0, record: { events: true } });
  const withUnit = (value: number | null, unit: string): string =>
    value === null ? 'never' : `${value}${unit === '1' ? '' : ` ${unit}`}`;
  return {
    about,
    digest: run.digest,
    measures: Object.fromEntries(MEASURES.map(({ id, unit }) => [id, withUnit(run.measures[id], unit)])),
    // Reasons why nothing is fired are told beside the digest, in words that may change with no run behind them.
    events: Object.fromEntries(
      EVENT_KINDS.filter((kind) => !NOTES.has(kind)).map((kind) => [
        kind,
        run.events.filter((event) => event.kind === kind).length,
      ]),
    ),
    engagement: tellTimeline(
      run.events.filter(({ kind }) => ENGAGEMENT.has(kind)),
      scenario.stepS,
    ).slice(0, 10),
  };
}

/** What moved between two summaries, a line each. */
function moved(before: Golden, now: Golden): string[] {
  const lines: string[] = [];
  const compare = (label: string, a: unknown, b: unknown): void => {
    if (a !== b) lines.push(`  ${label}: ${a ?? 'nothing'} → ${b ?? 'nothing'}`);
  };
  for (const part of ['measures', 'events'] as const) {
    const keys = new Set([...Object.keys(before[part]), ...Object.keys(now[part])]);
    // A kind of event that was not told of before did not happen.
    const none = part === 'events' ? 0 : undefined;
    for (const key of keys) compare(`${part} ${key}`, before[part][key] ?? none, now[part][key] ?? none);
  }
  for (let i = 0; i < Math.max(before.engagement.length, now.engagement.length); i++) {
    compare(`engagement line ${i + 1}`, before.engagement[i], now.engagement[i]);
  }
  return lines;
}

const CHANGELOG = 'A digest that moves needs a line in CHANGELOG.md: users compare digests.';

/** Empty if nothing moved, otherwise what did and what to do. */
function complaint(name: string, before: Golden, now: Golden): string {
  const lines = moved(before, now);
  if (before.digest === now.digest && lines.length === 0) return '';
  const head =
    before.digest === now.digest
      ? `${name}: the digest stands, but its summary reads otherwise:`
      : lines.length === 0
        ? `${name}: the digest moved, ${before.digest} → ${now.digest}; no measure, count or line shows it.`
        : `${name}: the digest moved, ${before.digest} → ${now.digest}, and with it:`;
  const remedy = `If that is meant: npm run golden, then look at the difference. ${CHANGELOG}`;
  return [head, ...lines, remedy].join('\n');
}

const CASES: readonly (readonly [name: string, about: string, scenario: () => ResolvedScenario])[] = [
  ['anatolia', 'scenarios/anatolia.yaml, seed 1, nominal values', () => anatolia()],
  ['anatolia-drawn', 'scenarios/anatolia.yaml, seed 1, values of replication 0', () => anatolia({}, 0)],
  [
    'anatolia-isolated',
    'scenarios/anatolia.yaml, seed 1, nominal values, without the link to the alliance (links[cue].enabled false)',
    () => anatolia({ 'links[cue].enabled': false }),
  ],
  ['raid-minutes', 'ten minutes of scenarios/anatolia.yaml from 2200 s on, seed 1, nominal values', raidMinutes],
];

describe('a golden run gives the digest and the summary that are on record', () => {
  test.each(CASES)('%s', (name, about, scenario) => {
    const file = new URL(`${name}.json`, import.meta.url);
    const now = summarise(about, scenario());
    if (UPDATE) writeFileSync(file, `${JSON.stringify(now, null, 2)}\n`);
    const message = complaint(name, JSON.parse(readFileSync(file, 'utf8')) as Golden, now);
    if (message !== '') expect.fail(message);
  });
});

describe('a run that is not the recorded one', () => {
  const before: Golden = {
    about: 'a case',
    digest: '00',
    measures: { leakers: '3', gospaM: '900 m' },
    events: { intercept: 2 },
    engagement: ['00:10  post orders fire at track 1'],
  };

  test('is told by the measures, counts and lines that moved, and asks for a line in the changelog', () => {
    const now: Golden = { ...before, digest: '01', measures: { leakers: '4', gospaM: '900 m' }, engagement: [] };
    const told = complaint('case', before, now);
    expect(told).toContain('the digest moved, 00 → 01');
    expect(told).toContain('measures leakers: 3 → 4');
    expect(told).not.toContain('gospaM');
    expect(told).toContain('engagement line 1: 00:10  post orders fire at track 1 → nothing');
    expect(told).toContain('CHANGELOG.md');
  });

  test('is told even where nothing in the summary shows it', () => {
    expect(complaint('case', before, { ...before, digest: '01' })).toContain('no measure, count or line shows it');
    expect(complaint('case', before, before)).toBe('');
  });
});
