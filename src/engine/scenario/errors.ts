/**
 * Every mistake in an input file that Parapet tells of, in one place: what it is called and how to mend it. The page
 * docs/errors.md is made from this table. Codes are never reused for another meaning.
 */
export const ERRORS = {
  'SCN-001': [
    'file too large',
    'An input file may hold 5 MB and 250 000 words and marks. Split it, or let one entry with a count stand for many.',
  ],
  'SCN-002': [
    'not YAML',
    'The text breaks the YAML format. Look at the place named for indentation, a missing quote or bracket.',
  ],
  'SCN-003': [
    'aliases that cannot be expanded',
    'An alias has no anchor before it, or anchors and aliases would grow to an enormous document: write the values out.',
  ],
  'SCN-004': ['nested too deeply', 'No valid file needs more than 64 levels. Remove the nesting.'],
  'SCN-005': [
    'unknown format version',
    'The key parapet names the version of the file format. This release reads version 1.',
  ],
  'SCN-006': ['key given twice', 'A mapping holds each key once. Remove one of the two.'],
  'SCN-007': ['missing key', 'The model needs this value and there is no silent default. Add the key.'],
  'SCN-008': [
    'unknown key',
    'The format does not know this key. Take the nearest valid name, or see docs/scenario-format.md.',
  ],
  'SCN-009': ['wrong unit', 'The unit is part of a key’s name. Convert the value and use the key that is named.'],
  'SCN-010': [
    'wrong type',
    'A number, a word, a yes or no, a list or a mapping is wanted here, and something else is given.',
  ],
  'SCN-011': ['not a finite number', 'NaN and infinity are not quantities. Give a number.'],
  'SCN-012': ['not one of the allowed words', 'Take one of the words that are listed.'],
  'SCN-013': ['wrong number of entries', 'The list or text is too short or too long.'],
  'SCN-014': [
    'number out of range',
    'The value lies outside what the model is valid for. Units are in the key’s name.',
  ],
  'SCN-015': [
    'id used twice',
    'Sensors, command posts, fire units, places, links, corridors, areas and flights share one set of ids. Rename one.',
  ],
  'SCN-016': ['unknown preset', 'The catalogue has no preset of this name. List them with: parapet catalogue.'],
  'SCN-017': ['preset of another kind', 'The preset exists but is not of the kind that is wanted here.'],
  'SCN-018': ['unknown id', 'No entry of this file has the id that is referred to.'],
  'SCN-019': [
    'outside the terrain',
    'The position lies outside the terrain data. Move it, or choose another terrain source.',
  ],
  'SCN-020': [
    'radar with no command post',
    'A radar reports to a command post; without one, nobody sees what it detects.',
  ],
  'SCN-021': ['route of one point', 'A route needs at least two points: where the flight starts and where it ends.'],
  'SCN-022': ['exactly one of two keys', 'Give one of the two keys that are named, and not both.'],
  'SCN-023': ['beyond the preset', 'The flight asks for a speed or height that its preset cannot reach.'],
  'SCN-024': ['values in the wrong order', 'Two values contradict each other, such as an end before its start.'],
  'SCN-025': ['circle of superiors', 'Following superior from post to post must end at a post that has none.'],
  'SCN-026': [
    'unknown path',
    'A path given to --set or in a variant names nothing that exists. List elements are addressed by id: links[cue].enabled.',
  ],
  'SCN-027': ['too many flights', 'A scenario may hold 20 000 air objects.'],
  'SCN-028': ['text in the wrong form', 'Ids are small letters, digits and hyphens, and start with a letter or digit.'],
  'SCN-029': [
    'motion that does not fit the preset',
    'A ballistic motion needs a preset of class ballisticMissile, a route one of another class.',
  ],
  'SCN-030': ['several documents', 'One file holds one YAML document. Remove the line ---.'],
  'SCN-031': [
    'bare number in the catalogue',
    'A catalogue value carries its range and sources: {value, low, high, distribution, sources, note}.',
  ],
  'SCN-032': [
    'range and value contradict',
    'A catalogue value needs low ≤ value ≤ high, and a least value below the greatest one of the same quantity.',
  ],
  'SCN-033': [
    'distribution does not fit',
    'A range needs a distribution; words and flags have none; a logarithmic one needs low above 0.',
  ],
  'SCN-034': [
    'unknown source',
    'The key is not in catalogue/bibliography.yaml. Add it there with title, publisher and date.',
  ],
  'SCN-035': [
    'value without a source',
    'Name at least one source, or say why there is none in a note that starts with “assumed”.',
  ],
  'SCN-036': ['file name and id differ', 'The preset with id x lives in catalogue/x.yaml.'],
  'SCN-037': ['not valid here', 'The value breaks a rule of the format that the message names.'],
  'SCN-038': ['more mistakes than are told', 'Mend the ones that are told, then check the file again.'],
  'SCN-041': ['cannot read the file', 'The file does not exist or may not be read. Check the path.'],
  'SCN-042': ['unknown variant', 'The study names a variant that it does not define.'],
  'SCN-043': [
    'unknown measure',
    'The study names a measure that Parapet does not compute. The ids are in docs/models/simulation.md.',
  ],
  'SCN-044': [
    'cannot write there',
    'The output folder is not writable or the disk is full. Choose another with --out.',
  ],
  'SCN-045': [
    'cannot be resumed',
    'A study is resumed from the journal in its output folder, with exactly the inputs it was begun with.',
  ],
  'SCN-046': [
    'not a result of Parapet',
    'The folder needs the manifest.json that parapet run --out or parapet study wrote there.',
  ],
  'SCN-047': [
    'wrong option',
    'An option of the command line has a value that it cannot take. See --help of the command.',
  ],
  'SCN-048': [
    'flight that cannot be flown',
    'No path fulfils the plan: the points of a route coincide, no shot of the missile has this apex and this aim, its own flight takes longer than arriveAtS allows, or it would be let go or come apart when its carrier does not fly.',
  ],
  'SCN-049': [
    'surroundings that a radar cannot be given',
    'Jamming needs a radar whose noise is known: give its preset, or its overrides, a transmitter. Clutter of the sea is known from 0.5 to 35 GHz, rain and gases from 1 GHz on.',
  ],
  'SCN-070': [
    'not a file of heights',
    'The file is broken, or not one that is read: GeoTIFF (.tif, .tiff) in WGS 84 degrees or a WGS 84 UTM zone, or SRTM (.hgt, .hgt.gz). gdalwarp converts others.',
  ],
  'SCN-071': [
    'terrain tile not in the cache',
    'A run never touches the network. Fetch the tiles once with parapet terrain fetch; the message has the command.',
  ],
  'SCN-072': [
    'terrain tile cannot be fetched',
    'The server cannot be reached, or does not give the tile. What was fetched is kept: run the same command again later, or look at the address.',
  ],
  'SCN-073': [
    'broken terrain tile',
    'The tile is not what its name says, or its bytes were changed. Fetch it again with parapet terrain fetch; if the server sends it so, tell whoever runs it.',
  ],
  'SCN-074': [
    'terrain that does not fit together',
    'The files are of two resolutions, one is there twice, or they cover more than can be held in memory. Take fewer, or coarser ones.',
  ],
  'SCN-090': [
    'observer outside the heights',
    'A viewshed is seen from a cell of the raster whose height is known. parapet terrain info tells what a file covers.',
  ],
  'SCN-091': [
    'radius that does not fit the heights',
    'The radius must reach a neighbouring cell and may reach as far as the farthest corner of the raster.',
  ],
  'SCN-092': [
    'too near a pole',
    'Columns of a raster in degrees are too narrow beyond 85° of latitude. Project it to metres, for example with gdalwarp.',
  ],
  'SCN-120': [
    'not JSON',
    'The text breaks the JSON format. Look at the place named; a file that was cut short ends too early.',
  ],
  'SCN-121': [
    'not a file of the tracking bench',
    'Plots, truth and tracks name the format iamd-tracking-bench/1 and hold scanData, targets or tracks. Perhaps the files were given in the wrong order.',
  ],
  'SCN-122': [
    'two states in one scan',
    'An object or a track is in one place at a time: it has at most one state in each scan.',
  ],
  'SCN-123': [
    'tracks of another recording',
    'Tracks are scored against the truth of the case and the seed whose plots they were made from.',
  ],
  'SCN-130': [
    'not a recording that can be tracked',
    'parapet track reads cases of the tracking bench (JSON), ASTERIX in blocks or in a capture (pcap, pcapng), and reports of aircraft (CSV), each also packed with gzip. --format says which.',
  ],
  'SCN-131': [
    'nothing to track',
    'The file was read, and no plot in it can be used. The message says what there was instead.',
  ],
  'SCN-132': [
    'radar of unknown place',
    'Polar plots have a place only with their radar’s. The recording does not hold it (I034/120): give it under radars in a file named with --config, by SAC and SIC.',
  ],
  'SCN-133': [
    'no such track',
    'Numbers of tracks are those of the table and of the answer. Tracks never shown have none.',
  ],
  'SCN-134': [
    'setting that nothing reads',
    'Each kind of tracker reads its own settings. Name the kind that reads this one, or take the setting away.',
  ],
  'SCN-140': [
    'key of another kind of node',
    'A power source has powers and backupS, a gateway a translation. Remove the key, or change the kind.',
  ],
  'SCN-141': ['node without links', 'A relay or gateway passes messages between links: at least two must end at it.'],
  'SCN-142': ['radio link without positions', 'Range and line of sight need to know where both ends stand.'],
  'SCN-143': ['circle of power', 'Following what a power source powers must never come back to it.'],
  'SCN-144': [
    'time and event mixed',
    'An outage has fromS and toS, or an event under when with delayS and durationS. Give one of the two forms.',
  ],
  'SCN-145': ['fallback that is none', 'A fallback is another command post than the one that is out of reach.'],
  'SCN-146': [
    'unit that cannot fight alone',
    'A unit that goes on when cut off needs an engagement sensor that no other such unit needs.',
  ],
  'SCN-147': ['network in pieces (warning)', 'No link joins the pieces. Add a link, or leave it if that is meant.'],
  'SCN-148': [
    'cut off from the start (warning)',
    'No link leads to the post that gives the orders. Add a link, or leave it if that is meant.',
  ],
  'SCN-150': [
    'contradictory rules of engagement',
    'Two rules for one identity that can hold at once, and say equally much of when, permit different things. Take one away, or let one say more: a weapons control, a posture or a least probability.',
  ],
  'SCN-151': [
    'probabilities that do not add up',
    'Of several things one is the case: their probabilities add up to 1, or to less where something else may be.',
  ],
  'SCN-152': [
    'thresholds in the wrong order',
    'A track is suspect before it is hostile, an assumed friend before it is a friend, and reaches one of suspect, assumed friend and neutral at a time.',
  ],
  'SCN-153': [
    'needs identification by evidence',
    'Probabilities and what electronic support hears count only for a post whose doctrine has identification with method evidence.',
  ],
  'SCN-154': [
    'corridor or area where nothing can be',
    'A corridor needs a middle line above the ground, with its ceiling over the terrain; an area needs corners that enclose ground.',
  ],
  'SCN-155': [
    'transponder or flight plan that contradicts itself',
    'The keys under iff and flightPlan go with what the flight’s transponder and motion are. The message says which does not.',
  ],
  'SCN-160': [
    'doctrine that can never fire',
    'Keep-out ranges, a reserve or priorities leave nothing to fire at. Loosen one; to fire at one class alone, give the others priority 0.',
  ],
  'SCN-161': [
    'rules that contradict each other',
    'A least range lies beyond a greatest, times are out of order, or two rules say the same thing differently. Keep one.',
  ],
  'SCN-162': [
    'control that cannot be exercised',
    'A post under central or hierarchical control needs a superior that defends a place, and links that lead from it. Add them, or make control decentral.',
  ],
  'SCN-163': [
    'cooperation without links',
    'Tracks and leakers of other posts come over links. Add a link, or take cooperation out of the doctrine.',
  ],
  'SCN-164': [
    'neighbours covered without self-defence',
    'A post protects what it covers as it protects itself: give its doctrine selfDefence.',
  ],
  'SCN-165': [
    'doctrine without effect',
    'A warning: weapons that nothing ever releases, or a setting that the rest of the doctrine never reads. Leave it if that is meant.',
  ],
  'SCN-180': [
    'salvo beyond the guidance channels',
    'Each interceptor of a salvo takes a guidance channel. Give the unit more of them, or the doctrine smaller salvos.',
  ],
  'SCN-181': [
    'illumination that cannot be had',
    'Interceptors with guidance illumination need illuminationS, and illuminators on their fire unit. Others need neither.',
  ],
  'SCN-182': [
    'envelope that contradicts itself',
    'The least range lies below every greatest one, and no class of target is reached farther than maximumRangeKm.',
  ],
  'SCN-183': [
    'speed profile out of order',
    'The points p1, p2 … of a speed profile come without a gap, and each is later than the one before, however drawn.',
  ],
  'SCN-185': ['fire unit with no command post', 'Launchers fire on orders. Name the commandPost that gives them.'],
  'SCN-186': ['reload time and nothing to reload', 'A reload time counts only where launchers have reloads in stock.'],
  'SCN-187': [
    'launcher far from its unit',
    'What joins a launcher to its unit is not modelled. Make launchers so far away a fire unit of their own.',
  ],
  'SCN-188': [
    'common cause that reaches nothing',
    'No fire unit named has an interceptor named. Correct the names, or take the cause away.',
  ],
  'SCN-190': [
    'waves that overlap',
    'A wave begins when the one before has begun as a whole: intervalS is greater than the time between the first and the last of a wave.',
  ],
  'SCN-191': [
    'formation and spacing',
    'A formation says where each of its objects flies. Take spacingS and lateralSpacingKm away.',
  ],
  'SCN-192': [
    'release that cannot be',
    'atPoint counts points of the carrier’s own route. A time of release lies within the carrier’s flight.',
  ],
  'SCN-193': [
    'separation that cannot be',
    'A missile comes apart below its apex, into bodies of which one at most, and only once, is the warhead.',
  ],
  'SCN-194': [
    'manoeuvre beyond the object',
    'A swing needs a load factor that grows with its amplitude and falls with the square of its period. Make it smaller or slower, or give a popUp a longer way.',
  ],
  'SCN-195': [
    'airspace under the ground',
    'Traffic cannot fly here: every level of an airway, and the ceiling of a corridor, lie above the ground all along its middle line.',
  ],
  'SCN-170': [
    'orders that contradict',
    'Orders to a command post follow one another in time, and each names a posture, weapons control, or both.',
  ],
  'SCN-171': [
    'posture that does not fit its times',
    'A post that begins travelling needs arrivesAtS and emplaceS, one that begins emplacing needs emplaceS, and others have neither.',
  ],
  'SCN-172': [
    'duty cycle that contradicts itself',
    'The start of a turn may be late by the time of silence at most: jitterS is at most offS.',
  ],
  'SCN-173': [
    'move that cannot be made',
    'A road is at least as long as the straight line between its ends, and a post leaves again only when it is set up.',
  ],
  'SCN-174': [
    'emission control without its measure',
    'The policy ambush needs rangeShare, and blink needs blinkS: give them with the policy.',
  ],
  'SCN-175': [
    'no seeker to switch on',
    'seekerOnAfterS goes with an air object whose preset has the group antiRadiation.',
  ],
  'SCN-200': [
    'target out of reach (warning)',
    'A flight strikes its target only where it ends within the place’s radius. Move the end of its route, or take the target away.',
  ],
  'SCN-201': [
    'never happens (warning)',
    'It would begin when the scenario is over. Begin it sooner, or let the scenario last longer.',
  ],
  'SCN-202': [
    'place that nobody defends (warning)',
    'Threats are evaluated against the places that a post defends. Name the posts under defendedBy, or take the place away.',
  ],
  'SCN-176': [
    'radars that can never be switched on',
    'A post whose radars all wait for a threat must be told of one: give it a link, or let surveillance radiate (radars: engagement).',
  ],
} as const satisfies Record<string, readonly [title: string, remedy: string]>;

