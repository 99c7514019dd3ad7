import { describe, expect, it } from 'vitest';
import { makeStreams, normal, poisson, uniform } from '../math/index.js';
import { type DetectionBatch, IFF, makeDetectionBatch } from '../types/index.js';
import { TRACKER_DEFAULTS, type TrackerConfig } from './config.js';
import { gospa, pictureCounts } from './metrics/index.js';
import { predictInto } from './table.js';
import { createTracker, endTick, positionSigma, rowOf, type Tracker, takeBatch } from './tracker.js';

const streams = makeStreams(11, 4);
const noise = (entity: number, other: number, tick: number): number => normal(streams, entity, other, 2, tick);
type Vector = readonly [number, number, number];
/** Somewhere above Anatolia, so that coordinates are as large as in use. */
const origin: Vector = [4.1e6, 2.6e6, 4.1e6];

function batchOf(time: number, positions: readonly Vector[], sigma = 100, iff: number = IFF.notInterrogated) {
  const batch = makeDetectionBatch(Math.max(1, positions.length));
  batch.time = time;
  batch.count = positions.length;
  positions.forEach((position, i) => {
    for (let a = 0; a < 3; a++) batch.positionEcef[3 * i + a] = origin[a] + position[a];
    batch.covariance[6 * i] = batch.covariance[6 * i + 3] = batch.covariance[6 * i + 5] = sigma * sigma;
    batch.iff[i] = iff;
  });
  return batch;
}

const make = (config: Partial<TrackerConfig> = {}): Tracker => createTracker({ ...TRACKER_DEFAULTS, ...config });

function tick(tracker: Tracker, time: number, ...batches: DetectionBatch[]): number[] {
  const numbers: number[] = [];
  for (const batch of batches) {
    takeBatch(tracker, batch);
    for (let i = 0; i < batch.count; i++) numbers.push(tracker.assigned[i]);
  }
  endTick(tracker, time);
  return numbers;
}

/** Positions of the confirmed tracks at a time, less the origin. */
function picture(tracker: Tracker, time: number): Float64Array {
  const out: number[] = [];
  const state = new Float64Array(6);
  for (let row = 0; row < tracker.table.count; row++) {
    if (tracker.table.confirmed[row] === 0) continue;
    predictInto(tracker.table, row, time, state);
    for (let a = 0; a < 3; a++) out.push(state[a] - origin[a]);
  }
  return Float64Array.from(out);
}

const noisy = (position: Vector, id: number, sensor: number, time: number, sigma = 100): Vector => [
  position[0] + sigma * noise(id, 3 * sensor, time),
  position[1] + sigma * noise(id, 3 * sensor + 1, time),
  position[2] + sigma * noise(id, 3 * sensor + 2, time),
];

