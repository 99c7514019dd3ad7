/**
 * What can be wrong with a recording: code → what it is called and what it means for the answer. docs/models/asterix.md
 * lists them. Codes are never reused for another meaning.
 */
export const ASTERIX_PROBLEMS = {
  'AST-001': ['block header cut off', 'Fewer than the three octets of a block’s header are left; they are not read.'],
  'AST-002': [
    'block length below 3',
    'A length counts its own header. Where the next block begins is unknown: the rest of the payload or file is not read.',
  ],
  'AST-003': ['block longer than the data', 'The block says that it is longer than what is left; it is not read.'],
  'AST-004': [
    'FSPEC beyond the block',
    'The list of items runs over the end of the block; the rest of it is not read.',
  ],
  'AST-005': [
    'record without items',
    'A record whose FSPEC names no item says nothing; the rest of the block is not read.',
  ],
  'AST-006': ['unknown item', 'FSPEC names an item that the profile does not have, so its length is unknown.'],
  'AST-007': ['item beyond the block', 'An item runs over the end of its block; its record is not taken.'],
  'AST-008': ['repetition beyond the block', 'An item repeats more often than the block has room for.'],
  'AST-009': ['length of zero', 'A field with its own length says 0, where it counts itself.'],
  'AST-010': [
    'unknown subfield',
    'A compound item has a subfield that the edition does not know, so its length is unknown.',
  ],
  'AST-020': [
    'radar without a position',
    'No I034/120 and no entry in radars: its plots cannot be placed and are not taken.',
  ],
  'AST-021': [
    'report without range, azimuth or time',
    'The report lacks I048/040, I048/140 or I048/010 and is not taken.',
  ],
  'AST-022': ['impossible measurement', 'Range or azimuth is NaN, negative or beyond a turn; the report is not taken.'],
  'AST-023': ['simulated or test target', 'I048/020 SIM or TST is set; not taken unless asked for.'],
  'AST-024': ['fixed transponder', 'I048/020 RAB: a report of the radar’s own field monitor; not taken.'],
  'AST-025': ['no detection', 'I048/020 TYP 0: the radar’s own tracker goes on without a detection; not taken.'],
  'AST-026': ['plot given twice', 'Same radar, time, range, azimuth and address as another; taken once.'],
  'AST-027': ['plots out of order', 'Plots later in the recording are earlier in time; put in order.'],
  'AST-028': [
    'time that jumps',
    'A message is more than 30 s from those before and after it, and not between them; not taken.',
  ],
  'AST-029': [
    'silence',
    'Nothing was heard of the radar for more than a turn and a half; no scans are made up for it.',
  ],
  'AST-030': [
    'time of turn assumed',
    'Neither I034/041, markers, crossings nor plots tell how fast the antenna turns.',
  ],
  'AST-031': ['radar at two positions', 'I034/120 changes during the recording; the first is used.'],
  'AST-032': [
    'position impossible',
    'A latitude beyond ±90°, a longitude beyond ±180° or a height that is no number; not used.',
  ],
  'AST-033': [
    'report far from the antenna’s azimuth',
    'Its time and azimuth are a quarter turn or more from its neighbours’.',
  ],
} as const satisfies Record<string, readonly [string, string]>;

export type AsterixProblemCode = keyof typeof ASTERIX_PROBLEMS;

/** So many problems are listed one by one; those beyond are only counted, so that memory stays bounded. */
export const PROBLEMS_LISTED = 10_000;
