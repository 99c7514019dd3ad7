import type { GeoPosition, ResolvedScenario, ResolvedSensor } from '../engine/scenario/index.js';
import type { RunResult } from '../engine/simulation/index.js';
import { HIT, IDENTITY_COLOUR, STRIKE } from './event-marks.js';
import { escapeHtml } from './html.js';
import { along, around, type LabelWish, placeLabels } from './labels.js';
import { circle, pixel } from './map-content.js';
import type { MapFrame } from './mercator.js';
import { PALETTE } from './palette.js';
import { pathData, type RunPath, runPaths, type Spot, simplified } from './run-paths.js';

interface MapInput {
  readonly scenario: ResolvedScenario;
  readonly run: Pick<RunResult, 'events' | 'samples'>;
}

/** A symbol of a site, about (0, 0). */
const SYMBOLS = {
  commandPost: 'M0-7L6 0L0 7L-6 0Z',
  sensor: 'M0-7L6.5 5H-6.5Z',
  fireUnit: 'M-5.5-5.5H5.5V5.5H-5.5Z',
  node: 'M-5 0A5 5 0 1 1 5 0A5 5 0 1 1-5 0Z',
} as const;
const SYMBOL_STEP = 14;
/** Sites nearer than this, px, stand side by side. */
const SITE_REACH = 14;

/** The map: reaches, links, what flew, what the focus post saw, what was fired, and who stands where. */
export function mapLayers({ scenario, run }: MapInput, frame: MapFrame): string {
  const paths = runPaths(run.samples, frame);
  const sites = sitesOf(scenario, frame);
  const rings = [...sensorRings(scenario, frame), ...weaponRings(scenario, frame)];
  const flown = paths.filter(({ kind }) => kind === 'object');
  return [
    corridors(scenario, frame),
    ...rings.map(({ points, colour, dash }) =>
      stroke(points, colour, 1.1, `stroke-dasharray="${dash}" stroke-linecap="round" opacity=".75"`),
    ),
    placesOf(scenario, frame),
    links(scenario, frame),
    ...flown.map(({ points, label }) =>
      stroke(points, allegianceColour(label), 5, 'opacity=".28" stroke-linecap="round"'),
    ),
    ...flown.map(startAndArrow),
    ...paths
      .filter(({ kind }) => kind === 'track')
      .map(({ points, label }) => stroke(points, identityColour(label), 1.3)),
    ...interceptors(scenario, paths, frame),
    sites.map(({ x, y, kind, focus }) => symbol(x, y, kind, focus)).join(''),
    ends(scenario, run, flown, frame),
    labels(scenario, frame, sites, flown, rings),
    scale(frame),
    key(scenario, paths, frame),
  ].join('\n');
}

const allegianceColour = (label: string): string => PALETTE[label as 'hostile' | 'friendly' | 'civil'] ?? PALETTE.extra;
const identityColour = (label: string): string =>
  IDENTITY_COLOUR[label as keyof typeof IDENTITY_COLOUR] ?? PALETTE.extra;

const stroke = (points: readonly Spot[], colour: string, width: number, more = ''): string =>
  `<path d="${pathData(points)}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linejoin="round" ${more}/>`;

function corridors({ corridors: all }: ResolvedScenario, frame: MapFrame): string {
  return all
    .map(({ kind, points, widthKm }) =>
      stroke(
        points.map((p) => pixel(p, frame)),
        kind === 'airway' ? PALETTE.civil : PALETTE.friendly,
        Math.round(widthKm * frame.perKm(points[0].latDeg) * 10) / 10,
        'opacity=".14"',
      ),
    )
    .join('\n');
}

interface Ring {
  readonly points: readonly Spot[];
  readonly colour: string;
  readonly dash: string;
  readonly text: string;
}

const groundSite = ({ site }: ResolvedSensor): GeoPosition => site;

/** How far each radar processes, as a circle, or its sector as it stands at the start. */
function sensorRings({ sensors }: ResolvedScenario, frame: MapFrame): Ring[] {
  return sensors.flatMap((sensor): Ring[] => {
    const { radar, boresightDeg, site } = sensor;
    const { instrumentedRangeKm: rangeKm, sectorWidthDeg } = radar;
    const at = pixel(groundSite(sensor), frame);
    const whole = sectorWidthDeg >= 360;
    const half = sectorWidthDeg / 2;
    const arc = whole
      ? circle(site, rangeKm, frame)
      : [at, ...circle(site, rangeKm, frame, boresightDeg - half, boresightDeg + half), at];
    return [
      {
        points: simplified(arc),
        colour: PALETTE.compared,
        dash: '1 4',
        text: `${sensor.id} ${Math.round(rangeKm)} km`,
      },
    ];
  });
}

