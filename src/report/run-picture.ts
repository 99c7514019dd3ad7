import type { GeoPosition, ResolvedScenario } from '../engine/scenario/index.js';
import type { RunResult } from '../engine/simulation/index.js';
import { escapeHtml } from './html.js';
import type { LandFeature } from './input.js';
import { landShapes } from './land.js';
import { positionsOf } from './map-content.js';
import { type MapFrame, mapFrame } from './mercator.js';
import { PALETTE } from './palette.js';
import { axisHeight, eventAxis } from './run-axis.js';
import { mapLayers } from './run-map.js';

export interface RunPictureInput {
  readonly scenario: ResolvedScenario;
  /** With its events, and with samples often enough for lines. */
  readonly run: Pick<RunResult, 'events' | 'samples'>;
  /** Drawn beneath, unless the scenario has no terrain. */
  readonly land?: readonly LandFeature[];
}

const WIDTH = 860;
const HEAD = 30;
/** Width of the map over its height, at least and at most. */
const LEAST_ASPECT = 1.35;
const MOST_ASPECT = 2.2;
/** Room about what is shown, as a share of the greater extent, and its least extent, km. */
const MARGIN = 0.12;
const LEAST_EXTENT_KM = 30;
const KM_PER_DEG = 111.195;

/** One run as a map of what happened where, and beneath it an axis of what happened when: an SVG file. */
export function renderRunPicture(input: RunPictureInput): string {
  const { scenario, run, land } = input;
  const frame = frameOf(scenario);
  const ground = scenario.terrain.source === 'none' ? '' : landPath(land ?? [], frame);
  const rows = axisHeight(scenario, run);
  const height = HEAD + frame.height + rows;
  const sea = scenario.terrain.source === 'none' ? PALETTE.land : PALETTE.sea;
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="run-picture-title" font-family="system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif" font-size="11">
<title id="run-picture-title">${escapeHtml(scenario.title)}: map and time axis of one run</title>
<clipPath id="run-map-clip"><rect width="${WIDTH}" height="${frame.height}"/></clipPath>
<rect width="100%" height="100%" fill="#fff"/>
<text x="10" y="20" font-size="15" font-weight="bold" fill="${PALETTE.ink}">${escapeHtml(scenario.title)}</text>
<g transform="translate(0 ${HEAD})" clip-path="url(#run-map-clip)">
<rect width="${WIDTH}" height="${frame.height}" fill="${sea}"/>
${ground}${mapLayers(input, frame)}
<rect x=".5" y=".5" width="${WIDTH - 1}" height="${frame.height - 1}" fill="none" stroke="${PALETTE.border}"/>
</g>
<g transform="translate(0 ${HEAD + frame.height})">
${eventAxis(scenario, run, WIDTH)}
</g>
</svg>
`;
}

/** A frame of good proportions about all that a scenario places. */
function frameOf(scenario: ResolvedScenario): MapFrame {
  const points = positionsOf(scenario);
  const lats = points.map((p) => p.latDeg);
  const lons = points.map((p) => p.lonDeg);
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  const middle: GeoPosition = { latDeg: (south + north) / 2, lonDeg: (west + east) / 2 };
  const narrowing =
    mapFrame([{ latDeg: 0, lonDeg: 0 }], 100, 1).perKm(0) / mapFrame([middle], 100, 1).perKm(middle.latDeg);
  let tall = (north - south) * KM_PER_DEG;
  let wide = (east - west) * KM_PER_DEG * narrowing;
  const margin = MARGIN * Math.max(tall, wide, LEAST_EXTENT_KM);
  tall += 2 * margin;
  wide += 2 * margin;
  if (wide < LEAST_ASPECT * tall) wide = LEAST_ASPECT * tall;
  if (wide > MOST_ASPECT * tall) tall = wide / MOST_ASPECT;
  const [dLat, dLon] = [tall / KM_PER_DEG / 2, wide / KM_PER_DEG / narrowing / 2];
  const corner = (sign: number): GeoPosition => ({
    latDeg: middle.latDeg + sign * dLat,
    lonDeg: middle.lonDeg + sign * dLon,
  });
  return mapFrame([corner(-1), corner(1)], WIDTH, 0);
}

function landPath(land: readonly LandFeature[], frame: MapFrame): string {
  const rings = landShapes(land, frame).flatMap(({ coordinates }) => coordinates.flat());
  const d = rings.map((ring) => `M${ring.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`).join('');
  return d === ''
    ? ''
    : `<path d="${d}" fill="${PALETTE.land}" stroke="${PALETTE.border}" stroke-width=".7" fill-rule="evenodd"/>\n`;
}
