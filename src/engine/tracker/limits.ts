/** Quantile 0.999 of chi-square with 3 degrees of freedom: the gate on the squared Mahalanobis distance. */
export const GATE = 16.26623619623813;

/** −2 ln of the probability that a target begins a manoeuvre between two detections, 0.1 (assumed). */
export const MANOEUVRE_PENALTY = 4.605;

/**
 * Seconds since when, at least, a target may have manoeuvred unnoticed. Frequent updates follow the beginning of a turn
 * inside the gate and then lose it; a scan every five seconds shows it at once (assumed).
 */
export const MANOEUVRE_AGE = 5;

/** What a pair must be to be worth taking; fixed by the tracker's configuration. */
export interface GateLimits {
  /** Cost of leaving a pair: 2 ln(Pd ÷ ((1 − Pd) · density · (2π)^1.5)), to be compared with distance² + ln determinant. */
  readonly bound: number;
  /** Determinant below which every pair inside the gate is worth taking, so that no logarithm is needed. */
  readonly safeDeterminant: number;
  /** m/s; what has been seen once may be seen again no further than this allows. */
  readonly maximumSpeed: number;
  /** Variance of each component of a first velocity, m²/s². */
  readonly firstVelocityVariance: number;
  /** Spectral density of the model, and what a manoeuvre adds to it, m²/s³. */
  readonly density: number;
  readonly extraDensity: number;
}
