import { describe, expect, test } from 'vitest';
import {
  effectiveEarthRadius,
  flatTerrain,
  geodesicDirect,
  geodeticToEcefInto,
  lowestVisibleHeight,
  makeHorizonTable,
  radarHorizon,
} from '../../src/engine/earth/index.js';
import { makeStreams, quantile } from '../../src/engine/math/index.js';
import { parseScenario, resolvePreset } from '../../src/engine/scenario/index.js';
import {
  constantWithin,
  detectionProbability,
  EMPTY_SPACE,
  FACTOR_WIDTH,
  inCoverage,
  LOOK_WIDTH,
  lookFactorsInto,
  makeRadar,
  makeSensing,
  makeSite,
  type Sensing,
  sensedSnr,
  snrAt,
} from '../../src/engine/sensor/index.js';
import type { RadarSpec } from '../../src/engine/sensor/radar.schema.js';
import type { Fluctuation } from '../../src/engine/types/index.js';
import type { InterceptorSpec } from '../../src/engine/weapon/weapon.schema.js';
import { anatoliaText, catalogue } from '../fixtures/anatolia.js';

// Published ranges against presets that another published point calibrated, or whose range is cut by something that did
// not enter the calibration. Earth radius of every test here: 4/3 of the mean radius 6371.0088 km, 8494.68 km.
const RADIUS = effectiveEarthRadius(4 / 3);
const NAUTICAL_MILE = 1.852;

const parsed = parseScenario(anatoliaText, 'anatolia.yaml', { catalogue, contains: () => true });
if (parsed.issues) throw new Error(parsed.issues[0].message);
const document = parsed.value;

/** Replications over which uncertain values are drawn. */
const DRAWS = Array.from({ length: 200 }, (_, k) => k);
const drawn = (preset: string, k: number): RadarSpec =>
  resolvePreset(document, catalogue, 'radar', preset, makeStreams(20210212, k));
const nominal = (preset: string): RadarSpec => resolvePreset(document, catalogue, 'radar', preset);
const interceptor = (preset: string, k: number): InterceptorSpec =>
  resolvePreset(document, catalogue, 'interceptor', preset, makeStreams(20210212, k));

interface Target {
  readonly rcsM2: number;
  readonly altitudeM: number;
  /** The brochure's silence: it rarely says which. Half the looks at a Swerling 1 target unless named otherwise. */
  readonly fluctuation?: Fluctuation;
  readonly probability?: number;
}

/**
 * Greatest ground range, km, at which a radar on a smooth earth sees a target that flies at it: by the functions that a
 * run uses, with horizon, instrumented range and elevation limits.
 */
function rangeKm(spec: RadarSpec, target: Target, antennaM = spec.antennaHeightM, sensing?: Sensing): number {
  const { rcsM2, altitudeM, fluctuation = 1, probability = 0.5 } = target;
  const radar = makeRadar(spec);
  // With its surroundings the published point, too, is one of 1 km of altitude near the ground.
  const constant = sensing
    ? constantWithin(sensing, radar.snrConstant, spec.reference.rangeKm * 1000, 1000)
    : radar.snrConstant;
  const look = new Float64Array(LOOK_WIDTH);
  const factors = new Float64Array(FACTOR_WIDTH);
  const received = (range: number, ground: number): number => {
    const snr = snrAt(constant, rcsM2, range);
    if (!sensing) return snr;
    look.set([range, ground, altitudeM, 0, 300, 0]);
    lookFactorsInto(sensing, constant, look, factors);
    return sensedSnr(sensing, snr, factors);
  };
  const site = makeSite(0.7, 0.57, antennaM);
  const horizon = makeHorizonTable(flatTerrain(), site, {
    maximumRange: radar.instrumentedRange,
    azimuthBins: 8,
    rangeStep: 500,
    refractionFactor: 4 / 3,
    roughnessMargin: 0,
  });
  const at = new Float64Array(3);
  const azimuth = 1;
  const seen = (ground: number): boolean => {
    const place = geodesicDirect(site.lat, site.lon, azimuth, ground);
    geodeticToEcefInto(place.lat, place.lon, altitudeM, at);
    const [x, y, z] = at.map((value, i) => value - site.positionEcef[i]);
    const range = Math.sqrt(x * x + y * y + z * z);
    const up = x * site.basis[6] + y * site.basis[7] + z * site.basis[8];
    const level = Math.sqrt(range * range - up * up);
    return (
      inCoverage(radar, range, up / range, Number.POSITIVE_INFINITY) &&
      altitudeM >= lowestVisibleHeight(horizon, azimuth, level) &&
      detectionProbability(fluctuation, received(range, level), radar.falseAlarmProbability, radar.pulses) >=
        probability
    );
  };
  let ground = radar.instrumentedRange;
  while (ground > 0 && !seen(ground)) ground -= 500;
  let beyond = ground + 500;
  for (let i = 0; i < 12; i++) {
    const middle = (ground + beyond) / 2;
    if (seen(middle)) ground = middle;
    else beyond = middle;
  }
  return ground / 1000;
}

