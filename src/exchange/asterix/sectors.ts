import { TWO_PI } from '../../engine/math/index.js';
import { type Sighting, turnedAngles } from './antenna.js';
import type { Plot, RadarReports } from './plots.js';

/** Parts of a turn that are scans of their own: at 4–12 s a turn, all plots of one are within 0.5–1.5 s. */
export const SECTORS = 8;
const WIDTH = TWO_PI / SECTORS;

/** Longer without any sign of the antenna than so many turns is a silence: it is not known whether it saw nothing. */
const SILENCE = 1.5;

/** A plot so many turns from where both its neighbours in time have the antenna is not of this turn. */
const ASTRAY = 0.25;

/** One sweep over an eighth of a turn. */
export interface Sector {
  /** Of the earliest plot, s; where there is none, when the antenna entered the sector. */
  readonly time: number;
  /** rad, from 0 to 2π. */
  readonly azimuths: readonly [number, number];
  readonly plots: readonly Plot[];
}

interface Seen extends Sighting {
  readonly plot: Plot | null;
}

/** How far a sighting's azimuth is from where another one has the antenna, in turns from 0 to ½. */
function turnsApart(a: Sighting, b: Sighting, period: number): number {
  const turns = (b.azimuth - a.azimuth) / TWO_PI - (b.time - a.time) / period;
  return Math.abs(turns - Math.round(turns));
}

function withoutAstray(seen: readonly Seen[], period: number): Seen[] {
  const far = (i: number, j: number): boolean => {
    const [a, b] = [seen[i], seen[j]];
    return b !== undefined && Math.abs(b.time - a.time) < SILENCE * period && turnsApart(a, b, period) >= ASTRAY;
  };
  return seen.filter((sighting, i) => !(sighting.plot && far(i, i - 1) && far(i, i + 1)));
}

/** The sectors of one stretch without silences, in order, those without plots too. */
function sectorsOfStretch(stretch: readonly Seen[], period: number): Sector[] {
  const angles = turnedAngles(stretch, period);
  const order = stretch.map((_, i) => i).sort((a, b) => angles[a] - angles[b] || a - b);
  const first = Math.floor(angles[order[0]] / WIDTH);
  const last = Math.floor(angles[order[order.length - 1]] / WIDTH);
  const sectors: Sector[] = [];
  let next = 0;
  for (let number = first; number <= last; number++) {
    const before = next - 1;
    const plots: Plot[] = [];
    for (; next < order.length && Math.floor(angles[order[next]] / WIDTH) === number; next++) {
      const { plot } = stretch[order[next]];
      if (plot) plots.push(plot);
    }
    plots.sort((a, b) => a.time - b.time);
    const from = stretch[order[Math.max(0, before)]];
    const entered = from.time + ((number * WIDTH - angles[order[Math.max(0, before)]]) * period) / TWO_PI;
    const part = number - SECTORS * Math.floor(number / SECTORS);
    const time = plots.length > 0 ? plots[0].time : entered;
    sectors.push({ time, azimuths: [part * WIDTH, (part + 1) * WIDTH], plots });
  }
  // Reports come later than the messages about the antenna, some by more than a second: what an empty sector at either end
  // of the stretch held may lie outside the recording.
  const begin = stretch[0].time + period;
  const end = stretch[stretch.length - 1].time - period;
  const sure = sectors.map(({ time, plots }) => plots.length > 0 || (time >= begin && time <= end));
  return sectors.slice(sure.indexOf(true), sure.lastIndexOf(true) + 1);
}

/**
 * Cuts what a radar sent into sectors. Plots, north markers and sector crossings all tell where the antenna points. A
 * sector without plots is there too, except near the ends of a stretch; the first and last count as swept whole.
 */
export function sectorsOf(
  { plots, norths, crossings }: RadarReports,
  period: number,
): { sectors: Sector[]; silences: number; astray: number } {
  const seen: Seen[] = [
    ...plots.map((plot) => ({ time: plot.time, azimuth: plot.azimuth, plot })),
    ...norths.map((time) => ({ time, azimuth: 0, plot: null })),
    ...crossings.map((crossing) => ({ ...crossing, plot: null })),
  ].sort((a, b) => a.time - b.time);
  const kept = withoutAstray(seen, period);
  const sectors: Sector[] = [];
  let silences = 0;
  let start = 0;
  for (let i = 1; i <= kept.length; i++) {
    const silent = i < kept.length && kept[i].time - kept[i - 1].time > SILENCE * period;
    if (silent) silences++;
    if (!silent && i < kept.length) continue;
    for (const sector of sectorsOfStretch(kept.slice(start, i), period)) sectors.push(sector);
    start = i;
  }
  return { sectors, silences, astray: seen.length - kept.length };
}
