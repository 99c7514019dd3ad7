import { CAP_STEPS, type CoverageField, type GeoGrid } from './coverage-field.js';

/**
 * Margins of several sensors over a whole grid, ordered at each point: the first array holds the greatest, the second the
 * second greatest, and so on. The k-th is positive where at least k sensors cover.
 */
export function makeRanks(grid: GeoGrid, depth: number): Float32Array[] {
  const nothing = -CAP_STEPS * grid.step;
  return Array.from({ length: depth }, () => new Float32Array(grid.columns * grid.rows).fill(nothing));
}

/** Adds a sensor's field. The order in which sensors come decides nothing. */
export function addToRanks(ranks: readonly Float32Array[], grid: GeoGrid, field: CoverageField): void {
  for (let r = 0; r < field.rows; r++) {
    for (let c = 0; c < field.columns; c++) {
      const at = (field.row + r) * grid.columns + field.column + c;
      let margin = field.margin[r * field.columns + c];
      for (const rank of ranks) {
        if (margin <= rank[at]) continue;
        const lower = rank[at];
        rank[at] = margin;
        margin = lower;
      }
    }
  }
}

/** The whole grid as a field. Where no sensor looked, nothing is covered. */
export const wholeField = ({ columns, rows }: GeoGrid, margin: Float32Array): CoverageField => ({
  column: 0,
  row: 0,
  columns,
  rows,
  margin,
});

/** The field with its holes filled: every point that cannot be reached from the edge without crossing what is covered. */
export function filled(field: CoverageField): CoverageField {
  const { columns, rows, margin } = field;
  const outside = new Uint8Array(margin.length);
  const stack: number[] = [];
  const visit = (at: number): void => {
    if (outside[at] === 1 || margin[at] > 0) return;
    outside[at] = 1;
    stack.push(at);
  };
  for (let c = 0; c < columns; c++) [c, (rows - 1) * columns + c].forEach(visit);
  for (let r = 0; r < rows; r++) [r * columns, (r + 1) * columns - 1].forEach(visit);
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const c = at % columns;
    if (c > 0) visit(at - 1);
    if (c < columns - 1) visit(at + 1);
    if (at >= columns) visit(at - columns);
    if (at < margin.length - columns) visit(at + columns);
  }
  return { ...field, margin: margin.map((value, at) => (outside[at] === 1 ? value : Math.abs(value))) };
}

/** What lies within one field and not in another of the same window. */
export const without = (field: CoverageField, taken: CoverageField): CoverageField => ({
  ...field,
  margin: field.margin.map((value, at) => Math.min(value, -taken.margin[at])),
});
