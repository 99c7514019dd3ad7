import { describe, expect, test } from 'vitest';
import { effectiveControl } from './cut-off.js';
import { activate, makePosture, postureAt, READINESS, startRelocation } from './posture.js';
import { INITIAL_POSTURES, ORDERED_POSTURES, POSTURES, type Posture, type PostureOrderSpec } from './posture.schema.js';

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
    for (const initial of ORDERED_POSTURES) expect(at(initial, null, [1e9])).toEqual([initial]);
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
  });

  test('a warning before the time fixed for activation brings it forward', () => {
    const state = makePosture(spec, { initial: 'crisisActivation', activateAtS: 500 });
    expect(activate(state, 200)).toBe(true);
    expect([209, 210, 510].map((t) => postureAt(state, t))).toEqual(['crisisActivation', 'fullyOn', 'fullyOn']);
  });

  test('no other posture acts on a warning', () => {
    for (const initial of ORDERED_POSTURES.filter((p) => p !== 'crisisActivation')) {
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

describe('orders on a timeline', () => {
  const run = (initial: Posture, orders: PostureOrderSpec[], times: number[]): Posture[] => {
    const state = makePosture(spec, { initial, activateAtS: null, orders });
    return times.map((t) => postureAt(state, t));
  };

  test('going down is a matter of switches; only storage takes its time', () => {
    const orders: PostureOrderSpec[] = [
      { atS: 100, to: 'surveillanceOnly' },
      { atS: 200, to: 'stored' },
    ];
    expect(run('fullyOn', orders, [99, 100, 199, 200, 1199, 1200])).toEqual([
      'fullyOn',
      'surveillanceOnly',
      'surveillanceOnly',
      'radarsOff',
      'radarsOff',
      'stored',
    ]);
  });

  test('an order further up leaves the step under way alone; one back down breaks it off', () => {
    expect(
      run(
        'radarsOff',
        [
          { atS: 0, to: 'surveillanceOnly' },
          { atS: 60, to: 'fullyOn' },
        ],
        [99, 100, 110],
      ),
    ).toEqual(['radarsOff', 'surveillanceOnly', 'fullyOn']);
    expect(
      run(
        'radarsOff',
        [
          { atS: 0, to: 'fullyOn' },
          { atS: 60, to: 'radarsOff' },
        ],
        [100, 1e6],
      ),
    ).toEqual(['radarsOff', 'radarsOff']);
  });

  test('weapons control is ordered apart from the posture', () => {
    const orders: PostureOrderSpec[] = [{ atS: 50, weaponsControl: 'hold' }];
    const state = makePosture(spec, { initial: 'fullyOn', activateAtS: null, weaponsControl: 'free', orders });
    expect([postureAt(state, 49), state.weaponsControl, postureAt(state, 50), state.weaponsControl]).toEqual([
      'fullyOn',
      'free',
      'fullyOn',
      'hold',
    ]);
  });

  test('a post on the road comes to its place, sets up, and only then climbs', () => {
    const plan = { initial: 'travelling', activateAtS: 10, arrivesAtS: 300, emplaceS: 60 } as const;
    const state = makePosture(spec, plan);
    expect([299, 300, 359, 360, 460, 470].map((t) => postureAt(state, t))).toEqual([
      'travelling',
      'emplacing',
      'emplacing',
      'radarsOff',
      'surveillanceOnly',
      'fullyOn',
    ]);
  });

  test('a move packs up, travels, sets up and goes back to what was ordered last', () => {
    const state = makePosture(spec, { initial: 'fullyOn', activateAtS: null });
    const move = { position: { latDeg: 0, lonDeg: 0 }, roadKm: 10, speedKmPerH: 36, packUpS: 300, emplaceS: 600 };
    expect(postureAt(state, 50)).toBe('fullyOn');
    expect(startRelocation(state, move, 50, 'ordered to move')).toBe(true);
    expect(startRelocation(state, move, 51, 'again')).toBe(false);
    expect([50, 349, 350, 1349, 1350, 1949, 1950, 2050, 2060].map((t) => postureAt(state, t))).toEqual([
      'packing',
      'packing',
      'travelling',
      'travelling',
      'emplacing',
      'emplacing',
      'radarsOff',
      'surveillanceOnly',
      'fullyOn',
    ]);
    expect(state.arrivals).toBe(1);
  });

  test('a warning takes a post from wherever it is to where its scenario says, once', () => {
    const state = makePosture(spec, { initial: 'radarsOff', activateAtS: null, onWarning: { to: 'surveillanceOnly' } });
    expect([activate(state, 20), activate(state, 30)]).toEqual([true, false]);
    expect([119, 120, 1e6].map((t) => postureAt(state, t))).toEqual([
      'radarsOff',
      'surveillanceOnly',
      'surveillanceOnly',
    ]);
  });

  test('each step takes its own share of the spread', () => {
    const pace = (step: number): number => [1, 0.5, 3][step];
    const state = makePosture(spec, { initial: 'stored', activateAtS: 0 }, pace);
    expect([999, 1000, 1049, 1050, 1079, 1080].map((t) => postureAt(state, t))).toEqual([
      'stored',
      'radarsOff',
      'radarsOff',
      'surveillanceOnly',
      'surveillanceOnly',
      'fullyOn',
    ]);
  });

  test('nothing works on the road', () => {
    const onTheRoad = [...INITIAL_POSTURES.slice(-2), 'packing'] as Posture[];
    expect(onTheRoad.map((posture) => Object.values(READINESS[posture]).some(Boolean))).toEqual([false, false, false]);
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
