import * as Plot from '@observablehq/plot';
import { chartSvg } from './chart.js';
import type { Polygon } from './contours.js';
import { type CoverageReportInput, eastOf, sensorFrame, surveyFrame } from './coverage-input.js';
import type { AltitudeShapes } from './coverage-survey.js';
import { areaText, targetTitle } from './coverage-words.js';
import type { Markup } from './html.js';
import { around, type LabelWish, placeLabels } from './labels.js';
import { landShapes, type Shape } from './land.js';
import { type LegendEntry, type Strip, stripHeight, stripMarks } from './legend.js';
import { baseMarks, labelMarks, scaleBar } from './map.js';
import { apart } from './map-content.js';
import type { MapFrame } from './mercator.js';
import { PALETTE, SEEN_BY } from './palette.js';
import { heightText } from './words.js';

/** Points of an outline nearer to one another than this, px, are one. */
const THINNED = 0.7;

/** What stays the same from map to map of one survey and width. */
export interface SurveyBase {
  readonly frame: MapFrame;
  readonly land: readonly Shape[];
}

export const surveyBase = (input: CoverageReportInput, width: number): SurveyBase =>
  baseOf(input, surveyFrame(input, width));

/** The same for one sensor. */
export const sensorBase = (input: CoverageReportInput, width: number, index: number): SurveyBase =>
  baseOf(input, sensorFrame(input, width, index));

function baseOf(input: CoverageReportInput, frame: MapFrame): SurveyBase {
  const land = input.land ?? [];
  // Land west of the antimeridian is drawn again beyond it.
  const again =
    frame.east > 180
      ? land.map((feature) => ({ ...feature, geometry: shifted(feature.geometry) }) as typeof feature)
      : [];
  return { frame, land: landShapes([...land, ...again], frame) };
}

function shifted(geometry: NonNullable<CoverageReportInput['land']>[number]['geometry']): object {
  const move = (rings: readonly (readonly (readonly number[])[])[]) =>
    rings.map((ring) => ring.map(([lon, lat]) => [lon + 360, lat]));
  return geometry.type === 'Polygon'
    ? { ...geometry, coordinates: move(geometry.coordinates) }
    : { ...geometry, coordinates: geometry.coordinates.map(move) };
}

/** Polygons in pixels, without points that the eye cannot tell apart. */
export function pixelShape(polygons: readonly Polygon[], frame: MapFrame): Shape {
  const coordinates = polygons.flatMap((polygon) => {
    const rings = polygon.map((ring) => {
      const points = apartInOrder(ring.map(([lon, lat]) => ({ x: frame.x(lon), y: frame.y(lat) })));
      return points.map(({ x, y }) => [x, y]);
    });
    const [outer, ...holes] = rings;
    return outer.length >= 4 ? [[outer, ...holes.filter((hole) => hole.length >= 4)]] : [];
  });
  return { name: '', type: 'MultiPolygon', coordinates };
}

function apartInOrder(points: readonly { x: number; y: number }[]): { x: number; y: number }[] {
  const kept = [points[0]];
  for (const point of points.slice(1, -1)) {
    const last = kept[kept.length - 1];
    if (Math.abs(point.x - last.x) + Math.abs(point.y - last.y) >= THINNED) kept.push(point);
  }
  return [...kept, points[0]];
}

export const shapeMark = (shape: Shape, options: Plot.GeoOptions): Plot.Markish =>
  Plot.geo([shape] as unknown as Plot.Data, options);

