import type { Polygon } from './contours.js';
import { areaKm2 } from './contours.js';
import type { CoverageSurvey } from './coverage-survey.js';

/** A survey's outlines, sensors and places as GeoJSON (RFC 7946, 2016): WGS-84 degrees, right-handed rings. */
export function coverageGeoJson({ record, shapes, areaOfInterest }: CoverageSurvey): string {
  const { target, detectionProbability, sensors, places } = record;
  const about = { target, detectionProbability };
  const area = (properties: object, polygons: readonly Polygon[]): object => ({
    type: 'Feature',
    properties: { ...properties, areaKm2: areaKm2(polygons) },
    geometry: { type: 'MultiPolygon', coordinates: polygons.map(within180) },
  });
  const point = (properties: object, at: { readonly lonDeg: number; readonly latDeg: number }): object => ({
    type: 'Feature',
    properties,
    geometry: { type: 'Point', coordinates: [at.lonDeg, at.latDeg] },
  });
  const features = [
    ...shapes.flatMap(({ altitudeM, sensors: own, combined, low, high, byTwo, byThree, gaps }) => [
      ...own.map((polygons, s) =>
        area({ kind: 'coverage', of: sensors[s].id, altitudeM, signature: 'nominal', ...about }, polygons),
      ),
      area({ kind: 'coverage', of: 'combined', altitudeM, signature: 'nominal', ...about }, combined),
      area({ kind: 'coverage', of: 'combined', altitudeM, signature: 'low', ...about }, low),
      area({ kind: 'coverage', of: 'combined', altitudeM, signature: 'high', ...about }, high),
      area({ kind: 'overlap', atLeast: 2, altitudeM, ...about }, byTwo),
      area({ kind: 'overlap', atLeast: 3, altitudeM, ...about }, byThree),
      area({ kind: 'gap', altitudeM, ...about }, gaps),
    ]),
    area({ kind: 'areaOfInterest', ...about }, areaOfInterest),
    ...sensors.map(({ id, preset, inCombined, heightM, ...at }) =>
      point({ kind: 'sensor', id, preset, inCombined, heightM }, at),
    ),
    ...places.map(({ id, name, lowestSeenM, lowM, highM, ...at }) =>
      point({ kind: 'place', id, name, lowestSeenM, lowM, highM }, at),
    ),
  ];
  // A line a feature, so that versions of a file can be compared.
  return `{"type":"FeatureCollection","features":[\n${features.map((feature) => JSON.stringify(feature)).join(',\n')}\n]}\n`;
}

/** Polygons are cut along the antimeridian; what is east of it has longitudes past 180. */
function within180(polygon: Polygon): Polygon {
  const isBeyond = polygon[0].some(([lon]) => lon > 180);
  return isBeyond ? polygon.map((ring) => ring.map(([lon, lat]) => [Number((lon - 360).toFixed(6)), lat])) : polygon;
}
