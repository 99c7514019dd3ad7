import {
  describeIdentification,
  describePosterior,
  EVIDENCE,
  type Identification,
  identityOf,
  identify as judge,
  posteriorInto,
} from '../command/index.js';
import { ecefToGeodeticInto, heightAbove } from '../earth/index.js';
import { powered } from '../network/index.js';
import { correlateTracks, predictInto } from '../tracker/index.js';
import { IDENTITIES, type Identity, type Track, type TrackNumber } from '../types/index.js';
import { closePhase } from './digest-log.js';
import { listen } from './electronic-support.js';
import { cycleDue, type KnownIdentity, type Post, type RemoteTrack } from './posts.js';
import { scoreHeld } from './score.js';
import { type EvidenceBase, factsOf } from './track-facts.js';
import { tell, type World } from './world.js';

/** Height above the highest ground beyond which a class by kinematics no longer asks for the ground's height, m. */
const GROUND_MATTERS = 1000;

/**
 * Phase 5: each post whose cycle is due draws up its recognised air picture: its own confirmed tracks, joined by the
 * tracks of others that match none of them, each with an identity and the evidence for it.
 */
export function identify(world: World): void {
  const { posts, tick, log } = world;
  for (const post of posts) {
    if (!cycleDue(post, tick)) continue;
    if (!powered(world.network, post.id, world.time)) {
      post.picture = [];
      post.ownCount = 0;
      continue;
    }
    drawPicture(world, post);
    for (const track of post.picture) {
      log.digest.addInt32(track.number);
      log.digest.addInt32(IDENTITIES.indexOf(track.identity));
      log.digest.addVector(track.position);
    }
  }
  if (cycleDue(world.focus, tick)) scoreHeld(world);
  closePhase(log, tick, 'identify');
}

function drawPicture(world: World, post: Post): void {
  const own = ownTracks(world, post);
  correlate(world, post, own);
  const rowOf = new Map(own.map((track, row) => [track.number as number, row]));
  const matched: (Track | null)[] = own.map(() => null);
  const others: RemoteTrack[] = [];
  for (const remote of post.remote.values()) {
    const row = rowOf.get(remote.matches);
    if (row === undefined) others.push(remote);
    else matched[row] = remote.track;
  }
  if (post.evidence !== null) listen(world, post, post.evidence, own);
  own.forEach((track, row) => {
    settle(world, post, track, matched[row]);
  });
  post.ownCount = own.length;
  post.picture = own;
  for (const { track, number } of others) {
    // What the other post asked and concluded comes in as its word, not as evidence of this post's own.
    const shown: Track = { ...track, number, iffFriend: 0, iffCivil: 0, iffSilent: 0 };
    settle(world, post, shown, track);
    shown.iffFriend = track.iffFriend;
    shown.iffCivil = track.iffCivil;
    shown.iffSilent = track.iffSilent;
    own.push(shown);
  }
}

/**
 * Finds which own track each remote track is of. Pairs are looked for when there is news over the network or an own
 * track has begun or ended, and kept in between: objects do not change tracks from one second to the next.
 */
function correlate(world: World, post: Post, own: readonly Track[]): void {
  if (post.remote.size === 0) return;
  if (!post.news) return;
  post.news = false;
  const remotes = [...post.remote.values()];
  const matches = correlateTracks(
    own,
    remotes.map((remote) => remote.track),
    world.time,
  );
  remotes.forEach((remote, i) => {
    remote.matches = matches[i] < 0 ? -1 : own[matches[i]].number;
  });
}

const state = new Float64Array(6);

function ownTracks(world: World, post: Post): Track[] {
  const { tracker } = post;
  const { table } = tracker;
  const tracks: Track[] = [];
  for (let row = 0; row < table.count; row++) {
    if (table.confirmed[row] === 0) continue;
    predictInto(table, row, world.time, state);
    const number = table.number[row] as TrackNumber;
    const known = post.identities.get(number);
    tracks.push({
      post: post.id,
      number,
      time: world.time,
      updated: table.updated[row],
      started: table.started[row],
      position: [state[0], state[1], state[2]],
      velocity: [state[3], state[4], state[5]],
      positionSigma: tracker.positionSigma(row, world.time),
      confirmed: true,
      iffFriend: table.iffFriend[row],
      iffCivil: table.iffCivil[row],
      iffSilent: table.iffSilent[row],
      identity: known?.identity ?? 'pending',
      because: known?.because ?? '',
      targetClass: 'fixedWing',
    });
  }
  return tracks;
}

/** Gives a track its identity and class, and remembers them; words are built only when the identity changes. */
function settle(world: World, post: Post, track: Track, remote: Track | null): void {
  const known = post.identities.get(track.number);
  if (known !== undefined) track.identity = known.identity;
  const result: Identification = judge(track, post.identifier, remote, groundBelow(world, track));
  track.targetClass = result.targetClass;
  const weighed = post.evidence === null ? null : weigh(world, post, post.evidence, track, remote, result, known);
  const identity = weighed === null ? result.identity : weighed.identity;
  const from = remote !== null && saysSomething(remote.identity) ? remote.post : null;
  if (known !== undefined && known.identity === identity) {
    // An identity that outlasts the match still rests on the word that made it.
    known.from = from ?? known.from;
    track.because = known.because;
    return;
  }
  const because = weighed === null ? describeIdentification(result, track, remote) : weighed.because();
  track.identity = identity;
  track.because = because;
  post.identities.set(track.number, {
    identity,
    because,
    from,
    since: world.time,
    before: known ?? null,
    probabilities: weighed === null ? null : weighed.probabilities,
  });
  if (identity === 'pending') return;
  tell(world, 'identify', {
    kind: 'identified',
    actor: post.id,
    subject: `track ${track.number}`,
    values: {
      identity,
      class: result.targetClass,
      ...(weighed === null ? {} : { hostileProbability: Math.round(100 * weighed.probabilities[0]) / 100 }),
    },
    because,
  });
}

/** Another post’s track without a judgement is no word to rest on: two posts that both wait would silence each other. */
const saysSomething = (identity: Identity): boolean => identity !== 'unknown' && identity !== 'pending';

interface Weighed {
  readonly identity: Identity;
  readonly probabilities: Float64Array;
  readonly because: () => string;
}

/** The identity of a track by the probability of each allegiance. */
function weigh(
  world: World,
  post: Post,
  base: EvidenceBase,
  track: Track,
  remote: Track | null,
  seen: Identification,
  known: KnownIdentity | undefined,
): Weighed {
  const facts = factsOf(base, track, world.time);
  facts.address = post.addresses.get(track.number) ?? -1;
  const probabilities = known?.probabilities ?? new Float64Array(3);
  posteriorInto(base.model, seen, track, remote, facts, probabilities);
  const tooNew = (seen.evidence & EVIDENCE.new) !== 0;
  const identity = identityOf(base.model, probabilities, known?.identity ?? 'pending', tooNew);
  track.hostileProbability = probabilities[0];
  return {
    identity,
    probabilities,
    because: () => describePosterior(base.model, seen, track, remote, facts, probabilities, identity),
  };
}

const geodetic = new Float64Array(3);

/** Terrain height below a track, looked up only where it can matter. */
function groundBelow(world: World, track: Track): number {
  const [x, y, z] = track.position;
  if (heightAbove(x, y, z) > world.terrain.maximumHeight + GROUND_MATTERS) return 0;
  ecefToGeodeticInto(x, y, z, geodetic);
  return world.terrain.heightAt(geodetic[0], geodetic[1]);
}
