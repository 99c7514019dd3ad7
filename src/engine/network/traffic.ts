import { drawInto, hashId, normalFromUint32, type Streams, uniformFromUint32 } from '../math/index.js';
import { PURPOSE, type Track } from '../types/index.js';
import { type Lane, type Link, linkUpAt, type Network, powered } from './network.js';
import type { Delivery, EngagementNotice, Report } from './report.js';

/** 0: from → to. 1: to → from, on a bidirectional link. */
export type Direction = 0 | 1;

/** Set in the key of an engagement's draws, so that it shares none with the track of the same number. */
const ENGAGEMENT_KEY = 0x5bd1e995;

/** Slack with which a period counts as over, s: far below any tick, far above the rounding of tick × step. */
const PERIOD_SLACK = 1e-6;

const words = new Uint32Array(4);
const noDeliveries: readonly Delivery[] = [];

/**
 * Offers a track to one direction of a link; true if the link took it (it may still be lost on the way). It is refused
 * when the link is down, when this track was taken less than an update period ago, or when the queue is full.
 *
 * Queue: first in, first out. A message occupies the link for 60 / tracksPerMinute seconds and waits for those before
 * it, at most one update period, when a newer report is due anyway: so a queue never holds more than
 * updatePeriod / messageTime + 1 messages that wait. (Virtual scheduling, ITU-T I.371.) A lost message has used its turn.
 *
 * Draws: one Philox block keyed (lane, track, linkLoss, tick): word 0 the loss, words 1 and 2 the position error.
 */
export function offerTrack(
  network: Network,
  linkIndex: number,
  direction: Direction,
  track: Track,
  time: number,
  tick: number,
  streams: Streams,
): boolean {
  const link = network.links[linkIndex];
  const lane = link.lanes[direction];
  const departure = turnAt(network, linkIndex, direction, lane.lastTracks, track.post, track.number, time);
  if (departure < 0) return false;
  drawInto(streams, lane.hash, subjectKey(network, track.post, track.number), PURPOSE.linkLoss, tick, words);
  if (!survives(network, linkIndex, lane, departure)) return true;
  const position = erroneous(track.position, link.positionError);
  const evidence = link.kind === 'data';
  send(lane, departure + link.delay, {
    kind: 'track',
    to: lane.to,
    link: linkIndex,
    track: {
      post: track.post,
      number: track.number,
      time: track.time,
      updated: track.updated,
      started: track.started,
      position,
      velocity: track.velocity,
      positionSigma: widened(track.positionSigma, link.positionError),
      confirmed: track.confirmed,
      // A gateway or a voice tells what was concluded, not the replies from which it was.
      iffFriend: evidence ? track.iffFriend : 0,
      iffCivil: evidence ? track.iffCivil : 0,
      iffSilent: evidence ? track.iffSilent : 0,
      identity: track.identity,
      because: track.because,
      targetClass: track.targetClass,
    },
  });
  return true;
}

/** Offers news of an engagement, which queues, is lost and is blurred as a track is; see offerTrack. */
export function offerEngagement(
  network: Network,
  linkIndex: number,
  direction: Direction,
  engagement: EngagementNotice,
  time: number,
  tick: number,
  streams: Streams,
): boolean {
  const link = network.links[linkIndex];
  const lane = link.lanes[direction];
  const { directive } = engagement;
  // A directive waits for no turn of the news about the same track.
  const keeper = directive === undefined ? engagement.post : `${engagement.post} ${directive.kind} ${directive.to}`;
  const departure = turnAt(network, linkIndex, direction, lane.lastEngagements, keeper, engagement.track, time);
  if (departure < 0) return false;
  const key = (subjectKey(network, keeper, engagement.track) ^ ENGAGEMENT_KEY) >>> 0;
  drawInto(streams, lane.hash, key, PURPOSE.linkLoss, tick, words);
  if (!survives(network, linkIndex, lane, departure)) return true;
  send(lane, departure + link.delay, {
    kind: 'engagement',
    to: lane.to,
    link: linkIndex,
    engagement: {
      ...engagement,
      position: erroneous(engagement.position, link.positionError),
      positionSigma: widened(engagement.positionSigma, link.positionError),
    },
  });
  return true;
}

/** Offers either kind of report. */
export function offerReport(
  network: Network,
  linkIndex: number,
  direction: Direction,
  report: Report,
  time: number,
  tick: number,
  streams: Streams,
): boolean {
  return report.kind === 'track'
    ? offerTrack(network, linkIndex, direction, report.track, time, tick, streams)
    : offerEngagement(network, linkIndex, direction, report.engagement, time, tick, streams);
}

/**
 * Offers a whole picture in order of precedence, so that a slow link starves no track: those told longest ago (or never)
 * first, then by keeper and number; over voice, tracks judged hostile or suspect come before all others. Returns how many
 * the link took.
 */
