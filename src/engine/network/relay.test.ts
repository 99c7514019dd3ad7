import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeStreams } from '../math/index.js';
import type { CommandPostId, Identity, Track, TrackNumber } from '../types/index.js';
import { passOn, relayedWay } from './forward.js';
import { createNetwork, type Network } from './network.js';
import type { LinkSpec, OutageSpec, StationSpec, TranslationSpec } from './network.schema.js';
import type { Delivery } from './report.js';
import { routeBetween } from './route.js';
import { deliver, offerPicture } from './traffic.js';

const streams = makeStreams(7, 0);
const link = (id: string, from: string, to: string, more: Partial<LinkSpec> = {}): LinkSpec => ({
  id,
  from,
  to,
  kind: 'data',
  bidirectional: true,
  enabled: true,
  delayS: 1,
  lossProbability: 0,
  tracksPerMinute: 6000,
  updatePeriodS: 4,
  positionErrorM: 0,
  ...more,
});
const relay = (id: string): StationSpec => ({ id, kind: 'relay' });
const net = (stations: StationSpec[], links: LinkSpec[], outages: OutageSpec[] = []): Network =>
  createNetwork({ nodes: ['a', 'b', 'c'], links, outages, stations });
const track = (number: number, identity: Identity = 'unknown', targetClass: Track['targetClass'] = 'drone'): Track => ({
  post: 'a' as CommandPostId,
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
  targetClass,
});
/** Sends tracks from a to b over relays at time 0; what has arrived by `time`. */
function send(network: Network, tracks: readonly Track[], time: number): readonly Delivery[] {
  const way = relayedWay(network, 'a', 'b', 0)!;
  const [{ link: first, direction }] = way.route.hops;
  offerPicture(network, first, direction, tracks, 0, 0, streams, way.onward);
  return deliver(network, time, (delivery, onward, arrival) => passOn(network, delivery, onward, arrival, 0, streams));
}

describe('a route', () => {
  test('is the way of least delay that passes only relays', () => {
    const links = [
      link('slow', 'a', 'b', { delayS: 9 }),
      link('r1', 'a', 'relay', { delayS: 2 }),
      link('r2', 'relay', 'b', { delayS: 3 }),
      link('p1', 'a', 'c', { delayS: 1 }),
      link('p2', 'c', 'b', { delayS: 1 }),
    ];
    const { hops, delay, period } = routeBetween(net([relay('relay')], links), 'a', 'b', 0)!;
    expect(hops.length).toBe(2);
    expect(delay).toBeCloseTo(2 + 3 + 2 * 0.01, 9);
    expect(period).toBe(4);
  });

  test('among equal delays has the fewest hops, then the links that come first', () => {
    const free = { tracksPerMinute: 1e6, delayS: 0 };
    const links = [
      link('y1', 'a', 'y', free),
      link('y2', 'y', 'b', free),
      link('x1', 'a', 'x', free),
      link('x2', 'x', 'b', free),
    ];
    const network = net([relay('y'), relay('x')], links);
    const names = routeBetween(network, 'a', 'b', 0)!.hops.map((hop) => network.links[hop.link].id);
    expect(names).toEqual(['x1', 'x2']);
  });

  test('goes another way during an outage and comes back after it', () => {
    const links = [
      link('x1', 'a', 'x'),
      link('x2', 'x', 'b'),
      link('y1', 'a', 'y', { delayS: 5 }),
      link('y2', 'y', 'b'),
    ];
    const network = net([relay('x'), relay('y')], links, [{ node: 'x', fromS: 10, toS: 20 }]);
    const first = (time: number) => network.links[routeBetween(network, 'a', 'b', time)!.hops[0].link].id;
    expect([0, 10, 20].map(first)).toEqual(['x1', 'y1', 'x1']);
  });

  test('is as quick as the quickest of all ways, tried one by one', () => {
    const ids = ['a', 'b', 'x', 'y', 'z'];
    const some = fc.array(
      fc.record({ from: fc.constantFrom(...ids), to: fc.constantFrom(...ids), delayS: fc.nat(9), both: fc.boolean() }),
      { maxLength: 9 },
    );
    fc.assert(
      fc.property(some, (ways) => {
        const links = ways.map((w, k) =>
          link(`l${k}`, w.from, w.to, { delayS: w.delayS, bidirectional: w.both, tracksPerMinute: 1e6 }),
        );
        const network = net([relay('x'), relay('y'), relay('z')], links);
        const quickest = (at: string, been: readonly string[]): number =>
          at === 'b'
            ? 0
            : Math.min(
                Infinity,
                ...ways.flatMap(({ from, to, delayS, both }) =>
                  [[from, to], ...(both ? [[to, from]] : [])].flatMap(([here, next]) =>
                    here === at && !been.includes(next) && (at === 'a' || at >= 'x')
                      ? [delayS + 6e-5 + quickest(next, [...been, next])]
                      : [],
                  ),
                ),
              );
        const delay = routeBetween(network, 'a', 'b', 0)?.delay ?? Infinity;
        if (delay === Infinity) expect(quickest('a', ['a'])).toBe(Infinity);
        else expect(delay).toBeCloseTo(quickest('a', ['a']), 6);
      }),
    );
  });
});