/** How far each kind of interceptor of a fire unit reaches. */
function weaponRings({ fireUnits }: ResolvedScenario, frame: MapFrame): Ring[] {
  return fireUnits.flatMap((unit) => {
    const kinds = new Map(unit.launchers.map((l) => [l.interceptorPreset, l.interceptor.maximumRangeKm]));
    return [...kinds].map(
      ([preset, rangeKm]): Ring => ({
        points: simplified(circle(unit, rangeKm, frame)),
        colour: PALETTE.reach,
        dash: '6 4',
        text: `${unit.id}: ${preset} ${Math.round(rangeKm)} km`,
      }),
    );
  });
}

function placesOf({ places }: ResolvedScenario, frame: MapFrame): string {
  return places
    .map((place) => {
      const { x, y } = pixel(place, frame);
      const radius = Math.max(6, place.radiusKm * frame.perKm(place.latDeg));
      return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${radius.toFixed(1)}" fill="${PALETTE.ink}" fill-opacity=".08" stroke="${PALETTE.ink}" stroke-width="1.6"/>`;
    })
    .join('');
}

/** Where a node stands: anything with an id and a position. */
function nodes(scenario: ResolvedScenario): Map<string, GeoPosition> {
  return new Map<string, GeoPosition>([
    ...scenario.commandPosts.map((post) => [post.id, post] as const),
    ...scenario.sensors.map((sensor) => [sensor.id, sensor.site] as const),
    ...scenario.fireUnits.map((unit) => [unit.id, unit] as const),
    ...(scenario.nodes ?? []).flatMap(({ id, position }) => (position ? [[id, position] as const] : [])),
  ]);
}

function links(scenario: ResolvedScenario, frame: MapFrame): string {
  const at = nodes(scenario);
  return scenario.links
    .flatMap(({ from, to, enabled }) => {
      const [a, b] = [at.get(from), at.get(to)];
      if (!a || !b) return [];
      return [
        stroke([pixel(a, frame), pixel(b, frame)], PALETTE.baseline, 1.8, enabled ? '' : 'stroke-dasharray="7 5"'),
      ];
    })
    .join('\n');
}

function startAndArrow({ points, label }: RunPath): string {
  const colour = allegianceColour(label);
  const [a, b] = [points[0], points[points.length > 2 ? 1 : points.length - 1]];
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = Math.sqrt(dx * dx + dy * dy);
  if (length < 12) return `<circle cx="${a.x.toFixed(1)}" cy="${a.y.toFixed(1)}" r="3" fill="${colour}"/>`;
  const [ux, uy] = [dx / length, dy / length];
  const [mx, my] = [a.x + dx * 0.45, a.y + dy * 0.45];
  const corner = (forward: number, side: number): string =>
    `${(mx + ux * forward - uy * side).toFixed(1)} ${(my + uy * forward + ux * side).toFixed(1)}`;
  return `<circle cx="${a.x.toFixed(1)}" cy="${a.y.toFixed(1)}" r="3" fill="${colour}"/><path d="M${corner(6, 0)}L${corner(-4, 4.5)}L${corner(-4, -4.5)}Z" fill="${colour}"/>`;
}

/** Interceptors from their unit to where they last aimed: their flight between is a straight line here. */
function interceptors({ fireUnits }: ResolvedScenario, paths: readonly RunPath[], frame: MapFrame): string[] {
  return paths
    .filter(({ kind }) => kind === 'interceptor')
    .flatMap(({ id, last }) => {
      const unit = fireUnits.find((candidate) => id.startsWith(`${candidate.id} `));
      if (!unit) return [];
      return [
        `${stroke([pixel(unit, frame), last], PALETTE.ink, 1, 'stroke-dasharray="4 2"')}<circle cx="${last.x.toFixed(1)}" cy="${last.y.toFixed(1)}" r="1.8" fill="${PALETTE.ink}"/>`,
      ];
    });
}

