import { expect, test } from 'vitest';
import { flatTerrain } from '../../src/engine/earth/index.js';
import { atan2 } from '../../src/engine/math/index.js';
import type { ResolvedScenario } from '../../src/engine/scenario/index.js';
import { detectionProbability, makePlatformState, orbitStateInto, snrAt } from '../../src/engine/sensor/index.js';
import { LIFE, STATE_WIDTH } from '../../src/engine/simulation/air-objects.js';
import { makeWorld, runScenario, stepWorld, type World } from '../../src/engine/simulation/index.js';
import { meanRcs } from '../../src/engine/truth/index.js';
import type { Allegiance, PlaceId } from '../../src/engine/types/index.js';
import { interceptorsLeft } from '../../src/engine/weapon/index.js';
import { anatolia, anatoliaText, raidMinutes, resolveText, terrain } from '../fixtures/anatolia.js';

const assets = { terrain };
const options = { seed: 1, record: { events: true } };

function runWorld(scenario: ResolvedScenario, eachTick: (world: World) => void): World {
  const world = makeWorld(scenario, assets, options);
  while (world.tick < world.ticks) {
    stepWorld(world);
    eachTick(world);
  }
  return world;
}

test('the same scenario and seed give the same digest, another seed another', () => {
  const scenario = raidMinutes();
  const first = runScenario(scenario, assets, { seed: 1 });
  expect(runScenario(scenario, assets, { seed: 1 }).digest).toBe(first.digest);
  expect(runScenario(scenario, assets, { seed: 2 }).digest).not.toBe(first.digest);
});

test('keeping events and samples does not change a run', () => {
  const scenario = raidMinutes();
  const bare = runScenario(scenario, assets, { seed: 1 });
  const told = runScenario(scenario, assets, { seed: 1, record: { events: true, samplesEveryS: 30 } });
  expect(told.digest).toBe(bare.digest);
  expect(told.events.length).toBeGreaterThan(100);
  expect(told.samples.length).toBeGreaterThan(100);
});

test('the order of a file’s entries changes nothing', () => {
  const blocks = anatoliaText.split(/\n(?=\S)/);
  const shuffled = blocks
    .map((block) => {
      const entries = block.split(/\n(?= {2}- )/);
      return entries.length < 2 ? block : [entries[0], ...entries.slice(1).reverse()].join('\n');
    })
    .join('\n');
  expect(shuffled).not.toBe(anatoliaText);
  const short = { durationS: 900 };
  expect(runScenario(resolveText(shuffled, short), assets, { seed: 3 }).digest).toBe(
    runScenario(anatolia(short), assets, { seed: 3 }).digest,
  );
});

test('whose an object is and what it is called on paper changes no decision', () => {
  const scenario = raidMinutes();
  const swapped: Record<Allegiance, Allegiance> = { hostile: 'civil', civil: 'friendly', friendly: 'hostile' };
  const relabelled: ResolvedScenario = {
    ...scenario,
    flights: scenario.flights.map((flight) => ({
      ...flight,
      allegiance: swapped[flight.allegiance],
      preset: 'nothing-in-particular',
      target: null as PlaceId | null,
    })),
  };
  const decisions = (world: World): string[] =>
    world.events
      .filter((event) => ['identified', 'engagementOrdered', 'interceptorLaunched'].includes(event.kind))
      .map((event) => JSON.stringify(event));
  const before = decisions(runWorld(scenario, () => {}));
  expect(before.length).toBeGreaterThan(50);
  expect(decisions(runWorld(relabelled, () => {}))).toEqual(before);
});

test('interceptors are conserved: in tubes, in stock or launched', () => {
  const total = (world: World): number =>
    world.batteries.reduce((sum, battery) => sum + interceptorsLeft(battery.unit) + battery.launched, 0);
  const scenario = raidMinutes();
  const atStart = total(makeWorld(scenario, assets, options));
  const world = runWorld(scenario, (now) => expect(total(now)).toBe(atStart));
  expect(world.score.interceptorsSpent).toBe(world.batteries.reduce((sum, battery) => sum + battery.launched, 0));
  expect(world.score.interceptorsSpent).toBeGreaterThan(0);
});

test('the dead do not act: what was destroyed neither moves nor strikes', () => {
  const positions = new Map<number, number>();
  const world = runWorld(raidMinutes(), ({ objects }) => {
    for (let i = 0; i < objects.count; i++) {
      if (objects.life[i] !== LIFE.destroyed) continue;
      const x = objects.state[STATE_WIDTH * i];
      expect(positions.get(i) ?? x).toBe(x);
      positions.set(i, x);
    }
  });
  expect(positions.size).toBeGreaterThan(0);
  const killed = new Set(world.events.filter((e) => e.kind === 'objectDestroyed').map((e) => e.actor));
  const struck = world.events.filter((e) => e.kind === 'placeStruck').map((e) => e.actor);
  expect(struck.filter((id) => killed.has(id))).toEqual([]);
});

