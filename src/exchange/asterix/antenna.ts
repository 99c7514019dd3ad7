import { TWO_PI } from '../../engine/math/index.js';

/** Something that tells where an antenna points: a plot, a north marker, a sector crossing. */
export interface Sighting {
  /** s */
  readonly time: number;
  /** rad, 0 … 2π */
  readonly azimuth: number;
}

export type PeriodSource = 'I034/041' | 'north markers' | 'sector crossings' | 'plots' | 'assumed';

export interface Period {
  /** s */
  readonly period: number;
  readonly from: PeriodSource;
}

/** Turns of surveillance antennas last so long, s: surface movement radars 1 s, long-range radars 12 s; with a margin. */
const SHORTEST = 0.5;
const LONGEST = 20;
/** Where nothing tells, s: between terminal radars (4–5 s) and en-route radars (8–12 s). Assumed. */
export const PERIOD_ASSUMED = 5;

function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const possible = (period: number): boolean => period >= SHORTEST && period <= LONGEST;

export interface PeriodEvidence {
  /** What I034/041 said, s. */
  readonly told: readonly number[];
  /** Times of north markers, s, in order. */
  readonly norths: readonly number[];
  readonly crossings: readonly Sighting[];
  /** Successive reports of one address or code, in order of time: [earlier, later]. */
  readonly pairs: readonly (readonly [Sighting, Sighting])[];
  /** All reports, in order of time. */
  readonly plots: readonly Sighting[];
}

/** Turns from one sighting to the next, less the whole ones: between −½ and ½. */
const partOfTurn = (from: number, to: number): number => {
  const turns = (to - from) / TWO_PI;
  return turns - Math.round(turns);
};

/** Plots compared for the rate of turn lie so far apart, s: enough to tell the rate, too little for half a turn. */
const RATE_SPAN = [0.1, 0.25] as const;
/** From so many comparisons on a rate is taken; after so many no more are made, however dense the plots. */
const RATE_LEAST = 5;
const RATE_MOST = 20_000;

/** Times of a turn by how azimuth grows with time among plots that are close in time. */
function ratesOfPlots(plots: readonly Sighting[]): number[] {
  const rates: number[] = [];
  let compared = 0;
  for (let i = 0; i < plots.length && compared < RATE_MOST; i++) {
    for (let j = i + 1; j < plots.length && compared < RATE_MOST; j++) {
      const dt = plots[j].time - plots[i].time;
      if (dt > RATE_SPAN[1]) break;
      compared++;
      const turned = partOfTurn(plots[i].azimuth, plots[j].azimuth);
      if (dt >= RATE_SPAN[0] && turned > 0 && possible(dt / turned)) rates.push(dt / turned);
    }
  }
  return rates;
}

/**
 * The time of one turn from the best evidence there is: what the radar says (I034/041), the median time between north
 * markers, the median rate between sector crossings, or between successive reports of the same target, whose azimuth
 * changes little in a turn (the median stands while under half of the reports are missing), or lastly how the azimuth
 * grows with time from plot to plot.
 */
export function periodOf({ told, norths, crossings, pairs, plots }: PeriodEvidence): Period {
  const saidSo = told.filter(possible);
  if (saidSo.length > 0) return { period: median(saidSo), from: 'I034/041' };
  const between = norths.slice(1).map((time, i) => time - norths[i]);
  const turns = between.filter(possible);
  if (turns.length > 0) return { period: median(turns), from: 'north markers' };
  const rates: number[] = [];
  for (let i = 1; i < crossings.length; i++) {
    const turned = partOfTurn(crossings[i - 1].azimuth, crossings[i].azimuth);
    const rate = (crossings[i].time - crossings[i - 1].time) / turned;
    if (turned > 0 && possible(rate)) rates.push(rate);
  }
  if (rates.length > 0) return { period: median(rates), from: 'sector crossings' };
  const revisits: number[] = [];
  for (const [earlier, later] of pairs) {
    const turned = 1 + partOfTurn(earlier.azimuth, later.azimuth);
    const period = (later.time - earlier.time) / turned;
    if (turned > 0.75 && turned < 1.25 && possible(period)) revisits.push(period);
  }
  if (revisits.length > 0) return { period: median(revisits), from: 'plots' };
  const sweeps = ratesOfPlots(plots);
  if (sweeps.length >= RATE_LEAST) return { period: median(sweeps), from: 'plots' };
  return { period: PERIOD_ASSUMED, from: 'assumed' };
}

/**
 * The angle that the antenna has turned since the first sighting's turn began, rad, at each sighting in order of time:
 * the azimuth plus the whole turns that bring it nearest to where the time says the antenna is. Turns are counted from one
 * sighting to the next, so an error of the period does not add up; a sighting up to half a turn from the antenna's
 * true azimuth does no harm to those after it.
 */
export function turnedAngles(sightings: readonly Sighting[], period: number): Float64Array {
  const angles = new Float64Array(sightings.length);
  for (let i = 0; i < sightings.length; i++) {
    const { time, azimuth } = sightings[i];
    if (i === 0) {
      angles[0] = azimuth;
      continue;
    }
    const expected = angles[i - 1] + (TWO_PI * (time - sightings[i - 1].time)) / period;
    angles[i] = azimuth + TWO_PI * Math.round((expected - azimuth) / TWO_PI);
  }
  return angles;
}
