import type { Checking } from './check.js';
import { entriesOf, isMapping, leafAt, numberOf } from './loose.js';

/** Frequencies, GHz, for which the formulas of surroundings hold: see the models' pages on clutter and propagation. */
const SEA_CLUTTER = { low: 0.5, high: 35 };
const AIR = { low: 1, high: 1000 };

/** Whether each radar can be given the surroundings that the scenario asks for: a silent zero would be worse than a refusal. */
export function checkEnvironment(check: Checking): void {
  const { raw, context, report } = check;
  const jammed = entriesOf(raw, 'flights').find(({ fields }) => isMapping(fields.jammer));
  const environment = isMapping(raw.environment) ? raw.environment : {};
  for (const { path, fields } of entriesOf(raw, 'sensors')) {
    const preset = context.catalogue.presets.get(String(fields.preset));
    if (preset?.kind !== 'radar') continue;
    const leafValue = (leaf: string): unknown =>
      leafAt(fields.overrides, leaf) ?? preset.leaves.find((candidate) => candidate.path === leaf)?.value;
    if (jammed && leafValue('transmitter.peakPowerKw') === undefined) {
      const message = `${preset.id} has no transmitter, so the jamming by flight ${String(jammed.fields.id)} cannot be worked out`;
      report('SCN-049', [...path, 'preset'], message);
    }
    const frequency = numberOf(leafValue('frequencyGhz'));
    if (frequency === undefined) continue;
    const outside = ({ low, high }: typeof AIR): boolean => frequency < low || frequency > high;
    if (environment.surface === 'sea' && outside(SEA_CLUTTER)) {
      const message = `clutter of the sea is known for ${SEA_CLUTTER.low}–${SEA_CLUTTER.high} GHz; ${preset.id} works at ${frequency} GHz`;
      report('SCN-049', [...path, 'preset'], message);
    }
    const air = isMapping(environment.rain) ? 'rain' : environment.gases === true ? 'loss by gases' : undefined;
    if (air !== undefined && outside(AIR)) {
      report(
        'SCN-049',
        [...path, 'preset'],
        `${air} is known from ${AIR.low} GHz on; ${preset.id} works at ${frequency} GHz`,
      );
    }
  }
}
