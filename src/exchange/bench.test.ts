import { describe, expect, it } from 'vitest';
import {
  benchScans,
  benchTracksDocument,
  type Fault,
  type Read,
  readBenchPlots,
  readBenchTracks,
  readBenchTruth,
} from './index.js';

const head = { format: 'iamd-tracking-bench/1', case: 'two', seed: '7', scans: 3, scanPeriod_s: 5 };
const plots = {
  ...head,
  radar: {
    sigmaRange_m: 30,
    sigmaAzimuth_rad: 0.0015,
    sigmaElevation_rad: 0.002,
    minRange_m: 10_000,
    maxRange_m: 120_000,
    position_enu_m: [0, 0, 10],
    pd: 0.9,
    clutterMeanPerScan: 60,
    clutterBox: { range_m: [10_000, 120_000], azimuth_rad: [-3.14, 3.14], elevation_rad: [0.05, 0.25] },
    clutterDensity_per_m_rad2: 4e-4,
  },
  scanData: [
    { k: 0, t: 0, plots: [[20_000, 0.5, 0.1]] },
    { k: 2, t: 10, plots: [] },
  ],
};
const truth = { ...head, targets: [{ id: 'T1', kind: 'fighter', states: [[0, 1, 2, 3, 4, 5, 6]] }], plotOrigins: [] };
const tracks = {
  ...head,
  tracks: [
    {
      id: 'a',
      states: [
        [1, 1, 2, 3],
        [2, 1, 2, 3, 4, 5, 6],
      ],
    },
  ],
};
const of = { case: 'two', seed: '7', scans: 3, period: 5 };

/** The document with one part, named by its keys, replaced. */
function changed(document: object, keys: (string | number)[], value: unknown): object {
  const copy = structuredClone(document) as Record<string | number, never>;
  const last = keys.slice(0, -1).reduce((at, key) => at[key], copy);
  (last as Record<string | number, unknown>)[keys[keys.length - 1]] = value;
  return copy;
}
const mustRead = <T>(read: Read<T>): T => (read as { value: T }).value;
const told = (read: { faults?: readonly Fault[] }): string =>
  (read.faults ?? []).map(({ code, path, message }) => `${code} ${path}: ${message}`).join('\n');
const plotsWith = (keys: (string | number)[], value: unknown): string =>
  told(readBenchPlots(changed(plots, keys, value)));
const tracksWith = (keys: (string | number)[], value: unknown): string =>
  told(readBenchTracks(changed(tracks, keys, value), of));

describe('the tracking bench’s files', () => {
  it('give plots in columns, and as scans with the clutter of the box’s whole height', () => {
    const scans = benchScans(mustRead(readBenchPlots(JSON.stringify(plots))));
    expect(scans.map(({ time, count }) => [time, count])).toEqual([
      [0, 1],
      [10, 0],
    ]);
    expect([scans[0].range[0], scans[0].azimuth[0], scans[0].elevation[0]]).toEqual([20_000, 0.5, 0.1]);
    expect(scans[0].sensor.position).toEqual([0, 0, 10]);
    expect(scans[0].sensor.clutterDensity).toBeCloseTo(4e-4 * 0.2, 15);
  });

  it('give the truth and tracks as histories, with unknown velocities as NaN', () => {
    expect(readBenchTruth(truth)).toEqual({
      value: { head: of, objects: [{ id: 'T1', scan: Int32Array.of(0), state: Float64Array.of(1, 2, 3, 4, 5, 6) }] },
    });
    const read = mustRead(readBenchTracks(tracks, of));
    expect([...read.tracks[0].state.subarray(0, 6)]).toEqual([1, 2, 3, Number.NaN, Number.NaN, Number.NaN]);
  });

  it('are written as they are read, to a millimetre', () => {
    const read = mustRead(readBenchTracks(tracks, of));
    const answer = {
      head: of,
      tracker: 'mine',
      settings: { gate: 0.99 },
      timing: { cpu_s: 1 },
      tracks: read.tracks,
    };
    const document = benchTracksDocument(answer);
    expect(document).toMatchObject({ format: head.format, case: 'two', seed: '7', tracks: tracks.tracks });
    expect(readBenchTracks(JSON.stringify(document), of)).toMatchObject({ value: { timing: { cpu_s: 1 } } });
    const third = [{ id: 'b', scan: Int32Array.of(0), state: new Float64Array(6).fill(1 / 3) }];
    expect(JSON.stringify(benchTracksDocument({ ...answer, tracks: third }))).toContain('[0,0.333,0.333,0.333,');
  });
});

