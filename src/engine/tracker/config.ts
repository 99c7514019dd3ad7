/** What a tracker is set to. SI units; see docs/models/tracking.md for what each does. */
export interface TrackerConfig {
  /** Spectral density of the white-noise acceleration on each axis, m²/s³. */
  readonly spectralDensity: number;
  /** The same for a track whose detection only a manoeuvre explains, m²/s³; not above `spectralDensity`: never. */
  readonly manoeuvreSpectralDensity: number;
  /** Greatest speed of anything that is tracked, m/s: three sigma of the first velocity, and the bound of a second hit. */
  readonly maximumSpeed: number;
  /** Detections that confirm a track, at two different times at least. */
  readonly confirmHits: number;
  /** A track not confirmed after so many seconds dies. */
  readonly tentativeLifeS: number;
  /** A confirmed track without a detection for longer than this, s, is dropped. */
  readonly coastS: number;
  /** A confirmed track whose one-sigma position radius exceeds this, m, is dropped. */
  readonly maximumSigma: number;
  /** A batch older than the newest by more than this, s, is not taken. */
  readonly maximumLatenessS: number;
  /** Probability that a sensor reports a tracked object, in the cost of association. */
  readonly detectionProbability: number;
  /** False alarms and objects not yet tracked for each m³ and batch, in the cost of association. */
  readonly extraneousDensity: number;
  /** Edge of the finest cell of the search grid, m. Changes speed, never results. */
  readonly cellSize: number;
  /** Tracks held at once; when full, nothing new is started. */
  readonly maximumTracks: number;
}

/**
 * Settings for a surveillance picture of everything from drones to short-range ballistic missiles. All are choices of
 * this project ("assumed"), tuned on made-up radar cases with targets from 0 to 4 g (see docs/models/tracking.md).
 */
export const TRACKER_DEFAULTS: TrackerConfig = {
  spectralDensity: 10,
  manoeuvreSpectralDensity: 1500,
  maximumSpeed: 2500,
  confirmHits: 3,
  tentativeLifeS: 30,
  coastS: 30,
  maximumSigma: 5000,
  maximumLatenessS: 5,
  detectionProbability: 0.9,
  extraneousDensity: 1e-14,
  cellSize: 10_000,
  maximumTracks: 20_000,
};
