import { expect, test } from 'vitest';
import {
  captureOf,
  joined,
  reportBlock,
  serviceBlock,
  type TargetReport,
} from '../../../test/fixtures/asterix-encoder.js';
import { makeRecording, straightFlight } from '../../../test/fixtures/asterix-recording.js';
import { enuBasisInto, geodesicInverse, geodeticToEcefInto } from '../../engine/earth/index.js';
import { degrees, makeStreams, radians, uniform } from '../../engine/math/index.js';
import { heightOfLevel, placeOfPlot, readRecording, scansOfRecording } from './index.js';
import type { AsterixRecord, ItemFields } from './record.js';

const SITES = [
  { sac: 25, sic: 1, latDeg: 45.9, lonDeg: 16.2, heightM: 350, periodS: 4 },
  { sac: 25, sic: 2, latDeg: 44.9, lonDeg: 14.1, heightM: 1200, periodS: 10 },
];
const start = (latDeg: number, lonDeg: number, heightM: number) => ({ latDeg, lonDeg, heightM, time: 0 });
const identity = (i: number) => ({ address: 0x400000 + i, mode3A: 0o2000 + i, callsign: `TEST${i}` });
const FLIGHTS = [
  straightFlight(identity(1), start(45.2, 15, 10_700), 40, 230),
  straightFlight(identity(2), start(45.6, 15.5, 6000), 200, 180),
  straightFlight({ ...identity(3), primaryOnly: true }, start(45.5, 15.9, 3000), 100, 90),
];
const MIDNIGHT_PLAN = { radars: SITES, flights: FLIGHTS, from: 86_400 - 60, to: 86_400 + 60, seed: 5 };
/** Flights that begin a minute before midnight. */
const PLAN = {
  ...MIDNIGHT_PLAN,
  flights: FLIGHTS.map((flight) => ({ ...flight, at: (time: number) => flight.at(time - MIDNIGHT_PLAN.from) })),
};

const codesOf = (scans: ReturnType<typeof scansOfRecording>) =>
  Object.fromEntries(scans.problems.map(({ code, count }) => [code, count]));

const given = SITES.map(({ periodS, ...place }) => place);
const blocksOf = (...reports: Partial<TargetReport>[]) =>
  readRecording(
    joined(
      reports.map((report) =>
        reportBlock({ sac: 25, sic: 1, time: 100, type: 5, range: 50_000, azimuthDeg: 90, ...report }),
      ),
    ),
  );

test('every report of a recording over midnight comes out once, at its time, beside its identity', () => {
  const { packets, reports } = makeRecording(PLAN);
  const recording = readRecording(captureOf(packets, { networks: 2 }));
  expect(recording.duplicates).toBe(packets.length);
  const { scans, plots, radars, problems } = scansOfRecording(recording);
  expect(problems.filter(({ code }) => code !== 'AST-027')).toEqual([]);
  expect(radars.map(({ id, placeFrom, periodS, periodFrom }) => [id, placeFrom, periodS, periodFrom])).toEqual([
    ['25/1', 'I034/120', 4, 'I034/041'],
    ['25/2', 'I034/120', 10, 'I034/041'],
  ]);
  const got = plots.flat().map(({ timeS, sac, sic, modeS, mode3A }) => `${timeS} ${sac}/${sic} ${modeS} ${mode3A}`);
  const sent = reports.map(
    ({ time, report }) => `${time} ${report.sac}/${report.sic} ${report.address} ${report.mode3A}`,
  );
  expect(got.sort()).toEqual(sent.sort());
  expect(plots.flat().some(({ timeS }) => timeS > 86_400)).toBe(true);
  expect(scans.every((scan, i) => i === 0 || scan.time >= scans[i - 1].time)).toBe(true);
});

test('all detections of a scan lie in its sector and within an eighth of a turn of its time', () => {
  const { packets } = makeRecording(PLAN);
  const { scans } = scansOfRecording(readRecording(joined(packets.map(({ bytes }) => bytes))));
  for (const { sector, azimuth, delay, count, sensor } of scans) {
    for (let row = 0; row < count; row++) {
      expect(azimuth[row]).toBeGreaterThanOrEqual(sector![0]);
      expect(azimuth[row]).toBeLessThan(sector![1]);
      expect(delay[row]).toBeGreaterThanOrEqual(0);
      expect(delay[row]).toBeLessThanOrEqual(sensor.period / 8 + 0.02);
    }
  }
});

