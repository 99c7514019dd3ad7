import { atan2, cos, requirePositive, sin, wrapPi } from '../math/index.js';

/** A bearing taken at a place: metres east and north in one tangent plane, clockwise from north, with its error; rad. */
export interface Bearing {
  readonly east: number;
  readonly north: number;
  readonly bearing: number;
  /** One sigma. */
  readonly sigma: number;
}

/** Where bearings cross. */
export interface BearingFix {
  readonly east: number;
  readonly north: number;
  /** m²: east–east, east–north, north–north. */
  readonly covariance: readonly [number, number, number];
  /** Squared misfit in units of the errors; with n bearings of one emitter it is χ² with n − 2 degrees of freedom. */
  readonly chiSquare: number;
}

const MOST_ROUNDS = 30;
/** The fix is found when a round moves it by less than this, m. */
const CLOSE_ENOUGH = 1e-4;

/**
 * Position at which bearings cross: maximum likelihood by Gauss–Newton, begun at the point nearest to all lines. Undefined
 * for fewer than two bearings, where they are parallel within twice their errors, or where they cross behind a place.
 * The plane is good for some 200 km; beyond, lines of bearing are geodesics and no straight lines.
 * Source: R. G. Stansfield, Statistical theory of D.F. fixing, Journal of the IEE 94, part IIIA, 1947; D. J. Torrieri,
 * Statistical theory of passive location systems, IEEE Trans. AES 20(2), 1984.
 */
export function crossBearings(bearings: readonly Bearing[]): BearingFix | undefined {
  for (const { sigma } of bearings) requirePositive('bearing error', sigma, 'rad');
  const start = nearestPoint(bearings);
  if (start === undefined) return undefined;
  let [east, north] = start;
  for (let round = 0; ; round++) {
    const { matrix, vector } = normalEquations(bearings, east, north);
    const step = solve(matrix, vector);
    if (step === undefined || round === MOST_ROUNDS) return undefined;
    east += step[0];
    north += step[1];
    if (step[0] * step[0] + step[1] * step[1] < CLOSE_ENOUGH * CLOSE_ENOUGH) break;
  }
  if (bearings.some((each) => !isAhead(each, east, north))) return undefined;
  const { matrix, chiSquare } = normalEquations(bearings, east, north);
  const [ee, en, nn] = matrix;
  const determinant = ee * nn - en * en;
  return { east, north, covariance: [nn / determinant, -en / determinant, ee / determinant], chiSquare };
}

type Symmetric = readonly [ee: number, en: number, nn: number];
type Pair = readonly [east: number, north: number];

function solve([ee, en, nn]: Symmetric, [e, n]: Pair): Pair | undefined {
  const determinant = ee * nn - en * en;
  if (!(determinant > 0)) return undefined;
  return [(nn * e - en * n) / determinant, (ee * n - en * e) / determinant];
}

/** Whether the point lies in the half plane that the bearing looks into. */
const isAhead = ({ east, north, bearing }: Bearing, x: number, y: number): boolean =>
  Math.abs(wrapPi(atan2(x - east, y - north) - bearing)) < Math.PI / 2;

/** The point with the least sum of squared distances to the lines; undefined where they are parallel. */
function nearestPoint(bearings: readonly Bearing[]): Pair | undefined {
  let [ee, en, nn, e, n, widest] = [0, 0, 0, 0, 0, 0];
  for (const { east, north, bearing, sigma } of bearings) {
    // Unit normal of the line.
    const [across, along] = [cos(bearing), -sin(bearing)];
    const distance = across * east + along * north;
    ee += across * across;
    en += across * along;
    nn += along * along;
    e += across * distance;
    n += along * distance;
    widest = Math.max(widest, sigma);
  }
  // For two lines the determinant is the squared sine of the angle between them.
  if (!(ee * nn - en * en > 4 * widest * widest)) return undefined;
  return solve([ee, en, nn], [e, n]);
}

/** Linearised about a point: Σ h hᵀ / σ² and Σ h misfit / σ², h the gradient of a bearing. */
function normalEquations(bearings: readonly Bearing[], x: number, y: number) {
  let [ee, en, nn, e, n, chiSquare] = [0, 0, 0, 0, 0, 0];
  for (const { east, north, bearing, sigma } of bearings) {
    const dx = x - east;
    const dy = y - north;
    const square = dx * dx + dy * dy;
    const misfit = wrapPi(bearing - atan2(dx, dy));
    const weight = 1 / (sigma * sigma);
    const he = dy / square;
    const hn = -dx / square;
    ee += weight * he * he;
    en += weight * he * hn;
    nn += weight * hn * hn;
    e += weight * he * misfit;
    n += weight * hn * misfit;
    chiSquare += weight * misfit * misfit;
  }
  return { matrix: [ee, en, nn] as const, vector: [e, n] as const, chiSquare };
}
