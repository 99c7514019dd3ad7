import { exp } from '../math/index.js';

/** A signature by the direction that it is seen from; it is the same from port and from starboard. */
export interface AspectTable {
  /** Angles from the nose in the body's plane, rising, rad, 0 to π. */
  readonly azimuths: Float64Array;
  /** Angles over the body's plane, rising, rad; negative from below. */
  readonly elevations: Float64Array;
  /** Natural logarithms of m², row by row of azimuth. */
  readonly logRcs: Float64Array;
}

const DEGREE = Math.PI / 180;
/** Natural logarithm of one decibel. */
export const LOG_PER_DECIBEL = Math.LN10 / 10;
const MOST_NODES = 200;

/** What is wrong with a table's text, or the table. */
export type ParsedTable =
  | { readonly table: AspectTable; readonly wrong?: undefined }
  | { readonly wrong: string; readonly table?: undefined };

/**
 * Reads a table as people write it, in dBsm: a first line with a word and the elevations in degrees, then a line for each
 * azimuth in degrees from the nose with a value for each elevation. Both rise; azimuths lie in 0–180, elevations in ±90.
 *
 *     azimuth  -30   0  30
 *           0   -5 -10  -8
 *          90   12  10  14
 *         180    3   0   2
 */
export function parseAspectTable(text: string): ParsedTable {
  const lines = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim().split(/\s+/)]));
  if (lines.length < 2) return { wrong: 'needs a line of elevations and a line for each azimuth' };
  const [[word, ...head], ...rows] = lines;
  if (word === undefined || !Number.isNaN(Number(word))) return { wrong: 'begins with a word before the elevations' };
  const elevations = head.map(Number);
  const azimuths = rows.map(([azimuth]) => Number(azimuth));
  const values = rows.map(([, ...row]) => row.map(Number));
  if (elevations.length === 0 || elevations.length > MOST_NODES || azimuths.length > MOST_NODES) {
    return { wrong: `holds 1–${MOST_NODES} elevations and azimuths` };
  }
  const short = values.findIndex((row) => row.length !== elevations.length);
  if (short >= 0) {
    return { wrong: `needs ${elevations.length} values for azimuth ${rows[short][0]}; got ${values[short].length}` };
  }
  const angles = wrongAngles('elevations', elevations, -90, 90) ?? wrongAngles('azimuths', azimuths, 0, 180);
  if (angles) return { wrong: angles };
  const outside = values.flat().find((value) => !(value >= -60 && value <= 60));
  if (outside !== undefined) return { wrong: `holds values of -60 to 60 dBsm; got ${outside}` };
  return {
    table: {
      azimuths: Float64Array.from(azimuths, (angle) => angle * DEGREE),
      elevations: Float64Array.from(elevations, (angle) => angle * DEGREE),
      logRcs: Float64Array.from(values.flat(), (decibels) => decibels * LOG_PER_DECIBEL),
    },
  };
}

function wrongAngles(what: string, angles: readonly number[], low: number, high: number): string | undefined {
  for (const [i, angle] of angles.entries()) {
    if (!(angle >= low && angle <= high)) return `has ${what} of ${low} to ${high}°; got ${angle}`;
    if (i > 0 && !(angle > angles[i - 1])) return `has ${what} that rise; got ${angle} after ${angles[i - 1]}`;
  }
  return undefined;
}

/** Index of the node below x, so that x lies between it and the next; nodes have at least two entries. */
function below(nodes: Float64Array, x: number): number {
  let low = 0;
  let high = nodes.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (nodes[middle] <= x) low = middle;
    else high = middle;
  }
  return low;
}

/** Where x lies between nodes i and i + 1, kept within 0 and 1: beyond the ends the last values hold. */
const share = (nodes: Float64Array, i: number, x: number): number =>
  Math.min(1, Math.max(0, (x - nodes[i]) / (nodes[i + 1] - nodes[i])));

/** Signature, m², at an azimuth and an elevation (rad): linear in decibels between the nodes. */
export function tableRcs(table: AspectTable, azimuth: number, elevation: number): number {
  const { azimuths, elevations, logRcs } = table;
  const width = elevations.length;
  const row = azimuths.length > 1 ? below(azimuths, azimuth) : 0;
  const column = width > 1 ? below(elevations, elevation) : 0;
  const u = azimuths.length > 1 ? share(azimuths, row, azimuth) : 0;
  const v = width > 1 ? share(elevations, column, elevation) : 0;
  const at = row * width + column;
  const right = width > 1 ? 1 : 0;
  const down = azimuths.length > 1 ? width : 0;
  const near = logRcs[at] + v * (logRcs[at + right] - logRcs[at]);
  const far = logRcs[at + down] + v * (logRcs[at + down + right] - logRcs[at + down]);
  return exp(near + u * (far - near));
}
