import {
  type DefendedPlace,
  type EffectiveControl,
  type EmissionState,
  effectiveControl,
  type IdentificationContext,
  makeDefendedPlaces,
  makeEmission,
  makeIdentifier,
  makePosture,
  type Posture,
  type PostureState,
  postureAt,
} from '../command/index.js';
import { geodeticToEcefInto, type Terrain } from '../earth/index.js';
import { exp, hashId, normal, radians, type Streams } from '../math/index.js';
import type { EngagementNotice } from '../network/index.js';
import type { GeoPosition, ResolvedCommandPost, ResolvedScenario } from '../scenario/resolved.js';
import type { TrackKernel } from '../tracker/index.js';
import {
  type CommandPostId,
  type Identity,
  PURPOSE,
  type Threat,
  type Track,
  type TrackNumber,
} from '../types/index.js';
import type { Engagement } from './fire-units.js';
import { makePostCommand, type PostCommand } from './post-command.js';
import { makePostTracker, type PostTracker } from './post-tracker.js';
import { makeTies, type Ties } from './ties.js';
import { type EvidenceBase, makeEvidenceBase } from './track-facts.js';

/** A track that came over the network, and the number under which this post's picture shows it. */
export interface RemoteTrack {
  track: Track;
  readonly number: TrackNumber;
  /** Number of the own track that it is taken for, -1 if of none. */
  matches: number;
  /** Seconds after which it is forgotten without news. */
  life: number;
}

/** What a post takes a track for, why, and which other post's word it rests on, if any. */
export interface KnownIdentity {
  readonly identity: Identity;
  readonly because: string;
  from: CommandPostId | null;
  /** Since when, s. */
  readonly since: number;
  /** What it was taken for before. */
  readonly before: KnownIdentity | null;
  /** Probability of being hostile, friendly and civil as of the last cycle; null where the post keeps none. */
  readonly probabilities: Float64Array | null;
}

/** A command post in the world. */
export interface Post {
  readonly index: number;
  readonly id: CommandPostId;
  readonly hash: number;
  readonly resolved: ResolvedCommandPost;
  readonly positionEcef: Float64Array;
  /** Where it stands now. */
  place: GeoPosition;
  /** Indices of its sensors and fire units. */
  readonly sensors: number[];
  readonly batteries: number[];
  /** To its superior and to the fallback that stands in for it. */
  readonly ties: Ties;
  readonly tracker: PostTracker;
  readonly identifier: IdentificationContext;
  /** Null where it identifies by counting pieces of evidence. */
  readonly evidence: EvidenceBase | null;
  /** By track number, the mode S address that it answered last. */
  readonly addresses: Map<number, number>;
  /** Places that it defends. */
  readonly defended: readonly DefendedPlace[];
  readonly posture: PostureState;
  readonly emission: EmissionState;
  /** Moves made or begun, as numbers in its list, and the one under way. */
  readonly movesTaken: Set<number>;
  move: number;
  arrivals: number;
  /** Posture and weapons control as they stand now. */
  standing: Posture;
  control: EffectiveControl;
  /** Ticks between two evaluations of its picture, and which of them. */
  readonly cycleTicks: number;
  readonly cycleOffset: number;
  /** By track number, the row of the air object behind its last detection (-1 false alarm). For scoring only. */
  origins: Int32Array;
  /** By engagement sensor and track number, when that sensor last reported the track. */
  readonly seen: Map<number, Float64Array>;
  /** The recognised air picture: own confirmed tracks, then remote tracks that match none of them. */
  picture: Track[];
  ownCount: number;
  /** By keeper and number, and the same by the number in this picture. */
  readonly remote: Map<string, RemoteTrack>;
  readonly remoteByNumber: Map<number, RemoteTrack>;
  /** Last identity of each track in the picture, by number, and its words. */
  readonly identities: Map<number, KnownIdentity>;
  threats: readonly Threat[];
  readonly engagements: Engagement[];
  /** Salvos fired at each track so far. */
  readonly salvos: Map<number, number>;
  /** Engagements of other posts that it was told of, by keeper and number. */
  readonly notices: Map<string, EngagementNotice>;
  /** When it last believed a track killed, by number. */
  readonly believedKilled: Map<number, number>;
  readonly command: PostCommand;
  nextRemote: number;
  /** Whether a report has come, or an own track begun or ended, since remote tracks were last correlated with own ones. */
  news: boolean;
}

/** Numbers of remote tracks in a picture begin here, so that they never meet a tracker's own. */
export const FIRST_REMOTE = 1_000_000_000;