describe('the life of a track', () => {
  it('starts tentative, is confirmed by its third detection, and is told of once', () => {
    const tracker = make();
    for (let k = 0; k < 4; k++) {
      const [number] = tick(tracker, 5 * k, batchOf(5 * k, [[1000 * k, 0, 0]]));
      expect(number).toBe(1);
      expect(tracker.table.confirmed[0]).toBe(k >= 2 ? 1 : 0);
      expect(tracker.confirmedNow).toEqual(k === 2 ? [1] : []);
    }
    expect(tracker.table.state[3]).toBeGreaterThan(150);
    expect(tracker.table.state[3]).toBeLessThan(250);
  });

  it('is not confirmed by three sensors at one instant, which know no velocity', () => {
    const tracker = make();
    tick(tracker, 0, batchOf(0, [[0, 0, 0]]), batchOf(0, [[50, 0, 0]]), batchOf(0, [[0, 50, 0]]));
    expect(tracker.table.hits[0]).toBe(3);
    expect(tracker.table.confirmed[0]).toBe(0);
    tick(tracker, 1, batchOf(1, [[200, 0, 0]]));
    expect(tracker.table.confirmed[0]).toBe(1);
  });

  it('ends untold when it is not confirmed in time, and told when it coasts too long', () => {
    const tracker = make({ tentativeLifeS: 20, coastS: 15 });
    for (let k = 0; k < 3; k++)
      tick(
        tracker,
        5 * k,
        batchOf(
          5 * k,
          k === 0
            ? [
                [0, 0, 0],
                [90_000, 0, 0],
              ]
            : [[0, 0, 0]],
        ),
      );
    expect(tracker.table.count).toBe(2);
    tick(tracker, 20);
    expect(tracker.table.count).toBe(1);
    expect(tracker.droppedNow).toEqual([]);
    tick(tracker, 25);
    expect(tracker.table.count).toBe(1);
    tick(tracker, 25.5);
    expect(tracker.droppedNow).toEqual([1]);
    expect(rowOf(tracker, 1)).toBe(-1);
  });

  it('ends when its position is lost in its own uncertainty', () => {
    const tracker = make({ coastS: 1e4, maximumSigma: 2000 });
    for (let k = 0; k < 5; k++) tick(tracker, 5 * k, batchOf(5 * k, [[0, 0, 0]]));
    let time = 20;
    while (tracker.table.count > 0) {
      expect(positionSigma(tracker, 0, time)).toBeLessThanOrEqual(2000);
      endTick(tracker, ++time);
    }
    expect(time).toBeGreaterThan(35);
    expect(time).toBeLessThan(90);
  });

  it('keeps rows in order of numbers through growth and drops', () => {
    const tracker = make({ tentativeLifeS: 6 });
    const column: Vector[] = Array.from({ length: 200 }, (_, i) => [20_000 * (i % 20), 20_000 * Math.floor(i / 20), 0]);
    tick(tracker, 0, batchOf(0, column));
    const kept = column.filter((_, i) => i % 3 === 0);
    for (let k = 1; k <= 3; k++) tick(tracker, 3 * k, batchOf(3 * k, kept));
    const numbers = Array.from(tracker.table.number.subarray(0, tracker.table.count));
    expect(numbers).toEqual(column.map((_, i) => i + 1).filter((_, i) => i % 3 === 0));
    for (const [row, number] of numbers.entries()) {
      expect(rowOf(tracker, number)).toBe(row);
      expect(tracker.table.state[6 * row]).toBeCloseTo(origin[0] + column[number - 1][0], 3);
    }
  });

  it('starts nothing new when the table is as full as the post allows', () => {
    const tracker = make({ maximumTracks: 2 });
    expect(
      tick(
        tracker,
        0,
        batchOf(0, [
          [0, 0, 0],
          [5e4, 0, 0],
          [9e4, 0, 0],
        ]),
      ),
    ).toEqual([1, 2, -1]);
  });

  it('counts the answers to interrogation', () => {
    const tracker = make();
    const answers = [IFF.friendReply, IFF.noReply, IFF.civilReply, IFF.friendReply, IFF.notInterrogated];
    answers.forEach((iff, k) => {
      tick(tracker, k, batchOf(k, [[0, 0, 0]], 100, iff));
    });
    const { iffFriend, iffCivil, iffSilent, hits } = tracker.table;
    expect([iffFriend[0], iffCivil[0], iffSilent[0], hits[0]]).toEqual([2, 1, 1, 5]);
  });
});

