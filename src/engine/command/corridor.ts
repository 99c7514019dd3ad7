import { geodeticToEcefInto, MEAN_EARTH_RADIUS } from '../earth/index.js';

/** Airspace in which civil (airway) or friendly (return) traffic is expected, as a scenario gives it. */
export interface CorridorSpec {
  readonly id: string;
  readonly kind: 'airway' | 'return';
  readonly points: readonly { readonly latDeg: number; readonly lonDeg: number }[];
  readonly widthKm: number;
  readonly floorM: number;
  readonly ceilingM: number;
  readonly maximumSpeedMps: number;
}

/** A corridor with its geometry precomputed, in SI. */
export interface Corridor {
  readonly id: string;
  readonly kind: 'airway' | 'return';
  readonly halfWidth: number;
  /** Metres above the ellipsoid, which stands for sea level. */
  readonly floor: number;
  readonly ceiling: number;
  readonly maximumSpeed: number;
  /** False while an order closes it: it is no place for traffic then. */
  open: boolean;
  /** Areas in which an order lets no corridor count. */
  closures: readonly Closure[];
  /**
   * 9 a segment A → B: unit vectors n = A × B (across), n × A (onwards at A), n × B (onwards at B). A point's dot product
   * with each is its distance from that plane through the Earth's centre, so a test costs three dot products, no angles.
   */
  readonly planes: Float64Array;
}

/** A circle on the ground: unit vector of its centre, and the square of its radius as a chord of the unit sphere. */
export interface Closure {
  readonly centre: readonly [number, number, number];
  readonly reach2: number;
}

/** A closure about a place, of a radius in m. */
export function makeClosure(place: { readonly latDeg: number; readonly lonDeg: number }, radius: number): Closure {
  const chord = radius / MEAN_EARTH_RADIUS;
  return { centre: unitVector(place), reach2: chord * chord };
}

/** A speed measured this much over a corridor's limit still conforms: room for a track's noise; assumed. */
const SPEED_TOLERANCE = 1.1;

/** Corridors in order of their ids. Segments without length are left out. */
export function makeCorridors(specs: readonly CorridorSpec[]): Corridor[] {
  return [...specs]
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
    .map((spec) => ({
      id: spec.id,
      kind: spec.kind,
      halfWidth: spec.widthKm * 500,
      floor: spec.floorM,
      ceiling: spec.ceilingM,
      maximumSpeed: spec.maximumSpeedMps,
      open: true,
      closures: [],
      planes: new Float64Array(
        spec.points.slice(1).flatMap((point, k) => segmentPlanes(unitVector(spec.points[k]), unitVector(point))),
      ),
    }));
}

type Vector = readonly [number, number, number];

const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

function unit(v: Vector): Vector {
  const length = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
  return [v[0] / length, v[1] / length, v[2] / length];
}

function unitVector(point: { readonly latDeg: number; readonly lonDeg: number }): Vector {
  const ecef = new Float64Array(3);
  geodeticToEcefInto((point.latDeg * Math.PI) / 180, (point.lonDeg * Math.PI) / 180, 0, ecef);
  return unit([ecef[0], ecef[1], ecef[2]]);
}

function segmentPlanes(a: Vector, b: Vector): number[] {
  if (a[0] === b[0] && a[1] === b[1] && a[2] === b[2]) return [];
  const n = unit(cross(a, b));
  return [...n, ...cross(n, a), ...cross(n, b)];
}

/**
 * Whether a track conforms to a corridor: in its width (ends and corners squared off by half a width), between floor and
 * ceiling, and not faster than its limit. `tolerance` (m), the track's uncertainty, widens every side.
 */
export function conforms(
  corridor: Corridor,
  x: number,
  y: number,
  z: number,
  altitude: number,
  speed: number,
  tolerance: number,
): boolean {
  if (!corridor.open || speed > corridor.maximumSpeed * SPEED_TOLERANCE) return false;
  if (altitude < corridor.floor - tolerance || altitude > corridor.ceiling + tolerance) return false;
  if (corridor.closures.length > 0 && corridor.closures.some((closure) => isWithin(closure, x, y, z))) return false;
  const reach = corridor.halfWidth + tolerance;
  const p = corridor.planes;
  for (let k = 0; k < p.length; k += 9) {
    const across = x * p[k] + y * p[k + 1] + z * p[k + 2];
    if (across > reach || across < -reach) continue;
    if (x * p[k + 3] + y * p[k + 4] + z * p[k + 5] < -reach) continue;
    if (x * p[k + 6] + y * p[k + 7] + z * p[k + 8] <= reach) return true;
  }
  return false;
}

/** Whether a place lies over a closure: by the chord between unit vectors, right to 0.5% for radii up to 1000 km. */
function isWithin({ centre, reach2 }: Closure, x: number, y: number, z: number): boolean {
  const scale = 1 / Math.sqrt(x * x + y * y + z * z);
  const dx = x * scale - centre[0];
  const dy = y * scale - centre[1];
  const dz = z * scale - centre[2];
  return dx * dx + dy * dy + dz * dz <= reach2;
}