export function offerPicture(
  network: Network,
  linkIndex: number,
  direction: Direction,
  tracks: readonly Track[],
  time: number,
  tick: number,
  streams: Streams,
): number {
  const link = network.links[linkIndex];
  if (!mayCarry(link, direction) || !linkUpAt(network, linkIndex, time)) return 0;
  const last = link.lanes[direction].lastTracks;
  const due: { track: Track; told: number; calm: number }[] = [];
  for (const track of tracks) {
    const told = last.get(track.post)?.get(track.number) ?? -Infinity;
    if (time - told < link.updatePeriod - PERIOD_SLACK) continue;
    const hostile = track.identity === 'hostile' || track.identity === 'suspect';
    due.push({ track, told, calm: link.kind === 'voice' && !hostile ? 1 : 0 });
  }
  due.sort(
    (a, b) =>
      a.calm - b.calm ||
      (a.told < b.told ? -1 : a.told > b.told ? 1 : 0) ||
      (a.track.post < b.track.post ? -1 : a.track.post > b.track.post ? 1 : 0) ||
      a.track.number - b.track.number,
  );
  let taken = 0;
  for (const { track } of due) {
    // The queue is full for the rest, too.
    if (!offerTrack(network, linkIndex, direction, track, time, tick, streams)) break;
    taken++;
  }
  return taken;
}

/**
 * Takes out what has arrived by `time`: by link, direction, then arrival. What reaches a node without power is lost.
 */
export function deliver(network: Network, time: number): readonly Delivery[] {
  let arrived: Delivery[] | undefined;
  for (const link of network.links) {
    for (const lane of link.lanes) {
      const { queue } = lane;
      if (queue.length === 0 || queue[0].arrival > time) continue;
      let count = 0;
      while (count < queue.length && queue[count].arrival <= time) {
        const { arrival, delivery } = queue[count++];
        if (!powered(network, delivery.to, arrival)) continue;
        arrived ??= [];
        arrived.push(delivery);
      }
      queue.splice(0, count);
    }
  }
  return arrived ?? noDeliveries;
}

const mayCarry = (link: Link, direction: Direction): boolean => link.enabled && (direction === 0 || link.bidirectional);

/** Takes a turn on the lane and returns its time of departure, or -1 if the report is refused. */
function turnAt(
  network: Network,
  linkIndex: number,
  direction: Direction,
  last: Map<string, Map<number, number>>,
  keeper: string,
  number: number,
  time: number,
): number {
  const link = network.links[linkIndex];
  let told = last.get(keeper);
  const before = told?.get(number);
  if (before !== undefined && time - before < link.updatePeriod - PERIOD_SLACK) return -1;
  if (!mayCarry(link, direction) || !linkUpAt(network, linkIndex, time)) return -1;
  const lane = link.lanes[direction];
  const departure = Math.max(time, lane.free);
  if (departure - time > link.updatePeriod) return -1;
  lane.free = departure + link.messageTime;
  if (told === undefined) {
    told = new Map();
    last.set(keeper, told);
  }
  told.set(number, time);
  return departure;
}

/** Whether the message of the drawn words leaves: not lost, and the link still up at its turn. */
function survives(network: Network, linkIndex: number, lane: Lane, departure: number): boolean {
  const link = network.links[linkIndex];
  return (
    (link.lossProbability === 0 || uniformFromUint32(words[0]) >= link.lossProbability) &&
    linkUpAt(network, linkIndex, departure) &&
    lane.queue.length < MAXIMUM_QUEUE
  );
}

/** Messages under way on one lane, beyond which more are lost: a bound on memory, not a model (waiting is bounded before). */
const MAXIMUM_QUEUE = 100_000;

/** Delays are constant and turns are taken in order, so the queue stays in order of arrival. */
function send(lane: Lane, arrival: number, delivery: Delivery): void {
  lane.queue.push({ arrival, delivery });
}

/** Hashing an id walks its characters, so each keeper's is hashed once. */
function subjectKey(network: Network, keeper: string, number: number): number {
  let hash = network.keeperHashes.get(keeper);
  if (hash === undefined) {
    hash = hashId(keeper);
    network.keeperHashes.set(keeper, hash);
  }
  return (hash ^ Math.imul(number + 1, 0x9e3779b1)) >>> 0;
}

/**
 * The position moved horizontally by the drawn words: normal in each of two axes. Up is taken along the geocentric
 * radius, 0.19° off at most, which lifts an error of 3 km by 10 m.
 */
function erroneous(position: readonly [number, number, number], sigma: number): readonly [number, number, number] {
  if (sigma === 0) return position;
  const [x, y, z] = position;
  const radius = Math.sqrt(x * x + y * y + z * z);
  const equatorial = Math.sqrt(x * x + y * y);
  // On the axis every direction is horizontal; take x for east.
  const eastX = equatorial > 0 ? -y / equatorial : 1;
  const eastY = equatorial > 0 ? x / equatorial : 0;
  const ux = x / radius;
  const uy = y / radius;
  const uz = z / radius;
  const east = sigma * normalFromUint32(words[1]);
  const north = sigma * normalFromUint32(words[2]);
  return [
    x + east * eastX - north * uz * eastY,
    y + east * eastY + north * uz * eastX,
    z + north * (ux * eastY - uy * eastX),
  ];
}

const widened = (positionSigma: number, error: number): number =>
  error === 0 ? positionSigma : Math.sqrt(positionSigma * positionSigma + 2 * error * error);
