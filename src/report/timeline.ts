import type { EventKind, SimulationEvent } from '../engine/types/index.js';
import { formatNumber } from '../study/index.js';
import { clock, inWords } from './words.js';

/** What happens to a track is told only if the post came to see a threat in it or fired at it. */
const OF_TRACKS: ReadonlySet<EventKind> = new Set<EventKind>(['trackConfirmed', 'trackDropped', 'identified']);
/** What makes a track part of the engagement. */
const ENDANGERING: ReadonlySet<EventKind> = new Set<EventKind>(['threatRaised', 'engagementOrdered', 'notEngaged']);
/** Up to so many objects, all that happens to each is told; hundreds of airliners come and go untold. */
const FEW = 20;

/** What stands between actor and subject. */
export const VERBS: Readonly<Record<EventKind, string>> = {
  reported: 'first reports',
  trackConfirmed: 'confirms',
  trackDropped: 'loses',
  identified: 'identifies',
  postureChanged: 'changes posture to',
  linkCut: 'is cut',
  linkRestored: 'is restored',
  threatRaised: 'sees a threat in',
  engagementOrdered: 'orders fire at',
  notEngaged: 'does not engage',
  interceptorLaunched: 'launches at',
  launchAborted: 'does not launch at',
  intercept: 'meets',
  engagementAssessed: 'assesses the engagement of',
  orderSent: 'gives',
  orderDeclined: 'declines',
  leakerHandedOver: 'hands over',
  guidancePassed: 'passes guidance against',
  guidanceLost: 'loses an interceptor on its way to',
  placeStruck: 'strikes',
  objectDestroyed: 'is destroyed by',
  objectLanded: 'lands',
  objectReleased: 'lets go',
  objectSeparated: 'comes apart',
  flightDiverted: 'is diverted',
  airspaceChanged: 'has orders on',
  nodeLost: 'is lost',
  nodeRestored: 'is restored',
  autonomous: 'goes on alone',
  silenced: 'falls silent',
  fellBack: 'falls back to',
  rejoined: 'rejoins',
  emitterHeard: 'homes on',
  emitterLost: 'no longer hears',
  emitterMissed: 'misses',
  nodeDestroyed: 'is destroyed by',
};

/** The engagement in words: one line an event, `mm:ss` from the start, with the reason where there is one. */
export function tellTimeline(events: readonly SimulationEvent[], stepS: number): string[] {
  const told = toldEvents(events);
  return told.length === 0 ? ['Nothing was engaged and nothing was struck.'] : told.map((event) => tell(event, stepS));
}

/** The events that belong to the engagement: of few objects all, of many those of objects that came to matter. */
export function toldEvents(events: readonly SimulationEvent[]): SimulationEvent[] {
  const key = ({ actor, subject }: SimulationEvent): string => `${actor}\n${subject ?? ''}`;
  const endangering = new Set(events.filter(({ kind }) => ENDANGERING.has(kind)).map(key));
  const reported = new Set(events.filter(({ kind }) => kind === 'reported').map(({ subject }) => subject));
  const few = reported.size > 0 && reported.size <= FEW;
  const real = new Set<string>();
  const followed = new Set<string | undefined>();
  for (const event of events) {
    const object = event.values?.object?.toString();
    if (event.kind === 'placeStruck' || event.kind === 'objectDestroyed') followed.add(event.actor);
    if (event.kind !== 'trackConfirmed' || object === undefined) continue;
    if (reported.has(object)) real.add(key(event));
    if (endangering.has(key(event))) followed.add(object);
  }
  return events.filter((event) => {
    const { kind } = event;
    if (kind === 'objectLanded') return few;
    if (kind === 'reported') return few || followed.has(event.subject);
    return !OF_TRACKS.has(kind) || endangering.has(key(event)) || (few && real.has(key(event)));
  });
}

/** The events that concern any of the names: a post, a unit, a track (`track 12`), an object, a place. */
export const eventsAbout = (events: readonly SimulationEvent[], names: readonly string[]): SimulationEvent[] =>
  events.filter(({ actor, subject, values }) =>
    names.some((name) => name === actor || name === subject || Object.values(values ?? {}).includes(name)),
  );

/** An event for machines: one line of JSON. Times in seconds from the start; figures carry their unit in their name. */
export const eventLine = (event: SimulationEvent, stepS: number): string =>
  JSON.stringify({ timeS: event.tick * stepS, ...event, text: tell(event, stepS) });

function tell({ tick, kind, actor, subject, values, because }: SimulationEvent, stepS: number): string {
  const words = [actor, VERBS[kind]];
  if (subject !== undefined) words.push(subject);
  const facts = Object.entries(values ?? {}).map(([name, value]) => tellFact(name, value));
  const aside = facts.length > 0 ? ` (${facts.join(', ')})` : '';
  return `${clock(tick * stepS)}  ${words.join(' ')}${aside}${because ? `: ${because}` : ''}`;
}

/** Units as names of values end in them, and as people read them. */
const UNITS: readonly (readonly [suffix: string, unit: string])[] = [
  ['Usd', ' USD'],
  ['Mps', ' m/s'],
  ['Deg', '°'],
  ['Km', ' km'],
  ['M', ' m'],
  ['S', ' s'],
];

function tellFact(name: string, value: number | string): string {
  if (typeof value === 'string') return `${inWords(name)} ${value}`;
  const [suffix, unit] = UNITS.find(([end]) => name.endsWith(end)) ?? ['', ''];
  return `${inWords(name.slice(0, name.length - suffix.length))} ${formatNumber(value)}${unit}`;
}
