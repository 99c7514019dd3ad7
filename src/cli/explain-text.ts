import { type ExplanationRecord, formatNumber, type LimitRecord, type TurningLine } from '../index.js';
import { tableOf } from './table.js';

const CHOICES: Readonly<Record<ExplanationRecord['choice'], string>> = {
  nextLook: 'the next look of',
  firstDetection: 'the first detection by',
  mostProbableLook: 'never detected; the most probable look of',
};

const LIMIT_WORDS: Readonly<Record<string, string>> = {
  silent: 'radiates',
  tooFar: 'instrumented range',
  tooNear: 'blind range',
  belowElevation: 'lowest elevation',
  aboveElevation: 'highest elevation',
  outsideSector: 'half width of the sector',
  tooSlow: 'least radial speed',
  masked: 'lowest visible height there',
};

/** An explanation for people. `run` says which run it is of. */
export function tellExplanation(record: ExplanationRecord, run: string): string {
  const { sensor, object, choice, timeS, tick, detected, because, tally } = record;
  return [
    `${object}: ${CHOICES[choice]} ${sensor}, at ${formatNumber(timeS)} s (tick ${tick}) of ${run}`,
    '',
    `${detected ? '✔' : '✖'} ${because}`,
    ...(tally ? [`  ${tellTally(tally)}`] : []),
    '',
    ...whereLines(record),
    '',
    limitsTable(record.limits),
    '',
    budgetTable(record),
    '',
    ...turningLines(record),
  ].join('\n');
}

function tellTally({ looks, blocked }: NonNullable<ExplanationRecord['tally']>): string {
  const parts = Object.entries(blocked).map(([block, count]) => `${LIMIT_WORDS[block] ?? block} in ${count}`);
  return `${looks} looks in all${parts.length > 0 ? `; what did not hold: ${parts.join(', ')}` : ''}.`;
}

function whereLines({ sensor, object, sensorAt, objectAt, geometry }: ExplanationRecord): string[] {
  const at = (latDeg: number, lonDeg: number): string =>
    `${degreesText(latDeg, 'N', 'S')} ${degreesText(lonDeg, 'E', 'W')}`;
  const { rangeKm, groundRangeKm, azimuthDeg, elevationDeg, radialSpeedMps, aspectDeg } = geometry;
  const closing = radialSpeedMps < 0 ? 'closing' : 'going';
  const width = Math.max(sensor.length, object.length);
  return [
    `  ${sensor.padEnd(width)}  ${at(sensorAt.latDeg, sensorAt.lonDeg)}, ${formatNumber(sensorAt.heightM)} m above sea level`,
    `  ${object.padEnd(width)}  ${at(objectAt.latDeg, objectAt.lonDeg)}, ${formatNumber(objectAt.altitudeM)} m above sea level, ` +
      `${formatNumber(objectAt.aboveGroundM)} m above ground, ${formatNumber(objectAt.speedMps)} m/s on course ${objectAt.courseDeg.toFixed(0)}°`,
    `  ${''.padEnd(width)}  range ${rangeKm.toFixed(1)} km (${groundRangeKm.toFixed(1)} km over the ground), azimuth ${azimuthDeg.toFixed(1)}°, ` +
      `elevation ${signed(elevationDeg, 2)}°,`,
    `  ${''.padEnd(width)}  ${formatNumber(Math.abs(radialSpeedMps))} m/s ${closing}, seen ${aspectDeg.toFixed(0)}° off the nose`,
  ];
}

const degreesText = (value: number, positive: string, negative: string): string =>
  `${Math.abs(value).toFixed(4)}° ${value < 0 ? negative : positive}`;

const signed = (value: number, decimals: number): string =>
  `${value < 0 ? '−' : ''}${Math.abs(value).toFixed(decimals)}`;

function limitsTable(limits: readonly LimitRecord[]): string {
  const rows = limits.map(({ block, holds, value, limit, margin, unit }) => {
    const show = (v: number | null): string =>
      v === null ? '' : `${signed(v, unit === 'm' ? 0 : unit === 'm/s' ? 1 : 2)} ${unit}`;
    const spare = margin === null ? (holds ? 'yes' : 'no') : show(margin);
    return [holds ? '✔' : '✖', LIMIT_WORDS[block] ?? block, show(value), show(limit), spare];
  });
  return tableOf(['', 'limit', 'here', 'limit is', 'to spare'], rows);
}

function budgetTable({ budget, detection }: ExplanationRecord): string {
  const rows = budget.lines.map(({ symbol, name, value, unit, exponent, decibels, because }) => [
    symbol,
    name,
    valueText(value, unit),
    exponent === 1 ? '' : `^${String(exponent).replace('-', '−')}`,
    signed(decibels, 2),
    because,
  ]);
  const { thresholdDb, falseAlarmProbability, pulses, fluctuation, probability, draw } = detection;
  return [
    tableOf(
      ['', 'signal', 'value', '', 'dB', 'because'],
      [...rows, ['', 'SNR of one pulse', '', '', signed(budget.snrDb, 2), '']],
    ),
    '',
    `Threshold ${thresholdDb.toFixed(2)} dB over the mean noise (Pfa ${falseAlarmProbability}, ${pulses} pulses added); Swerling ${fluctuation}.`,
    `Probability ${probability.toPrecision(6)} (exact), draw ${draw.toPrecision(6)}: detected if the draw is below.`,
  ].join('\n');
}

/** Ranges read better in kilometres, and a bare ratio with three digits. */
function valueText(value: number, unit: string): string {
  if (unit === 'm' && Math.abs(value) >= 1000) return `${(value / 1000).toFixed(1)} km`;
  if (unit === 'dB') return `${signed(value, 2)} dB`;
  const text = Math.abs(value) >= 0.001 && Math.abs(value) < 1e6 ? formatNumber(value) : value.toPrecision(3);
  return unit === '1' ? text : `${text} ${unit}`;
}

function turningLines({ turning, detected, budget, detection }: ExplanationRecord): string[] {
  const { blocks, snrDb, lines } = turning;
  const what = detected ? 'For it to be missed' : 'For it to be detected';
  const limits = blocks.map((block) => LIMIT_WORDS[block] ?? block).join(', ');
  const first = blocks.length > 0 ? [`${what}, these limits would have to hold: ${limits}.`] : [];
  if (snrDb === null) {
    return [...first, 'No signal is too weak for this draw: noise alone would have crossed the threshold.'];
  }
  const [needed, here] = [`${signed(snrDb, 2)} dB`, `${signed(budget.snrDb, 2)} dB`];
  if (blocks.length > 0 && detection.draw < detection.probability) {
    return [...first, `The signal would do: the draw needs an SNR of ${needed}, and it is ${here}.`];
  }
  const start = blocks.length > 0 ? 'With them' : what;
  const changes = lines.filter(({ wouldBe }) => wouldBe !== null);
  return [
    ...first,
    `${start}, the SNR would have to be ${needed} instead of ${here}, by one of these, the others as they are:`,
    tableOf(['', 'line', 'from', 'to'], changes.map(changeRow)),
  ];
}

const changeRow = ({ symbol, name, value, unit, wouldBe }: TurningLine): string[] => [
  symbol,
  name,
  valueText(value, unit),
  valueText(wouldBe as number, unit),
];