export type ErrorCode = keyof typeof ERRORS;

/** Mistakes of one file that are told at once; further ones are not even looked for. */
export const MOST_ISSUES = 200;

/** One mistake at one place of one file. */
export interface Issue {
  readonly code: ErrorCode;
  /** What must be, and what is: `range must be 1–1000 km; got 0.5 km`. */
  readonly message: string;
  readonly file: string;
  /** From 1; 0 where the mistake has no place in a file, as with --set. */
  readonly line: number;
  readonly column: number;
  /** For example `sensors[2].peakPowerKw`; empty for the whole file. */
  readonly path: string;
  /** Nearest valid name, if one is near. */
  readonly nearest?: string;
}

/** A value, or everything that is wrong with the input. */
export type Parsed<T> =
  | { readonly value: T; readonly issues?: undefined }
  | { readonly value?: undefined; readonly issues: readonly Issue[] };

/** Longest message: what a file holds goes into it, and a file may hold anything. */
const LONGEST_MESSAGE = 1000;

/** Text from a file as a message may hold it: no control characters, which a terminal would obey, and an end. */
export function plainText(text: string): string {
  const short = text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE - 1)}…` : text;
  return short.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '�');
}

/** Two lines for a person: what is wrong, and where. */
export const formatIssue = (issue: Issue): string => inTwoLines('✖', issue);

/** The same for what is legal but surely unintended. */
export const formatWarning = (warning: Issue): string => inTwoLines('⚠', warning);

function inTwoLines(mark: '✖' | '⚠', issue: Issue): string {
  const place = issue.line > 0 ? `${issue.file}:${issue.line}:${issue.column}` : issue.file;
  const nearest =
    issue.nearest === undefined || issue.message.includes(`write ${issue.nearest}`)
      ? ''
      : `; did you mean ${issue.nearest}?`;
  const what = plainText(`${issue.message}${nearest}`);
  return `${mark} ${what} (${issue.code})\n  → ${plainText(`${place}${issue.path ? ` ${issue.path}` : ''}`)}`;
}

/** An Error that carries issues, for callers that have no way back but to throw. */
export interface InputError extends Error {
  readonly issues: readonly Issue[];
}

export function inputError(issues: readonly Issue[]): InputError {
  return Object.assign(new Error(issues.map(formatIssue).join('\n')), { name: 'InputError', issues });
}

export function isInputError(error: unknown): error is InputError {
  return error instanceof Error && error.name === 'InputError' && 'issues' in error;
}

/** Issues in the order in which a reader of the file meets them. */
export function sortIssues(issues: readonly Issue[]): Issue[] {
  const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return [...issues].sort(
    (a, b) => text(a.file, b.file) || a.line - b.line || a.column - b.column || text(a.path, b.path),
  );
}
