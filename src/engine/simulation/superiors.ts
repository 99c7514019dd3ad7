import { connected, powered, whyOut } from '../network/index.js';
import type { Post } from './posts.js';
import { NONE, tie } from './ties.js';
import { tell, type World } from './world.js';

/**
 * Whether a post is under a superior now: its own or, while that is out of reach, its fallback. A post without a superior
 * is its own master. Told when it changes, and at the start of a post that has a fallback.
 */
export function hasSuperior(world: World, post: Post): boolean {
  const { superior, fallback, rejoinS = 0, doctrine } = post.resolved;
  if (superior === null) return true;
  const { network, time, tick } = world;
  const chain = fallback === undefined ? [superior] : [superior, fallback];
  const reaches = (k: number): boolean => connected(network, chain[k], post.id, time);
  const changed = tie(post.ties, reaches, time, rejoinS, () => false);
  const { current } = post.ties;
  if (changed && powered(network, post.id, time) && (tick > 0 || fallback !== undefined)) {
    const lost = whyOut(network, superior, time);
    const because = lost === null ? `no way to ${superior}` : `${superior} is out: ${lost}`;
    if (current === 0) tell(world, 'evaluate', { kind: 'rejoined', actor: post.id, subject: superior });
    else if (current !== NONE) {
      tell(world, 'evaluate', { kind: 'fellBack', actor: post.id, subject: chain[current], because });
    } else {
      const kind = doctrine.whenCutOff === 'silent' ? 'silenced' : 'autonomous';
      tell(world, 'evaluate', { kind, actor: post.id, because });
    }
  }
  return current !== NONE;
}
