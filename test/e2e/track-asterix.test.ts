import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type TrackJob, type TrackOutcome, trackFile } from '../../dist/node/index.js';
import { block, captureOf, joined } from '../fixtures/asterix-encoder.js';
import { makeRecording, type RecordingPlan, straightFlight } from '../fixtures/asterix-recording.js';
import { parapet, temporaryFolder } from './parapet.js';

const folder = temporaryFolder();
const file = (name: string): string => join(folder, name);
const write = (name: string, content: string | Uint8Array): string => {
  writeFileSync(file(name), content);
  return file(name);
};
const job = (name: string, more: Partial<TrackJob> = {}): TrackJob => ({
  file: name,
  seed: 1,
  target: 'airliner',
  useIdentity: false,
  repeat: 1,
  ...more,
});
const track = async (name: string, more: Partial<TrackJob> = {}): Promise<TrackOutcome> =>
  (await trackFile(job(name, more))) as TrackOutcome;

/** Two radars, three aircraft, five minutes over midnight. */
const START = 86_400 - 150;
const RADARS = [
  { sac: 25, sic: 1, latDeg: 45.8, lonDeg: 16, heightM: 150, periodS: 5 },
  { sac: 25, sic: 2, latDeg: 45.2, lonDeg: 14.8, heightM: 400, periodS: 6, tellsPlace: false },
];
const flight = (address: number, latDeg: number, lonDeg: number, headingDeg: number) =>
  straightFlight(
    { address, mode3A: 0o1000 + address, callsign: `FLY${address}` },
    { latDeg, lonDeg, heightM: 10_000, time: START },
    headingDeg,
    220,
  );
const plan: RecordingPlan = {
  radars: RADARS,
  flights: [flight(1, 45.3, 15.2, 40), flight(2, 46, 15.5, 170), flight(3, 45.1, 16.4, 300)],
  from: START,
  to: START + 300,
  seed: 5,
  clutterPerTurn: 2,
};
const { packets, reports } = makeRecording(plan);
const pcap = write('two-radars.pcap', captureOf(packets));
const config = write('radars.yaml', 'radars:\n  - { sac: 25, sic: 2, latDeg: 45.2, lonDeg: 14.8, heightM: 400 }\n');

describe('parapet track of an ASTERIX recording', () => {
  const out = file('out.json');
  const ended = parapet('track', pcap, '--config', config, '--out', out, '--json');
  const told = JSON.parse(ended.stdout);
  const { tracks } = JSON.parse(readFileSync(out, 'utf8'));

  test('takes every report, of both radars, over midnight', () => {
    expect(ended.code, ended.stderr).toBe(0);
    expect(told).toMatchObject({ format: 'asterix', detected: true, counts: { plots: reports.length } });
    expect(
      told.recording.radars.map(({ id, placeFrom }: { id: string; placeFrom: string }) => [id, placeFrom]),
    ).toEqual([
      ['25/1', 'I034/120'],
      ['25/2', 'given'],
    ]);
  });

  test('follows each aircraft without reading its address, and scores itself by the addresses', () => {
    expect(told.identity).toMatchObject({ addresses: 3, addressesTracked: 3, changes: 0 });
    expect(told.identity.plotShare).toBeGreaterThan(0.9);
    expect(told.identity.tracksPerAddress).toBeLessThan(2);
  });

  test('writes positions that are the aircraft’s, in degrees and UTC seconds beyond midnight', () => {
    for (const { modeS, states } of tracks.filter((one: { modeS?: string }) => one.modeS)) {
      const own = plan.flights[Number.parseInt(modeS, 16) - 1];
      const [timeS, lat, lon] = states.at(-1);
      const truth = own.at(timeS);
      expect(timeS).toBeGreaterThan(START);
      expect(Math.hypot((lat - (truth?.latDeg ?? 0)) * 111e3, (lon - (truth?.lonDeg ?? 0)) * 78e3)).toBeLessThan(1000);
    }
    expect(Math.max(...tracks.map(({ states }: { states: number[][] }) => states.at(-1)?.[0] ?? 0))).toBeGreaterThan(
      86_400,
    );
  });

  test('names the radar and address of every plot that a track took, with its code beside the track', () => {
    const own = tracks.find((one: { modeS?: string }) => one.modeS === '000002');
    expect(own).toMatchObject({ mode3A: '1002', callsign: 'FLY2' });
    expect(new Set(own.plots.map(({ sic }: { sic: number }) => sic))).toEqual(new Set([1, 2]));
    expect(own.plots.every(({ timeS, sac }: { timeS: number; sac: number }) => timeS >= START && sac === 25)).toBe(
      true,
    );
  });

  test('refuses a recording of a radar whose place nobody tells, and names it', () => {
    const { code, stderr } = parapet('track', pcap);
    expect(code).toBe(2);
    expect(stderr).toMatch(/SAC\/SIC 25\/2 \(\d+ plots\).*radars: \[\{ sac: 25, sic: 2, .*\(SCN-132\)/);
  });
});

describe('a broken recording is tracked as far as it can be read', () => {
  const blocks = joined(packets.map(({ bytes }) => bytes));

  test('cut short: the block that is missing is told with its offset', async () => {
    const { problems, counts } = await track(write('cut.ast', blocks.subarray(0, blocks.length - 7)), { config });
    expect(problems.some(({ first }) => first.some((place) => /^byte \d+$/.test(place)))).toBe(true);
    expect(counts.plots).toBeGreaterThan(reports.length - 20);
  });

  test('with bits flipped: whatever is lost is counted, and nothing crashes', async () => {
    const broken = Uint8Array.from(blocks);
    for (let k = 500; k < broken.length; k += 997) broken[k] ^= 1 << (k % 8);
    const { problems, counts } = await track(write('flipped.ast', broken), { config });
    expect(problems.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(5);
    expect(counts.plots).toBeGreaterThan(reports.length / 2);
    expect(counts.plots).toBeLessThan(reports.length);
  });

  test('with categories that are not read: skipped, with a count', async () => {
    const mixed = joined([block(65, [0x80, 1, 2]), blocks, block(65, [0x80, 1, 2]), block(8, [0x80, 1, 2])]);
    const { problems, counts } = await track(write('mixed.ast', mixed), { config });
    expect(problems).toContainEqual({
      message: 'blocks of category 65, which is not read: skipped',
      count: 2,
      first: [],
    });
    expect(problems).toContainEqual({
      message: 'blocks of category 8, which is not read: skipped',
      count: 1,
      first: [],
    });
    expect(counts.plots).toBe(reports.length);
  });

  test('given twice over, and out of order: each plot is taken once', async () => {
    const shuffled = joined(
      [...packets.slice(40), ...packets.slice(0, 40), ...packets.slice(60, 90)].map(({ bytes }) => bytes),
    );
    const { problems, counts } = await track(write('twice.ast', shuffled), { config });
    expect(problems.map(({ message }) => message).join()).toMatch(/AST-026.*AST-027|AST-027.*AST-026/s);
    expect(counts.plots).toBeLessThanOrEqual(reports.length);
  });

  test('without any plot: refused, with what there was instead', async () => {
    const none = write('none.ast', block(65, [0x80, 1, 2]));
    await expect(track(none)).rejects.toThrow('no record could be read; 1 × blocks of category 65');
  });
});
