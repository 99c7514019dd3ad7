import { expect, test } from 'vitest';
import { block, joined, reportBlock, serviceBlock } from '../../../test/fixtures/asterix-encoder.js';
import { makeStreams, uniform } from '../../engine/math/index.js';
import { decodeAsterix, numberOf, PROBLEMS_LISTED, textOf } from './index.js';

const report = {
  sac: 25,
  sic: 13,
  time: 43200.5,
  type: 5,
  range: 100_000,
  azimuthDeg: 123.4,
  mode3A: 0o7412,
  flightLevel: 350.25,
  address: 0x3c660c,
  callsign: 'DLH65A',
};

const codesOf = (bytes: Uint8Array) => decodeAsterix(bytes).problems.map(({ code, offset }) => [code, offset]);

test('an encoded report is read as the nearest steps of its values', () => {
  const { records, problemCount } = decodeAsterix(reportBlock(report));
  expect(problemCount).toBe(0);
  expect(records).toHaveLength(1);
  const [record] = records;
  expect(record).toMatchObject({ category: 48, edition: '1.32', offset: 3 });
  expect(numberOf(record, '140', 'time')).toBe(43200.5);
  expect(numberOf(record, '040', 'rho')).toBe((Math.round((100_000 / 1852) * 256) / 256) * 1852);
  expect(numberOf(record, '040', 'thetaDeg')).toBe((Math.round((123.4 / 360) * 65536) * 360) / 65536);
  expect(numberOf(record, '070', 'mode3A')).toBe(0o7412);
  expect(numberOf(record, '090', 'flightLevel')).toBe(350.25);
  expect(numberOf(record, '220', 'address')).toBe(0x3c660c);
  expect(textOf(record, '240', 'identification')).toBe('DLH65A');
  expect(numberOf(record, '020', 'TYP')).toBe(5);
});

test('an encoded north marker is read with its period and the radar’s place', () => {
  const place = { latDeg: -45.25, lonDeg: 15.5, heightM: -12 };
  const bytes = serviceBlock({ sac: 1, sic: 2, type: 1, time: 10, sectorDeg: 0, period: 4.9453125, place });
  const [record] = decodeAsterix(bytes).records;
  expect(numberOf(record, '041', 'period')).toBe(4.9453125);
  expect(numberOf(record, '120', 'height')).toBe(-12);
  expect(numberOf(record, '120', 'latDeg')).toBeCloseTo(-45.25, 4);
  expect(numberOf(record, '120', 'lonDeg')).toBeCloseTo(15.5, 4);
});

test('negative flight levels and all octets of a long item come through', () => {
  const [record] = decodeAsterix(reportBlock({ ...report, flightLevel: -10.5 })).records;
  expect(numberOf(record, '090', 'flightLevel')).toBe(-10.5);
});

test('unknown categories are skipped and counted, and reading goes on behind them', () => {
  const { records, skipped, problemCount } = decodeAsterix(
    joined([block(65, [1, 2, 3]), reportBlock(report), block(65, [4]), block(1, [0])]),
  );
  expect(records).toHaveLength(1);
  expect([...skipped]).toEqual([
    [65, 2],
    [1, 1],
  ]);
  expect(problemCount).toBe(0);
});

test('each way for a block to be wrong has its code and its offset', () => {
  const good = reportBlock(report);
  expect(codesOf(Uint8Array.of(48, 0))).toEqual([['AST-001', 0]]);
  expect(codesOf(joined([good, Uint8Array.of(48, 0, 2, 9, 9)]))).toEqual([['AST-002', good.length]]);
  expect(codesOf(good.subarray(0, good.length - 1))).toEqual([['AST-003', 0]]);
  expect(codesOf(block(48, [0xff]))).toEqual([['AST-004', 3]]);
  expect(codesOf(block(48, [0]))).toEqual([['AST-005', 3]]);
  expect(codesOf(block(48))).toEqual([['AST-005', 0]]);
  expect(codesOf(block(62, [0x40, 1, 2]))).toEqual([['AST-006', 3]]);
  expect(codesOf(block(48, [0xc0, 25, 13, 1]))).toEqual([['AST-007', 6]]);
  expect(codesOf(block(48, [0x01, 0x20, 200, 1, 2]))).toEqual([['AST-008', 5]]);
  expect(codesOf(block(48, [0x01, 0x01, 0x01, 0x04, 0]))).toEqual([['AST-009', 7]]);
  expect(codesOf(block(34, [0x04, 0x40]))).toEqual([['AST-010', 4]]);
});

