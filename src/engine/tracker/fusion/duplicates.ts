import { exp, log, makePairGraph } from '../../math/index.js';
import { pairsWithin } from '../nearby.js';
import { approximateCross, differenceCovariance } from './fuse.js';
import { plus } from './linear.js';
import { logOdds, look, type PairEvidence, SAMENESS_DEFAULTS, type SamenessConfig } from './sameness.js';
import { carried, type SourceTrack } from './source-track.js';

export interface DuplicateConfig extends SamenessConfig {
  /** Spectral density with which tracks are carried to a common time, m²/s³. */
  readonly carryDensity: number;
  /** Probability beforehand that two near tracks are one object: of two sources, and of one. */
  readonly priorAcross: number;
  readonly priorWithin: number;
  /** Whether addresses that objects sent are evidence, and the probability that one is wrong. */
  readonly useIdentity: boolean;
  readonly wrongAddress: number;
  /** A pair not near for longer than this, s, is forgotten. */
  readonly forgetAfter: number;
}

/** Assumed throughout; an address is garbled or shared by error once in a thousand. */
export const DUPLICATE_DEFAULTS: DuplicateConfig = {
  ...SAMENESS_DEFAULTS,
  carryDensity: 10,
  priorAcross: 0.5,
  priorWithin: 0.05,
  useIdentity: false,
  wrongAddress: 1e-3,
  forgetAfter: 60,
};

/** Evidence about near pairs of tracks, gathered look by look. */
export interface Duplicates {
  readonly config: DuplicateConfig;
  /** By the keys of both tracks. */
  readonly pairs: Map<string, PairEvidence>;
}

export const makeDuplicates = (config: DuplicateConfig = DUPLICATE_DEFAULTS): Duplicates => ({
  config,
  pairs: new Map(),
});

/** Two tracks, by index, that may be one object. */
export interface DuplicatePair {
  readonly a: number;
  readonly b: number;
  /** Probability that both are of one object, and its natural log odds. */
  readonly probability: number;
  readonly logOdds: number;
  /** Looks at both that this rests on. */
  readonly looks: number;
}

/** Reach of the search for pairs, in sigmas of either kind of offset. */
const REACH = 3;
const graph = makePairGraph();

/** A track's key among all sources. */
export const keyOf = ({ source, number }: SourceTrack): string => `${source}\u0000${number}`;

/**
 * One look at all tracks of all sources: every near pair with the probability that both are of one object, by rising
 * (a, b). Evidence adds up over looks (see `look`), so that aircraft that cross are not taken for one, and a steady
 * offset tells a formation from a duplicate however poor one look is.
 */
export function duplicates(into: Duplicates, tracks: readonly SourceTrack[], time: number): DuplicatePair[] {
  const { config, pairs } = into;
  const at = tracks.map(({ estimate }) => carried(estimate, time, config.carryDensity));
  const widest = at.reduce((most, { covariance: p }) => Math.max(most, p[0] + p[7] + p[14]), 0);
  const radius = REACH * (Math.sqrt(2 * widest) + config.formation.position);
  const places = Float64Array.from(at.flatMap(({ mean }) => [mean[0], mean[1], mean[2]]));
  pairsWithin(places, places, radius, graph);
  const found: DuplicatePair[] = [];
  for (let a = 0; a < tracks.length; a++) {
    for (let e = graph.start[a]; e < graph.start[a + 1]; e++) {
      const b = graph.right[e];
      if (b <= a) continue;
      const [first, second] = keyOf(tracks[a]) < keyOf(tracks[b]) ? [a, b] : [b, a];
      const key = `${keyOf(tracks[first])}\u0001${keyOf(tracks[second])}`;
      const cross = config.correlation === 0 ? undefined : approximateCross(at[first], at[second], config.correlation);
      const spread = differenceCovariance(at[first], at[second], cross);
      const difference = plus(at[first].mean, at[second].mean, -1);
      const evidence = look(pairs.get(key), time, difference, spread, config);
      pairs.set(key, evidence);
      const prior = tracks[a].source === tracks[b].source ? config.priorWithin : config.priorAcross;
      const odds = logOdds(evidence) + log(prior / (1 - prior)) + identityEvidence(tracks[a], tracks[b], config);
      found.push({ a, b, probability: 1 / (1 + exp(-odds)), logOdds: odds, looks: evidence.looks });
    }
  }
  for (const [key, evidence] of pairs) if (time - evidence.time > config.forgetAfter) pairs.delete(key);
  return found.sort((x, y) => x.a - y.a || x.b - y.b);
}

/** ln odds that two addresses give: equal ones are by chance, different ones by error, each `wrongAddress` likely. */
function identityEvidence(a: SourceTrack, b: SourceTrack, { useIdentity, wrongAddress }: DuplicateConfig): number {
  if (!useIdentity || a.address < 0 || b.address < 0) return 0;
  const odds = log((1 - wrongAddress) / wrongAddress);
  return a.address === b.address ? odds : -odds;
}
