import type { DoctrineSpec } from './command.schema.js';

export type WeaponsControl = DoctrineSpec['weaponsControl'];

/** What a post may do now. */
export interface EffectiveControl {
  readonly weaponsControl: WeaponsControl;
  /** Whether its radars may radiate. */
  readonly emit: boolean;
}

const HELD_AND_SILENT: EffectiveControl = { weaponsControl: 'hold', emit: false };

/**
 * Weapons control and emission under a doctrine. `connected`: whether the post reaches its superior over links that are
 * up; true for a post without a superior, which is its own master. Being cut off never loosens control. A silent post
 * also holds its fire, since nothing guides it.
 */
export function effectiveControl(
  doctrine: Pick<DoctrineSpec, 'weaponsControl' | 'whenCutOff'>,
  connected: boolean,
): EffectiveControl {
  const { weaponsControl } = doctrine;
  if (connected || doctrine.whenCutOff === 'autonomous') return { weaponsControl, emit: true };
  if (doctrine.whenCutOff === 'weaponsTight') {
    return { weaponsControl: weaponsControl === 'free' ? 'tight' : weaponsControl, emit: true };
  }
  if (doctrine.whenCutOff === 'weaponsHold') return { weaponsControl: 'hold', emit: true };
  return HELD_AND_SILENT;
}
