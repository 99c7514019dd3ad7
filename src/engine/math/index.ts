/** Deterministic mathematics: the same bytes on every machine. */
export { degrees, radians, TWO_PI, wrapPi, wrapTurn } from './angle.js';
export { acos, asin, atan, atan2 } from './arc-tangent.js';
export {
  growEdges,
  makePairGraph,
  matchContested,
  matchPairs,
  matchSingles,
  type PairGraph,
  resizePairGraph,
} from './assignment.js';
export { chiSquareQuantile } from './chi-square.js';
export { type Digest, makeDigest } from './digest.js';
export { requireCount, requirePositive, requireWithin } from './domain.js';
export { cbrt, exp, expm1, pow } from './exponential.js';
export {
  type ColumnMaker,
  grownFloat32,
  grownFloat64,
  grownInt32,
  grownUint8,
  livesIn,
  settle,
} from './grown.js';
export { asinh, atanh, cosh, sinh } from './hyperbolic.js';
export { log, log1p, log2, log10 } from './logarithm.js';
export {
  cholesky3Into,
  choleskyInto,
  invertSymmetric3Into,
  solveCholeskyInto,
} from './matrix.js';
export { normalFromUint32, normalTable } from './normal-table.js';
export { philox4x32Into } from './philox.js';
export {
  drawInto,
  exponential,
  hashId,
  makeStreams,
  normal,
  normalsInto,
  poisson,
  type Streams,
  uniform,
  uniformFromUint32,
} from './random.js';
export * from './special.js';
export {
  clopperPearson,
  type Interval,
  mean,
  meanInterval,
  pairedDifference,
  quantile,
  variance,
} from './statistics.js';
export { cos, sin, sinCosInto, tan } from './trigonometry.js';
