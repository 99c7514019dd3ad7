import { predictInto } from '../tracker/index.js';
import type { Track } from '../types/index.js';
import { releaseGuidance } from '../weapon/index.js';
import type { Battery, Engagement, InterceptorInFlight } from './fire-units.js';
import { cycleDue, FIRST_REMOTE, lastSeen, type Post, type RemoteTrack } from './posts.js';
import { awaitAssessment } from './resolve.js';
import { tell, type World } from './world.js';

/** Looks that an engagement sensor may miss before it counts as no longer holding a track. */
export const MISSED_LOOKS = 3;
/** The same in seconds for a unit that any sensor of its post may guide; assumed. */
const MISSED_TIME = 15;
/** Seconds before the intercept by which an own sensor must have acquired what was launched at on a remote track; assumed. */
const END_GAME = 10;
/**
 * One-sigma error of a told track's velocity, m/s: with age it makes its position uncertain. Assumed, as in the
 * correlation of tracks: messages carry none.
 */
const TOLD_VELOCITY_SIGMA = 50;

/** One-sigma error of a told track's position at `time`, m. */
export function toldSigma(track: Track, time: number): number {
  const drift = TOLD_VELOCITY_SIGMA * (time - track.time);
  return Math.sqrt(track.positionSigma * track.positionSigma + drift * drift);
}

/** Why a remote track is not good enough to fire by; null when it is. */
export function whyNotByRemote(post: Post, remote: RemoteTrack, time: number): string | null {
  const { cooperation } = post.resolved.doctrine;
  if (cooperation === undefined) return 'doctrine uses no remote tracks';
  const { track } = remote;
  if (time - track.time > cooperation.ageS) return `remote track ${Math.round(time - track.time)} s old`;
  const sigma = toldSigma(track, time);
  return sigma > cooperation.sigmaM ? `remote track too uncertain: ${Math.round(sigma)} m` : null;
}

/** Whether doctrine lets the post launch at another post's track. */
export function launchesOnRemote(post: Post): boolean {
  const { cooperation } = post.resolved.doctrine;
  return cooperation?.launchOnRemote === true || cooperation?.engageOnRemote === true;
}

/** Remote tracks by the number under which the post's picture shows their object: their own, or the own track's. */
export function remoteByShown(post: Post): ReadonlyMap<number, RemoteTrack> {
  const shown = new Map<number, RemoteTrack>();
  for (const remote of post.remote.values()) shown.set(remote.matches >= 0 ? remote.matches : remote.number, remote);
  return shown;
}

/** Seconds without a look after which a unit no longer holds a track. */
const patience = (world: World, battery: Battery): number =>
  battery.sensor < 0 ? MISSED_TIME : MISSED_LOOKS * world.sensors[battery.sensor].radar.scanPeriod;

/** Whether the sensor that guides a unit's interceptors holds an own track now. */
export function isHeld(world: World, post: Post, battery: Battery, number: number): boolean {
  if (battery.sensor < 0) return true;
  return world.time - lastSeen(post, battery.sensor, number) <= patience(world, battery);
}

/**
 * Where the target of an engagement is now, by the track that guides: writes position and velocity and returns the
 * one-sigma error of the position, −1 without a track. Own tracks guide before remote ones; with forward pass a remote
 * track takes over when the own one is lost, with launch and engage on remote it guides from the launch.
 */
export function targetStateInto(world: World, engagement: Engagement, out: Float64Array): number {
  const { basis } = engagement;
  const post = world.posts[engagement.post];
  const { tracker } = post;
  const own =
    engagement.track < FIRST_REMOTE ? engagement.track : (post.remoteByNumber.get(engagement.track)?.matches ?? -1);
  const row = own < 0 ? -1 : tracker.rowOf(own);
  const { cooperation } = post.resolved.doctrine;
  if (cooperation !== undefined) {
    if (row >= 0 && cooperation.forwardPass === true && cycleDue(post, world.tick)) noteRemote(post, own, engagement);
    const fresh = row >= 0 && isFresh(world, post, engagement, own, row);
    if (fresh) basis.acquired = true;
    const remote = fresh ? undefined : post.remoteByNumber.get(basis.remote);
    if (remote !== undefined && mayGuide(post, engagement) && whyNotByRemote(post, remote, world.time) === null) {
      if (!basis.launchedOnRemote && !basis.passed && engagement.inFlight > 0) tellPassed(world, engagement, remote);
      const { position, velocity, time } = remote.track;
      const age = world.time - time;
      for (let k = 0; k < 3; k++) {
        out[k] = position[k] + velocity[k] * age;
        out[3 + k] = velocity[k];
      }
      return toldSigma(remote.track, world.time);
    }
    // What was launched at on a remote track is guided by an own one only once the guiding sensor has acquired it.
    if (basis.launchedOnRemote && !basis.acquired) return -1;
  }
  if (row < 0) return -1;
  predictInto(tracker.table, row, world.time, out);
  return tracker.positionSigma(row, world.time);
}

function isFresh(world: World, post: Post, { battery, basis }: Engagement, own: number, row: number): boolean {
  if (basis.launchedOnRemote && battery.sensor >= 0) return isHeld(world, post, battery, own);
  return world.time - post.tracker.table.updated[row] <= patience(world, battery);
}

function mayGuide(post: Post, { basis }: Engagement): boolean {
  return basis.launchedOnRemote || post.resolved.doctrine.cooperation?.forwardPass === true;
}

/** Remembers which remote track is of the same object, while the own track still tells. */
function noteRemote(post: Post, own: number, { basis }: Engagement): void {
  if (post.remoteByNumber.get(basis.remote)?.matches === own) return;
  for (const remote of post.remote.values()) if (remote.matches === own) basis.remote = remote.number;
}

function tellPassed(world: World, engagement: Engagement, remote: RemoteTrack): void {
  const { battery, track, basis } = engagement;
  basis.passed = true;
  tell(world, 'launch', {
    kind: 'guidancePassed',
    actor: battery.id,
    subject: `track ${track}`,
    values: { to: remote.track.post },
    because: 'its own sensors have lost the target',
  });
}

/** Marks an interceptor that no own sensor has taken over in time. */
export function checkAcquired(world: World, flying: InterceptorInFlight): void {
  const { basis } = flying.engagement;
  if (!basis.mustAcquire || basis.acquired || flying.meetTime - world.time > END_GAME) return;
  flying.unguided = true;
}

/** Ends interceptors that were left without guidance: each misses. */
export function endUnguided(world: World): void {
  const { inFlight } = world;
  if (!inFlight.some(({ unguided }) => unguided === true)) return;
  let kept = 0;
  for (const flying of inFlight) {
    if (flying.unguided !== true) {
      inFlight[kept++] = flying;
      continue;
    }
    const { engagement } = flying;
    const { battery, track } = engagement;
    engagement.inFlight--;
    if (!flying.released) releaseGuidance(battery.unit, track, 1);
    tell(world, 'launch', {
      kind: 'guidanceLost',
      actor: battery.id,
      subject: `track ${track}`,
      because: 'launched at a remote track, and no own sensor acquired it before the end game',
    });
    if (engagement.inFlight === 0 && engagement.toLaunch === 0) awaitAssessment(world, engagement);
  }
  inFlight.length = kept;
}
