import { makeDigest } from '../engine/math/index.js';
import type { ReplicationResult } from './result.js';

/** Rows in the order of (replication, variant as in the study file), whatever order they were finished in. */
export function inStudyOrder(rows: readonly ReplicationResult[], variants: readonly string[]): ReplicationResult[] {
  const rank = new Map(variants.map((name, index) => [name, index]));
  return [...rows].sort(
    (a, b) => a.replication - b.replication || (rank.get(a.variant) ?? 0) - (rank.get(b.variant) ?? 0),
  );
}

/** One digest over every run of a study and its measures; it does not depend on workers or on their order. */
export function digestStudy(rows: readonly ReplicationResult[], variants: readonly string[]): string {
  const digest = makeDigest();
  for (const row of inStudyOrder(rows, variants)) {
    digest.addInt32(row.replication);
    digest.addString(row.variant);
    digest.addString(row.digest);
    for (const id of Object.keys(row.measures).sort()) {
      const value = row.measures[id];
      digest.addString(id);
      digest.addInt32(value === null ? 0 : 1);
      // + 0 turns −0 into 0, which a journal of numbers in text cannot tell apart.
      if (value !== null) digest.addFloat64(value + 0);
    }
  }
  return digest.hex();
}
