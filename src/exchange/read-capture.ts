import type { CAPTURE_PROBLEMS, Capture, CapturedPacket, UdpPayload } from './capture.js';
import { payloadOf } from './packet.js';

interface Fault {
  readonly code: keyof typeof CAPTURE_PROBLEMS;
  readonly offset: number;
  readonly message: string;
}
type Take = (packet: CapturedPacket) => void;

function reader(bytes: Uint8Array, little: boolean) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    word: (at: number): number => view.getUint32(at, little),
    half: (at: number): number => view.getUint16(at, little),
  };
}

/** Classic captures by the first four octets: byte order and the fraction of a second that times are given in. */
const CLASSIC: ReadonlyMap<number, { readonly little: boolean; readonly perSecond: number }> = new Map([
  [0xa1b2c3d4, { little: false, perSecond: 1e6 }],
  [0xd4c3b2a1, { little: true, perSecond: 1e6 }],
  [0xa1b23c4d, { little: false, perSecond: 1e9 }],
  [0x4d3cb2a1, { little: true, perSecond: 1e9 }],
]);
const PCAPNG = 0x0a0d0d0a;

const magicOf = (bytes: Uint8Array): number => (bytes.length < 4 ? 0 : reader(bytes, false).word(0));

/** What kind of capture the bytes begin as, or null. */
export function captureForm(bytes: Uint8Array): 'pcap' | 'pcapng' | null {
  const magic = magicOf(bytes);
  return CLASSIC.has(magic) ? 'pcap' : magic === PCAPNG ? 'pcapng' : null;
}

const fault = (code: Fault['code'], offset: number, message: string): Fault => ({ code, offset, message });

/** libpcap's format: every packet is handed to `take`; the answer says what ended the reading early. Internet-Draft "PCAP Capture File Format", draft-ietf-opsawg-pcap. */
function readClassic(bytes: Uint8Array, take: Take): Fault | null {
  const { little, perSecond } = CLASSIC.get(magicOf(bytes))!;
  if (bytes.length < 24) return fault('CAP-001', 0, `${bytes.length} of the header's 24 octets`);
  const { word } = reader(bytes, little);
  const linkType = word(20) & 0xffff;
  for (let at = 24; at < bytes.length; ) {
    const left = bytes.length - at;
    if (left < 16) return fault('CAP-002', at, `${left} of a packet header's 16 octets`);
    const kept = word(at + 8);
    if (kept > left - 16) return fault('CAP-002', at, `packet of ${kept} octets, but only ${left - 16} are left`);
    const start = at + 16;
    const captured = word(at) + word(at + 4) / perSecond;
    take({ start, end: start + kept, wireLength: word(at + 12), linkType, captured });
    at = start + kept;
  }
  return null;
}

interface Interface {
  readonly linkType: number;
  /** Seconds of one unit of its times. */
  readonly unit: number;
}

/** The unit of time from an interface's option if_tsresol: 10⁻ⁿ, or 2⁻ⁿ where the first bit is set; 1 µs without. */
function timeUnit(bytes: Uint8Array, half: (at: number) => number, start: number, end: number): number {
  for (let at = start; at + 4 <= end; ) {
    const code = half(at);
    const length = half(at + 2);
    if (code === 0) break;
    if (code === 9 && length >= 1 && at + 4 < end) {
      const base = bytes[at + 4] & 128 ? 0.5 : 0.1;
      let unit = 1;
      for (let i = bytes[at + 4] & 127; i > 0; i--) unit *= base;
      return unit;
    }
    at += 4 + length + ((4 - (length % 4)) % 4);
  }
  return 1e-6;
}

/** The next generation: Internet-Draft "PCAP Next Generation (pcapng) Capture File Format", draft-ietf-opsawg-pcapng. */
function readNext(bytes: Uint8Array, take: Take): Fault | null {
  let little = true;
  let interfaces: Interface[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (bytes.length - at < 12)
      return fault('CAP-004', at, `${bytes.length - at} octets left, a block has at least 12`);
    const section = reader(bytes, false).word(at) === PCAPNG;
    if (section) {
      little = reader(bytes, false).word(at + 8) !== 0x1a2b3c4d;
      interfaces = [];
    }
    const { word, half } = reader(bytes, little);
    const type = word(at);
    const length = word(at + 4);
    if (length < 12 || length % 4 !== 0) return fault('CAP-004', at, `block of ${length} octets`);
    if (length > bytes.length - at) {
      return fault('CAP-002', at, `block of ${length} octets, but only ${bytes.length - at} are left`);
    }
    const end = at + length - 4;
    if (type === 1 && length >= 20) {
      interfaces.push({ linkType: half(at + 8), unit: timeUnit(bytes, half, at + 16, end) });
    } else if (type === 6 && length >= 32) {
      const from = interfaces[word(at + 8)];
      const kept = word(at + 20);
      if (!from || kept > length - 32) return fault('CAP-004', at, `packet of ${kept} octets in a block of ${length}`);
      const captured = (word(at + 12) * 4294967296 + word(at + 16)) * from.unit;
      const start = at + 28;
      take({ start, end: start + kept, wireLength: word(at + 24), linkType: from.linkType, captured });
    } else if (type === 3 && length >= 16 && interfaces.length > 0) {
      const wireLength = word(at + 8);
      const start = at + 12;
      const kept = Math.min(wireLength, length - 16);
      take({ start, end: start + kept, wireLength, linkType: interfaces[0].linkType, captured: Number.NaN });
    }
    at += length;
  }
  return null;
}

/**
 * The UDP payloads of a capture (classic pcap of either byte order in micro- or nanoseconds, or pcapng), with every packet
 * that gave none counted by reason. Fragments are not put together again. Never throws.
 */
export function readCapture(bytes: Uint8Array): Capture {
  const known = captureForm(bytes);
  const payloads: UdpPayload[] = [];
  const problems: Capture['problems'][number][] = [];
  const skipped = new Map<string, number>();
  let total = 0;
  let truncated = 0;
  const note = ({ code, offset, message }: Fault): void => {
    if (code === 'CAP-002') truncated++;
    problems.push({ code, offset, message });
  };
  const take: Take = (packet) => {
    total++;
    const payload = payloadOf(bytes, packet);
    if ('start' in payload) payloads.push({ ...payload, captured: packet.captured });
    else if ('skipped' in payload) skipped.set(payload.skipped, (skipped.get(payload.skipped) ?? 0) + 1);
    else if ('malformed' in payload) {
      skipped.set('malformed', (skipped.get('malformed') ?? 0) + 1);
      note(fault('CAP-005', packet.start, payload.malformed));
    } else {
      truncated++;
      const kept = packet.end - packet.start;
      note(fault('CAP-003', packet.start, `${kept} octets kept of a packet of ${packet.wireLength}`));
    }
  };
  const end = !known
    ? fault('CAP-001', 0, 'the first octets are those of no capture')
    : known === 'pcapng'
      ? readNext(bytes, take)
      : readClassic(bytes, take);
  if (end) note(end);
  return { form: known ?? 'pcap', payloads, counts: { total, udp: payloads.length, skipped, truncated }, problems };
}