/** The range over draws: where 5, 50 and 95 of 100 lie below. */
function spread(values: readonly number[]): [low: number, median: number, high: number] {
  const sorted = Float64Array.from(values).sort();
  return [quantile(sorted, 0.05), quantile(sorted, 0.5), quantile(sorted, 0.95)];
}
const ranges = (preset: string, target: Target, antennaM?: number) =>
  spread(DRAWS.map((k) => rangeKm(drawn(preset, k), target, antennaM)));

describe('TPS-79, calibrated by 80% on 1 m² at 80 nmi (Earth radius 8494.68 km)', () => {
  /** Held out: 80% on 2 m² at 100 nmi, published for half the turns a minute, so for twice the pulses a look. */
  const heldOut = (spec: RadarSpec, moreLooks: number): number => {
    const radar = makeRadar(spec);
    const snr = snrAt(radar.snrConstant, 2, 100 * NAUTICAL_MILE * 1000);
    const { fluctuation, falseAlarmProbability } = spec.reference;
    return detectionProbability(fluctuation as Fluctuation, snr, falseAlarmProbability, moreLooks * radar.pulses);
  };

  test('gives the calibrating point back for every draw', () => {
    for (const k of DRAWS) {
      const spec = drawn('ground-surveillance', k);
      const radar = makeRadar(spec);
      const snr = snrAt(radar.snrConstant, 1, 80 * NAUTICAL_MILE * 1000);
      const { fluctuation, falseAlarmProbability } = spec.reference;
      const found = detectionProbability(fluctuation as Fluctuation, snr, falseAlarmProbability, radar.pulses);
      expect(found).toBeCloseTo(0.8, 9);
    }
  });

  test('80% on 2 m² at 100 nmi holds with the slower turn’s pulses and fails without them, for every draw', () => {
    for (const k of DRAWS) {
      const spec = drawn('ground-surveillance', k);
      expect(heldOut(spec, 2)).toBeGreaterThan(0.8);
      expect(heldOut(spec, 1)).toBeLessThan(0.8);
    }
  });

  test('as the preset’s note says: about 0.85 for a Swerling 1 target, 0.98 for a steady one', () => {
    const spec = nominal('ground-surveillance');
    expect(Math.abs(heldOut(spec, 2) - 0.85)).toBeLessThan(0.01);
    const steady = { ...spec, reference: { ...spec.reference, fluctuation: 0 } };
    expect(Math.abs(heldOut(steady, 2) - 0.98)).toBeLessThan(0.01);
  });

  test('100 nmi is inside the horizon only above 1.8 km', () => {
    const antenna = nominal('ground-surveillance').antennaHeightM;
    expect(radarHorizon(antenna, 1700, RADIUS)).toBeLessThan(100 * NAUTICAL_MILE * 1000);
    expect(radarHorizon(antenna, 1800, RADIUS)).toBeGreaterThan(100 * NAUTICAL_MILE * 1000);
  });
});