/** Who sees how much at one height. `strip`: title and legend below, for a file of its own. */
export function coverageMap(
  input: CoverageReportInput,
  base: SurveyBase,
  shapes: AltitudeShapes,
  { strip, relief }: { readonly strip: boolean; readonly relief: boolean },
): Markup {
  const { frame, land } = base;
  const { survey } = input;
  const { altitudeM } = shapes;
  const fill = (polygons: readonly Polygon[], colour: string): Plot.Markish =>
    shapeMark(pixelShape(polygons, frame), { fill: colour, fillOpacity: 0.72 });
  const strokeWidth = strip ? 1.3 : 0.9;
  const edge = (polygons: readonly Polygon[], options: Plot.GeoOptions): Plot.Markish =>
    shapeMark(pixelShape(polygons, frame), { strokeWidth, ...options });
  const marks = [
    ...baseMarks(frame, land, relief ? input.terrain : undefined, false),
    fill(shapes.combined, SEEN_BY[0]),
    fill(shapes.byTwo, SEEN_BY[1]),
    fill(shapes.byThree, SEEN_BY[2]),
    Plot.geo(land as unknown as Plot.Data, { stroke: PALETTE.ink, strokeWidth: 0.7, strokeOpacity: 0.6 }),
    ...graticule(frame),
    edge(survey.areaOfInterest, { stroke: PALETTE.ink, strokeDasharray: '1 4', strokeLinecap: 'round' }),
    edge(shapes.high, { stroke: PALETTE.most, strokeDasharray: '6 3' }),
    edge(shapes.low, { stroke: PALETTE.least }),
    ...siteMarks(input, frame),
    ...scaleBar(frame),
  ];
  const [row] = survey.record.combined.areas.filter((own) => own.altitudeM === altitudeM);
  const about = `${targetTitle(input)}, probability ${survey.record.detectionProbability} or more in one look`;
  const title = `Coverage at ${heightText(altitudeM)} above ground: ${about}`;
  const below: Strip = {
    title,
    text: `Combined: ${areaText(row)}; in brackets with the least and the greatest published signature`,
    legend: MAP_LEGEND,
  };
  const room = strip ? stripHeight(below, frame.width) : 0;
  return chartSvg(
    {
      width: frame.width,
      height: frame.height + room,
      margin: 0,
      marginBottom: room,
      x: { type: 'identity', axis: null },
      y: { type: 'identity', axis: null },
      clip: true,
      style: { fontSize: '11px', background: 'white' },
      marks: [
        ...marks,
        Plot.frame({ stroke: PALETTE.border }),
        ...(strip ? stripMarks(below, frame.width, frame.height) : []),
      ],
    },
    input.document,
    {
      id: `map-${altitudeM}m${strip ? '' : '-page'}`,
      title,
      description: `Combined: ${areaText(row)}. Shaded by how many sensors see it; dashed and solid lines: with the greatest and with the least published signature.`,
    },
  );
}

/** Meridians and parallels with their degrees at the edges. */
export function graticule(frame: MapFrame): Plot.Markish[] {
  const span = Math.max(frame.east - frame.west, frame.north - frame.south);
  const step = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20].find((degrees) => span / degrees <= 9) ?? 30;
  const decimals = step < 1 ? 1 : 0;
  const multiples = (from: number, to: number): number[] =>
    Array.from(
      { length: Math.floor(to / step) - Math.ceil(from / step) + 1 },
      (_, i) => (Math.ceil(from / step) + i) * step,
    );
  const name = (degrees: number, [plus, minus]: string): string =>
    `${Math.abs(degrees).toFixed(decimals)}°${degrees === 0 ? '' : ` ${degrees > 0 ? plus : minus}`}`;
  const meridians = multiples(frame.west, frame.east).map((lon) => ({
    x: frame.x(lon),
    text: name(lon > 180 ? lon - 360 : lon, 'EW'),
  }));
  const parallels = multiples(frame.south, frame.north).map((lat) => ({ y: frame.y(lat), text: name(lat, 'NS') }));
  const line = { stroke: PALETTE.ink, strokeOpacity: 0.13, strokeWidth: 0.7 };
  const text = {
    fill: PALETTE.quiet,
    fontSize: 9,
    stroke: 'white',
    strokeWidth: 2.5,
    strokeOpacity: 0.8,
    text: 'text',
  };
  return [
    Plot.ruleX(meridians, { x: 'x', y1: 0, y2: frame.height, ...line }),
    Plot.ruleY(parallels, { y: 'y', x1: 0, x2: frame.width, ...line }),
    Plot.text(
      meridians.filter(({ x }) => x > 30 && x < frame.width - 30),
      { x: 'x', y: 8, ...text },
    ),
    Plot.text(
      parallels.filter(({ y }) => y > 20 && y < frame.height - 45),
      { x: 5, y: 'y', textAnchor: 'start', dy: -5, ...text },
    ),
  ];
}

