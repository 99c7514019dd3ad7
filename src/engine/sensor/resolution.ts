import { cos, wrapPi } from '../math/index.js';

/** What a radar tells apart: m, rad, rad, m/s. Infinity where it does not measure a quantity, which then separates nothing. */
export interface ResolutionCell {
  readonly range: number;
  readonly azimuth: number;
  readonly elevation: number;
  readonly rangeRate: number;
}

/** One echo of a look, or what several of them merge into. */
export interface Echo {
  readonly range: number;
  readonly azimuth: number;
  readonly elevation: number;
  readonly rangeRate: number;
  /** Signal-to-noise ratio, linear. */
  readonly snr: number;
}

/** Columns of echoes that lie in rows of ECHO_WIDTH. */
export const ECHO = { range: 0, azimuth: 1, elevation: 2, rangeRate: 3, snr: 4 } as const;
export const ECHO_WIDTH = 5;

/** Several echoes that look like one. */
export interface MergedEcho extends Echo {
  /** Indices of the echoes in it, the strongest first. */
  readonly members: readonly number[];
}

let order = new Int32Array(64);

/**
 * Merges what lies in one resolution cell. The strongest echo that is left takes in all weaker ones that differ from it by
 * less than the cell in every quantity, and so on: no chain of echoes grows longer than a cell about its strongest. Azimuths
 * differ by their angle across the line of sight. What is merged lies at the centre of power, and powers add, as they do in
 * the mean when phases are random. The order of the rows decides nothing but the order of `owner`.
 *
 * Reads `count` rows of `echoes`, writes merged rows to `merged` (room for `count`) from the strongest seed down, and for
 * each echo the row that took it in to `owner`. Returns the number of merged rows; `merged` must not be `echoes`.
 */
export function mergeEchoesInto(
  echoes: Float64Array,
  count: number,
  cell: ResolutionCell,
  merged: Float64Array,
  owner: Int32Array,
): number {
  if (count > order.length) order = new Int32Array(2 * count);
  for (let i = 0; i < count; i++) {
    order[i] = i;
    owner[i] = -1;
  }
  const sorted = order.subarray(0, count).sort((a, b) => compare(echoes, a, b));
  let rows = 0;
  for (let s = 0; s < count; s++) {
    const seed = sorted[s];
    if (owner[seed] >= 0) continue;
    const at = seed * ECHO_WIDTH;
    const out = rows * ECHO_WIDTH;
    const level = cos(echoes[at + ECHO.elevation]);
    owner[seed] = rows;
    let power = echoes[at + ECHO.snr];
    // Centre of power, as what must be added to the seed.
    let range = 0;
    let azimuth = 0;
    let elevation = 0;
    let rangeRate = 0;
    for (let k = s + 1; k < count; k++) {
      const row = sorted[k] * ECHO_WIDTH;
      const dr = echoes[row] - echoes[at];
      if (owner[sorted[k]] >= 0 || !(Math.abs(dr) < cell.range)) continue;
      const da = wrapPi(echoes[row + ECHO.azimuth] - echoes[at + ECHO.azimuth]);
      const de = echoes[row + ECHO.elevation] - echoes[at + ECHO.elevation];
      const dv = echoes[row + ECHO.rangeRate] - echoes[at + ECHO.rangeRate];
      if (!(Math.abs(da) * level < cell.azimuth && Math.abs(de) < cell.elevation)) continue;
      if (!(Math.abs(dv) < cell.rangeRate)) continue;
      const snr = echoes[row + ECHO.snr];
      owner[sorted[k]] = rows;
      power += snr;
      range += snr * dr;
      azimuth += snr * da;
      elevation += snr * de;
      rangeRate += snr * dv;
    }
    // Echoes of no power at all, as a Doppler notch leaves them, have no centre: the seed stands for them.
    const whole = power > 0 ? power : 1;
    merged[out + ECHO.range] = echoes[at + ECHO.range] + range / whole;
    merged[out + ECHO.azimuth] = echoes[at + ECHO.azimuth] + azimuth / whole;
    merged[out + ECHO.elevation] = echoes[at + ECHO.elevation] + elevation / whole;
    merged[out + ECHO.rangeRate] = echoes[at + ECHO.rangeRate] + rangeRate / whole;
    merged[out + ECHO.snr] = power;
    rows++;
  }
  return rows;
}

/** Strongest first; between equals the order of their other columns, and last of their rows. */
function compare(echoes: Float64Array, a: number, b: number): number {
  const i = a * ECHO_WIDTH;
  const j = b * ECHO_WIDTH;
  if (echoes[i + ECHO.snr] !== echoes[j + ECHO.snr]) return echoes[j + ECHO.snr] - echoes[i + ECHO.snr];
  for (let k = 0; k < ECHO.snr; k++) if (echoes[i + k] !== echoes[j + k]) return echoes[i + k] - echoes[j + k];
  return a - b;
}

/** The same for a list, for people: see mergeEchoesInto. */
export function mergeEchoes(list: readonly Echo[], cell: ResolutionCell): MergedEcho[] {
  const echoes = new Float64Array(list.length * ECHO_WIDTH);
  list.forEach(({ range, azimuth, elevation, rangeRate, snr }, i) => {
    echoes.set([range, azimuth, elevation, rangeRate, snr], i * ECHO_WIDTH);
  });
  const merged = new Float64Array(echoes.length);
  const owner = new Int32Array(list.length);
  const rows = mergeEchoesInto(echoes, list.length, cell, merged, owner);
  return Array.from({ length: rows }, (_, row) => {
    const at = row * ECHO_WIDTH;
    const members = [...list.keys()].filter((i) => owner[i] === row).sort((a, b) => list[b].snr - list[a].snr || a - b);
    return {
      range: merged[at],
      azimuth: merged[at + ECHO.azimuth],
      elevation: merged[at + ECHO.elevation],
      rangeRate: merged[at + ECHO.rangeRate],
      snr: merged[at + ECHO.snr],
      members,
    };
  });
}