test('an interceptor meets what is there: engagements of a track with nothing behind it find nothing', () => {
  const world = runWorld(raidMinutes(), () => {});
  const intercepts = world.events.filter((event) => event.kind === 'intercept');
  const found = intercepts.filter((event) => event.values?.object !== undefined);
  expect(intercepts.length).toBeGreaterThan(found.length);
  expect(found.length).toBeGreaterThan(0);
});

const place = makePlatformState();

/** One look at an object, all in doubles and whether or not the beam is there: geometry and detection probability. */
function lookAt(world: World, sensorIndex: number, object: number) {
  const { radar, place: site, orbit } = world.sensors[sensorIndex];
  // An airborne sensor is where its orbit has it now; the world moves it only when it looks.
  if (orbit !== null) orbitStateInto(orbit, world.time, place);
  const { positionEcef, basis } = orbit === null ? site : place;
  const [x, y, z, vx, vy, vz] = world.objects.state.subarray(STATE_WIDTH * object, STATE_WIDTH * object + 6);
  const d = [x - positionEcef[0], y - positionEcef[1], z - positionEcef[2]];
  const along = (row: number): number => d[0] * basis[row] + d[1] * basis[row + 1] + d[2] * basis[row + 2];
  const range = Math.sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
  const cosAspect = -(vx * d[0] + vy * d[1] + vz * d[2]) / range / Math.sqrt(vx * vx + vy * vy + vz * vz);
  const signature = world.objects.signatures[object];
  const snr = snrAt(radar.snrConstant, meanRcs(signature, radar.bandIndex, cosAspect), range);
  return {
    range,
    sinElevation: along(6) / range,
    azimuth: atan2(along(0), along(3)),
    cosAspect,
    probability: detectionProbability(signature.fluctuation, snr, radar.falseAlarmProbability, radar.pulses),
  };
}

test('shifting every longitude by 90° over smooth ground leaves who is detected when, and where, the same', () => {
  const smooth = raidMinutes({ 'terrain.source': 'none' });
  const shift = <T extends { readonly lonDeg: number }>(at: T): T => ({ ...at, lonDeg: at.lonDeg + 90 });
  const moved: ResolvedScenario = {
    ...smooth,
    places: smooth.places.map(shift),
    commandPosts: smooth.commandPosts.map(shift),
    fireUnits: smooth.fireUnits.map(shift),
    sensors: smooth.sensors.map((sensor) => ({ ...sensor, site: shift(sensor.site) })),
    corridors: smooth.corridors.map((corridor) => ({ ...corridor, points: corridor.points.map(shift) })),
    flights: smooth.flights.map((flight) => ({
      ...flight,
      motion:
        flight.motion.kind === 'route'
          ? { ...flight.motion, points: flight.motion.points.map(shift) }
          : flight.motion.kind === 'ballistic'
            ? { ...flight.motion, launch: shift(flight.motion.launch), aim: shift(flight.motion.aim) }
            : flight.motion,
    })),
  };
  const flat = { terrain: flatTerrain() };
  let looks = 0;
  const here = makeWorld({ ...smooth, durationS: 120 }, flat, options);
  const there = makeWorld({ ...moved, durationS: 120 }, flat, options);
  let compared = 0;
  while (here.tick < here.ticks) {
    stepWorld(here);
    stepWorld(there);
    for (let i = 0; i < here.objects.count; i++) {
      if (here.objects.life[i] !== LIFE.airborne) continue;
      // A quarter turn about the axis takes (x, y) to (−y, x). 5 mm are 1e-9 of the distance from the earth's centre.
      expect(Math.abs(there.objects.state[STATE_WIDTH * i] + here.objects.state[STATE_WIDTH * i + 1])).toBeLessThan(
        5e-3,
      );
      expect(Math.abs(there.objects.state[STATE_WIDTH * i + 1] - here.objects.state[STATE_WIDTH * i])).toBeLessThan(
        5e-3,
      );
      expect(Math.abs(there.objects.state[STATE_WIDTH * i + 2] - here.objects.state[STATE_WIDTH * i + 2])).toBeLessThan(
        5e-3,
      );
      expect(Math.abs(there.objects.state[STATE_WIDTH * i + 6] - here.objects.state[STATE_WIDTH * i + 6])).toBeLessThan(
        1e-5,
      );
    }
    for (let s = 0; s < here.sensors.length && here.tick % 10 === 0; s++) {
      for (let i = 0; i < here.objects.count; i++) {
        if (here.objects.life[i] !== LIFE.airborne) continue;
        const a = lookAt(here, s, i);
        const b = lookAt(there, s, i);
        expect(Math.abs(b.range / a.range - 1)).toBeLessThan(1e-9);
        expect(Math.abs(b.sinElevation - a.sinElevation)).toBeLessThan(1e-9);
        expect(Math.abs(b.azimuth - a.azimuth)).toBeLessThan(1e-9);
        expect(Math.abs(b.cosAspect - a.cosAspect)).toBeLessThan(1e-9);
        expect(Math.abs(b.probability - a.probability)).toBeLessThan(1e-9);
        looks++;
      }
    }
    expect(there.reports.start).toEqual(here.reports.start);
    for (let k = 0; k < here.reports.start[here.sensors.length]; k++) {
      compared++;
      expect(Math.abs(there.reports.batch.snr[k] / here.reports.batch.snr[k] - 1)).toBeLessThan(1e-9);
    }
  }
  expect(compared).toBeGreaterThan(500);
  expect(looks).toBeGreaterThan(1000);
});

