import { exp } from '../../math/index.js';
import type { TrackReason } from '../../types/index.js';
import type { Hypotheses, Share } from '../association/index.js';

/** Tracks of which reasons are kept; those of the track that has been silent longest go first. */
const MOST_TRACKS = 10_000;

/** Why tracks stand as they do: the newest entries of each, by number. */
export interface ReasonBook {
  add(track: number, reason: TrackReason): void;
  of(track: number): readonly TrackReason[];
  copy(): ReasonBook;
}

/** A book that keeps the newest `kept` entries of each track; 0 keeps none. */
export const makeReasonBook = (kept: number): ReasonBook => bookOver(kept, new Map());

function bookOver(kept: number, book: Map<number, readonly TrackReason[]>): ReasonBook {
  return {
    add(track, reason) {
      const entries = book.get(track) ?? [];
      book.delete(track);
      book.set(track, [...entries.slice(Math.max(0, entries.length + 1 - kept)), reason]);
      const [oldest] = book.keys();
      if (book.size > MOST_TRACKS && oldest !== undefined) book.delete(oldest);
    },
    of: (track) => book.get(track) ?? [],
    // Entries are replaced, never changed.
    copy: () => bookOver(kept, new Map(book)),
  };
}

/**
 * Probability of each pair of a branch: the associator’s own where it weighs several at once, else what the likelihood
 * ratios of the branch alone say, as if no other track wanted its detections.
 */
export function pairProbabilities({ pairs, miss }: Hypotheses, shares: readonly Share[]): number[] {
  if (shares.length > 1) {
    return pairs.map(({ detection }) => shares.find((share) => share.detection === detection)?.probability ?? 0);
  }
  const greatest = pairs.reduce((most, { gain }) => Math.max(most, gain), miss);
  const weights = pairs.map(({ gain }) => exp(gain - greatest));
  const sum = weights.reduce((a, b) => a + b, exp(miss - greatest));
  return weights.map((weight) => weight / sum);
}
