import * as Plot from '@observablehq/plot';
import { html, type Markup, raw } from './html.js';
import { lineMarks } from './map.js';
import { PALETTE } from './palette.js';

/** An entry of a legend: a swatch or a line, and what it stands for. */
export interface LegendEntry {
  readonly text: string;
  readonly fill?: string;
  readonly stroke?: string;
  readonly dash?: string;
}

/** A legend beside a chart rather than in it, so that it stays readable on a telephone. */
export function legendList(entries: readonly LegendEntry[], more: Markup = html``): Markup {
  const items = entries.map(({ text, fill, stroke, dash }) => {
    const drawing = fill
      ? `<rect x="1" y="2" width="28" height="12" fill="${fill}"/>`
      : `<path d="M1 8H29" stroke="${stroke}" stroke-width="2" stroke-linecap="round" fill="none"${dash ? ` stroke-dasharray="${dash}"` : ''}/>`;
    return html`<li><svg width="30" height="16" viewBox="0 0 30 16" aria-hidden="true">${raw(drawing)}</svg> ${text}</li>`;
  });
  return html`<ul class="legend">${items}${more}</ul>`;
}

/** Title, a line of figures and a legend under a chart that stands by itself. */
export interface Strip {
  readonly title: string;
  readonly text: string;
  readonly legend: readonly LegendEntry[];
}

/** Width of a letter over its size, and of the parts of an entry, px. */
const LETTER = 0.56;
const LINE = 26;
const AROUND = 22;
const SIZE = 11;
const ROW = 16;

const widthOf = ({ text }: LegendEntry): number => LINE + AROUND + text.length * SIZE * LETTER;

/** Where each entry stands: rows of a legend as wide as the chart. */
function placesOf(legend: readonly LegendEntry[], width: number): { x: number; row: number }[] {
  let [x, row] = [12, 0];
  return legend.map((entry) => {
    if (x > 12 && x + widthOf(entry) > width) [x, row] = [12, row + 1];
    const place = { x, row };
    x += widthOf(entry);
    return place;
  });
}

/** Room that a strip takes, px. */
export const stripHeight = ({ legend }: Strip, width: number): number =>
  62 + ROW * placesOf(legend, width).reduce((most, { row }) => Math.max(most, row), 0);

/** A strip below `y`. */
export function stripMarks({ title, text, legend }: Strip, width: number, y: number): Plot.Markish[] {
  const places = placesOf(legend, width).map(({ x, row }) => ({ x, y: y + 52 + ROW * row }));
  const start = { x: () => 12, textAnchor: 'start', fill: PALETTE.ink, clip: false, text: (d: string) => d } as const;
  return [
    Plot.text([title], { ...start, y: () => y + 14, fontSize: 13, fontWeight: 'bold' }),
    Plot.text([text], { ...start, y: () => y + 33, fontSize: 11.5 }),
    ...legend.map(({ text: key, fill, stroke, dash }, i) => {
      const at = places[i];
      return lineMarks([{ key, points: [at, { x: at.x + LINE, y: at.y }] }], {
        stroke: fill ?? stroke,
        strokeWidth: fill ? 11 : 1.8,
        strokeDasharray: dash,
        strokeLinecap: fill ? 'butt' : 'round',
        clip: false,
      });
    }),
    Plot.text(
      legend.map((entry, i) => ({ ...places[i], text: entry.text })),
      {
        x: 'x',
        y: 'y',
        dx: LINE + 6,
        text: 'text',
        textAnchor: 'start',
        fontSize: SIZE,
        fill: PALETTE.ink,
        clip: false,
      },
    ),
  ];
}
