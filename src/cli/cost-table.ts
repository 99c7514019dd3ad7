import { type CostRange, formatNumber, type RunCosts } from '../index.js';
import { tableOf } from './table.js';

const million = (usd: number): string => formatNumber(usd / 1e6);

/** “32 (24–48)”, millions; without a range where there is none. */
const rangeText = ({ valueUsd, lowUsd, highUsd }: CostRange): string =>
  lowUsd === highUsd ? million(valueUsd) : `${million(valueUsd)} (${million(lowUsd)}–${million(highUsd)})`;

const ENDS = { destroyed: 'shot down', struck: 'spent' } as const;

/** What was fired and lost, and beside it what was defended. */
export function costLines({ fired, firedTotal, lost, places, placesTotal }: RunCosts): string {
  const objects = lost.map((line) => [
    `${line.allegiance}, ${ENDS[line.end]}`,
    `${line.count} × ${line.preset}`,
    rangeText(line.total),
  ]);
  const rows = [
    ...fired.map((line) => ['fired', `${line.count} × ${line.preset}`, rangeText(line.total)]),
    ...(fired.length > 1 ? [['fired, together', '', rangeText(firedTotal)]] : []),
    ...objects,
    ...places.map(({ name, valueUsd, lostUsd, protectedUsd }) => [
      'defended',
      name,
      `${million(valueUsd)}: lost ${million(lostUsd)}, kept from the raiders shot down ${million(protectedUsd)}`,
    ]),
    ...(places.length > 1
      ? [
          [
            'defended, together',
            '',
            `${million(placesTotal.valueUsd)}: lost ${million(placesTotal.lostUsd)}, kept from the raiders shot down ${million(placesTotal.protectedUsd)}`,
          ],
        ]
      : []),
  ];
  if (rows.length === 0) return 'Nothing was fired, lost or defended.';
  return tableOf(['costs', '', 'million USD (lowest–highest of public figures)'], rows);
}
