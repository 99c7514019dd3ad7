import { expect, test } from 'vitest';
import type { SimulationEvent } from '../engine/types/index.js';
import { eventLine, eventsAbout, tellTimeline } from './timeline.js';

const at = (tick: number, event: Omit<SimulationEvent, 'tick' | 'phase'>): SimulationEvent => ({
  tick,
  phase: 'record',
  ...event,
});

test('a line has the time, who, what, whom, the figures and the reason', () => {
  const [line] = tellTimeline(
    [
      at(754, {
        kind: 'engagementOrdered',
        actor: 'post-a',
        subject: 'track 12',
        values: { salvo: 2, timeToInterceptS: 61.27, interceptor: 'long' },
        because: 'hostile, 90 s from the port',
      }),
    ],
    0.5,
  );
  expect(line).toBe(
    '06:17  post-a orders fire at track 12 (salvo 2, time to intercept 61.3 s, interceptor long): hostile, 90 s from the port',
  );
});

test('tracks that nobody took for a threat are left out', () => {
  const lines = tellTimeline(
    [
      at(1, { kind: 'trackConfirmed', actor: 'post-a', subject: 'track 1' }),
      at(2, { kind: 'trackConfirmed', actor: 'post-a', subject: 'track 2' }),
      at(3, { kind: 'trackConfirmed', actor: 'post-b', subject: 'track 2' }),
      at(9, { kind: 'threatRaised', actor: 'post-a', subject: 'track 2' }),
    ],
    1,
  );
  expect(lines).toEqual(['00:02  post-a confirms track 2', '00:09  post-a sees a threat in track 2']);
});

test('a quiet hour is told as one', () => {
  expect(tellTimeline([at(1, { kind: 'objectLanded', actor: 'airliner-01' })], 1)).toEqual([
    'Nothing was engaged and nothing was struck.',
  ]);
});

test('minutes go on past the hour', () => {
  expect(tellTimeline([at(4000, { kind: 'placeStruck', actor: 'raid-01', subject: 'port' })], 1)[0]).toMatch(/^66:40 /);
});

test('of few objects all is told, but no track of nothing', () => {
  const lines = tellTimeline(
    [
      at(0, { kind: 'reported', actor: 'radar', subject: 'airliner', values: { rangeKm: 120 } }),
      at(1, { kind: 'trackConfirmed', actor: 'post', subject: 'track 1', values: { object: 'airliner' } }),
      at(1, { kind: 'trackConfirmed', actor: 'post', subject: 'track 2', values: { object: 'nothing there' } }),
      at(3, { kind: 'identified', actor: 'post', subject: 'track 1', values: { identity: 'neutral' } }),
    ],
    1,
  );
  expect(lines).toEqual([
    '00:00  radar first reports airliner (range 120 km)',
    '00:01  post confirms track 1 (object airliner)',
    '00:03  post identifies track 1 (identity neutral)',
  ]);
});

test('an event for machines says its time in seconds and its line in words', () => {
  const event = at(10, { kind: 'placeStruck', actor: 'raid-01', subject: 'port', values: { lostUsd: 5 } });
  expect(JSON.parse(eventLine(event, 0.5))).toEqual({
    timeS: 5,
    ...event,
    text: '00:05  raid-01 strikes port (lost 5 USD)',
  });
});

test('what concerns a name is found by actor, subject and values', () => {
  const order = at(1, { kind: 'engagementOrdered', actor: 'post', subject: 'track 1', values: { fireUnit: 'east' } });
  const other = at(2, { kind: 'interceptorLaunched', actor: 'west', subject: 'track 2' });
  expect(eventsAbout([order, other], ['east'])).toEqual([order]);
  expect(eventsAbout([order, other], ['post', 'track 2'])).toEqual([order, other]);
});
