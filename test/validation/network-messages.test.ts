import { describe, expect, test } from 'vitest';
import type { World } from '../../src/engine/simulation/index.js';
import { galleryWorld, replacing, runTo, told } from '../fixtures/gallery-run.js';

/** What a post's picture holds: allegiances of the objects behind its tracks, as scoring knows them. */
function heldBy(world: World, id: string): string[] {
  const post = world.posts.find((candidate) => candidate.id === id)!;
  return post.picture.map((track) => {
    const remote = post.remoteByNumber.get(track.number)?.track;
    const keeper = world.posts.find((candidate) => candidate.id === (remote?.post ?? id))!;
    const origin = keeper.origins[remote?.number ?? track.number];
    return origin < 0 ? 'none' : world.objects.flights[origin].allegiance;
  });
}

describe('a gateway', () => {
  test('passes what it has words for, and nothing else', () => {
    const world = runTo(galleryWorld('net-gateway'), 300);
    expect(heldBy(world, 'centre').sort()).toEqual(['civil', 'hostile', 'hostile', 'hostile']);
    expect(heldBy(world, 'post')).toEqual(['hostile', 'hostile', 'hostile']);
  });

  test('that knows all words passes the airliner, too', () => {
    const world = runTo(galleryWorld('net-gateway', replacing([', passesIdentities: [hostile, suspect]', ''])), 300);
    expect(heldBy(world, 'post').sort()).toEqual(['civil', 'hostile', 'hostile', 'hostile']);
  });
});

test('voice holds fewer tracks than a data link, and later', () => {
  const world = galleryWorld('net-voice');
  runTo(world, 60);
  expect(heldBy(world, 'by-voice')).toEqual([]);
  const early = heldBy(world, 'by-data').length;
  expect(early).toBeGreaterThan(0);
  runTo(world, 400);
  expect(heldBy(world, 'by-voice').length).toBeLessThan(heldBy(world, 'by-data').length);
});

test('messages take the slow way when the quick one is lost, and none where no way is left', () => {
  const world = galleryWorld('net-relay');
  const held = [110, 230, 350, 400].map((time) => heldBy(runTo(world, time), 'post').length);
  expect(held).toEqual([3, 3, 0, 3]);
});

test('a radio link works in range and in sight, and not while it is jammed', () => {
  const world = galleryWorld('net-jammed-radio');
  expect(told(runTo(world), 'linkCut', 'linkRestored')).toEqual([
    '0 linkCut to-outpost',
    '47 linkCut to-post',
    '167 linkRestored to-post',
  ]);
  const why = world.events.filter(({ kind }) => kind === 'linkCut').map(({ because }) => because);
  expect(why).toEqual(['no line of sight', 'jammed']);
});

test('a battery whose post is lost answers to its fallback; a post whose superior is lost to the one that stands in', () => {
  const world = runTo(galleryWorld('net-fallback'));
  expect(told(world, 'fellBack', 'rejoined', 'autonomous').filter((line) => !line.endsWith(' first'))).toEqual([
    '420 fellBack second',
    '591 fellBack radar',
    '591 fellBack battery',
    '620 rejoined second',
  ]);
  const orders = world.events.filter(({ kind }) => kind === 'engagementOrdered').map(({ actor }) => actor);
  expect(orders).toEqual(['first', 'second']);
});
