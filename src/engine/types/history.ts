/** The states of one object or one track over the scans of a recording, in columns. */
export interface StateHistory {
  readonly id: string;
  /** Scan of each state, from 0; none twice. */
  readonly scan: Int32Array;
  /** Six a row: x, y, z, m; vx, vy, vz, m/s, NaN where velocity is not known. */
  readonly state: Float64Array;
}