test('a larger signature never lowers the chance of a report: with the same draws, nothing that was seen is missed', () => {
  const grown = (factor: number): ResolvedScenario => {
    const scenario = raidMinutes();
    return {
      ...scenario,
      durationS: 60,
      flights: scenario.flights.map((flight) => {
        const { bands, ...rest } = flight.airObject.signature;
        const larger = Object.entries(bands).map(([band, { frontM2, sideM2, rearM2 }]) => [
          band,
          { frontM2: factor * frontM2, sideM2: factor * sideM2, rearM2: factor * rearM2 },
        ]);
        return {
          ...flight,
          airObject: { ...flight.airObject, signature: { ...rest, bands: Object.fromEntries(larger) } },
        };
      }),
    };
  };
  /** Sensor, object and tick of every report of a rotating radar; a sector radar may be turned by what it sees. */
  const reports = (factor: number): Set<string> => {
    const seen = new Set<string>();
    const world = runWorld(grown(factor), ({ sensors, reports: { start, origins }, tick }) => {
      for (const { id, index, radar } of sensors) {
        if (!radar.rotating) continue;
        for (let k = start[index]; k < start[index + 1]; k++) {
          if (origins[k] >= 0) seen.add(`${id} ${origins[k]} ${tick}`);
        }
      }
    });
    expect(world.events.filter((event) => event.kind === 'objectDestroyed')).toEqual([]);
    return seen;
  };
  let smaller = reports(0.1);
  for (const factor of [1, 1.5, 20]) {
    const larger = reports(factor);
    expect([...smaller].filter((report) => !larger.has(report))).toEqual([]);
    expect(larger.size).toBeGreaterThan(smaller.size);
    smaller = larger;
  }
});

test('events tell tick, phase and actor in the order in which they happened', () => {
  const { events } = runScenario(raidMinutes(), assets, options);
  for (let k = 1; k < events.length; k++) expect(events[k].tick).toBeGreaterThanOrEqual(events[k - 1].tick);
  for (const event of events) expect(event.actor.length).toBeGreaterThan(0);
});

test('a fire unit without power fires nothing, and a post without power sees and orders nothing', () => {
  const scenario = raidMinutes();
  const out = (node: string): World => runWorld({ ...scenario, outages: [{ node, fromS: 0, toS: 1e6 }] }, () => {});
  const launchesOf = (world: World): string[] =>
    world.events.filter((event) => event.kind === 'interceptorLaunched').map((event) => event.actor);
  expect(new Set(launchesOf(runWorld(scenario, () => {})))).toEqual(new Set(['s400-battalion', 'patriot-battery']));
  expect(new Set(launchesOf(out('s400-battalion')))).toEqual(new Set(['patriot-battery']));
  const dark = out('s400-cp');
  expect(new Set(launchesOf(dark))).toEqual(new Set(['patriot-battery']));
  expect(dark.focus.picture).toEqual([]);
});

test('an interceptor that is where a fast missile is finds it, whatever the fraction of a second at which they meet', () => {
  let met = 0;
  for (const seed of [1, 2, 3]) {
    const world = makeWorld({ ...anatolia(), durationS: 2900 }, assets, { seed, record: { events: true } });
    while (world.tick < world.ticks) stepWorld(world);
    const first = new Map<string, boolean>();
    const falling = new Set(
      world.events
        .filter((event) => event.kind === 'identified' && event.values?.class === 'ballisticMissile')
        .map((event) => event.subject as string),
    );
    for (const event of world.events) {
      if (event.kind !== 'intercept' || !falling.has(event.subject as string) || first.has(event.subject as string))
        continue;
      first.set(event.subject as string, event.values?.object !== undefined);
    }
    expect([...first.values()].filter((found) => !found)).toEqual([]);
    met += first.size;
  }
  expect(met).toBeGreaterThan(2);
});

test('an emptied launcher is reloaded in time, though nobody fires meanwhile', () => {
  const scenario = raidMinutes();
  const world = makeWorld(
    {
      ...scenario,
      fireUnits: scenario.fireUnits.map((unit) => ({
        ...unit,
        unit: { ...unit.unit, reloadTimeS: 60 },
        launchers: unit.launchers.map((group) => ({ ...group, count: 1, tubes: 1, reloads: 5 })),
      })),
    },
    assets,
    options,
  );
  while (world.tick < world.ticks) stepWorld(world);
  const tubes = world.batteries.reduce((sum, battery) => sum + battery.unit.launchers.length, 0);
  expect(world.score.interceptorsSpent).toBeGreaterThan(tubes);
});
