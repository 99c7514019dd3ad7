import type { Markup } from './html.js';
import { html } from './html.js';
import type { ReportInput } from './input.js';

/** Limits of the models that hold for every study; docs/limits.md says more. */
export const MODEL_LIMITS: readonly string[] = [
  'Real systems: presets are classes made from published figures, whose sources are often sellers or second-hand.',
  'Deceptive jamming, chaff and cyber effects; what radars and posts suffer beyond outages, strikes where they stand and missiles that home on them.',
  'A raid that adapts: routes are placed by hand, nothing reacts to interceptors, and no best raid is sought.',
  'People: training, fear and trust between allies are missing; they take time and tire, and doctrine is a table of rules.',
  'Weather, clutter and propagation close to the ground, beyond a standard refraction and a rate of false reports.',
];

/** What the study cannot tell, and how to run it again. */
export function limitsSection({ result, study, claim, set, version }: ReportInput): Markup {
  const own = [...result.verdict.outOfReach, ...(claim?.outOfReach === undefined ? [] : [claim.outOfReach])];
  const changes = Object.entries(set ?? {}).map(([path, value]) => ` --set '${path}=${String(value)}'`);
  return html`<section id="limits"><h2>What this cannot tell</h2>
<p>Out of this study’s reach, by its own account:</p>
<ul>${own.map((text) => html`<li>${text}</li>`)}</ul>
<p>Out of reach of the models, in any study:</p>
<ul>${MODEL_LIMITS.map((text) => html`<li>${text}</li>`)}</ul>
<h2 id="rerun">Run it again</h2>
<p>The folder of this report holds <code>manifest.json</code>, which has everything that the study was made from. With Parapet${version === undefined ? '' : ` ${version}`}, where DIR is that folder:</p>
<pre><code>parapet reproduce DIR</code></pre>
<p>It runs the study again and compares digests: the same inputs give the same bytes on every machine and with any number of threads. From the study’s own file, here called STUDY:</p>
<pre><code>parapet study STUDY --replications ${result.replications} --seed ${study.seed}${changes.join('')}</code></pre>
<p>To argue with one assumption, add <code class="whole">--set path=value</code>, with a path from the list of assumptions. The digest of this result is <code>${result.digest}</code>.</p>
</section>`;
}
