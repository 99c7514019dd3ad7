/** A rectangle on the map, px. */
interface Box {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** Text that wants a place near a point. */
export interface LabelWish {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** Distance that the label keeps from its point, px. */
  readonly gap: number;
  readonly size: number;
  readonly colour: string;
  readonly weight?: 'bold' | 'normal';
  /** Other points where it may stand as well, best first; the point itself if there are none. */
  readonly spots?: readonly { readonly x: number; readonly y: number }[];
  /** Left out rather than put over another. */
  readonly optional?: boolean;
}

/** A label with its place: the left end of its middle line. */
export interface PlacedLabel {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly colour: string;
  readonly weight: 'bold' | 'normal';
}

/** Mean width of a letter over the font’s size, for a wide sans-serif: an estimate, on the safe side. */
const LETTER = { normal: 0.6, bold: 0.68 } as const;

/** Directions to try about a point: right, left, above, below, then the corners. */
const SIDES: readonly (readonly [number, number])[] = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, -1],
  [1, 1],
  [-1, -1],
  [-1, 1],
];

/** Places labels one after another where they cover neither an obstacle nor a label before them; the first wish wins. */
export function placeLabels(
  wishes: readonly LabelWish[],
  obstacles: readonly Box[],
  frame: { readonly width: number; readonly height: number },
): PlacedLabel[] {
  const taken: Box[] = [...obstacles];
  const placed: PlacedLabel[] = [];
  for (const wish of wishes) {
    const options = candidates(wish).filter((box) => within(box, frame));
    let best: Box | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const box of options) {
      const covered = taken.reduce((sum, other) => sum + overlap(box, other), 0);
      if (covered < least) {
        best = box;
        least = covered;
      }
      if (covered === 0) break;
    }
    if (!best || (wish.optional && least > 0)) continue;
    taken.push(best);
    const { text, size, colour, weight = 'normal' } = wish;
    placed.push({ text, size, colour, weight, x: best.x1, y: (best.y1 + best.y2) / 2 });
  }
  return placed;
}

function candidates({ text, x, y, gap, size, spots, weight = 'normal' }: LabelWish): Box[] {
  const width = text.length * size * LETTER[weight];
  const half = size * 0.62;
  const about = (px: number, py: number, reach: number): Box[] =>
    SIDES.map(([sx, sy]) => {
      const cx = px + sx * (reach + width / 2);
      const cy = py + sy * (reach + half) + (sx !== 0 && sy !== 0 ? -sy * reach * 0.4 : 0);
      return { x1: cx - width / 2, y1: cy - half, x2: cx + width / 2, y2: cy + half };
    });
  if (spots) {
    return spots.map((s) => ({ x1: s.x - width / 2, y1: s.y - half, x2: s.x + width / 2, y2: s.y + half }));
  }
  return [gap, gap + 8, gap + 18, gap + 30].flatMap((reach) => about(x, y, reach));
}

const within = (box: Box, { width, height }: { readonly width: number; readonly height: number }): boolean =>
  box.x1 >= 2 && box.y1 >= 2 && box.x2 <= width - 2 && box.y2 <= height - 2;

function overlap(a: Box, b: Box): number {
  const x = Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1);
  const y = Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1);
  return x > 0 && y > 0 ? x * y : 0;
}

/** A square obstacle about a point. */
export const around = (x: number, y: number, reach: number): Box => ({
  x1: x - reach,
  y1: y - reach,
  x2: x + reach,
  y2: y + reach,
});
