import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type AsterixRecord,
  decodeAsterix,
  numberOf,
  readRecording,
  scansOfRecording,
} from '../../src/exchange/asterix/index.js';
import { readCapture } from '../../src/exchange/index.js';
import { captureOf } from '../fixtures/asterix-encoder.js';
import { makeRecording, straightFlight } from '../fixtures/asterix-recording.js';

/**
 * The decoder against Wireshark's, which others wrote from the same specifications, on real recordings and on encoded ones.
 * Needs Debian's tshark; the real recordings need the folder that PARAPET_DATA names.
 */
const hasTshark = (() => {
  try {
    execFileSync('tshark', ['--version'], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
})();
const samples = join(process.env.PARAPET_DATA ?? '/nowhere', 'asterix');
const hasSamples = process.env.PARAPET_DATA !== undefined && existsSync(samples);
if (!hasTshark) console.warn('SKIPPED: tshark is not installed, so the ASTERIX decoder is not compared with it');
if (!hasSamples) console.warn('SKIPPED: PARAPET_DATA is unset, so no real ASTERIX recording is read');

const sample = (name: string): Uint8Array => new Uint8Array(readFileSync(join(samples, name)));

/** Every value of each field in a capture, in the order of the file, as tshark reads it. */
function dissect(capture: Uint8Array, ports: string, fields: readonly string[]): Record<string, number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'parapet-asterix-'));
  try {
    const file = join(folder, 'capture.pcap');
    writeFileSync(file, capture);
    const args = ['-r', file, '-d', `udp.port==${ports},asterix`, '-T', 'fields', '-E', 'occurrence=a'];
    const out = execFileSync('tshark', [...args, ...fields.flatMap((field) => ['-e', `asterix.${field}`])], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 1e8,
    });
    const values: Record<string, number[]> = Object.fromEntries(fields.map((field) => [field, []]));
    for (const line of out.split('\n').filter((text) => text !== '')) {
      line.split('\t').forEach((cell, column) => {
        if (cell !== '') values[fields[column]].push(...cell.split(',').map(Number));
      });
    }
    return values;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Read = (record: AsterixRecord) => number | undefined;
/** tshark's field, how we read the same, in its unit. */
const REPORT_FIELDS: Record<string, Read> = {
  '048_140_VALUE': (record) => numberOf(record, '140', 'time'),
  '048_040_RHO': (record) => scaled(numberOf(record, '040', 'rho'), 1 / 1852),
  '048_040_THETA': (record) => numberOf(record, '040', 'thetaDeg'),
  '048_220_VALUE': (record) => numberOf(record, '220', 'address'),
  // Two's complement in the specification; tshark 4.0 shows levels below zero as 4096 more.
  '048_090_FL': (record) => {
    const level = numberOf(record, '090', 'flightLevel');
    return level !== undefined && level < 0 ? level + 4096 : level;
  },
  '048_020_TYP': (record) => numberOf(record, '020', 'TYP'),
  '048_200_GSP': (record) => scaled(numberOf(record, '200', 'groundSpeed'), 1 / 1852),
  '048_161_TRN': (record) => numberOf(record, '161', 'track'),
};
const SERVICE_FIELDS: Record<string, Read> = {
  '034_000_VALUE': (record) => numberOf(record, '000', 'type'),
  '034_030_VALUE': (record) => numberOf(record, '030', 'time'),
  '034_020_VALUE': (record) => numberOf(record, '020', 'sectorDeg'),
  '034_041_VALUE': (record) => numberOf(record, '041', 'period'),
  '034_120_LAT': (record) => numberOf(record, '120', 'latDeg'),
  '034_120_LON': (record) => numberOf(record, '120', 'lonDeg'),
  '034_120_HGT': (record) => numberOf(record, '120', 'height'),
};
const TRACK_FIELDS: Record<string, Read> = {
  '062_070_VALUE': (record) => numberOf(record, '070', 'time'),
  '062_040_VALUE': (record) => numberOf(record, '040', 'track'),
  '062_105_LAT': (record) => numberOf(record, '105', 'latDeg'),
  '062_105_LON': (record) => numberOf(record, '105', 'lonDeg'),
  '062_100_X': (record) => numberOf(record, '100', 'x'),
  '062_185_VX': (record) => numberOf(record, '185', 'vx'),
  '062_136_VALUE': (record) => numberOf(record, '136', 'flightLevel'),
  '062_130_VALUE': (record) => scaled(numberOf(record, '130', 'altitude'), 1 / 0.3048),
  '062_380_ADR_VALUE': (record) => numberOf(record, '380', 'ADR', 'address'),
  '062_340_POS_RHO': (record) => scaled(numberOf(record, '340', 'POS', 'rho'), 1 / 1852),
};

const scaled = (value: number | undefined, by: number): number | undefined =>
  value === undefined ? undefined : value * by;

/** Compares every value of every field; the number of values compared. tshark prints 15 digits and fewer. */
function expectSame(records: readonly AsterixRecord[], read: Record<string, Read>, seen: Record<string, number[]>) {
  let compared = 0;
  for (const [field, of] of Object.entries(read)) {
    const ours = records.flatMap((record) => of(record) ?? []);
    expect(ours.length, field).toBe(seen[field].length);
    ours.forEach((value, i) => void expect(value, field).toBeCloseTo(seen[field][i], 9));
    compared += ours.length;
  }
  return compared;
}

