import type { Scan, ScanTracker, ShownTrack, TrackReason } from '../../types/index.js';
import { insertInOrder, type ReorderConfig, requireTime, type TooLate } from './in-order.js';

/** A tracker that can be copied: the copy and the original go on apart. */
export interface CopyableTracker extends ScanTracker {
  copy(): this;
}

export interface ReprocessingTracker<T extends CopyableTracker = CopyableTracker> extends ScanTracker {
  /** The tracker that has taken all scans; another one after each late scan. */
  readonly leading: T;
  readonly tooLate: TooLate;
  /** Scans that came late and were worked in, and scans taken again because of them. */
  readonly reprocessed: { late: number; again: number };
}

/**
 * A tracker whose picture is always of the newest scan and always that of its scans in order: a copy is kept as it was
 * `maximumLateness` ago, and when a scan comes late, the scans since are taken again, the late one in its place. A
 * scan in order costs one more `take` (the copy's); a late one as many as the scans that came after it. Tracks keep
 * the numbers they were shown with: after taking again, a track is the one with which it shares most detections.
 */
export function reprocessing<T extends CopyableTracker>(tracker: T, config: ReorderConfig): ReprocessingTracker<T> {
  const settled = tracker.copy();
  let leading = tracker;
  /** Scans that `settled` has not taken, in order, and who took their detections, in numbers shown. */
  const open: Scan[] = [];
  let takers: Int32Array[] = [];
  /** Numbers of the tracker inside to the numbers shown. */
  let shown = new Map<number, number>();
  let nextNumber = 1;
  const tooLate: TooLate = { scans: 0, detections: 0 };
  const reprocessed = { late: 0, again: 0 };
  let newest = Number.NEGATIVE_INFINITY;
  let through = Number.NEGATIVE_INFINITY;
  let assigned: Int32Array = new Int32Array(0);

  const numberOf = (inner: number): number => {
    let number = shown.get(inner);
    if (number === undefined) {
      number = nextNumber++;
      shown.set(inner, number);
    }
    return number;
  };
  const inShownNumbers = (reason: TrackReason): TrackReason => ({
    ...reason,
    weighed: reason.weighed.map((each) => ({ ...each, takenBy: shown.get(each.takenBy) ?? -1 })),
  });
  const taken = (scan: Scan): Int32Array => leading.assigned.slice(0, scan.count).map((n) => (n < 0 ? n : numberOf(n)));

  /** Takes all open scans again from the settled past. */
  const again = (late: Scan): void => {
    const before = new Map(open.filter((scan) => scan !== late).map((scan, i) => [scan, takers[i]]));
    leading = settled.copy();
    const inner = open.map((scan) => {
      leading.take(scan);
      return leading.assigned.slice(0, scan.count);
    });
    reprocessed.again += open.length;
    shown = renumbered(open, inner, before, shown, settledNumbers());
    takers = inner.map((numbers) => numbers.map((n) => (n < 0 ? n : numberOf(n))));
  };
  /** Numbers that the settled tracker has given out: they mean the same in every copy. */
  const settledTaken = new Set<number>();
  const settledNumbers = (): ReadonlySet<number> => settledTaken;

  return {
    take: (scan) => {
      requireTime(scan);
      if (scan.time < through) {
        tooLate.scans++;
        tooLate.detections += scan.count;
        assigned = new Int32Array(scan.count).fill(-1);
        return;
      }
      const inSequence = open.length === 0 || scan.time >= open[open.length - 1].time;
      insertInOrder(open, scan);
      if (inSequence && open[open.length - 1] === scan) {
        leading.take(scan);
        takers.push(taken(scan));
      } else {
        reprocessed.late++;
        again(scan);
      }
      assigned = takers[open.indexOf(scan)];
      newest = Math.max(newest, scan.time);
      while (open.length > 0 && open[0].time < newest - config.maximumLateness) {
        const old = open.shift()!;
        takers.shift();
        settled.take(old);
        for (const n of settled.assigned.subarray(0, old.count)) if (n >= 0) settledTaken.add(n);
        through = old.time;
      }
    },
    picture: (): ShownTrack[] =>
      leading
        .picture()
        .map((track) => ({ ...track, number: numberOf(track.number) }))
        .sort((a, b) => a.number - b.number),
    get assigned() {
      return assigned;
    },
    why: (number) => {
      for (const [inner, outer] of shown) if (outer === number) return leading.why(inner).map(inShownNumbers);
      return [];
    },
    get leading() {
      return leading;
    },
    tooLate,
    reprocessed,
  };
}

/**
 * Which shown number each number inside has after scans were taken again. Numbers that the settled tracker gave are the
 * same; any other is the shown track that took most of its detections before, the lowest among equals, each once.
 */
function renumbered(
  scans: readonly Scan[],
  inner: readonly Int32Array[],
  before: ReadonlyMap<Scan, Int32Array>,
  shown: ReadonlyMap<number, number>,
  settled: ReadonlySet<number>,
): Map<number, number> {
  const next = new Map([...shown].filter(([number]) => settled.has(number)));
  const votes = new Map<string, { inner: number; outer: number; count: number }>();
  scans.forEach((scan, s) => {
    const old = before.get(scan);
    if (!old) return;
    inner[s].forEach((number, row) => {
      if (number < 0 || old[row] < 0 || settled.has(number)) return;
      const key = `${number} ${old[row]}`;
      const vote = votes.get(key);
      if (vote) vote.count++;
      else votes.set(key, { inner: number, outer: old[row], count: 1 });
    });
  });
  const given = new Set(next.values());
  const order = [...votes.values()].sort((a, b) => b.count - a.count || a.outer - b.outer || a.inner - b.inner);
  for (const { inner: number, outer } of order) {
    if (next.has(number) || given.has(outer)) continue;
    next.set(number, outer);
    given.add(outer);
  }
  return next;
}
