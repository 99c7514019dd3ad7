import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { makeStreams, readBenchTracks, type StateHistory, scoreTracks } from '../../dist/index.js';
import { type TrackJob, type TrackOutcome, trackFile } from '../../dist/node/index.js';
import { normal, poisson, uniform } from '../../src/engine/math/index.js';
import { parapet, SCENARIO, temporaryFolder } from './parapet.js';

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
/** What a user is told of a file that cannot be tracked. */
const refusal = (name: string, more: Partial<TrackJob> = {}): Promise<string> =>
  trackFile(job(name, more)).then(
    () => 'nothing was refused',
    (error: Error) => error.message,
  );

const PERIOD = 5;
const SCANS = 30;
const streams = makeStreams(3, 0);
/** Three aircraft that fly straight, seen nine times in ten, among two false plots a scan. */
const FLIGHTS = [
  { x: -40_000, y: 20_000, z: 8000, vx: 220, vy: 30 },
  { x: 10_000, y: 50_000, z: 10_000, vx: -100, vy: -180 },
  { x: 30_000, y: -30_000, z: 6000, vx: 60, vy: 200 },
];

function scanAt(k: number): number[][] {
  const plots: number[][] = [];
  FLIGHTS.forEach(({ x, y, z, vx, vy }, n) => {
    if (uniform(streams, n, 0, 1, k) > 0.9) return;
    const [e, no] = [x + vx * PERIOD * k, y + vy * PERIOD * k];
    const range = Math.hypot(e, no, z);
    plots.push([
      range + 30 * normal(streams, n, 1, 1, k),
      Math.atan2(e, no) + 0.0015 * normal(streams, n, 2, 1, k),
      Math.asin(z / range) + 0.002 * normal(streams, n, 3, 1, k),
    ]);
  });
  for (let c = poisson(streams, 9, 0, 1, k, 2); c > 0; c--) {
    const draw = (n: number): number => uniform(streams, 9, n, c, k);
    plots.push([10_000 + 110_000 * draw(1), Math.PI * (2 * draw(2) - 1), 0.2 * draw(3)]);
  }
  return plots;
}

const CASE = {
  format: 'iamd-tracking-bench/1',
  case: 'three',
  seed: '3',
  scans: SCANS,
  scanPeriod_s: PERIOD,
  radar: {
    sigmaRange_m: 30,
    sigmaAzimuth_rad: 0.0015,
    sigmaElevation_rad: 0.002,
    minRange_m: 10_000,
    maxRange_m: 120_000,
    position_enu_m: [0, 0, 0],
    pd: 0.9,
    clutterMeanPerScan: 2,
    clutterBox: { range_m: [10_000, 120_000], azimuth_rad: [-Math.PI, Math.PI], elevation_rad: [0, 0.2] },
    clutterDensity_per_m_rad2: 2 / (110_000 * 2 * Math.PI * 0.2),
  },
  scanData: Array.from({ length: SCANS }, (_, k) => ({ k, t: k * PERIOD, plots: scanAt(k) })),
};
const TRUTH: StateHistory[] = FLIGHTS.map(({ x, y, z, vx, vy }, n) => ({
  id: `${n}`,
  scan: Int32Array.from({ length: SCANS }, (_, k) => k),
  state: Float64Array.from(CASE.scanData.flatMap(({ t }) => [x + vx * t, y + vy * t, z, vx, vy, 0])),
}));
/** The case with something changed. */
const changed = (change: (copy: typeof CASE) => void): string => {
  const copy = structuredClone(CASE);
  change(copy);
  return JSON.stringify(copy);
};
const good = write('three.plots.json', JSON.stringify(CASE));

