import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeStreams } from '../math/index.js';
import type { CommandPostId, Identity, Track, TrackNumber } from '../types/index.js';
import { createNetwork } from './network.js';
import type { LinkSpec, OutageSpec } from './network.schema.js';
import type { EngagementNotice } from './report.js';
import { deliver, offerEngagement, offerPicture, offerReport, offerTrack } from './traffic.js';

const streams = makeStreams(7, 0);
const radar = 'radar' as CommandPostId;

const track = (number: number, identity: Identity = 'unknown', post = radar): Track => ({
  post,
  number: number as TrackNumber,
  time: 0,
  updated: 0,
  started: 0,
  position: [4_000_000, 3_000_000, 4_000_000],
  velocity: [200, 0, 0],
  positionSigma: 100,
  confirmed: true,
  iffFriend: 1,
  iffCivil: 2,
  iffSilent: 3,
  identity,
  because: 'no answer',
  targetClass: 'fixedWing',
});
const notice = (number: number): EngagementNotice => ({
  post: radar,
  track: number as TrackNumber,
  phase: 'flying',
  time: 0,
  position: [4_000_000, 3_000_000, 4_000_000],
  velocity: [200, 0, 0],
  positionSigma: 100,
  until: 60,
});
const net = (more: Partial<LinkSpec> = {}, outages: OutageSpec[] = []) =>
  createNetwork({
    nodes: ['radar', 'battery'],
    links: [
      {
        id: 'link',
        from: 'radar',
        to: 'battery',
        kind: 'data',
        bidirectional: false,
        enabled: true,
        delayS: 2,
        lossProbability: 0,
        tracksPerMinute: 6000,
        updatePeriodS: 4,
        positionErrorM: 0,
        ...more,
      },
    ],
    outages,
  });
const numbers = (deliveries: ReturnType<typeof deliver>) =>
  deliveries.map((d) => (d.kind === 'track' ? d.track.number : -d.engagement.track));

describe('what a link carries', () => {
  test('a track arrives after the delay, once, as a copy', () => {
    const network = net();
    const sent = track(1);
    expect(offerTrack(network, 0, 0, sent, 10, 10, streams)).toBe(true);
    sent.position = [0, 0, 0];
    expect(deliver(network, 11.9)).toEqual([]);
    const [arrived] = deliver(network, 12);
    expect(arrived).toMatchObject({ kind: 'track', to: 'battery', track: { ...track(1) } });
    expect(deliver(network, 99)).toEqual([]);
  });

  test('a link without return carries nothing back', () => {
    expect(offerTrack(net(), 0, 1, track(1), 0, 0, streams)).toBe(false);
    expect(offerPicture(net(), 0, 1, [track(1)], 0, 0, streams)).toBe(0);
    expect(offerTrack(net({ bidirectional: true }), 0, 1, track(1), 0, 0, streams)).toBe(true);
  });

  test('a track is told once an update period; numbers of different keepers do not clash', () => {
    const network = net();
    const told = [0, 1, 3.9, 4, 8].map((t) => offerTrack(network, 0, 0, track(1), t, t, streams));
    expect(told).toEqual([true, false, false, true, true]);
    expect(offerTrack(network, 0, 0, track(1, 'unknown', 'other' as CommandPostId), 8, 8, streams)).toBe(true);
    expect(offerTrack(network, 0, 0, track(2), 8, 8, streams)).toBe(true);
  });

  test('news of an engagement travels beside the track and does not block it', () => {
    const network = net();
    expect(offerReport(network, 0, 0, { kind: 'engagement', engagement: notice(1) }, 0, 0, streams)).toBe(true);
    expect(offerReport(network, 0, 0, { kind: 'track', track: track(1) }, 0, 0, streams)).toBe(true);
    expect(offerEngagement(network, 0, 0, notice(1), 1, 1, streams)).toBe(false);
    expect(numbers(deliver(network, 10))).toEqual([-1, 1]);
  });

  test('a gateway passes what was concluded about a track, not the replies', () => {
    const network = net({ kind: 'gateway' });
    offerTrack(network, 0, 0, track(1, 'hostile'), 0, 0, streams);
    const [arrived] = deliver(network, 10);
    expect(arrived).toMatchObject({ track: { identity: 'hostile', iffFriend: 0, iffCivil: 0, iffSilent: 0 } });
  });
});

