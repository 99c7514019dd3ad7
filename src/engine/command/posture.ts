import type { CommandPostSpec } from './command.schema.js';
import type { WeaponsControl } from './cut-off.js';
import type { OrderedPosture, Posture, PostureOrderSpec, PosturePlan, RelocationSpec } from './posture.schema.js';

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
  packing: NOTHING,
  travelling: NOTHING,
  emplacing: NOTHING,
  radarsOff: NOTHING,
  surveillanceOnly: WATCHING,
  crisisActivation: WATCHING,
  fullyOn: READY,
};

/** A posture as people read it: `surveillanceOnly` → “surveillance only”. */
export const inWords = (posture: Posture): string =>
  posture.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);

/** Rungs of readiness. On the road a post is on none: it comes out on radarsOff. */
const RUNG: Readonly<Record<OrderedPosture, number>> = {
  stored: 0,
  radarsOff: 1,
  surveillanceOnly: 2,
  crisisActivation: 2,
  fullyOn: 3,
};
const LADDER = ['stored', 'radarsOff', 'surveillanceOnly', 'fullyOn'] as const;

const isOrdered = (posture: Posture): posture is OrderedPosture => posture in RUNG;

/** A step that is under way or to come. */
interface PostureChange {
  readonly at: number;
  readonly posture: Posture;
  /** Part of a move to another place, which nothing breaks off. */
  readonly moving: boolean;
  /** The post stands at its new place from then on. */
  readonly arrives: boolean;
}

/** A post's readiness: where it stands, where it is going, and the orders to come. */
export interface PostureState {
  standing: Posture;
  /** The posture last ordered. */
  target: OrderedPosture;
  /** Why the last change came about. */
  because: string;
  /** Weapons control last ordered; null: the doctrine's. */
  weaponsControl: WeaponsControl | null;
  /** Arrivals at new places so far. */
  arrivals: number;
  /** Steps to come, in order of time. */
  changes: PostureChange[];
  readonly orders: readonly PostureOrderSpec[];
  nextOrder: number;
  /** What a warning sets going; null: nothing. Crisis activation goes fully on. */
  readonly onWarning: OrderedPosture | null;
  warned: boolean;
  /** Seconds from the rung below, by rung. */
  readonly climb: readonly number[];
  /** Factor by which the n-th step of this post takes longer than its value. */
  readonly pace: (step: number) => number;
  steps: number;
}

type StepTimes = Pick<CommandPostSpec, 'storedToRadarsOffS' | 'radarsOffToSurveillanceS' | 'surveillanceToFullyOnS'>;

/** `pace` gives the factor of the n-th step's time; every step takes its value without it. */
export function makePosture(
  spec: StepTimes,
  plan: PosturePlan,
  pace: (step: number) => number = () => 1,
): PostureState {
  const { initial, activateAtS, arrivesAtS = 0, emplaceS = 0 } = plan;
  const activation: PostureOrderSpec[] = activateAtS === null ? [] : [{ atS: activateAtS, to: 'fullyOn' }];
  const state: PostureState = {
    standing: initial,
    target: isOrdered(initial) ? initial : 'radarsOff',
    because: '',
    weaponsControl: plan.weaponsControl ?? null,
    arrivals: 0,
    changes: [],
    orders: [...activation, ...(plan.orders ?? [])].sort((a, b) => a.atS - b.atS),
    nextOrder: 0,
    onWarning: plan.onWarning?.to ?? null,
    warned: false,
    climb: [0, spec.storedToRadarsOffS, spec.radarsOffToSurveillanceS, spec.surveillanceToFullyOnS],
    pace,
    steps: 0,
  };
  if (initial === 'travelling') {
    state.changes.push({ at: arrivesAtS, posture: 'emplacing', moving: true, arrives: false });
  }
  if (!isOrdered(initial)) {
    const at = (initial === 'travelling' ? arrivesAtS : 0) + takes(state, emplaceS);
    state.changes.push({ at, posture: 'radarsOff', moving: true, arrives: false });
  }
  return state;
}

