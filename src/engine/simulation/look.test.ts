import { expect, test } from 'vitest';
import { raidMinutes, terrain } from '../../../test/fixtures/anatolia.js';
import { ecefToGeodeticInto } from '../earth/index.js';
import { drawInto, uniformFromUint32 } from '../math/index.js';
import type { ResolvedScenario } from '../scenario/index.js';
import {
  beamTurns,
  decibelsOf,
  detectionProbability,
  fromDecibels,
  isSwept,
  lookDue,
  makeBudget,
  makePlatformState,
  orbitStateInto,
  snrOf,
} from '../sensor/index.js';
import { PURPOSE } from '../types/index.js';
import { LIFE, STATE_WIDTH } from './air-objects.js';
import {
  type Explanation,
  explainLook,
  type LookAt,
  lookAt,
  lookBudget,
  makeWorld,
  sightOf,
  stepWorld,
  type World,
} from './index.js';
import type { Sensor } from './sensors.js';

const assets = { terrain };
const options = { seed: 1 };

interface Recorded {
  readonly sensor: string;
  readonly object: string;
  readonly time: number;
  /** The beam passed, or a search of the sector ended. */
  readonly passed: boolean;
  readonly detected: boolean;
  readonly blocks: LookAt['blocks'];
  readonly probability: number;
  readonly draw: number;
}

const TICKS = 60;

/** Every look of the first minute at every airborne object, by lookAt, beside what the run reported. */
function recordLooks(
  scenario: ResolvedScenario,
  visit: (world: World, sensor: Sensor, look: LookAt) => void,
): Recorded[] {
  const world = makeWorld(scenario, assets, options);
  const found: Recorded[] = [];
  const geodetic = new Float64Array(3);
  const words = new Uint32Array(4);
  while (world.tick < TICKS) {
    const { tick, time, stepS } = world;
    const emitting = world.sensors.map((sensor) => sensor.emitting);
    const before = world.objects.life.slice();
    stepWorld(world);
    const { objects, reports } = world;
    for (const sensor of world.sensors.filter(({ index }) => emitting[index])) {
      const { radar, phase, index, orbit } = sensor;
      const reported = new Set(reports.origins.slice(reports.start[index], reports.start[index + 1]));
      const then = { ...sensor, place: orbit === null ? sensor.place : makePlatformState() };
      if (orbit !== null) orbitStateInto(orbit, time, then.place);
      const turns = (t: number): number => beamTurns(radar, phase, t, stepS);
      for (let i = 0; i < objects.count; i++) {
        if (before[i] > LIFE.airborne || objects.life[i] === LIFE.waiting) continue;
        const state = objects.state.subarray(i * STATE_WIDTH, (i + 1) * STATE_WIDTH);
        ecefToGeodeticInto(state[0], state[1], state[2], geodetic);
        const [lat, lon] = geodetic;
        const [positionEcef, velocityEcef] = [state.subarray(0, 3), state.subarray(3, 6)];
        const signature = objects.signatures[i];
        const target = { positionEcef, velocityEcef, lat, lon, altitude: state[6], signature };
        const { azimuth } = sightOf(world, then, target);
        const passed = radar.rotating
          ? isSwept(turns(tick), turns(tick + 1), azimuth)
          : lookDue(radar, phase, tick, stepS);
        const detected = reported.has(i);
        if (!passed && !detected) continue;
        const look = lookAt(world, then, target);
        visit(world, then, look);
        drawInto(world.streams, sensor.hash, objects.hash[i], PURPOSE.detection, tick, words, 0);
        const { blocks, probability } = look;
        const draw = uniformFromUint32(words[0]);
        found.push({
          sensor: sensor.id,
          object: objects.flights[i].id,
          time,
          passed,
          detected,
          blocks,
          probability,
          draw,
        });
      }
    }
  }
  return found;
}

/** Greatest error of a run's detection tables. */
const TABLE = 1e-4;

const budgetErrors: number[] = [];
const looks = recordLooks(raidMinutes(), (world, sensor, look) => {
  budgetErrors.push(Math.abs(snrOf(lookBudget(world, sensor, look)) / look.snr - 1));
});

test('a look detects in a run if and only if nothing blocks it and its draw is below its probability', () => {
  const clear = looks.filter(({ draw, probability }) => Math.abs(draw - probability) > TABLE);
  const wrong = clear.filter(
    ({ passed, detected, blocks, draw, probability }) =>
      !passed || detected !== (blocks.length === 0 && draw < probability),
  );
  expect(wrong).toEqual([]);
  expect(clear.length).toBeGreaterThan(0.99 * looks.length);
  expect(looks.length).toBeGreaterThan(2000);
  expect(looks.filter(({ detected }) => detected).length).toBeGreaterThan(500);
  for (const block of ['tooFar', 'belowElevation', 'outsideSector', 'tooSlow', 'masked'] as const) {
    expect(
      looks.some(({ blocks }) => blocks.includes(block)),
      block,
    ).toBe(true);
  }
});

