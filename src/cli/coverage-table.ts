import { type AreaRow, formatNumber, type LowestSeen } from '../index.js';
import type { CoverageRecord } from '../node/index.js';
import { tableOf } from './table.js';

const heads = (altitudesM: readonly number[]): string[] => altitudesM.map((m) => `${formatNumber(m)} m`);

/** Square kilometres, whole and with three or four digits. */
function square(km2: number): string {
  const unit = km2 >= 100_000 ? 100 : km2 >= 10_000 ? 10 : 1;
  return formatNumber(Math.round(km2 / unit) * unit);
}

const areaCell = ({ areaKm2, low, high }: AreaRow): string => {
  const [middle, least, most] = [areaKm2, low, high].map(square);
  return least === most ? middle : `${middle}\n  ${least} … ${most}`;
};

const metres = (height: number | null): string =>
  height === null ? '–' : formatNumber(height < 10 ? Math.round(10 * height) / 10 : height);

const lowestCell = ({ lowestSeenM, lowM, highM }: LowestSeen): string => {
  const [middle, low, high] = [lowestSeenM, lowM, highM].map(metres);
  return low === high ? middle : `${middle}  ${low} … ${high}`;
};

/** A survey for people. */
export function tellCoverage(record: CoverageRecord, title: string): string {
  const { target, detectionProbability, altitudesM, sensors, combined, gaps, overlaps, places, gridKm } = record;
  const own = sensors.map(({ id, areas, inCombined }) => [`${id}${inCombined ? '' : ' *'}`, ...areas.map(areaCell)]);
  const areaTable = tableOf(['km²', ...heads(altitudesM)], [...own, ['combined', ...combined.areas.map(areaCell)]]);
  const seen = overlaps.map(({ seenByKm2 }, a) => [
    `${formatNumber(altitudesM[a])} m`,
    `${square(seenByKm2['0'])} (${Math.round(100 * gaps[a].share)}%)`,
    square(seenByKm2['1']),
    square(seenByKm2['2']),
    square(seenByKm2['3+']),
  ]);
  const lowest = places.map((place) => {
    const [first] = place.sensors
      .filter(({ id, lowestSeenM }) => lowestSeenM !== null && combined.sensors.includes(id))
      .sort((a, b) => (a.lowestSeenM as number) - (b.lowestSeenM as number));
    return [place.id, lowestCell(place), first?.id ?? ''];
  });
  return [
    `${title}: where ${target}, flying nose-on, is detected with probability ${detectionProbability} in one look`,
    '',
    areaTable,
    '',
    `Second line: with the least … the greatest published signature, where it matters. Combined: ${combined.sensors.length} of ${sensors.length} sensors,`,
    `those whose reports reach ${combined.focus} and that may radiate at the start${combined.sensors.length < sensors.length ? ' (the others: *)' : ''}. Grid of ${formatNumber(gridKm)} km.`,
    '',
    tableOf(['km² seen by', 'none: gap', 'one', 'two', 'three or more'], seen),
    '',
    `Of the area of interest, ${square(record.areaOfInterestKm2)} km²: what the combined sensors see at any of these heights, holes filled.`,
    ...(places.length > 0 ? ['', tableOf(['lowest seen above', 'm over ground', 'by'], lowest)] : []),
  ].join('\n');
}
