import { describe, expect, it } from 'vitest';
import { makeStreams, uniform } from '../math/index.js';
import { geodeticFromUtmInto, utmFromGeodeticInto } from './index.js';

const DEGREE = Math.PI / 180;
const out = new Float64Array(2);

/**
 * Made with the exact transverse Mercator of L. P. Lee in GeographicLib 2.1.2 (TransverseMercatorProj -k 0.9996 -p 10, and
 * the central meridian of the zone): latitude, longitude, zone, easting - 500 km, northing from the equator.
 */
const POINTS = [
  [40.0817, 22.3492, 34, 115031.7739417595, 4437697.3310837839],
  [39.925, 32.8369, 36, -13937.3899263752, 4419445.7376455758],
  [36.8, 30.6, 36, -214118.3930538044, 4075373.3115087952],
  [-33.9, 18.4, 34, -240416.7783395697, -3754111.9545592312],
  [60.5, 5.3, 31, 126330.4505701194, 6709304.4957250804],
  [0.5, 24, 35, -333965.9017332047, 55341.388215555],
  [83.9, 39.5, 37, 5931.8553909594, 9316955.890286671],
  [-79.9, -179.5, 1, -48929.2850878713, -8871475.4281469528],
  [37, 21, 34, 0, 4094872.3704538476],
  // Far outside the zone: 20° and 30° from its meridian.
  [40, 41, 34, 1712740.6430560148, 4624280.9757602038],
  [-12, -9.5, 34, -3473656.7854401628, -1533615.2350143574],
] as const;

describe('universal transverse Mercator', () => {
  it.each(POINTS)('puts %f, %f in zone %i where the exact projection does, to 10 nm', (lat, lon, zone, x, y) => {
    const north = lat >= 0;
    utmFromGeodeticInto(lat * DEGREE, lon * DEGREE, zone, north, out);
    expect(Math.abs(out[0] - (500_000 + x))).toBeLessThan(1e-8);
    expect(Math.abs(out[1] - (y + (north ? 0 : 10_000_000)))).toBeLessThan(1e-8);
  });

  it.each(POINTS)('and finds %f, %f again', (lat, lon, zone, x, y) => {
    const north = lat >= 0;
    geodeticFromUtmInto(500_000 + x, y + (north ? 0 : 10_000_000), zone, north, out);
    // 1.6e-15 rad are 10 nm on the ground.
    expect(Math.abs(out[0] - lat * DEGREE)).toBeLessThan(1.6e-15);
    expect(Math.abs(out[1] - lon * DEGREE) * Math.cos(lat * DEGREE)).toBeLessThan(1.6e-15);
  });

  it('goes there and back within 10 nm at 2000 places in and around every zone', () => {
    const streams = makeStreams(1912, 0);
    let worst = 0;
    for (let i = 0; i < 2000; i++) {
      const zone = 1 + (i % 60);
      const lat = (uniform(streams, 0, 0, 1, i) - 0.5) * 168 * DEGREE;
      const lon = (6 * zone - 183 + (uniform(streams, 0, 0, 2, i) - 0.5) * 12) * DEGREE;
      utmFromGeodeticInto(lat, lon, zone, true, out);
      geodeticFromUtmInto(out[0], out[1], zone, true, out);
      const turn = out[1] - lon - 2 * Math.PI * Math.round((out[1] - lon) / (2 * Math.PI));
      worst = Math.max(worst, Math.abs(out[0] - lat), Math.abs(turn) * Math.cos(lat));
    }
    expect(worst * 6_378_137).toBeLessThan(1e-8);
  });
});
