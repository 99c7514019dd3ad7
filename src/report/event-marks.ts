import type { EventKind, Identity } from '../engine/types/index.js';
import { PALETTE } from './palette.js';

/** How one kind of event is marked: a drawing about (0, 0), and what it stands for. */
export interface EventMark {
  readonly draw: string;
  readonly means: string;
}

const path = (d: string, fill: string, stroke = 'none'): string =>
  `<path d="${d}" fill="${fill}" stroke="${stroke}" stroke-width="1.4"/>`;
const SMALL_DIAMOND = 'M0-4L4 0L0 4L-4 0Z';
const TRIANGLE = 'M0-5L4.6 3.6H-4.6Z';
const CROSS = 'M-4-4L4 4M4-4L-4 4';
export const STRIKE = 'M0-7L1.8-2.2L7-2.2L2.8 1L4.4 6.4L0 3.2L-4.4 6.4L-2.8 1L-7-2.2L-1.8-2.2Z';

/** Colours of identities, as the palette’s allegiances where they mean the same. */
export const IDENTITY_COLOUR: Readonly<Record<Identity, string>> = {
  hostile: PALETTE.hostile,
  suspect: '#d55e00',
  unknown: '#b58900',
  pending: PALETTE.sensitivity,
  neutral: '#00876c',
  assumedFriend: '#56a3d9',
  friend: PALETTE.friendly,
};

export const HIT = path(CROSS, 'none', PALETTE.ink).replace('1.4', '2.4');
const SWITCH: EventMark = {
  draw: path('M-4-4H4V4H-4Z', '#fff', PALETTE.baseline),
  means: 'posture or weapons control',
};

const MARKS: Readonly<Partial<Record<EventKind, EventMark>>> = {
  reported: { draw: `<circle r="2.4" fill="${PALETTE.compared}"/>`, means: 'object first reported' },
  notEngaged: {
    draw: path('M-3.5-3.5H3.5V3.5H-3.5ZM-3.5 3.5L3.5-3.5', '#fff', PALETTE.least),
    means: 'threat not engaged',
  },
  trackConfirmed: {
    draw: `<circle r="3.4" fill="#fff" stroke="${PALETTE.compared}" stroke-width="1.4"/>`,
    means: 'track confirmed',
  },
  trackDropped: { draw: path('M-4 0H4', 'none', PALETTE.compared), means: 'track lost' },
  identified: { draw: path(SMALL_DIAMOND, PALETTE.quiet), means: 'identity given' },
  postureChanged: SWITCH,
  linkCut: { draw: path(CROSS, 'none', PALETTE.compared), means: 'link cut' },
  linkRestored: { draw: path('M-4 0L-1 4L5-4', 'none', PALETTE.compared), means: 'link restored' },
  threatRaised: { draw: path(TRIANGLE, '#fff', PALETTE.least), means: 'threat seen' },
  engagementOrdered: { draw: path('M-3-4.5L4.5 0L-3 4.5Z', PALETTE.reach), means: 'fire ordered' },
  interceptorLaunched: { draw: path(TRIANGLE, PALETTE.ink), means: 'interceptor launched' },
  launchAborted: { draw: path(TRIANGLE, '#fff', PALETTE.ink), means: 'launch called off' },
  engagementAssessed: { draw: path('M-4 0L-1 4L5-4', 'none', PALETTE.reach), means: 'engagement assessed' },
  orderSent: {
    draw: path('M-3-4.5L4.5 0L-3 4.5Z', '#fff', PALETTE.reach),
    means: 'order or threat given to another post',
  },
  orderDeclined: { draw: path('M-4 0H4', 'none', PALETTE.reach), means: 'order declined' },
  leakerHandedOver: { draw: path('M-5-3H1V-5L5 0L1 5V3H-5Z', PALETTE.hostile), means: 'leaker handed over' },
  guidancePassed: { draw: path('M-5-3H1V-5L5 0L1 5V3H-5Z', PALETTE.ink), means: 'guidance passed' },
  guidanceLost: { draw: path(CROSS, 'none', PALETTE.ink), means: 'guidance lost' },
  nodeLost: { draw: path('M-4-4L4 4M4-4L-4 4M-5-5H5V5H-5Z', 'none', PALETTE.extra), means: 'node lost' },
  nodeRestored: { draw: path('M-5-5H5V5H-5Z', '#fff', PALETTE.extra), means: 'node restored' },
  autonomous: { draw: path('M-5 5L0-5L5 5', 'none', PALETTE.baseline), means: 'goes on alone' },
  silenced: { draw: path('M-5-3H5M-5 3H5', 'none', PALETTE.baseline), means: 'falls silent' },
  fellBack: { draw: path('M5-4L-4 0L5 4', 'none', PALETTE.baseline), means: 'answers to its fallback' },
  rejoined: { draw: path('M-5-4L4 0L-5 4', 'none', PALETTE.baseline), means: 'rejoins its post' },
  placeStruck: { draw: path(STRIKE, PALETTE.hostile), means: 'place struck' },
  objectDestroyed: { draw: HIT, means: 'destroyed' },
  emitterHeard: { draw: path(TRIANGLE, PALETTE.hostile), means: 'missile homes on a radar' },
  emitterLost: { draw: path(TRIANGLE, '#fff', PALETTE.hostile), means: 'missile no longer hears it' },
  emitterMissed: {
    draw: `<circle r="3.4" fill="#fff" stroke="${PALETTE.hostile}"/>`,
    means: 'missile misses the radar',
  },
  nodeDestroyed: { draw: path(STRIKE, PALETTE.hostile), means: 'radar destroyed' },
  objectLanded: { draw: `<circle r="2.6" fill="${PALETTE.quiet}"/>`, means: 'end of its flight' },
};
const MISS: EventMark = {
  draw: `<circle r="4" fill="none" stroke="${PALETTE.ink}" stroke-width="1.4"/>`,
  means: 'interceptor missed',
};
const HIT_MARK: EventMark = { draw: HIT, means: 'interceptor hit; destroyed' };
const OTHER: EventMark = { draw: path('M-3-3H3V3H-3Z', PALETTE.sensitivity), means: 'other event' };

/** The mark of an event; `hit` tells the two ends of an interceptor apart, `identity` colours what it is told of. */
export function markOf(kind: EventKind, hit: boolean, identity?: string): EventMark {
  if (kind === 'intercept') return hit ? HIT_MARK : MISS;
  if (kind === 'objectDestroyed') return HIT_MARK;
  const mark = MARKS[kind] ?? OTHER;
  const colour = identity === undefined ? undefined : IDENTITY_COLOUR[identity as Identity];
  return kind === 'identified' && colour !== undefined
    ? { draw: path(SMALL_DIAMOND, colour), means: mark.means }
    : mark;
}
