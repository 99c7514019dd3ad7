import * as Plot from '@observablehq/plot';
import type { ResolvedScenario } from '../engine/scenario/index.js';
import { chartSvg } from './chart.js';
import { html, type Markup, raw } from './html.js';
import type { LandFeature, ReportInput, TerrainSamples } from './input.js';
import { along, around, type LabelWish, type PlacedLabel, placeLabels } from './labels.js';
import { landShapes, nameSpot, pixelGrid, type Shape } from './land.js';
import {
  apart,
  type FlightLine,
  flightGroups,
  flightLines,
  type MapLine,
  orbits,
  pixel,
  reaches,
  type Site,
  scenarioFrame,
  sites,
} from './map-content.js';
import type { MapFrame } from './mercator.js';
import { PALETTE, RELIEF } from './palette.js';
import { capital } from './words.js';

/** Cells of the relief, px. */
const RELIEF_CELL = 9;
const SYMBOLS = { commandPost: 'diamond', sensor: 'triangle', fireUnit: 'star' } as const;
const SYMBOL_STEP = 13;
/** Arrows of one colour nearer than this, px, are one arrow. */
const ARROW_SPACING = 16;

/** Sea, land and relief, in pixels of a frame: what every map of the report stands on. */
export function baseMarks(
  frame: MapFrame,
  shapes: readonly Shape[],
  terrain: TerrainSamples | undefined,
  borders = true,
): Plot.Markish[] {
  const grid = terrain && pixelGrid(terrain, frame, RELIEF_CELL);
  return [
    Plot.frame({ fill: PALETTE.sea, stroke: null }),
    Plot.geo(shapes as unknown as Plot.Data, { fill: PALETTE.land }),
    ...(grid
      ? RELIEF.map(({ aboveM, fill }) =>
          Plot.contour(grid.heights as number[], {
            width: grid.columns,
            height: grid.rows,
            x1: 0,
            y1: 0,
            x2: frame.width,
            y2: frame.height,
            thresholds: [aboveM],
            fill,
            stroke: 'none',
          }),
        )
      : []),
    borders ? Plot.geo(shapes as unknown as Plot.Data, { stroke: PALETTE.border, strokeWidth: 0.7 }) : null,
  ];
}

/** Options of a chart whose coordinates are the frame's pixels. */
export const framePlot = (frame: MapFrame, marks: Plot.Markish[]): Plot.PlotOptions => ({
  width: frame.width,
  height: frame.height,
  margin: 0,
  x: { type: 'identity', axis: null },
  y: { type: 'identity', axis: null },
  clip: true,
  style: { fontSize: '11px' },
  marks: [...marks, Plot.frame({ stroke: PALETTE.border })],
});

/** The scenario on a map, with its legend. */
export function scenarioMap(input: ReportInput): Markup {
  const { scenario } = input;
  const frame = scenarioFrame(scenario);
  const shapes = landShapes(input.land ?? [], frame);
  const lines = flightLines(scenario, frame);
  const grounds = sites(scenario, frame);
  const marks = [
    ...baseMarks(frame, shapes, input.terrain),
    ...corridorMarks(scenario, frame),
    ...reachMarks(scenario, frame),
    ...flightMarks(lines),
    ...linkMarks(scenario, frame),
    ...placeMarks(scenario, frame),
    ...orbitMarks(scenario, frame),
    ...siteMarks(grounds),
    ...labelMarks(mapLabels(input, frame, shapes, grounds, lines)),
    ...scaleBar(frame),
  ];
  const count = (allegiance: string): number => scenario.flights.filter((f) => f.allegiance === allegiance).length;
  const description =
    `${scenario.places.length} defended places, ${scenario.commandPosts.length} command posts, ` +
    `${scenario.sensors.length} sensors, ${scenario.fireUnits.length} fire units, ${scenario.links.length} links, ` +
    `planned routes of ${count('hostile')} hostile, ${count('friendly')} friendly and ${count('civil')} civil flights, ` +
    'and rings of the reach of interceptors.';
  const chart = chartSvg(framePlot(frame, marks), input.document, {
    id: 'map',
    title: `Map of the scenario: ${scenario.title}`,
    description,
  });
  return html`<figure class="map"><div class="scroll" tabindex="0" role="region" aria-label="Map; scrolls sideways on narrow screens">${chart}</div>
${legend(scenario, input.land, input.terrain)}
<figcaption class="quiet">Mercator projection; lengths in the study are geodesic (WGS-84), not taken from the map. Symbols of one site stand side by side, and off a place that they would hide. Routes are as planned, not as flown. Rings show the nominal greatest range against aircraft; terrain and the horizon make the real one shorter for low flyers.</figcaption></figure>`;
}