describe('36D6M, calibrated by 1 m² at 115 km when flying at 1 km (Earth radius 8494.68 km)', () => {
  /** 1 m² as the brochure's own, unstated terms have it: the draw's probability and fluctuation. */
  const asCalibrated = (spec: RadarSpec, altitudeM: number): number =>
    rangeKm(spec, {
      rcsM2: 1,
      altitudeM,
      fluctuation: spec.reference.fluctuation as Fluctuation,
      probability: spec.reference.detectionProbability,
    });

  test('gives 115 km at 1 km back: the signal ends it there, well inside the horizon of 142 km', () => {
    const spec = nominal('brochure-36d6m');
    expect(radarHorizon(spec.antennaHeightM, 1000, RADIUS) / 1000).toBeCloseTo(142, 0);
    expect(asCalibrated(spec, 1000)).toBeCloseTo(115, 1);
  });

  test('at 100 m the horizon ends it, between the 42 km of the brochure and 53.5 km, for every draw', () => {
    for (const k of DRAWS.slice(0, 60)) {
      const spec = drawn('brochure-36d6m', k);
      const range = asCalibrated(spec, 100);
      expect(range).toBeGreaterThan(42);
      expect(range).toBeLessThan(53.5);
      expect(Math.abs(range - radarHorizon(spec.antennaHeightM, 100, RADIUS) / 1000)).toBeLessThan(0.5);
    }
  });

  /** Flat land under the radar, its heights spread by `roughness`, and the calibrating point flown over it. */
  const overLand = (spec: RadarSpec, roughness: number): Sensing =>
    makeSensing(spec, {
      ...EMPTY_SPACE,
      antennaHeight: spec.antennaHeightM,
      effectiveRadius: RADIUS,
      multipath: { surface: 'land', roughness },
    });

  test('at 100 m over flat land, lobes and diffraction counted, ends at 40.5–45 km: the brochure’s 42 km, for every draw', () => {
    for (const k of DRAWS.slice(0, 40)) {
      const spec = drawn('brochure-36d6m', k);
      const fluctuation = spec.reference.fluctuation as Fluctuation;
      const probability = spec.reference.detectionProbability;
      for (const roughness of [0, 3]) {
        const at = (altitudeM: number) =>
          rangeKm(
            spec,
            { rcsM2: 1, altitudeM, fluctuation, probability },
            spec.antennaHeightM,
            overLand(spec, roughness),
          );
        expect(at(100)).toBeGreaterThan(40.5);
        expect(at(100)).toBeLessThan(45);
      }
    }
    const spec = nominal('brochure-36d6m');
    const reached = rangeKm(
      spec,
      { rcsM2: 1, altitudeM: 1000, probability: spec.reference.detectionProbability },
      spec.antennaHeightM,
      overLand(spec, 0),
    );
    expect(Math.abs(reached - 115)).toBeLessThan(0.3);
  });

  test('without them Parapet is optimistic there by about a quarter', () => {
    const optimism = asCalibrated(nominal('brochure-36d6m'), 100) / 42;
    expect(optimism).toBeGreaterThan(1.2);
    expect(optimism).toBeLessThan(1.3);
  });

  test('between the two altitudes the range rises with altitude until the signal ends it', () => {
    const spec = nominal('brochure-36d6m');
    const found = [100, 200, 400, 600, 800, 1000, 3000].map((altitude) => asCalibrated(spec, altitude));
    for (let i = 1; i < found.length; i++) expect(found[i]).toBeGreaterThan(found[i - 1] - 0.5);
    expect(found[2]).toBeCloseTo(radarHorizon(spec.antennaHeightM, 400, RADIUS) / 1000, 0);
    expect(found[6]).toBeCloseTo(115, 0);
  });
});

describe('90K6E, calibrated by 2 m² at 450 km when flying at 10–30 km (Earth radius 8494.68 km)', () => {
  const at = (spec: RadarSpec, altitudeM: number): number =>
    rangeKm(spec, {
      rcsM2: 2,
      altitudeM,
      fluctuation: spec.reference.fluctuation as Fluctuation,
      probability: spec.reference.detectionProbability,
    });

  test('holds from 12 to 30 km for every draw', () => {
    for (const k of DRAWS.slice(0, 60)) {
      const spec = drawn('brochure-90k6e', k);
      // Ranges here are over the ground, up to 2 km shorter than along the line of sight.
      for (const altitude of [12_000, 20_000, 30_000]) expect(Math.abs(at(spec, altitude) - 449)).toBeLessThan(1.5);
    }
  });

  test('at 10 km is beyond the horizon of about 424 km: 6% less than the brochure says', () => {
    const spec = nominal('brochure-90k6e');
    expect(radarHorizon(spec.antennaHeightM, 10_000, RADIUS) / 1000).toBeCloseTo(424, 0);
    expect(at(spec, 10_000) / 450).toBeCloseTo(0.94, 2);
    expect(at(spec, 11_000)).toBeLessThan(446);
    expect(at(spec, 11_500)).toBeGreaterThan(449);
  });
});

