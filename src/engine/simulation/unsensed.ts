import type { ResolvedScenario, ResolvedSensor } from '../scenario/resolved.js';

/** Frequencies, GHz, for which the formulas of surroundings hold: see the models' pages on clutter and propagation. */
const SEA_CLUTTER = { low: 0.5, high: 35 };
const AIR = { low: 1, high: 1000 };

/** Why each radar that cannot be given its surroundings cannot, by its id: a silent zero would be worse than a refusal. */
export function unsensed(scenario: ResolvedScenario): Map<string, string> {
  const reasons = new Map<string, string>();
  for (const sensor of scenario.sensors) {
    const reason = whyUnsensed(scenario, sensor);
    if (reason !== undefined) reasons.set(sensor.id, reason);
  }
  return reasons;
}

function whyUnsensed(
  { environment, flights }: ResolvedScenario,
  { preset, radar }: ResolvedSensor,
): string | undefined {
  const { frequencyGhz: frequency, transmitter, reference } = radar;
  const within = (low: number, high: number): boolean => frequency >= low && frequency <= high;
  if (environment?.surface === 'sea' && !within(SEA_CLUTTER.low, SEA_CLUTTER.high)) {
    return `clutter of the sea is known for ${SEA_CLUTTER.low}–${SEA_CLUTTER.high} GHz; ${preset} works at ${frequency} GHz`;
  }
  const air = environment?.rain ? 'rain' : environment?.gases ? 'loss by gases' : undefined;
  if (air !== undefined && !within(AIR.low, AIR.high)) {
    return `${air} is known from ${AIR.low} GHz on; ${preset} works at ${frequency} GHz`;
  }
  const { altitudeM, rangeKm } = reference;
  if (environment !== null && altitudeM !== undefined && altitudeM > rangeKm * 1000) {
    return `the reference target of ${preset} flies ${altitudeM} m up, farther than its range of ${rangeKm} km`;
  }
  const jams = ({ airObject: { jammer } }: (typeof flights)[number]): boolean =>
    jammer !== undefined && within(jammer.lowestGhz, jammer.lowestGhz + jammer.bandwidthMhz / 1000);
  const jammer = transmitter === undefined ? flights.find(jams) : undefined;
  return jammer && `${preset} has no transmitter, so the jamming by ${jammer.id} cannot be worked out`;
}