export const lineMarks = (lines: readonly MapLine[], options: Plot.LineOptions): Plot.Markish =>
  Plot.line(
    lines.flatMap(({ key, points }) => points.map((p) => ({ ...p, key }))),
    { x: 'x', y: 'y', z: 'key', ...options },
  );

function corridorMarks({ corridors }: ResolvedScenario, frame: MapFrame): Plot.Markish[] {
  return corridors.map(({ id, kind, points, widthKm }) =>
    lineMarks([{ key: id, points: points.map((p) => pixel(p, frame)) }], {
      stroke: kind === 'airway' ? PALETTE.civil : PALETTE.friendly,
      strokeOpacity: kind === 'airway' ? 0.13 : 0.16,
      strokeWidth: widthKm * frame.perKm(points[0].latDeg),
      strokeLinecap: 'butt',
      strokeLinejoin: 'round',
    }),
  );
}

function reachMarks(scenario: ResolvedScenario, frame: MapFrame): Plot.Markish[] {
  const rings = reaches(scenario, frame);
  const style = { strokeWidth: 1.1, strokeDasharray: '1 3.5', strokeLinecap: 'round' } as const;
  return [
    lineMarks(
      rings.filter((r) => !r.focus),
      { ...style, stroke: PALETTE.reach },
    ),
    lineMarks(
      rings.filter((r) => r.focus),
      { ...style, stroke: PALETTE.baseline, strokeWidth: 1.5 },
    ),
  ];
}

const FLIGHT_STYLE = {
  civil: { width: 1, opacity: 0.75 },
  friendly: { width: 1.6, opacity: 0.9 },
  hostile: { width: 1.2, opacity: 0.85 },
} as const;

function flightMarks(lines: readonly FlightLine[]): Plot.Markish[] {
  return (['civil', 'friendly', 'hostile'] as const).flatMap((allegiance) => {
    const own = lines.filter((l) => l.allegiance === allegiance);
    const { width, opacity } = FLIGHT_STYLE[allegiance];
    const style = { stroke: PALETTE[allegiance], strokeWidth: width, strokeOpacity: opacity };
    return [
      lineMarks(
        own.filter((l) => !l.ballistic),
        style,
      ),
      lineMarks(
        own.filter((l) => l.ballistic),
        { ...style, strokeDasharray: '7 4' },
      ),
      Plot.dot(
        apart(
          own.map(({ arrow }) => arrow),
          ARROW_SPACING,
        ),
        { x: 'x', y: 'y', rotate: 'rotate', symbol: 'triangle', r: 3.2, fill: PALETTE[allegiance] },
      ),
    ];
  });
}

function linkMarks({ links, commandPosts }: ResolvedScenario, frame: MapFrame): Plot.Markish[] {
  const drawn = links.flatMap(({ id, from, to, enabled }) => {
    const ends = [from, to].flatMap((name) => commandPosts.filter((post) => post.id === name));
    return ends.length === 2 ? [{ key: id, enabled, points: ends.map((p) => pixel(p, frame)) }] : [];
  });
  const halo = { stroke: 'white', strokeWidth: 4.5, strokeOpacity: 0.75 };
  return [
    lineMarks(drawn, halo),
    lineMarks(
      drawn.filter((l) => l.enabled),
      { stroke: PALETTE.compared, strokeWidth: 2.4 },
    ),
    lineMarks(
      drawn.filter((l) => !l.enabled),
      { stroke: PALETTE.compared, strokeWidth: 2.4, strokeDasharray: '8 6' },
    ),
  ];
}

