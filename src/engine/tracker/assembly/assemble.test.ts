import { describe, expect, it } from 'vitest';
import { observe, polar, radar, scanOf, type Traffic } from '../../../../test/fixtures/radar-scans.js';
import { makeStreams, uniform } from '../../math/index.js';
import type { ShownTrack } from '../../types/index.js';
import { countInitiator } from '../association/index.js';
import { assembleTracker } from './assemble.js';
import { parseTracker, type TrackerInput } from './tracker-config.schema.js';

const straight: TrackerInput['filter'] = {
  kind: 'converted',
  models: [{ kind: 'constantVelocity', spectralDensityM2ps3: 1 }],
};
const METHODS = ['nearest', 'jpda', 'multipleHypothesis'] as const;
const track = (input: TrackerInput) => assembleTracker(parseTracker({ kind: 'assembled', filter: straight, ...input }));
const off = (t: ShownTrack, at: readonly number[]): number =>
  Math.hypot(t.state[0] - at[0], t.state[1] - at[1], t.state[2] - at[2]);
/** Two aircraft far apart. */
const two: Traffic = (t) => [
  [-20_000 + 200 * t, 50_000, 6000],
  [40_000, 30_000 - 150 * t, 4000],
];

describe.each(METHODS)('a tracker with %s', (method) => {
  it('follows two aircraft in clutter under one number each, and gives its plots to the right one', () => {
    const tracker = track({ association: { method }, initiation: { falseConfirmationProbability: 0.01 } });
    const numbers = new Set<number>();
    for (const { scan, truth } of observe(radar(), two, 40, 10, 1)) {
      tracker.take(scan);
      if (scan.time < 25) continue;
      const picture = tracker.picture();
      for (const t of picture) numbers.add(t.number);
      expect(truth.map((at) => picture.filter((t) => off(t, at) < 500).length)).toEqual([1, 1]);
    }
    expect(numbers.size).toBe(2);
  });

  it('does the same where it has to learn how dense false plots are', () => {
    const tracker = track({ association: { method } });
    const scans = observe(radar({ clutterDensity: Number.NaN }), two, 30, 10, 1);
    for (const { scan } of scans) tracker.take(scan);
    const picture = tracker.picture();
    expect(scans[29].truth.map((at) => picture.filter((t) => off(t, at) < 500).length)).toEqual([1, 1]);
    expect(picture.length).toBe(2);
  });

  it('makes no track of empty scans', () => {
    const tracker = track({ association: { method } });
    for (let k = 0; k < 20; k++) tracker.take(scanOf(radar(), 5 * k, []));
    expect([tracker.picture().length, tracker.held]).toEqual([0, 0]);
  });

  it('gives the same bytes twice', () => {
    const run = () => {
      const tracker = track({ association: { method }, bounds: { reasonsKept: 5 } });
      const out = observe(radar(), two, 15, 30, 2).map(({ scan }) => {
        tracker.take(scan);
        return [tracker.picture(), [...tracker.assigned], tracker.why(1)];
      });
      return JSON.stringify(out);
    };
    expect(run()).toBe(run());
  });
});

describe('a radar that turns while its targets fly', () => {
  /** Each plot carries the time since the scan began, when the beam came past: a jet of 300 m/s moves 1.5 km in a turn. */
  it('has each plot taken at its own time', () => {
    const at = (t: number) => [-20_000 + 300 * t, -30_000, 8000];
    const tracker = track({ association: { method: 'nearest' } });
    for (let k = 0; k < 25; k++) {
      const delay = 5 * (((polar(at(5 * k))[1] + 2 * Math.PI) % (2 * Math.PI)) / (2 * Math.PI));
      const scan = scanOf(radar(), 5 * k, [polar(at(5 * k + delay))]);
      scan.delay[0] = delay;
      tracker.take(scan);
      if (k < 5) continue;
      const [shown, ...others] = tracker.picture();
      expect([others.length, shown.number, shown.time]).toEqual([0, 1, expect.closeTo(5 * k + delay, 9)]);
      expect(off(shown, at(shown.time))).toBeLessThan(50);
    }
  });
});