/** Where objects were destroyed, and what was struck. */
function ends(scenario: ResolvedScenario, run: MapInput['run'], flown: readonly RunPath[], frame: MapFrame): string {
  const at = (x: number, y: number, drawing: string): string =>
    `<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)})">${drawing}</g>`;
  return run.events
    .flatMap(({ kind, actor, subject }) => {
      if (kind === 'objectDestroyed') {
        const path = flown.find(({ id }) => id === actor);
        return path ? [at(path.last.x, path.last.y, `<circle r="6.5" fill="#fff" opacity=".8"/>${HIT}`)] : [];
      }
      if (kind !== 'placeStruck') return [];
      const place = scenario.places.find(({ id }) => id === subject);
      if (!place) return [];
      const { x, y } = pixel(place, frame);
      return [at(x, y, `<path d="${STRIKE}" fill="${PALETTE.hostile}" stroke="#fff" transform="scale(1.5)"/>`)];
    })
    .join('');
}

type SiteKind = keyof typeof SYMBOLS;
interface SiteSymbol extends Spot {
  readonly kind: SiteKind;
  readonly id: string;
  readonly focus: boolean;
  /** Ids that stand together, one list for all of them. */
  readonly names: string[];
}

/** Ground sites; what stands together is drawn side by side. */
function sitesOf(scenario: ResolvedScenario, frame: MapFrame): SiteSymbol[] {
  const found: SiteSymbol[] = [];
  const add = (kind: SiteKind, id: string, position: GeoPosition): void => {
    const { x, y } = pixel(position, frame);
    const focus = id === scenario.focus;
    const near = found.find((s) => Math.abs(s.x - x) < SITE_REACH && Math.abs(s.y - y) < SITE_REACH);
    if (!near) {
      found.push({ x, y, kind, id, focus, names: [id] });
      return;
    }
    const { names } = near;
    const first = found.find((s) => s.names === names)!;
    found.push({ x: first.x + names.length * SYMBOL_STEP, y: first.y, kind, id, focus, names });
    names.push(id);
  };
  for (const post of scenario.commandPosts) if (post.aloneOf === undefined) add('commandPost', post.id, post);
  for (const sensor of scenario.sensors) add('sensor', sensor.id, sensor.site);
  for (const unit of scenario.fireUnits) add('fireUnit', unit.id, unit);
  for (const { id, position } of scenario.nodes ?? []) if (position) add('node', id, position);
  return found;
}

const SITE_COLOUR: Readonly<Record<SiteKind, string>> = {
  commandPost: PALETTE.baseline,
  sensor: PALETTE.compared,
  fireUnit: PALETTE.reach,
  node: PALETTE.extra,
};

const symbol = (x: number, y: number, kind: SiteKind, focus: boolean): string =>
  `<path transform="translate(${x.toFixed(1)} ${y.toFixed(1)})" d="${SYMBOLS[kind]}" fill="${SITE_COLOUR[kind]}" stroke="${focus ? PALETTE.ink : '#fff'}" stroke-width="1.4"/>`;

function labels(
  scenario: ResolvedScenario,
  frame: MapFrame,
  sites: readonly SiteSymbol[],
  flown: readonly RunPath[],
  rings: readonly Ring[],
): string {
  const obstacles = [
    ...sites.map(({ x, y }) => around(x, y, 8)),
    ...scenario.places.map((place) => around(pixel(place, frame).x, pixel(place, frame).y, 7)),
    { x1: 0, y1: frame.height - 34, x2: 150, y2: frame.height },
    { x1: 0, y1: 0, x2: frame.width, y2: 24 },
  ];
  const wishes: LabelWish[] = [
    ...scenario.places.map(
      (place): LabelWish => ({
        text: place.name,
        ...pixel(place, frame),
        gap: Math.max(8, place.radiusKm * frame.perKm(place.latDeg) + 3),
        size: 12,
        colour: PALETTE.ink,
        weight: 'bold',
      }),
    ),
    ...sites
      .filter(({ id, names }) => names[0] === id)
      .map(
        ({ x, y, names }): LabelWish => ({
          text: names.join(', '),
          x: x + ((names.length - 1) * SYMBOL_STEP) / 2,
          y,
          gap: 9 + ((names.length - 1) * SYMBOL_STEP) / 2,
          size: 11,
          colour: PALETTE.extra,
        }),
      ),
    ...groupsOf(flown).map(({ text, x, y, colour }): LabelWish => ({ text, x, y, gap: 6, size: 11.5, colour })),
    ...rings.map(
      ({ text, points, colour }): LabelWish => ({
        text,
        x: 0,
        y: 0,
        gap: 0,
        size: 9.5,
        colour,
        spots: points.filter((_, i) => i % 2 === 0),
        optional: true,
      }),
    ),
  ];
  const crowded = flown.flatMap(({ points }) => along(points));
  return placeLabels(wishes, obstacles, crowded, frame)
    .map(
      ({ text, x, y, size, colour, weight, anchor }) =>
        `<text x="${x.toFixed(1)}" y="${(y + size * 0.36).toFixed(1)}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}" fill="${colour}" stroke="#fff" stroke-width="3" stroke-opacity=".85" paint-order="stroke">${escapeHtml(text)}</text>`,
    )
    .join('\n');
}

