import type { TrackNumber } from '../types/index.js';
import { type Fatigue, fatigueFactor, makeFatigue } from './fatigue.js';
import type { FireUnitSpec } from './weapon.schema.js';

/**
 * One launcher. Interceptors are conserved: ready + stock + launched stays what it was at the start. Those being loaded
 * count as stock until the reload ends.
 */
export interface Launcher {
  /** Preset name of its interceptors. */
  readonly preset: string;
  /** Number of the place where it stands, among those of its unit. */
  readonly site: number;
  readonly tubes: number;
  /** Interceptors in tubes, ready. */
  ready: number;
  /** Interceptors in its own stock of reloads. */
  stock: number;
  /** Interceptors launched so far. */
  launched: number;
  /** Time at which its reload ends; Infinity when none is under way. */
  reloadedAt: number;
}

/** What a fire unit holds channels for. */
export interface ChannelHold {
  readonly track: TrackNumber;
  /** Guidance channels held. */
  guidance: number;
  /** Time for which an illuminator is booked, s; from Infinity to -Infinity when none is. */
  litFrom: number;
  litTo: number;
  /** Whether one lights the target now. */
  lit: boolean;
}

/** State of a fire unit; times in seconds from the scenario's start. Changed only by the functions below. */
export interface FireUnit {
  readonly fireChannels: number;
  readonly guidanceChannels: number;
  /** Targets lit at once for interceptors that need it. */
  readonly illuminators: number;
  /** Whether an intercept must lie in the engagement sensor's sector. */
  readonly sectorAtIntercept: boolean;
  /** From order to launch, s, with a fresh crew: see reactionTimeAt. */
  readonly reactionTime: number;
  /** Null: the crew does not tire. */
  readonly fatigue: Fatigue | null;
  /** Between launches of the unit, s. */
  readonly launchInterval: number;
  /** To reload an empty launcher, s. */
  readonly reloadTime: number;
  /** Greatest one-sigma position error of a track at which it may be fired on, m. */
  readonly trackSigmaLimit: number;
  readonly launchers: readonly Launcher[];
  /** One hold a target engaged, in the order in which engagements began. */
  readonly holds: ChannelHold[];
  guidanceInUse: number;
  /** Earliest time of the next launch that is not reserved yet. */
  launchFree: number;
}

/** A group of equal launchers, as a scenario gives it. */
export interface LauncherGroup {
  readonly count: number;
  readonly tubes: number;
  /** Full reloads in stock for each launcher. */
  readonly reloads: number;
  readonly interceptorPreset: string;
  /** Number of the place where they stand, 0 if all stand together. */
  readonly site?: number;
}

/** A fire unit with full tubes; each group of launchers is expanded, in order. */
export function makeFireUnit(spec: FireUnitSpec, groups: readonly LauncherGroup[]): FireUnit {
  const launchers: Launcher[] = [];
  for (const group of groups) {
    for (let n = 0; n < group.count; n++) {
      launchers.push({
        preset: group.interceptorPreset,
        site: group.site ?? 0,
        tubes: group.tubes,
        ready: group.tubes,
        stock: group.tubes * group.reloads,
        launched: 0,
        reloadedAt: Infinity,
      });
    }
  }
  return {
    fireChannels: spec.fireChannels,
    guidanceChannels: spec.guidanceChannels,
    illuminators: spec.illuminators ?? 0,
    sectorAtIntercept: spec.sectorAtIntercept ?? false,
    reactionTime: spec.reactionTimeS,
    fatigue: makeFatigue(spec.fatigue),
    launchInterval: spec.launchIntervalS,
    reloadTime: spec.reloadTimeS,
    trackSigmaLimit: spec.trackSigmaLimitM,
    launchers,
    holds: [],
    guidanceInUse: 0,
    launchFree: -Infinity,
  };
}

/** From order to launch at a time of the scenario, s. */
export const reactionTimeAt = (unit: FireUnit, time: number): number =>
  unit.fatigue === null ? unit.reactionTime : unit.reactionTime * fatigueFactor(unit.fatigue, time);

/** Interceptors of a kind in tubes at one place of launchers, or at all. */
export function readyInterceptors(unit: FireUnit, preset: string, site = -1): number {
  let ready = 0;
  for (const launcher of unit.launchers) {
    if (launcher.preset === preset && (site < 0 || launcher.site === site)) ready += launcher.ready;
  }
  return ready;
}

