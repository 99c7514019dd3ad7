import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
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

test('a radar on a link makes tracks as on a wire, and none where the link loses nearly all', () => {
  const first = (change?: (text: string) => string): number | undefined =>
    runTo(galleryWorld('net-engagement-radar-alone', change), 400).events.find(({ kind }) => kind === 'trackConfirmed')
      ?.tick;
  const losing = (lossProbability: number) => {
    const line = `{ id: line, preset: link-data, from: radar, to: post, lossProbability: ${lossProbability} }`;
    return replacing(['links: []', `links:\n  - ${line}`]);
  };
  expect(first(losing(0))).toBe(first());
  expect(first()).toBeGreaterThan(0);
  expect(first(losing(0.97))).toBeUndefined();
});

describe('an outage set off by an event', () => {
  const cut = (when: string, more = '') =>
    replacing(['outages:\n', `outages:\n  - { link: south-1, when: ${when}, cause: jammed${more} }\n`]);

  test.each([
    ['{ nodeLost: north }', 121],
    ['{ linkCut: north-2 }', 121],
    ['{ warning: post }', 30],
  ])('%s begins in the next tick', (when, time) => {
    const world = runTo(galleryWorld('net-relay', cut(when)));
    expect(told(world, 'linkCut')).toContain(`${time} linkCut south-1`);
  });

  test('begins after its delay, once, and ends after its duration', () => {
    const world = runTo(galleryWorld('net-relay', cut('{ nodeLost: north }', ', delayS: 20, durationS: 40')));
    const lines = told(world, 'linkCut', 'linkRestored').filter((line) => line.endsWith('south-1'));
    expect(lines).toEqual(['140 linkCut south-1', '180 linkRestored south-1']);
  });
});

test.each(['net-autonomous', 'net-connection-node', 'net-fallback', 'net-gateway', 'net-power-source', 'net-relay'])(
  'the order of the entries of %s decides nothing',
  (name) => {
    const backwards = (text: string): string => {
      const file = parse(text);
      for (const list of Object.values(file)) if (Array.isArray(list)) list.reverse();
      return stringify(file);
    };
    const digest = (world: World): string => runTo(world).log.digest.hex();
    expect(digest(galleryWorld(name, backwards))).toBe(digest(galleryWorld(name)));
  },
);