test('sectors in which nothing was found are there and empty, so that a track’s misses can be told', () => {
  const { packets } = makeRecording({ ...PLAN, detectionProbability: 0.6 });
  const { scans } = scansOfRecording(readRecording(captureOf(packets)));
  const first = scans.filter(({ sensor }) => sensor.id === '25/1');
  expect(first.some(({ count }) => count === 0)).toBe(true);
  const starts = first.map(({ sector }) => Math.round((sector![0] * 4) / Math.PI));
  expect(starts.every((sector, i) => i === 0 || sector === (starts[i - 1] + 1) % 8)).toBe(true);
});

test('slant range, azimuth and flight level of a plot lead back to where the flight was', () => {
  const { packets, reports } = makeRecording({ ...PLAN, sigmaRange: 0, sigmaAzimuthDeg: 0 });
  const { scans, plots, radars } = scansOfRecording(readRecording(captureOf(packets)));
  const truth = new Map(reports.map((one) => [`${one.time} ${one.report.sic} ${one.report.address}`, one]));
  let compared = 0;
  scans.forEach((scan, i) => {
    plots[i].forEach(({ timeS, sic, modeS }, row) => {
      if (modeS === undefined) return;
      const flight = PLAN.flights[truth.get(`${timeS} ${sic} ${modeS}`)!.flight];
      const radar = radars.find((one) => one.sic === sic)!;
      const place = placeOfPlot(radar, scan.range[row], degrees(scan.azimuth[row]), scan.height[row]);
      const was = flight.at(timeS)!;
      const { distance } = geodesicInverse(
        radians(place.latDeg),
        radians(place.lonDeg),
        radians(was.latDeg),
        radians(was.lonDeg),
      );
      // A step of azimuth is 0.0055°, of range 7.2 m, of time 1/128 s, of latitude 2.4 m.
      expect(distance).toBeLessThan(6 + 0.00005 * scan.range[row]);
      expect(Math.abs(place.heightM - was.heightM)).toBeLessThan(4);
      compared++;
    });
  });
  expect(compared).toBeGreaterThan(50);
});

test('a radar’s pose turns a detection in its own polar terms into the frame', () => {
  const { packets, reports } = makeRecording({ ...PLAN, sigmaRange: 0, sigmaAzimuthDeg: 0 });
  const { scans, plots, frame } = scansOfRecording(readRecording(captureOf(packets)));
  const i = scans.findIndex((_, k) => plots[k].some(({ modeS, sic }) => modeS === 0x400001 && sic === 2));
  const row = plots[i].findIndex(({ modeS }) => modeS === 0x400001);
  const { sensor, range, azimuth, height } = scans[i];
  const { timeS } = plots[i][row];
  const was = FLIGHTS[0].at(timeS - PLAN.from)!;
  const ecef = new Float64Array(3);
  const origin = new Float64Array(3);
  const basis = new Float64Array(9);
  geodeticToEcefInto(radians(was.latDeg), radians(was.lonDeg), was.heightM, ecef);
  geodeticToEcefInto(radians(frame.latDeg), radians(frame.lonDeg), 0, origin);
  enuBasisInto(radians(frame.latDeg), radians(frame.lonDeg), basis);
  const [x, y, z] = [0, 1, 2].map((k) =>
    [0, 1, 2].reduce((sum, j) => sum + basis[3 * k + j] * (ecef[j] - origin[j]), 0),
  );
  const seen = [0, 1, 2].map((k) =>
    [x, y, z].reduce((sum, value, j) => sum + sensor.rotation[3 * k + j] * (value - sensor.position[j]), 0),
  );
  expect(Math.abs(Math.sqrt(seen[0] ** 2 + seen[1] ** 2 + seen[2] ** 2) - range[row])).toBeLessThan(8);
  expect(Math.abs(((Math.atan2(seen[0], seen[1]) + 2 * Math.PI) % (2 * Math.PI)) - azimuth[row])).toBeLessThan(1e-4);
  expect(height[row]).toBeCloseTo(was.heightM, -1);
  expect(reports.length).toBeGreaterThan(0);
});

test('a place is found for every elevation up to straight above', () => {
  const radar = { latDeg: 45, lonDeg: 15, heightM: 200 };
  const above = placeOfPlot(radar, 5000, 77, 10_000);
  expect(above.latDeg).toBeCloseTo(45, 6);
  expect(above.heightM).toBeCloseTo(5200, 3);
  const far = placeOfPlot(radar, 400_000, 180, 12_000);
  expect(far.heightM).toBeCloseTo(12_000, 3);
  expect(far.latDeg).toBeLessThan(41.5);
});

