import { expect, test } from 'vitest';
import { makeTies, NONE, tie } from './ties.js';

/** Whom a node with a post and a fallback answers to, second by second, where each of them is in reach. */
function follow(post: string, fallback: string, rejoin: number, held: string = ''): string {
  const ties = makeTies(2);
  let answers = '';
  for (let time = 0; time < post.length; time++) {
    const reach = [post, fallback].map((when) => when[time] === '1');
    tie(
      ties,
      (k) => reach[k],
      time,
      rejoin,
      () => held[time] === 'h',
    );
    answers += ties.current === NONE ? '-' : 'pf'[ties.current];
  }
  return answers;
}

test('what is lost is left at once, for the fallback or for nobody', () => {
  expect(follow('111000', '111100', 0)).toBe('pppf--');
});

test('a way back is taken when it has been there for the re-join time, without a break', () => {
  expect(follow('100011011111', '000000000000', 3)).toBe('p---------pp');
});

test('a fallback in reach takes over at once and gives back after the re-join time', () => {
  expect(follow('110001111', '111111111', 2)).toBe('ppfffffpp');
});

test('at the start what is out of reach has never been there', () => {
  expect(follow('000', '011', 0)).toBe('-ff');
});

test('nobody turns to a better post before what he began is over', () => {
  expect(follow('0011111', '0000000', 0, 'hhhhh')).toBe('-----pp');
});
