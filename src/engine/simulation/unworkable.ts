import type { Terrain } from '../earth/index.js';
import { type Issue, isInputError, readYaml, type ScenarioDocument } from '../scenario/index.js';
import type { ResolvedScenario, ResolvedSensor } from '../scenario/resolved.js';
import { motionOf } from './air-objects.js';

/**
 * What only the models can say of the values that a scenario is resolved with, each entry of its file once with its place:
 * flights that no path fulfils, and radars that its environment or its jammers cannot be worked out for.
 */
export function unworkable(document: ScenarioDocument, scenario: ResolvedScenario, terrain: Terrain): Issue[] {
  return [...unflyable(document, scenario, terrain), ...unsensed(document, scenario)];
}

type Entry = (string | number)[];

const place = (document: ScenarioDocument, path: Entry, text: string) => ({
  file: document.file,
  ...(readYaml(document.text, document.file).value?.locate(path) ?? { line: 0, column: 0 }),
  path: text,
});

function unflyable(document: ScenarioDocument, { flights }: ResolvedScenario, terrain: Terrain): Issue[] {
  const entries = document.scenario.flights;
  const told = new Map<number, Issue>();
  for (const flight of flights) {
    const index = entries.findIndex(({ id }) => flight.id.replace(/-\d+$/, '') === id);
    if (told.has(index)) continue;
    try {
      motionOf(flight, terrain);
    } catch (error) {
      if (!isInputError(error)) throw error;
      const { kind } = flight.motion;
      const at = place(document, ['flights', index, kind], `flights[${index}].${kind}`);
      told.set(index, { ...error.issues[0], ...at });
    }
  }
  return [...told.values()];
}

/** Frequencies, GHz, for which the formulas of surroundings hold: see the models' pages on clutter and propagation. */
const SEA_CLUTTER = { low: 0.5, high: 35 };
const AIR = { low: 1, high: 1000 };

function unsensed(document: ScenarioDocument, scenario: ResolvedScenario): Issue[] {
  return scenario.sensors.flatMap((sensor) => {
    const message = whyUnsensed(scenario, sensor);
    if (message === undefined) return [];
    const index = document.scenario.sensors.findIndex(({ id }) => id === sensor.id);
    return [
      {
        code: 'SCN-049' as const,
        message,
        ...place(document, ['sensors', index, 'preset'], `sensors[${index}].preset`),
      },
    ];
  });
}

/** Why a radar cannot be given its surroundings: a silent zero would be worse than a refusal. */
function whyUnsensed(
  { environment, flights }: ResolvedScenario,
  { preset, radar }: ResolvedSensor,
): string | undefined {
  const { frequencyGhz: frequency, transmitter } = radar;
  const within = (low: number, high: number): boolean => frequency >= low && frequency <= high;
  if (environment?.surface === 'sea' && !within(SEA_CLUTTER.low, SEA_CLUTTER.high)) {
    return `clutter of the sea is known for ${SEA_CLUTTER.low}–${SEA_CLUTTER.high} GHz; ${preset} works at ${frequency} GHz`;
  }
  const air = environment?.rain ? 'rain' : environment?.gases ? 'loss by gases' : undefined;
  if (air !== undefined && !within(AIR.low, AIR.high)) {
    return `${air} is known from ${AIR.low} GHz on; ${preset} works at ${frequency} GHz`;
  }
  const jams = ({ airObject: { jammer } }: (typeof flights)[number]): boolean =>
    jammer !== undefined && within(jammer.lowestGhz, jammer.lowestGhz + jammer.bandwidthMhz / 1000);
  const jammer = transmitter === undefined ? flights.find(jams) : undefined;
  return jammer && `${preset} has no transmitter, so the jamming by ${jammer.id} cannot be worked out`;
}