function placeMarks({ places }: ResolvedScenario, frame: MapFrame): Plot.Markish[] {
  return [
    Plot.dot(
      places.map((p) => pixel(p, frame)),
      { x: 'x', y: 'y', symbol: 'square', r: 7, fill: 'white', stroke: PALETTE.ink, strokeWidth: 2.2 },
    ),
  ];
}

function orbitMarks(scenario: ResolvedScenario, frame: MapFrame): Plot.Markish[] {
  const found = orbits(scenario, frame);
  return [
    lineMarks(found, { stroke: PALETTE.compared, strokeWidth: 1.5, strokeDasharray: '4 3' }),
    Plot.dot(found, {
      x: 'x',
      y: 'y',
      symbol: 'triangle',
      r: 6,
      fill: PALETTE.compared,
      stroke: 'white',
      strokeWidth: 1.2,
    }),
  ];
}

/** One symbol for each kind that a site holds, side by side about its middle. */
function symbolsOf(site: Site): { x: number; y: number; kind: keyof typeof SYMBOLS; focus: boolean }[] {
  const kinds = (['commandPost', 'sensor', 'fireUnit'] as const).filter((kind) =>
    site.members.some((m) => m.kind === kind),
  );
  return kinds.map((kind, i) => ({
    x: site.x + (i - (kinds.length - 1) / 2) * SYMBOL_STEP,
    y: site.y,
    kind,
    focus: site.focus,
  }));
}

function siteMarks(grounds: readonly Site[]): Plot.Markish[] {
  const symbols = grounds.flatMap(symbolsOf);
  return (['sensor', 'commandPost', 'fireUnit'] as const).map((kind) =>
    Plot.dot(
      symbols.filter((s) => s.kind === kind),
      {
        x: 'x',
        y: 'y',
        symbol: SYMBOLS[kind],
        r: 6.5,
        fill: (s: { focus: boolean }) => (s.focus ? PALETTE.baseline : PALETTE.compared),
        stroke: 'white',
        strokeWidth: 1.2,
      },
    ),
  );
}

