import type { Command } from 'commander';
import { type BoundsDeg, formatNumber, inputError, isTileSource, TILE_SOURCES, type TileSource } from '../index.js';
import {
  defaultCacheFolder,
  type FetchOutcome,
  fetchCommand,
  fetchTiles,
  type RasterInfo,
  rasterInfo,
  sourceOfTemplate,
  TILE_SOURCE_FACTS,
} from '../node/index.js';
import { catchInterrupts } from './interrupt.js';
import { optionIssue, wholeNumber } from './options.js';
import { EXIT, note, print, printJson, progressBar, secondsSince } from './output.js';

interface FetchFlags {
  bbox: BoundsDeg;
  source: { source: TileSource; url?: string };
  zoom?: number;
  cache?: string;
  offline?: boolean;
  json?: boolean;
}

/** Tiles that are named one by one. */
const MOST_NAMED = 12;

export function addTerrain(program: Command): void {
  const terrain = program
    .command('terrain')
    .description('fetch tiles of terrain, and tell what a file of heights holds');
  terrain
    .command('fetch')
    .description('bring the tiles of an area into the cache, from which runs read them')
    .requiredOption('--bbox <w,s,e,n>', 'edges of the area, degrees: west, south, east, north', bboxOption)
    .requiredOption('--source <name|url>', `${TILE_SOURCES.join(', ')}, or an address with placeholders`, sourceOption)
    .option('--zoom <z>', 'level of terrarium tiles; 11 has pixels of 59 m at 40°', wholeNumber('--zoom', 0, 15))
    .option('--cache <dir>', 'folder of the cache; PARAPET_CACHE or the user’s own if not given')
    .option('--offline', 'only look what is in the cache')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Addresses of other servers end in .hgt.gz, .png or .tif and hold {name} (N40E022, or Copernicus_DSM_COG_10_N40_00_E022_00_DEM),
{band} (N40) or {z}, {x} and {y}. A tile that the server does not have (404) is sea, except of terrarium. Ctrl-C keeps
what is whole. With --offline the exit code is 1 if tiles are missing.

Sources:
${TILE_SOURCES.map(tellSource).join('\n')}

Example:
  parapet terrain fetch --bbox 22,40,24,41 --source skadi
  parapet terrain fetch --bbox=-1,40,1,41 --source terrarium --zoom 10 --cache tiles
  parapet terrain fetch --bbox 22,40,23,41 --source 'http://127.0.0.1:8080/skadi/{band}/{name}.hgt.gz'
  parapet terrain fetch --bbox 22,40,24,41 --source copernicus --offline`,
    )
    .action(fetchAction);
  terrain
    .command('info')
    .description('tell what a GeoTIFF or an SRTM tile holds')
    .argument('<file>', '.tif, .tiff, .hgt or .hgt.gz')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  parapet terrain info N40E022.hgt.gz\n  parapet terrain info dem.tif --json')
    .action((file: string, { json }: { json?: boolean }) => {
      const info = rasterInfo(file);
      if (json) printJson({ file, ...info });
      else print(tellInfo(file, info));
    });
}

const tellSource = (source: TileSource): string => {
  const { title, url, attribution, licence } = TILE_SOURCE_FACTS[source];
  return `  ${source}: ${title}\n    ${url}\n    ${attribution}\n    ${licence}`;
};

export function bboxOption(text: string): BoundsDeg {
  const wrong = (rule: string) => inputError([optionIssue('--bbox', `--bbox must be ${rule}; got ‘${text}’`)]);
  const words = text.split(',');
  const [west, south, east, north] = words.map((word) => (word.trim() === '' ? Number.NaN : Number(word)));
  if (words.length !== 4 || ![west, south, east, north].every(Number.isFinite))
    throw wrong('four numbers, west,south,east,north');
  if (west < -180 || east > 180 || south < -90 || north > 90)
    throw wrong('within -180 to 180 degrees of longitude and -90 to 90 of latitude');
  if (west >= east) throw wrong('from west to east; an area across 180° is fetched in two parts');
  if (south >= north) throw wrong('from south to north');
  return { west, south, east, north };
}

export function sourceOption(text: string): FetchFlags['source'] {
  if (isTileSource(text)) return { source: text };
  const source = sourceOfTemplate(text);
  if (source) return { source, url: text };
  const forms = TILE_SOURCES.map((name) => {
    const { placeholders, ending } = TILE_SOURCE_FACTS[name];
    return `${placeholders.map((word) => `{${word}}`).join(' ')} … ${ending}`;
  });
  const rule = `${TILE_SOURCES.join(', ')}, or an http address with ${forms.join(', or ')}`;
  throw inputError([optionIssue('--source', `--source must be ${rule}; got ‘${text}’`)]);
}

/** Terrarium tiles have levels, and no others do. */
export function checkZoom(source: TileSource, zoom: number | undefined): void {
  if ((source === 'terrarium') === (zoom !== undefined)) return;
  const message =
    zoom === undefined ? '--zoom is missing: terrarium has levels 0–15' : `--zoom does not go with ${source}`;
  throw inputError([optionIssue('--zoom', message)]);
}

async function fetchAction(flags: FetchFlags): Promise<void> {
  const start = performance.now();
  const { bbox: area, zoom, offline, json } = flags;
  const { source, url } = flags.source;
  checkZoom(source, zoom);
  const cache = flags.cache ?? defaultCacheFolder();
  const interrupt = catchInterrupts('stopping; whole tiles are kept');
  const bar = progressBar(source, { unit: 'tiles' });
  const outcome = await fetchTiles({
    source,
    url,
    area,
    zoom,
    cache,
    offline,
    onProgress: bar.update,
    signal: interrupt.signal,
  }).finally(bar.stop);
  // Ctrl-C stays caught to the end: one press can come twice, and what was kept is still to be told.
  const wallS = secondsSince(start);
  const { attribution } = TILE_SOURCE_FACTS[source];
  if (json) printJson({ source, url, area, zoom, ...outcome, attribution: url ? undefined : attribution, wallS });
  else print(tellOutcome(flags, outcome, wallS));
  const again = fetchCommand(source, area, { url, zoom, cache: flags.cache });
  if (interrupt.signal.aborted) {
    note(`Stopped with ${outcome.missing.length} of ${outcome.tiles} tiles to go. Go on with:\n  ${again}`);
    process.exitCode = EXIT.stopped;
  } else if (offline && outcome.missing.length > 0) {
    note(`${outcome.missing.length} of ${outcome.tiles} tiles are missing. Fetch them with:\n  ${again}`);
    process.exitCode = EXIT.no;
  } else if (outcome.issues.length > 0) {
    note(`${outcome.missing.length} of ${outcome.tiles} tiles are not there; what came is kept`);
    throw inputError(outcome.issues);
  } else if (outcome.tiles > 0 && outcome.sea.length === outcome.tiles) {
    note('The source has none of these tiles, so all of it is taken as sea. If there is land, look at the address.');
  }
}

const list = (names: readonly string[]): string =>
  `${names.slice(0, MOST_NAMED).join(', ')}${names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : ''}`;

function tellOutcome({ source: { source, url }, bbox }: FetchFlags, outcome: FetchOutcome, wallS: number): string {
  const { tiles, present, fetched, bytes, sea, missing, folder } = outcome;
  const lines = [
    `${url ?? source}, ${bbox.west} to ${bbox.east}° E, ${bbox.south} to ${bbox.north}° N: ${tiles} tiles`,
    `  ${fetched} fetched (${(bytes / 1e6).toFixed(1)} MB in ${wallS} s), ${present} were in the cache`,
  ];
  if (sea.length > 0) {
    lines.push(`  ${sea.length} not at the source, taken as sea: ${list(sea)}`);
    if (source === 'copernicus') lines.push('  (GLO-30 lacks the land of a few countries too: look at the map)');
  }
  if (missing.length > 0) lines.push(`  ${missing.length} missing: ${list(missing)}`);
  lines.push(`  in ${folder}`);
  if (url === undefined) lines.push(`\n${TILE_SOURCE_FACTS[source].attribution}`);
  return lines.join('\n');
}

const DATUM_WORDS: Readonly<Record<RasterInfo['verticalDatum'], string>> = {
  egm96: 'above sea level (EGM96)',
  egm2008: 'above sea level (EGM2008)',
  ellipsoid: 'above the WGS-84 ellipsoid',
  unknown: 'the file does not say from what',
};

function tellInfo(file: string, info: RasterInfo): string {
  const { west, south, east, north } = info.boundsDeg;
  const degrees = (value: number): string => value.toFixed(4);
  const cell = (value: number): string =>
    info.cellUnit === 'm' ? `${formatNumber(value)} m` : `${Number((value * 3600).toPrecision(6))}″`;
  const heights =
    info.lowestM === null ? 'none known' : `${formatNumber(info.lowestM)} to ${formatNumber(info.highestM!)} m`;
  return [
    `${file}: ${info.format}, ${info.bytes} bytes`,
    `  coordinates  ${info.crs}`,
    `  cells        ${info.columns} x ${info.rows} of ${cell(info.cellX)} x ${cell(info.cellY)}`,
    `  covers       ${degrees(west)} to ${degrees(east)}° E, ${degrees(south)} to ${degrees(north)}° N`,
    `  heights      ${heights}, ${DATUM_WORDS[info.verticalDatum]}`,
    `  voids        ${info.voids}`,
    `  sha256       ${info.sha256}`,
  ].join('\n');
}
