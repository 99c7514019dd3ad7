import type { ResolvedScenario } from '../engine/scenario/index.js';
import type { RunResult } from '../engine/simulation/index.js';
import type { SimulationEvent } from '../engine/types/index.js';
import { type EventMark, markOf } from './event-marks.js';
import { escapeHtml } from './html.js';
import { PALETTE } from './palette.js';
import { toldEvents } from './timeline.js';
import { clock } from './words.js';

type Run = Pick<RunResult, 'events' | 'samples'>;

const LEFT = 150;
const RIGHT = 14;
const ROW = 17;
const HEAD = 26;
const LEGEND_ROW = 18;
const LEGEND_COLUMN = 170;
/** Rows of objects and of those who act; more would be no picture. */
const MOST_ROWS = 24;

interface Row {
  readonly id: string;
  readonly colour: string;
  /** Seconds in the air; none for what stands on the ground. */
  readonly air?: readonly [fromS: number, toS: number];
  readonly events: readonly SimulationEvent[];
}

/** Air objects first, then who acts, each in order of id. */
function rowsOf({ flights }: ResolvedScenario, { events, samples }: Run): Row[] {
  const told = toldEvents(events);
  const air = new Map<string, [number, number]>();
  for (const { kind, id, timeS } of samples) {
    if (kind !== 'object') continue;
    const span = air.get(id);
    if (span) span[1] = timeS;
    else air.set(id, [timeS, timeS]);
  }
  const objects = flights.flatMap(({ id, allegiance }): Row[] => {
    const span = air.get(id);
    if (!span) return [];
    return [{ id, colour: PALETTE[allegiance], air: span, events: told.filter((event) => event.actor === id) }];
  });
  const flying = new Set<string>(flights.map(({ id }) => id));
  const actors = [...new Set(told.map(({ actor }) => actor))].filter((actor) => !flying.has(actor)).sort();
  const acting = actors.map((id) => ({ id, colour: PALETTE.ink, events: told.filter((e) => e.actor === id) }));
  // Where not all have room, raiders and friends come before airliners.
  const room = Math.max(0, MOST_ROWS - acting.length);
  const chosen = objects.length <= room ? objects : objects.filter(({ colour }) => colour !== PALETTE.civil);
  return [...chosen.slice(0, room), ...acting.slice(0, MOST_ROWS)];
}

const marksOf = (event: SimulationEvent): EventMark =>
  markOf(event.kind, /^killed/.test(event.because ?? ''), event.values?.identity?.toString());

function legendOf(rows: readonly Row[]): EventMark[] {
  const found = new Map<string, EventMark>();
  for (const mark of rows.flatMap(({ events }) => events.map(marksOf))) {
    if (!found.has(mark.means)) found.set(mark.means, mark);
  }
  return [...found.values()];
}

const columns = (width: number): number => Math.max(1, Math.floor((width - 20) / LEGEND_COLUMN));

/** Height of the axis with its rows and legend, px. */
export function axisHeight(scenario: ResolvedScenario, run: Run, width = 860): number {
  const rows = rowsOf(scenario, run);
  return HEAD + rows.length * ROW + 10 + LEGEND_ROW * Math.ceil(legendOf(rows).length / columns(width)) + 8;
}

/** Who did what when: a row for each object with its time in the air, and for each who acted, with marks of events. */
export function eventAxis(scenario: ResolvedScenario, run: Run, width: number): string {
  const rows = rowsOf(scenario, run);
  const { durationS, stepS } = scenario;
  const x = (timeS: number): string => (LEFT + ((width - LEFT - RIGHT) * timeS) / durationS).toFixed(1);
  const bottom = HEAD + rows.length * ROW;
  const step = [10, 20, 30, 60, 120, 300, 600, 900, 1800].find((s) => durationS / s <= 12) ?? 3600;
  const ticks = Array.from({ length: Math.floor(durationS / step) + 1 }, (_, k) => k * step);
  const grid = ticks
    .map(
      (t) =>
        `<path d="M${x(t)} ${HEAD - 4}V${bottom}" stroke="${PALETTE.line}" stroke-width=".7"/><text x="${x(t)}" y="${HEAD - 9}" text-anchor="middle" fill="${PALETTE.quiet}" font-size="10">${clock(t)}</text>`,
    )
    .join('');
  const body = rows.map(({ id, colour, air, events }, k) => {
    const y = HEAD + k * ROW + ROW / 2;
    const bar = air
      ? `<path d="M${x(air[0])} ${y}H${x(air[1])}" stroke="${colour}" stroke-width="5" opacity=".4"/>`
      : `<path d="M${LEFT} ${y}H${width - RIGHT}" stroke="${PALETTE.line}"/>`;
    const marks = events.map((e) => `<g transform="translate(${x(e.tick * stepS)} ${y})">${marksOf(e).draw}</g>`);
    return `<text x="${LEFT - 8}" y="${y + 4}" text-anchor="end" fill="${colour}">${escapeHtml(id)}</text>${bar}${marks.join('')}`;
  });
  const across = columns(width);
  const legend = legendOf(rows).map(({ draw, means }, k) => {
    const [cx, cy] = [24 + (k % across) * LEGEND_COLUMN, bottom + 18 + Math.floor(k / across) * LEGEND_ROW];
    return `<g transform="translate(${cx} ${cy})">${draw}<text x="11" y="4" fill="${PALETTE.quiet}">${means}</text></g>`;
  });
  return `${grid}\n${body.join('\n')}\n${legend.join('')}`;
}