function mapLabels(
  input: ReportInput,
  frame: MapFrame,
  shapes: readonly Shape[],
  grounds: readonly Site[],
  lines: readonly FlightLine[],
): PlacedLabel[] {
  const { scenario, catalogue } = input;
  const fullTitle = (preset: string): string => catalogue.presets.get(preset)?.title ?? preset;
  const titleOf = (preset: string): string => shortTitle(fullTitle(preset));
  const obstacles = [
    ...scenario.places.map((p) => around(frame.x(p.lonDeg), frame.y(p.latDeg), 8)),
    ...grounds.flatMap((site) => symbolsOf(site).map(({ x, y }) => around(x, y, 7))),
    ...orbits(scenario, frame).map(({ x, y }) => around(x, y, 8)),
    ...lines.map(({ arrow }) => around(arrow.x, arrow.y, 4)),
    { x1: 0, y1: frame.height - 34, x2: 150, y2: frame.height },
  ];
  const wishes: LabelWish[] = [
    ...grounds.map((site): LabelWish => {
      const { members, focus } = site;
      const post = members.find((m) => m.kind === 'commandPost');
      const gap = 9 + ((symbolsOf(site).length - 1) * SYMBOL_STEP) / 2;
      const text = post ? capital(titleOf(post.preset)) : members.map((m) => m.id).join(', ');
      const colour = focus ? PALETTE.baseline : PALETTE.compared;
      return { text, x: site.x, y: site.y, gap, size: post ? 12.5 : 10.5, colour, weight: post ? 'bold' : 'normal' };
    }),
    ...scenario.places.map(
      (place): LabelWish => ({
        text: place.name,
        ...pixel(place, frame),
        gap: 10,
        size: 12.5,
        colour: PALETTE.ink,
        weight: 'bold',
      }),
    ),
    ...scenario.links.flatMap(({ id, from, to, enabled }): LabelWish[] => {
      const ends = [from, to].flatMap((name) => scenario.commandPosts.filter((post) => post.id === name));
      if (ends.length !== 2) return [];
      const [a, b] = ends.map((p) => pixel(p, frame));
      const text = enabled ? `link “${id}”` : `link “${id}”, missing in the baseline`;
      return [
        { text, x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, gap: 8, size: 10.5, colour: PALETTE.compared, optional: true },
      ];
    }),
    ...orbits(scenario, frame).map(
      ({ x, y, preset }): LabelWish => ({
        text: titleOf(preset),
        x,
        y,
        gap: 9,
        size: 10.5,
        colour: PALETTE.compared,
      }),
    ),
    ...flightGroups(scenario, frame).map(
      (group): LabelWish => ({
        text: `${group.count} × ${titleOf(group.preset)}`,
        x: group.x,
        y: group.y,
        gap: 5,
        size: 11,
        colour: PALETTE[group.allegiance],
      }),
    ),
    ...reaches(scenario, frame).map(
      (ring): LabelWish => ({
        text: `${likeness(fullTitle(ring.preset))}, ${Math.round(ring.rangeKm)} km`,
        x: 0,
        y: 0,
        gap: 0,
        size: 10,
        colour: ring.focus ? PALETTE.baseline : PALETTE.reach,
        spots: ring.points.filter((_, i) => i % 2 === 0),
        optional: true,
      }),
    ),
    ...shapes.flatMap((shape): LabelWish[] => {
      const spot = nameSpot(shape);
      if (!spot || shape.name === '') return [];
      const spots = [0, -40, 40, -90, 90].flatMap((dx) =>
        [0, 30, -30, 60].map((dy) => ({ x: spot.x + dx, y: spot.y + dy })),
      );
      return [
        { text: shape.name.toUpperCase(), x: 0, y: 0, gap: 0, size: 10, colour: '#8d8a7e', spots, optional: true },
      ];
    }),
  ];
  const crowded = lines.flatMap(({ points }) => along(points));
  return placeLabels(wishes, obstacles, crowded, frame);
}

/**
 * A preset’s title short enough for a map: what stands before a bracket or comma. A capital that begins a word and no
 * name (“Short-range”) becomes small, as it stands after a number.
 */
