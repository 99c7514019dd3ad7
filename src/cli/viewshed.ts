import { type Command, Option } from 'commander';
import { formatNumber, inputError } from '../index.js';
import { type ObserverPlace, runViewshed, type ViewshedOutcome } from '../node/index.js';
import { optionIssue, wholeNumber } from './options.js';
import { note, print, printJson } from './output.js';

interface ViewshedFlags {
  observer?: ObserverPlace;
  observerXy?: ObserverPlace;
  observerHeight: number;
  targetHeight: number;
  radiusKm: number;
  earthFactor: number;
  repeat: number;
  threads: number;
  out?: string;
  lowest?: string;
  picture?: string;
  json?: boolean;
}

export function addViewshed(program: Command): void {
  program
    .command('viewshed')
    .description('tell what is seen from a place, cell by cell of a raster of heights')
    .argument('<heights>', 'GeoTIFF, SRTM tile (.hgt, .hgt.gz), or a folder of them on one grid')
    .option('--observer <lat,lon>', 'where the observer stands, degrees', degreesOption)
    .option('--observer-xy <e,n>', 'the same in the metres of the heights’ projection', metresOption)
    .requiredOption(
      '--observer-height <m>',
      'of the observer above its cell, m',
      numberOption('--observer-height', 0, 100_000),
    )
    .requiredOption(
      '--target-height <m>',
      'of targets above their cells, m',
      numberOption('--target-height', 0, 100_000),
    )
    .requiredOption('--radius-km <km>', 'how far to look', radiusOption)
    .addOption(
      new Option(
        '--earth-factor <k>',
        'effective earth radius factor: 4/3 for radar in a standard atmosphere, 1 without refraction',
      )
        .argParser(numberOption('--earth-factor', 0.3, 1000))
        .default(4 / 3, '4/3'),
    )
    .option('--out <file>', 'write the answer: one byte a cell of the whole raster, by rows from the north')
    .option(
      '--lowest <file>',
      'write the lowest visible heights: float64, little-endian, in the same order, NaN out of range',
    )
    .option('--picture <file>', 'draw it (PNG)')
    .option('--repeat <n>', 'do it n times and tell the fastest', wholeNumber('--repeat', 1, 1000), 1)
    .option(
      '--threads <n>',
      'threads that share the work; they change nothing else',
      wholeNumber('--threads', 1, 64),
      1,
    )
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
A cell is visible (1) if a target over its centre stands above every line of sight that the ground between bounds; else
hidden (0), or beyond the radius (2). Voids are filled from the heights around them. docs/models/viewshed.md has the
method and its errors.

Example:
  parapet viewshed N40E022.hgt.gz --observer 40.5966,22.9490 --observer-height 20 --target-height 100 --radius-km 50
  parapet viewshed dem.tif --observer-xy 680248,4495425 --observer-height 20 --target-height 100 --radius-km 100 \\
    --out seen.u8 --picture seen.png`,
    )
    .action(viewshedAction);
}

async function viewshedAction(heights: string, flags: ViewshedFlags): Promise<void> {
  const { observer, observerXy } = flags;
  const place = observer ?? observerXy;
  if (place === undefined || (observer && observerXy))
    throw inputError([optionIssue('--observer', 'exactly one of --observer and --observer-xy must be given')]);
  const outcome = await runViewshed({
    heights,
    observer: place,
    observerHeightM: flags.observerHeight,
    targetHeightM: flags.targetHeight,
    radiusKm: flags.radiusKm,
    earthFactor: flags.earthFactor,
    repeat: flags.repeat,
    threads: flags.threads,
    out: flags.out,
    lowest: flags.lowest,
    picture: flags.picture,
  });
  if (outcome.voids > 0)
    note(`! ${outcome.voids} cells within reach have no known height; they were filled from those around them`);
  if (flags.json) {
    const { summary, ...rest } = outcome;
    printJson({ ...rest, areaKm2: summary.area / 1e6, visibleAreaKm2: summary.visibleArea / 1e6 });
  } else print(tellViewshed(flags, outcome).join('\n'));
}

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)}%`;
const km = (metres: number): string => `${formatNumber(Math.round(metres / 100) / 10)} km`;
/** To a whole number, or to two places of a small one. */
const squareKm = (area: number): string =>
  formatNumber(area < 1e8 ? Math.round(area / 1e4) / 100 : Math.round(area / 1e6));
const OCTANTS = ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'];

function tellViewshed(flags: ViewshedFlags, outcome: ViewshedOutcome): string[] {
  const { observerCell, observerGroundM, summary, cellsInRange, visible } = outcome;
  const { rings } = summary;
  const kernel = outcome.kernel === 'wasm' ? 'WebAssembly' : 'plain TypeScript';
  const threads = outcome.threads === 1 ? 'one thread' : `${outcome.threads} threads`;
  const bounds = Array.from({ length: rings }, (_, k) => `–${formatNumber((flags.radiusKm * (k + 1)) / rings)} km`);
  const cells = OCTANTS.map((name, octant) => {
    const shares = bounds.map((bound, ring) => {
      const i = octant * rings + ring;
      const share = summary.inRange[i] === 0 ? 'no cells' : percent(summary.visible[i], summary.inRange[i]);
      return share.padStart(Math.max(9, bound.length));
    });
    const farthest = summary.farthest[octant] > 0 ? km(summary.farthest[octant]) : 'nothing';
    return `  ${name.padEnd(2)} ${shares.join(' ')}   ${farthest}`;
  });
  const head = bounds.map((bound) => bound.padStart(Math.max(9, bound.length))).join(' ');
  const lines = [
    `Observer ${formatNumber(flags.observerHeight)} m above ground of ${formatNumber(Math.round(observerGroundM * 10) / 10)} m, in column ${observerCell.col}, row ${observerCell.row} of ${outcome.width} × ${outcome.height}`,
    `Of targets ${formatNumber(flags.targetHeight)} m above ground within ${formatNumber(flags.radiusKm)} km, ${percent(visible, cellsInRange)} are visible: ${visible} of ${cellsInRange} cells, ${squareKm(summary.visibleArea)} of ${squareKm(summary.area)} km²`,
    '',
    `Visible share by direction and distance, and the farthest visible cell`,
    `     ${head}`,
    ...cells,
    '',
    `${(1000 * outcome.seconds).toFixed(1)} ms on ${threads} (${kernel}), ${formatNumber(Math.round(outcome.cellsPerSecond / 1e5) / 10)} million cells a second; reading ${(1000 * outcome.readSeconds).toFixed(0)} ms, laying out ${(1000 * outcome.layOutSeconds).toFixed(0)} ms`,
  ];
  if (flags.out)
    lines.push(`${flags.out}: ${outcome.width} × ${outcome.height} bytes, 1 visible, 0 hidden, 2 out of range`);
  if (flags.lowest)
    lines.push(`${flags.lowest}: ${outcome.width} × ${outcome.height} float64, lowest visible heights, m`);
  if (flags.picture) lines.push(`${flags.picture}: green visible, grey hidden, the observer red`);
  return lines;
}

function numberOption(option: string, least: number, greatest: number) {
  return (text: string): number => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (value >= least && value <= greatest) return value;
    throw inputError([optionIssue(option, `${option} must be ${least}–${greatest}; got ‘${text}’`)]);
  };
}

