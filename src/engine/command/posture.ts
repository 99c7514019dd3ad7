import type { CommandPostSpec, Posture } from './command.schema.js';

/** A post's readiness: the posture it began in, when it was told to become ready, and how long each step takes. */
export interface PostureState {
  readonly initial: Posture;
  /** Time of the order, or of the warning that a post in crisis activation takes for one, s; Infinity without. */
  activatedAt: number;
  readonly storedToRadarsOff: number;
  readonly radarsOffToSurveillance: number;
  readonly surveillanceToFullyOn: number;
}

/** What works in a posture. */
export interface Readiness {
  readonly surveillanceSensors: boolean;
  readonly engagementSensors: boolean;
  readonly weapons: boolean;
}

const NOTHING: Readiness = { surveillanceSensors: false, engagementSensors: false, weapons: false };
const WATCHING: Readiness = { surveillanceSensors: true, engagementSensors: false, weapons: false };
const READY: Readiness = { surveillanceSensors: true, engagementSensors: true, weapons: true };

/** Sensors that run and whether weapons may fire. Crisis activation watches, as surveillanceOnly does. */
export const READINESS: Readonly<Record<Posture, Readiness>> = {
  stored: NOTHING,
  radarsOff: NOTHING,
  surveillanceOnly: WATCHING,
  crisisActivation: WATCHING,
  fullyOn: READY,
};

/** `activateAtS`: a time fixed beforehand at which the post is ordered to full readiness; null for none. */
export function makePosture(
  spec: Pick<CommandPostSpec, 'storedToRadarsOffS' | 'radarsOffToSurveillanceS' | 'surveillanceToFullyOnS'>,
  posture: { readonly initial: Posture; readonly activateAtS: number | null },
): PostureState {
  return {
    initial: posture.initial,
    activatedAt: posture.activateAtS ?? Infinity,
    storedToRadarsOff: spec.storedToRadarsOffS,
    radarsOffToSurveillance: spec.radarsOffToSurveillanceS,
    surveillanceToFullyOn: spec.surveillanceToFullyOnS,
  };
}

/**
 * A threat in the own picture, or a warning from another post, came at `time`. Only a post in crisis activation acts on it
 * by itself: it goes fully on after surveillanceToFullyOn. The others wait for their order. True if that set it going.
 */
export function activate(posture: PostureState, time: number): boolean {
  if (posture.initial !== 'crisisActivation' || posture.activatedAt <= time) return false;
  posture.activatedAt = time;
  return true;
}

/** Where the post stands: from its initial posture, each step after its time since the activation. */
export function postureAt(state: PostureState, time: number): Posture {
  const order = state.activatedAt;
  if (state.initial === 'fullyOn' || time < order) return state.initial;
  if (time >= fullyOnAt(state)) return 'fullyOn';
  if (state.initial === 'surveillanceOnly' || state.initial === 'crisisActivation') return state.initial;
  const radarsOff = state.initial === 'stored' ? order + state.storedToRadarsOff : order;
  if (time < radarsOff) return 'stored';
  return time < radarsOff + state.radarsOffToSurveillance ? 'radarsOff' : 'surveillanceOnly';
}

/** Time at which the post is, or will be, fully on, s; Infinity if nothing sets it going. */
export function fullyOnAt(state: PostureState): number {
  switch (state.initial) {
    case 'fullyOn':
      return -Infinity;
    case 'stored':
      return state.activatedAt + state.storedToRadarsOff + state.radarsOffToSurveillance + state.surveillanceToFullyOn;
    case 'radarsOff':
      return state.activatedAt + state.radarsOffToSurveillance + state.surveillanceToFullyOn;
    default:
      return state.activatedAt + state.surveillanceToFullyOn;
  }
}
