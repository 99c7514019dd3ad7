import { cos, sin } from '../engine/math/index.js';
import type { Scan } from '../engine/types/index.js';
import { escapeHtml } from './html.js';
import { PALETTE } from './palette.js';

export interface TrackMapInput {
  readonly title: string;
  readonly scans: readonly Scan[];
  /** Positions in the frame of the scans, m: x, y a state, in order of time. */
  readonly tracks: readonly { readonly number: number; readonly xy: readonly number[] }[];
}

const WIDTH = 1000;
const MARGIN = 24;
const CAPTION = 40;
/** Neighbouring tracks get colours far apart: degrees of hue between one and the next (the golden angle). */
const HUE_STEP = 137.508;
/** Tracks that are named by their number; more would hide each other. */
const MOST_NAMED = 60;
const MOST_RINGS = 12;

/** Plots, tracks and radars of a recording from above, on its tangent plane, as an SVG file. North is up. */
export function renderTrackMap({ title, scans, tracks }: TrackMapInput): string {
  const plots = scans.flatMap(placesOf);
  const sensors = new Map(scans.map(({ sensor }) => [sensor.id, sensor.position]));
  const all = [...plots, ...tracks.flatMap(({ xy }) => pairsOf(xy)), ...[...sensors.values()].map(([x, y]) => [x, y])];
  const [west, east] = bounds(all, 0);
  const [south, north] = bounds(all, 1);
  const span = Math.max(east - west, north - south, 1000);
  const scale = (WIDTH - 2 * MARGIN) / span;
  const height = Math.ceil((north - south) * scale) + 2 * MARGIN + CAPTION;
  const width = Math.max(400, Math.ceil((east - west) * scale) + 2 * MARGIN);
  const px = (x: number): number => round(MARGIN + (x - west) * scale);
  const py = (y: number): number => round(MARGIN + CAPTION + (north - y) * scale);

  const step = roundStep(span / MOST_RINGS);
  const rings = [...sensors.values()].slice(0, 1).flatMap(([x, y]) =>
    Array.from({ length: Math.ceil(span / step) }, (_, k) => {
      const radius = round((k + 1) * step * scale);
      return `<circle cx="${px(x)}" cy="${py(y)}" r="${radius}"/>`;
    }),
  );
  // Plots on one spot of the picture are one dot.
  const dots = [...new Set(plots.map(([x, y]) => `M${px(x)} ${py(y)}h0`))].join('');
  const lines = tracks.map(({ number, xy }, k) => {
    const points = pairsOf(xy).map(([x, y]) => `${px(x)},${py(y)}`);
    const hue = Math.round((k * HUE_STEP) % 360);
    return `<polyline stroke="hsl(${hue} 70% 38%)" points="${points.join(' ')}"><title>track ${number}</title></polyline>`;
  });
  const named = tracks.length > MOST_NAMED ? [] : tracks;
  const names = named.map(({ number, xy }) => {
    const [x, y] = xy.slice(-2);
    return `<text x="${px(x) + 4}" y="${py(y) - 3}">${number}</text>`;
  });
  const marks = [...sensors].map(([id, [x, y]]) => {
    const [cx, cy] = [px(x), py(y)];
    return `<path d="M${cx - 5} ${cy + 4}h10l-5 -9z"/><text x="${cx + 8}" y="${cy + 4}">${escapeHtml(id)}</text>`;
  });
  const caption = `${tracks.length} tracks, ${scans.reduce((sum, { count }) => sum + count, 0)} plots (grey); rings every ${step / 1000} km`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="11">
<rect width="100%" height="100%" fill="#fff"/>
<g fill="none" stroke="${PALETTE.line}">${rings.join('')}</g>
<path d="${dots}" stroke="#9aa0a6" stroke-width="1.6" stroke-linecap="round"/>
<g fill="none" stroke-width="1.5" stroke-linejoin="round">${lines.join('\n')}</g>
<g fill="${PALETTE.ink}">${names.join('')}</g>
<g fill="#000">${marks.join('')}</g>
<rect width="100%" height="${CAPTION}" fill="#fff"/>
<text x="${MARGIN}" y="17" font-size="14" fill="${PALETTE.ink}">${escapeHtml(title)}</text>
<text x="${MARGIN}" y="33" fill="${PALETTE.quiet}">${caption}</text>
</svg>
`;
}

/** East and north of a scan’s plots. Without an elevation the reported height, or the horizontal, stands in. */
function placesOf(scan: Scan): [number, number][] {
  const { sensor, count } = scan;
  const { position, rotation } = sensor;
  const places: [number, number][] = [];
  for (let row = 0; row < count; row++) {
    const range = scan.range[row];
    if (Number.isNaN(range)) continue;
    const above = Number.isNaN(scan.height[row]) ? 0 : scan.height[row] - position[2];
    const up = Number.isNaN(scan.elevation[row])
      ? Math.max(-range, Math.min(range, above))
      : range * sin(scan.elevation[row]);
    const level = Math.sqrt(range * range - up * up);
    const [e, n] = [level * sin(scan.azimuth[row]), level * cos(scan.azimuth[row])];
    places.push([
      position[0] + rotation[0] * e + rotation[3] * n + rotation[6] * up,
      position[1] + rotation[1] * e + rotation[4] * n + rotation[7] * up,
    ]);
  }
  return places;
}

const pairsOf = (xy: readonly number[]): number[][] =>
  Array.from({ length: xy.length / 2 }, (_, k) => [xy[2 * k], xy[2 * k + 1]]);

function bounds(places: readonly (readonly number[])[], axis: number): [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const place of places) {
    least = Math.min(least, place[axis]);
    most = Math.max(most, place[axis]);
  }
  return least <= most ? [least, most] : [0, 0];
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** 1, 2 or 5 of a power of ten, not below `least` nor below 1 km. */
function roundStep(least: number): number {
  let power = 1000;
  while (10 * power < least) power *= 10;
  return [1, 2, 5, 10].map((k) => k * power).find((step) => step >= least) ?? 10 * power;
}