test('a radar without a position gives no scans but a problem that names it, unless its position is given', () => {
  const radars = [SITES[0], { ...SITES[1], tellsPlace: false }];
  const { packets } = makeRecording({ ...PLAN, radars });
  const recording = readRecording(captureOf(packets));
  const without = scansOfRecording(recording);
  expect(without.radars.map(({ id }) => id)).toEqual(['25/1']);
  expect(without.problems.find(({ code }) => code === 'AST-020')?.message).toContain('SAC 25 SIC 2');
  const told = scansOfRecording(recording, { radars: [given[1]] });
  expect(told.radars.map(({ placeFrom }) => placeFrom)).toEqual(['I034/120', 'given']);
  expect(codesOf(told)['AST-020']).toBeUndefined();
});

test('simulated, test and field monitor reports are left out and counted; simulated ones are taken on request', () => {
  const recording = blocksOf(
    {},
    { simulated: true, time: 101 },
    { test: true, time: 102 },
    { fieldMonitor: true },
    { type: 0 },
  );
  const scans = scansOfRecording(recording, { radars: given });
  expect(scans.plots.flat()).toHaveLength(1);
  expect(codesOf(scans)).toMatchObject({ 'AST-023': 2, 'AST-024': 1, 'AST-025': 1 });
  expect(scansOfRecording(recording, { radars: given, takeSimulated: true }).plots.flat()).toHaveLength(3);
});

test('a plot given twice is taken once, and disorder is put right and told', () => {
  const scans = scansOfRecording(blocksOf({ time: 100.5, azimuthDeg: 92 }, { time: 100 }, { time: 100 }), {
    radars: given,
  });
  expect(scans.plots.flat().map(({ timeS }) => timeS)).toEqual([100, 100.5]);
  expect(codesOf(scans)).toMatchObject({ 'AST-026': 1, 'AST-027': 2 });
});

test('a time that stands alone is refused, a gap is not', () => {
  const alone = scansOfRecording(blocksOf({}, { time: 104 }, { time: 9000 }, { time: 108 }), { radars: given });
  expect(alone.plots.flat()).toHaveLength(3);
  expect(codesOf(alone)['AST-028']).toBe(1);
  const gap = scansOfRecording(blocksOf({}, { time: 104 }, { time: 9000 }, { time: 9004 }), { radars: given });
  expect(gap.plots.flat()).toHaveLength(4);
  expect(codesOf(gap)['AST-029']).toBe(1);
  const sparse = scansOfRecording(blocksOf({}, { time: 160 }, { time: 230 }, { time: 40 }), { radars: given });
  expect(sparse.plots.flat().map(({ timeS }) => timeS)).toEqual([100, 160, 230]);
});

test('measurements that are no numbers, negative or beyond a turn are refused with a count', () => {
  const record = (rho: number, thetaDeg: number, time: number): AsterixRecord => ({
    category: 48,
    edition: '1.32',
    offset: 0,
    captured: Number.NaN,
    items: new Map<string, ItemFields>([
      ['010', { SAC: 25, SIC: 1 }],
      ['040', { rho, thetaDeg }],
      ['140', { time }],
    ]),
  });
  const records = [
    record(1000, 10, 5),
    record(Number.NaN, 10, 5),
    record(-1, 10, 5),
    record(1000, 360, 5),
    record(1000, -0.1, 5),
    record(1000, 10, 86_400),
    { ...record(1000, 10, 5), items: new Map([['010', { SAC: 25, SIC: 1 }]]) },
  ];
  const scans = scansOfRecording({ records }, { radars: given });
  expect(scans.plots.flat()).toHaveLength(1);
  expect(codesOf(scans)).toMatchObject({ 'AST-021': 1, 'AST-022': 5 });
});

