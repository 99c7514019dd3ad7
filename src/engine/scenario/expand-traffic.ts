import type { AirObjectSpec } from '../truth/air-object.schema.js';
import type { ResolvedTraffic } from './resolved.js';
import type { ScenarioFile } from './scenario.schema.js';

/**
 * A scenario's traffic with its presets and corridors looked up: airways in order of id. The flights themselves are drawn
 * for each run, by keyed streams, in `simulation`.
 */
export function resolveTraffic(
  { traffic, corridors }: ScenarioFile,
  airObjectOf: (preset: string) => AirObjectSpec,
): ResolvedTraffic | undefined {
  if (traffic === undefined) return undefined;
  const airways = traffic.airways
    .map(({ corridor, points, mix, ...airway }) => ({
      ...airway,
      points: points ?? corridors.find(({ id }) => id === corridor)!.points,
      mix: mix.map((part) => ({ ...part, airObject: airObjectOf(part.preset) })),
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const { startHour, recorded } = traffic;
  if (recorded === undefined) return { startHour, airways };
  return { startHour, airways, recorded: { ...recorded, airObject: airObjectOf(recorded.preset) } };
}
