import { type DefendedPlace, makeDefendedPlaces } from '../command/index.js';
import type { EngagementNotice } from '../network/index.js';
import type { GeoPosition, ResolvedScenario } from '../scenario/resolved.js';
import type { CommandPostId, PlaceId, TrackNumber } from '../types/index.js';

/** A threat that a post has given to one under its control. */
export interface GivenThreat {
  readonly to: CommandPostId;
  /** Time after which it may be given again without news, s. */
  readonly until: number;
}

/** What a post knows of commanding and being commanded. */
export interface PostCommand {
  readonly control: 'decentral' | 'hierarchical' | 'central';
  /** Indices of the posts that it controls. */
  readonly subordinates: readonly number[];
  /** Units that come under self-defence: the post's own and those that it covers. */
  readonly ownUnits: readonly DefendedPlace[];
  readonly placePriorities: ReadonlyMap<string, number> | undefined;
  /** Directives to be sent, and from when on, s. */
  outbox: { readonly notice: EngagementNotice; readonly at: number }[];
  /** Directives received and not done with, by sender, kind and number. */
  readonly received: Map<string, EngagementNotice>;
  /** Threats given to others, by number in this picture. */
  readonly given: Map<TrackNumber, GivenThreat>;
  /** Until when a post is not given a track, by post and number, s. */
  readonly declined: Map<string, number>;
  /** Tracks that were in reach once, and those handed over. */
  readonly reached: Set<TrackNumber>;
  readonly handedOver: Set<TrackNumber>;
  /** Whether something came that does not wait for the next cycle. */
  urgent: boolean;
}

/** Worth of a unit against what comes for it, USD: about the price of a battery; assumed. Only ranks among such threats. */
const UNIT_VALUE = 1e9;

export function makePostCommand(
  scenario: ResolvedScenario,
  index: number,
  heightAt: (lat: number, lon: number) => number,
): PostCommand {
  const { commandPosts, fireUnits, sensors } = scenario;
  const post = commandPosts[index];
  const protects = (id: string, owner: string): boolean =>
    owner === post.id || post.covers?.includes(id) === true || post.covers?.includes(owner) === true;
  const units: (GeoPosition & { readonly id: string })[] = [];
  if (post.doctrine.selfDefence !== undefined) {
    units.push(...commandPosts.filter(({ id }) => protects(id, id)));
    units.push(...fireUnits.filter(({ id, commandPost }) => protects(id, commandPost)));
    for (const { id, commandPost, site } of sensors) if (protects(id, commandPost)) units.push({ id, ...site });
  }
  return {
    control: post.superior === null ? 'decentral' : (post.doctrine.control ?? 'decentral'),
    subordinates: commandPosts.flatMap(({ superior, doctrine }, k) =>
      superior === post.id && (doctrine.control ?? 'decentral') !== 'decentral' ? [k] : [],
    ),
    ownUnits: makeDefendedPlaces(
      units.map(({ id, latDeg, lonDeg }) => ({
        id: id as PlaceId,
        name: id,
        latDeg,
        lonDeg,
        radiusKm: 0,
        valueUsd: UNIT_VALUE,
      })),
      heightAt,
    ),
    placePriorities:
      post.placePriorities === undefined
        ? undefined
        : new Map(post.placePriorities.map(({ place, factor }) => [place, factor])),
    outbox: [],
    received: new Map(),
    given: new Map(),
    declined: new Map(),
    reached: new Set(),
    handedOver: new Set(),
    urgent: false,
  };
}
