import type { Assumption } from '../engine/scenario/index.js';
import { formatNumber, type Study, type StudyResult } from '../study/index.js';
import { html, isWebAddress, joined, type Markup, slug } from './html.js';
import type { ReportInput } from './input.js';

/** Assumptions of one preset, or those of the scenario itself. */
interface Group {
  readonly title: string;
  readonly note?: string;
  readonly assumptions: readonly Assumption[];
}

const isCatalogue = ({ path }: Assumption): boolean => path.startsWith('catalogue/');

/** A value of the catalogue that no public source states. */
const isUnsourced = (a: Assumption): boolean => isCatalogue(a) && a.sources.length === 0;

/** What these sections read of a study, or of a run, which has no variants. */
export interface AssumptionsInput extends Pick<ReportInput, 'catalogue'> {
  readonly result: Pick<StudyResult, 'assumptions'>;
  readonly study: Pick<Study, 'variants'>;
}

/** Assumptions with their ranges and sources, by preset. */
export const assumptionDetails = (input: AssumptionsInput): Markup[] =>
  groupsOf(input).map((group) => groupDetails(group, input.study));

/** Every assumption with its range and sources, by preset. */
export function assumptionsSection(input: ReportInput): Markup {
  const { assumptions } = input.result;
  const values = assumptions.filter(isCatalogue);
  const unsourced = values.filter(isUnsourced).length;
  const ranged = values.filter((a) => a.low !== undefined).length;
  return html`<section id="assumptions"><h2>Every assumption</h2>
<p><strong>${unsourced} of ${values.length} values of the catalogue have no public source</strong> and are assumed, each with its reason; they are marked <span class="chip assumed">assumed</span>. ${ranged} values have a range, from which every run draws once, the same for all variants. The scenario and the format add ${assumptions.length - values.length} more. Change any of them with <code class="whole">--set path=value</code> and see whether the verdict changes.</p>
${assumptionDetails(input)}
</section>`;
}

function groupsOf({ result, catalogue }: AssumptionsInput): Group[] {
  const byPreset = new Map<string, Assumption[]>();
  for (const assumption of result.assumptions) {
    const preset = presetOf(assumption);
    const list = byPreset.get(preset);
    if (list) list.push(assumption);
    else byPreset.set(preset, [assumption]);
  }
  return [...byPreset]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([preset, assumptions]) => {
      if (preset === '') return { title: 'The scenario, and defaults of the format', assumptions };
      const { title, note } = catalogue.presets.get(preset) ?? { title: preset, note: undefined };
      return { title: `${title} (${preset})`, note, assumptions };
    });
}

const presetOf = ({ path }: Assumption): string => /^catalogue\/([^/]+)\//.exec(path)?.[1] ?? '';

function groupDetails({ title, note, assumptions }: Group, study: AssumptionsInput['study']): Markup {
  const unsourced = assumptions.filter(isUnsourced).length;
  const counted = assumptions.some(isCatalogue)
    ? `${assumptions.length} values, ${unsourced} assumed`
    : `${assumptions.length} values`;
  return html`<details><summary>${title} <span class="quiet">${counted}</span></summary>
${note !== undefined && html`<p>${note}</p>`}
<div class="scroll"><table class="cards assumptions"><thead><tr><th scope="col">Value</th><th scope="col">Nominal</th><th scope="col">Range</th><th scope="col">Source and note</th></tr></thead><tbody>
${assumptions.map((a) => assumptionRow(a, study))}</tbody></table></div></details>`;
}

