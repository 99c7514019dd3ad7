import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeEventQueue, schedule, takeDue } from './queue.js';

test('events come out by tick, then phase, then order of arrival', () => {
  const queue = makeEventQueue<string>();
  schedule(queue, 5, 2, 'late phase');
  schedule(queue, 5, 1, 'first arrival');
  schedule(queue, 5, 1, 'second arrival');
  schedule(queue, 4, 9, 'earlier tick');
  const taken = [1, 2, 3, 4].map(() => takeDue(queue, 5, 2));
  expect(taken).toEqual(['earlier tick', 'first arrival', 'second arrival', 'late phase']);
});

test('nothing comes before its time', () => {
  const queue = makeEventQueue<string>();
  schedule(queue, 7, 3, 'x');
  expect(takeDue(queue, 7, 2)).toBeUndefined();
  expect(takeDue(queue, 7, 3)).toBe('x');
});

test('whatever the order of scheduling, a queue is a stable sort', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(20), fc.nat(9)), { maxLength: 60 }), (keys) => {
      const queue = makeEventQueue<number>();
      keys.forEach(([tick, phase], i) => {
        schedule(queue, tick, phase, i);
      });
      const out: number[] = [];
      for (let x = takeDue(queue, 99, 9); x !== undefined; x = takeDue(queue, 99, 9)) out.push(x);
      const sorted = keys.map((_, i) => i).sort((a, b) => keys[a][0] - keys[b][0] || keys[a][1] - keys[b][1] || a - b);
      expect(out).toEqual(sorted);
    }),
  );
});
