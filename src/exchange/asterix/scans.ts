import type { Scan } from '../../engine/types/index.js';

/** Where a radar stands, as a user gives it. */
export interface RadarPlace {
  readonly sac: number;
  readonly sic: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  /** Of the antenna above the WGS-84 ellipsoid, m. */
  readonly heightM: number;
}

export interface ScansOptions {
  /** Positions of radars; they go before what I034/120 says. */
  readonly radars?: readonly RadarPlace[];
  /** Take simulated and test targets as well (I048/020 SIM, TST); they are left out and counted otherwise. */
  readonly takeSimulated?: boolean;
}

/** What a row of a scan came from. Identity stands here so that it can score a tracker that does not read it. */
export interface PlotOrigin {
  /** UTC seconds from the midnight before the recording's first plot; goes on beyond 86 400. */
  readonly timeS: number;
  readonly sac: number;
  readonly sic: number;
  /** Mode S address, 24 bits. */
  readonly modeS?: number;
  /** Mode 3/A code, four octal digits as a number: '7500' is 0o7500. */
  readonly mode3A?: number;
  /** How it was found: I048/020 TYP, 1 primary … 7 roll-call and primary. */
  readonly type: number;
  readonly callsign?: string;
}

/** A radar of a recording, with what was assumed of it. */
export interface RecordedRadar extends RadarPlace {
  /** ScanSensor.id: 'SAC/SIC'. */
  readonly id: string;
  readonly placeFrom: 'given' | 'I034/120';
  readonly periodS: number;
  readonly periodFrom: 'I034/041' | 'north markers' | 'sector crossings' | 'plots' | 'assumed';
  readonly plots: number;
}

/** Something of a recording that could not be used, or was assumed, and how often. */
export interface ScansProblem {
  readonly code: string;
  readonly sac: number;
  readonly sic: number;
  readonly count: number;
  readonly message: string;
}

export interface RecordedScans {
  /** In order of time over all radars. */
  readonly scans: readonly Scan[];
  /** Origin of the tangent plane: x east, y north, z up of it. */
  readonly frame: { readonly latDeg: number; readonly lonDeg: number; readonly heightM: number };
  /** plots[i][row] tells of row `row` of scans[i]. */
  readonly plots: readonly (readonly PlotOrigin[])[];
  readonly radars: readonly RecordedRadar[];
  readonly problems: readonly ScansProblem[];
}

// To come: scansOfRecording(recording: Recording, options?: ScansOptions): RecordedScans
