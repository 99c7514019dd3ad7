/** What became of the packets of a capture. */
export interface CaptureCounts {
  readonly total: number;
  /** UDP payloads that were read. */
  readonly udp: number;
  /** Packets not read, by reason ('not UDP', 'fragment', 'not IP', …) → count. */
  readonly skipped: ReadonlyMap<string, number>;
  /** Packets of which the capture or the file holds only a part. */
  readonly truncated: number;
}

/** What can be wrong with a capture: code → what it is called and what it means for the answer. */
export const CAPTURE_PROBLEMS = {
  'CAP-001': ['capture header cut off', 'The file ends within its own header; nothing is read.'],
  'CAP-002': ['packet beyond the file', 'A packet says that it is longer than what is left; reading ends there.'],
  'CAP-003': ['packet truncated', 'The capture kept only the first part of a packet; its payload is not read.'],
  'CAP-004': ['block of a capture malformed', 'A pcapng block has an impossible length; reading ends there.'],
  'CAP-005': ['packet malformed', 'The lengths in a packet’s IP or UDP header contradict each other; it is not read.'],
} as const satisfies Record<string, readonly [string, string]>;

export interface UdpPayload {
  /** In the file, bytes. */
  readonly start: number;
  readonly end: number;
  /** s since 1970, UTC. */
  readonly captured: number;
}

export interface Capture {
  readonly form: 'pcap' | 'pcapng';
  readonly payloads: readonly UdpPayload[];
  readonly counts: CaptureCounts;
  readonly problems: readonly { readonly code: string; readonly offset: number; readonly message: string }[];
}

/** A packet as the capture holds it, handed to whoever looks into it. */
export interface CapturedPacket {
  /** Where its link header begins. */
  readonly start: number;
  readonly end: number;
  /** Bytes that were on the wire, of which end − start are kept. */
  readonly wireLength: number;
  readonly linkType: number;
  readonly captured: number;
}