describe('a relay', () => {
  const links = [link('r1', 'a', 'relay'), link('r2', 'relay', 'b')];

  test('passes a message on: it arrives after both delays and both turns', () => {
    const network = net([relay('relay')], links);
    expect(send(network, [track(1)], 1.99)).toEqual([]);
    const arrived = deliver(network, 2.01, (d, onward, at) => passOn(network, d, onward, at, 0, streams));
    expect(arrived.map(({ to, kind }) => [to, kind])).toEqual([['b', 'track']]);
  });

  test('that is slower than what comes lets messages wait, and refuses what would wait too long', () => {
    const network = net([relay('relay')], [links[0], link('r2', 'relay', 'b', { tracksPerMinute: 30 })]);
    const twenty = Array.from({ length: 20 }, (_, k) => track(k));
    expect(send(network, twenty, 1000).length).toBe(3);
  });

  test('without power, or with no way left, loses what comes', () => {
    expect(send(net([relay('relay')], links, [{ node: 'relay', fromS: 0.5 }]), [track(1)], 100)).toEqual([]);
    expect(send(net([relay('relay')], links, [{ link: 'r2', fromS: 0.5 }]), [track(1)], 100)).toEqual([]);
  });

  test('tells two posts behind it each in full', () => {
    const network = net([relay('relay')], [...links, link('r3', 'relay', 'c')]);
    for (const to of ['b', 'c']) {
      const { route, onward } = relayedWay(network, 'a', to, 0)!;
      offerPicture(network, route.hops[0].link, route.hops[0].direction, [track(1)], 0, 0, streams, onward);
    }
    const arrived = deliver(network, 100, (d, onward, at) => passOn(network, d, onward, at, 0, streams));
    expect(arrived.map(({ to }) => to)).toEqual(['b', 'c']);
  });
});

describe('a gateway', () => {
  const gateway = (more: Partial<TranslationSpec>): Network =>
    net(
      [{ id: 'gate', kind: 'gateway', translation: { delayS: 10, lossProbability: 0, positionErrorM: 0, ...more } }],
      [link('r1', 'a', 'gate', { tracksPerMinute: 1e6 }), link('r2', 'gate', 'b', { tracksPerMinute: 1e6 })],
    );

  test('takes its time and keeps conclusions, not the replies behind them', () => {
    expect(send(gateway({}), [track(1)], 11.9)).toEqual([]);
    const [only] = send(gateway({}), [track(1, 'hostile')], 13);
    expect(only).toMatchObject({ track: { identity: 'hostile', iffFriend: 0, iffCivil: 0, iffSilent: 0 } });
  });

  test('loses its share and tells the error that it adds', () => {
    const many = Array.from({ length: 3000 }, (_, k) => track(k));
    const arrived = send(gateway({ lossProbability: 0.3, positionErrorM: 500 }), many, 100);
    // Three standard deviations of the binomial share.
    expect(Math.abs(arrived.length / 3000 - 0.7)).toBeLessThan(3 * Math.sqrt((0.3 * 0.7) / 3000));
    for (const d of arrived) {
      expect(d.kind === 'track' && d.track.positionSigma).toBeCloseTo(Math.sqrt(100 ** 2 + 2 * 500 ** 2), 9);
    }
  });

  test('lets only the classes and identities pass that it knows', () => {
    const tracks = [track(1, 'hostile', 'drone'), track(2, 'neutral', 'drone'), track(3, 'hostile', 'fixedWing')];
    const passed = (network: Network) => send(network, tracks, 100).map((d) => d.kind === 'track' && d.track.number);
    expect(passed(gateway({ passesIdentities: ['hostile'] }))).toEqual([1, 3]);
    expect(passed(gateway({ passesClasses: ['drone'] }))).toEqual([1, 2]);
  });
});
