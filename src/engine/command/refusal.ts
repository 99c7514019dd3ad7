import type { CommandPostId, EngagementPhase, Threat, TrackNumber } from '../types/index.js';
import type { WeaponsControl } from './cut-off.js';
import { type FireDoctrine, salvosAllowed } from './doctrine.js';
import { byRule, refusalByRules } from './rules-of-engagement.js';

/** An engagement that this post knows of: its own, or another post's whose notice it correlated with a track of its own. */
export interface OngoingEngagement {
  readonly post: CommandPostId;
  /** Number of the track in the picture of the post that assigns. */
  readonly track: TrackNumber;
  readonly phase: EngagementPhase;
  /** Salvos fired at the track so far by that post. */
  readonly salvos: number;
}

/** Tracks that a superior lets the post engage; all others wait, for the reason given. */
export interface GivenTracks {
  readonly tracks: ReadonlySet<TrackNumber>;
  readonly otherwise: string;
}

export interface RefusalContext {
  readonly post: CommandPostId;
  /** Effective now: see effectiveControl. */
  readonly weaponsControl: WeaponsControl;
  readonly doctrine: FireDoctrine;
  /** Left out: the post is its own master. Self-defence needs nobody's leave. */
  readonly given?: GivenTracks;
}

/** Why doctrine and coordination leave a threat alone; null when they don't. Constant words: nothing is built here. */
export function refusal(threat: Threat, context: RefusalContext, onTrack: readonly OngoingEngagement[]): string | null {
  const { given } = context;
  const forbidden = forbids(threat, context);
  if (forbidden !== null) return forbidden;
  if (given !== undefined && threat.selfDefence !== true && !given.tracks.has(threat.track)) {
    return given.otherwise;
  }
  for (const engagement of onTrack) {
    const { phase } = engagement;
    const underFire = phase === 'ordered' || phase === 'flying' || phase === 'assessing';
    if (engagement.post !== context.post) {
      if (underFire || phase === 'killed') return 'engaged by another post';
      continue;
    }
    if (underFire) return 'already under fire';
    if (phase === 'killed') return 'assessed as killed';
    // An aborted engagement that fired nothing has used up nothing.
    if (engagement.salvos >= salvosAllowed(context.doctrine, threat.targetClass))
      return 'salvos used up, left to others';
  }
  return null;
}

/**
 * Rules of engagement, or weapons control, against identity. In self-defence, unless a rule says otherwise, only what is
 * taken for a friend or a neutral is spared.
 */
function forbids(threat: Threat, { weaponsControl, doctrine }: RefusalContext): string | null {
  const { identity, permission } = threat;
  const ruled = refusalByRules(threat);
  if (ruled === null) return null;
  if (ruled !== undefined && (threat.selfDefence !== true || (permission !== undefined && byRule(permission))))
    return ruled;
  if (threat.selfDefence === true) {
    if (weaponsControl === 'hold' && doctrine.selfDefence?.holdIsAbsolute === true) return 'weapons hold';
    return identity === 'friend' || identity === 'assumedFriend' || identity === 'neutral'
      ? 'friendly or neutral'
      : null;
  }
  if (weaponsControl === 'hold') return 'weapons hold';
  if (weaponsControl === 'tight' && identity !== 'hostile') return 'weapons tight and not identified hostile';
  if (identity !== 'hostile' && identity !== 'suspect' && identity !== 'unknown') return 'friendly, neutral or pending';
  return null;
}
