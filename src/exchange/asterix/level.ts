import { geometricAltitude } from '../../engine/earth/index.js';
import { FOOT } from './scale.js';

/**
 * Height of a flight level, m, in the standard atmosphere (geopotential altitude to geometric). The air's true pressure
 * and temperature are not known: on a day of 1033 hPa all heights near the ground are about 160 m too low, together.
 * Taken as the height above the ellipsoid: the geoid, up to 50 m from it in Europe, is not known here either.
 */
export const heightOfLevel = (flightLevel: number): number => geometricAltitude(flightLevel * 100 * FOOT);

/**
 * One-sigma error of a reported height beside its neighbours, m: half of 125 ft, which is what Mode C may differ from the
 * pilot's altimeter with 95% probability (ICAO Annex 10, as told in Doc 4444-RAC/501/11, corrigendum of 26 June 1978, §7.1),
 * with steps of 100 ft (100 ft / √12). What air pressure adds is common to all targets and not in it.
 */
export const SIGMA_HEIGHT = Math.sqrt(62.5 * FOOT * (62.5 * FOOT) + (100 * FOOT * 100 * FOOT) / 12);
