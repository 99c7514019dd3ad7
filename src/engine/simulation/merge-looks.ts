import { asin, atan2, sinCosInto } from '../math/index.js';
import { ECHO, ECHO_WIDTH, LINE_WIDTH, mergeEchoesInto, type ResolutionCell } from '../sensor/index.js';
import { looks } from './looks.js';
import type { Sensor } from './sensors.js';

let echoes = new Float64Array(0);
let merged = new Float64Array(0);
let owner = new Int32Array(0);
const azimuth = new Float64Array(2);
const elevation = new Float64Array(2);

/**
 * Looks in one resolution cell become one, at the centre of their power and with the sum of their SNRs; it counts as a look
 * at the strongest, whose fluctuation and random numbers decide. Returns how many are left.
 */
export function mergeLooks(sensor: Sensor, cell: ResolutionCell, count: number): number {
  if (count < 2) return count;
  if (owner.length < count) {
    echoes = new Float64Array(2 * count * ECHO_WIDTH);
    merged = new Float64Array(2 * count * ECHO_WIDTH);
    owner = new Int32Array(2 * count);
  }
  const { basis } = sensor.place;
  const { object, line, ground, radialSpeed } = looks;
  for (let k = 0; k < count; k++) {
    const l = LINE_WIDTH * k;
    const e = ECHO_WIDTH * k;
    const along = (row: number): number =>
      line[l] * basis[row] + line[l + 1] * basis[row + 1] + line[l + 2] * basis[row + 2];
    const up = along(6);
    const range = Math.sqrt(ground[k] * ground[k] + up * up);
    echoes[e + ECHO.range] = range;
    echoes[e + ECHO.azimuth] = atan2(along(0), along(3));
    echoes[e + ECHO.elevation] = asin(up / range);
    echoes[e + ECHO.rangeRate] = radialSpeed[k];
    echoes[e + ECHO.snr] = line[l + 3];
  }
  const rows = mergeEchoesInto(echoes, count, cell, merged, owner);
  if (rows === count) return count;
  // The strongest member of each row keeps its place among the looks, so that their order is that of the objects found.
  let kept = 0;
  const strongest = strongestOf(rows, count);
  for (let k = 0; k < count; k++) {
    const row = owner[k];
    if (strongest[row] !== k) continue;
    const m = ECHO_WIDTH * row;
    sinCosInto(merged[m + ECHO.azimuth], azimuth);
    sinCosInto(merged[m + ECHO.elevation], elevation);
    const range = merged[m + ECHO.range];
    const level = range * elevation[1];
    const east = level * azimuth[0];
    const north = level * azimuth[1];
    const up = range * elevation[0];
    object[kept] = object[k];
    for (let c = 0; c < 3; c++) {
      line[LINE_WIDTH * kept + c] = east * basis[c] + north * basis[3 + c] + up * basis[6 + c];
    }
    line[LINE_WIDTH * kept + 3] = merged[m + ECHO.snr];
    ground[kept] = level;
    radialSpeed[kept++] = merged[m + ECHO.rangeRate];
  }
  return kept;
}

/** For each merged row, the look in it that has the greatest SNR, the first of equals. */
function strongestOf(rows: number, count: number): Int32Array {
  const strongest = new Int32Array(rows).fill(-1);
  for (let k = 0; k < count; k++) {
    const best = strongest[owner[k]];
    if (best < 0 || echoes[ECHO_WIDTH * k + ECHO.snr] > echoes[ECHO_WIDTH * best + ECHO.snr]) strongest[owner[k]] = k;
  }
  return strongest;
}
