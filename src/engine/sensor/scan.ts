import { TWO_PI, wrapPi, wrapTurn } from '../math/index.js';
import type { Radar } from './radar.js';

/**
 * Beam of a rotating antenna at the start of a tick, in turns from north, unwrapped. The end of a tick is the start of
 * the next, computed by this same expression, so no azimuth falls between two ticks or into both.
 */
export const beamTurns = (radar: Radar, phase: number, tick: number, step: number): number =>
  phase + (tick * step) / radar.scanPeriod;

/**
 * Whether the beam passes `azimuth` (radians) while it turns from `start` to `end` (turns, unwrapped; end excluded):
 * the number of passes until a beam position b is ⌈b − a⌉, up to a constant.
 */
export function isSwept(start: number, end: number, azimuth: number): boolean {
  const turns = azimuth / TWO_PI;
  return Math.ceil(end - turns) > Math.ceil(start - turns);
}

/** Whether a sector radar completes a search of its sector in this tick; several in one tick count as one look. */
export const lookDue = (radar: Radar, phase: number, tick: number, step: number): boolean =>
  Math.floor(beamTurns(radar, phase, tick + 1, step)) > Math.floor(beamTurns(radar, phase, tick, step));

/** Whether `azimuth` lies within the sector about `boresight`, edges included. */
export const inSector = (radar: Radar, boresight: number, azimuth: number): boolean =>
  radar.sectorHalfWidth >= Math.PI || Math.abs(wrapPi(azimuth - boresight)) <= radar.sectorHalfWidth;

/** Whether the radar looks along `azimuth` (radians) in this tick. For many targets, take isSwept or lookDue out of the loop. */
export function inScan(
  radar: Radar,
  phase: number,
  boresight: number,
  azimuth: number,
  tick: number,
  step: number,
): boolean {
  if (!inSector(radar, boresight, azimuth)) return false;
  return radar.rotating
    ? isSwept(beamTurns(radar, phase, tick, step), beamTurns(radar, phase, tick + 1, step), azimuth)
    : lookDue(radar, phase, tick, step);
}

/** Share of one scan that falls into this tick, 0–1. */
export function scannedShare(radar: Radar, phase: number, tick: number, step: number): number {
  if (!radar.rotating) return lookDue(radar, phase, tick, step) ? 1 : 0;
  return Math.min(1, beamTurns(radar, phase, tick + 1, step) - beamTurns(radar, phase, tick, step));
}

/**
 * Whether a target at `range` (m), sine of elevation and radial speed (m/s, sign irrelevant) is processed at all: between
 * the blind and the instrumented range, within the elevation limits, and outside the moving-target filter's notch.
 */
export const inCoverage = (radar: Radar, range: number, sinElevation: number, radialSpeed: number): boolean =>
  range >= radar.minimumRange &&
  range <= radar.instrumentedRange &&
  sinElevation >= radar.sinElevationMinimum &&
  sinElevation <= radar.sinElevationMaximum &&
  Math.abs(radialSpeed) >= radar.minimumRadialSpeed;

/** Boresight after `dt`: turned towards `wanted` the short way, by at most rate × dt; in [0, 2π). */
export function slew(boresight: number, wanted: number, rate: number, dt: number): number {
  const turn = wrapPi(wanted - boresight);
  const most = rate * dt;
  return wrapTurn(boresight + Math.max(-most, Math.min(most, turn)));
}