/** The same minutes with all that may surround a radar, and two airliners that jam. */
function surrounded(): ResolvedScenario {
  const plain = raidMinutes();
  const jammer = { powerW: 200, lowestGhz: 1, bandwidthMhz: 10_000, gainDb: 3, lossDb: 3 };
  let jamming = 0;
  return {
    ...plain,
    environment: {
      gases: true,
      vapourDensityGPerM3: 7.5,
      rain: { rateMmPerH: 1, topM: 3000, fromKm: 0, toKm: 1000 },
      surface: 'land',
      landClutterDb: -15,
      seaState: 3,
      lobing: true,
      surfaceRoughnessM: 3,
    },
    sensors: plain.sensors.map((sensor) => ({
      ...sensor,
      radar: {
        ...sensor.radar,
        transmitter: {
          calibrates: sensor.id === 'ground-west',
          peakPowerKw: 1000,
          pulseWidthUs: 50,
          coherentPulses: 1,
          gainTransmitDb: 36,
          gainReceiveDb: 36,
          noiseTemperatureK: 600,
          lossDb: 8,
        },
        antenna: { shape: 'gaussian', sidelobeDb: 30, tiltDeg: 1, cosecantToDeg: 40 },
        movingTarget: { improvementFactorDb: 65, notchOrder: 2 },
        pulses: { repetitionFrequencyHz: 400, blankedUs: 60 },
      },
    })),
    flights: plain.flights.map((flight) =>
      flight.allegiance === 'civil' && flight.startS < 0 && jamming++ < 2
        ? { ...flight, airObject: { ...flight.airObject, jammer } }
        : flight,
    ),
  };
}

test('with air, surface, pattern, pulses and jammers about it, a look in a run and a look read line by line are one', () => {
  let worst = 0;
  let jammed = 0;
  const found = recordLooks(surrounded(), (world, sensor, look) => {
    const budget = lookBudget(world, sensor, look);
    if (look.snr > 1e-25) worst = Math.max(worst, Math.abs(snrOf(budget) / look.snr - 1));
    if (budget.lines.some(({ name, decibels }) => name === 'noise raised by jamming' && decibels < -1)) jammed++;
  });
  expect(worst).toBeLessThan(1e-9);
  const clear = found.filter(({ draw, probability }) => Math.abs(draw - probability) > TABLE);
  const wrong = clear.filter(
    ({ passed, detected, blocks, draw, probability }) =>
      !passed || detected !== (blocks.length === 0 && draw < probability),
  );
  expect(wrong).toEqual([]);
  expect(found.filter(({ detected }) => detected).length).toBeGreaterThan(100);
  expect(jammed).toBeGreaterThan(100);
});

test('the lines of a look’s budget add up to its signal', () => {
  expect(budgetErrors.length).toBe(looks.length);
  expect(budgetErrors.reduce((most, error) => Math.max(most, error), 0)).toBeLessThan(1e-9);
});

test('an explanation is the look that the run made: draw, limits, probability and answer', () => {
  const open = looks.filter(({ blocks }) => blocks.length === 0);
  const chosen = [
    ...open.filter(({ detected }) => detected).slice(-2),
    ...open.filter(({ detected }) => !detected).slice(-2),
    ...(['masked', 'tooSlow', 'outsideSector'] as const).flatMap((block) =>
      looks.filter(({ blocks }) => blocks.includes(block)).slice(-1),
    ),
  ];
  expect(chosen.length).toBe(7);
  for (const { sensor, object, time, detected, blocks, probability, draw } of chosen) {
    const found = explainLook(raidMinutes(), assets, options, { sensor, object, time }) as Explanation;
    expect(found).toMatchObject({ choice: 'nextLook', time, detected, draw, tally: null });
    expect(found.look.probability).toBeCloseTo(probability, 12);
    expect(found.limits.filter(({ holds }) => !holds).map(({ block }) => block)).toEqual(blocks);
    for (const { margin, holds } of found.limits) if (margin !== null) expect(margin >= 0).toBe(holds);
  }
});

test('without a time, the first detection is explained', () => {
  const first = looks.find(({ detected, sensor }) => detected && sensor === 'early-warning')!;
  const { sensor, object, time } = first;
  const found = explainLook(raidMinutes(), assets, options, { sensor, object });
  expect(found).toMatchObject({ choice: 'firstDetection', time, detected: true });
});

test('what was never detected is explained by its most probable look, with a tally of what blocked the others', () => {
  const scenario = { ...raidMinutes(), durationS: TICKS };
  const never = looks.find(
    ({ sensor, object }) =>
      sensor === 'ground-west' && !looks.some((l) => l.sensor === sensor && l.object === object && l.detected),
  )!;
  const { sensor, object } = never;
  const own = looks.filter((l) => l.sensor === sensor && l.object === object);
  const found = explainLook(scenario, assets, options, { sensor, object }) as Explanation;
  expect(found).toMatchObject({ choice: 'mostProbableLook', detected: false });
  expect(found.tally!.looks).toBeGreaterThanOrEqual(own.length);
  for (const { blocks, probability } of own) {
    if (blocks.length <= found.look.blocks.length) expect(found.look.probability).toBeGreaterThanOrEqual(probability);
  }
});

test('a change of the line that is named, to the value that is named, puts the look at the edge of detection', () => {
  const { sensor, object, time } = looks.filter((l) => l.detected && l.probability < 0.99).at(-1)!;
  const { budget, turningSnrDb, turningLines, draw, ...look } = explainLook(raidMinutes(), assets, options, {
    sensor,
    object,
    time,
  }) as Explanation;
  const { fluctuation, falseAlarmProbability, pulses } = look;
  const at = detectionProbability(fluctuation, fromDecibels(turningSnrDb!), falseAlarmProbability, pulses);
  expect(at).toBeCloseTo(draw, 9);
  for (const { line, value } of turningLines) {
    const lines = budget.lines.map((l) => (l === line ? { ...l, value, decibels: decibelsOf({ ...l, value }) } : l));
    expect(makeBudget(lines).snrDb).toBeCloseTo(turningSnrDb!, 9);
  }
});
