import * as Plot from '@observablehq/plot';
import { effectiveEarthRadius } from '../engine/earth/index.js';
import { cos, radians, sin } from '../engine/math/index.js';
import type { VerticalField } from '../engine/simulation/index.js';
import { chartSvg } from './chart.js';
import { contourPolygons } from './contours.js';
import type { Markup } from './html.js';
import { type LegendEntry, type Strip, stripHeight, stripMarks } from './legend.js';
import { PALETTE, SEEN_BY } from './palette.js';

/** The chart's page, px, and the room around the plot for its labels. */
const WIDTH = 640;
const HEIGHT = 420;
const EDGE = { left: 46, right: 58, top: 30, bottom: 44 } as const;

/** Elevations of the rays that are drawn, degrees. */
const RAYS = [0, 0.5, 1, 2, 3, 5, 10, 20, 30, 45, 60] as const;

/** Ground range and height, m. */
interface Spot {
  readonly range: number;
  readonly height: number;
}

interface Pixel {
  readonly x: number;
  readonly y: number;
}

/** What a chart is told beside its field. */
export interface BlakeText {
  /** Unique on the page. */
  readonly id: string;
  readonly sensor: string;
  readonly target: string;
  readonly detectionProbability: number;
  readonly refractionFactor: number;
  /** Over what ground heights count. */
  readonly ground: string;
  /** Title and legend below, for a file of its own. */
  readonly strip: boolean;
}

export const BLAKE_LEGEND: readonly LegendEntry[] = [
  { fill: SEEN_BY[1], text: 'detected, nominal signature' },
  { stroke: PALETTE.least, text: 'edge with the least signature' },
  { stroke: PALETTE.most, dash: '6 3', text: 'edge with the greatest' },
];

/**
 * A range–height–angle chart: rays are straight over an earth of effective radius, which bends away below, and heights
 * are drawn many times larger than ranges. Source of the form: L. V. Blake, Machine Plotting of Radio/Radar
 * Vertical-Plane Coverage Diagrams, NRL Report 7098, 1970.
 */
export function blakeChart(field: VerticalField, text: BlakeText, document: unknown): Markup {
  const radius = effectiveEarthRadius(text.refractionFactor);
  const outlines = field.margins.map((margin) => outlinesOf(field, margin));
  const reach = reachOf(field, outlines[2]);
  const page = pageOf(radius, reach, field.top);
  const { toPixel, plane, line } = page;
  const shape = (spots: readonly (readonly Spot[])[]): Plot.Data =>
    [
      { type: 'MultiPolygon', coordinates: spots.map((ring) => [ring.map((s) => pair(toPixel(plane(s))))]) },
    ] as unknown as Plot.Data;
  const [nominal, low, high] = outlines.map(shape);
  const thin = { stroke: PALETTE.ink, strokeOpacity: 0.28, strokeWidth: 0.8 };
  const heights = page.heights.map((height) => ({ height, points: line(height) }));
  const title = `Vertical coverage of ${text.sensor}: ${text.target}, probability ${text.detectionProbability} or more`;
  const told = reachText(field, outlines, text);
  const below: Strip = { title, text: told, legend: BLAKE_LEGEND };
  const room = text.strip ? stripHeight(below, WIDTH) : 0;
  return chartSvg(
    {
      width: WIDTH,
      height: HEIGHT + room,
      marginLeft: EDGE.left,
      marginRight: EDGE.right,
      marginTop: EDGE.top,
      marginBottom: EDGE.bottom + room,
      x: { type: 'identity', axis: null },
      y: { type: 'identity', axis: null },
      style: { fontSize: '11px', background: 'white' },
      marks: [
        Plot.frame({ fill: '#fbfbfd', stroke: null }),
        Plot.geo(nominal, { fill: SEEN_BY[1], fillOpacity: 0.55, clip: true }),
        ...heights.map(({ height, points }) =>
          Plot.line(points, {
            x: 'x',
            y: 'y',
            clip: true,
            ...thin,
            ...(height === 0 ? { strokeOpacity: 1, strokeWidth: 1.4 } : {}),
          }),
        ),
        ...page.ranges.map((range) =>
          Plot.line(page.arc(range, field.antennaHeight), { x: 'x', y: 'y', clip: true, ...thin }),
        ),
        ...RAYS.map((degrees) =>
          Plot.line(page.ray(degrees, field.antennaHeight).points, {
            x: 'x',
            y: 'y',
            clip: true,
            ...thin,
            strokeDasharray: '3 3',
          }),
        ),
        Plot.areaY(line(0), { x: 'x', y1: () => HEIGHT - EDGE.bottom, y2: 'y', fill: '#d9d2c0', clip: true }),
        Plot.geo(high, { stroke: PALETTE.most, strokeWidth: 1.6, strokeDasharray: '6 3', clip: true }),
        Plot.geo(low, { stroke: PALETTE.least, strokeWidth: 1.6, clip: true }),
        Plot.geo(nominal, { stroke: PALETTE.baseline, strokeWidth: 1.6, clip: true }),
        Plot.frame({ stroke: PALETTE.border }),
        Plot.dot([toPixel(plane({ range: 0, height: field.antennaHeight }))], {
          x: 'x',
          y: 'y',
          symbol: 'triangle',
          r: 5,
          fill: PALETTE.ink,
        }),
        ...labelsOf(page, field.antennaHeight, text),
        ...(text.strip ? stripMarks(below, WIDTH, HEIGHT) : []),
      ],
    },
    document,
    { id: text.id, title, description: told },
  );
}

