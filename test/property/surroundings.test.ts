import { describe, expect, test } from 'vitest';
import { flatTerrain } from '../../src/engine/earth/index.js';
import {
  type Patches,
  parseScenario,
  type ResolvedScenario,
  resolveScenario,
} from '../../src/engine/scenario/index.js';
import { requiredSnr, selfScreeningRange } from '../../src/engine/sensor/index.js';
import { makeWorld, stepWorld, unsensed } from '../../src/engine/simulation/index.js';
import { must, shippedCatalogue, testContext } from '../fixtures/scenario.js';

interface Case {
  /** Lines of the scenario: the environment. */
  readonly environment?: string;
  /** Overrides of the radar. */
  readonly overrides?: string;
  /** Lines of the flights. */
  readonly flights?: string;
  readonly durationS?: number;
  readonly patches?: Patches;
}

/** An airliner that comes in from 140 km north at 10 km, seen by one ground radar over a smooth earth. */
const AIRLINER = `  - id: liner
    preset: airliner
    allegiance: civil
    startS: 0
    transponder: civil
    route:
      - { latDeg: 41.3, lonDeg: 33, altitudeM: 10000, speedMps: 240 }
      - { latDeg: 40.1, lonDeg: 33, altitudeM: 10000, speedMps: 240 }
`;

const TRANSMITTER =
  'transmitter: { calibrates: false, peakPowerKw: 1000, pulseWidthUs: 50, coherentPulses: 1, gainTransmitDb: 36, gainReceiveDb: 36, noiseTemperatureK: 600, lossDb: 8 }';

function scenarioOf({
  environment = '',
  overrides = '',
  flights = AIRLINER,
  durationS = 300,
  patches = {},
}: Case): ResolvedScenario {
  const text = `parapet: 1
name: looks
title: Looks of one radar
durationS: ${durationS}
terrain: { source: none }
${environment}
focus: post
places: []
commandPosts:
  - id: post
    preset: s400-command-post
    position: { latDeg: 40, lonDeg: 33 }
    doctrine: { preset: area-defence }
    posture: { initial: fullyOn }
sensors:
  - id: radar
    preset: ground-surveillance
    commandPost: post
    role: surveillance
    position: { latDeg: 40, lonDeg: 33 }
    overrides: { falseAlarmsPerScan: 0${overrides === '' ? '' : `, ${overrides}`} }
fireUnits: []
links: []
flights:
${flights}`;
  const document = must(parseScenario(text, 'looks.yaml', testContext()));
  return resolveScenario(document, shippedCatalogue(), { patches });
}

/** Time and SNR of every report. */
function reportsOf(scenario: ResolvedScenario): { time: number; snr: number; objects: number }[] {
  const world = makeWorld(scenario, { terrain: flatTerrain() }, { seed: 3 });
  // To the second, so that a pair flies as a pair.
  world.objects.late.fill(0);
  const found: { time: number; snr: number; objects: number }[] = [];
  while (world.tick < world.ticks) {
    const time = world.time;
    stepWorld(world);
    const { batch, start } = world.reports;
    for (let k = start[0]; k < start[1]; k++) found.push({ time, snr: batch.snr[k], objects: start[1] - start[0] });
  }
  return found;
}

const meanDb = (reports: readonly { snr: number }[]): number =>
  reports.reduce((sum, { snr }) => sum + 10 * Math.log10(snr), 0) / reports.length;

