import type { RunSample } from '../engine/simulation/index.js';
import type { MapFrame } from './mercator.js';

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** What one object, track or interceptor did: where it was, from when to when. */
export interface RunPath {
  readonly id: string;
  readonly kind: RunSample['kind'];
  /** Allegiance, identity or preset, the last one. */
  readonly label: string;
  readonly fromS: number;
  readonly toS: number;
  /** px, with what a line does not need left out. */
  readonly points: readonly Spot[];
  readonly last: Spot;
}

/** Bends smaller than this, px, are not drawn. */
const FINENESS = 0.5;

/** Samples gathered into one path each, in order of id. */
export function runPaths(samples: readonly RunSample[], frame: MapFrame): RunPath[] {
  const gathered = new Map<string, RunSample[]>();
  for (const sample of samples) {
    const key = `${sample.kind} ${sample.id}`;
    const list = gathered.get(key);
    if (list) list.push(sample);
    else gathered.set(key, [sample]);
  }
  return [...gathered.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, list]) => {
      const { id, kind, timeS } = list[0];
      const end = list[list.length - 1];
      const points = list.map((s) => ({ x: frame.x(s.lonDeg), y: frame.y(s.latDeg) }));
      return {
        id,
        kind,
        label: end.label,
        fromS: timeS,
        toS: end.timeS,
        points: simplified(points),
        last: points[points.length - 1],
      };
    });
}

/** A line without the points that lie within FINENESS of it (Douglas and Peucker, The Canadian Cartographer 10, 1973). */
export function simplified(points: readonly Spot[]): Spot[] {
  if (points.length < 3) return [...points];
  const [a, b] = [points[0], points[points.length - 1]];
  let [most, at] = [0, 0];
  for (let i = 1; i < points.length - 1; i++) {
    const off = distanceToSegment(points[i], a, b);
    if (off > most) [most, at] = [off, i];
  }
  if (most <= FINENESS) return [a, b];
  return [...simplified(points.slice(0, at + 1)).slice(0, -1), ...simplified(points.slice(at))];
}

function distanceToSegment(p: Spot, a: Spot, b: Spot): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const square = dx * dx + dy * dy;
  const share = square > 0 ? Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / square)) : 0;
  const [ex, ey] = [p.x - a.x - share * dx, p.y - a.y - share * dy];
  return Math.sqrt(ex * ex + ey * ey);
}

export const pathData = (points: readonly Spot[]): string =>
  points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
