import { describe, expect, test } from 'vitest';
import { exponential, makeStreams } from '../../src/engine/math/index.js';
import type { TrackNumber } from '../../src/engine/types/index.js';
import { endEngagement, makeFireUnit, startEngagement } from '../../src/engine/weapon/index.js';
import { erlangB, hughesSalvo } from '../../src/index.js';
import { smallFireUnit } from '../fixtures/interceptor.js';

const ARRIVALS = 40_000;
const BATCHES = 20;

type Service = 'exponential' | 'fixed';

/** Share of Poisson arrivals that a fire unit has no channel for, batch by batch; the mean engagement takes one unit of time. */
function blocked(channels: number, load: number, service: Service): number[] {
  const unit = makeFireUnit({ ...smallFireUnit, fireChannels: channels, guidanceChannels: channels }, []);
  const streams = makeStreams(100 * channels + load, service === 'fixed' ? 1 : 0);
  const busy: { track: TrackNumber; until: number }[] = [];
  const shares: number[] = [];
  let time = 0;
  let lost = 0;
  // The first batch fills the channels and is not counted.
  for (let n = 0; n < ((BATCHES + 1) * ARRIVALS) / BATCHES; n++) {
    time += exponential(streams, 1, 0, 0, n, 1 / load);
    for (let k = busy.length - 1; k >= 0; k--) {
      if (busy[k].until > time) continue;
      if (!endEngagement(unit, busy[k].track)) throw new Error('an engagement was lost');
      busy.splice(k, 1);
    }
    const track = (n + 1) as TrackNumber;
    if (startEngagement(unit, track, 1)) {
      busy.push({ track, until: time + (service === 'fixed' ? 1 : exponential(streams, 2, 0, 0, n, 1)) });
    } else lost++;
    if ((n + 1) % (ARRIVALS / BATCHES) === 0) {
      shares.push(lost / (ARRIVALS / BATCHES));
      lost = 0;
    }
  }
  return shares.slice(1);
}

const mean = (list: readonly number[]): number => list.reduce((sum, x) => sum + x, 0) / list.length;

describe('a saturated fire unit turns away the share of targets that Erlang’s loss formula says', () => {
  const pairs = [
    [4, 2],
    [6, 6],
    [8, 4],
    [9, 9],
    [10, 20],
    [36, 30],
    [36, 72],
  ] as const;
  for (const service of ['exponential', 'fixed'] as const) {
    test.each(pairs)(`%i fire channels, %i arrivals a mean engagement of ${service} length`, (channels, load) => {
      const shares = blocked(channels, load, service);
      const share = mean(shares);
      const error = Math.sqrt(mean(shares.map((x) => (x - share) ** 2)) / (BATCHES - 1));
      expect(Math.abs(share - erlangB(channels, load))).toBeLessThan(3.5 * error);
      // Tight enough to say something.
      expect(error).toBeLessThan(0.006);
    });
  }
});

test('three units of two channels let six of a salvo of twelve through: Hughes’ example, three lost of three', () => {
  const side = { units: 3, striking: 4, defence: 2, staying: 2 };
  const units = Array.from({ length: side.units }, () =>
    makeFireUnit({ ...smallFireUnit, fireChannels: side.defence, guidanceChannels: side.defence }, []),
  );
  let hits = 0;
  for (let missile = 0; missile < side.units * side.striking; missile++) {
    if (!units.some((unit) => startEngagement(unit, missile as TrackNumber, 1))) hits++;
  }
  expect(hits).toBe(6);
  expect(hits / side.staying).toBe(hughesSalvo(side, side).lossB);
});
