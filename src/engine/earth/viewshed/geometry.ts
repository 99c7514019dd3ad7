import { asin, asinh, atan, atan2, cos, sin, sinh, tan } from '../../math/index.js';
import type { Metre, Radian } from '../../types/index.js';
import { conformalTangent } from '../transverse-mercator.js';
import { WGS84 } from '../wgs84.js';

/**
 * One of the eight sectors into which the sweep cuts the ground about an observer. Rays cross its lines (rows northwards
 * or southwards, columns eastwards or westwards) one after another; x counts lines from the observer's, y cells along a
 * line from the observer's row or column, towards the side of the sector. A ray has a slope t: cells a line where it leaves
 * the observer.
 */
export interface Sector {
  /** From line to line and from cell to cell at the observer, m. */
  readonly lineStep: Metre;
  readonly cellStep: Metre;
  /** Slope of the ray through a place. */
  slopeTo(x: number, y: number): number;
  /**
   * Where the ray of a slope crosses line x: y into out[0], and into out[1] its distance on the ground over that of a
   * plane, x × √(lineStep² + t² cellStep²).
   */
  crossInto(x: number, t: number, out: Float64Array): void;
  /** Distance on the ground, m. */
  distanceTo(x: number, y: number): Metre;
}

/** The sectors about an observer's cell: of rows or of columns, to smaller or greater numbers, on one side or the other. */
export type Geometry = (lines: 'rows' | 'columns', direction: 1 | -1, side: 1 | -1) => Sector;

/** A grid in the plane, as of a map projection: distances are those of its coordinates. */
export function planeGeometry(cellX: Metre, cellY: Metre): Geometry {
  return (lines) => {
    const lineStep = lines === 'rows' ? cellY : cellX;
    const cellStep = lines === 'rows' ? cellX : cellY;
    return {
      lineStep,
      cellStep,
      slopeTo: (x, y) => y / x,
      crossInto(x, t, out) {
        out[0] = t * x;
        out[1] = 1;
      },
      distanceTo: (x, y) => Math.sqrt(x * x * lineStep * lineStep + y * y * cellStep * cellStep),
    };
  };
}

/** Rows and columns of a geographic grid about an observer's cell. */
export interface GraticuleOptions {
  /** Latitude of the centre of the window's first (northernmost) row. */
  readonly northLat: Radian;
  /** From row to row southwards and from column to column, positive. */
  readonly stepLat: Radian;
  readonly stepLon: Radian;
  readonly rows: number;
  readonly row: number;
}

/**
 * A grid of parallels and meridians on WGS-84. Rays are great circles of the sphere that touches the ellipsoid at the
 * observer and maps it conformally (C. F. Gauss, 1822/1843: radius √(M N), longitudes stretched by √(1 + e′² cos⁴ φ)),
 * which within some hundred kilometres are geodesics to a few centimetres.
 */
export function graticuleGeometry({ northLat, stepLat, stepLon, rows, row }: GraticuleOptions): Geometry {
  const lat = northLat - row * stepLat;
  const s = sin(lat);
  const c = cos(lat);
  const secondE2 = WGS84.e2 / (1 - WGS84.e2);
  const stretch = Math.sqrt(1 + secondE2 * c * c * c * c);
  const w2 = 1 - WGS84.e2 * s * s;
  const radius = (WGS84.a * Math.sqrt(1 - WGS84.e2)) / w2;
  const sin0 = s / stretch;
  const cos0 = Math.sqrt(1 - sin0 * sin0);
  const isometric = (phi: Radian): number => stretch * asinh(conformalTangent(tan(phi)));
  const offset = asinh(sin0 / cos0) - isometric(lat);
  // Tangent of each row's latitude on the sphere, and of a row beyond at either end.
  const tangents = Float64Array.from({ length: rows + 2 }, (_, i) => {
    const phi = northLat - (i - 1) * stepLat;
    return Math.abs(phi) < 1.57 ? sinh(isometric(phi) + offset) : phi > 0 ? 1e9 : -1e9;
  });
  const tangentAt = (place: number): number => {
    const i = Math.min(rows, Math.max(0, Math.floor(place + 1)));
    return tangents[i] + (place + 1 - i) * (tangents[i + 1] - tangents[i]);
  };
  const rowOf = (tangent: number): number => {
    let low = 0;
    let high = rows;
    while (high - low > 0) {
      const middle = (low + high) >> 1;
      if (tangents[middle + 1] < tangent) high = middle;
      else low = middle + 1;
    }
    const i = Math.min(rows, low);
    return i - 1 + (tangents[i] - tangent) / (tangents[i] - tangents[i + 1]);
  };
  const turn = stretch * stepLon;
  const rowStep = ((WGS84.a * (1 - WGS84.e2)) / (w2 * Math.sqrt(w2))) * stepLat;
  const columnStep = (WGS84.a / Math.sqrt(w2)) * c * stepLon;
  /** East, north and up (towards the observer's zenith) of a place on the unit sphere. */
  const place = new Float64Array(3);
  const placeInto = (tangent: number, lambda: number): void => {
    const cosPsi = 1 / Math.sqrt(1 + tangent * tangent);
    const sinPsi = tangent * cosPsi;
    const cosLambda = cos(lambda);
    place[0] = cosPsi * sin(lambda);
    place[1] = cos0 * sinPsi - sin0 * cosPsi * cosLambda;
    place[2] = sin0 * sinPsi + cos0 * cosPsi * cosLambda;
  };
  const distance = (): Metre => radius * atan2(Math.sqrt(place[0] * place[0] + place[1] * place[1]), place[2]);

  return (lines, direction, side) => {
    const byRows = lines === 'rows';
    const lineStep = byRows ? rowStep : columnStep;
    const cellStep = byRows ? columnStep : rowStep;
    const aspect = cellStep / lineStep;
    // Northwards is to smaller rows.
    const north = byRows ? -direction : -side;
    const look = (x: number, y: number): void => {
      if (byRows) placeInto(tangentAt(row + direction * x), turn * y);
      else placeInto(tangentAt(row + side * y), turn * x);
    };
    return {
      lineStep,
      cellStep,
      slopeTo(x, y) {
        look(x, y);
        const slope = byRows ? place[0] / (north * place[1]) : (north * place[1]) / place[0];
        return slope / aspect;
      },
      crossInto(x, t, out) {
        const g = t * aspect;
        if (byRows) {
          const tangent = tangentAt(row + direction * x);
          const k = north * g * sin0;
          const reach = (north * g * cos0 * tangent) / Math.sqrt(1 + k * k);
          const lambda = asin(Math.min(1, Math.max(-1, reach))) - atan(k);
          placeInto(tangent, lambda);
          out[0] = lambda / turn;
        } else {
          const lambda = turn * x;
          const tangent = (north * g * sin(lambda) + sin0 * cos(lambda)) / cos0;
          placeInto(tangent, lambda);
          out[0] = side * (rowOf(tangent) - row);
        }
        out[1] = distance() / (x * Math.sqrt(lineStep * lineStep + t * t * cellStep * cellStep));
      },
      distanceTo(x, y) {
        look(x, y);
        return distance();
      },
    };
  };
}
