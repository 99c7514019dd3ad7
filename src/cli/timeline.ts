import { formatNumber, type SimulationEvent } from '../index.js';

/** What happens to a track is told only if the post came to see a threat in it or fired at it. */
const OF_TRACKS = new Set(['trackConfirmed', 'trackDropped', 'identified']);
/** Hundreds of airliners come and go: not part of the engagement. */
const LEFT_OUT = new Set(['objectLanded', 'detected']);

const VERBS: Readonly<Record<string, string>> = {
  trackConfirmed: 'confirms',
  trackDropped: 'loses',
  identified: 'identifies',
  postureChanged: 'changes posture to',
  linkCut: 'is cut',
  linkRestored: 'is restored',
  threatRaised: 'sees a threat in',
  engagementOrdered: 'orders fire at',
  interceptorLaunched: 'launches at',
  intercept: 'meets',
  engagementAssessed: 'assesses the engagement of',
  placeStruck: 'strikes',
  objectDestroyed: 'is destroyed by',
  magazineEmpty: 'has no interceptors left',
};

/** The engagement in words: one line an event, `mm:ss` from the start, with the reason where there is one. */
export function tellTimeline(events: readonly SimulationEvent[], stepS: number): string[] {
  const key = ({ actor, subject }: SimulationEvent): string => `${actor}\n${subject ?? ''}`;
  const endangering = new Set(
    events.filter(({ kind }) => kind === 'threatRaised' || kind === 'engagementOrdered').map(key),
  );
  const told = events.filter((e) => !LEFT_OUT.has(e.kind) && (!OF_TRACKS.has(e.kind) || endangering.has(key(e))));
  return told.length === 0 ? ['Nothing was engaged and nothing was struck.'] : told.map((event) => tell(event, stepS));
}

function tell({ tick, kind, actor, subject, values, because }: SimulationEvent, stepS: number): string {
  const words = [clock(tick * stepS), ' ', actor, VERBS[kind] ?? kind];
  if (subject !== undefined) words.push(subject);
  const facts = Object.entries(values ?? {}).map(([name, value]) => `${inWords(name)} ${shown(value)}`);
  const aside = facts.length > 0 ? ` (${facts.join(', ')})` : '';
  return `${words.join(' ')}${aside}${because ? `: ${because}` : ''}`;
}

const shown = (value: number | string): string => (typeof value === 'number' ? formatNumber(value) : value);

/** `killProbability` → “kill probability”. */
const inWords = (name: string): string => name.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);

/** mm:ss; minutes go on past 59. */
function clock(timeS: number): string {
  const whole = Math.floor(timeS);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(whole / 60))}:${two(whole % 60)}`;
}