const pair = ({ x, y }: Pixel): [number, number] => [x, y];

/** Rings of what is covered, as ground ranges and heights. */
function outlinesOf({ groundRange, height }: VerticalField, margin: Float32Array): Spot[][] {
  const [columns, rows] = [groundRange.length, height.length];
  const between = (values: Float64Array, at: number): number => {
    const low = Math.min(values.length - 2, Math.max(0, Math.floor(at)));
    const share = Math.min(1, Math.max(0, at - low));
    return values[low] + share * (values[low + 1] - values[low]);
  };
  return contourPolygons(margin, columns, rows)
    .flat()
    .map((ring) => ring.map(([x, y]) => ({ range: between(groundRange, x), height: between(height, y) })));
}

const furthest = (outlines: readonly (readonly Spot[])[]): number =>
  outlines.flat().reduce((most, { range }) => Math.max(most, range), 0);

/** How far the chart reaches, m: a little more than what is covered, in round numbers. */
function reachOf({ groundRange }: VerticalField, widest: readonly (readonly Spot[])[]): number {
  const most = furthest(widest) || groundRange[groundRange.length - 1];
  const step = most > 100_000 ? 50_000 : most > 20_000 ? 10_000 : 2000;
  return Math.ceil((1.02 * most) / step) * step;
}

/** “Detected out to 230 km (160 to 300 km) over the ground; antenna 7 m over the ground of its site.” */
export function reachText(
  field: VerticalField,
  outlines: readonly (readonly (readonly Spot[])[])[],
  { ground }: Pick<BlakeText, 'ground'>,
): string {
  const [nominal, low, high] = outlines.map((rings) => (furthest(rings) / 1000).toFixed(0));
  const interval = low === high ? '' : ` (${low} to ${high} km)`;
  return `Detected out to ${nominal} km${interval} over the ground; antenna ${field.antennaHeight.toFixed(0)} m over ${ground}.`;
}

/** The same for a caption. */
export const verticalReach = (field: VerticalField, text: Pick<BlakeText, 'ground'>): string =>
  reachText(
    field,
    field.margins.map((margin) => outlinesOf(field, margin)),
    text,
  );

/** Lines of the chart, and where they are on its page. */
interface Page {
  readonly toPixel: (at: Pixel) => Pixel;
  /** In the plane of the chart, m: along the horizontal at the radar's foot, and up. */
  readonly plane: (spot: Spot) => Pixel;
  readonly line: (height: number) => Pixel[];
  /** Constant slant range. */
  readonly arc: (range: number, antenna: number) => Pixel[];
  readonly ray: (degrees: number, antenna: number) => { readonly points: Pixel[]; readonly end: Pixel };
  readonly heights: readonly number[];
  readonly ranges: readonly number[];
}

