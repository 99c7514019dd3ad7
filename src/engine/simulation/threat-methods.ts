import type { ThreatContext, TrackState } from '../command/index.js';
import type { Track } from '../types/index.js';
import type { Post } from './posts.js';

/** What a post's doctrine adds to the evaluation of threats; nothing where it has neither rules nor weights. */
export function threatMethods(
  post: Post,
): Pick<ThreatContext, 'rules' | 'posture' | 'evaluation' | 'stateOf'> | undefined {
  const { rulesOfEngagement: rules, threatEvaluation: evaluation } = post.resolved;
  if (rules === undefined && evaluation === undefined) return undefined;
  return { rules, posture: post.standing, evaluation, stateOf: (track) => stateOf(post, track) };
}

/** An own track as the tracker has it, at its last update; null for one that came over the network. */
function stateOf({ tracker }: Post, track: Track): TrackState | null {
  const row = tracker.rowOf(track.number);
  if (row < 0) return null;
  const { table } = tracker;
  const [x, y, z, vx, vy, vz] = table.state.subarray(6 * row, 6 * row + 6);
  return {
    time: table.time[row],
    position: [x, y, z],
    velocity: [vx, vy, vz],
    covariance: table.covariance.subarray(21 * row, 21 * row + 21),
  };
}
