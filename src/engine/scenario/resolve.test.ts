import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import {
  must,
  projectText,
  SMALL,
  shippedCatalogue,
  smallDocument,
  testContext,
} from '../../../test/fixtures/scenario.js';
import { cos, makeStreams } from '../math/index.js';
import { applyPatches, parseScenario, resolveScenario } from './index.js';

const anatolia = () => must(parseScenario(projectText('scenarios/anatolia.yaml'), 'anatolia.yaml', testContext()));
const draw = makeStreams(7, 3);

/** Every list of mappings reversed. */
function reversed(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const list = value.map((child) => reversed(child));
    // A route's and a corridor's points are in order on purpose.
    return key === 'route' || key === 'points' ? list : list.reverse();
  }
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([k, child]) => [k, reversed(child, k)]),
  );
}

describe('a resolved scenario', () => {
  test('does not depend on the order of a file’s entries', () => {
    const text = projectText('scenarios/anatolia.yaml');
    const other = must(parseScenario(stringify(reversed(parse(text))), 'anatolia.yaml', testContext()));
    const options = { draw };
    expect(JSON.stringify(resolveScenario(other, shippedCatalogue(), options))).toBe(
      JSON.stringify(resolveScenario(anatolia(), shippedCatalogue(), options)),
    );
  });

  test('holds what the shipped scenario promises: four places, forty airliners, and the raid', () => {
    const resolved = resolveScenario(anatolia(), shippedCatalogue());
    const count = (preset: string) => resolved.flights.filter((flight) => flight.preset === preset).length;
    expect(resolved.places).toHaveLength(4);
    expect(count('airliner')).toBe(40);
    expect(count('short-range-ballistic-missile')).toBe(4);
    expect(count('cruise-missile')).toBe(12);
    expect(count('one-way-drone')).toBe(16);
    expect(count('su24-class')).toBe(4);
    const launchers = resolved.fireUnits.find(({ id }) => id === 's400-battalion')!.launchers;
    expect(launchers.reduce((sum, { count: n }) => sum + n, 0)).toBe(8);
    expect(launchers.every(({ tubes }) => tubes === 4)).toBe(true);
  });

  test('is nominal without a draw, and drawn within the ranges with one', () => {
    const catalogue = shippedCatalogue();
    const nominal = resolveScenario(anatolia(), catalogue);
    expect(nominal.assumptions.filter(({ origin }) => origin === 'drawn')).toEqual([]);
    expect(nominal.sensors.find(({ id }) => id === 's400-surveillance')!.radar).toEqual(
      catalogue.presets.get('s400-91n6')!.spec,
    );
    const drawn = resolveScenario(anatolia(), catalogue, { draw }).assumptions.filter(
      ({ origin }) => origin === 'drawn',
    );
    expect(drawn.length).toBeGreaterThan(200);
    for (const { used, low, high } of drawn) {
      expect(used).toBeGreaterThanOrEqual(low!);
      expect(used).toBeLessThanOrEqual(high!);
    }
  });

  test('draws a value once: the same for every user, in every variant, whatever else a variant uses', () => {
    const catalogue = shippedCatalogue();
    const used = (document: ReturnType<typeof anatolia>) =>
      new Map(resolveScenario(document, catalogue, { draw }).assumptions.map(({ path, used }) => [path, used]));
    const whole = used(anatolia());
    const voice = used(must(applyPatches(anatolia(), { 'links[cue].preset': 'link-voice' }, testContext())));
    expect(voice.has('catalogue/link-voice/delayS')).toBe(true);
    for (const [path, value] of whole) if (voice.has(path)) expect(voice.get(path)).toBe(value);
    const grounds = resolveScenario(anatolia(), catalogue, { draw }).sensors.filter(
      ({ preset }) => preset === 'ground-surveillance',
    );
    expect(new Set(grounds.map(({ radar }) => JSON.stringify(radar))).size).toBe(1);
    // Another scenario that shares a preset draws the same value for it.
    const small = resolveScenario(smallDocument(), catalogue, { draw });
    const path = 'catalogue/s400-91n6/reference.rangeKm';
    expect(small.assumptions.find((a) => a.path === path)?.used).toBe(whole.get(path));
  });

  test('keeps overrides fixed and says so', () => {
    const text = SMALL.replace(
      'id: radar,',
      'id: radar, overrides: { instrumentedRangeKm: 444, reference: { rangeKm: 222 } },',
    );
    const { sensors, assumptions } = resolveScenario(smallDocument(text), shippedCatalogue(), { draw });
    const radar = sensors.find(({ id }) => id === 'radar')!.radar;
    expect([radar.instrumentedRangeKm, radar.reference.rangeKm]).toEqual([444, 222]);
    expect(assumptions.find(({ path }) => path === 'sensors[radar].overrides.reference.rangeKm')).toMatchObject({
      used: 222,
      unit: 'km',
      origin: 'scenario',
    });
    // The preset's own value is not used by anyone, so it is no assumption.
    expect(assumptions.some(({ path }) => path === 'catalogue/s400-91n6/instrumentedRangeKm')).toBe(false);
  });

  test('takes optional values that the preset leaves out from overrides and from a changed catalogue', () => {
    const text = SMALL.replace(
      'id: radar,',
      'id: radar, overrides: { polarisation: vertical, rangeRate: { resolutionMps: 5, accuracyFloorMps: 1 } },',
    );
    const small = smallDocument(text);
    const { sensors, assumptions } = resolveScenario(small, shippedCatalogue(), { draw });
    const radar = sensors.find(({ id }) => id === 'radar')!.radar;
    expect(radar.polarisation).toBe('vertical');
    expect(radar.rangeRate).toEqual({ resolutionMps: 5, accuracyFloorMps: 1 });
    expect(assumptions.find(({ path }) => path.endsWith('rangeRate.resolutionMps'))).toMatchObject({
      used: 5,
      unit: 'm/s',
      origin: 'scenario',
    });
    const patches = { 'catalogue.s400-91n6.mergesEchoes': true };
    const patched = resolveScenario(smallDocument(), shippedCatalogue(), { patches });
    expect(patched.sensors.find(({ id }) => id === 'radar')!.radar.mergesEchoes).toBe(true);
    expect(resolveScenario(smallDocument(), shippedCatalogue()).sensors[0].radar).not.toHaveProperty('mergesEchoes');
  });

  test.each([
    ['transmitter: { peakPowerKw: 0 }', '0.001–100000 kW; got 0 kW'],
    ['transmitter: { noiseTemperatureK: -290 }', '10–100000 K; got -290 K'],
    ['frequencyGhz: 0', '0.03–40 GHz; got 0 GHz'],
  ])('refuses a radar with %s', (override, allowed) => {
    const text = SMALL.replace('id: radar,', `id: radar, overrides: { ${override} },`);
    const { issues } = parseScenario(text, 'small.yaml', testContext());
    const [issue] = issues!.filter(({ code }) => code === 'SCN-014');
    expect(issue.message).toContain(allowed);
    expect(issue.line).toBeGreaterThan(0);
  });

  test('refuses half a group that the preset leaves out', () => {
    const text = SMALL.replace('id: radar,', 'id: radar, overrides: { rangeRate: { resolutionMps: 5 } },');
    const { issues } = parseScenario(text, 'small.yaml', testContext());
    expect(issues?.map(({ code, path, message }) => `${code} ${path}: ${message}`)).toEqual([
      'SCN-007 sensors[0].overrides.rangeRate.accuracyFloorMps: accuracyFloorMps is missing: a group that s400-91n6 leaves out is added whole',
    ]);
    const patches = { 'catalogue.s400-91n6.rangeRate.resolutionMps': 5 };
    expect(() => resolveScenario(smallDocument(), shippedCatalogue(), { patches })).toThrow(
      'rangeRate.accuracyFloorMps missing: a group that s400-91n6 leaves out is added whole',
    );
  });

  test('lists every documented default that the file relies on, once', () => {
    const { assumptions } = resolveScenario(smallDocument(), shippedCatalogue());
    const defaults = assumptions.filter(({ origin }) => origin === 'default');
    expect(defaults.map(({ path }) => path)).toEqual([
      'commandPosts[].iff',
      'commandPosts[].posture.activateAtS',
      'commandPosts[].superior',
      'commandPosts[].tracker.kind',
      'flights[].count',
      'flights[].lateralSpacingKm',
      'flights[].route[].above',
      'flights[].spacingS',
      'flights[].target',
      'links[].bidirectional',
      'links[].enabled',
      'outages',
      'sensors[].boresightDeg',
    ]);
    expect(defaults.find(({ path }) => path === 'sensors[].boresightDeg')).toMatchObject({
      used: 0,
      unit: 'deg',
      note: 'the format’s default, in 2 places',
    });
  });

  test('gives each assumption a unit, a meaning, and sources or a reason', () => {
    for (const { path, meaning, origin, sources, note } of resolveScenario(anatolia(), shippedCatalogue())
      .assumptions) {
      expect(meaning, path).not.toBe('');
      if (origin === 'catalogue' && sources.length === 0) expect(note, path).toMatch(/^assumed/i);
    }
  });

  test('silences every interrogator of a post whose iff is false', () => {
    const text = SMALL.replace('preset: s400-command-post', 'preset: s400-command-post\n    iff: false');
    expect(resolveScenario(smallDocument(text), shippedCatalogue()).sensors.map(({ iff }) => iff)).toEqual([
      false,
      false,
    ]);
    expect(resolveScenario(smallDocument(), shippedCatalogue()).sensors.map(({ iff }) => iff)).toEqual([true, true]);
  });
});