describe.skipIf(!hasTshark)('tshark reads the same', () => {
  test.skipIf(!hasSamples)('of the real reports and service messages of seven radars', () => {
    const bytes = sample('cat_034_048.pcap');
    const { problemCount, duplicates, packets } = readRecording(bytes);
    expect({ problemCount, duplicates, udp: packets?.udp }).toEqual({ problemCount: 0, duplicates: 50, udp: 100 });
    const fields = [...Object.keys(REPORT_FIELDS), ...Object.keys(SERVICE_FIELDS)];
    const seen = dissect(bytes, '21111-22135', fields);
    // Both networks' copies, as tshark sees them.
    const records = readCapture(bytes).payloads.flatMap(({ start, end }) => [
      ...decodeAsterix(bytes.subarray(start, end)).records,
    ]);
    const compared =
      expectSame(
        records.filter(({ category }) => category === 48),
        REPORT_FIELDS,
        seen,
      ) +
      expectSame(
        records.filter(({ category }) => category === 34),
        SERVICE_FIELDS,
        seen,
      );
    expect(compared).toBeGreaterThan(900);
  });

  test.skipIf(!hasSamples)('of real system tracks', () => {
    for (const name of ['cat062_asterix4py.ast', 'cat062cat065.raw']) {
      const bytes = sample(name);
      const { records, problemCount } = decodeAsterix(bytes);
      expect(problemCount).toBe(0);
      const seen = dissect(captureOf([{ at: 0, bytes }]), '8600', Object.keys(TRACK_FIELDS));
      expect(expectSame(records, TRACK_FIELDS, seen)).toBeGreaterThan(15);
    }
  });

  test.skipIf(!hasSamples)('of real ADS-B reports', () => {
    const bytes = sample('cat21_re.ast');
    const { records, problemCount } = decodeAsterix(bytes);
    expect(problemCount).toBe(0);
    expect(records.map(({ edition }) => edition)).toEqual(['2.6', '2.6']);
    const read: Record<string, Read> = {
      '021_130_LAT': (record) => numberOf(record, '130', 'latDeg'),
      '021_130_LON': (record) => numberOf(record, '130', 'lonDeg'),
      '021_080_VALUE': (record) => numberOf(record, '080', 'address'),
      '021_073_VALUE': (record) => numberOf(record, '073', 'time'),
    };
    const seen = dissect(captureOf([{ at: 0, bytes }]), '8600', Object.keys(read));
    expect(expectSame(records, read, seen)).toBe(8);
  });

  test('of an encoded recording of two radars over midnight', () => {
    const flight = (i: number) =>
      straightFlight(
        { address: 0x480000 + i, mode3A: 0o1000 + i, callsign: `KLM${i}` },
        { latDeg: 52 + i / 50, lonDeg: 4 + i / 40, heightM: 3000 + 500 * i, time: 0 },
        37 * i,
        200,
      );
    const { packets } = makeRecording({
      radars: [
        { sac: 52, sic: 1, latDeg: 52.3, lonDeg: 4.7, heightM: 20, periodS: 4 },
        { sac: 52, sic: 2, latDeg: 53, lonDeg: 5.5, heightM: 45, periodS: 6 },
      ],
      flights: Array.from({ length: 12 }, (_, i) => flight(i)).map((one) => ({
        ...one,
        at: (time: number) => one.at(time - 86_370),
      })),
      from: 86_370,
      to: 86_430,
      seed: 11,
      clutterPerTurn: 3,
    });
    const bytes = captureOf(packets);
    const { records, problemCount } = readRecording(bytes);
    expect(problemCount).toBe(0);
    const seen = dissect(bytes, '8600', [...Object.keys(REPORT_FIELDS), ...Object.keys(SERVICE_FIELDS)]);
    const compared =
      expectSame(
        records.filter(({ category }) => category === 48),
        REPORT_FIELDS,
        seen,
      ) +
      expectSame(
        records.filter(({ category }) => category === 34),
        SERVICE_FIELDS,
        seen,
      );
    expect(compared).toBeGreaterThan(2000);
  });
});

test.skipIf(!hasSamples)('the real recording of seven radars becomes scans once their places are given', () => {
  const recording = readRecording(sample('cat_034_048.pcap'));
  const without = scansOfRecording(recording);
  expect(without.radars.map(({ id, placeFrom }) => [id, placeFrom])).toEqual([['25/12', 'I034/120']]);
  const missing = without.problems.filter(({ code }) => code === 'AST-020');
  expect(missing.map(({ sac, sic }) => `${sac}/${sic}`)).toEqual([
    '25/11',
    '25/13',
    '25/14',
    '25/201',
    '25/204',
    '25/205',
  ]);
  const radars = missing.map(({ sac, sic }, i) => ({ sac, sic, latDeg: 45 + i / 10, lonDeg: 15, heightM: 100 }));
  const scans = scansOfRecording(recording, { radars });
  expect(scans.radars).toHaveLength(7);
  const plots = scans.plots.flat();
  expect(plots).toHaveLength(63);
  expect(scans.radars.map(({ periodS }) => Math.round(periodS))).toEqual([5, 5, 5, 5, 10, 10, 10]);
  expect(scans.scans.every(({ delay }) => delay.every((late) => late >= 0 && late < 1.25))).toBe(true);
});