describe('false tracks', () => {
  it.each(['nearest', 'multipleHypothesis'] as const)(
    'come from pure clutter no more often than newTargetsPerTurn × α/(1 − β) a turn (%s)',
    (method) => {
      const sensor = radar({ clutterDensity: 60 / (110_000 * 2 * Math.PI) });
      const confirmed = (alpha: number): number => {
        const tracker = track({
          association: { method },
          initiation: { newTargetsPerTurn: 10, falseConfirmationProbability: alpha, missedTargetProbability: 0.05 },
        });
        const numbers = new Set<number>();
        for (const { scan } of observe(sensor, () => [], 60, 60, 3)) {
          tracker.take(scan);
          for (const { number } of tracker.picture()) numbers.add(number);
        }
        return numbers.size;
      };
      // Wald neglects the overshoot; where a second plot is worth a factor of e⁷, far fewer come than were allowed.
      const many = confirmed(0.2);
      expect(many).toBeGreaterThan(3);
      expect(many).toBeLessThanOrEqual((60 * 10 * 0.2) / 0.95);
      expect(confirmed(0.002)).toBeLessThanOrEqual((60 * 10 * 0.002) / 0.95);
    },
  );

  it('need three plots where M of N says so', () => {
    const tracker = track({ initiation: { method: 'count', hits: 3, ofScans: 4 } });
    const shown = [0, 1, 2].map((k) => {
      tracker.take(scanOf(radar(), 5 * k, [polar(two(5 * k)[0])]));
      return tracker.picture().length;
    });
    expect(shown).toEqual([0, 0, 1]);
  });
});

describe('two aircraft side by side, 100 m apart', () => {
  const pair: Traffic = (t) => {
    const half = Math.max(100, 3000 - 20 * t) / 2;
    return [
      [-half, 40_000 - 50 * t, 5000],
      [half, 40_000 - 50 * t, 5000],
    ];
  };
  /** Mean distance of the two tracks across the course while the aircraft are 100 m apart. */
  const separation = (coalescence: 'none' | 'jpdaStar'): number => {
    const apart: number[] = [];
    for (let seed = 1; seed <= 4; seed++) {
      const tracker = track({ association: { method: 'jpda', jpda: { coalescence } } });
      for (const { scan } of observe(radar(), pair, 100, 0, seed)) {
        tracker.take(scan);
        const [a, b] = tracker.picture();
        if (scan.time > 250 && b) apart.push(Math.abs(a.state[0] - b.state[0]));
      }
    }
    expect(apart.length).toBeGreaterThan(4 * 45);
    return apart.reduce((x, y) => x + y, 0) / apart.length;
  };

  it('grow into one with plain JPDA', () => {
    expect(separation('none')).toBeLessThan(40);
  });

  it('stay two with JPDA*', () => {
    const apart = separation('jpdaStar');
    expect(apart).toBeGreaterThan(80);
    expect(apart).toBeLessThan(120);
  });
});

describe('a miss, and a false plot 300 m beside the course', () => {
  const at = (k: number) => [-15_000 + 1000 * k, 60_000, 6000];
  const follow = (method: (typeof METHODS)[number]) => {
    const tracker = track({
      association: { method },
      filter: { kind: 'converted', models: [{ kind: 'constantVelocity', spectralDensityM2ps3: 30 }] },
    });
    return Array.from({ length: 32 }, (_, k) => {
      const [x, y, z] = at(k);
      tracker.take(scanOf(radar(), 5 * k, [polar([x, k === 20 ? y + 300 : y, z])]));
      return tracker.picture().map((t) => ({ number: t.number, off: off(t, at(k)) }));
    });
  };

  it('lead a nearest neighbour astray: the aircraft ends under another number', () => {
    const pictures = follow('nearest');
    expect(pictures[19].map(({ number }) => number)).toEqual([1]);
    expect(pictures[22][0].off).toBeGreaterThan(400);
    expect(pictures[31].map(({ number }) => number)).toEqual([2]);
  });

  it('are taken back by multiple hypotheses one scan later', () => {
    const pictures = follow('multipleHypothesis');
    expect(pictures[20][0].off).toBeGreaterThan(200);
    expect(pictures[21]).toEqual([{ number: 1, off: expect.closeTo(0, -1) }]);
    expect(pictures[31].map(({ number }) => number)).toEqual([1]);
  });
});

