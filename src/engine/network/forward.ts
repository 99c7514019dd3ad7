import { drawInto, type Streams, uniformFromUint32 } from '../math/index.js';
import { PURPOSE } from '../types/index.js';
import { erroneous, widened } from './blur.js';
import type { Network } from './network.js';
import type { TranslationSpec } from './network.schema.js';
import type { Delivery, Onward, Report } from './report.js';
import { type Route, routeBetween } from './route.js';
import { powered } from './state.js';
import { offerReport, subjectKey } from './traffic.js';

const words = new Uint32Array(4);

/**
 * The quickest way by which a node tells another, with the envelope of its messages, where it goes over relays; null where
 * it is a link that joins the two, or none leads there.
 */
export function relayedWay(
  network: Network,
  from: string,
  to: string,
  time: number,
): { readonly route: Route; readonly onward: Onward } | null {
  const route = routeBetween(network, from, to, time);
  if (route === null || route.hops.length < 2) return null;
  const onward: Onward = {
    to,
    hopsLeft: network.nodes.length,
    period: route.period,
    delay: route.delay,
  };
  return { route, onward };
}

/**
 * A relay or gateway passes on a message that is not for it, by the way that is best now; a gateway translates it first,
 * which takes its time, loses some, and lets only what it knows pass. Without a way, or astray, the message is lost.
 * Draws: one Philox block keyed (gateway, subject, translation, tick): word 0 the loss, words 1 and 2 the position error.
 */
export function passOn(
  network: Network,
  delivery: Delivery,
  onward: Onward,
  arrival: number,
  tick: number,
  streams: Streams,
): void {
  const node = network.nodeIndex.get(delivery.to);
  const passage = node === undefined ? null : network.passages[node];
  if (passage === null || onward.hopsLeft <= 0) return;
  let report: Report | null = delivery;
  let leaves = arrival;
  if (passage.translation !== null) {
    const [keeper, number] =
      delivery.kind === 'track'
        ? [delivery.track.post, delivery.track.number]
        : [delivery.engagement.post, delivery.engagement.track];
    drawInto(streams, passage.hash, subjectKey(network, keeper, number, onward), PURPOSE.translation, tick, words);
    report = translated(delivery, passage.translation);
    leaves += passage.translation.delayS;
  }
  if (report === null || !powered(network, delivery.to, leaves)) return;
  const route = routeBetween(network, delivery.to, onward.to, arrival);
  if (route === null) return;
  const { link, direction } = route.hops[0];
  const envelope = { ...onward, hopsLeft: onward.hopsLeft - 1 };
  offerReport(network, link, direction, report, leaves, tick, streams, envelope, true);
}

/** What a gateway makes of a report, by the drawn words; null where it loses or stops it. */
function translated(report: Report, spec: TranslationSpec): Report | null {
  const { lossProbability, positionErrorM, passesClasses, passesIdentities } = spec;
  if (uniformFromUint32(words[0]) < lossProbability) return null;
  if (report.kind === 'engagement') {
    const { position, positionSigma } = report.engagement;
    const blurred = {
      position: erroneous(position, positionErrorM, words),
      positionSigma: widened(positionSigma, positionErrorM),
    };
    return { kind: 'engagement', engagement: { ...report.engagement, ...blurred } };
  }
  const { track } = report;
  if (passesClasses !== undefined && !passesClasses.includes(track.targetClass)) return null;
  if (passesIdentities !== undefined && !passesIdentities.includes(track.identity)) return null;
  return {
    kind: 'track',
    track: {
      ...track,
      position: erroneous(track.position, positionErrorM, words),
      positionSigma: widened(track.positionSigma, positionErrorM),
      // It tells what was concluded, not the replies from which it was.
      iffFriend: 0,
      iffCivil: 0,
      iffSilent: 0,
    },
  };
}
