import type { CommandPostId, EngagementPhase, FireUnitId, Identity, Track, TrackNumber } from '../types/index.js';

/**
 * "Post A engages its track X at position P until T": what a post tells others, so that they can find the track in their
 * own picture and leave it. Track numbers mean nothing to another post; position, velocity and time do.
 */
export interface EngagementNotice {
  readonly post: CommandPostId;
  /** Number within the post that engages. */
  readonly track: TrackNumber;
  readonly phase: EngagementPhase;
  /** Time of position and velocity, s. */
  readonly time: number;
  /** Metres, ECEF. */
  readonly position: readonly [number, number, number];
  /** Metres a second, ECEF. */
  readonly velocity: readonly [number, number, number];
  /** One-sigma radius of the position, m. */
  readonly positionSigma: number;
  /** Time at which the notice expires, s: the expected intercept and its assessment. */
  readonly until: number;
  /** What it asks of one post, or tells it alone; left out: news for whoever receives it. */
  readonly directive?: Directive;
}

/**
 * What a notice is to one post: an order to a fire unit, a threat given into its hands, the result of either, or a
 * threat that got through the sender. The phase of a result is killed, missed, or aborted where nothing was fired.
 */
export interface Directive {
  readonly kind: 'order' | 'allotment' | 'result' | 'leaker';
  readonly from: CommandPostId;
  readonly to: CommandPostId;
  readonly identity: Identity;
  /** Of a result: the track's number with the post that it is sent to. */
  readonly about?: TrackNumber;
  /** Of an order. */
  readonly fireUnit?: FireUnitId;
  readonly interceptor?: string;
  readonly salvo?: number;
  /** Why, in words. */
  readonly because: string;
}

/** What a message carries. */
export type Report =
  | { readonly kind: 'track'; readonly track: Track }
  | { readonly kind: 'engagement'; readonly engagement: EngagementNotice };

/** A report that arrived: at whom, over which link (index into network.links). */
export type Delivery = Report & {
  readonly to: string;
  readonly link: number;
  /** Only of a message that goes over relays: whom it is for, and what it has come through. */
  readonly onward?: Onward;
};

/** What a message over relays carries on its envelope. */
export interface Onward {
  readonly to: string;
  /** Links that it has yet to be allowed: a message that went astray while routes changed ends when none is left. */
  readonly hopsLeft: number;
  /** Pace and delay of the route by which it was sent, s. */
  readonly period: number;
  readonly delay: number;
}

/** A report under way. */
export interface Queued {
  readonly arrival: number;
  readonly delivery: Delivery;
}
