import type { Engagement } from './fire-units.js';
import type { KnownIdentity, Post } from './posts.js';
import type { MistakenEngagement } from './result.js';
import type { World } from './world.js';

/** A friendly or civil aircraft engaged, with the engagement that did it. For scoring only. */
export interface Mistake extends MistakenEngagement {
  readonly engagement: Engagement;
  readonly row: number;
  result: MistakenEngagement['result'];
}

/** Notes a launch at the track of an object that is not hostile; one entry for each engagement and object. */
export function noteMistake(world: World, post: Post, engagement: Engagement, row: number, aimed: boolean): void {
  const { score, objects, time } = world;
  const flight = objects.flights[row];
  if (flight.allegiance === 'hostile') return;
  const before = score.mistakes.find((mistake) => mistake.engagement === engagement && mistake.row === row);
  if (before !== undefined) return;
  const known = post.identities.get(engagement.track);
  score.mistakes.push({
    engagement,
    row,
    object: flight.id,
    allegiance: flight.allegiance,
    preset: flight.preset,
    post: post.id,
    fireUnit: engagement.battery.id,
    track: engagement.track,
    aimed,
    timeS: time,
    result: 'undecided',
    identity: known?.identity ?? 'pending',
    evidence: chainOf(known),
  });
}

/** What the track was taken for in turn, and why. */
function chainOf(last: KnownIdentity | undefined): MistakenEngagement['evidence'] {
  const chain: { timeS: number; identity: KnownIdentity['identity']; because: string }[] = [];
  for (let known = last ?? null; known !== null; known = known.before) {
    chain.push({ timeS: known.since, identity: known.identity, because: known.because });
  }
  return chain.reverse();
}

/** What an interceptor of an engagement did to an object: it is destroyed, or it was missed this time. */
export function settleMistake(world: World, engagement: Engagement, row: number, destroyed: boolean): void {
  for (const mistake of world.score.mistakes) {
    if (mistake.engagement !== engagement || mistake.result === 'destroyed') continue;
    if (mistake.row === row && destroyed) mistake.result = 'destroyed';
    else mistake.result = 'missed';
  }
}

/** The mistakes as a run tells them. */
export const mistakesOf = (world: World): MistakenEngagement[] =>
  world.score.mistakes.map(({ engagement: _, row: __, ...told }) => told);
