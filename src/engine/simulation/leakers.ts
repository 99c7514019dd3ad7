import { keepOutSide, type OngoingEngagement, salvosAllowed } from '../command/index.js';
import type { EngagementOption, Threat, TrackNumber } from '../types/index.js';
import { direct, directivesOf, neighboursOf } from './directives.js';
import type { Engagement } from './fire-units.js';
import type { Post } from './posts.js';
import { tell, type World } from './world.js';

/** Seconds for which a leaker is worth telling of; assumed. */
const LEAKER_LIFE = 60;

/** Tells the neighbours of a track that has got through, or will: once. */
function handOver(world: World, post: Post, number: TrackNumber, because: string): void {
  const { command } = post;
  const track = post.picture.find((candidate) => candidate.number === number);
  if (track === undefined || command.handedOver.has(number)) return;
  const neighbours = neighboursOf(world, post);
  if (neighbours.length === 0) return;
  command.handedOver.add(number);
  const { identity } = track;
  for (const to of neighbours) {
    const directive = { kind: 'leaker', from: post.id, to, identity, because } as const;
    direct(post, track, world.time, world.time + LEAKER_LIFE, 'missed', directive);
  }
  tell(world, 'assign', {
    kind: 'leakerHandedOver',
    actor: post.id,
    subject: `track ${number}`,
    values: { to: neighbours.join(' ') },
    because,
  });
}

/** After a look: a target that was missed by the last salvo that doctrine allows. */
export function handOverMissed(world: World, post: Post, { track, targetClass }: Engagement): void {
  const { doctrine } = post.resolved;
  if (doctrine.handOverLeakers !== true) return;
  if ((post.salvos.get(track) ?? 0) < salvosAllowed(doctrine, targetClass)) return;
  handOver(world, post, track, 'missed by the last salvo');
}

/** In a cycle: threats that were in reach and that nothing can be fired at any more. */
export function handOverLost(
  world: World,
  post: Post,
  threats: readonly Threat[],
  options: readonly EngagementOption[],
  engagements: readonly OngoingEngagement[],
): void {
  if (post.resolved.doctrine.handOverLeakers !== true) return;
  const { reached } = post.command;
  const byTrack = new Map(threats.map((threat) => [threat.track, threat]));
  const inReach = new Set<TrackNumber>();
  for (const option of options) {
    const threat = byTrack.get(option.track);
    if (threat === undefined || option.timeToIntercept > threat.timeToGo) continue;
    if (keepOutSide(post.resolved.doctrine, threat.targetClass, option) === 0) inReach.add(option.track);
  }
  const underFire = new Set(
    engagements.filter(({ phase }) => phase !== 'missed' && phase !== 'aborted').map(({ track }) => track),
  );
  for (const { track } of threats) {
    if (inReach.has(track)) reached.add(track);
    else if (reached.has(track) && !underFire.has(track)) {
      handOver(world, post, track, 'no engagement is possible any more');
    }
  }
}

/** Tracks that a neighbour has handed over: fired at without the time to decide, since the crew has been warned. */
export function leakersOf(world: World, post: Post): ReadonlySet<TrackNumber> {
  const numbers = new Set<TrackNumber>();
  for (const { number } of directivesOf(world, post, 'leaker')) if (number >= 0) numbers.add(number as TrackNumber);
  return numbers;
}
