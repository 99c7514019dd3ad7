import { expect, it } from 'vitest';
import { observe, radar, type Traffic } from '../../test/fixtures/radar-scans.js';
import { createModeBank, type Scan } from '../index.js';
import { openBankKernel } from './bank-kernel.js';

/** Sixty aircraft in turns, climbs and crossings, in clutter: tables and plots outgrow their first columns. */
const crowd: Traffic = (t) =>
  Array.from({ length: 60 }, (_, k) => {
    const turn = (k % 5) * 0.01 * t;
    return [
      8000 * ((k % 10) - 5) + 4000 * Math.sin(turn) + 90 * t,
      20_000 + 5000 * Math.floor(k / 10) + 4000 * Math.cos(turn),
      3000 + 100 * (k % 7) + (k % 3 === 0 ? 8 * t : 0),
    ];
  });

const scansOf = (edit: (scan: Scan, k: number) => void): Scan[] =>
  observe(radar(), crowd, 40, 250, 3).map(({ scan }, k) => {
    edit(scan, k);
    return scan;
  });

const picturesOf = (scans: readonly Scan[], kernel?: ReturnType<typeof openBankKernel>): string => {
  const bank = createModeBank({ covariances: true }, kernel);
  return JSON.stringify(
    scans.map((scan) => {
      bank.take(scan);
      return [bank.picture(), [...bank.assigned]];
    }),
  );
};

it('gives the same bytes compiled and plain', () => {
  const scans = scansOf(() => undefined);
  const plain = picturesOf(scans);
  expect(JSON.parse(plain).at(-1)[0].length).toBeGreaterThan(50);
  const kernel = openBankKernel();
  expect(kernel).toBeDefined();
  expect(picturesOf(scans, kernel)).toBe(plain);
});

it('and where heights are missing and the beam takes its time', () => {
  const scans = scansOf((scan, k) => {
    for (let i = 0; i < scan.count; i++) {
      scan.delay[i] = (i % 10) / 2;
      if (k % 3 > 0) scan.elevation[i] = Number.NaN;
    }
  });
  expect(picturesOf(scans, openBankKernel())).toBe(picturesOf(scans));
});

it('a copy goes on alike without the kernel', () => {
  const scans = scansOf(() => undefined);
  const bank = createModeBank({}, openBankKernel());
  for (const scan of scans.slice(0, 20)) bank.take(scan);
  const copy = bank.copy();
  for (const scan of scans.slice(20)) {
    bank.take(scan);
    copy.take(scan);
  }
  expect(JSON.stringify(copy.picture())).toBe(JSON.stringify(bank.picture()));
});
