import type { CapturedPacket } from './capture.js';

/** Where the UDP payload of a packet lies, or why there is none. */
export type Payload =
  | { readonly start: number; readonly end: number }
  | { readonly skipped: string }
  | { readonly truncated: true }
  | { readonly malformed: string };

const IPV4 = 0x0800;
const IPV6 = 0x86dd;
const UDP = 17;
/** Tags of virtual networks that stand before the type: IEEE 802.1Q, 802.1ad and the older double tag. */
const VLAN_TAGS = [0x8100, 0x88a8, 0x9100];

const short = (bytes: Uint8Array, at: number): number => bytes[at] * 256 + bytes[at + 1];

/** Where the network layer begins and its type; null where the packet ends before. Type 0: none that is known. */
function networkLayer(bytes: Uint8Array, packet: CapturedPacket): { at: number; type: number } | null {
  const { start, end, linkType } = packet;
  const byVersion = (at: number) => (at < end ? { at, type: bytes[at] >> 4 === 6 ? IPV6 : IPV4 } : null);
  switch (linkType) {
    case 0: // BSD loopback: the family in four octets
      return byVersion(start + 4);
    case 1: {
      let at = start + 12;
      while (at + 2 <= end && VLAN_TAGS.includes(short(bytes, at))) at += 4;
      return at + 2 <= end ? { at: at + 2, type: short(bytes, at) } : null;
    }
    case 113: // Linux cooked
      return start + 16 <= end ? { at: start + 16, type: short(bytes, start + 14) } : null;
    case 276: // Linux cooked, second version
      return start + 20 <= end ? { at: start + 20, type: short(bytes, start) } : null;
    case 12:
    case 14:
    case 101:
    case 228:
    case 229:
      return byVersion(start);
    default:
      return { at: start, type: 0 };
  }
}

function udpPayload(bytes: Uint8Array, at: number, ipEnd: number, end: number): Payload {
  if (at + 8 > ipEnd) return { malformed: 'no room for the UDP header' };
  if (at + 8 > end) return { truncated: true };
  const length = short(bytes, at + 4);
  if (length < 8 || at + length > ipEnd) return { malformed: `UDP length ${length}` };
  return at + length > end ? { truncated: true } : { start: at + 8, end: at + length };
}

function ipv4Payload(bytes: Uint8Array, at: number, end: number): Payload {
  if (at + 20 > end) return { truncated: true };
  const header = (bytes[at] & 15) * 4;
  const total = short(bytes, at + 2);
  if (bytes[at] >> 4 !== 4 || header < 20 || total < header) return { malformed: 'IPv4 header' };
  if (short(bytes, at + 6) & 0x3fff) return { skipped: 'fragment' };
  if (bytes[at + 9] !== UDP) return { skipped: 'not UDP' };
  return udpPayload(bytes, at + header, at + total, end);
}

function ipv6Payload(bytes: Uint8Array, at: number, end: number): Payload {
  if (at + 40 > end) return { truncated: true };
  if (bytes[at] >> 4 !== 6) return { malformed: 'IPv6 header' };
  const ipEnd = at + 40 + short(bytes, at + 4);
  let next = bytes[at + 6];
  let here = at + 40;
  // Extension headers: hop by hop 0, routing 43, fragment 44, destination 60. Each step goes at least 8 octets on.
  while (next === 0 || next === 43 || next === 44 || next === 60) {
    if (here + 8 > end) return { truncated: true };
    if (next === 44 && short(bytes, here + 2) & 0xfff9) return { skipped: 'fragment' };
    const length = next === 44 ? 8 : (bytes[here + 1] + 1) * 8;
    next = bytes[here];
    here += length;
  }
  return next === UDP ? udpPayload(bytes, here, ipEnd, end) : { skipped: 'not UDP' };
}

/** Finds the UDP payload of a packet: Ethernet with virtual networks, Linux cooked, loopback or bare IP; IPv4 and IPv6. */
export function payloadOf(bytes: Uint8Array, packet: CapturedPacket): Payload {
  const layer = networkLayer(bytes, packet);
  if (!layer) return { truncated: true };
  if (layer.type === IPV4) return ipv4Payload(bytes, layer.at, packet.end);
  if (layer.type === IPV6) return ipv6Payload(bytes, layer.at, packet.end);
  return { skipped: 'not IP' };
}