describe('what surrounds a radar', () => {
  const plain = reportsOf(scenarioOf({}));

  test('leaves it as it is where a scenario says nothing', () => {
    expect(plain.length).toBeGreaterThan(40);
    expect(reportsOf(scenarioOf({ environment: 'environment: {}' }))).toEqual(plain);
  });

  test('gases move the signal little where they weakened the published range as well', () => {
    const misty = reportsOf(scenarioOf({ environment: 'environment: { gases: true }' }));
    expect(Math.abs(meanDb(misty) - meanDb(plain))).toBeLessThan(1.5);
    expect(misty).not.toEqual(plain);
  });

  test('rain up to where the airliner flies takes some decibels, heavier rain more', () => {
    const at = (rate: number) => {
      const rain = `environment: { rain: { rateMmPerH: ${rate}, topM: 8000 } }`;
      return meanDb(reportsOf(scenarioOf({ environment: rain })));
    };
    expect(at(4)).toBeLessThan(meanDb(plain));
    expect(at(16)).toBeLessThan(at(4));
  });

  test('clutter drowns a low flyer that an improvement factor brings back', () => {
    const flights = `  - id: missile
    preset: cruise-missile
    allegiance: hostile
    startS: 0
    transponder: 'off'
    target: null
    route:
      - { latDeg: 40.13, lonDeg: 33, altitudeM: 100, speedMps: 240 }
      - { latDeg: 40.03, lonDeg: 33, altitudeM: 100, speedMps: 240 }
`;
    const environment = 'environment: { surface: land, landClutterDb: -10 }';
    const filter = (decibels: number) => `movingTarget: { improvementFactorDb: ${decibels}, notchOrder: 0 }`;
    const clear = reportsOf(scenarioOf({ flights, durationS: 45 })).length;
    const drowned = reportsOf(scenarioOf({ flights, environment, overrides: filter(0), durationS: 45 })).length;
    const filtered = reportsOf(scenarioOf({ flights, environment, overrides: filter(80), durationS: 45 })).length;
    expect(clear).toBeGreaterThan(5);
    expect(drowned).toBeLessThan(clear / 2);
    expect(filtered).toBeGreaterThan(drowned);
  });

  test('a self-screening jammer is seen from its burn-through range on', () => {
    const jammer = { powerW: 150, lowestGhz: 2.75, bandwidthMhz: 100, gainDb: 3, lossDb: 3 };
    const flights = AIRLINER.replaceAll('altitudeM: 10000', 'altitudeM: 2500');
    const patches = Object.entries(jammer).map(([key, value]) => [`catalogue.airliner.jammer.${key}`, value]);
    const scenario = scenarioOf({
      flights,
      overrides: TRANSMITTER,
      durationS: 540,
      patches: Object.fromEntries(patches),
    });
    const world = makeWorld(scenario, { terrain: flatTerrain() }, { seed: 3 });
    const [sensor] = world.sensors;
    const density =
      ((jammer.powerW / (jammer.bandwidthMhz * 1e6)) * 10 ** (jammer.gainDb / 10)) / 10 ** (jammer.lossDb / 10);
    const { radar, sensing } = sensor;
    const signature = world.objects.signatures[0];
    const needed = requiredSnr(signature.fluctuation, 0.5, radar.falseAlarmProbability, radar.pulses);
    const rcs = signature.sectors[3 * radar.bandIndex];
    const burn = selfScreeningRange(radar.snrConstant, rcs, needed, (sensing?.jammingConstant as number) * density);
    expect(burn).toBeGreaterThan(15e3);
    expect(burn).toBeLessThan(45e3);
    let before = 0;
    let after = 0;
    let looksBefore = 0;
    let looksAfter = 0;
    while (world.tick < world.ticks) {
      stepWorld(world);
      const [x, y, z] = world.objects.state.subarray(0, 3);
      const [ox, oy, oz] = sensor.place.positionEcef;
      const range = Math.hypot(x - ox, y - oy, z - oz);
      const seen = world.reports.start[1] - world.reports.start[0];
      if (range > 3 * burn) {
        before += seen;
        looksBefore += 1 / radar.scanPeriod;
      }
      if (range < 0.7 * burn && range > 4e3) {
        after += seen;
        looksAfter += 1 / radar.scanPeriod;
      }
    }
    expect(after / looksAfter).toBeGreaterThan(0.5);
    expect(before / looksBefore).toBeLessThan(0.25);
  });

  test('jamming of a radar whose noise is unknown is refused, and so is what lies beyond a formula', () => {
    const why = (given: Case): string[] => [...unsensed(scenarioOf(given)).values()];
    const jammer = { powerW: 100, lowestGhz: 2, bandwidthMhz: 2000, gainDb: 0, lossDb: 0 };
    const patches = Object.fromEntries(
      Object.entries(jammer).map(([key, value]) => [`catalogue.airliner.jammer.${key}`, value]),
    );
    expect(why({ patches })).toEqual([
      'ground-surveillance has no transmitter, so the jamming by liner-01 cannot be worked out',
    ]);
    expect(why({ patches, overrides: TRANSMITTER })).toEqual([]);
    const overrides = 'frequencyGhz: 0.15';
    expect(why({ environment: 'environment: { surface: sea }', overrides })[0]).toMatch(/clutter of the sea is known/);
    expect(why({ environment: 'environment: { gases: true }', overrides })[0]).toMatch(/gases is known from 1 GHz/);
  });
});

describe('two aircraft side by side', () => {
  const pair = (apartKm: number): Case => ({
    flights: AIRLINER.replace('    startS: 0', `    count: 2\n    lateralSpacingKm: ${apartKm}\n    startS: 0`),
    overrides: 'mergesEchoes: true',
  });

  test('are one report within a resolution cell and two beyond it', () => {
    const close = reportsOf(scenarioOf(pair(0.05)));
    expect(close.length).toBeGreaterThan(40);
    expect(close.every(({ objects }) => objects === 1)).toBe(true);
    const apart = reportsOf(scenarioOf(pair(40)));
    expect(apart.length).toBeGreaterThan(1.8 * close.length);
  });

  test('are two reports to a radar that is not said to merge echoes', () => {
    const { flights } = pair(0.05);
    expect(reportsOf(scenarioOf({ flights })).some(({ objects }) => objects === 2)).toBe(true);
  });
});