describe('parapet track of a bench case', () => {
  const out = file('three.tracks.json');
  const ended = parapet('track', good, '--out', out, '--picture', file('three.svg'), '--json');
  const written = JSON.parse(readFileSync(out, 'utf8'));
  const told = JSON.parse(ended.stdout);

  test('writes tracks in the bench’s format that hold all three aircraft', () => {
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const plots = CASE.scanData.reduce((sum, scan) => sum + scan.plots.length, 0);
    expect(written).toMatchObject({ format: CASE.format, case: 'three', seed: '3', timing: { plots } });
    expect(written.tracker).toMatch(/^parapet /);
    expect(written.settings).toMatchObject({ kind: 'modeBank', identity: { use: false } });
    for (const key of ['wall_s', 'cpu_s', 'scans_per_s', 'plots_per_s'])
      expect(written.timing[key], key).toBeGreaterThan(0);
    const read = readBenchTracks(written, { case: 'three', seed: '3', scans: SCANS, period: PERIOD });
    if (read.faults) throw new Error('the tracks cannot be read');
    const score = scoreTracks({ scans: SCANS, objects: TRUTH }, read.value.tracks);
    expect(score.completeness).toBeGreaterThan(0.85);
    expect(score.idSwitches).toBe(0);
    expect(score.positionRmse).toBeLessThan(200);
  });

  test('tells in JSON what became of every plot, and that the content told the format', () => {
    const { plots, taken, doubted, refused } = told.counts;
    expect(taken + doubted + refused).toBe(plots);
    expect(told).toMatchObject({ format: 'bench', detected: true, scans: SCANS, problems: [] });
    expect(told.tracks.length).toBe(written.tracks.length);
  });

  test('draws them', () => {
    const svg = readFileSync(file('three.svg'), 'utf8');
    expect(svg.match(/<polyline/g)?.length).toBe(written.tracks.length);
  });

  test('gives the same tracks on every run, packed or not, as often as it is repeated', async () => {
    const packed = write('three.json.gz', gzipSync(JSON.stringify(CASE)));
    await track(packed, { out: file('again.json'), repeat: 2 });
    expect(JSON.parse(readFileSync(file('again.json'), 'utf8')).tracks).toEqual(written.tracks);
  });

  test('tells why a track stands as it does, by its plots and what it refused', () => {
    const { number, plots } = told.tracks[0];
    const { code, stdout } = parapet('track', good, '--why', `${number}`);
    expect(code).toBe(0);
    expect(stdout).toContain(`Track ${number}: shown from`);
    expect(stdout.match(/ took plot \d+ \(d² /g)?.length).toBeGreaterThan(plots / 2);
  });

  test('makes no track of nothing', async () => {
    const empty = write(
      'empty.plots.json',
      changed((copy) => {
        copy.scanData = copy.scanData.map((scan) => ({ ...scan, plots: [] }));
      }),
    );
    expect(await track(empty)).toMatchObject({ tracks: [], counts: { plots: 0 }, problems: [] });
  });

  test('leaves a scan of 100,000 plots out whole, says so, and tracks the others', async () => {
    const flood = changed((copy) => {
      copy.scanData[20].plots = Array.from({ length: 100_000 }, (_, i) => [10_000 + i, (i % 628) / 100 - 3.14, 0.1]);
    });
    const { problems, tracks } = await track(write('flood.plots.json', flood));
    expect(problems).toEqual([
      { message: 'scans of more than 20000 plots: left out whole', count: 1, first: ['100 s of radar'] },
    ]);
    expect(tracks.length).toBeGreaterThanOrEqual(3);
  });
});

describe('a file that cannot be tracked is refused with exit code 2, and why', () => {
  test.each([
    ['is empty', '', 'the file is empty'],
    ['is cut short', JSON.stringify(CASE).slice(0, 4000), 'the text is not JSON; got an end too early'],
    [
      'holds NaN',
      JSON.stringify(CASE).replace('"plots":[[', '"plots":[[NaN,0,0],['),
      'must be a finite number; got NaN',
    ],
    ['has a negative range', changed((c) => (c.scanData[3].plots[0][0] = -5)), 'scanData[3].plots[0] range'],
    ['has an azimuth beyond a turn', changed((c) => (c.scanData[3].plots[0][1] = 7)), 'scanData[3].plots[0] azimuth'],
    ['has a sigma of zero', changed((c) => (c.radar.sigmaRange_m = 0)), 'radar.sigmaRange_m'],
    ['has scans out of order', changed((c) => c.scanData.reverse()), 'scans must be in order of time, each once'],
    ['has a scan twice', changed((c) => c.scanData.push(c.scanData[SCANS - 1])), 'in order of time, each once'],
    ['is of no known kind', 'MZ\u0000\u0001\u0002', 'it looks like none of'],
  ])('that %s', async (name, content, message) => {
    const told = await refusal(write(`bad ${name}.json`, content));
    expect(told).toContain(message);
    expect(told).toMatch(/^✖ .*\(SCN-\d+\)\n {2}→ /);
  });

  test('told by the command without a trace', () => {
    const ended = parapet('track', file('bad is empty.json'), '--out', file('never.json'));
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(/^✖ the file is empty \(SCN-130\)\n {2}→ .*bad is empty\.json\n$/);
    expect(existsSync(file('never.json'))).toBe(false);
  });

  test('by a folder, a name that is not there, and another format than was said', async () => {
    expect(await refusal(folder)).toContain('a file is wanted; got a folder');
    expect(await refusal(file('thre.plots.json'))).toContain('did you mean');
    expect(await refusal(good, { format: 'asterix' })).toContain('it looks like a case of the tracking bench');
    expect(await refusal(good, { scenario: SCENARIO })).toContain('holds plots already');
    expect(await refusal(good, { out: good })).toContain('must be different files');
    expect(await refusal(good, { out: folder })).toContain('no ordinary file');
    expect(await refusal(good, { picture: '/dev/null' })).toContain('no ordinary file');
    expect(await refusal(good, { why: 99_999 })).toContain('there is no track 99999');
  });

  test('by a configuration with mistakes, each told with its place and the nearest name', async () => {
    const config = write(
      'tracker.yaml',
      'tracker:\n  association: { methd: jpda }\n  gate: { probability: 2 }\nradars:\n  - { sac: 25, sic: 1, latDeg: 95, lonDeg: 16, heightM: 100 }\n',
    );
    const told = await refusal(good, { config });
    expect(told).toContain('did you mean method?');
    expect(told).toContain('tracker.yaml:2:18 tracker.association.methd');
    expect(told).toContain('tracker.yaml:3:24 tracker.gate.probability');
    expect(told).toContain('tracker.yaml:5:32 radars[0].latDeg');
  });
});

/** Two airliners, a report every ten seconds for ten minutes. */
const HEADER = 'time_utc,icao24,callsign,lat_deg,lon_deg,baro_alt_ft,gs_kt,track_deg,vrate_fpm';
const rows = Array.from({ length: 60 }, (_, k) => {
  const time = `2020-05-01T10:${String(Math.floor(k / 6)).padStart(2, '0')}:${String(10 * (k % 6)).padStart(2, '0')}Z`;
  return [
    `${time},4ba001,THY1,${(36.6 + 0.012 * k).toFixed(5)},34.8,33000,430,0,0`,
    `${time},4ba002,THY2,37.4,${(34.5 + 0.015 * k).toFixed(5)},31000,430,90,0`,
  ];
}).flat();

describe('parapet track of reports of aircraft', () => {
  const out = file('traffic.tracks.json');
  const csv = write('traffic.csv', `${[HEADER, ...rows].join('\n')}\n`);
  const ended = parapet('track', csv, '--scenario', SCENARIO, '--out', out, '--json');
  const told = JSON.parse(ended.stdout);

  test('lets the scenario’s radars look, tracks what they see, and scores it against the reports', () => {
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(told).toMatchObject({ format: 'csv', recording: { aircraft: 2, flightsSeen: 2, date: '2020-05-01' } });
    expect(told.score.siap.completeness).toBeGreaterThan(0.8);
    expect(told.score.position_rmse_m).toBeLessThan(600);
    expect(told.identity).toMatchObject({ addresses: 2, addressesTracked: 2 });
  });

  test('writes positions in degrees, near the aircraft, and the plots that each track took', () => {
    const { tracks } = JSON.parse(readFileSync(out, 'utf8'));
    const own = tracks.filter((one: { modeS?: string }) => one.modeS === '4ba002');
    expect(own.length).toBeGreaterThan(0);
    for (const [timeS, lat, lon, altitude] of own[0].states) {
      expect(Math.abs(lat - 37.4)).toBeLessThan(0.05);
      expect(Math.abs(lon - 34.5 - (0.015 * (timeS - 36_000)) / 10)).toBeLessThan(0.05);
      expect(Math.abs(altitude - 9449)).toBeLessThan(2500);
    }
    expect(own[0].plots[0]).toHaveProperty('timeS');
  });

  test('gives other plots for another seed, and the same for the same', async () => {
    const short = write('short.csv', [HEADER, ...rows.slice(0, 30)].join('\n'));
    const [one, again, other] = [
      await track(short, { scenario: SCENARIO }),
      await track(short, { scenario: SCENARIO }),
      await track(short, { scenario: SCENARIO, seed: 2 }),
    ];
    expect(again.tracks).toEqual(one.tracks);
    expect(other.counts).not.toEqual(one.counts);
  });

  test('counts bad rows of every kind with their lines', async () => {
    const bad = [...rows];
    bad[10] = bad[10].replace(',33000,', ',NaN,');
    bad[20] = bad[20].replace(',33000,', ',,');
    bad[30] = 'half,a,row';
    bad[40] = bad[40].replace('2020-05-01T', '01.05.2020 ');
    [bad[50], bad[52]] = [bad[52], bad[50]];
    bad[60] = bad[60].replace(/,36\.9\d+,/, ',47,');
    bad.push(bad[119]);
    const { problems } = await track(write('bad.csv', [HEADER, ...bad].join('\n')), { scenario: SCENARIO });
    expect(problems.map(({ message, count, first }) => [message.replace(/^rows: /, ''), count, first[0]])).toEqual([
      ['altitude is not -1500 to 100000 ft: left out', 1, 'line 12'],
      ['altitude was not reported: left out', 1, 'line 22'],
      ['has not the 9 columns of the header: left out', 1, 'line 32'],
      ['time is not as 2018-08-01T10:00:00Z: left out', 1, 'line 42'],
      ['earlier than the row before: put in its place', 2, 'line 53'],
      ['farther from the report before than 700 m/s reach: left out', 1, 'line 62'],
      ['same aircraft and time as another row: left out', 1, 'line 122'],
    ]);
  });

  test('reads a packed file that was cut short up to the cut, and says so', async () => {
    const whole = gzipSync([HEADER, ...rows].join('\n'));
    const cut = write('cut.csv.gz', whole.subarray(0, Math.floor(whole.length * 0.7)));
    const { problems, recording } = await track(cut, { scenario: SCENARIO });
    expect(problems[0].message).toContain('cut short: only what stands before the cut is read');
    expect((recording as { rows: number }).rows).toBeLessThan(rows.length);
  });

  test('needs a scenario, a preset that exists, and the columns', async () => {
    expect(await refusal(csv)).toContain('name a scenario whose radars shall look');
    expect(await refusal(csv, { scenario: SCENARIO, target: 'airlner' })).toContain('did you mean airliner?');
    const misnamed = write('misnamed.csv', [HEADER.replace('lat_deg', 'lat_degs'), ...rows].join('\n'));
    expect(await refusal(misnamed, { scenario: SCENARIO })).toContain('is ‘lat_degs’ meant?');
    const useless = write('useless.csv', [HEADER, ...rows.map((row) => row.replace(/,3[0-9]000,/, ',,'))].join('\n'));
    expect(await refusal(useless, { scenario: SCENARIO })).toContain(
      '120 × altitude was not reported: left out (line 2 first)',
    );
  });
});
