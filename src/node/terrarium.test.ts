import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { terrariumTile } from '../../test/fixtures/tiles.js';
import { decodeTerrarium } from './terrarium.js';

const decodeTile = (bytes: Uint8Array) => decodeTerrarium(bytes, 'made', 8, 143, 96);
const flat = (red: number, green: number, blue: number, more = {}) => {
  const data = new Uint8Array(256 * 256 * 3);
  for (let i = 0; i < data.length; i += 3) data.set([red, green, blue], i);
  return encode({ width: 256, height: 256, data, channels: 3, depth: 8, ...more });
};

describe('a terrarium tile', () => {
  it('has red · 256 + green + blue / 256 - 32768 m in every pixel', () => {
    expect(decodeTile(flat(128, 0, 0)).heights[0]).toBe(0);
    expect(decodeTile(flat(139, 68, 192)).heights[65_535]).toBe(11 * 256 + 68 + 0.75);
    expect(decodeTile(flat(127, 255, 255)).heights[7]).toBe(-1 / 256);
  });

  it('keeps every 1/256 m of the relief', () => {
    const tile = decodeTile(terrariumTile(8, 143, 96, (lat, lon) => Math.round((lat + lon) * 2560) / 256));
    for (let i = 1; i < tile.heights.length; i += 97) expect(Number.isInteger(tile.heights[i] * 256)).toBe(true);
  });

  it('stands at its place in web Mercator: tile 8/143/96 begins at 21.09375 E', () => {
    const { originX, originY, cellX } = decodeTile(flat(128, 0, 0));
    expect((originX * 180) / Math.PI).toBeCloseTo(21.09375, 9);
    expect((Math.atan(Math.sinh(originY)) * 180) / Math.PI).toBeCloseTo(40.9799, 4);
    expect(cellX).toBeCloseTo((2 * Math.PI) / 65_536, 12);
  });

  it('may have a fourth channel, which is not read', () => {
    const data = new Uint8Array(256 * 256 * 4).fill(129);
    expect(decodeTile(encode({ width: 256, height: 256, data, channels: 4, depth: 8 })).heights[9]).toBe(
      256 + 129 + 129 / 256,
    );
  });

  const whole = terrariumTile(8, 143, 96);
  const changed = (at: number, value: number) => Uint8Array.from(whole, (byte, i) => (i === at ? value : byte));
  it.each<[string, Uint8Array, string]>([
    [
      'of another size',
      encode({ width: 128, height: 256, data: new Uint8Array(128 * 256 * 3), channels: 3 }),
      '256 x 256 pixels; got 128 x 256',
    ],
    [
      'of grey',
      encode({ width: 256, height: 256, data: new Uint8Array(256 * 256), channels: 1 }),
      '8 bits of red, green and blue',
    ],
    [
      'of 16 bits',
      encode({ width: 256, height: 256, data: new Uint16Array(256 * 256 * 3), channels: 3, depth: 16 }),
      'got 16 bits of colour type 2',
    ],
    ['of heights that are none', flat(0, 0, 0), 'must be -12000–9000 m; got -32768 in row 0, column 0'],
    ['with a wrong checksum', changed(30, whole[30] ^ 1), 'CRC'],
    ['with broken pixels', changed(2000, whole[2000] ^ 16), 'incorrect data check'],
    ['that is no PNG', new Uint8Array(500), 'it is no PNG'],
    ['that is cut short', whole.subarray(0, 3000), 'it is cut short'],
  ])('%s is refused', (_, bytes, told) => {
    expect(() => decodeTile(bytes)).toThrow(told);
  });
});