/** Objects of one entry of the scenario are named together, where the first of them begins. */
function groupsOf(flown: readonly RunPath[]): { text: string; x: number; y: number; colour: string }[] {
  const groups = new Map<string, RunPath[]>();
  for (const path of flown) {
    const name = path.id.replace(/-\d+$/, '');
    const group = groups.get(name);
    if (group) group.push(path);
    else groups.set(name, [path]);
  }
  return [...groups].map(([name, paths]) => ({
    text: paths.length > 1 ? `${paths.length} × ${name}` : paths[0].id,
    ...paths[0].points[0],
    colour: allegianceColour(paths[0].label),
  }));
}

function scale(frame: MapFrame): string {
  const perKm = frame.perKm((frame.south + frame.north) / 2);
  const km = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((d) => d * perKm >= 60) ?? 2000;
  const [x, y, length] = [16, frame.height - 12, km * perKm];
  return `<rect x="8" y="${y - 20}" width="${(length + 16).toFixed(1)}" height="28" fill="#fff" opacity=".85"/><path d="M${x} ${y - 4}V${y}H${(x + length).toFixed(1)}V${y - 4}" fill="none" stroke="${PALETTE.ink}" stroke-width="1.6"/><text x="${(x + length / 2).toFixed(1)}" y="${y - 7}" text-anchor="middle" fill="${PALETTE.ink}">${km} km</text>`;
}

/** What symbols and lines mean, those that occur, in one line at the top. */
function key(scenario: ResolvedScenario, paths: readonly RunPath[], frame: MapFrame): string {
  const shape = (kind: SiteKind): string =>
    `<path transform="translate(8 0) scale(.8)" d="${SYMBOLS[kind]}" fill="${SITE_COLOUR[kind]}"/>`;
  const line = (colour: string, width: number, more = ''): string =>
    `<path d="M-2 0H18" stroke="${colour}" stroke-width="${width}" ${more}/>`;
  const objects = new Set(paths.filter(({ kind }) => kind === 'object').map(({ label }) => label));
  const pale = 'opacity=".4"';
  const entries: [boolean, string, string][] = [
    [true, shape('commandPost'), 'command post'],
    [scenario.sensors.length > 0, shape('sensor'), 'radar'],
    [scenario.fireUnits.length > 0, shape('fireUnit'), 'fire unit'],
    [(scenario.nodes ?? []).some(({ position }) => position), shape('node'), 'relay, gateway or power'],
    [scenario.links.length > 0, line(PALETTE.baseline, 1.8), 'link'],
    [objects.has('hostile'), line(PALETTE.hostile, 5, pale), 'hostile'],
    [objects.has('friendly'), line(PALETTE.friendly, 5, pale), 'friendly'],
    [objects.has('civil'), line(PALETTE.civil, 5, pale), 'civil'],
    [paths.some(({ kind }) => kind === 'track'), line(PALETTE.ink, 1.3), `track of ${scenario.focus}`],
    [paths.some(({ kind }) => kind === 'interceptor'), line(PALETTE.ink, 1, 'stroke-dasharray="4 2"'), 'interceptor'],
  ];
  let x = 12;
  const drawn = entries
    .filter(([there]) => there)
    .map(([, drawing, text]) => {
      const entry = `<g transform="translate(${x} 12)">${drawing}<text x="22" y="4" fill="${PALETTE.quiet}" font-size="10.5">${escapeHtml(text)}</text></g>`;
      x += 40 + Math.ceil(text.length * 5.6);
      return entry;
    });
  return `<rect x="1" y="1" width="${frame.width - 2}" height="22" fill="#fff" opacity=".85"/>${drawn.join('')}`;
}
