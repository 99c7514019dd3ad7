import { describe, expect, test } from 'vitest';
import { flatTerrain } from '../../src/engine/earth/index.js';
import type { ResolvedScenario } from '../../src/engine/scenario/index.js';
import { LIFE, STATE_WIDTH } from '../../src/engine/simulation/air-objects.js';
import type { Battery, Engagement, InterceptorInFlight } from '../../src/engine/simulation/fire-units.js';
import { makeWorld } from '../../src/engine/simulation/index.js';
import { resolve } from '../../src/engine/simulation/resolve.js';
import type { TrackNumber } from '../../src/engine/types/index.js';
import { layeredLeakage } from '../../src/engine/weapon/index.js';
import { resolveText } from '../fixtures/anatolia.js';
import { projectText } from '../fixtures/scenario.js';

/**
 * Two batteries, one before the other, whose interceptors kill a cruise missile with 0.6. The worlds of many replications
 * draw their causes; in each, interceptors are put where three missiles are, and the phase that resolves meetings does
 * the rest: both batteries fire at the first missile, each alone at one of the others.
 */
const resolved = resolveText(projectText('scenarios/gallery/weapon-common-cause.yaml'));
const base: ResolvedScenario = { ...resolved, sensors: [], flights: resolved.flights.slice(0, 3) };
const TARGETS = { outer: [0, 1], inner: [0, 2] } as const;
const P = 0.6;
const REPLICATIONS = 1500;
const assets = { terrain: flatTerrain() };

type Cause = NonNullable<ResolvedScenario['commonCauses']>[number];
const cause = (part: Cause['part'], probability: number, factor: number): ResolvedScenario => ({
  ...base,
  commonCauses: [{ id: 'cause', kind: 'badBatch', part, probability, factor }],
});

const trackOf = (object: number): TrackNumber => (object + 1) as TrackNumber;

/** Share of the replications in which a missile lives through both layers, and through each alone. */
function leakage(scenario: ResolvedScenario): { both: number; outer: number; inner: number } {
  const alive = [0, 0, 0];
  for (let replication = 0; replication < REPLICATIONS; replication++) {
    const world = makeWorld(scenario, assets, { seed: 7, replication });
    const { objects, batteries } = world;
    for (const object of [0, 1, 2]) {
      objects.life[object] = LIFE.airborne;
      objects.state[object * STATE_WIDTH] = 6.4e6 + 1e5 * object;
    }
    for (const battery of batteries) {
      for (const object of TARGETS[battery.id as keyof typeof TARGETS]) world.inFlight.push(arriving(battery, object));
    }
    resolve(world);
    for (const object of [0, 1, 2]) if (objects.life[object] === LIFE.airborne) alive[object]++;
  }
  const [both, outer, inner] = alive.map((count) => count / REPLICATIONS);
  return { both, outer, inner };
}

/** An interceptor that meets its aim point now, where the object is. */
function arriving(battery: Battery, object: number): InterceptorInFlight {
  const [kind] = battery.kinds;
  const engagement: Engagement = {
    battery,
    post: battery.post,
    track: trackOf(object),
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
    basis: {
      despiteHold: false,
      superior: null,
      remote: -1,
      launchedOnRemote: false,
      mustAcquire: false,
      acquired: false,
      passed: false,
    },
  };
  const aim = Float64Array.of(6.4e6 + 1e5 * object, 0, 0);
  return { engagement, serial: 0, launchTime: 0, aim, meetTime: 0, released: true, lit: false, trackSigma: 50 };
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