describe('a slow link', () => {
  test('carries so many tracks a minute and no more, first in, first out', () => {
    const network = net({ tracksPerMinute: 6, updatePeriodS: 60, delayS: 0 });
    const picture = Array.from({ length: 20 }, (_, k) => track(k));
    expect(offerPicture(network, 0, 0, picture, 0, 0, streams)).toBe(7);
    const minutes = [0, 29, 30, 59, 60].map((t) => numbers(deliver(network, t)));
    expect(minutes).toEqual([[0], [1, 2], [3], [4, 5], [6]]);
  });

  test('starves no track: those told longest ago come first', () => {
    const network = net({ tracksPerMinute: 6, updatePeriodS: 60, delayS: 0 });
    const picture = Array.from({ length: 20 }, (_, k) => track(k));
    const heard = new Set<number>();
    for (let time = 0; time <= 240; time += 4) {
      offerPicture(network, 0, 0, picture, time, time, streams);
      for (const n of numbers(deliver(network, time))) heard.add(n);
    }
    expect(heard.size).toBe(20);
  });

  test('over voice the hostile are told first', () => {
    const network = net({ kind: 'voice', tracksPerMinute: 2, updatePeriodS: 60, delayS: 0 });
    const picture = [track(1), track(2, 'hostile'), track(3, 'neutral'), track(4, 'suspect')];
    offerPicture(network, 0, 0, picture, 0, 0, streams);
    expect(numbers(deliver(network, 60))).toEqual([2, 4, 1]);
  });

  test('never holds more messages waiting than an update period carries', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 1, max: 60 }),
        (tracksPerMinute, updatePeriodS) => {
          const network = net({ tracksPerMinute, updatePeriodS, delayS: 0 });
          let taken = 0;
          for (let n = 0; n < 2000; n++) if (offerTrack(network, 0, 0, track(n), 0, 0, streams)) taken++;
          expect(taken).toBeLessThanOrEqual((tracksPerMinute * updatePeriodS) / 60 + 2);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('loss, error and outages', () => {
  test('a fifth of the messages is lost at a loss probability of 0.2', () => {
    const network = net({ lossProbability: 0.2, tracksPerMinute: 1e6 });
    for (let n = 0; n < 4000; n++) offerTrack(network, 0, 0, track(n), 0, 0, streams);
    const arrived = deliver(network, 1000).length / 4000;
    // Three standard deviations of the binomial share.
    expect(Math.abs(arrived - 0.8)).toBeLessThan(3 * Math.sqrt((0.8 * 0.2) / 4000));
  });

  test('a loss of 1 loses all, and the same seed loses the same messages', () => {
    const all = net({ lossProbability: 1 });
    offerTrack(all, 0, 0, track(1), 0, 0, streams);
    expect(deliver(all, 100)).toEqual([]);
    const lossy = () => {
      const network = net({ lossProbability: 0.5, tracksPerMinute: 1e6 });
      for (let n = 0; n < 50; n++) offerTrack(network, 0, 0, track(n), 0, 3, streams);
      return numbers(deliver(network, 100));
    };
    expect(lossy()).toEqual(lossy());
  });

  test('adding another link or track changes no draw of the first', () => {
    const network = net({ lossProbability: 0.5, tracksPerMinute: 1e6, positionErrorM: 500 });
    const crowded = net({ lossProbability: 0.5, tracksPerMinute: 1e6, positionErrorM: 500 });
    for (let n = 0; n < 40; n++) offerTrack(crowded, 0, 0, track(1000 + n), 0, 0, streams);
    for (let n = 0; n < 40; n++) {
      offerTrack(network, 0, 0, track(n), 0, 0, streams);
      offerTrack(crowded, 0, 0, track(n), 0, 0, streams);
    }
    const positions = (d: ReturnType<typeof deliver>) =>
      d.flatMap((r) => (r.kind === 'track' && r.track.number < 1000 ? [[r.track.number, ...r.track.position]] : []));
    expect(positions(deliver(network, 100))).toEqual(positions(deliver(crowded, 100)));
  });

  test('a position error is horizontal, of the stated size, and told in the sigma', () => {
    const network = net({ positionErrorM: 1000, tracksPerMinute: 1e6 });
    for (let n = 0; n < 2000; n++) offerTrack(network, 0, 0, track(n), 0, 0, streams);
    const { position: p } = track(0);
    const radius = Math.sqrt(p[0] ** 2 + p[1] ** 2 + p[2] ** 2);
    let square = 0;
    let vertical = 0;
    for (const d of deliver(network, 100)) {
      if (d.kind !== 'track') continue;
      const e = d.track.position.map((x, k) => x - p[k]);
      square += e[0] ** 2 + e[1] ** 2 + e[2] ** 2;
      vertical = Math.max(vertical, Math.abs((e[0] * p[0] + e[1] * p[1] + e[2] * p[2]) / radius));
      expect(d.track.positionSigma).toBeCloseTo(Math.sqrt(100 ** 2 + 2 * 1000 ** 2), 9);
    }
    expect(Math.sqrt(square / 2000 / 2)).toBeGreaterThan(950);
    expect(Math.sqrt(square / 2000 / 2)).toBeLessThan(1050);
    expect(vertical).toBeLessThan(1e-6);
  });

  test('a cut link refuses, a message whose turn comes in an outage is lost, a dark receiver hears nothing', () => {
    const cut = net({}, [{ link: 'link', fromS: 10, toS: 20 }]);
    expect(offerTrack(cut, 0, 0, track(1), 15, 15, streams)).toBe(false);
    expect(offerTrack(cut, 0, 0, track(1), 20, 20, streams)).toBe(true);

    const slow = net({ tracksPerMinute: 6, updatePeriodS: 60, delayS: 0 }, [{ link: 'link', fromS: 5, toS: 15 }]);
    offerPicture(slow, 0, 0, [track(1), track(2), track(3)], 0, 0, streams);
    expect(numbers(deliver(slow, 100))).toEqual([1, 3]);

    const dark = net({ delayS: 5 }, [{ node: 'battery', fromS: 4, toS: 6 }]);
    offerTrack(dark, 0, 0, track(1), 0, 0, streams);
    expect(deliver(dark, 100)).toEqual([]);
  });

  test('the order in which links are described decides nothing of what arrives and when', () => {
    const specs = ['x', 'y', 'z'].map(
      (id): LinkSpec => ({
        id,
        from: 'radar',
        to: 'battery',
        kind: 'data',
        bidirectional: true,
        enabled: true,
        delayS: 1,
        lossProbability: 0.3,
        tracksPerMinute: 600,
        updatePeriodS: 1,
        positionErrorM: 100,
      }),
    );
    const run = (links: LinkSpec[]) => {
      const network = createNetwork({ nodes: ['radar', 'battery'], links, outages: [] });
      for (let k = 0; k < 3; k++) offerPicture(network, k, 0, [track(1), track(2), track(3)], 0, 0, streams);
      return deliver(network, 10);
    };
    expect(run([...specs].reverse())).toEqual(run(specs));
  });
});