function assumptionRow(a: Assumption, study: AssumptionsInput['study']): Markup {
  const leaf = /^catalogue\/[^/]+\/(.+)$/.exec(a.path)?.[1] ?? a.path;
  const unit = a.unit === '' || a.unit === '1' ? '' : ` ${a.unit}`;
  const changed = a.value !== undefined && a.value !== a.used;
  return html`<tr id="a-${slug(a.path)}"><th scope="row" data-label="Value"><code>${leaf}</code>${a.meaning !== '' && html`<br><span class="quiet">${a.meaning}</span>`}</th>
<td data-label="Nominal" class="number">${byVariant(a, study) ?? html`${shown(a.used)}${unit}`}${changed && html`<br><span class="quiet">catalogue: ${shown(a.value!)}${unit}</span>`}</td>
<td data-label="Range" class="number">${range(a)}</td>
<td data-label="Source and note">${chips(a)}${noteText(a)}</td></tr>`;
}

/** The values that variants set in one path, each with its variants; nothing if none sets it. */
function byVariant({ path, unit }: Assumption, study: AssumptionsInput['study']): Markup | undefined {
  const names = new Map<string, string[]>();
  for (const [name, { set }] of Object.entries(study.variants)) {
    if (!Object.hasOwn(set, path)) continue;
    const value = `${shown(set[path] ?? 'none')}${unit === '' || unit === '1' ? '' : ` ${unit}`}`;
    names.set(value, [...(names.get(value) ?? []), name]);
  }
  if (names.size === 0) return undefined;
  return html`${[...names].map(([value, variants]) => html`${value} <span class="quiet">in ${variants.join(', ')}</span><br>`)}`;
}

/** The note without the word that the chip beside it says already. */
const noteText = (a: Assumption): string =>
  isUnsourced(a) ? (a.note ?? '').replace(/^assumed: /, '') : (a.note ?? '');

const shown = (value: number | string | boolean): string =>
  typeof value === 'number' ? formatNumber(value) : typeof value === 'boolean' ? (value ? 'yes' : 'no') : value;

function range({ low, high, unit, distribution }: Assumption): Markup {
  if (low === undefined || high === undefined) return html`<span class="quiet">fixed</span>`;
  const named = unit === '' || unit === '1' ? '' : ` ${unit}`;
  return html`${formatNumber(low)} to ${formatNumber(high)}${named}<br><span class="quiet">${distribution}</span>`;
}

const ORIGINS: Readonly<Partial<Record<Assumption['origin'], string>>> = {
  scenario: 'chosen by the scenario',
  default: 'default',
  set: 'set by the study',
};

function chips(a: Assumption): Markup {
  const origin = ORIGINS[a.origin];
  const sources = a.sources.map((key) => html`<a href="#source-${slug(key)}">${key}</a>`);
  return html`${isUnsourced(a) && a.origin !== 'scenario' && html`<span class="chip assumed">assumed</span> `}${origin && html`<span class="chip">${origin}</span> `}${sources.length > 0 && html`${joined(sources, ', ')}<br>`}`;
}

/** The works that the assumptions cite. */
export function sourcesSection({ result, catalogue }: AssumptionsInput): Markup {
  const cited = new Map<string, number>();
  for (const { sources } of result.assumptions) for (const key of sources) cited.set(key, (cited.get(key) ?? 0) + 1);
  const items = [...cited]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, times]) => {
      const source = catalogue.sources.get(key);
      if (!source) return html`<li id="source-${slug(key)}"><code>${key}</code>: not in the bibliography</li>`;
      const { title, author, publisher, date, url, note } = source;
      const linked =
        url !== undefined && isWebAddress(url) ? html`<a href="${url}" rel="noreferrer">${title}</a>` : html`${title}`;
      return html`<li id="source-${slug(key)}"><code>${key}</code> ${author !== undefined && html`${author}: `}${linked}. ${publisher}, ${String(date)}. ${note !== undefined && html`<span class="quiet">${note}</span>`} <span class="quiet">Cited ${times}×.</span></li>`;
    });
  return html`<section id="sources"><h2>Sources</h2>
<p>The ${items.length} works that these values cite. Many are secondary, and exporters’ figures; where they disagree, the range holds both.</p>
<ol class="sources">${items}</ol></section>`;
}
