import { answerSection, headSection } from './answer-section.js';
import { assumptionsSection, sourcesSection } from './assumptions-section.js';
import { coverageMaps } from './coverage-maps.js';
import { html, type Markup, raw } from './html.js';
import type { ReportInput } from './input.js';
import { limitsSection } from './limits-section.js';
import { scenarioMap } from './map.js';
import { chartsSection, tablesSection } from './results-section.js';
import { sensitivitySection } from './sensitivity-section.js';
import { STYLE } from './style.js';
import { timelineSection } from './timeline-section.js';

/**
 * A study's report as one self-contained HTML page: style and charts inline, no script, nothing fetched. The same input
 * gives the same bytes.
 */
export function renderStudyReport(input: ReportInput): string {
  const { study, result, version } = input;
  return html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Parapet${version === undefined ? '' : ` ${version}`}">
<title>${study.title} – Parapet study report</title>
<style>${raw(STYLE)}</style>
</head>
<body>
${headSection(input)}
${contents(input)}
<main>
${answerSection(input)}
<section id="map-section"><h2>The scenario on a map</h2>
${scenarioMap(input)}
${coverageMaps(input)}
</section>
${chartsSection(input)}
${tablesSection(input)}
${sensitivitySection(input)}
${assumptionsSection(input)}
${limitsSection(input)}
${timelineSection(input)}
${sourcesSection(input)}
</main>
<footer><p>Made by Parapet${version === undefined ? '' : ` ${version}`}, an open simulator of integrated air and missile defence. Digest <code>${result.digest}</code>.</p></footer>
</body>
</html>
`.markup;
}

function contents({ example }: ReportInput): Markup {
  const entries: readonly (readonly [string, string])[] = [
    ['answer', 'Answer'],
    ['map-section', 'Map'],
    ['measures', 'Measures'],
    ['tables', 'Numbers'],
    ['sensitivity', 'Sensitivity'],
    ['assumptions', 'Assumptions'],
    ['limits', 'Limits'],
    ['rerun', 'Run it again'],
    ...(example ? [['timeline', 'Example run'] as const] : []),
    ['sources', 'Sources'],
  ];
  return html`<nav aria-label="Contents"><ul>${entries.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>`;
}
