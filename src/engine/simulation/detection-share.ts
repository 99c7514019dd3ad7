import { clearsHorizon, enuInto, heightAbove } from '../earth/index.js';
import { atan2, wrapTurn } from '../math/index.js';
import { inCoverage } from '../sensor/index.js';
import { predictInto } from '../tracker/index.js';
import type { TrackTable } from '../types/index.js';
import { probabilityOf } from './sensor-scans.js';
import type { Sensor } from './sensors.js';

/** How often a sensor reports the tracks of its post that it looks at. */
export interface DetectionShare {
  looks: number;
  hits: number;
}

/** What is believed before anything was seen: nine reports of ten looks, as specifications have it (assumed). */
export const firstShare = (): DetectionShare => ({ looks: 10, hits: 9 });
/** Looks after which old ones count half: what a radar sees changes with the traffic (assumed). */
const MEMORY = 400;
/** No more than this is told, since nobody knows whether the next target is as large as those seen so far (assumed). */
const GREATEST_TOLD = 0.7;

export const shareOf = ({ hits, looks }: DetectionShare): number => Math.min(GREATEST_TOLD, probabilityOf(hits, looks));

const state = new Float64Array(6);
const enu = new Float64Array(3);

/**
 * Counts the shown tracks in a radar's limits and in the sector that it has just swept, and how many of them took one of
 * its reports (`assigned`, `count` of them). So a post learns how much of what it looks at a radar reports.
 */
export function learnShare(
  share: DetectionShare,
  table: TrackTable,
  { radar, place, horizon }: Sensor,
  time: number,
  [from, to]: readonly [number, number],
  assigned: Int32Array,
  count: number,
): void {
  const { positionEcef, basis } = place;
  // A whole turn is given as from −π to π.
  const width = to - from >= 2 * Math.PI ? 2 * Math.PI : wrapTurn(to - from);
  for (let row = 0; row < table.count; row++) {
    predictInto(table, row, time, state);
    enuInto(basis, positionEcef, state[0], state[1], state[2], enu);
    const range = Math.sqrt(enu[0] * enu[0] + enu[1] * enu[1] + enu[2] * enu[2]);
    if (!inCoverage(radar, range, enu[2] / range, Number.POSITIVE_INFINITY)) continue;
    const altitude = heightAbove(state[0], state[1], state[2]);
    const ground = Math.sqrt(enu[0] * enu[0] + enu[1] * enu[1]);
    if (horizon !== null && !clearsHorizon(horizon, enu[0], enu[1], ground, altitude)) continue;
    if (wrapTurn(atan2(enu[0], enu[1]) - from) > width) continue;
    share.looks++;
    if (assigned.subarray(0, count).includes(table.number[row])) share.hits++;
  }
  if (share.looks <= MEMORY) return;
  share.looks /= 2;
  share.hits /= 2;
}
