import { SCORE_DEFAULTS, type ScoreOptions, type TrackScore } from './score-tracks.js';

/**
 * A score under the names and with the rounding of the tracking bench's own scorer (format iamd-tracking-bench/1). The
 * names carry their units; parts of GOSPA are in m^p. `siap_number_changes_per_scan` is ours.
 */
export interface ScoreRecord {
  readonly case: string;
  readonly c_m: number;
  readonly p: number;
  readonly dims: 2 | 3;
  readonly scans: number;
  readonly gospa_mean_m: number;
  readonly gospa_settled_m: number | null;
  readonly ospa_mean_m: number;
  readonly gospa_parts_mean: { readonly localisation: number; readonly missed: number; readonly false: number };
  readonly missed_per_scan: number;
  readonly false_per_scan: number;
  readonly truths_per_scan: number;
  readonly tracks_per_scan: number;
  readonly position_rmse_m: number | null;
  readonly velocity_rmse_mps: number | null;
  readonly tracks: number;
  readonly false_tracks: number;
  readonly id_switches: number;
  readonly track_breaks: number;
  readonly siap: {
    readonly completeness: number | null;
    readonly ambiguity: number | null;
    readonly spuriousness: number | null;
    readonly longest_segment: number | null;
  };
  /** Changes of track number for each scan in which an object is assigned; not in the bench's scorer. */
  readonly siap_number_changes_per_scan: number | null;
}

export function scoreRecord(name: string, score: TrackScore, options: Partial<ScoreOptions> = {}): ScoreRecord {
  const { c, p, dims } = { ...SCORE_DEFAULTS, ...options };
  return {
    case: name,
    c_m: c,
    p,
    dims,
    scans: score.scans,
    gospa_mean_m: roundTo(score.gospaMean, 3),
    gospa_settled_m: round(score.gospaSettled, 3),
    ospa_mean_m: roundTo(score.ospaMean, 3),
    gospa_parts_mean: {
      localisation: roundTo(score.localisation, 1),
      missed: roundTo(score.missed, 1),
      false: roundTo(score.false, 1),
    },
    missed_per_scan: roundTo(score.missedPerScan, 4),
    false_per_scan: roundTo(score.falsePerScan, 4),
    truths_per_scan: roundTo(score.truthsPerScan, 3),
    tracks_per_scan: roundTo(score.tracksPerScan, 3),
    position_rmse_m: round(score.positionRmse, 3),
    velocity_rmse_mps: round(score.velocityRmse, 3),
    tracks: score.tracks,
    false_tracks: score.falseTracks,
    id_switches: score.idSwitches,
    track_breaks: score.trackBreaks,
    siap: {
      completeness: round(score.completeness, 4),
      ambiguity: round(score.ambiguity, 4),
      spuriousness: round(score.spuriousness, 4),
      longest_segment: round(score.longestSegment, 4),
    },
    siap_number_changes_per_scan: round(score.numberChangeRate, 6),
  };
}

const round = (value: number | null, places: number): number | null => (value === null ? null : roundTo(value, places));

/**
 * The nearest number of so many decimal places; a value that lies exactly between two goes to the even one, as in Python.
 * `toFixed` rounds the double's exact value, but halves away from zero.
 */
export function roundTo(value: number, places: number): number {
  const text = value.toFixed(places);
  const rounded = Number(text);
  // A double that is a half at this place has its last digit just beyond it.
  const exact = value.toFixed(places + 30);
  if (!/^50*$/.test(exact.slice(exact.length - 30)) || Number(exact) !== value) return rounded;
  const lastDigit = Number(text.at(-1));
  if (lastDigit % 2 === 0) return rounded;
  return Number(exact.slice(0, exact.length - 30));
}