describe('association', () => {
  it('gives each detection to one track and each track one detection, where the nearest would be taken twice', () => {
    const tracker = make();
    for (let k = 0; k < 4; k++)
      tick(
        tracker,
        k,
        batchOf(k, [
          [0, 0, 0],
          [800, 0, 0],
        ]),
      );
    expect(
      tick(
        tracker,
        4,
        batchOf(4, [
          [300, 0, 0],
          [-250, 0, 0],
        ]),
      ),
    ).toEqual([2, 1]);
    expect(tracker.table.count).toBe(2);
  });

  it('carries two targets through each other without exchanging their numbers', () => {
    const tracker = make();
    const at = (time: number): Vector[] => [
      [200 * (time - 60), 0, 0],
      [0, 200 * (time - 60), 60],
    ];
    for (let time = 0; time <= 120; time += 2) {
      takeBatch(
        tracker,
        batchOf(
          time,
          at(time).map((p, id) => noisy(p, id, 0, time)),
        ),
      );
      if (time !== 60) expect([tracker.assigned[0], tracker.assigned[1]]).toEqual([1, 2]);
      endTick(tracker, time);
    }
    expect(tracker.table.count).toBe(2);
  });

  it('makes one picture of several sensors: one track an object, closer than any of them alone', () => {
    const tracker = make();
    const truth = Array.from({ length: 30 }, (_, i): Vector => [15_000 * (i % 6), 15_000 * Math.floor(i / 6), 0]);
    let fused = 0;
    for (let time = 0; time < 60; time++) {
      const now = truth.map(([x, y, z], i): Vector => [x + 200 * time, y + 10 * i * time, z]);
      const batches = [0, 1, 2].map((s) =>
        batchOf(
          time,
          now.map((p, id) => noisy(p, id, s, time, 200)),
          200,
        ),
      );
      tick(tracker, time, ...batches);
      if (time < 10) continue;
      const positions = Float64Array.from(now.flat());
      expect(pictureCounts(positions, picture(tracker, time), 1000)).toEqual({
        objects: 30,
        tracks: 30,
        held: 30,
        holding: 30,
      });
      fused += gospa(positions, picture(tracker, time), 1000, 2).localisation / 30 / 50;
    }
    // A report is 200 √3 = 346 m from the truth.
    expect(Math.sqrt(fused)).toBeLessThan(150);
  });

  it('follows a 4 g turn, and loses it when manoeuvres are left out of the gate', () => {
    const follow = (config: Partial<TrackerConfig>): number => {
      const tracker = make(config);
      let lost = 0;
      for (let time = 0; time <= 120; time += 2) {
        // 250 m/s; from 40 s to 52 s a turn of 4 g (radius v²/a = 1593 m).
        const radius = (250 * 250) / (4 * 9.80665);
        const turning = Math.min(Math.max(time - 40, 0), 12);
        const angle = (turning * 250) / radius;
        const straight = 250 * Math.min(time, 40);
        const after = 250 * Math.max(time - 52, 0);
        const position: Vector = [
          straight + radius * Math.sin(angle) + after * Math.cos(angle),
          radius * (1 - Math.cos(angle)) + after * Math.sin(angle),
          0,
        ];
        const [number] = tick(tracker, time, batchOf(time, [noisy(position, 1, 0, time)]));
        if (number !== 1) lost++;
      }
      return lost;
    };
    expect(follow({})).toBe(0);
    expect(follow({ manoeuvreSpectralDensity: 0 })).toBeGreaterThan(10);
  });

  it('rarely confirms clutter: 40 false alarms a scan in 200 km × 200 km × 10 km, 100 scans', () => {
    const tracker = make({ tentativeLifeS: 15 });
    let confirmed = 0;
    let reports = 0;
    for (let scan = 0; scan < 100; scan++) {
      const count = poisson(streams, 0, 0, 3, scan, 40);
      const clutter = Array.from({ length: count }, (_, i): Vector => {
        const u = (other: number): number => uniform(streams, i, other, 4, scan);
        return [200_000 * u(0), 200_000 * u(1), 10_000 * u(2)];
      });
      tick(tracker, 5 * scan, batchOf(5 * scan, clutter));
      reports += count;
      confirmed += tracker.confirmedNow.length;
    }
    expect(reports).toBeGreaterThan(3500);
    expect(confirmed).toBeLessThan(reports / 200);
  });

  it('does not depend on the cells of the search grid: every bit of the table is the same', () => {
    const run = (cellSize: number): Tracker => {
      const tracker = make({ cellSize, tentativeLifeS: 8 });
      for (let time = 0; time < 30; time++) {
        for (let sensor = 0; sensor < 2; sensor++) {
          const sigma = sensor === 0 ? 80 : 600;
          const reports = Array.from({ length: 60 }, (_, i): Vector => {
            const x = 40_000 * uniform(streams, i, 1, 2, 0) + 300 * time * noise(i, 50, 0);
            const y = 40_000 * uniform(streams, i, 2, 2, 0) + 300 * time * noise(i, 51, 0);
            return noisy([x, y, 100 * i], i, sensor, time, sigma);
          });
          const seen = reports.filter((_, i) => uniform(streams, i, sensor, 5, time) < 0.8);
          takeBatch(tracker, batchOf(sensor === 1 && time % 5 === 4 ? time - 1.5 : time, seen, sigma));
        }
        endTick(tracker, time);
      }
      return tracker;
    };
    const coarse = run(1e7);
    for (const cellSize of [10_000, 2_500, 300]) {
      const fine = run(cellSize);
      expect(fine.nextNumber).toBe(coarse.nextNumber);
      expect(fine.table.count).toBe(coarse.table.count);
      const n = coarse.table.count;
      expect(fine.table.number.subarray(0, n)).toEqual(coarse.table.number.subarray(0, n));
      expect(fine.table.state.subarray(0, 6 * n)).toEqual(coarse.table.state.subarray(0, 6 * n));
      expect(fine.table.covariance.subarray(0, 21 * n)).toEqual(coarse.table.covariance.subarray(0, 21 * n));
    }
  });
});

describe('late batches', () => {
  const start = (): Tracker => {
    const tracker = make();
    for (let k = 0; k < 6; k++) tick(tracker, 5 * k, batchOf(5 * k, [[1250 * k, 0, 0]]));
    return tracker;
  };

  it('a few seconds old still go to their track, whose state stays at its own time', () => {
    const tracker = start();
    expect(tick(tracker, 25, batchOf(22, [[5500, 0, 0]]))).toEqual([1]);
    expect(tracker.table.count).toBe(1);
    expect(tracker.table.time[0]).toBe(25);
    expect(tracker.table.updated[0]).toBe(25);
    expect(Math.abs(tracker.table.state[0] - origin[0] - 6250)).toBeLessThan(30);
  });

  it('older than the limit are not taken', () => {
    const tracker = start();
    const before = Array.from(tracker.table.state.subarray(0, 6));
    expect(tick(tracker, 25, batchOf(19, [[4750, 0, 0]]))).toEqual([-1]);
    expect(Array.from(tracker.table.state.subarray(0, 6))).toEqual(before);
    expect(tracker.table.count).toBe(1);
  });
});
