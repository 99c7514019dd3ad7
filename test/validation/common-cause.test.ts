import { describe, expect, test } from 'vitest';
import { flatTerrain } from '../../src/engine/earth/index.js';
import type { ResolvedScenario } from '../../src/engine/scenario/index.js';
import { LIFE, STATE_WIDTH } from '../../src/engine/simulation/air-objects.js';
import type { Engagement } from '../../src/engine/simulation/fire-units.js';
import { makeWorld } from '../../src/engine/simulation/index.js';
import { resolve } from '../../src/engine/simulation/resolve.js';
import type { TrackNumber } from '../../src/engine/types/index.js';
import { layeredLeakage } from '../../src/engine/weapon/index.js';
import { resolveText } from '../fixtures/anatolia.js';
import { projectText } from '../fixtures/scenario.js';

/**
 * Two batteries, one before the other, whose interceptors kill a cruise missile with 0.6. The real worlds of many
 * replications draw their causes; in each, one interceptor of each battery is put where the missile is, and the phase
 * that resolves meetings does the rest.
 */
const base = resolveText(projectText('scenarios/gallery/weapon-common-cause.yaml'));
const P = 0.6;
const REPLICATIONS = 3000;
const assets = { terrain: flatTerrain() };

type Cause = ResolvedScenario['commonCauses'][number];
const cause = (part: Cause['part'], probability: number, factor: number): ResolvedScenario => ({
  ...base,
  commonCauses: [{ id: 'cause', kind: 'badBatch', part, probability, factor }],
});

/** Share of the replications in which the missile lives through both layers, and through each alone. */
function leakage(scenario: ResolvedScenario): { both: number; outer: number; inner: number } {
  const alive = { both: 0, outer: 0, inner: 0 };
  for (let replication = 0; replication < REPLICATIONS; replication++) {
    for (const layers of ['both', 'outer', 'inner'] as const) {
      const world = makeWorld(scenario, assets, { seed: 7, replication });
      const { objects } = world;
      objects.life[0] = LIFE.airborne;
      for (const battery of world.batteries) {
        if (layers !== 'both' && battery.id !== layers) continue;
        const kind = battery.kinds[0];
        const engagement: Engagement = {
          battery,
          track: 1 as TrackNumber,
          targetClass: 'cruiseMissile',
          preset: kind.preset,
          interceptor: kind.interceptor,
          site: kind.sites[0],
          causes: kind.causes,
          orderedAt: 0,
          toLaunch: 0,
          inFlight: 1,
          fired: true,
          killed: false,
          until: 0,
        };
        const aim = objects.state.slice(0, 3);
        world.inFlight.push({
          engagement,
          serial: 0,
          launchTime: 0,
          aim,
          meetTime: 0,
          released: true,
          lit: false,
          trackSigma: 50,
        });
      }
      expect(objects.state[STATE_WIDTH - 1]).toBe(0);
      resolve(world);
      if (objects.life[0] === LIFE.airborne) alive[layers]++;
    }
  }
  const share = (count: number): number => count / REPLICATIONS;
  return { both: share(alive.both), outer: share(alive.outer), inner: share(alive.inner) };
}

/** Three standard errors of a share. */
const within = (share: number): number => 3 * Math.sqrt((share * (1 - share)) / REPLICATIONS);

describe('leakage through two layers', () => {
  test('is the product of what each lets through when their failures are independent', () => {
    const { both, outer, inner } = leakage({ ...base, commonCauses: [] });
    expect(Math.abs(both - 0.16)).toBeLessThan(within(0.16));
    expect(Math.abs(both - outer * inner)).toBeLessThan(within(0.16));
  });

  test('is more than the product when one cause spoils both: (1 − c)(1 − p)² + c(1 − fp)²', () => {
    const { both, outer, inner } = leakage(cause('all', 0.3, 0.1));
    const expected = 0.7 * 0.4 * 0.4 + 0.3 * 0.94 * 0.94;
    expect(layeredLeakage([P, P], 0.3, 0.1)).toBeCloseTo(expected, 12);
    expect(Math.abs(both - expected)).toBeLessThan(within(expected));
    const alone = layeredLeakage([P], 0.3, 0.1);
    expect(Math.abs(outer - alone)).toBeLessThan(within(alone));
    expect(Math.abs(inner - alone)).toBeLessThan(within(alone));
    expect(both).toBeGreaterThan(outer * inner + within(expected));
  });

  test('is a product again when each battery has the cause or has it not for itself', () => {
    const { both } = leakage(cause('fireUnit', 0.3, 0.1));
    const alone = layeredLeakage([P], 0.3, 0.1);
    expect(Math.abs(both - alone * alone)).toBeLessThan(within(alone * alone));
  });

  test('two batteries with one batch of interceptors share its fault', () => {
    const { both } = leakage(cause('interceptor', 0.3, 0.1));
    const expected = layeredLeakage([P, P], 0.3, 0.1);
    expect(Math.abs(both - expected)).toBeLessThan(within(expected));
  });
});
