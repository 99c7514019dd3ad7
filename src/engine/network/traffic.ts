import { drawInto, hashId, type Streams, uniformFromUint32 } from '../math/index.js';
import { PURPOSE, type Track } from '../types/index.js';
import { erroneous, miswritten, widened } from './blur.js';
import type { Lane, Link, Network } from './network.js';
import type { Delivery, EngagementNotice, Onward, Report } from './report.js';
import type { Direction } from './route.js';
import { linkUpAt, powered } from './state.js';

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
 * Draws: one Philox block keyed (lane, track, linkLoss, tick): word 0 the loss, words 1 and 2 the position error, word 3
 * the jitter; another for a wrong digit. `onward`: whom the message is for, where that is not the other end; a relay,
 * which `passesOn`, keeps the pace of the sender instead of its own.
 */
export function offerTrack(
  network: Network,
  linkIndex: number,
  direction: Direction,
  track: Track,
  time: number,
  tick: number,
  streams: Streams,
  onward?: Onward,
  passesOn = false,
): boolean {
  const link = network.links[linkIndex];
  const lane = link.lanes[direction];
  const { post: keeper, number } = track;
  const departure = turnAt(network, linkIndex, direction, lane.lastTracks, keeper, number, time, onward, passesOn);
  if (departure < 0) return false;
  const key = subjectKey(network, keeper, number, onward);
  drawInto(streams, lane.hash, key, PURPOSE.linkLoss, tick, words);
  if (!survives(network, linkIndex, lane, departure)) return true;
  const arrival = arrivalAt(link, departure);
  let position = erroneous(track.position, link.positionError, words);
  if (link.digitErrorProbability > 0) {
    drawInto(streams, lane.hash, key, PURPOSE.transcription, tick, words);
    position = miswritten(position, link.digitErrorProbability, words);
  }
  const evidence = link.kind === 'data';
  send(lane, arrival, {
    kind: 'track',
    to: lane.to,
    link: linkIndex,
    ...(onward === undefined ? {} : { onward }),
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
  onward?: Onward,
  passesOn = false,
): boolean {
  const link = network.links[linkIndex];
  const lane = link.lanes[direction];
  const { directive, track: number } = engagement;
  // A directive waits for no turn of the news about the same track.
  const keeper = directive === undefined ? engagement.post : `${engagement.post} ${directive.kind} ${directive.to}`;
  const departure = turnAt(network, linkIndex, direction, lane.lastEngagements, keeper, number, time, onward, passesOn);
  if (departure < 0) return false;
  const key = (subjectKey(network, keeper, number, onward) ^ ENGAGEMENT_KEY) >>> 0;
  drawInto(streams, lane.hash, key, PURPOSE.linkLoss, tick, words);
  if (!survives(network, linkIndex, lane, departure)) return true;
  send(lane, arrivalAt(link, departure), {
    kind: 'engagement',
    to: lane.to,
    link: linkIndex,
    ...(onward === undefined ? {} : { onward }),
    engagement: {
      ...engagement,
      position: erroneous(engagement.position, link.positionError, words),
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
  onward?: Onward,
  passesOn = false,
): boolean {
  return report.kind === 'track'
    ? offerTrack(network, linkIndex, direction, report.track, time, tick, streams, onward, passesOn)
    : offerEngagement(network, linkIndex, direction, report.engagement, time, tick, streams, onward, passesOn);
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
  onward?: Onward,
): number {
  const link = network.links[linkIndex];
  const period = onward?.period ?? link.updatePeriod;
  if (!mayCarry(link, direction) || !linkUpAt(network, linkIndex, time)) return 0;
  const last = link.lanes[direction].lastTracks;
  const due: { track: Track; told: number; calm: number }[] = [];
  for (const track of tracks) {
    const told = last.get(toldTo(track.post, onward))?.get(track.number) ?? -Infinity;
    if (time - told < period - PERIOD_SLACK) continue;
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
    if (!offerTrack(network, linkIndex, direction, track, time, tick, streams, onward)) break;
    taken++;
  }
  return taken;
}

/**
 * Takes out what has arrived by `time`: by link, direction, then arrival. What reaches a node without power is lost. A
 * message that is for another node is handed to `passOn` with its time of arrival, and taken out again where it comes next.
 */
export function deliver(
  network: Network,
  time: number,
  passOn?: (delivery: Delivery, onward: Onward, arrival: number) => void,
): readonly Delivery[] {
  let arrived: Delivery[] | undefined;
  for (let passedOn = true; passedOn; ) {
    passedOn = false;
    for (const link of network.links) {
      for (const lane of link.lanes) {
        const { queue } = lane;
        if (queue.length === 0 || queue[0].arrival > time) continue;
        let count = 0;
        while (count < queue.length && queue[count].arrival <= time) count++;
        for (const { arrival, delivery } of queue.splice(0, count)) {
          if (!powered(network, delivery.to, arrival)) continue;
          const { onward } = delivery;
          if (onward !== undefined && onward.to !== delivery.to) {
            passOn?.(delivery, onward, arrival);
            passedOn = true;
            continue;
          }
          arrived ??= [];
          arrived.push(delivery);
        }
      }
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
  onward: Onward | undefined,
  passesOn: boolean,
): number {
  const link = network.links[linkIndex];
  const subject = toldTo(keeper, onward);
  let told = last.get(subject);
  const before = told?.get(number);
  const period = onward?.period ?? link.updatePeriod;
  if (!passesOn && before !== undefined && time - before < period - PERIOD_SLACK) return -1;
  if (!mayCarry(link, direction) || !linkUpAt(network, linkIndex, time)) return -1;
  const lane = link.lanes[direction];
  const departure = Math.max(time, lane.free);
  if (departure - time > link.updatePeriod) return -1;
  lane.free = departure + link.messageTime;
  if (told === undefined) {
    told = new Map();
    last.set(subject, told);
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

/** The drawn words say how much later than the link's delay. */
const arrivalAt = (link: Link, departure: number): number =>
  departure + link.delay + (link.jitter === 0 ? 0 : link.jitter * uniformFromUint32(words[3]));

/** Keeps the queue in order of arrival: turns are taken in order, so only jitter lets a message overtake. */
function send({ queue }: Lane, arrival: number, delivery: Delivery): void {
  let at = queue.length;
  while (at > 0 && queue[at - 1].arrival > arrival) at--;
  if (at === queue.length) queue.push({ arrival, delivery });
  else queue.splice(at, 0, { arrival, delivery });
}

/** Under what a lane remembers when a keeper's tracks were told: over relays it is paced for each addressee. */
const toldTo = (keeper: string, onward: Onward | undefined): string =>
  onward === undefined ? keeper : `${keeper} ${onward.to}`;

/** Hashing an id walks its characters, so each is hashed once. */
function hashOf({ idHashes }: Network, id: string): number {
  let hash = idHashes.get(id);
  if (hash === undefined) {
    hash = hashId(id);
    idHashes.set(id, hash);
  }
  return hash;
}

/** The key of a subject's draws: its keeper, its number and, over relays, its addressee. */
export function subjectKey(network: Network, keeper: string, number: number, onward?: Onward): number {
  const key = (hashOf(network, keeper) ^ Math.imul(number + 1, 0x9e3779b1)) >>> 0;
  return onward === undefined ? key : (key ^ Math.imul(hashOf(network, onward.to), 0x85ebca6b)) >>> 0;
}