describe('a broken file is told of by place and by what is wanted', () => {
  it('if it is not JSON, with line and column', () => {
    expect(readBenchTruth('{"a":1,\n "b":}').faults).toMatchObject([{ code: 'SCN-120', line: 2, column: 6 }]);
    expect(told(readBenchTruth('{"a":'))).toContain('got an end too early');
    expect(told(readBenchTruth(''))).toContain('got nothing');
  });

  it('if it holds NaN or an infinity, which JSON has not', () => {
    const text = JSON.stringify(tracks).replace('[1,1,2,3]', '[1,1,NaN,3]');
    expect(told(readBenchTracks(text, of))).toBe('SCN-011 : must be a finite number; got NaN');
    expect(tracksWith(['tracks', 0, 'states', 0, 2], Number.POSITIVE_INFINITY)).toContain(
      'SCN-011 tracks[0].states[0][2]',
    );
    expect(tracksWith(['tracks', 0, 'states', 0, 2], null)).toContain('must be a number; got null');
  });

  it('if it is of another format, or another kind of file of this one', () => {
    expect(told(readBenchTruth({ ...truth, format: 'x/2' }))).toContain('must be iamd-tracking-bench/1; got ‘x/2’');
    expect(told(readBenchTruth([]))).toContain('must be an object; got a list');
    expect(told(readBenchTruth(tracks))).toContain('this one has no targets, it holds tracks');
  });

  it('if the tracks are of another recording', () => {
    expect(tracksWith(['seed'], '8')).toBe(
      'SCN-123 : the truth is of case two, seed 7; the tracks are of case two, seed 8',
    );
    expect(tracksWith(['seed'], 7)).toBe('');
  });

  it('if a track is in two places at once, an id is used again, or a scan does not exist', () => {
    expect(tracksWith(['tracks', 0, 'states', 1, 0], 1)).toContain(
      'SCN-122 tracks[0].states[1]: ‘a’ must have one state',
    );
    expect(tracksWith(['tracks', 1], { id: 'a', states: [] })).toContain('SCN-015 tracks[1].id');
    expect(tracksWith(['tracks', 0, 'states', 1, 0], 3)).toContain('must be a whole number 0–2; got 3');
    expect(tracksWith(['tracks', 0, 'states', 1, 0], 0.5)).toContain('got 0.5');
  });

  it('if a state is of the wrong width', () => {
    expect(tracksWith(['tracks', 0, 'states', 0], [1, 2, 3])).toContain('SCN-013 tracks[0].states[0]');
    expect(told(readBenchTruth(changed(truth, ['targets', 0, 'states', 0], [0, 1, 2, 3])))).toContain('got 4 numbers');
  });

  it('if scans are out of order or there twice', () => {
    expect(plotsWith(['scanData', 1, 'k'], 0)).toContain('SCN-024 scanData[1]');
    expect(plotsWith(['scanData', 1, 't'], -5)).toContain('scan 2 at -5 s follows scan 0 at 0 s');
  });

  it('if a plot is no place, or the radar is perfect', () => {
    expect(plotsWith(['scanData', 0, 'plots', 0, 0], -1)).toContain('plots[0] range: must be 0–1000000000 m; got -1');
    expect(plotsWith(['scanData', 0, 'plots', 0, 1], 7)).toContain('azimuth');
    expect(plotsWith(['scanData', 0, 'plots', 0], [1, 2])).toContain('SCN-013 scanData[0].plots[0]');
    expect(plotsWith(['radar', 'sigmaRange_m'], 0)).toContain('SCN-014 radar.sigmaRange_m');
    expect(plotsWith(['radar', 'pd'], undefined)).toContain('SCN-007 radar.pd');
  });

  it('twenty times at most, and then how many more there are', () => {
    const many = Array.from({ length: 50 }, (_, n) => ({ id: `${n}`, states: [[9, 0, 0, 0]] }));
    const { faults } = readBenchTracks({ ...tracks, tracks: many }, of);
    expect(faults).toHaveLength(21);
    expect(faults?.[20]).toMatchObject({ code: 'SCN-038', message: '30 more mistakes of this file are not told' });
  });
});