describe('an address that the target itself sends', () => {
  /** Two aircraft meet head on; their plots carry addresses. */
  const meeting = (use: boolean, swap: boolean) => {
    const tracker = track({ association: { method: 'nearest' }, identity: { use } });
    for (let k = 0; k < 20; k++) {
      const rows = [polar([-3000 + 300 * k, 50_000, 6000]), polar([3000 - 300 * k, 50_000, 6000])];
      const scan = scanOf(radar(), 5 * k, rows);
      scan.address.set(swap && k >= 10 ? [2, 1] : [1, 2]);
      tracker.take(scan);
    }
    return [...tracker.assigned];
  };

  it('decides nothing unless asked', () => {
    expect(meeting(false, true)).toEqual(meeting(false, false));
  });

  it('forbids a pair when it differs, and then starts a track of its own', () => {
    expect(meeting(true, false)).toEqual(meeting(false, false));
    const [a, b] = meeting(true, true);
    expect(a).not.toBe(meeting(true, false)[0]);
    expect(b).not.toBe(meeting(true, false)[1]);
  });
});

describe('what cannot be used', () => {
  it('is counted: scans that go back in time, have none or come twice, plots that are not numbers, sigmas of zero', () => {
    const tracker = track({});
    const good = polar(two(0)[0]);
    tracker.take(scanOf(radar(), 10, [good]));
    tracker.take(scanOf(radar(), 10, [good]));
    tracker.take(scanOf(radar({ id: 'other' }), 10, [good]));
    tracker.take(scanOf(radar({ id: 'bad', maxRange: 5000 }), 10, [good]));
    tracker.take(scanOf(radar(), 4, [good]));
    tracker.take(scanOf(radar(), Number.NaN, [good]));
    tracker.take(scanOf(radar(), 15, [[Number.NaN, 0.1, 0.1], [-5, 0.1, 0.1], good]));
    tracker.take(scanOf(radar({ sigmaAzimuth: 0 }), 20, [good, good]));
    expect(tracker.problems.scansOutOfOrder).toBe(1);
    expect(tracker.problems.scansWithoutTime).toBe(1);
    expect(tracker.problems.scansRepeated).toBe(1);
    expect(tracker.problems.scansOfBadSensor).toBe(1);
    expect(tracker.problems.detections.count).toBe(4);
    expect(Object.fromEntries(tracker.problems.detections.byCause)).toEqual({ range: 2, 'sigma of azimuth': 2 });
  });

  it('is bounded: a scan of 100,000 plots starts so many tracks as there is room for, and says what is left out', () => {
    const streams = makeStreams(1, 1);
    const tracker = track({ bounds: { maximumTracks: 500, maximumPairs: 10_000 } });
    for (let k = 0; k < 2; k++) {
      const rows = Array.from({ length: 100_000 }, (_, i) => [
        10_000 + 110_000 * uniform(streams, i, 0, 2, k),
        Math.PI * (2 * uniform(streams, i, 1, 2, k) - 1),
        0.5 * uniform(streams, i, 2, 2, k),
      ]);
      tracker.take(scanOf(radar({ clutterDensity: Number.NaN }), 5 * k, rows));
    }
    expect(tracker.held).toBeLessThanOrEqual(500);
    expect(tracker.problems.startsLeftOut).toBeGreaterThan(99_000);
    expect(tracker.problems.branchesLeftOut + tracker.problems.clustersSimplified).toBeGreaterThan(0);
  });
});