/** Interceptors of a kind, or of all kinds, that are left: in tubes and in stock. */
export function interceptorsLeft(unit: FireUnit, preset?: string): number {
  let left = 0;
  for (const launcher of unit.launchers) {
    if (preset === undefined || launcher.preset === preset) left += launcher.ready + launcher.stock;
  }
  return left;
}

/** Targets that the unit could engage on top of those it engages. */
export const freeFireChannels = (unit: FireUnit): number => unit.fireChannels - unit.holds.length;

/** Interceptors that it could guide on top of those it guides. */
export const freeGuidanceChannels = (unit: FireUnit): number => unit.guidanceChannels - unit.guidanceInUse;

/**
 * Takes a fire channel for a track and a guidance channel for each interceptor of the salvo. Says no, and takes
 * nothing, when channels are short or the unit already engages the track.
 */
export function startEngagement(unit: FireUnit, track: TrackNumber, salvo: number): boolean {
  if (freeFireChannels(unit) < 1 || freeGuidanceChannels(unit) < salvo) return false;
  for (const hold of unit.holds) if (hold.track === track) return false;
  unit.holds.push({ track, guidance: salvo, litFrom: Infinity, litTo: -Infinity, lit: false });
  unit.guidanceInUse += salvo;
  return true;
}

/** Gives back up to `count` guidance channels of an engagement whose interceptors need them no more (see guidanceTime). */
export function releaseGuidance(unit: FireUnit, track: TrackNumber, count: number): void {
  for (const hold of unit.holds) {
    if (hold.track !== track) continue;
    const freed = Math.min(count, hold.guidance);
    hold.guidance -= freed;
    unit.guidanceInUse -= freed;
    return;
  }
}

/** Ends an engagement: its fire channel and the guidance channels left are free. False when there was none. */
export function endEngagement(unit: FireUnit, track: TrackNumber): boolean {
  for (let k = 0; k < unit.holds.length; k++) {
    if (unit.holds[k].track !== track) continue;
    unit.guidanceInUse -= unit.holds[k].guidance;
    unit.holds.splice(k, 1);
    return true;
  }
  return false;
}

/** Earliest launch for an order given at `orderedAt`: after the reaction time, and an interval after the launch before. */
export function nextLaunchTime(unit: FireUnit, orderedAt: number): number {
  return Math.max(orderedAt + reactionTimeAt(unit, orderedAt), unit.launchFree);
}

/** Reserves that launch and returns its time, so that a salvo's launches and those of other orders queue up. */
export function reserveLaunch(unit: FireUnit, orderedAt: number): number {
  const time = nextLaunchTime(unit, orderedAt);
  unit.launchFree = time + unit.launchInterval;
  return time;
}

/** Ends the reloads that are due. All empty launchers reload at the same time, each from its own stock. */
export function finishReloads(unit: FireUnit, time: number): void {
  for (const launcher of unit.launchers) {
    if (launcher.reloadedAt > time) continue;
    const loaded = Math.min(launcher.tubes, launcher.stock);
    launcher.ready += loaded;
    launcher.stock -= loaded;
    launcher.reloadedAt = Infinity;
  }
}

/** Time at which the next reload, of a kind or of any, ends; Infinity when none is under way: when to call finishReloads. */
export function nextReload(unit: FireUnit, preset?: string): number {
  let next = Infinity;
  for (const launcher of unit.launchers) {
    if (preset === undefined || launcher.preset === preset) next = Math.min(next, launcher.reloadedAt);
  }
  return next;
}

/**
 * Takes a ready interceptor of a kind, from one place of launchers or from any, and returns the index of its launcher, or -1 when there is none. It comes from the
 * launcher with the fewest left (the first of equals), so that launchers are emptied, and reloaded, one after the other.
 * A launcher emptied begins its reload at once.
 */
export function takeInterceptor(unit: FireUnit, preset: string, time: number, site = -1): number {
  finishReloads(unit, time);
  let chosen = -1;
  let fewest = Infinity;
  for (let k = 0; k < unit.launchers.length; k++) {
    const launcher = unit.launchers[k];
    if (launcher.preset !== preset || launcher.ready === 0 || launcher.ready >= fewest) continue;
    if (site >= 0 && launcher.site !== site) continue;
    chosen = k;
    fewest = launcher.ready;
  }
  if (chosen < 0) return -1;
  const launcher = unit.launchers[chosen];
  launcher.ready--;
  launcher.launched++;
  if (launcher.ready === 0 && launcher.stock > 0) launcher.reloadedAt = time + unit.reloadTime;
  return chosen;
}