/** Whatever the heights cover, no radius is larger than half the earth’s circumference. */
const GREATEST_RADIUS_KM = 20_000;

function radiusOption(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value > 0 && value <= GREATEST_RADIUS_KM) return value;
  const message = `--radius-km must be above 0 and at most ${GREATEST_RADIUS_KM}; got ‘${text}’`;
  throw inputError([optionIssue('--radius-km', message)]);
}

function pairOf(text: string): [number, number] {
  const words = text.split(',');
  const [a, b] = words.map((word) => (word.trim() === '' ? Number.NaN : Number(word)));
  return words.length === 2 ? [a, b] : [Number.NaN, Number.NaN];
}

function degreesOption(text: string): ObserverPlace {
  const [latDeg, lonDeg] = pairOf(text);
  if (Math.abs(latDeg) <= 90 && Math.abs(lonDeg) <= 360) return { latDeg, lonDeg };
  const message = `--observer must be latitude,longitude in degrees, as in 40.5966,22.9490; got ‘${text}’`;
  throw inputError([optionIssue('--observer', message)]);
}

function metresOption(text: string): ObserverPlace {
  const [easting, northing] = pairOf(text);
  if (Number.isFinite(easting) && Number.isFinite(northing)) return { easting, northing };
  const message = `--observer-xy must be easting,northing in metres, as in 680248,4495425; got ‘${text}’`;
  throw inputError([optionIssue('--observer-xy', message)]);
}
