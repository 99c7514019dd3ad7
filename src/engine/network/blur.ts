import { normalFromUint32, uniformFromUint32 } from '../math/index.js';

type Vector = readonly [number, number, number];

/**
 * A position moved horizontally, metres ECEF. Up is taken along the geocentric radius, 0.19° off at most, which lifts an
 * error of 3 km by 10 m.
 */
function moved(position: Vector, east: number, north: number): Vector {
  const [x, y, z] = position;
  const radius = Math.sqrt(x * x + y * y + z * z);
  const equatorial = Math.sqrt(x * x + y * y);
  // On the axis every direction is horizontal; take x for east.
  const eastX = equatorial > 0 ? -y / equatorial : 1;
  const eastY = equatorial > 0 ? x / equatorial : 0;
  const ux = x / radius;
  const uy = y / radius;
  const uz = z / radius;
  return [
    x + east * eastX - north * uz * eastY,
    y + east * eastY + north * uz * eastX,
    z + north * (ux * eastY - uy * eastX),
  ];
}

/** The position moved by words 1 and 2 of a draw: normal in each of two horizontal axes, of one sigma in metres. */
export function erroneous(position: Vector, sigma: number, words: Uint32Array): Vector {
  if (sigma === 0) return position;
  return moved(position, sigma * normalFromUint32(words[1]), sigma * normalFromUint32(words[2]));
}

/** Sigma of a position, m, after a horizontal error of one sigma in each axis. */
export const widened = (positionSigma: number, error: number): number =>
  error === 0 ? positionSigma : Math.sqrt(positionSigma * positionSigma + 2 * error * error);

/** Metres that a digit of a grid reference stands for: the last of a reference to a kilometre, and the one before. */
const DIGITS = [1000, 10_000] as const;

/**
 * The position as written down with one wrong digit, with the given probability (words 0 … 3 of a draw): any other digit
 * in its place is as likely, in easting or northing, for 1 km or for 10 km. Nobody notices, so the sigma stays.
 */
export function miswritten(position: Vector, probability: number, words: Uint32Array): Vector {
  if (probability === 0 || uniformFromUint32(words[0]) >= probability) return position;
  const said = Math.floor(10 * uniformFromUint32(words[1]));
  const other = Math.floor(9 * uniformFromUint32(words[2]));
  const written = other < said ? other : other + 1;
  const which = Math.floor(4 * uniformFromUint32(words[3]));
  const jump = (written - said) * DIGITS[which >> 1];
  return (which & 1) === 0 ? moved(position, jump, 0) : moved(position, 0, jump);
}
