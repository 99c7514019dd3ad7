import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gospa, ospa, type ScoreRecord, scoreRecord, scoreTracks } from '../../src/engine/tracker/metrics/index.js';
import { readBenchTracks, readBenchTruth } from '../../src/exchange/index.js';
import { ROOT, temporaryFolder } from '../e2e/parapet.js';
import { badTracks } from '../fixtures/bench-tracks.js';

/** The tracking bench's own scorer, a Python program, beside its three cases. */
const bench = join(process.env.PARAPET_BENCH ?? join(ROOT, '..', 'shared', 'bench'), 'tracking');
const SCORER = join(bench, 'score.py');
const python = spawnSync('python3', ['--version']).status === 0;
const there = python && existsSync(SCORER);
if (!there) {
  const why = python ? `${SCORER} does not exist; PARAPET_BENCH names the folder of benches` : 'there is no python3';
  console.warn(`SKIPPED: equality with the tracking bench's scorer: ${why}.`);
}
const folder = temporaryFolder();

interface Options {
  readonly c?: number;
  readonly p?: number;
  readonly dims?: 2 | 3;
  readonly settle?: number;
}

/** What the bench's scorer and ours say of the same tracks, field by field of the former. */
function both(truthFile: string, tracks: object, options: Options = {}): { theirs: object; ours: object } {
  const file = join(folder, 'tracks.json');
  writeFileSync(file, JSON.stringify(tracks));
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  const { stdout, stderr, status } = spawnSync('python3', [SCORER, truthFile, file, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const { timing, ...theirs } = JSON.parse(stdout);
  const truth = readBenchTruth(readFileSync(truthFile, 'utf8'));
  if (truth.faults) throw new Error(truth.faults[0].message);
  const read = readBenchTracks(JSON.parse(JSON.stringify(tracks)), truth.value.head);
  if (read.faults) throw new Error(read.faults[0].message);
  const score = scoreTracks(
    { scans: truth.value.head.scans, objects: truth.value.objects },
    read.value.tracks,
    options,
  );
  const { siap_number_changes_per_scan, ...ours } = scoreRecord(truth.value.head.case, score, options) as ScoreRecord;
  expect(timing).toEqual(read.value.timing);
  expect(siap_number_changes_per_scan).not.toBe(undefined);
  return { theirs, ours };
}

describe.skipIf(!there)('our score is that of the bench’s scorer, to its last printed digit', () => {
  const truthOf = (name: string): string => join(bench, 'data', `${name}.truth.json`);
  const documentOf = (name: string) => JSON.parse(readFileSync(truthOf(name), 'utf8'));

  for (const name of ['a10', 'b50', 'c200']) {
    it(`on bad tracks of ${name}, by default, on the ground, and for other cut-offs and orders`, () => {
      const tracks = badTracks(documentOf(name), 5);
      for (const options of [
        {},
        { dims: 2 },
        { c: 300, p: 1, settle: 0 },
        { c: 2500, p: 3, settle: 50 },
      ] as Options[]) {
        const { theirs, ours } = both(truthOf(name), tracks, options);
        expect(ours).toEqual(theirs);
      }
    });
  }

  it('on no tracks, on tracks of no length, and on tracks far from everything', () => {
    const head = badTracks(documentOf('a10'), 1);
    const far = { id: 'far', states: Array.from({ length: 150 }, (_, k) => [k, 1e7, 1e7, 0]) };
    for (const tracks of [[], [{ id: 'empty', states: [] }], [far]]) {
      const { theirs, ours } = both(truthOf('a10'), { ...head, tracks });
      expect(ours).toEqual(theirs);
    }
  });

  it('on the truth itself, and on the truth twice, where every assignment ties with another', () => {
    const truth = documentOf('b50');
    const head = badTracks(truth, 1);
    const twice = truth.targets.flatMap(({ id, states }: { id: string; states: number[][] }) => [
      { id, states },
      { id: `${id} again`, states },
    ]);
    for (const tracks of [truth.targets, twice]) {
      const { theirs, ours } = both(truthOf('b50'), { ...head, tracks });
      expect(ours).toEqual(theirs);
    }
  });
});

/** Positions on the x axis, 3 a row. */
const line = (...places: number[]): Float64Array => Float64Array.from(places.flatMap((x) => [x, 0, 0]));

describe('published examples', () => {
  it('five tracks half a unit off have OSPA 0.5 and GOSPA 2.5, for c 10 and p 1', () => {
    // Tests of Stone Soup (Dstl, github.com/dstl/Stone-Soup, test_ospametric.py).
    const [truth, tracks] = [line(0, 1, 2, 3, 4), line(0.5, 1.5, 2.5, 3.5, 4.5)];
    expect([ospa(truth, tracks, 10, 1), gospa(truth, tracks, 10, 1).total]).toEqual([0.5, 2.5]);
    for (const p of [1, 2])
      expect(ospa(line(1, 2, 3, 4, 5), line(1.2, 2.2, 3.2, 4.2, 5.2), 10, p)).toBeCloseTo(0.2, 12);
  });

  it('OSPA with c 200 m and p 1 charges c for a false estimate, shared by all of the larger set', () => {
    // The parameters and kinds of scenario of figure 2 of Schuhmacher, Vo and Vo (2008): estimates 1 m from two objects,
    // then two false ones, an outlier among accurate ones, and two estimates for each object.
    const objects = line(0, 500);
    expect(ospa(objects, line(1, 501, 250, 900), 200, 1)).toBe((2 * 1 + 2 * 200) / 4);
    expect(ospa(line(0, 100, 200, 300), line(1, 101, 201, 301, 900), 200, 1)).toBe((4 * 1 + 200) / 5);
    expect(ospa(objects, line(1, -1, 501, 499), 200, 1)).toBe((2 * 1 + 2 * 200) / 4);
    expect([ospa(objects, line(), 200, 1), ospa(line(), line(), 200, 1)]).toEqual([200, 0]);
  });

  it('GOSPA with alpha 2 charges c^p/2 for each missed and false target, so that a far pair costs what leaving it does', () => {
    // Rahmathullah, García-Fernández and Svensson (2017), proposition 1: the sum over assignments, missed and false.
    const { total, localisation, missed, false: spurious } = gospa(line(0, 500), line(1, 900), 200, 1);
    expect([total, localisation, missed, spurious]).toEqual([201, 1, 100, 100]);
    expect(gospa(line(0), line(1e6), 200, 2).total).toBeCloseTo(200, 12);
  });
});
