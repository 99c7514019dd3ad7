import { describe, expect, test } from 'vitest';
import { geodesicInverse } from '../geodesic-inverse.js';
import { graticuleGeometry, planeGeometry } from './geometry.js';

const DEGREE = Math.PI / 180;
const STEP = DEGREE / 1200;
const crossing = new Float64Array(2);

describe('rays on a grid of degrees', () => {
  // 3″ cells, 110 km each way.
  const rows = 2401;
  const row = 1200;
  const cases = [0, 40, -62, 80].flatMap((latDeg) =>
    (['rows', 'columns'] as const).flatMap((lines) =>
      ([-1, 1] as const).flatMap((direction) =>
        ([-1, 1] as const).map((side) => [latDeg, lines, direction, side] as const),
      ),
    ),
  );

  test.each(cases)('at %d° along %s (%d, %d) are geodesics to 1 cm at 100 km', (latDeg, lines, direction, side) => {
    const northLat = latDeg * DEGREE + row * STEP;
    const geometry = graticuleGeometry({ northLat, stepLat: STEP, stepLon: STEP, rows, row });
    const sector = geometry(lines, direction, side);
    /** Place of a crossing in radians from the observer's meridian. */
    const placeOf = (x: number, y: number): [number, number] =>
      lines === 'rows'
        ? [northLat - (row + direction * x) * STEP, side * y * STEP]
        : [northLat - (row + side * y) * STEP, direction * x * STEP];
    for (const slope of [0.003, 0.4, 0.97]) {
      const far = Math.floor(100_000 / Math.sqrt(sector.lineStep ** 2 + slope ** 2 * sector.cellStep ** 2));
      sector.crossInto(far, slope, crossing);
      const [lat, lon] = placeOf(far, crossing[0]);
      const end = geodesicInverse(latDeg * DEGREE, 0, lat, lon);
      for (const x of [Math.round(far / 20), Math.round(far / 2)]) {
        sector.crossInto(x, slope, crossing);
        const [latX, lonX] = placeOf(x, crossing[0]);
        const at = geodesicInverse(latDeg * DEGREE, 0, latX, lonX);
        const off = at.distance * Math.abs(Math.sin(at.azimuth1 - end.azimuth1));
        expect(off).toBeLessThan(0.01);
        const plane = x * Math.sqrt(sector.lineStep ** 2 + slope ** 2 * sector.cellStep ** 2);
        expect(Math.abs(crossing[1] * plane - at.distance)).toBeLessThan(0.01);
        expect(Math.abs(sector.distanceTo(x, crossing[0]) - at.distance)).toBeLessThan(0.01);
        expect(sector.slopeTo(x, crossing[0])).toBeCloseTo(slope, 4);
      }
    }
  });
});

test('on a plane they are straight and distances those of Pythagoras', () => {
  const sector = planeGeometry(30, 40)('rows', 1, 1);
  sector.crossInto(10, 0.5, crossing);
  expect([...crossing]).toEqual([5, 1]);
  expect(sector.distanceTo(3, 4)).toBeCloseTo(Math.sqrt(120 ** 2 + 120 ** 2), 9);
  expect(sector.slopeTo(3, 4)).toBeCloseTo(4 / 3, 12);
});
