import { expect, test } from 'vitest';
import { drawInto, makeStreams } from '../math/index.js';
import { miswritten } from './blur.js';
import { createNetwork } from './network.js';
import type { Delivery } from './report.js';
import { deliver, offerTrack } from './traffic.js';

const streams = makeStreams(3, 0);
const words = new Uint32Array(4);
const here = [4_000_000, 3_000_000, 4_000_000] as const;
const jump = (probability: number, draw: number): number => {
  drawInto(streams, 1, draw, 20, 0, words);
  const there = miswritten(here, probability, words);
  return Math.sqrt(there.reduce((sum, x, k) => sum + (x - here[k]) ** 2, 0));
};

test('a wrong digit moves a track by 1 to 9 km or by 10 to 90 km, along one axis of the grid', () => {
  const jumps = Array.from({ length: 2000 }, (_, draw) => Math.round(jump(1, draw)) / 1000);
  const allowed = new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
  expect(jumps.filter((km) => !allowed.has(km))).toEqual([]);
  expect(new Set(jumps).size).toBe(allowed.size);
  // As often the one digit as the other, within three standard deviations.
  const far = jumps.filter((km) => km >= 10).length / jumps.length;
  expect(Math.abs(far - 0.5)).toBeLessThan(3 * Math.sqrt(0.25 / jumps.length));
});

test('digits are wrong as often as the link says', () => {
  const wrong = Array.from({ length: 4000 }, (_, draw) => jump(0.1, draw)).filter((m) => m > 0).length / 4000;
  expect(Math.abs(wrong - 0.1)).toBeLessThan(3 * Math.sqrt((0.1 * 0.9) / 4000));
});

test('jitter delays each message by up to so much, evenly, and lets one overtake another', () => {
  const network = createNetwork({
    nodes: ['a', 'b'],
    links: [
      {
        ...{ id: 'l', from: 'a', to: 'b', kind: 'data', bidirectional: true, enabled: true, delayS: 5, jitterS: 4 },
        ...{ lossProbability: 0, tracksPerMinute: 1e6, updatePeriodS: 4, positionErrorM: 0 },
      },
    ],
    outages: [],
  });
  const fields = { time: 0, updated: 0, started: 0, velocity: [0, 0, 0], positionSigma: 1, confirmed: true } as const;
  const rest = {
    iffFriend: 0,
    iffCivil: 0,
    iffSilent: 0,
    identity: 'unknown',
    because: '',
    targetClass: 'drone',
  } as const;
  for (let number = 0; number < 1000; number++) {
    const track = { post: 'a', number, position: here, ...fields, ...rest };
    offerTrack(network, 0, 0, track as never, 0, 0, streams);
  }
  expect(deliver(network, 5)).toEqual([]);
  const early = deliver(network, 7).length;
  expect(Math.abs(early / 1000 - 0.5)).toBeLessThan(0.06);
  const late: readonly Delivery[] = deliver(network, 9.1);
  expect(early + late.length).toBe(1000);
  const numbers = late.map((d) => (d.kind === 'track' ? d.track.number : -1));
  expect(numbers.some((number, k) => k > 0 && number < numbers[k - 1])).toBe(true);
});
