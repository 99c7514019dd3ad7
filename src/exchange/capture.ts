/** What became of the packets of a capture. */
export interface CaptureCounts {
  readonly total: number;
  /** UDP payloads that were read. */
  readonly udp: number;
  /** Packets not read, by reason ('tcp', 'fragment', 'not IP', …) → count. */
  readonly skipped: ReadonlyMap<string, number>;
  /** Packets of which the capture or the file holds only a part. */
  readonly truncated: number;
}