describe('why a track stands as it does', () => {
  it('tells the plot taken, those refused with who took them, and the probabilities', () => {
    const tracker = track({ association: { method: 'nearest' }, bounds: { reasonsKept: 4 } });
    const near = (t: number) => [-20_000 + 200 * t, 50_000, 6000];
    const other = (t: number) => [-20_000 + 200 * t, 50_150, 6000];
    for (let k = 0; k < 8; k++) tracker.take(scanOf(radar(), 5 * k, [polar(other(5 * k)), polar(near(5 * k))]));
    tracker.take(scanOf(radar(), 40, []));
    const [a, b] = tracker.picture().map(({ number }) => number);
    const reasons = tracker.why(a);
    expect(reasons.length).toBe(4);
    const [miss, hit] = [reasons[3], reasons[2]];
    expect([miss.taken, miss.weighed.length, miss.gain < -2]).toEqual([-1, 0, true]);
    const taken = hit.weighed.find(({ row }) => row === hit.taken)!;
    const refused = hit.weighed.find(({ row }) => row !== hit.taken)!;
    expect([taken.takenBy, refused.takenBy]).toEqual([a, b]);
    expect(taken.probability).toBeGreaterThan(refused.probability);
    expect(taken.distance).toBeLessThan(refused.distance);
    expect(hit.gain).toBeGreaterThan(0);
    expect(miss.existence).toBeLessThan(hit.existence);
    expect(track({}).why(1)).toEqual([]);
  });
});

describe('the parts', () => {
  it('are those of the configuration, and each can be replaced', () => {
    const config = parseTracker({
      kind: 'assembled',
      filter: straight,
      initiation: { method: 'count', hits: 5, ofScans: 5 },
    });
    const shownAfter = (tracker: ReturnType<typeof assembleTracker>): number => {
      for (let k = 0; k < 9; k++) {
        tracker.take(scanOf(radar(), 5 * k, [polar(two(5 * k)[0])]));
        if (tracker.picture().length > 0) return k + 1;
      }
      return Number.NaN;
    };
    expect(shownAfter(assembleTracker(config))).toBe(5);
    expect(shownAfter(assembleTracker(config, { initiator: countInitiator(2, 2) }))).toBe(2);
    expect(() => assembleTracker(parseTracker({}))).toThrow(/modeBank/);
  });

  it.each(['extended', 'unscented', 'interacting'] as const)('follow an aircraft with the %s filter', (kind) => {
    const tracker = track({ filter: { kind }, initiation: { falseConfirmationProbability: 0.01 } });
    const scans = observe(radar(), two, 15, 5, 4);
    for (const { scan } of scans) tracker.take(scan);
    const picture = tracker.picture();
    expect(scans[14].truth.map((at) => picture.filter((t) => off(t, at) < 500).length)).toEqual([1, 1]);
  });

  it.each(['constantVelocity', 'singer', 'constantAcceleration', 'coordinatedTurn', 'knownTurn'] as const)(
    'follow an aircraft with the model %s',
    (kind) => {
      const tracker = track({ filter: { kind: 'extended', models: [{ kind }] } });
      for (const { scan } of observe(radar({ detectionProbability: 1 }), two, 6, 0, 4)) tracker.take(scan);
      expect(tracker.picture().length).toBe(2);
    },
  );

  it('follow a ballistic missile with the model ballistic', () => {
    const tracker = track({
      filter: { kind: 'extended', maximumSpeedMps: 4000, maximumClimbMps: 4000, models: [{ kind: 'ballistic' }] },
    });
    const fall: Traffic = (t) => [[-60_000 + 1200 * t, 40_000, 30_000 + 300 * t - 4.9 * t * t]];
    const scans = observe(radar({ detectionProbability: 1, maxElevation: 1 }), fall, 13, 0, 4);
    for (const { scan } of scans) tracker.take(scan);
    const [shown, ...others] = tracker.picture();
    expect(others.length).toBe(0);
    expect(off(shown, scans[12].truth[0])).toBeLessThan(500);
  });
});
