import type { ShownTrack } from '../../types/index.js';
import type { Estimate } from '../roles/index.js';
import {
  DUPLICATE_DEFAULTS,
  type DuplicateConfig,
  type DuplicatePair,
  type Duplicates,
  duplicates,
  keyOf,
  makeDuplicates,
} from './duplicates.js';
import { approximateCross, fuseCorrelated, fuseIndependent, intersect } from './fuse.js';
import { carried, type SourceTrack } from './source-track.js';

export interface FuserConfig {
  readonly duplicates: DuplicateConfig;
  /** Two tracks are shown as one from this probability on, after so many looks; and apart again below `splitBelow`. */
  readonly mergeAbove: number;
  readonly leastLooks: number;
  readonly splitBelow: number;
  /** How estimates of one object are made into one: see `intersect`, `fuseCorrelated` and `fuseIndependent`. */
  readonly rule: 'intersection' | 'correlated' | 'independent';
}

/** What came over a link may hold our own data: intersection. The thresholds are assumed. */
export const FUSER_DEFAULTS: FuserConfig = {
  duplicates: DUPLICATE_DEFAULTS,
  mergeAbove: 0.99,
  leastLooks: 3,
  splitBelow: 0.2,
  rule: 'intersection',
};

/** One picture of several trackers' tracks, with numbers of its own. */
export interface Fuser {
  readonly config: FuserConfig;
  readonly evidence: Duplicates;
  /** Number last shown of each track, by its key, and when. */
  readonly numbers: Map<string, { readonly number: number; readonly time: number }>;
  nextNumber: number;
}

export const makeFuser = (config: FuserConfig = FUSER_DEFAULTS): Fuser => ({
  config,
  evidence: makeDuplicates(config.duplicates),
  numbers: new Map(),
  nextNumber: 1,
});

/** One object of the combined picture. */
export interface FusedTrack extends ShownTrack {
  /** The tracks behind it, in the order given. */
  readonly members: readonly { readonly source: string; readonly number: number }[];
  /** Least probability among the pairs that hold it together; 1 for a single track. */
  readonly together: number;
}

/**
 * The combined picture at `time` of the newest tracks of all sources. Tracks of one object are shown as one, under a
 * number that stays with the object for as long as any of its tracks lives: merging keeps the older number, and where
 * tracks part again the number stays with most of them.
 */
export function fuseTracks(fuser: Fuser, tracks: readonly SourceTrack[], time: number): FusedTrack[] {
  const { config } = fuser;
  const pairs = duplicates(fuser.evidence, tracks, time);
  const groups = grouped(fuser, tracks, pairs);
  const numbers = numbered(fuser, tracks, groups);
  groups.forEach(({ members }, g) => {
    for (const m of members) fuser.numbers.set(keyOf(tracks[m]), { number: numbers[g], time });
  });
  // A track that its tracker hides for a while comes back under its number.
  for (const [key, shown] of fuser.numbers) {
    if (time - shown.time > config.duplicates.forgetAfter) fuser.numbers.delete(key);
  }
  return groups
    .map(({ members, together }, g) => {
      const estimates = members.map((m) => carried(tracks[m].estimate, time, config.duplicates.carryDensity));
      const { mean, covariance } = estimates.reduce((a, b) => fused(a, b, config));
      return {
        number: numbers[g],
        time,
        state: [...mean],
        covariance,
        existence: members.reduce((most, m) => Math.max(most, tracks[m].existence), 0),
        updated: members.reduce((latest, m) => Math.max(latest, tracks[m].estimate.time), Number.NEGATIVE_INFINITY),
        members: members.map((m) => ({ source: tracks[m].source, number: tracks[m].number })),
        together,
      };
    })
    .sort((a, b) => a.number - b.number);
}

function fused(a: Estimate, b: Estimate, { rule, duplicates: { correlation } }: FuserConfig): Estimate {
  if (rule === 'intersection') return intersect(a, b);
  if (rule === 'independent') return fuseIndependent(a, b);
  return fuseCorrelated(a, b, approximateCross(a, b, correlation));
}

interface Group {
  readonly members: number[];
  together: number;
}

/**
 * Tracks into objects: the surest pairs first, those shown as one before taking precedence. A pair joins two groups
 * unless a pair across them is held to be two objects, or one source would have two tracks of an object that do not
 * make a pair of their own.
 */
function grouped(fuser: Fuser, tracks: readonly SourceTrack[], pairs: readonly DuplicatePair[]): Group[] {
  const { mergeAbove, leastLooks, splitBelow } = fuser.config;
  const before = tracks.map((track) => fuser.numbers.get(keyOf(track))?.number);
  const isHeld = ({ a, b }: DuplicatePair) => before[a] !== undefined && before[a] === before[b];
  const odds = new Map(pairs.map((pair) => [`${pair.a} ${pair.b}`, pair]));
  const pairOf = (a: number, b: number) => odds.get(a < b ? `${a} ${b}` : `${b} ${a}`);
  const joins = (pair: DuplicatePair) =>
    isHeld(pair) ? pair.probability >= splitBelow : pair.probability >= mergeAbove && pair.looks >= leastLooks;
  const order = pairs
    .filter(joins)
    .sort((x, y) => Number(isHeld(y)) - Number(isHeld(x)) || y.logOdds - x.logOdds || x.a - y.a || x.b - y.b);
  const groupOf: Group[] = tracks.map((_, i) => ({ members: [i], together: 1 }));
  for (const { a, b, probability } of order) {
    const [into, from] = [groupOf[a], groupOf[b]];
    if (into === from) continue;
    const fits = into.members.every((i) =>
      from.members.every((j) => {
        const pair = pairOf(i, j);
        if (tracks[i].source === tracks[j].source) return pair !== undefined && joins(pair);
        return pair === undefined || pair.probability >= splitBelow;
      }),
    );
    if (!fits) continue;
    into.members.push(...from.members);
    into.members.sort((i, j) => i - j);
    into.together = Math.min(into.together, from.together, probability);
    for (const member of from.members) groupOf[member] = into;
  }
  return [...new Set(groupOf)];
}

/** A number for each group: each number shown before goes to the group with most of its tracks, the lowest stays. */
function numbered(fuser: Fuser, tracks: readonly SourceTrack[], groups: readonly Group[]): number[] {
  const claims: { number: number; group: number; count: number }[] = [];
  groups.forEach(({ members }, group) => {
    const counts = new Map<number, number>();
    for (const member of members) {
      const number = fuser.numbers.get(keyOf(tracks[member]))?.number;
      if (number !== undefined) counts.set(number, (counts.get(number) ?? 0) + 1);
    }
    for (const [number, count] of counts) claims.push({ number, group, count });
  });
  claims.sort((x, y) => x.number - y.number || y.count - x.count || x.group - y.group);
  const numbers: number[] = groups.map(() => 0);
  const given = new Set<number>();
  for (const { number, group } of claims) {
    if (given.has(number) || numbers[group] !== 0) continue;
    given.add(number);
    numbers[group] = number;
  }
  return numbers.map((number) => (number === 0 ? fuser.nextNumber++ : number));
}
