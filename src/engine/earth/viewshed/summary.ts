import { cos } from '../../math/index.js';
import type { Metre } from '../../types/index.js';
import { WGS84 } from '../wgs84.js';
import type { Site } from './site.js';

/** A viewshed told by direction and distance. */
export interface ViewshedSummary {
  /** Areas of the cells in range and of the visible ones, m². */
  readonly area: number;
  readonly visibleArea: number;
  /** Cells in range and visible, by compass octant (north, north-east …) and ring: [octant × rings + ring]. */
  readonly rings: number;
  readonly inRange: Float64Array;
  readonly visible: Float64Array;
  /** Distance to the farthest visible cell of each octant, m; 0 if none. */
  readonly farthest: Float64Array;
}

const OCTANTS = 8;

/** Distances and directions are those of a plane about the observer, or at the observer’s latitude: for reading. */
export function summarise({ ground, grid, sight }: Site, answer: Uint8Array, rings: number): ViewshedSummary {
  const inRange = new Float64Array(OCTANTS * rings);
  const visible = new Float64Array(OCTANTS * rings);
  const farthest = new Float64Array(OCTANTS);
  let area = 0;
  let visibleArea = 0;
  for (let r = 0; r < ground.height; r++) {
    const [cellX, cellY] = cellSizes(grid, r);
    const north = (sight.row - r) * cellY;
    for (let c = 0; c < ground.width; c++) {
      const seen = answer[r * ground.width + c];
      if (seen > 1) continue;
      const east = (c - sight.col) * cellX;
      const distance = Math.sqrt(north * north + east * east);
      const octant = octantOf(north, east);
      const ring = Math.min(rings - 1, Math.floor((distance / sight.radius) * rings));
      inRange[octant * rings + ring]++;
      area += cellX * cellY;
      if (seen !== 1) continue;
      visible[octant * rings + ring]++;
      visibleArea += cellX * cellY;
      farthest[octant] = Math.max(farthest[octant], Math.min(distance, sight.radius));
    }
  }
  return { area, visibleArea, rings, inRange, visible, farthest };
}

const TANGENT_22_5 = Math.SQRT2 - 1;

/** 0 about north, 1 about north-east and so on, each 45° wide. */
function octantOf(north: number, east: number): number {
  const n = Math.abs(north);
  const e = Math.abs(east);
  if (e <= n * TANGENT_22_5) return north >= 0 ? 0 : 4;
  if (n <= e * TANGENT_22_5) return east > 0 ? 2 : 6;
  if (north > 0) return east > 0 ? 1 : 7;
  return east > 0 ? 3 : 5;
}

/** Metres of a cell of a row of the window, to the east and to the south. */
export function cellSizes(grid: Site['grid'], row: number): [Metre, Metre] {
  if (grid.kind === 'plane') return [grid.cellX, grid.cellY];
  const c = cos(grid.northLat - row * grid.stepLat);
  const w2 = 1 - WGS84.e2 * (1 - c * c);
  const normal = WGS84.a / Math.sqrt(w2);
  return [normal * c * grid.stepLon, ((normal * (1 - WGS84.e2)) / w2) * grid.stepLat];
}
