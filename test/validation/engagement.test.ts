import { describe, expect, test } from 'vitest';
import { flatTerrain } from '../../src/engine/earth/index.js';
import { runScenario } from '../../src/engine/simulation/index.js';
import { salvoKill, shootLookShoot } from '../../src/index.js';
import { resolveText } from '../fixtures/anatolia.js';

const P = 0.7;
const RAIDERS = 10;

/** Aircraft that come one by one at a post whose interceptors kill with 0.7 and whose looks never err. */
const scenario = (doctrine: string): string => `parapet: 1
name: one-by-one
title: Aircraft one by one
durationS: 1400
stepS: 1
terrain: { source: none, roughnessMarginM: 0 }
refractionFactor: 1.3333
focus: post
places:
  - { id: town, name: Town, latDeg: 38, lonDeg: 33, radiusKm: 2, valueUsd: 1.0e+9, defendedBy: [post] }
commandPosts:
  - id: post
    preset: patriot-control-station
    position: { latDeg: 38.01, lonDeg: 33 }
    doctrine:
      preset: point-defence
      overrides: { weaponsControl: free, assessmentErrorProbability: 0, ${doctrine} }
    posture: { initial: fullyOn }
sensors:
  - id: radar
    preset: patriot-mpq65
    commandPost: post
    role: engagement
    position: { latDeg: 38.01, lonDeg: 33 }
    boresightDeg: 90
fireUnits:
  - id: battery
    preset: patriot-fire-unit
    commandPost: post
    engagementSensor: radar
    position: { latDeg: 38.01, lonDeg: 33.01 }
    launchers:
      - { count: 16, tubes: 4, reloads: 0, interceptor: patriot-gemt, overrides: { killProbability: { fixedWing: ${P}, cruiseMissile: ${P} } } }
links: []
corridors: []
flights:
  - id: raid
    preset: su24-class
    allegiance: hostile
    count: ${RAIDERS}
    startS: 0
    spacingS: 80
    lateralSpacingKm: 0
    transponder: 'off'
    target: town
    route:
      - { latDeg: 38.2, lonDeg: 34.5, altitudeM: 6000, speedMps: 220 }
      - { latDeg: 38.0, lonDeg: 33.0, altitudeM: 5000, speedMps: 220 }
`;

/** Share of the aircraft killed and shots an aircraft, over so many runs, with the standard errors of both. */
function fight(doctrine: string, runs: number) {
  const resolved = resolveText(scenario(doctrine));
  const assets = { terrain: flatTerrain() };
  let killed = 0;
  const shots: number[] = [];
  for (let replication = 0; replication < runs; replication++) {
    const { events } = runScenario(resolved, assets, { seed: 11, replication, record: { events: true } });
    const at = new Map<string, number>();
    for (const { kind, subject } of events) {
      if (kind === 'objectDestroyed') killed++;
      if (kind === 'interceptorLaunched') at.set(subject as string, (at.get(subject as string) ?? 0) + 1);
    }
    shots.push(...at.values());
  }
  const trials = runs * RAIDERS;
  const mean = shots.reduce((sum, n) => sum + n, 0) / trials;
  const variance = shots.reduce((sum, n) => sum + (n - mean) ** 2, 0) / trials;
  const kill = killed / trials;
  return { kill, shots: mean, engaged: shots.length, trials, shotsError: Math.sqrt(variance / trials) };
}

/** Standard error of a share of trials. */
const shareError = (share: number, trials: number): number => Math.sqrt((share * (1 - share)) / trials);

describe('a battery in a run kills and spends what the formulas say', () => {
  test('a salvo of two at 0.7 kills with 0.91', () => {
    const { kill, shots, engaged, trials } = fight('method: salvo, salvo: { fixedWing: 2, cruiseMissile: 2 }', 30);
    expect(engaged).toBe(trials);
    expect(shots).toBe(2);
    expect(Math.abs(kill - salvoKill(P, 2))).toBeLessThan(3.5 * shareError(salvoKill(P, 2), trials));
  });

  test.each([
    ['shoot–look–shoot', 'method: shootLookShoot, salvo: { fixedWing: 1, cruiseMissile: 1 }, maximumSalvos: 2', [1, 1]],
    [
      'shoot–shoot–look–shoot',
      'method: shootShootLookShoot, salvo: { fixedWing: 1, cruiseMissile: 1 }, maximumSalvos: 2',
      [2, 1],
    ],
  ])('%s at 0.7', (_, doctrine, salvos) => {
    const formula = shootLookShoot(P, salvos);
    const { kill, shots, engaged, trials, shotsError } = fight(doctrine, 30);
    expect(engaged).toBe(trials);
    expect(Math.abs(kill - formula.kill)).toBeLessThan(3.5 * shareError(formula.kill, trials));
    expect(Math.abs(shots - formula.expectedShots)).toBeLessThan(3.5 * shotsError);
  });
});
