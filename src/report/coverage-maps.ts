import * as Plot from '@observablehq/plot';
import type { CoverageGrid } from '../engine/simulation/index.js';
import { chartSvg } from './chart.js';
import { html, type Markup } from './html.js';
import type { ReportInput } from './input.js';
import { landShapes } from './land.js';
import { baseMarks, framePlot } from './map.js';
import { meanText } from './measure-charts.js';
import { type MapFrame, mapFrame } from './mercator.js';
import { displayOf } from './numbers.js';
import { PALETTE } from './palette.js';
import { heightText, variantTitle } from './words.js';

const WIDTH = 320;

/** Small maps, one a height: what the baseline covers by itself, and what the compared variant adds. */
export function coverageMaps(input: ReportInput): Markup {
  const { study, coverage, result } = input;
  const baseline = coverage?.[study.baseline];
  const other = Object.keys(coverage ?? {}).find((name) => name !== study.baseline);
  if (!study.coverage || !baseline || !coverage || other === undefined) return html``;
  const compared = coverage[other];
  const cells = Array.from(baseline.latDeg, (latDeg, i) => ({ latDeg, lonDeg: baseline.lonDeg[i] }));
  const frame = mapFrame(cells, WIDTH, baseline.cellDeg);
  const shapes = landShapes(input.land ?? [], frame);
  const [own, cued] = [variantTitle(study, study.baseline), variantTitle(study, other)];
  const panels = study.coverage.altitudesM.map((altitude, a) => {
    const id = `coverage${altitude}mKm2`;
    const summaries = [study.baseline, other].map((name) => result.variants[name]?.[id]);
    const display = displayOf({ id, unit: 'km²' }, 1e5);
    const told = summaries.map((s) => (s ? `${meanText(s, display)} ${display.unit}` : 'not reported'));
    const chart = chartSvg(
      framePlot(frame, [
        ...baseMarks(frame, shapes, undefined, false),
        cellMark(compared, compared.covered[a], frame, PALETTE.added),
        cellMark(baseline, baseline.covered[a], frame, PALETTE.covered),
        Plot.geo(shapes as unknown as Plot.Data, { stroke: PALETTE.ink, strokeWidth: 0.6, strokeOpacity: 0.55 }),
        ...focusMarks(input, frame),
      ]),
      input.document,
      {
        id: `coverage-${altitude}`,
        title: `Coverage at ${heightText(altitude)} above ground`,
        description: `${own}: ${told[0]}; ${cued}: ${told[1]}`,
      },
    );
    return html`<figure class="panel"><figcaption><strong>${heightText(altitude)}</strong> above ground</figcaption>
${chart}<p class="quiet">${own}: ${told[0]}<br>${cued}: ${told[1]}</p></figure>`;
  });
  const { target, detectionProbability } = study.coverage;
  const what = input.catalogue.presets.get(target)?.title ?? target;
  return html`<h3>Where radars see it</h3>
<p>Where a target (${what}, flying at the radar) is detected in a single scan with probability ${detectionProbability} or more by a radar whose reports reach the command post that the study asks about (diamond). Maps at nominal values, within 500 km; areas below them are means over the replications with 95% intervals. More radars see more: this is shown, not tested.</p>
<ul class="legend"><li><span class="swatch" style="background:${PALETTE.covered}"></span> covered in “${own}”</li><li><span class="swatch" style="background:${PALETTE.added}"></span> added in “${cued}”</li></ul>
<div class="panels small">${panels}</div>`;
}

/** Covered cells as one path, runs along a parallel joined: a few kilobytes instead of a rectangle a cell. */
function cellMark(grid: CoverageGrid, covered: Uint8Array, frame: MapFrame, fill: string): Plot.Markish {
  const half = grid.cellDeg / 2;
  const boxes: number[][][] = [];
  for (let i = 0; i < covered.length; i++) {
    if (!covered[i]) continue;
    let last = i;
    while (covered[last + 1] && grid.latDeg[last + 1] === grid.latDeg[i]) last++;
    const [west, east] = [frame.x(grid.lonDeg[i] - half), frame.x(grid.lonDeg[last] + half)];
    const [top, bottom] = [frame.y(grid.latDeg[i] + half), frame.y(grid.latDeg[i] - half)];
    boxes.push([
      [west, top],
      [east, top],
      [east, bottom],
      [west, bottom],
      [west, top],
    ]);
    i = last;
  }
  const shape = { type: 'MultiPolygon', coordinates: boxes.map((ring) => [ring]) };
  return Plot.geo([shape] as unknown as Plot.Data, { fill, fillOpacity: 0.85 });
}

function focusMarks({ scenario }: ReportInput, frame: MapFrame): Plot.Markish[] {
  const focus = scenario.commandPosts.filter((post) => post.id === scenario.focus);
  return [
    Plot.dot(focus, {
      x: (p: { lonDeg: number }) => frame.x(p.lonDeg),
      y: (p: { latDeg: number }) => frame.y(p.latDeg),
      symbol: 'diamond',
      r: 6,
      fill: 'white',
      stroke: PALETTE.ink,
      strokeWidth: 1.5,
    }),
  ];
}
