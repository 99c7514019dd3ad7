import { describe, expect, test } from 'vitest';
import { galleryWorld, replacing, runTo, told } from '../fixtures/gallery-run.js';

/**
 * What users of Skynet-IADS, a script that links the air defence of a flight simulator, reported as wrong or missing
 * (github.com/walder/Skynet-IADS, issues 12, 33, 85 and 87), each as a claim of how it ought to be.
 */

const launches = (events: readonly { kind: string; subject?: string }[]): number =>
  events.filter(({ kind }) => kind === 'interceptorLaunched').length;

describe('losing a power source or a connection node has its effect (issue 12)', () => {
  test('a site whose only power source is struck goes dark when its batteries are empty, and fires no more', () => {
    const world = runTo(galleryWorld('net-power-source'));
    expect(told(world, 'placeStruck', 'nodeLost')).toEqual([
      '573 placeStruck at-power-01',
      '574 nodeLost mains',
      '604 nodeLost battery',
      '604 nodeLost guide',
      '604 nodeLost radar',
      '762 placeStruck second-01',
    ]);
    expect(world.sensors.map(({ emitting }) => emitting)).toEqual([false, false]);
    expect(launches(world.events.filter(({ tick }) => tick >= 574))).toBe(0);
  });

  test('a second power source keeps it in the fight', () => {
    const more = replacing(['powers: [post] }', 'powers: [battery, guide, post, radar] }']);
    const world = runTo(galleryWorld('net-power-source', more));
    expect(told(world, 'nodeLost')).toEqual(['574 nodeLost mains']);
    expect(launches(world.events.filter(({ tick }) => tick >= 574))).toBeGreaterThan(0);
  });

  test('a battery whose connection node is struck falls silent', () => {
    const world = runTo(galleryWorld('net-connection-node'));
    expect(told(world, 'silenced', 'nodeLost')).toEqual(['568 nodeLost relay', '568 silenced battery']);
    expect(launches(world.events.filter(({ tick }) => tick < 568))).toBe(2);
    expect(launches(world.events.filter(({ tick }) => tick >= 568))).toBe(0);
  });

  test('a second way keeps it in the fight', () => {
    const more = replacing(['corridors:', '  - { id: wire, preset: link-data, from: battery, to: post }\ncorridors:']);
    const world = runTo(galleryWorld('net-connection-node', more));
    expect(told(world, 'silenced', 'nodeLost')).toEqual(['568 nodeLost relay']);
    expect(launches(world.events.filter(({ tick }) => tick >= 568))).toBeGreaterThan(0);
  });
});

describe('autonomous mode starts and ends when it should (issues 33 and 87)', () => {
  test('at the start, after a second cut and when the superior is lost; it ends after the re-join time', () => {
    const world = runTo(galleryWorld('net-autonomous'));
    expect(told(world, 'autonomous', 'rejoined')).toEqual([
      '0 autonomous battery',
      '230 rejoined battery',
      '480 autonomous battery',
      '670 rejoined battery',
      '800 autonomous battery',
    ]);
    expect(told(world, 'engagementOrdered').map((line) => line.split(' ')[2])).toEqual([
      'post',
      'battery-alone',
      'post',
      'battery-alone',
    ]);
  });

  test('it starts as often as the line is cut', () => {
    const cuts = Array.from(
      { length: 8 },
      (_, k) => `  - { link: line, fromS: ${100 * k + 50}, toS: ${100 * k + 80} }\n`,
    );
    const often = (text: string): string =>
      text.replace(/outages:[\s\S]*corridors:/, `outages:\n${cuts.join('')}corridors:`);
    const world = runTo(galleryWorld('net-autonomous', often), 1000);
    const times = told(world, 'autonomous', 'rejoined').map((line) => Number(line.split(' ')[0]));
    // Cut at 50, back at 80, joined again thirty seconds later.
    expect(times.slice(0, 4)).toEqual([50, 110, 150, 210]);
    expect(times.length).toBe(16);
  });

  test('a radar that was on stays on: the engagement radar radiates in every tick of it', () => {
    const world = galleryWorld('net-autonomous');
    const guide = world.sensors.find(({ id }) => id === 'guide')!;
    const dark: number[] = [];
    while (world.tick < world.ticks) {
      if (!guide.emitting) dark.push(world.tick);
      runTo(world, world.time + world.stepS);
    }
    expect(dark).toEqual([]);
  });

  test('a site told to fall silent does so: its radar goes dark with the post and fires at nothing', () => {
    const silent = replacing(
      ['whenCutOff: weaponsTight', 'whenCutOff: silent'],
      ['boresightDeg: 140\n', 'boresightDeg: 140\n    whenCutOff: silent\n'],
    );
    const world = runTo(galleryWorld('net-autonomous', silent));
    expect(told(world, 'silenced').slice(-2)).toEqual(['800 silenced guide', '800 silenced battery']);
    expect(world.sensors.find(({ id }) => id === 'guide')!.emitting).toBe(false);
    expect(launches(world.events.filter(({ tick }) => tick >= 800))).toBe(0);
  });
});

describe('a site with a dead search radar fights on (issue 85)', () => {
  test('on its engagement radar alone, within that radar’s sector', () => {
    const world = runTo(galleryWorld('net-engagement-radar-alone'));
    expect(told(world, 'nodeLost')).toEqual(['446 nodeLost radar']);
    expect(told(world, 'objectDestroyed').map((line) => line.split(' ')[2])).toEqual(['ahead-01']);
    expect(told(world, 'placeStruck').at(-1)).toBe('697 placeStruck behind-01');
  });
});
