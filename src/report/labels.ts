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

/** Which end of a label its place is. */
export type Anchor = 'start' | 'middle' | 'end';

/** A label with its place: an end of its middle line, so that an estimated width moves it from no symbol. */
export interface PlacedLabel {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly colour: string;
  readonly weight: 'bold' | 'normal';
  readonly anchor: Anchor;
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

/**
 * What a place costs, by px² of symbols and labels covered, by px² of lines covered (a halo keeps text readable there)
 * and by px of distance from the point. Found by trying, on maps of this report.
 */
const COST = { covered: 20, line: 0.012, distance: 4 } as const;

/**
 * Places labels one after another where they cover neither an obstacle nor a label before them; the first wish wins.
 * Lines are avoided where that is possible, except by bold labels, which a reader looks for next to their symbols.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  obstacles: readonly Box[],
  lines: readonly Box[],
  frame: { readonly width: number; readonly height: number },
): PlacedLabel[] {
  const taken: Box[] = [...obstacles];
  const placed: PlacedLabel[] = [];
  for (const wish of wishes) {
    const options = candidates(wish).filter(({ box }) => within(box, frame));
    let best: { box: Box; anchor: Anchor } | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const { box, away, anchor } of options) {
      const covered = total(box, taken);
      if (wish.optional && covered > 0) continue;
      const crossed = wish.weight === 'bold' ? 0 : Math.min(total(box, lines), areaOf(box));
      const cost = COST.covered * covered + COST.line * crossed + COST.distance * away;
      if (cost < least) {
        best = { box, anchor };
        least = cost;
      }
      if (cost === 0) break;
    }
    if (!best) continue;
    const { box, anchor } = best;
    taken.push(box);
    const { text, size, colour, weight = 'normal' } = wish;
    const x = { start: box.x1, middle: (box.x1 + box.x2) / 2, end: box.x2 }[anchor];
    placed.push({ text, size, colour, weight, anchor, x, y: (box.y1 + box.y2) / 2 });
  }
  return placed;
}

/** A box to try, how far beyond the least distance it is, and which end is next to the point. */
interface Candidate {
  readonly box: Box;
  readonly away: number;
  readonly anchor: Anchor;
}

function candidates({ text, x, y, gap, size, spots, weight = 'normal' }: LabelWish): Candidate[] {
  const width = text.length * size * LETTER[weight];
  const half = size * 0.62;
  const centred = (cx: number, cy: number): Box => ({
    x1: cx - width / 2,
    y1: cy - half,
    x2: cx + width / 2,
    y2: cy + half,
  });
  if (spots) return spots.map((spot) => ({ box: centred(spot.x, spot.y), away: 0, anchor: 'middle' }));
  return [0, 6, 14, 26].flatMap((away) =>
    SIDES.map(([sx, sy]): Candidate => {
      const reach = gap + away;
      // At the corners a label may stand closer, level with the symbol's edge.
      const dy = sx !== 0 && sy !== 0 ? 0.6 * reach : reach;
      const anchor = sx > 0 ? 'start' : sx < 0 ? 'end' : 'middle';
      return { box: centred(x + sx * (reach + width / 2), y + sy * (dy + half)), away, anchor };
    }),
  );
}

const areaOf = (box: Box): number => (box.x2 - box.x1) * (box.y2 - box.y1);

const within = (box: Box, { width, height }: { readonly width: number; readonly height: number }): boolean =>
  box.x1 >= 2 && box.y1 >= 2 && box.x2 <= width - 2 && box.y2 <= height - 2;

function overlap(a: Box, b: Box): number {
  const x = Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1);
  const y = Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1);
  return x > 0 && y > 0 ? x * y : 0;
}

const total = (box: Box, others: readonly Box[]): number => others.reduce((sum, other) => sum + overlap(box, other), 0);

/** Small boxes along a line. */
export function along(points: readonly { readonly x: number; readonly y: number }[]): Box[] {
  const step = 8;
  return points.slice(1).flatMap((b, i) => {
    const a = points[i];
    const length = Math.sqrt((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y));
    const count = Math.ceil(length / step);
    return Array.from({ length: count }, (_, k) =>
      around(a.x + ((b.x - a.x) * k) / count, a.y + ((b.y - a.y) * k) / count, step / 2),
    );
  });
}

/** A square obstacle about a point. */
export const around = (x: number, y: number, reach: number): Box => ({
  x1: x - reach,
  y1: y - reach,
  x2: x + reach,
  y2: y + reach,
});