test('the time of a turn comes from the best evidence there is, and is said to be assumed where there is none', () => {
  const { packets } = makeRecording(PLAN);
  const all = packets.map(({ bytes }) => bytes);
  const periodOf = (blocks: Uint8Array[]) => {
    const { radars } = scansOfRecording(readRecording(joined(blocks)), { radars: given });
    return radars.map(({ periodS, periodFrom }) => [Math.round(periodS * 100) / 100, periodFrom]);
  };
  expect(periodOf(all)).toEqual([
    [4, 'I034/041'],
    [10, 'I034/041'],
  ]);
  const reports = all.filter((bytes) => bytes[0] === 48);
  const [near, far] = periodOf(reports);
  expect([near[1], far[1]]).toEqual(['plots', 'plots']);
  expect(near[0]).toBeCloseTo(4, 0);
  expect(far[0]).toBeCloseTo(10, 0);
  const markers = [0, 1, 2, 4].map((turn) => serviceBlock({ sac: 25, sic: 1, type: 1, time: 90 + 6 * turn }));
  expect(
    periodOf([...markers, reportBlock({ sac: 25, sic: 1, time: 100, type: 5, range: 1e4, azimuthDeg: 9 })]),
  ).toEqual([[6, 'north markers']]);
  expect(codesOf(scansOfRecording(blocksOf({}), { radars: given }))['AST-030']).toBe(1);
});

test('a radar whose reports are of primary radar alone is taken as less exact', () => {
  const sensorOf = (type: number) => scansOfRecording(blocksOf({ type }), { radars: given }).scans[0].sensor;
  expect([sensorOf(5).sigmaRange, sensorOf(1).sigmaRange]).toEqual([70, 120]);
  expect(degrees(sensorOf(1).sigmaAzimuth)).toBeCloseTo(0.15, 12);
});

test('a recording of 100,000 plots in one turn is made into scans', () => {
  const reports = Array.from({ length: 100_000 }, (_, i) => ({
    sac: 25,
    sic: 1,
    time: 100 + Math.floor((i * 512) / 100_000) / 128,
    type: 1,
    range: 5000 + ((i * 1237) % 400_000),
    azimuthDeg: (i * 360) / 100_000,
  }));
  const blocks = Array.from({ length: 200 }, (_, i) => reportBlock(...reports.slice(500 * i, 500 * i + 500)));
  const { scans, plots } = scansOfRecording(readRecording(joined(blocks)), { radars: given });
  expect(plots.reduce((sum, rows) => sum + rows.length, 0)).toBe(100_000);
  expect(scans).toHaveLength(8);
});

test('mutated recordings become scans without throwing, and no more plots come out than reports were read', () => {
  const { packets } = makeRecording({ ...PLAN, to: PLAN.from + 20 });
  const bytes = joined(packets.map((packet) => packet.bytes));
  const streams = makeStreams(7, 0);
  let taken = 0;
  for (let i = 0; i < 2000; i++) {
    const mutated = bytes.slice();
    for (let k = 0; k < 20; k++) {
      mutated[Math.floor(uniform(streams, i, k, 1, 0) * bytes.length)] = Math.floor(256 * uniform(streams, i, k, 2, 0));
    }
    const recording = readRecording(mutated);
    const { scans, plots } = scansOfRecording(recording, { radars: given });
    const count = plots.reduce((sum, rows) => sum + rows.length, 0);
    const reports = recording.records.filter(({ category }) => category === 48).length;
    if (count > reports || scans.length > 1000) throw new Error(`mutation ${i}`);
    if (scans.some(({ range, azimuth, time }) => ![time, ...range, ...azimuth].every(Number.isFinite))) {
      throw new Error(`mutation ${i}`);
    }
    taken += count;
  }
  expect(taken).toBeGreaterThan(2000);
});

test('a flight level is a height in the standard atmosphere', () => {
  // U.S. Standard Atmosphere 1976: a geopotential altitude of 10 668 m is 10 686 m of height.
  expect(heightOfLevel(350)).toBeCloseTo(10_686, 0);
});

test('codes that many aircraft send at once do not tell how fast an antenna turns', () => {
  const flights = Array.from({ length: 12 }, (_, k) =>
    straightFlight(
      { address: 0, mode3A: 0o7000, callsign: 'VFR' },
      { latDeg: 45 + 0.15 * k, lonDeg: 15 + ((0.31 * k) % 2), heightM: 9000, time: 0 },
      30 * k,
      100,
    ),
  );
  const { reports } = makeRecording({ radars: [SITES[0]], flights, from: 0, to: 120, seed: 3 });
  const alike = reports.map(({ report }) => ({ ...report, address: undefined }));
  const { radars } = scansOfRecording(readRecording(joined(alike.map((report) => reportBlock(report)))), {
    radars: given,
  });
  expect(Math.abs(radars[0].periodS - SITES[0].periodS)).toBeLessThan(0.4);
});
