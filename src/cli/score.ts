import { type Command, Option } from 'commander';
import { formatNumber, inputError, SCORE_DEFAULTS, type ScoreRecord, scoreRecord, scoreTracks } from '../index.js';
import { readTracksFile, readTruthFile } from '../node/index.js';
import { optionIssue, wholeNumber } from './options.js';
import { print, printJson } from './output.js';

interface ScoreFlags {
  c: number;
  p: number;
  dims: '2' | '3';
  settle: number;
  json?: boolean;
}

/** No recording has more scans. */
const MOST_SETTLE = 1_000_000;

export function addScore(program: Command): void {
  program
    .command('score')
    .description('score a tracks file against the truth: GOSPA, OSPA, SIAP, switches, breaks, errors')
    .argument('<truth>', 'truth of a recording of the tracking bench (.truth.json)')
    .argument('<tracks>', 'tracks of the same recording, as parapet track writes them')
    .option('--c <m>', 'cut-off: what is further apart is no track of that object, m', cutoffOption, SCORE_DEFAULTS.c)
    .option('--p <n>', 'order of GOSPA and OSPA, 1–20', orderOption, SCORE_DEFAULTS.p)
    .addOption(new Option('--dims <n>', 'whether height counts').choices(['2', '3']).default('3'))
    .option(
      '--settle <n>',
      'first scans that the settled GOSPA leaves out',
      wholeNumber('--settle', 0, MOST_SETTLE),
      SCORE_DEFAULTS.settle,
    )
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
docs/models/tracking-metrics.md defines every figure.

Example:
  parapet score b50.truth.json tracks.json
  parapet score b50.truth.json tracks.json --c 500 --dims 2 --json`,
    )
    .action(scoreAction);
}

function scoreAction(truthFile: string, tracksFile: string, flags: ScoreFlags): void {
  const { head, objects } = readTruthFile(truthFile);
  if (flags.settle >= head.scans) {
    const message = `--settle must leave a scan to score; got ${flags.settle} of ${head.scans} scans`;
    throw inputError([optionIssue('--settle', message)]);
  }
  const { tracks, timing } = readTracksFile(tracksFile, head);
  const options = { c: flags.c, p: flags.p, dims: flags.dims === '2' ? 2 : 3, settle: flags.settle } as const;
  const record = scoreRecord(head.case, scoreTracks({ scans: head.scans, objects }, tracks, options), options);
  if (flags.json) printJson({ ...record, ...(timing && { timing }) });
  else print(tellScore(record, flags.settle).join('\n'));
}

const metres = (value: number | null): string => (value === null ? 'none' : `${formatNumber(value)} m`);
const ratio = (value: number | null): string => (value === null ? 'none' : value.toFixed(4));

export function tellScore(record: ScoreRecord, settle: number): string[] {
  const { gospa_parts_mean: parts, siap, p } = record;
  const unit = p === 2 ? 'm²' : `m^${formatNumber(p)}`;
  const space = record.dims === 3 ? 'position' : 'horizontal position';
  const velocity = record.velocity_rmse_mps === null ? 'none' : `${formatNumber(record.velocity_rmse_mps)} m/s`;
  const rows: [string, string, string][] = [
    [
      'GOSPA',
      metres(record.gospa_mean_m),
      `mean of all scans; ${metres(record.gospa_settled_m)} without the first ${settle}`,
    ],
    ['  localisation', `${formatNumber(parts.localisation)} ${unit}`, 'mean of its three terms'],
    ['  missed', `${formatNumber(parts.missed)} ${unit}`, `${formatNumber(record.missed_per_scan)} objects a scan`],
    ['  false', `${formatNumber(parts.false)} ${unit}`, `${formatNumber(record.false_per_scan)} tracks a scan`],
    ['OSPA', metres(record.ospa_mean_m), 'mean of all scans'],
    ['Position error', metres(record.position_rmse_m), 'root mean square over assigned pairs'],
    ['Velocity error', velocity, 'the same'],
    ['Tracks', formatNumber(record.tracks), `${formatNumber(record.false_tracks)} of them false`],
    ['Switches', formatNumber(record.id_switches), 'an object assigned to another track than before'],
    ['Breaks', formatNumber(record.track_breaks), 'an object assigned again after a gap'],
    ['Completeness', ratio(siap.completeness), 'objects held ÷ objects'],
    ['Ambiguity', ratio(siap.ambiguity), 'tracks that hold an object ÷ objects held'],
    ['Spuriousness', ratio(siap.spuriousness), 'tracks that hold none ÷ tracks'],
    ['Longest segment', ratio(siap.longest_segment), 'longest unbroken run with one track ÷ life'],
    [
      'Number changes',
      ratio(record.siap_number_changes_per_scan),
      'switches for each scan in which an object is assigned',
    ],
  ];
  const width = Math.max(...rows.map(([, figure]) => figure.length));
  return [
    `Case ${record.case}: ${record.scans} scans, ${formatNumber(record.truths_per_scan)} objects and ${formatNumber(record.tracks_per_scan)} tracks a scan`,
    `c ${formatNumber(record.c_m)} m, p ${formatNumber(p)}, on ${space}`,
    '',
    ...rows.map(([name, figure, what]) => `${name.padEnd(16)} ${figure.padStart(width)}   ${what}`),
  ];
}

function cutoffOption(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value > 0 && value <= 1e9) return value;
  throw inputError([optionIssue('--c', `--c must be above 0 and at most 1e9 m; got ‘${text}’`)]);
}

/** Below 1 neither is a metric; above 20 the p-th power of a cut-off of 1e9 m would leave the range of doubles. */
function orderOption(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= 1 && value <= 20) return value;
  throw inputError([optionIssue('--p', `--p must be a number 1–20; got ‘${text}’`)]);
}
