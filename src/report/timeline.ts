import type { EventKind, SimulationEvent } from '../engine/types/index.js';
import { formatNumber } from '../study/index.js';
import { clock, inWords } from './words.js';

/** What happens to a track is told only if the post came to see a threat in it or fired at it. */
const OF_TRACKS: ReadonlySet<EventKind> = new Set<EventKind>(['trackConfirmed', 'trackDropped', 'identified']);
/** Where a post weighs evidence about no more tracks than this, every identity is told: it is what the run is about. */
const FEW_TRACKS = 20;
const isWeighed = ({ kind, values }: SimulationEvent): boolean =>
  kind === 'identified' && values?.hostileProbability !== undefined;
/** Hundreds of airliners come and go: not part of the engagement. */
const LEFT_OUT: ReadonlySet<EventKind> = new Set<EventKind>(['objectLanded']);

const VERBS: Readonly<Record<EventKind, string>> = {
  trackConfirmed: 'confirms',
  trackDropped: 'loses',
  identified: 'identifies',
  postureChanged: 'changes posture to',
  linkCut: 'is cut',
  linkRestored: 'is restored',
  threatRaised: 'sees a threat in',
  engagementOrdered: 'orders fire at',
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

/** The events that belong to the engagement. */
export function toldEvents(events: readonly SimulationEvent[]): SimulationEvent[] {
  const key = ({ actor, subject }: SimulationEvent): string => `${actor}\n${subject ?? ''}`;
  const endangering = new Set(
    events.filter(({ kind }) => kind === 'threatRaised' || kind === 'engagementOrdered').map(key),
  );
  const few = new Set(events.filter(isWeighed).map(key)).size <= FEW_TRACKS;
  const told = (e: SimulationEvent): boolean =>
    !OF_TRACKS.has(e.kind) || endangering.has(key(e)) || (few && isWeighed(e));
  return events.filter((e) => !LEFT_OUT.has(e.kind) && told(e));
}

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
