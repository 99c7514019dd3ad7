import { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import { ecefToGeodeticInto, geodeticToEcefInto, WGS84 } from './index.js';

const Exact = Decimal.clone({ precision: 40 });
const DEGREE = Math.PI / 180;

/** The definition, in 40 digits. */
function exactEcef(lat: number, lon: number, height: number): number[] {
  const f = new Exact(1).div('298.257223563');
  const e2 = f.mul(new Exact(2).sub(f));
  const sin = Exact.sin(lat);
  const n = new Exact(6378137).div(Exact.sqrt(new Exact(1).sub(e2.mul(sin).mul(sin))));
  const p = n.add(height).mul(Exact.cos(lat));
  const z = n.mul(new Exact(1).sub(e2)).add(height).mul(sin);
  return [p.mul(Exact.cos(lon)), p.mul(Exact.sin(lon)), z].map(Number);
}

describe('WGS-84', () => {
  it('has a polar radius of 6 356 752.3142 m and e² of 6.694 379 990 14e-3 (NIMA TR8350.2)', () => {
    expect(WGS84.b).toBeCloseTo(6_356_752.3142, 4);
    expect(WGS84.e2).toBeCloseTo(6.69437999014e-3, 14);
  });

  it('takes geodetic coordinates to ECEF within 2 nm of 40-digit arithmetic', () => {
    const ecef = new Float64Array(3);
    for (let lat = -90; lat <= 90; lat += 7.5) {
      for (const [lonDeg, height] of [
        [0, 0],
        [33.3, 1234.5],
        [-120.1, 1e6],
        [179.9, 10_000],
      ]) {
        geodeticToEcefInto(lat * DEGREE, lonDeg * DEGREE, height, ecef);
        const exact = exactEcef(lat * DEGREE, lonDeg * DEGREE, height);
        for (let i = 0; i < 3; i++) expect(Math.abs(ecef[i] - exact[i])).toBeLessThan(2e-9);
      }
    }
  });

  it('finds the poles, the equator and the date line exactly where they are', () => {
    const out = new Float64Array(3);
    ecefToGeodeticInto(0, 0, WGS84.b + 50, out);
    expect(out[0]).toBe(Math.PI / 2);
    expect(out[2]).toBeCloseTo(50, 8);
    ecefToGeodeticInto(0, 0, -WGS84.b, out);
    expect(out[0]).toBe(-Math.PI / 2);
    ecefToGeodeticInto(-WGS84.a, 0, 0, out);
    expect([...out]).toEqual([0, Math.PI, 0]);
  });

  it('writes at an offset and leaves the rest alone', () => {
    const out = new Float64Array(8).fill(7);
    geodeticToEcefInto(0, 0, 0, out, 2);
    expect([...out]).toEqual([7, 7, WGS84.a, 0, 0, 7, 7, 7]);
    ecefToGeodeticInto(WGS84.a, 0, 0, out, 5);
    expect([...out].slice(5)).toEqual([0, 0, 0]);
  });
});
