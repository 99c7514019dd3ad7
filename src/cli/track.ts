import { type Command, Option } from 'commander';
import { formatNumber, scoreRecord } from '../index.js';
import { RECORDING_FORMATS, type RecordingFormat, type TrackJob, type TrackOutcome, trackFile } from '../node/index.js';
import { catchInterrupts } from './interrupt.js';
import { seedOption, wholeNumber } from './options.js';
import { EXIT, note, print, printJson, progressBar } from './output.js';
import { tellScore } from './score.js';
import { tableOf } from './table.js';
import { tellReasons } from './track-reasons.js';

interface TrackFlags {
  format?: RecordingFormat;
  config?: string;
  scenario?: string;
  seed: number;
  target: string;
  useIdentity?: boolean;
  repeat: number;
  out?: string;
  picture?: string;
  why?: number;
  json?: boolean;
}

export function addTrack(program: Command): void {
  program
    .command('track')
    .description('make tracks of a recording of radar plots')
    .argument(
      '<file>',
      'case of the tracking bench (JSON), ASTERIX (blocks, pcap, pcapng) or ADS-B reports (CSV); also .gz',
    )
    .addOption(
      new Option('--format <name>', 'what the file is, if its content does not tell').choices(RECORDING_FORMATS),
    )
    .option('--config <file>', 'how to track, and where radars stand (YAML or JSON)')
    .option('--scenario <file>', 'for csv: the scenario whose radars look at the aircraft')
    .option('--seed <n>', 'for csv: seed of what the radars detect and how they err', seedOption, 1)
    .option('--target <preset>', 'for csv: what every aircraft is taken for', 'airliner')
    .option('--use-identity', 'let the Mode S addresses of plots decide which track they belong to')
    .option('--out <file>', 'write the tracks (JSON)')
    .option('--picture <file>', 'draw plots and tracks (SVG)')
    .option('--why <number>', 'tell how a track came about, scan by scan', wholeNumber('--why', 0, 1e9))
    .option('--repeat <n>', 'do it n times and tell the fastest', wholeNumber('--repeat', 1, 1000), 1)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Plots in, tracks out: an analysis of recordings and of simulated plots, after the event. Nothing here reads or drives
real equipment. Without --use-identity the addresses in a recording are only used to tell how well the tracker did.
docs/tracking.md explains the formats, the table and the figures.

Example:
  parapet track b50.plots.json --out tracks.json
  parapet track radars.pcap --config radars.yaml --picture tracks.svg
  parapet track flights.csv.gz --scenario scenarios/anatolia.yaml --why 3`,
    )
    .action(trackAction);
}

async function trackAction(file: string, flags: TrackFlags): Promise<void> {
  const { signal, stop } = catchInterrupts('Stopping');
  const bars = {
    observing: progressBar('observing', { unit: '‰' }),
    tracking: progressBar('tracking', { unit: 'scans' }),
  };
  const job: TrackJob = {
    file,
    format: flags.format,
    config: flags.config,
    scenario: flags.scenario,
    seed: flags.seed,
    target: flags.target,
    useIdentity: flags.useIdentity ?? false,
    repeat: flags.repeat,
    out: flags.out,
    picture: flags.picture,
    why: flags.why,
    signal,
    onProgress: (what, done, total) => {
      if (what === 'tracking') bars.observing.stop();
      bars[what].update(done, total);
    },
  };
  let outcome: TrackOutcome | null;
  try {
    outcome = await trackFile(job);
  } finally {
    bars.observing.stop();
    bars.tracking.stop();
    stop();
  }
  if (outcome === null) {
    note('Stopped; nothing was written.');
    process.exitCode = EXIT.stopped;
    return;
  }
  for (const { message, count, first } of outcome.problems) {
    note(
      `! ${formatNumber(count)} × ${message}${first.length > 0 ? ` (${first.join('; ')}${count > first.length ? '; …' : ''})` : ''}`,
    );
  }
  if (flags.json) printJson(forMachines(outcome));
  else print(tellTracks(flags, outcome).join('\n'));
}

function forMachines({ told: _, score, tracks, ...outcome }: TrackOutcome): object {
  return {
    ...outcome,
    tracks: tracks.map(({ plots, ...track }) => ({ ...track, plots: plots.length / 2 })),
    ...(score ? { score: { ...recordOf(score), against: score.against } } : {}),
  };
}

const recordOf = ({ score, options }: NonNullable<TrackOutcome['score']>) => scoreRecord('observed', score, options);

const LONGEST_TOLD = 10;

function tellTracks(flags: TrackFlags, outcome: TrackOutcome): string[] {
  const { counts, timing, tracks, identity, score, why } = outcome;
  if (why !== undefined) return tellReasons(flags.why as number, why, outcome);
  const share = (part: number): string => (counts.plots === 0 ? '' : ` (${((100 * part) / counts.plots).toFixed(1)}%)`);
  const rows: [string, string][] = [
    ['Tracks shown', `${formatNumber(tracks.length)}, at most ${formatNumber(outcome.mostShown)} at once`],
    ['Plots', `${formatNumber(counts.plots)} in ${formatNumber(outcome.scans)} scans`],
    ['  taken', `${formatNumber(counts.taken)}${share(counts.taken)} by tracks that were shown`],
    [
      '  doubted',
      `${formatNumber(counts.doubted)}${share(counts.doubted)} by tracks never believed enough to be shown`,
    ],
    ['  refused', `${formatNumber(counts.refused)}${share(counts.refused)} by all`],
    ['Clutter', `${outcome.leftPerScan.toFixed(2)} plots a scan in no shown track`],
    [
      'Time',
      `${timing.wallS.toFixed(3)} s (${timing.cpuS.toFixed(3)} s of processor), ${formatNumber(timing.plotsPerS)} plots a second${flags.repeat > 1 ? `, fastest of ${flags.repeat}` : ''}`,
    ],
  ];
  const lines = [
    `${outcome.file} (${outcome.format}${outcome.detected ? ', by its content' : ''}), tracked by ${outcome.tracker}`,
    ...outcome.told.map((line) => `  ${line}`),
    '',
    ...rows.map(([name, value]) => `${name.padEnd(12)}  ${value}`),
  ];
  if (identity) {
    lines.push(
      '',
      'Against the addresses that plots carry, which the tracker ' +
        (flags.useIdentity ? 'was told to use' : 'did not read'),
      `  ${identity.addressesTracked} of ${identity.addresses} addresses tracked, ${identity.tracksPerAddress.toFixed(2)} tracks an address,`,
      `  ${(100 * identity.plotShare).toFixed(1)}% of their plots in tracks of their own, ${identity.changes} changes of address within tracks`,
    );
  }
  if (tracks.length > 0) lines.push('', ...tellLongest(outcome));
  if (score)
    lines.push('', `Against the truth: ${score.against}`, ...tellScore(recordOf(score), score.options.settle).slice(1));
  if (flags.out) lines.push('', `${flags.out}: ${formatNumber(tracks.length)} tracks`);
  if (flags.picture) lines.push(`${flags.picture}: plots grey, tracks in colour, radars black`);
  return lines;
}

function tellLongest({ tracks }: TrackOutcome): string[] {
  const longest = [...tracks]
    .sort((a, b) => b.to - b.from - (a.to - a.from) || a.number - b.number)
    .slice(0, LONGEST_TOLD);
  const named = tracks.some(({ identity }) => identity !== undefined);
  const head = [
    'track',
    'from s',
    'to s',
    'states',
    'plots',
    ...(named ? ['address', 'of it', 'code', 'callsign'] : []),
  ];
  const rows = longest.map(({ number, from, to, states, plots, identity }) => [
    `${number}`,
    from.toFixed(1),
    to.toFixed(1),
    `${states}`,
    `${plots.length / 2}`,
    ...(named
      ? [
          identity?.modeS ?? '',
          identity?.modeS === undefined ? '' : `${identity.samePlots}`,
          identity?.mode3A ?? '',
          identity?.callsign ?? '',
        ]
      : []),
  ]);
  const title =
    tracks.length > longest.length
      ? `The ${longest.length} longest of ${tracks.length} tracks`
      : 'Tracks, longest first';
  return [title, tableOf(head, rows)];
}