export function makePosts(
  scenario: ResolvedScenario,
  terrain: Terrain,
  streams: Streams,
  kernel?: TrackKernel,
): Post[] {
  return scenario.commandPosts.map((resolved, index) => {
    const lat = radians(resolved.latDeg);
    const lon = radians(resolved.lonDeg);
    const positionEcef = new Float64Array(3);
    geodeticToEcefInto(lat, lon, terrain.heightAt(lat, lon), positionEcef);
    const cycleTicks = Math.max(1, Math.round(resolved.post.cycleS / scenario.stepS));
    const hash = hashId(resolved.id);
    const indices = (list: readonly { readonly commandPost: string }[]): number[] =>
      list.flatMap((item, i) => (item.commandPost === resolved.id ? [i] : []));
    const ground = (latitude: number, longitude: number): number => terrain.heightAt(latitude, longitude);
    const defended = makeDefendedPlaces(
      scenario.places.filter((place) => place.defendedBy.includes(resolved.id)),
      ground,
    );
    const { stepSpread = 0 } = resolved.post;
    const pace = (step: number): number =>
      stepSpread === 0 ? 1 : exp(stepSpread * normal(streams, hash, 0, PURPOSE.postureStep, step));
    const posture = makePosture(resolved.post, resolved.posture, pace);
    return {
      index,
      id: resolved.id,
      hash,
      resolved,
      positionEcef,
      place: { latDeg: resolved.latDeg, lonDeg: resolved.lonDeg },
      sensors: indices(scenario.sensors),
      batteries: indices(scenario.fireUnits),
      ties: makeTies(resolved.fallback === undefined ? 1 : 2),
      tracker: makePostTracker(scenario, resolved, kernel),
      identifier: makeIdentifier(resolved.doctrine.hostile, scenario.corridors, defended),
      evidence: makeEvidenceBase(scenario, resolved),
      addresses: new Map(),
      defended,
      posture,
      emission: makeEmission(resolved.doctrine.emissionControl),
      movesTaken: new Set(),
      move: -1,
      arrivals: 0,
      standing: postureAt(posture, 0),
      control: effectiveControl(resolved.doctrine, true),
      cycleTicks,
      cycleOffset: hash % cycleTicks,
      origins: new Int32Array(256).fill(-1),
      seen: new Map(),
      picture: [],
      ownCount: 0,
      remote: new Map(),
      remoteByNumber: new Map(),
      identities: new Map(),
      threats: [],
      engagements: [],
      salvos: new Map(),
      notices: new Map(),
      believedKilled: new Map(),
      command: makePostCommand(scenario, index, ground),
      nextRemote: FIRST_REMOTE,
      news: false,
    };
  });
}

/** Whether this is a tick in which the post evaluates its picture. */
export const cycleDue = (post: Post, tick: number): boolean => tick % post.cycleTicks === post.cycleOffset;

/** Remembers which object, if any, a track's newest detection came from. */
export function noteOrigin(post: Post, number: number, origin: number): void {
  if (number >= post.origins.length) {
    const grown = new Int32Array(2 * number).fill(-1);
    grown.set(post.origins);
    post.origins = grown;
  }
  post.origins[number] = origin;
}

/** Remembers when an engagement sensor last reported a track. */
export function noteSeen(post: Post, sensor: number, number: number, time: number): void {
  let times = post.seen.get(sensor);
  if (times === undefined || number >= times.length) {
    const grown = new Float64Array(2 * Math.max(number, 128)).fill(Number.NEGATIVE_INFINITY);
    if (times !== undefined) grown.set(times);
    times = grown;
    post.seen.set(sensor, times);
  }
  times[number] = time;
}

/** Remembers the mode S address that a track answered, if any came with its detection. */
export function noteAddress(post: Post, number: number, address: number): void {
  if (address >= 0) post.addresses.set(number, address);
}

/** When an engagement sensor last reported a track, -Infinity if never. */
export function lastSeen(post: Post, sensor: number, number: number): number {
  const times = post.seen.get(sensor);
  return times === undefined || number >= times.length ? Number.NEGATIVE_INFINITY : times[number];
}

/** The row of the air object behind a track of a post's picture, own or remote, or -1. For scoring only. */
export function originOf(posts: readonly Post[], post: Post, number: number): number {
  const remote = post.remoteByNumber.get(number)?.track;
  const keeper = remote === undefined ? post : posts.find((candidate) => candidate.id === remote.post);
  const own = remote === undefined ? number : remote.number;
  return keeper !== undefined && own < keeper.origins.length ? keeper.origins[own] : -1;
}