/** Sensors that stand so near one another that the map cannot tell them apart, px. */
const CLUSTER = 9;

interface Cluster {
  readonly x: number;
  readonly y: number;
  readonly ids: readonly string[];
  readonly inCombined: boolean;
}

export function sensorClusters({ survey }: Pick<CoverageReportInput, 'survey'>, frame: MapFrame): Cluster[] {
  const { record, westDeg } = survey;
  const spots = record.sensors.map(({ id, lonDeg, latDeg, inCombined }) => {
    return { id, inCombined, x: frame.x(eastOf(westDeg, lonDeg)), y: frame.y(latDeg) };
  });
  return apart(spots, CLUSTER).map(({ x, y }) => {
    const own = spots.filter((spot) => apart([{ x, y }, spot], CLUSTER).length === 1);
    return { x, y, ids: own.map(({ id }) => id), inCombined: own.some((spot) => spot.inCombined) };
  });
}

/** Sensors, the focus post and the places, with their names. */
function siteMarks(input: CoverageReportInput, frame: MapFrame): Plot.Markish[] {
  const { scenario, survey } = input;
  const at = ({ lonDeg, latDeg }: { readonly lonDeg: number; readonly latDeg: number }) => {
    return { x: frame.x(eastOf(survey.westDeg, lonDeg)), y: frame.y(latDeg) };
  };
  const clusters = sensorClusters(input, frame);
  const places = scenario.places.map((place) => ({ ...at(place), name: place.name }));
  const focus = scenario.commandPosts.filter(({ id }) => id === scenario.focus).map(at);
  const wishes: LabelWish[] = [
    ...places.map(({ x, y, name }): LabelWish => {
      return { text: name, x, y, gap: 9, size: 11, colour: PALETTE.ink, weight: 'bold' };
    }),
    ...clusters.map(({ x, y, ids, inCombined }): LabelWish => {
      const text = ids.length > 2 ? `${ids[0]} and ${ids.length - 1} more` : ids.join(', ');
      return { text, x, y, gap: 9, size: 10, colour: inCombined ? PALETTE.ink : PALETTE.quiet, optional: true };
    }),
  ];
  const obstacles = [
    ...[...clusters, ...places, ...focus].map(({ x, y }) => around(x, y, 7)),
    { x1: 0, y1: frame.height - 34, x2: 150, y2: frame.height },
    { x1: 0, y1: 0, x2: frame.width, y2: 14 },
    { x1: 0, y1: 0, x2: 38, y2: frame.height },
  ];
  return [
    Plot.dot(places, {
      x: 'x',
      y: 'y',
      symbol: 'square',
      r: 5.5,
      fill: 'white',
      stroke: PALETTE.ink,
      strokeWidth: 1.8,
    }),
    Plot.dot(focus, { x: 'x', y: 'y', symbol: 'diamond', r: 6, fill: 'white', stroke: PALETTE.ink, strokeWidth: 1.6 }),
    Plot.dot(clusters, {
      x: 'x',
      y: 'y',
      symbol: 'triangle',
      r: 5,
      fill: (cluster: Cluster) => (cluster.inCombined ? PALETTE.ink : 'white'),
      stroke: (cluster: Cluster) => (cluster.inCombined ? 'white' : PALETTE.ink),
      strokeWidth: 1.2,
    }),
    ...labelMarks(placeLabels(wishes, obstacles, [], frame)),
  ];
}

export const MAP_LEGEND: readonly LegendEntry[] = [
  { fill: SEEN_BY[0], text: 'seen by one sensor' },
  { fill: SEEN_BY[1], text: 'by two' },
  { fill: SEEN_BY[2], text: 'by three or more' },
  { stroke: PALETTE.least, text: 'edge with the least signature' },
  { stroke: PALETTE.most, dash: '6 3', text: 'edge with the greatest' },
  { stroke: PALETTE.ink, dash: '1 4', text: 'area of interest: unshaded within it is a gap' },
];
