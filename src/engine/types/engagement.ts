import type { Identity, TargetClass } from './classes.js';
import type { CommandPostId, FireUnitId, PlaceId, TrackNumber } from './ids.js';

/** A track that endangers a defended place, with why. */
export interface Threat {
  readonly post: CommandPostId;
  readonly track: TrackNumber;
  readonly identity: Identity;
  readonly targetClass: TargetClass;
  /** The place most endangered. */
  readonly place: PlaceId;
  /** Seconds until closest approach to it. */
  readonly timeToGo: number;
  /** Distance of closest approach, m. */
  readonly closestApproach: number;
  /** Greater is more urgent. */
  readonly score: number;
  readonly because: string;
  /** Probability that the track is hostile; left out where the post works none out. */
  readonly hostileProbability?: number;
  /** What it may cost, USD: value of the places times the probability that it comes down on each; left out: not worked out. */
  readonly threatenedValueUsd?: number;
  /** Where a ballistic missile comes down; left out: not worked out. */
  readonly impact?: ImpactEstimate;
  /** What the rules of engagement say of it; left out where the post has none. */
  readonly permission?: { readonly permit: Permit; readonly reason: string };
  /** It comes for a unit of the post itself, or for one that it covers; `place` is then that unit. */
  readonly selfDefence?: true;
}

/** What a rule of engagement permits, from most to least. */
export const PERMITS = ['engage', 'selfDefenceOnly', 'warn', 'never'] as const;
export type Permit = (typeof PERMITS)[number];

/** Where and when a falling body is predicted to come down. */
export interface ImpactEstimate {
  /** Seconds from the time of the state that it was predicted from. */
  readonly time: number;
  /** ECEF, m. */
  readonly position: readonly [number, number, number];
  /** Axes of the ellipse of one sigma, m; 39% of impacts are inside, 90% inside 2.15 times these. */
  readonly semiMajor: number;
  readonly semiMinor: number;
  /** Azimuth of the major axis, rad from north, 0 to π. */
  readonly orientation: number;
}

/** An order to a fire unit: so many interceptors of one kind at a track. */
export interface EngagementOrder {
  readonly post: CommandPostId;
  readonly fireUnit: FireUnitId;
  readonly track: TrackNumber;
  /** Preset name of the interceptor. */
  readonly interceptor: string;
  readonly salvo: number;
  /** Tick at which the order was given. */
  readonly tick: number;
  readonly because: string;
}

export type EngagementPhase = 'ordered' | 'flying' | 'assessing' | 'killed' | 'missed' | 'aborted';

/** What a fire unit could do about a track, as the weapon model computes it and a command post chooses from. */
export interface EngagementOption {
  readonly fireUnit: FireUnitId;
  readonly track: TrackNumber;
  /** Preset name of the interceptor. */
  readonly interceptor: string;
  /** Seconds from now until intercept, reaction time included. */
  readonly timeToIntercept: number;
  /** Single-shot kill probability that the weapon model expects against the estimated class. */
  readonly killProbability: number;
  /** Interceptors of this kind that are ready. */
  readonly ready: number;
  /** Free fire channels and guidance channels of the unit. */
  readonly freeFireChannels: number;
  readonly freeGuidanceChannels: number;
  readonly unitCostUsd: number;
  /** Number of the place of launchers from which the unit would fire; left out: its first. */
  readonly site?: number;
  /** Slant range from the fire unit to the intercept, m; left out: not bounded by keep-out ranges. */
  readonly interceptRange?: number;
  /** Of those ready, interceptors that are kept for another class; left out: none. */
  readonly inReserve?: number;
}
