import type { Scan, ScanTracker } from '../../types/index.js';

export interface ReorderConfig {
  /** s; a scan is held until one stamped so much later has come, and taken in order of time. */
  readonly maximumLateness: number;
}

/** A tracker behind a reorder buffer. Its picture is `maximumLateness` old: that is the price of order. */
export interface OrderedTracker extends ScanTracker {
  /** Scans that the last `take` let through, in order of time, each with the tracks that took its detections. */
  readonly released: readonly ReleasedScan[];
  /** Scans and detections that came after a later one had gone through, and were left out. */
  readonly tooLate: TooLate;
  /** Lets through what is still held: the end of a recording. */
  flush(): void;
}

export interface ReleasedScan {
  readonly scan: Scan;
  readonly assigned: Int32Array;
}

export interface TooLate {
  scans: number;
  detections: number;
}

/** Scans by time; at one time by sensor, so that the order of arrival decides nothing. */
export function beforeInOrder(a: Scan, b: Scan): number {
  return a.time - b.time || (a.sensor.id < b.sensor.id ? -1 : a.sensor.id > b.sensor.id ? 1 : 0);
}

/** A scan without a time has no place in any order. */
export function requireTime({ time, sensor }: Scan): void {
  if (!Number.isFinite(time)) {
    throw new RangeError(`the time of a scan of ${sensor.id} must be a finite number of seconds; got ${time}`);
  }
}

/** Puts a scan where it belongs among scans in order; among equals last. */
export function insertInOrder(held: Scan[], scan: Scan): void {
  let at = held.length;
  while (at > 0 && beforeInOrder(held[at - 1], scan) > 0) at--;
  held.splice(at, 0, scan);
}

/** Any tracker, given its scans in order of time; `assigned` is that of the last scan let through. */
export function inOrder(tracker: ScanTracker, config: ReorderConfig): OrderedTracker {
  const held: Scan[] = [];
  const tooLate: TooLate = { scans: 0, detections: 0 };
  let released: ReleasedScan[] = [];
  let newest = Number.NEGATIVE_INFINITY;
  let through = Number.NEGATIVE_INFINITY;
  const release = (until: number) => {
    while (held.length > 0 && held[0].time <= until) {
      const scan = held.shift()!;
      tracker.take(scan);
      through = scan.time;
      released.push({ scan, assigned: tracker.assigned.slice(0, scan.count) });
    }
  };
  return {
    take: (scan) => {
      requireTime(scan);
      released = [];
      if (scan.time < through) {
        tooLate.scans++;
        tooLate.detections += scan.count;
        return;
      }
      insertInOrder(held, scan);
      newest = Math.max(newest, scan.time);
      release(newest - config.maximumLateness);
    },
    flush: () => {
      released = [];
      release(Number.POSITIVE_INFINITY);
    },
    picture: () => tracker.picture(),
    get assigned() {
      return tracker.assigned;
    },
    get released() {
      return released;
    },
    tooLate,
    why: (number) => tracker.why(number),
  };
}