/** Where the post stands at `time`, s. Times must not go back: steps and orders up to then are taken. */
export function postureAt(state: PostureState, time: number): Posture {
  for (;;) {
    const change = state.changes[0];
    const order = state.orders[state.nextOrder];
    if (change !== undefined && change.at <= time && !(order !== undefined && order.atS < change.at)) {
      state.changes.shift();
      state.standing = change.posture;
      if (change.arrives) state.arrivals++;
    } else if (order !== undefined && order.atS <= time) {
      state.nextOrder++;
      if (order.weaponsControl !== undefined) state.weaponsControl = order.weaponsControl;
      if (order.to !== undefined) {
        state.warned = false;
        orderPosture(state, order.to, order.atS, 'ordered');
      }
    } else {
      return state.standing;
    }
  }
}

/** Sends the post towards a posture. A step under way that lies on the way goes on; another is broken off. */
export function orderPosture(state: PostureState, to: OrderedPosture, at: number, because: string): void {
  if (to === state.target) return;
  state.target = to;
  state.because = because;
  const moving = state.changes.filter((change) => change.moving);
  const last = moving.at(-1);
  if (last !== undefined) state.changes = [...moving, ...steps(state, 'radarsOff', to, last.at, undefined)];
  else if (isOrdered(state.standing)) state.changes = steps(state, state.standing, to, at, state.changes[0]);
}

/** A threat came into the picture at `time`, or a warning. True if that set the post going. */
export function activate(state: PostureState, time: number, because = 'warned'): boolean {
  const to = state.onWarning ?? (state.target === 'crisisActivation' ? 'fullyOn' : null);
  if (to === null || state.warned || to === state.target) return false;
  state.warned = true;
  orderPosture(state, to, time, because);
  return true;
}

/** Seconds that a step of `value` seconds takes this time. */
const takes = (state: PostureState, value: number): number => (value === 0 ? 0 : value * state.pace(state.steps++));

/** Steps from one posture to another. Going down is a matter of switches; only going into storage takes its time. */
function steps(
  state: PostureState,
  from: OrderedPosture,
  to: OrderedPosture,
  at: number,
  underWay: PostureChange | undefined,
): PostureChange[] {
  const change = (time: number, posture: Posture): PostureChange => ({
    at: time,
    posture,
    moving: false,
    arrives: false,
  });
  const goal = RUNG[to];
  const pending = underWay !== undefined && isOrdered(underWay.posture) ? underWay : undefined;
  const pendingRung = pending === undefined ? -1 : RUNG[pending.posture as OrderedPosture];
  let rung = RUNG[from];
  let time = at;
  const list: PostureChange[] = [];
  if (goal > rung) {
    while (rung < goal) {
      rung++;
      time = rung === pendingRung && pending !== undefined ? pending.at : time + takes(state, state.climb[rung]);
      list.push(change(time, rung === goal ? to : LADDER[rung]));
    }
  } else if (goal === rung) {
    if (from !== to) list.push(change(at, to));
  } else {
    if (rung > 1) list.push(change(at, goal === 0 ? 'radarsOff' : to));
    if (goal === 0) {
      list.push(
        change(pendingRung === 0 && pending !== undefined ? pending.at : at + takes(state, state.climb[1]), to),
      );
    }
  }
  return list;
}

/**
 * Packs up, travels and sets up elsewhere, then goes back to the posture last ordered. A stored post stays stored and only
 * travels. False if the post is on the road already.
 */
export function startRelocation(state: PostureState, move: RelocationSpec, at: number, because: string): boolean {
  if (state.changes.some((change) => change.moving)) return false;
  const stored = state.standing === 'stored';
  const leaves = at + (stored ? 0 : takes(state, move.packUpS));
  const arrives = leaves + takes(state, (move.roadKm / move.speedKmPerH) * 3600);
  const list: PostureChange[] = [];
  const add = (time: number, posture: Posture, isArrival = false): void => {
    list.push({ at: time, posture, moving: true, arrives: isArrival });
  };
  if (!stored) add(at, 'packing');
  add(leaves, 'travelling');
  state.because = because;
  if (state.target === 'stored') {
    add(arrives, 'stored', true);
    state.changes = list;
    return true;
  }
  const ready = arrives + takes(state, move.emplaceS);
  add(arrives, 'emplacing', true);
  add(ready, 'radarsOff');
  state.changes = [...list, ...steps(state, 'radarsOff', state.target, ready, undefined)];
  return true;
}
