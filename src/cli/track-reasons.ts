import type { TrackReason } from '../index.js';
import type { TrackOutcome } from '../node/index.js';

/** How a track came about: one line a scan that looked for it, and one for each other detection in its gate. */
export function tellReasons(number: number, reasons: readonly TrackReason[], { tracks }: TrackOutcome): string[] {
  const track = tracks.find((other) => other.number === number);
  const head =
    track === undefined
      ? `Track ${number} was never shown: it was not believed enough.`
      : `Track ${number}: shown from ${track.from.toFixed(1)} s to ${track.to.toFixed(1)} s, ${track.plots.length / 2} plots.`;
  return [
    head,
    'Gain is the log-likelihood ratio of a target against a false alarm that a scan added; d² the squared distance in the gate.',
    '',
    ...reasons.flatMap(tellReason),
  ];
}

function tellReason({ time, sensor, taken, gain, existence, modes, weighed }: TrackReason): string[] {
  const own = weighed.find(({ row }) => row === taken);
  const what =
    taken < 0
      ? weighed.length === 0
        ? 'saw nothing near it'
        : 'took none'
      : `took plot ${taken}${own ? ` (d² ${own.distance.toFixed(2)}, probability ${own.probability.toFixed(3)})` : ''}`;
  const mode = modes.length > 1 ? `, modes ${modes.map((probability) => probability.toFixed(2)).join(' ')}` : '';
  const first = `${time.toFixed(2).padStart(10)} s  ${sensor}  ${what}; gain ${gain >= 0 ? '+' : ''}${gain.toFixed(2)}, real with ${existence.toFixed(4)}${mode}`;
  const others = weighed
    .filter(({ row }) => row !== taken)
    .map(({ row, distance, probability, takenBy }) => {
      const whose = takenBy >= 0 ? `taken by track ${takenBy}` : 'taken by none';
      return `${' '.repeat(14)}refused plot ${row} (d² ${distance.toFixed(2)}, probability ${probability.toFixed(3)}), ${whose}`;
    });
  return [first, ...others];
}
