import { BLAKE_LEGEND, blakeChart, verticalReach } from './blake-chart.js';
import type { CoverageReportInput } from './coverage-input.js';
import { coverageMap, MAP_LEGEND, sensorBase, surveyBase } from './coverage-map.js';
import { areaText, groundWords, lowestText, sensorText, squareText, targetTitle } from './coverage-words.js';
import { html, isWebAddress, joined, type Markup, raw, slug } from './html.js';
import { type LegendEntry, legendList } from './legend.js';
import { fixed } from './numbers.js';
import { heightColour, sensorMap } from './sensor-map.js';
import { STYLE } from './style.js';
import { capital, heightText } from './words.js';

/** Widths of the maps on the page, px. */
const MAP_WIDTH = 520;
const SENSOR_WIDTH = 400;

/** What the study's page has no use for. */
const OWN_STYLE = `
.panels.wide{grid-template-columns:repeat(auto-fill,minmax(min(100%,440px),1fr))}
.sensor{display:grid;grid-template-columns:minmax(0,400px) minmax(0,1fr);gap:10px 26px;align-items:start;border-top:1px solid var(--line);padding:14px 0}
.sensor h3{grid-column:1/-1;margin:0}.sensor p{grid-column:1/-1;margin:0}
td.number,th.number{text-align:right;white-space:nowrap}
table.areas{font-size:.82rem}.areas th,.areas td{padding-right:8px}.areas tbody th{min-width:0;white-space:nowrap}.areas td .quiet{display:block;font-size:.95em}
tr.combined th,tr.combined td{border-top:2px solid var(--ink);font-weight:600}
td .quiet{white-space:nowrap}
@media (max-width:800px){.sensor{grid-template-columns:minmax(0,1fr)}}
@media (max-width:640px){
table.cards td.number{text-align:left}.areas td .quiet{display:inline}
table.areas{font-size:.92rem}.wide svg,.sensor .scroll svg{min-width:520px}
}`;

