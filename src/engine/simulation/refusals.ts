import { degrees } from '../math/index.js';
import type { EngagementOption, Threat, Track } from '../types/index.js';
import { beyondSector } from './fire-solution.js';
import type { Battery } from './fire-units.js';
import type { Post } from './posts.js';
import type { World } from './world.js';

/** Why the engagement sensor of a unit does not hold a track, in words. */
export function whyNotHeld(world: World, battery: Battery, { position }: Track): string {
  const sensor = world.sensors[battery.sensor];
  const beyond = beyondSector(sensor, position[0], position[1], position[2]);
  if (beyond <= 0) return `not held by ${sensor.id}`;
  const { slewRate } = sensor.radar;
  const slew = slewRate > 0 ? `slews there in ${Math.ceil(beyond / slewRate)} s` : 'which does not slew';
  return `outside the sector of ${sensor.id}, ${Math.ceil(degrees(beyond))}° beyond its edge; ${slew}`;
}

/** What one unit lacks for a shot at a threat. */
export interface Lack {
  readonly threat: Threat;
  readonly because: string;
  readonly battery: Battery;
}

/**
 * Tells of each threat at which no unit of the post can shoot what each of them lacks, once for each kind of reason. For
 * people only: it takes no part in the digest, and is to be asked where events are kept.
 */
export function tellRefusals(
  world: World,
  post: Post,
  lacks: readonly Lack[],
  options: readonly EngagementOption[],
): void {
  const served = new Set(options.map(({ track }) => track));
  for (const { threat, because, battery } of lacks) {
    const { track } = threat;
    if (served.has(track) || post.believedKilled.has(track)) continue;
    // Reasons whose words differ in their numbers only are one.
    const kind = `${track} ${because.replace(/\d+/g, '#')}`;
    if (battery.refused.has(kind)) continue;
    battery.refused.add(kind);
    world.events.push({
      tick: world.tick,
      phase: 'assign',
      kind: 'notEngaged',
      actor: battery.id,
      subject: `track ${track}`,
      because,
    });
  }
}
