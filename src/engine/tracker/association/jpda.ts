import { clustersOf } from './clusters.js';
import { jointMarginals } from './joint-events.js';
import { nearestAssociator } from './nearest.js';
import type { Associator, Continuation, Hypotheses, Share, Taken } from './roles.js';

/** Settings of joint probabilistic data association. */
export interface JpdaSettings {
  /** jpdaStar takes away the permutations that make close tracks grow together; none is plain JPDA. */
  readonly coalescence: 'jpdaStar' | 'none';
  /** A cluster with more joint events than this is decided by global nearest neighbour, and counted. */
  readonly maximumEvents: number;
  /** A detection starts a track if the probability that it belongs to one already is below this. */
  readonly freeBelow: number;
  /** A share of less than this is left out of the merged estimate. */
  readonly leastShare: number;
}

/**
 * Joint probabilistic data association, exact within each cluster of tracks whose gates share detections. Each track is
 * updated with all detections of its gate, weighted by their probabilities. Only confirmed tracks take part in the joint
 * events; what they leave free goes to tentative ones by global nearest neighbour, so that clutter does not lend its
 * permutations to established tracks.
 */
export function jpdaAssociator(settings: JpdaSettings): Associator {
  const nearest = nearestAssociator(false);
  return {
    memory: 0,
    associate(hypotheses, detections) {
      const shares = new Map<Hypotheses, Share[]>();
      const claimed = new Float64Array(detections);
      let clustersSimplified = 0;
      const confirmed = hypotheses.filter(({ branch }) => branch.confirmed);
      for (const members of clustersOf(confirmed.length, (i) => confirmed[i].pairs.map(({ detection }) => detection))) {
        const cluster = members.map((i) => confirmed[i]);
        const marginals = jointMarginals(cluster, settings.coalescence === 'jpdaStar', settings.maximumEvents);
        if (marginals) {
          cluster.forEach((member, i) => {
            shares.set(member, sharesOf(member, marginals.pairs[i], marginals.miss[i], settings.leastShare));
            member.pairs.forEach(({ detection }, k) => {
              claimed[detection] += marginals.pairs[i][k];
            });
          });
          continue;
        }
        clustersSimplified++;
        for (const { branch, shares: single } of nearest.associate(cluster, detections, 0).continuations) {
          shares.set(cluster.find((member) => member.branch === branch) as Hypotheses, [...single]);
          if (single[0].detection >= 0) claimed[single[0].detection] = 1;
        }
      }
      const left = hypotheses
        .filter(({ branch }) => !branch.confirmed)
        .map((member) => ({ ...member, pairs: member.pairs.filter((p) => claimed[p.detection] < settings.freeBelow) }));
      const tentative = new Map(nearest.associate(left, detections, 0).continuations.map((c) => [c.branch, c]));
      const taken = new Map<number, Taken>();
      const continuations = hypotheses.map((member): Continuation => {
        const { branch } = member;
        const found = shares.get(member) ?? (tentative.get(branch) as Continuation).shares;
        const first = mostProbable(found);
        if (!branch.confirmed && first.detection >= 0) claimed[first.detection] = 1;
        taken.set(branch.track, { branch, detection: first.detection });
        return { branch, shares: found };
      });
      const free = Array.from({ length: detections }, (_, j) => j).filter((j) => claimed[j] < settings.freeBelow);
      return { continuations, branching: false, taken, free, clustersSimplified, branchesCut: 0 };
    },
  };
}

/** Shares of at least `least`, scaled up to add to 1: the pairs in order, then the miss. */
function sharesOf(member: Hypotheses, pairs: Float64Array, miss: number, least: number): Share[] {
  const all: Share[] = [
    ...member.pairs.map(({ detection, gain }, k) => ({ detection, probability: pairs[k], gain })),
    { detection: -1, probability: miss, gain: member.miss },
  ];
  const kept = all.filter(({ probability }) => probability >= least);
  const sum = kept.reduce((total, { probability }) => total + probability, 0);
  return kept.map((share) => ({ ...share, probability: share.probability / sum }));
}

const mostProbable = (shares: readonly Share[]): Share =>
  shares.reduce((best, share) => (share.probability > best.probability ? share : best));