describe('what is said of the S-400-class lies in the spread over draws (Earth radius 8494.68 km)', () => {
  const fighterHeight = 10_000;

  test('91N6E-like: 340–390 km on 4 m², never beyond its instrumented 600 km', () => {
    const [low, median, high] = ranges('s400-91n6', { rcsM2: 4, altitudeM: fighterHeight });
    expect(low).toBeLessThan(340);
    expect(high).toBeGreaterThan(390);
    expect(median).toBeGreaterThan(340);
    expect(median).toBeLessThan(390);
    for (const k of DRAWS) expect(drawn('s400-91n6', k).instrumentedRangeKm).toBeLessThanOrEqual(600);
  });

  test('92N6E-like: about 340 km on 4 m², in a sector of ±30–45°', () => {
    const [low, , high] = ranges('s400-92n6', { rcsM2: 4, altitudeM: fighterHeight });
    expect(low).toBeLessThan(340);
    expect(high).toBeGreaterThan(340);
    for (const k of DRAWS) {
      const width = drawn('s400-92n6', k).sectorWidthDeg;
      expect(width).toBeGreaterThanOrEqual(60);
      expect(width).toBeLessThanOrEqual(90);
    }
  });

  test('96L6E-like: about 300 km', () => {
    const [low, , high] = ranges('s400-96l6', { rcsM2: 4, altitudeM: fighterHeight });
    expect(low).toBeLessThan(300);
    expect(high).toBeGreaterThan(300);
  });

  test.each([
    ['s400-9m96e', 40],
    ['s400-9m96e2', 120],
    ['s400-48n6', 250],
    ['s400-40n6', 400],
  ])(
    '%s reaches no further than the published %d km, and in some draw at least three quarters as far',
    (preset, km) => {
      const reach = DRAWS.map((k) => interceptor(preset, k).maximumRangeKm);
      expect(Math.max(...reach)).toBeLessThanOrEqual(km);
      expect(Math.max(...reach)).toBeGreaterThan(0.75 * km);
    },
  );

  test('none of its missiles engages ballistic missiles beyond 60 km, or below 5 m or above 30 km', () => {
    for (const preset of ['s400-9m96e', 's400-9m96e2', 's400-48n6', 's400-40n6']) {
      for (const k of DRAWS) {
        const spec = interceptor(preset, k);
        expect(spec.ballisticRangeKm, preset).toBeLessThanOrEqual(60);
        expect(spec.minimumAltitudeM, preset).toBeGreaterThanOrEqual(5);
        expect(spec.maximumAltitudeM, preset).toBeLessThanOrEqual(30_000);
      }
    }
  });
});

describe('what is said of the Patriot-class lies in the spread over draws (Earth radius 8494.68 km)', () => {
  test('the radar sees a fighter of 3 m² beyond 150 km in more than half of the draws, in a sector of 90–120°', () => {
    const [, median] = ranges('patriot-mpq65', { rcsM2: 3, altitudeM: 10_000 });
    expect(median).toBeGreaterThan(150);
    for (const k of DRAWS) {
      const spec = drawn('patriot-mpq65', k);
      expect(spec.instrumentedRangeKm).toBeGreaterThanOrEqual(150);
      expect(spec.sectorWidthDeg).toBeGreaterThanOrEqual(90);
      expect(spec.sectorWidthDeg).toBeLessThanOrEqual(120);
    }
  });

  test('GEM-T class: 70–160 km, up to 24–32 km high', () => {
    for (const k of DRAWS) {
      const { maximumRangeKm, maximumAltitudeM } = interceptor('patriot-gemt', k);
      expect(maximumRangeKm).toBeGreaterThanOrEqual(70);
      expect(maximumRangeKm).toBeLessThanOrEqual(160);
      expect(maximumAltitudeM).toBeGreaterThanOrEqual(24_000);
      expect(maximumAltitudeM).toBeLessThanOrEqual(32_000);
    }
  });

  test('MSE class: no further than 60 km against ballistic missiles and 120 km against aircraft, 24–36 km high', () => {
    for (const k of DRAWS) {
      const spec = interceptor('patriot-mse', k);
      expect(spec.ballisticRangeKm).toBeLessThanOrEqual(60);
      expect(spec.maximumRangeKm).toBeGreaterThanOrEqual(60);
      expect(spec.maximumRangeKm).toBeLessThanOrEqual(120);
      expect(spec.maximumAltitudeM).toBeGreaterThanOrEqual(24_000);
      expect(spec.maximumAltitudeM).toBeLessThanOrEqual(36_000);
    }
  });
});

describe('what is said of airborne early warning at 9 km lies in the spread over draws (Earth radius 8494.68 km)', () => {
  const ALTITUDE = 9000;

  test('over 320 km on a low flyer of a fighter’s size, in more than nine draws of ten', () => {
    const low = DRAWS.map((k) => rangeKm(drawn('aew-e3', k), { rcsM2: 5, altitudeM: 100 }, ALTITUDE));
    expect(low.filter((range) => range > 320).length).toBeGreaterThan(0.9 * DRAWS.length);
    // The horizon of a target at 100 m: nothing low is seen beyond it.
    expect(Math.max(...low)).toBeLessThan(radarHorizon(ALTITUDE, 100, RADIUS) / 1000 + 0.5);
  });

  test('about 400 km on a small target, 520 km on a bomber', () => {
    const small = ranges('aew-e3', { rcsM2: 3, altitudeM: 6000 }, ALTITUDE);
    expect(small[0]).toBeLessThan(400);
    expect(small[2]).toBeGreaterThan(400);
    const bomber = ranges('aew-e3', { rcsM2: 50, altitudeM: 10_000 }, ALTITUDE);
    expect(bomber[0]).toBeLessThan(520);
    expect(bomber[2]).toBeGreaterThan(520);
  });
});