function pageOf(radius: number, reach: number, top: number): Page {
  const plane = ({ range, height }: Spot): Pixel => {
    const angle = range / radius;
    return { x: (radius + height) * sin(angle), y: (radius + height) * cos(angle) - radius };
  };
  const lowest = plane({ range: reach, height: 0 }).y;
  const right = plane({ range: reach, height: top }).x;
  const toPixel = ({ x, y }: Pixel): Pixel => ({
    x: EDGE.left + (x / right) * (WIDTH - EDGE.left - EDGE.right),
    y: HEIGHT - EDGE.bottom - ((y - lowest) / (top - lowest)) * (HEIGHT - EDGE.top - EDGE.bottom),
  });
  const steps = (count: number, at: (share: number) => Pixel): Pixel[] =>
    Array.from({ length: count + 1 }, (_, i) => toPixel(at(i / count)));
  const nice = (most: number, atMost: number): number =>
    [1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000].find((step) => most / step <= atMost) ?? 500_000;
  const multiples = (step: number, most: number): number[] =>
    Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, i) => i * step);
  return {
    toPixel,
    plane,
    line: (height) => steps(60, (share) => plane({ range: share * reach * 1.02, height })),
    arc: (range, antenna) =>
      steps(60, (share) => {
        // From below the horizontal up to straight overhead, closer together where the chart is flat.
        const elevation = radians(-6 + 96 * share * share);
        return { x: range * cos(elevation), y: antenna + range * sin(elevation) };
      }),
    ray: (degrees, antenna) => {
      const elevation = radians(degrees);
      const far = Math.min(right / cos(elevation), degrees > 0 ? (top - antenna) / sin(elevation) : right);
      const at = (share: number): Pixel => ({
        x: share * far * cos(elevation),
        y: antenna + share * far * sin(elevation),
      });
      return { points: steps(1, at), end: toPixel(at(1)) };
    },
    heights: multiples(nice(top, 7), top),
    ranges: multiples(nice(reach, 10), reach).slice(1),
  };
}

/** Names of rays, ranges and heights, and of the axes. */
function labelsOf(page: Page, antenna: number, { ground }: BlakeText): Plot.Markish[] {
  const { toPixel, plane } = page;
  const text = { x: 'x', y: 'y', text: 'text', fill: PALETTE.ink, fontSize: 10.5 } as const;
  const rays = RAYS.map((degrees) => ({ ...page.ray(degrees, antenna).end, text: `${degrees}°` }));
  const atTop = rays.filter(({ y }) => y <= EDGE.top + 1);
  const atSide = rays.filter(({ y }) => y > EDGE.top + 1);
  const right = WIDTH - EDGE.right;
  const ranges = page.ranges.map((range) => ({
    x: toPixel({ x: range, y: 0 }).x,
    y: HEIGHT - EDGE.bottom + 10,
    text: String(range / 1000),
  }));
  const heights = page.heights.map((height) => ({
    ...toPixel(plane({ range: 0, height })),
    text: String(height / 1000),
  }));
  return [
    Plot.text(spread(atTop), { ...text, dy: -7 }),
    Plot.text(
      atSide.filter(({ x }) => x >= right - 2),
      { ...text, textAnchor: 'start', dx: 5 },
    ),
    Plot.text(ranges, text),
    Plot.text(heights, { ...text, textAnchor: 'end', dx: -5 }),
    Plot.text(['slant range, km'], {
      x: () => (EDGE.left + right) / 2,
      y: () => HEIGHT - 12,
      fontSize: 11,
      fill: PALETTE.ink,
    }),
    Plot.text([`height over ${ground}, km`], {
      x: () => 12,
      y: () => (HEIGHT - EDGE.bottom + EDGE.top) / 2,
      rotate: -90,
      fontSize: 11,
      fill: PALETTE.ink,
    }),
    Plot.text(['elevation'], { x: () => right + 30, y: () => EDGE.top - 12, fontSize: 11, fill: PALETTE.ink }),
  ];
}

/** Of labels in a row, those that don't touch the one before. */
function spread<L extends Pixel>(labels: readonly L[]): L[] {
  const kept: L[] = [];
  for (const label of [...labels].sort((a, b) => b.x - a.x)) {
    if (kept.length === 0 || kept[kept.length - 1].x - label.x > 22) kept.push(label);
  }
  return kept;
}
