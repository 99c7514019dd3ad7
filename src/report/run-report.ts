import { type CostRange, costsOf, type RunResult } from '../engine/simulation/index.js';
import { MEASURES } from '../engine/types/index.js';
import { formatNumber } from '../study/index.js';
import { assumptionDetails, sourcesSection } from './assumptions-section.js';
import { html, type Markup, raw } from './html.js';
import type { ReportInput } from './input.js';
import { MODEL_LIMITS } from './limits-section.js';
import { type RunPictureInput, renderRunPicture } from './run-picture.js';
import { STYLE } from './style.js';
import { toldEvents } from './timeline.js';
import { eventTable } from './timeline-section.js';
import { measureTitle } from './words.js';

/** What the page of one run is made from. */
export interface RunReportInput extends RunPictureInput, Pick<ReportInput, 'catalogue' | 'version'> {
  /** With its events, and with samples often enough for lines. */
  readonly run: RunResult;
  readonly description?: string;
  readonly seed: number;
  /** Null: every uncertain value is nominal. */
  readonly replication: number | null;
}

/** Longer timelines are cut: the command line tells the whole. */
const MOST_EVENTS = 2000;

/** One run as a self-contained HTML page: no script, nothing fetched. The same input gives the same bytes. */
export function renderRunReport(input: RunReportInput): string {
  const { scenario, run, catalogue, version, seed, replication, description } = input;
  const picture = renderRunPicture(input).replace(/^<\?xml[^>]*\?>\n/, '');
  const made = version === undefined ? '' : ` ${version}`;
  const assumptions = { result: scenario, catalogue, study: { variants: {} } };
  const values = replication === null ? 'nominal values' : `values drawn as in replication ${replication}`;
  return html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Parapet${made}">
<title>${scenario.title} – Parapet run</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header><p class="quiet">Parapet, one run</p><h1>${scenario.title}</h1>${description !== undefined && html`<p>${description}</p>`}
<p>Seed ${seed}, ${values}, ${formatNumber(run.simulatedS)} s with ${run.objects} air objects, digest <code>${run.digest}</code>. One run shows how things happen, not how often: that takes a study.</p></header>
<main>
<section id="map"><h2>What happened where and when</h2><figure class="map"><div class="scroll" tabindex="0" role="region" aria-label="Map; scrolls sideways on narrow screens">${raw(picture)}</div></figure></section>
${costsSection(input)}
${measuresSection(run)}
${timelineOf(input)}
<section id="limits"><h2>What this cannot tell</h2>
<p>One run shows how things can happen, not how often. Sites and traffic are as the scenario’s author placed them. Out of reach of the models:</p>
<ul>${MODEL_LIMITS.map((text) => html`<li>${text}</li>`)}</ul></section>
<section id="assumptions"><h2>Every assumption</h2>${assumptionDetails(assumptions)}</section>
${sourcesSection(assumptions)}
</main>
<footer><p>Made by Parapet${made}, an open simulator of integrated air and missile defence. Digest <code>${run.digest}</code>.</p></footer>
</body>
</html>
`.markup;
}

const million = (usd: number): string => formatNumber(usd / 1e6);
const rangeText = ({ valueUsd, lowUsd, highUsd }: CostRange): string =>
  lowUsd === highUsd ? million(valueUsd) : `${million(valueUsd)} (${million(lowUsd)} to ${million(highUsd)})`;

function costsSection({ scenario, run }: RunReportInput): Markup {
  const { fired, lost, places } = costsOf(scenario, run.tally);
  const line = (what: string, thing: string, value: string): Markup =>
    html`<tr><th scope="row">${what}</th><td>${thing}</td><td class="number">${value}</td></tr>`;
  const rows = [
    ...fired.map(({ count, preset, total }) => line('fired', `${count} × ${preset}`, rangeText(total))),
    ...lost.map(({ allegiance, end, count, preset, total }) =>
      line(`${allegiance}, ${end === 'struck' ? 'spent' : 'shot down'}`, `${count} × ${preset}`, rangeText(total)),
    ),
  ];
  const defended = places.map(
    ({ name, valueUsd, lostUsd, protectedUsd }) =>
      html`<tr><th scope="row">${name}</th><td class="number">${million(valueUsd)}</td><td class="number">${million(lostUsd)}</td><td class="number">${million(protectedUsd)}</td></tr>`,
  );
  return html`<section id="costs"><h2>What it cost, and what it defended</h2>
<p>Million USD, as the run priced it and between the lowest and highest of the public figures. What was fired is not set against the price of what it hit: what counts is what would have been lost (CSIS, <cite>Cost and Value in Air and Missile Defense Intercepts</cite>).</p>
<div class="scroll"><table><thead><tr><th scope="col"></th><th scope="col">What</th><th scope="col">Million USD</th></tr></thead><tbody>${rows}</tbody></table></div>
<div class="scroll"><table><thead><tr><th scope="col">Place</th><th scope="col">Worth</th><th scope="col">Lost</th><th scope="col">Kept from the raiders shot down</th></tr></thead><tbody>${defended}</tbody></table></div></section>`;
}

function measuresSection({ measures }: RunResult): Markup {
  const rows = MEASURES.filter(({ id }) => measures[id] !== undefined).map(({ id, unit, meaning }) => {
    const value = measures[id];
    const shown = value === null ? 'never' : `${formatNumber(value)}${unit === '1' ? '' : ` ${unit}`}`;
    return html`<tr><th scope="row">${measureTitle(id)}</th><td class="number">${shown}</td><td>${meaning}</td></tr>`;
  });
  return html`<section id="measures"><h2>Measures</h2><div class="scroll"><table><thead><tr><th scope="col">Measure</th><th scope="col">Value</th><th scope="col">Meaning</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

function timelineOf({ run, scenario }: RunReportInput): Markup {
  const told = toldEvents(run.events);
  return html`<section id="timeline"><h2>Timeline</h2>${told.length > MOST_EVENTS && html`<p>The first ${MOST_EVENTS} of ${told.length} events.</p>`}
${eventTable(told.slice(0, MOST_EVENTS), scenario.stepS)}</section>`;
}