test('a bad block costs the records behind its fault, and no other block', () => {
  const bad = reportBlock(report, report);
  const last = bad.length - 1;
  const cut = Uint8Array.from([bad[0], 0, last, ...bad.subarray(3, last)]);
  const { records, problems } = decodeAsterix(joined([cut, reportBlock(report)]));
  expect(records).toHaveLength(2);
  expect(problems.map(({ code }) => code)).toEqual(['AST-007']);
});

test('category 021 is read by the edition that fits its bytes, and says which', () => {
  // 010, 040, 130 and 080: the position has in edition 2.6, eight in 0.26, where 040 has two.
  const late = block(21, [0xc5, 0x10, 0, 1, 0, 0x2b, 0xb7, 0x3e, 0xfa, 0x65, 0xba, 0, 0, 7]);
  const early = block(21, [0xd8, 0, 1, 0, 0, 0x00, 0xae, 0xdc, 0xf2, 0xff, 0xe9, 0x96, 0xe8, 0, 0, 7]);
  const [a] = decodeAsterix(late).records;
  const [b] = decodeAsterix(early).records;
  expect([a.edition, b.edition]).toEqual(['2.6', '0.26']);
  expect(numberOf(a, '130', 'latDeg')).toBeCloseTo(61.4753, 4);
  expect(numberOf(b, '130', 'latDeg')).toBeCloseTo(61.4753, 2);
  expect(numberOf(b, '080', 'address')).toBe(7);
  expect(decodeAsterix(late, { adsbEdition: '0.26' }).problemCount).toBe(1);
});

test('a file of nothing but bad blocks is counted to its end and listed so far as there is room', () => {
  const bytes = new Uint8Array(4 * (PROBLEMS_LISTED + 500));
  for (let i = 0; i < bytes.length; i += 4) bytes.set([48, 0, 4, 0], i);
  const { problems, problemCount } = decodeAsterix(bytes);
  expect(problemCount).toBe(PROBLEMS_LISTED + 500);
  expect(problems).toHaveLength(PROBLEMS_LISTED);
});

test('100,000 mutations neither throw nor hang, and what they break is told at an offset inside', () => {
  const streams = makeStreams(2016, 0);
  const sources = [
    joined([
      reportBlock(report, { ...report, type: 1 }),
      serviceBlock({ sac: 25, sic: 13, type: 2, time: 1, sectorDeg: 45 }),
    ]),
    block(62, [0xbf, 0x5f, 0xfd, 0x02, ...new Array<number>(60).fill(0x31)]),
    block(21, [0xc5, 0x1d, 0x31, 0x01, 0x43, 0x23, 0x04, ...new Array<number>(40).fill(0x11)]),
  ];
  let broken = 0;
  let whole = 0;
  for (let i = 0; i < 100_000; i++) {
    const draw = (what: number): number => uniform(streams, i, what, 1, 0);
    const source = sources[i % sources.length];
    const cut = draw(0) < 0.3 ? Math.floor(draw(1) * source.length) : source.length;
    const bytes = source.slice(0, cut);
    const flips = 1 + Math.floor(draw(2) * 4);
    for (let k = 0; k < flips && bytes.length > 0; k++) {
      const at = Math.floor(draw(3 + 2 * k) * bytes.length);
      bytes[at] ^= 1 << Math.floor(draw(4 + 2 * k) * 8);
    }
    const { records, problems, problemCount } = decodeAsterix(bytes);
    if (problems.some(({ offset }) => offset < 0 || offset > bytes.length)) throw new Error(`mutation ${i}`);
    if (problems.length !== problemCount || records.length > bytes.length) throw new Error(`mutation ${i}`);
    if (problemCount > 0) broken++;
    else whole++;
  }
  expect(broken).toBeGreaterThan(30_000);
  expect(whole).toBeGreaterThan(10_000);
});
