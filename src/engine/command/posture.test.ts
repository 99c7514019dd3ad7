import { describe, expect, test } from 'vitest';
import { POSTURES, type Posture } from './command.schema.js';
import { effectiveControl } from './cut-off.js';
import { activate, fullyOnAt, makePosture, postureAt, READINESS } from './posture.js';

const spec = { storedToRadarsOffS: 1000, radarsOffToSurveillanceS: 100, surveillanceToFullyOnS: 10 };
const at = (initial: Posture, activateAtS: number | null, times: number[]) => {
  const state = makePosture(spec, { initial, activateAtS });
  return times.map((t) => postureAt(state, t));
};

describe('posture', () => {
  test('from storage each step takes its time', () => {
    expect(at('stored', 50, [0, 50, 1049, 1050, 1149, 1150, 1159, 1160])).toEqual([
      'stored',
      'stored',
      'stored',
      'radarsOff',
      'radarsOff',
      'surveillanceOnly',
      'surveillanceOnly',
      'fullyOn',
    ]);
  });

  test('from radars off and from surveillance only the steps that are left', () => {
    expect(at('radarsOff', 0, [99, 100, 110])).toEqual(['radarsOff', 'surveillanceOnly', 'fullyOn']);
    expect(at('surveillanceOnly', 0, [9, 10])).toEqual(['surveillanceOnly', 'fullyOn']);
    expect(at('fullyOn', null, [0])).toEqual(['fullyOn']);
  });

  test('without an order a post stays as it is, for ever', () => {
    for (const initial of POSTURES) expect(at(initial, null, [1e9])).toEqual([initial]);
  });

  test('crisis activation goes fully on by itself after the first warning; a later one changes nothing', () => {
    const state = makePosture(spec, { initial: 'crisisActivation', activateAtS: null });
    expect(activate(state, 200)).toBe(true);
    expect(activate(state, 205)).toBe(false);
    expect([199, 209, 210].map((t) => postureAt(state, t))).toEqual([
      'crisisActivation',
      'crisisActivation',
      'fullyOn',
    ]);
    expect(fullyOnAt(state)).toBe(210);
  });

  test('a warning before the time fixed for activation brings it forward', () => {
    const state = makePosture(spec, { initial: 'crisisActivation', activateAtS: 500 });
    expect(activate(state, 200)).toBe(true);
    expect(fullyOnAt(state)).toBe(210);
  });

  test('no other posture acts on a warning', () => {
    for (const initial of POSTURES.filter((p) => p !== 'crisisActivation')) {
      const state = makePosture(spec, { initial, activateAtS: null });
      expect(activate(state, 0)).toBe(false);
      expect(postureAt(state, 1e9)).toBe(initial);
    }
  });

  test('only a post fully on may fire; surveillance sensors run from surveillance only on', () => {
    expect(POSTURES.filter((p) => READINESS[p].weapons)).toEqual(['fullyOn']);
    expect(POSTURES.filter((p) => READINESS[p].engagementSensors)).toEqual(['fullyOn']);
    expect(POSTURES.filter((p) => READINESS[p].surveillanceSensors)).toEqual([
      'surveillanceOnly',
      'crisisActivation',
      'fullyOn',
    ]);
  });
});

describe('cut off from its superior', () => {
  const control = (
    weaponsControl: 'free' | 'tight' | 'hold',
    whenCutOff: 'autonomous' | 'weaponsTight' | 'weaponsHold' | 'silent',
  ) => effectiveControl({ weaponsControl, whenCutOff }, false);

  test('a post carries on, tightens, holds fire or falls silent, as its doctrine says', () => {
    expect(control('free', 'autonomous')).toEqual({ weaponsControl: 'free', emit: true });
    expect(control('free', 'weaponsTight')).toEqual({ weaponsControl: 'tight', emit: true });
    expect(control('free', 'weaponsHold')).toEqual({ weaponsControl: 'hold', emit: true });
    expect(control('free', 'silent')).toEqual({ weaponsControl: 'hold', emit: false });
  });

  test('being cut off never loosens control', () => {
    expect(control('hold', 'weaponsTight').weaponsControl).toBe('hold');
    expect(control('tight', 'weaponsTight').weaponsControl).toBe('tight');
  });

  test('a post that is connected does as its doctrine says', () => {
    const whenCutOff = 'silent';
    expect(effectiveControl({ weaponsControl: 'free', whenCutOff }, true)).toEqual({
      weaponsControl: 'free',
      emit: true,
    });
  });
});
