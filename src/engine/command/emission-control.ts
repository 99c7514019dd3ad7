import type { EmissionControlSpec } from './posture.schema.js';

/** Seconds after the last reason to radiate at which silence returns where the doctrine says nothing; assumed. */
const QUIET_AFTER = 30;

/** Where a post's emission control stands. */
export interface EmissionState {
  /** Whether the policy lets the radars under it radiate. */
  open: boolean;
  /** Time of the last reason to radiate, s. */
  reasonAt: number;
  /** Time until which all radars stay off because a missile homes on one, s. */
  offUntil: number;
}

export const makeEmission = (control: EmissionControlSpec | undefined): EmissionState => ({
  open: control === undefined || control.policy === 'always' || control.policy === 'blink',
  reasonAt: -Infinity,
  offUntil: -Infinity,
});

/**
 * Opens and closes a policy that waits for a reason: threats in the picture (onWarning), or one well inside the reach of
 * a fire unit (ambush). True if the state changed.
 */
export function weighEmission(
  control: EmissionControlSpec,
  state: EmissionState,
  reason: { readonly warned: boolean; readonly inAmbush: boolean },
  time: number,
): boolean {
  const { policy, quietAfterS = QUIET_AFTER } = control;
  if (policy !== 'onWarning' && policy !== 'ambush') return false;
  if (policy === 'onWarning' ? reason.warned : reason.inAmbush) state.reasonAt = time;
  const open = time - state.reasonAt < quietAfterS || time === state.reasonAt;
  if (open === state.open) return false;
  state.open = open;
  return true;
}

/**
 * Whether emission control lets a radar radiate. `turn` is its number among the `radars` under the policy, in order of
 * id: blinking radars take turns, so that one of them radiates at any time.
 */
export function mayRadiate(
  control: EmissionControlSpec | undefined,
  state: EmissionState,
  role: 'surveillance' | 'engagement',
  turn: number,
  radars: number,
  time: number,
): boolean {
  if (time < state.offUntil) return false;
  if (control === undefined || !isUnderPolicy(control, role)) return true;
  if (control.policy === 'blink' && control.blinkS !== undefined) {
    return Math.floor(time / control.blinkS) % radars === turn;
  }
  return state.open;
}

export const isUnderPolicy = (control: EmissionControlSpec, role: 'surveillance' | 'engagement'): boolean =>
  control.radars !== 'engagement' || role === 'engagement';