/** A survey of coverage as one self-contained HTML page: style and pictures inline, no script, nothing fetched. */
export function renderCoveragePage(input: CoverageReportInput): string {
  const { scenario, version } = input;
  return html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Parapet${version === undefined ? '' : ` ${version}`}">
<title>Coverage: ${scenario.title}</title>
<style>${raw(STYLE + OWN_STYLE)}</style>
</head>
<body>
${head(input)}
<nav aria-label="Contents"><ul><li><a href="#areas">Areas</a></li><li><a href="#maps">Maps</a></li><li><a href="#gaps">Gaps and overlaps</a></li><li><a href="#places">Places</a></li><li><a href="#sensors">Each sensor</a></li><li><a href="#rests">What this rests on</a></li></ul></nav>
<main>
${areasSection(input)}
${mapsSection(input)}
${gapsSection(input)}
${placesSection(input)}
${sensorsSection(input)}
${restsSection(input)}
</main>
<footer><p>Made by Parapet${version === undefined ? '' : ` ${version}`}, an open simulator of integrated air and missile defence.</p></footer>
</body>
</html>
`.markup;
}

function head(input: CoverageReportInput): Markup {
  const { scenario, survey, target } = input;
  const { detectionProbability, altitudesM, combined, sensors } = survey.record;
  const terrain = {
    none: 'a smooth ellipsoid',
    etopo5: 'ETOPO5, cells of 9 km',
    hgt: 'tiles of the scenario’s own',
    geotiff: 'rasters of the scenario’s own',
    skadi: 'SRTM tiles (skadi)',
    terrarium: 'terrarium tiles',
    copernicus: 'Copernicus GLO-30 tiles',
  };
  const rough = scenario.terrain.roughnessMarginM;
  return html`<header>
<p class="quiet">Parapet coverage</p>
<h1>Coverage: ${scenario.title}</h1>
<dl class="facts">
<div><dt>Target</dt><dd>${targetTitle(input)} (<code>${target.id}</code>), flying nose-on at each radar</dd></div>
<div><dt>Covered</dt><dd>detected with probability ${detectionProbability} or more in a single look, at ${joined(
    altitudesM.map((m) => html`${heightText(m)}`),
    ', ',
  )} above ground</dd></div>
<div><dt>Combined</dt><dd>${combined.sensors.length} of ${sensors.length} sensors: those whose reports reach <code>${combined.focus}</code> and that may radiate at the start</dd></div>
<div><dt>Ground</dt><dd>${terrain[scenario.terrain.source]}${rough > 0 ? `, with ${rough} m of roughness` : ''}; rays over ${fixed(scenario.refractionFactor, 2)} times the earth’s radius</dd></div>
<div><dt>Air and surface</dt><dd>${surroundings(scenario.environment)}</dd></div>
</dl>
<p class="bounds"><strong>Intervals</strong> in brackets are no statistics: they are the same areas with every value of the target’s signature at the low and at the high end of its published range. Presets are classes made from published figures, not the systems themselves; the scenario is notional.</p>
</header>`;
}

/** What of the scenario's environment weakens or drowns echoes, in words. */
function surroundings(environment: CoverageReportInput['scenario']['environment']): string {
  if (environment === null) return 'empty space over a bare earth: no gases, rain or clutter';
  const { gases, rain, surface, lobing } = environment;
  const parts = [
    ...(gases ? ['loss by gases'] : []),
    ...(rain ? [`rain of ${rain.rateMmPerH} mm/h`] : []),
    ...(surface === 'none' ? [] : [`clutter of the ${surface}`]),
    ...(lobing ? ['lobes by reflection'] : []),
  ];
  return parts.length > 0 ? parts.join(', ') : 'empty space over a bare earth';
}

function areasSection({ survey }: CoverageReportInput): Markup {
  const { altitudesM, sensors, combined, gridKm } = survey.record;
  const cells = (areas: readonly { areaKm2: number; low: number; high: number; altitudeM: number }[]): Markup[] =>
    areas.map(
      ({ altitudeM, areaKm2, low, high }) =>
        html`<td class="number" data-label="${heightText(altitudeM)}">${squareText(areaKm2)}${squareText(low) !== squareText(high) && html` <span class="quiet">[${squareText(low)}, ${squareText(high)}]</span>`}</td>`,
    );
  return html`<section id="areas"><h2>How much is covered, km²</h2>
<div class="scroll"><table class="cards areas"><thead><tr><th scope="col">Sensor</th>${altitudesM.map((m) => html`<th scope="col" class="number">${heightText(m)}</th>`)}</tr></thead><tbody>
${sensors.map(({ id, areas, inCombined }) => html`<tr><th scope="row">${id}${!inCombined && html`<br><span class="quiet">not in the combined picture</span>`}</th>${cells(areas)}</tr>`)}
<tr class="combined"><th scope="row">combined</th>${cells(combined.areas)}</tr>
</tbody></table></div>
<p class="quiet">Edges are sought on a grid of ${fixed(gridKm, 1)} km and interpolated. Without an interval it is the same at both ends of the signature: terrain, horizon and the radar’s own limits decide.</p></section>`;
}

function mapsSection(input: CoverageReportInput): Markup {
  const { survey } = input;
  const base = surveyBase(input, MAP_WIDTH);
  const maps = survey.shapes.map((shapes, a) => {
    const area = survey.record.combined.areas[a];
    return html`<figure class="panel"><figcaption><strong>${heightText(shapes.altitudeM)}</strong> above ground<br><span class="quiet">combined ${areaText(area)}</span></figcaption>
<div class="scroll" tabindex="0" role="region" aria-label="Map at ${heightText(shapes.altitudeM)}; scrolls sideways on narrow screens">${coverageMap(input, base, shapes, { strip: false, relief: true })}</div></figure>`;
  });
  return html`<section id="maps"><h2>Maps</h2>
${legendList(MAP_LEGEND, html`<li>▲ sensor (△ not in the combined picture)</li><li>◇ post that the combined picture is for</li><li>□ defended place</li>`)}
<div class="panels wide">${maps}</div>
<p class="quiet">Mercator projection; areas are computed on the WGS-84 ellipsoid, not taken from the map. Land and borders as Natural Earth draws them; tints of the ground above 500, 1000, 1500, 2000 and 3000 m.</p></section>`;
}

function gapsSection({ survey }: CoverageReportInput): Markup {
  const { gaps, overlaps, areaOfInterestKm2 } = survey.record;
  const share = (km2: number): string => (areaOfInterestKm2 > 0 ? `${fixed((100 * km2) / areaOfInterestKm2, 0)}%` : '');
  const rows = overlaps.map(({ altitudeM, seenByKm2 }, a) => {
    const cell = (label: string, km2: number): Markup =>
      html`<td class="number" data-label="${label}">${squareText(km2)} <span class="quiet">${share(km2)}</span></td>`;
    return html`<tr><th scope="row">${heightText(altitudeM)}</th>${cell('gap', gaps[a].areaKm2)}${cell('one', seenByKm2['1'])}${cell('two', seenByKm2['2'])}${cell('three or more', seenByKm2['3+'])}</tr>`;
  });
  return html`<section id="gaps"><h2>Gaps and overlaps, km²</h2>
<p>The <strong>area of interest</strong> is what the combined sensors see at any of these heights, its holes filled: ${squareText(areaOfInterestKm2)} km². A <strong>gap</strong> is what none of them sees of it at one height: a target can fly there, at that height, unseen.</p>
<div class="scroll"><table class="cards"><thead><tr><th scope="col">Height</th><th scope="col" class="number">gap: none</th><th scope="col" class="number">one sensor</th><th scope="col" class="number">two</th><th scope="col" class="number">three or more</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

function placesSection({ survey }: CoverageReportInput): Markup {
  const { places } = survey.record;
  const rows = places.map((place) => {
    const seen = place.sensors.filter(({ lowestSeenM }) => lowestSeenM !== null);
    const ordered = [...seen].sort((a, b) => (a.lowestSeenM as number) - (b.lowestSeenM as number));
    const list = ordered.map((own) => html`${own.id} ${lowestText(own)}`);
    return html`<tr><th scope="row">${place.name}<br><span class="quiet">ground at ${fixed(place.groundM, 0)} m</span></th><td class="number" data-label="combined">${lowestText(place)}</td><td data-label="by sensor">${list.length > 0 ? joined(list, '; ') : 'no sensor sees it'}</td></tr>`;
  });
  return html`<section id="places"><h2>The lowest height seen above each place</h2>
<p>Above ground, of the same target. In brackets: with the greatest and with the least signature, where they differ.</p>
<div class="scroll"><table class="cards"><thead><tr><th scope="col">Place</th><th scope="col" class="number">combined</th><th scope="col">by sensor, the lowest first</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

function sensorsSection(input: CoverageReportInput): Markup {
  const { survey, scenario, vertical } = input;
  const count = survey.shapes.length;
  const heights: LegendEntry[] = survey.shapes.map(({ altitudeM }, a) => ({
    fill: heightColour(a, count),
    text: heightText(altitudeM),
  }));
  const parts = survey.record.sensors.map((sensor, s) => {
    const text = blakeText(input, s);
    return html`<div class="sensor" id="${slug(sensor.id)}"><h3>${sensor.id}</h3><p class="quiet">${sensorText(input, s)}</p>
<figure>${sensorMap(input, sensorBase(input, SENSOR_WIDTH, s), s)}</figure>
<figure><div class="scroll" tabindex="0" role="region" aria-label="Vertical coverage of ${sensor.id}; scrolls sideways on narrow screens">${blakeChart(vertical[s], { ...text, id: `${text.id}-page`, strip: false }, input.document)}</div><figcaption class="quiet">${verticalReach(vertical[s], text)}</figcaption></figure></div>`;
  });
  return html`<section id="sensors"><h2>Each sensor</h2>
<p>Left: what it covers at each height above ground, as if it radiated. Right: a range–height–angle (Blake) chart along its boresight, over smooth ground: terrain is left out, rays are straight over an earth of ${fixed(scenario.refractionFactor, 2)} times its radius, and heights are drawn larger than ranges.</p>
${legendList(heights)}
${legendList(BLAKE_LEGEND)}
${parts}</section>`;
}

/** What a sensor's vertical chart is told. */
export function blakeText(input: CoverageReportInput, index: number) {
  const { survey, scenario } = input;
  const { id } = survey.record.sensors[index];
  return {
    id: `blake-${id}`,
    sensor: id,
    target: targetTitle(input),
    detectionProbability: survey.record.detectionProbability,
    refractionFactor: scenario.refractionFactor,
    ground: groundWords(scenario.sensors[index]),
    strip: true,
  };
}

function restsSection(input: CoverageReportInput): Markup {
  const { target, signature, catalogue, scenario, command, survey } = input;
  const bands = new Set<string>(scenario.sensors.map(({ radar }) => radar.band));
  const leaves = target.leaves.flatMap((leaf) => {
    const band = /^signature\.bands\.(\w+)\.frontM2$/.exec(leaf.path)?.[1];
    return band !== undefined && bands.has(band) ? [{ ...leaf, band }] : [];
  });
  const rows = leaves.map(({ band, value, sources, note }) => {
    const [low, nominal, high] = [signature.low, signature.nominal, signature.high].map(
      (spec) => spec.signature.bands[band as keyof typeof spec.signature.bands]?.frontM2 ?? Number(value),
    );
    const works = sources.map((key) => html`<a href="#source-${slug(key)}">${key}</a>`);
    const changed = nominal !== value && html`<strong>set; the catalogue has ${Number(value)}.</strong> `;
    return html`<tr><th scope="row">${band}</th><td class="number" data-label="least">${low}</td><td class="number" data-label="nominal">${nominal}</td><td class="number" data-label="greatest">${high}</td><td data-label="source and note">${changed}${joined(works, ', ')} ${note ?? ''}</td></tr>`;
  });
  const cited = [...new Set(leaves.flatMap(({ sources }) => sources))].sort();
  const works = cited.map((key) => {
    const source = catalogue.sources.get(key);
    if (!source) return html`<li id="source-${slug(key)}"><code>${key}</code></li>`;
    const { title, publisher, date, url } = source;
    const linked =
      url !== undefined && isWebAddress(url) ? html`<a href="${url}" rel="noreferrer">${title}</a>` : html`${title}`;
    return html`<li id="source-${slug(key)}"><code>${key}</code> ${linked}. ${publisher}, ${String(date)}.</li>`;
  });
  return html`<section id="rests"><h2>What this rests on</h2>
<h3>Radar cross-section of the target from the front, m²</h3>
<div class="scroll"><table class="cards"><thead><tr><th scope="col">Band</th><th scope="col" class="number">least</th><th scope="col" class="number">nominal</th><th scope="col" class="number">greatest</th><th scope="col">Source and note</th></tr></thead><tbody>${rows}</tbody></table></div>
${works.length > 0 && html`<ol class="sources">${works}</ol>`}
<h3>Definitions</h3>
<ul>
<li>A point is covered by a sensor if a target there, at that height above ground and flying at the radar, is within its instrumented range, outside its blind range, between its elevation limits, within its sector as it points at the start, not hidden by ground or horizon, and detected with the probability asked for in one look. Doppler does not count, since the target flies at the radar.</li>
<li>Of one sensor: as if it radiated. Combined: by at least one sensor that may radiate at the start and whose reports reach the post over links of whatever quality.</li>
<li>Airborne sensors stand where their orbit has them at the start.</li>
<li>Uncertain values other than the target’s signature are nominal.</li>
${survey.record.cutByTerrain && html`<li><strong>The terrain data end within the reach of some sensor:</strong> what lies beyond them counts as not covered.</li>`}
</ul>
<h3>What it leaves out</h3>
<ul><li>Track quality, several looks, coordination and what a post makes of a report.</li><li>Aspects other than nose-on, speeds, manoeuvre; outages and changes of posture.</li><li>Whatever the radar model leaves out: see docs/models/radar.md and docs/limits.md.</li></ul>
<h3>Make it again</h3>
<pre><code>${command}</code></pre>
<p class="quiet">${capital(`the same inputs give the same bytes on every machine. coverage.json holds every number of this page, and coverage.geojson every outline.`)}</p></section>`;
}
