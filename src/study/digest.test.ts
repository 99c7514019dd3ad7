import { expect, test } from 'vitest';
import { digestStudy } from './digest.js';
import type { ReplicationResult } from './result.js';

const variants = ['b', 'a'];
const rows: ReplicationResult[] = [0, 1, 2].flatMap((replication) =>
  variants.map((variant, i) => ({
    variant,
    replication,
    digest: `${replication}${i}`.padStart(32, '0'),
    measures: { leakers: replication + i, warningTimeS: i === 0 ? null : 12.5 },
  })),
);

test('the digest does not depend on the order in which rows were finished', () => {
  const digest = digestStudy(rows, variants);
  expect(digestStudy([...rows].reverse(), variants)).toBe(digest);
  expect(digestStudy([rows[3], rows[0], rows[5], rows[1], rows[4], rows[2]], variants)).toBe(digest);
});

test('the digest changes with any run, any measure, and a time that came after all', () => {
  const digest = digestStudy(rows, variants);
  const change = (i: number, part: Partial<ReplicationResult>) =>
    digestStudy(
      rows.map((row, j) => (j === i ? { ...row, ...part } : row)),
      variants,
    );
  expect(change(2, { digest: 'f'.repeat(32) })).not.toBe(digest);
  expect(change(2, { measures: { leakers: 1.0000000000000002, warningTimeS: null } })).not.toBe(digest);
  expect(change(0, { measures: { leakers: 0, warningTimeS: 0 } })).not.toBe(digest);
});
