import { describe, expect, test } from 'vitest';
import { parseSmall, SMALL, shippedCatalogue, smallDocument, testContext } from '../../../test/fixtures/scenario.js';
import { flatTerrain } from '../earth/index.js';
import { quantile } from '../math/index.js';
import { applyPatches, formatIssue, resolveScenario } from '../scenario/index.js';
import { STATE_WIDTH } from './air-objects.js';
import { makeWorld, runScenario, stepWorld } from './index.js';

/** One fighter that weaves at 4 g or so before one radar, and one that flies straight on. */
const WEAVING = `${SMALL.slice(0, SMALL.indexOf('flights:'))}flights:
  - id: weaver
    preset: f16-class
    allegiance: friendly
    startS: 0
    transponder: friend
    route:
${Array.from({ length: 12 }, (_, k) => `      - { latDeg: ${39 + 0.06 * k}, lonDeg: ${33.5 + (k % 2) * 0.12}, altitudeM: 8000, speedMps: 250 }`).join('\n')}
  - id: straight
    preset: f16-class
    allegiance: friendly
    startS: 0
    transponder: friend
    route:
      - { latDeg: 39, lonDeg: 32, altitudeM: 8000, speedMps: 220 }
      - { latDeg: 40.3, lonDeg: 32.2, altitudeM: 8000, speedMps: 220 }
`.replace('source: etopo5', 'source: none');

const KINDS = ['constantVelocity', 'modeBank', 'assembled'] as const;
const assets = { terrain: flatTerrain() };

function scenarioWith(kind: string, more: Record<string, string | number | boolean> = {}) {
  const patches = { durationS: 300, 'commandPosts[post].tracker.kind': kind, ...more };
  const patched = applyPatches(smallDocument(WEAVING), patches, testContext());
  if (patched.issues) throw new Error(patched.issues.map(formatIssue).join('\n'));
  return resolveScenario(patched.value, shippedCatalogue());
}

/** Share of the time in which the post has a track of each object, and the median distance of its tracks from it, m. */
function follow(kind: string): { held: Map<string, number>; error: Map<string, number> } {
  const world = makeWorld(scenarioWith(kind), assets, { seed: 1 });
  const distances = new Map<string, number[]>();
  const held = new Map<string, number>();
  while (world.tick < world.ticks) {
    stepWorld(world);
    const { tracker, origins } = world.focus;
    const { table } = tracker;
    const now = world.time - world.stepS;
    const holds = new Set<string>();
    for (let row = 0; row < table.count; row++) {
      const object = table.confirmed[row] === 1 ? origins[table.number[row]] : -1;
      if (object < 0) continue;
      const { id } = world.objects.flights[object];
      holds.add(id);
      const square = [0, 1, 2].reduce((total, k) => {
        const at = table.state[6 * row + k] + (now - table.time[row]) * table.state[6 * row + 3 + k];
        const off = at - world.objects.state[STATE_WIDTH * object + k];
        return total + off * off;
      }, 0);
      distances.set(id, [...(distances.get(id) ?? []), Math.sqrt(square)]);
    }
    for (const id of holds) held.set(id, (held.get(id) ?? 0) + 1 / world.ticks);
  }
  return {
    held,
    error: new Map([...distances].map(([id, list]) => [id, quantile(Float64Array.from(list).sort(), 0.5)])),
  };
}

describe('a command post’s tracker', () => {
  test('of every kind gives the same run for the same seed', () => {
    const digests = KINDS.map((kind) => runScenario(scenarioWith(kind), assets, { seed: 5 }).digest);
    expect(KINDS.map((kind) => runScenario(scenarioWith(kind), assets, { seed: 5 }).digest)).toEqual(digests);
    expect(new Set(digests).size).toBe(3);
  });

  test('is the fast one where the scenario says nothing', () => {
    const silent = applyPatches(smallDocument(WEAVING), { durationS: 300 }, testContext()).value;
    expect(silent && runScenario(resolveScenario(silent, shippedCatalogue()), assets, { seed: 5 }).digest).toBe(
      runScenario(scenarioWith('constantVelocity'), assets, { seed: 5 }).digest,
    );
  });

  test('of every kind follows the same flights, and the bank of modes one that weaves more closely', () => {
    const [fast, bank, assembled] = KINDS.map(follow);
    for (const { held } of [fast, bank, assembled]) {
      expect(held.get('straight-01')).toBeGreaterThan(0.8);
      expect(held.get('weaver-01')).toBeGreaterThan(0.65);
    }
    expect(bank.error.get('weaver-01')).toBeLessThan(0.85 * (fast.error.get('weaver-01') as number));
  });

  test('reads no address of a transponder unless it is asked to', () => {
    for (const kind of ['modeBank', 'assembled']) {
      const { tracker } = scenarioWith(kind).commandPosts.find(({ id }) => id === 'post')!;
      expect(tracker).toMatchObject({ kind, identity: { use: false } });
    }
  });
});

describe('what a scenario says of trackers', () => {
  const told = (tracker: string): string =>
    (parseSmall(SMALL.replace('  - id: centre\n', `    tracker: ${tracker}\n  - id: centre\n`)).issues ?? [])
      .map(formatIssue)
      .join('\n');

  test('an unknown key or word is told with its place and the nearest valid name', () => {
    expect(told('{ kind: modeBank, modeBank: { ceilngM: 90000 } }')).toBe(
      '✖ unknown key ‘ceilngM’; did you mean ceilingM? (SCN-008)\n  → small.yaml:17:44 commandPosts[0].tracker.modeBank.ceilngM',
    );
    expect(told('{ kind: modebank }')).toContain('did you mean modeBank? (SCN-012)\n  → small.yaml:17:22');
  });

  test('settings without a kind are refused: the kind that needs no naming has none', () => {
    expect(told('{ modeBank: { ceilingM: 90000 } }')).toContain(
      'kind is missing: a tracker with settings names the kind that reads them (SCN-007)',
    );
    expect(told('{}')).toBe('');
  });

  test('the list of assumptions has each default that the chosen kind reads, and no other', () => {
    const defaultsOf = (kind: string): string[] =>
      scenarioWith(kind).assumptions.flatMap(({ path, origin }) =>
        origin === 'default' && path.includes('.tracker.') ? [path.replace('commandPosts[].tracker.', '')] : [],
      );
    expect(defaultsOf('constantVelocity')).toEqual(['kind']);
    const bank = defaultsOf('modeBank');
    expect(bank).toContain('modeBank.ceilingM');
    expect(bank).toContain('identity.use');
    expect(bank.filter((path) => path.startsWith('deletion.'))).toEqual([]);
    const assembled = defaultsOf('assembled');
    expect(assembled).toContain('association.method');
    expect(assembled).toContain('filter.models');
    expect(assembled.filter((path) => path.startsWith('modeBank.'))).toEqual([]);
  });
});
