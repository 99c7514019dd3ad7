/** Mark of a sample that the radar did not see. */
export const VOID = -32_768;
/** A void is filled from samples no further than this many away. */
const FILL_REACH = 200;
/** Steps north and east to the eight neighbours, and their lengths. */
export const DIRECTIONS = [
  [1, 0, 1],
  [1, 1, Math.SQRT2],
  [0, 1, 1],
  [-1, 1, Math.SQRT2],
  [-1, 0, 1],
  [-1, -1, Math.SQRT2],
  [0, -1, 1],
  [1, -1, Math.SQRT2],
] as const;

/** Looks up raw samples by row (northwards) and column (eastwards), whichever tile holds them; VOID where none is known. */
export type SampleAt = (row: number, column: number) => number;

/** Mean of the nearest known samples in eight directions, weighted by 1 / distance; 0 where none is in reach. */
export function fillVoid(sampleAt: SampleAt, row: number, column: number): number {
  let sum = 0;
  let weights = 0;
  for (const [north, east, length] of DIRECTIONS) {
    for (let k = 1; k <= FILL_REACH; k++) {
      const h = sampleAt(row + k * north, column + k * east);
      if (h === VOID) continue;
      sum += h / (k * length);
      weights += 1 / (k * length);
      break;
    }
  }
  return weights > 0 ? Math.round(sum / weights) : 0;
}