describe('an entry of traffic becomes objects', () => {
  const raiders = () =>
    resolveScenario(smallDocument(), shippedCatalogue()).flights.filter(({ preset }) => preset === 'cruise-missile');

  test('with ids and starts in turn', () => {
    expect(raiders().map(({ id, startS }) => [id, startS])).toEqual([
      ['raider-01', 10],
      ['raider-02', 15],
      ['raider-03', 20],
    ]);
  });

  test('with routes side by side that end at the target', () => {
    const ends = raiders().map(({ motion }) => (motion.kind === 'route' ? motion.points : []));
    expect(ends.map((points) => [points[1].latDeg, points[1].lonDeg])).toEqual([
      [40, 33],
      [40, 33],
      [40, 33],
    ]);
    expect([ends[1][0].latDeg, ends[1][0].lonDeg]).toEqual([39, 34]);
    const [left, , right] = ends.map((points) => points[0]);
    // Heading north-west, the right is north-east: 4 km lie between the outer two.
    expect(right.latDeg).toBeGreaterThan(39);
    expect(right.lonDeg).toBeGreaterThan(34);
    const north = (right.latDeg - left.latDeg) * 111.195;
    const east = (right.lonDeg - left.lonDeg) * 111.195 * cos((39 * Math.PI) / 180);
    expect(Math.sqrt(north * north + east * east)).toBeCloseTo(4, 3);
  });
});
