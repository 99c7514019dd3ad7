import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parapet, temporaryFolder } from './parapet.js';

const folder = temporaryFolder();
const head = { format: 'iamd-tracking-bench/1', case: 'one', seed: '1', scans: 12, scanPeriod_s: 5 };
const rows = (from: number, offset: number): number[][] =>
  Array.from({ length: 12 - from }, (_, n) => [from + n, 1000 * (from + n) + offset, 0, 3000, 200 + offset / 10, 0, 0]);
const truth = { ...head, targets: [{ id: 'T1', kind: 'transport', states: rows(0, 0) }] };
const tracks = { ...head, tracker: 'mine', timing: { cpu_s: 0.5 }, tracks: [{ id: 'a', states: rows(2, 40) }] };

/** Writes a document, or text as it is, and gives its path. */
function file(name: string, content: object | string): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}
const score = (given: object | string, ...flags: string[]) =>
  parapet('score', file('truth.json', truth), file('tracks.json', given), ...flags);

describe('parapet score', () => {
  test('prints a table for people', () => {
    const { code, stdout } = score(tracks);
    expect(code).toBe(0);
    expect(stdout).toMatch(/GOSPA +151 m +mean of all scans; 40 m without the first 10/);
    expect(stdout).toMatch(/Velocity error +4 m\/s/);
    expect(stdout).toMatch(/Completeness +0\.8333/);
  });

  test('prints JSON under the names of the bench’s scorer, with the timing that the tracks file tells', () => {
    const { code, stdout } = score(tracks, '--json');
    expect(code).toBe(0);
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({
      case: 'one',
      c_m: 1000,
      dims: 3,
      gospa_mean_m: 151.184,
      gospa_settled_m: 40,
      gospa_parts_mean: { localisation: 1333.3, missed: 83_333.3, false: 0 },
      missed_per_scan: 0.1667,
      position_rmse_m: 40,
      velocity_rmse_mps: 4,
      siap: { completeness: 0.8333, ambiguity: 1, spuriousness: 0, longest_segment: 0.8333 },
      timing: { cpu_s: 0.5 },
    });
  });

  test('takes another cut-off, order and number of dimensions', () => {
    const { stdout } = score(tracks, '--json', '--c', '30', '--p', '1', '--dims', '2', '--settle', '2');
    expect(JSON.parse(stdout)).toMatchObject({ c_m: 30, p: 1, dims: 2, gospa_settled_m: 30, position_rmse_m: null });
  });
});

describe('what cannot be scored is told with code and place, and exit code 2', () => {
  const expectTold = ({ code, stdout, stderr }: ReturnType<typeof parapet>, errorCode: string, ...words: string[]) => {
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`(${errorCode})`);
    for (const word of words) expect(stderr).toContain(word);
    expect(stderr).not.toMatch(/^\s+at /m);
  };
  const withStates = (states: unknown[]): object => ({ ...tracks, tracks: [{ id: 'a', states }] });

  test('a missing file, with the nearest name', () => {
    const path = file('truth.json', truth);
    expectTold(parapet('score', join(folder, 'truht.json'), path), 'SCN-041', 'did you mean', 'truth.json?');
  });

  test('text that breaks off, with line and column', () => {
    expectTold(score(JSON.stringify(tracks).slice(0, 200)), 'SCN-120', 'tracks.json:1:201', 'an end too early');
  });

  test('the files in the wrong order, and tracks of another recording', () => {
    expectTold(parapet('score', file('t.json', tracks), file('truth.json', truth)), 'SCN-121', 'it holds tracks');
    expectTold(score({ ...tracks, seed: '2' }), 'SCN-123', 'seed 1', 'seed 2');
  });

  test('a track twice in a scan, beside a state of the wrong width and a scan that is not in the recording', () => {
    const given = score(
      withStates([
        [3, 0, 0, 0],
        [3, 1, 1, 1],
        [4, 0],
        [12, 0, 0, 0],
      ]),
    );
    expectTold(given, 'SCN-122', 'tracks[0].states[1]', 'got 2 numbers', '0–11; got 12', '3 errors');
  });

  test('options out of range', () => {
    expectTold(score(tracks, '--settle', '12'), 'SCN-047', 'got 12 of 12 scans');
    expectTold(score(tracks, '--dims', '4'), 'SCN-047', 'Allowed choices are 2, 3');
  });
});
