import { expect, test } from 'vitest';
import { captureOf } from '../../test/fixtures/asterix-encoder.js';
import { readCapture } from './index.js';

const packets = [
  { at: 1462440924.25, bytes: Uint8Array.of(1, 2, 3) },
  { at: 1462440924.5, bytes: Uint8Array.of(4, 5) },
];
const payloadsOf = (bytes: Uint8Array) => readCapture(bytes).payloads.map((p) => [...bytes.subarray(p.start, p.end)]);

test('payloads come out of every link, both versions of IP, both byte orders and both units of time', () => {
  for (const link of ['ethernet', 'vlan', 'cooked', 'raw'] as const) {
    for (const ip of [4, 6] as const) {
      for (const big of [false, true]) {
        const bytes = captureOf(packets, { link, ip, big, nanoseconds: big });
        expect(payloadsOf(bytes)).toEqual([
          [1, 2, 3],
          [4, 5],
        ]);
        expect(readCapture(bytes).payloads.map(({ captured }) => captured)).toEqual(packets.map(({ at }) => at));
      }
    }
  }
});

test('what is not UDP, not IP or a fragment is skipped with a count', () => {
  const bytes = captureOf([...packets, ...packets]);
  const ip = (packet: number) => 24 + [0, 61, 121, 182][packet] + 16 + 14;
  bytes[ip(0) + 9] = 6;
  bytes[ip(1) - 2] = 0x88;
  bytes[ip(2) + 6] = 0x20;
  const { counts, payloads } = readCapture(bytes);
  expect(Object.fromEntries(counts.skipped)).toEqual({ 'not UDP': 1, 'not IP': 1, fragment: 1 });
  expect(counts).toMatchObject({ total: 4, udp: 1, truncated: 0 });
  expect(payloads).toHaveLength(1);
});

test('a packet cut by the capture and one cut by the end of the file are told with their offsets', () => {
  const bytes = captureOf(packets);
  const short = captureOf(packets.slice(0, 1));
  const view = new DataView(short.buffer);
  view.setUint32(24 + 8, 43, true);
  const snapped = short.subarray(0, 24 + 16 + 43);
  expect(readCapture(snapped).problems).toMatchObject([{ code: 'CAP-003', offset: 40 }]);
  const cut = bytes.subarray(0, bytes.length - 1);
  expect(readCapture(cut).problems).toMatchObject([{ code: 'CAP-002', offset: 24 + 16 + 45 }]);
  expect(readCapture(cut).counts).toMatchObject({ udp: 1, truncated: 1 });
  expect(readCapture(bytes.subarray(0, 20)).problems).toMatchObject([{ code: 'CAP-001' }]);
});

test('lengths that contradict each other are told and not believed', () => {
  const bytes = captureOf(packets.slice(0, 1));
  const udp = 24 + 16 + 14 + 20;
  bytes[udp + 5] = 200;
  expect(readCapture(bytes).problems).toMatchObject([{ code: 'CAP-005', offset: 40 }]);
});

test('pcapng is read too, its unit of time from the interface’s option', () => {
  const classic = captureOf(packets.slice(0, 1));
  const frame = classic.subarray(40);
  const padded = Math.ceil(frame.length / 4) * 4;
  const bytes = new Uint8Array(28 + 32 + 32 + padded);
  const view = new DataView(bytes.buffer);
  const words = (at: number, ...values: number[]) => values.forEach((v, i) => void view.setUint32(at + 4 * i, v, true));
  words(0, 0x0a0d0d0a, 28, 0x1a2b3c4d, 1, 0xffffffff, 0xffffffff, 28);
  // Interface: Ethernet; option 9 of one octet: 10⁻³ s; end of options.
  words(28, 1, 32, 1, 0, 0x00010009, 3, 0, 32);
  const time = 1462440924250;
  words(60, 6, 32 + padded, 0, Math.floor(time / 2 ** 32), time % 2 ** 32, frame.length, frame.length);
  bytes.set(frame, 60 + 28);
  words(60 + 28 + padded, 32 + padded);
  const { form, payloads, problems } = readCapture(bytes);
  expect(problems).toEqual([]);
  expect(form).toBe('pcapng');
  expect(payloads[0].captured).toBeCloseTo(1462440924.25, 6);
  expect([...bytes.subarray(payloads[0].start, payloads[0].end)]).toEqual([1, 2, 3]);
});

test('a capture mutated anywhere is read without throwing', () => {
  const bytes = captureOf([...packets, ...packets], { ip: 6 });
  for (let at = 0; at < bytes.length; at++) {
    for (let bit = 0; bit < 8; bit++) {
      const mutated = bytes.slice();
      mutated[at] ^= 1 << bit;
      const { payloads } = readCapture(mutated);
      if (payloads.some(({ start, end }) => start > end || end > bytes.length)) throw new Error(`octet ${at}`);
    }
  }
});
