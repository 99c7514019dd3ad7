import { HISTORY_WIDTH, toGeodetic } from '../index.js';

/** A frame’s origin on the ellipsoid. */
export interface FrameOrigin {
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly heightM: number;
}

/** Decimals that are written: a millisecond, a centimetre of latitude, a decimetre of altitude. */
const round = (value: number, decimals: number): number => Number(value.toFixed(decimals));

/** States of a history as [timeS, latDeg, lonDeg, altitudeM]; without altitude where no detection told of height. */
export function placesOf(states: readonly number[], frame: FrameOrigin, heightKnown: boolean): number[][] {
  const places: number[][] = [];
  const geodetic = toGeodetic(frame);
  for (let at = 0; at < states.length; at += HISTORY_WIDTH) {
    const [lat, lon, height] = geodetic(states[at + 1], states[at + 2], states[at + 3]);
    const place = [round(states[at], 3), round(lat, 7), round(lon, 7)];
    places.push(heightKnown ? [...place, round(height, 1)] : place);
  }
  return places;
}

/** A Mode S address as it is written. */
export const hex = (address: number): string => address.toString(16).padStart(6, '0');
