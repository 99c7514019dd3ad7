import { requireCount, requirePositive, requireWithin, sin } from '../math/index.js';

/** How an electronically scanned radar shares its time between search and track. */
export interface TimeBudget {
  /** Beam positions that one search of the whole sector visits. */
  readonly positions: number;
  /** Time at one position, s. */
  readonly searchDwell: number;
  /** Beams formed at once: so many positions are searched in one dwell. */
  readonly beamsAtOnce: number;
  /** Time of one look at one track, s. */
  readonly trackDwell: number;
  /** Time between looks at one track that is wanted, s. */
  readonly trackInterval: number;
  /** Share of the time that search keeps whatever happens, above 0 and up to 1. */
  readonly leastSearchShare: number;
}

/** What becomes of the budget with a number of tracks. */
export interface DwellAllocation {
  readonly trackShare: number;
  readonly searchShare: number;
  /** Time for one search of the sector, s. */
  readonly searchFrame: number;
  /** Time between looks at one track, s: as wanted, or longer when overloaded. */
  readonly trackInterval: number;
  readonly overloaded: boolean;
}

export function checkTimeBudget(budget: TimeBudget): TimeBudget {
  requireCount('beam positions', budget.positions, 1);
  requireCount('beams at once', budget.beamsAtOnce, 1);
  requirePositive('search dwell', budget.searchDwell, 's');
  requirePositive('track dwell', budget.trackDwell, 's');
  requirePositive('track interval', budget.trackInterval, 's');
  requireWithin('least search share', requirePositive('least search share', budget.leastSearchShare, '1'), 0, 1, '1');
  return budget;
}

/**
 * Tracks take the time that they need, search takes the rest but never less than its least share; beyond that all tracks
 * are looked at less often. So the search frame grows as 1 / (1 − load).
 * Source: M. I. Skolnik (ed.), Radar Handbook, 3rd ed., McGraw-Hill 2008, ch. 13, on time sharing in phased arrays.
 */
export function allocateDwells(budget: TimeBudget, tracks: number): DwellAllocation {
  requireCount('number of tracks', tracks, 0);
  const { positions, searchDwell, beamsAtOnce, trackDwell, trackInterval, leastSearchShare } = budget;
  const wanted = (tracks * trackDwell) / trackInterval;
  const trackShare = Math.min(wanted, 1 - leastSearchShare);
  const searchShare = 1 - trackShare;
  const overloaded = wanted > trackShare;
  return {
    trackShare,
    searchShare,
    searchFrame: (Math.ceil(positions / beamsAtOnce) * searchDwell) / searchShare,
    // With no time left for tracks at all, none is ever looked at again.
    trackInterval: overloaded ? (tracks * trackDwell) / trackShare : trackInterval,
    overloaded,
  };
}

/** The sector that is searched and the beam that searches it, rad. */
export interface SearchVolume {
  readonly sectorWidth: number;
  readonly elevationMinimum: number;
  readonly elevationMaximum: number;
  readonly beamwidthAzimuth: number;
  readonly beamwidthElevation: number;
}

/**
 * Beam positions that cover a sector: its solid angle over the beam's, A (sin E₂ − sin E₁) / (θa θe), rounded up.
 * Source: D. K. Barton, Radar Equations for Modern Radar, Artech House 2013, ch. 1, on the search radar equation.
 */
export function beamPositions(volume: SearchVolume): number {
  const beam =
    requirePositive('beamwidth in azimuth', volume.beamwidthAzimuth, 'rad') *
    requirePositive('beamwidth in elevation', volume.beamwidthElevation, 'rad');
  const high = sin(requireWithin('highest elevation', volume.elevationMaximum, -Math.PI / 2, Math.PI / 2, 'rad'));
  const low = sin(requireWithin('lowest elevation', volume.elevationMinimum, -Math.PI / 2, Math.PI / 2, 'rad'));
  const angle = requirePositive('sector width', volume.sectorWidth, 'rad') * (high - low);
  return Math.max(1, Math.ceil(requirePositive('searched solid angle', angle, 'sr') / beam - 1e-9));
}

/**
 * Progress of what recurs with a period that may change from tick to tick, in periods: a search, or the looks at a track.
 * Start it anywhere in [0, 1) and keep what this returns; something falls due whenever `completed` is not 0.
 */
export const advance = (progress: number, period: number, step: number): number => progress + step / period;

/** Periods that ended between two states of progress. */
export const completed = (before: number, after: number): number => Math.floor(after) - Math.floor(before);
