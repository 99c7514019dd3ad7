import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addOutage, createNetwork } from './network.js';
import type { OutageSpec, StationSpec } from './network.schema.js';
import { allOut, delayed, eitherOut, isOut, mergedOutages } from './outages.js';
import { powered, whyDown, whyOut } from './state.js';

const spans = fc
  .array(fc.record({ fromS: fc.nat(30), toS: fc.nat(30) }), { maxLength: 5 })
  .map((list) => mergedOutages(list));

test('out together and out in any agree with asking at each time', () => {
  fc.assert(
    fc.property(spans, spans, fc.nat(31), (a, b, time) => {
      expect(isOut(eitherOut(a, b), time)).toBe(isOut(a, time) || isOut(b, time));
      expect(isOut(allOut([a, b]), time)).toBe(isOut(a, time) && isOut(b, time));
    }),
  );
});

test('batteries put off the beginning of each outage, and spare the short ones', () => {
  expect(
    delayed(
      mergedOutages([
        { fromS: 10, toS: 15 },
        { fromS: 20, toS: 60 },
      ]),
      8,
    ),
  ).toEqual([28, 60]);
});

const powers = (id: string, powers: string[], backupS?: number): StationSpec => ({
  id,
  kind: 'powerSource',
  powers,
  ...(backupS === undefined ? {} : { backupS }),
});
const grid = (stations: StationSpec[], outages: OutageSpec[]) =>
  createNetwork({ nodes: ['post', 'radar'], links: [], outages, stations });
const dark = (network: ReturnType<typeof grid>, node: string, ...times: number[]) =>
  times.map((time) => !powered(network, node, time));

test('a node is dark when all of its sources are, each after its batteries', () => {
  const network = grid(
    [powers('mains', ['radar', 'post']), powers('generator', ['post'], 5)],
    [
      { node: 'mains', fromS: 10, toS: 100 },
      { node: 'generator', fromS: 50, toS: 70 },
    ],
  );
  expect(dark(network, 'radar', 9, 10, 99, 100)).toEqual([false, true, true, false]);
  expect(dark(network, 'post', 10, 54, 55, 69, 70)).toEqual([false, false, true, true, false]);
  expect(whyOut(network, 'radar', 20)).toBe('no power from mains');
  expect(whyOut(network, 'radar', 5)).toBeNull();
});

test('power comes down through sources that power sources, and never from itself', () => {
  const chain = [powers('plant', ['substation']), powers('substation', ['radar'], 3)];
  expect(dark(grid(chain, [{ node: 'plant', fromS: 10 }]), 'radar', 12, 13, 1e9)).toEqual([false, true, true]);
  expect(() => grid([powers('a', ['b']), powers('b', ['a'])], [])).toThrow('comes from itself');
});

test('what fails in the course of a run is out from then on, with its cause, and so is what stands within it', () => {
  const network = createNetwork({
    nodes: ['unit', 'unit-alone'],
    links: [],
    outages: [],
    hosts: new Map([['unit-alone', 'unit']]),
  });
  expect(powered(network, 'unit', 40)).toBe(true);
  addOutage(network, { node: 'unit', fromS: 50, cause: 'destroyed' });
  expect(dark(network, 'unit', 49, 50)).toEqual([false, true]);
  expect(dark(network, 'unit-alone', 49, 50)).toEqual([false, true]);
  expect(whyOut(network, 'unit-alone', 60)).toBe('destroyed');
  expect(() => addOutage(network, { node: 'nobody', fromS: 0 })).toThrow('nobody');
});

test('a link says why it is down: its own cause before that of its ends', () => {
  const link = { id: 'line', from: 'a', to: 'b', kind: 'data' as const, bidirectional: true, enabled: true };
  const rates = { delayS: 1, lossProbability: 0, tracksPerMinute: 60, updatePeriodS: 4, positionErrorM: 0 };
  const network = createNetwork({
    nodes: ['a', 'b'],
    links: [{ ...link, ...rates }],
    outages: [
      { link: 'line', fromS: 10, toS: 20, cause: 'jammed' },
      { node: 'b', fromS: 15, toS: 30, cause: 'powerLost' },
    ],
  });
  expect([5, 12, 17, 25].map((time) => whyDown(network, 0, time))).toEqual([
    null,
    'jammed',
    'jammed',
    'b is out: power lost',
  ]);
});
