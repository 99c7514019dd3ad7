import type { SimulationEvent } from '../engine/types/index.js';
import { formatNumber } from '../study/index.js';
import { html, type Markup } from './html.js';
import type { ReportInput } from './input.js';
import { toldEvents, VERBS } from './timeline.js';
import { clock, inWords, variantTitle } from './words.js';

/** Longer timelines are cut: the command line tells the whole. */
const MOST_EVENTS = 400;

/** One run as it happened, for a feeling of it; it proves nothing. */
export function timelineSection({ example, study }: ReportInput): Markup {
  if (!example) return html``;
  const told = toldEvents(example.events);
  return html`<section id="timeline"><h2>One run as an example</h2>
<p>Replication ${example.replication} of “${variantTitle(study, example.variant)}”. A single run shows how things happen, not how often.${told.length > MOST_EVENTS && html` The first ${MOST_EVENTS} of ${told.length} events.`}</p>
<details><summary>Timeline, ${told.length} events</summary>
${eventTable(told.slice(0, MOST_EVENTS), example.stepS)}</details></section>`;
}

/** Events as a table: when, what, why. */
export const eventTable = (events: readonly SimulationEvent[], stepS: number): Markup =>
  html`<div class="scroll"><table><thead><tr><th scope="col">Time</th><th scope="col">What happens</th><th scope="col">Why</th></tr></thead><tbody>${events.map((event) => eventRow(event, stepS))}</tbody></table></div>`;

function eventRow({ tick, kind, actor, subject, values, because }: SimulationEvent, stepS: number): Markup {
  const facts = Object.entries(values ?? {}).map(([name, value]) => factText(name, value));
  return html`<tr><td class="number">${clock(tick * stepS)}</td><td><strong>${actor}</strong> ${VERBS[kind]} ${subject}${facts.length > 0 && html` <span class="quiet">(${facts.join(', ')})</span>`}</td><td>${because}</td></tr>`;
}

/** `rangeKm`, 22 → “range 22 km”. */
function factText(name: string, value: number | string): string {
  if (typeof value === 'string') return `${inWords(name)} ${value}`;
  const parts = /^(.+?)(Usd|Mps|Km|S|M)$/.exec(name);
  if (!parts) return `${inWords(name)} ${formatNumber(value)}`;
  const unit = { Usd: 'USD', Mps: 'm/s', Km: 'km', S: 's', M: 'm' }[parts[2]];
  return `${inWords(parts[1])} ${formatNumber(value)} ${unit}`;
}
