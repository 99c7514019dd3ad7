import type { TrackNumber } from '../types/index.js';
import type { ChannelHold, FireUnit } from './fire-unit.js';

/** Whether a target has to be lit in this time of an engagement. */
const overlaps = (hold: ChannelHold, from: number, to: number): boolean => hold.litFrom < to && hold.litTo > from;

/**
 * Whether an illuminator is left for a target between two times, s. Every other engagement whose own time overlaps is
 * counted as one illuminator taken, also where two of them follow one another: cautious by that much.
 */
export function illuminatorFree(unit: FireUnit, track: TrackNumber, from: number, to: number): boolean {
  let taken = 0;
  for (const hold of unit.holds) if (hold.track !== track && overlaps(hold, from, to)) taken++;
  return taken < unit.illuminators;
}

/** Books an illuminator for an engagement's target; a salvo's bookings are joined, for one beam serves them all. */
export function bookIlluminator(unit: FireUnit, track: TrackNumber, from: number, to: number): void {
  for (const hold of unit.holds) {
    if (hold.track !== track) continue;
    hold.litFrom = Math.min(hold.litFrom, from);
    hold.litTo = Math.max(hold.litTo, to);
    return;
  }
}

/**
 * Lights an engagement's target. True if an illuminator lights it from now on, or did already; false while all light
 * others.
 */
export function light(unit: FireUnit, track: TrackNumber): boolean {
  let lit = 0;
  let own: ChannelHold | undefined;
  for (const hold of unit.holds) {
    if (hold.track === track) own = hold;
    else if (hold.lit) lit++;
  }
  if (own === undefined) return false;
  own.lit ||= lit < unit.illuminators;
  return own.lit;
}

/** Frees the illuminator of an engagement whose last interceptor has met its aim point. */
export function darken(unit: FireUnit, track: TrackNumber): void {
  for (const hold of unit.holds) {
    if (hold.track !== track) continue;
    hold.lit = false;
    hold.litFrom = Infinity;
    hold.litTo = -Infinity;
  }
}