export const shortTitle = (title: string): string =>
  title
    .split(/[,(]/)[0]
    .trim()
    .replace(/^[A-Z](?=[a-z]+[ -][a-z])(?![a-z]+-class)/, (c) => c.toLowerCase());

/** The “40N6-like” of a title, which tells the interceptors of one unit apart; the short title without one. */
export const likeness = (title: string): string => /\(([A-Z0-9][\w./ -]*-like)\)/.exec(title)?.[1] ?? shortTitle(title);

export function labelMarks(labels: readonly PlacedLabel[]): Plot.Markish[] {
  const styleOf = ({ size, weight, anchor }: PlacedLabel): string => `${size} ${weight} ${anchor}`;
  const styles = [...new Set(labels.map(styleOf))];
  return styles.map((key) => {
    const own = labels.filter((l) => styleOf(l) === key);
    return Plot.text(own, {
      x: 'x',
      y: 'y',
      text: 'text',
      textAnchor: own[0].anchor,
      fontSize: own[0].size,
      fontWeight: own[0].weight,
      fill: 'colour',
      stroke: 'white',
      strokeWidth: 3,
      strokeOpacity: 0.9,
    });
  });
}

/** 100 km, or a round part or multiple of it, at the map's middle latitude. */
export function scaleBar(frame: MapFrame): Plot.Markish[] {
  const perKm = frame.perKm((frame.south + frame.north) / 2);
  const km = [10, 20, 50, 100, 200, 500, 1000].find((d) => d * perKm >= 60) ?? 2000;
  const [x1, y] = [16, frame.height - 14];
  const x2 = x1 + km * perKm;
  return [
    Plot.rect([{ x1: x1 - 8, x2: x2 + 8, y1: y - 22, y2: y + 8 }], {
      x1: 'x1',
      x2: 'x2',
      y1: 'y1',
      y2: 'y2',
      fill: 'white',
      fillOpacity: 0.85,
    }),
    Plot.line(
      [
        [x1, y - 4],
        [x1, y],
        [x2, y],
        [x2, y - 4],
      ],
      { stroke: PALETTE.ink, strokeWidth: 1.6 },
    ),
    Plot.text([{ x: (x1 + x2) / 2, y: y - 10, text: `${km} km` }], {
      x: 'x',
      y: 'y',
      text: 'text',
      fontSize: 11,
      fill: PALETTE.ink,
    }),
  ];
}

/** HTML beside the map rather than in it, so that it stays readable on a telephone. */
function legend(
  scenario: ResolvedScenario,
  land: readonly LandFeature[] | undefined,
  terrain: TerrainSamples | undefined,
): Markup {
  const item = (drawing: string, text: string): Markup =>
    html`<li><svg width="30" height="16" viewBox="0 0 30 16" aria-hidden="true">${raw(drawing)}</svg> ${text}</li>`;
  const stroke = (colour: string, more = ''): string =>
    `<path d="M1 8H29" stroke="${colour}" stroke-width="2" fill="none" ${more}/>`;
  const both = (path: string): string =>
    `<g transform="translate(8 8)"><path d="${path}" fill="${PALETTE.baseline}"/></g><g transform="translate(22 8)"><path d="${path}" fill="${PALETTE.compared}"/></g>`;
  const disabled = scenario.links.some((l) => !l.enabled);
  const relief = RELIEF.map(
    ({ fill }, i) => `<rect x="${1 + i * 5.6}" y="3" width="5.6" height="10" fill="${fill}"/>`,
  ).join('');
  return html`<ul class="legend">
${item(`<rect x="9" y="2.5" width="11" height="11" fill="white" stroke="${PALETTE.ink}" stroke-width="2"/>`, 'defended place')}
${item(both('M0-6L5 0L0 6L-5 0Z'), 'command post (purple: the one that the study asks about, with its radars and fire units; green: the others)')}
${item(both('M0-6L6 5H-6Z'), 'radar')}
${item(both('M0-6.5L1.6-2H6.3L2.5 0.8L3.9 5.3L0 2.6L-3.9 5.3L-2.5 0.8L-6.3-2H-1.6Z'), 'fire unit')}
${item(stroke(PALETTE.compared), 'link')}
${disabled && item(stroke(PALETTE.compared, 'stroke-dasharray="6 4"'), 'link missing in the baseline, the factor of the study')}
${item(stroke(PALETTE.hostile), 'raider’s planned route')}
${item(stroke(PALETTE.hostile, 'stroke-dasharray="6 3"'), 'ballistic missile, ground track')}
${item(stroke(PALETTE.friendly), 'friend’s planned route, in its return corridor')}
${item(stroke(PALETTE.civil), 'civil flight, in its airway')}
${item(stroke(PALETTE.baseline, 'stroke-dasharray="1 3.5" stroke-linecap="round"'), 'reach of an interceptor')}
${terrain && item(relief, `ground above ${RELIEF.map((r) => r.aboveM).join(', ')} m`)}
${land && item(`<rect x="1" y="3" width="28" height="10" fill="${PALETTE.land}" stroke="${PALETTE.border}"/>`, 'land and borders, as Natural Earth draws them')}
</ul>`;
}
