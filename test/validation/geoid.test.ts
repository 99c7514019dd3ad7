import { expect, test } from 'vitest';
import { geoidUndulation } from '../../src/node/geoid.js';

/**
 * NGA, EGM96 README.TXT, sample output of INTPT.F (OUTINTPT.DAT): latitude, longitude, geoid height in metres. NGA
 * interpolates with a spline, we bilinearly in the same grid of 15′.
 */
test.each([
  [38.628155, 269.779155, -31.628],
  [-14.621217, 305.021114, -2.969],
  [46.874319, 102.448729, -43.575],
  [-23.617446, 133.874712, 15.871],
  [38.625473, 359.9995, 50.066],
  [-0.466744, 0.0023, 17.329],
])('the geoid at %f, %f stands within 0.1 m of NGA’s %f m', (latDeg, lonDeg, undulationM) => {
  expect(Math.abs(geoidUndulation(latDeg, lonDeg) - undulationM)).toBeLessThan(0.1);
  expect(geoidUndulation(latDeg, lonDeg - 360)).toBeCloseTo(geoidUndulation(latDeg, lonDeg), 9);
});

/** 33–42 N, 20–37 E. */
const WEST = 20;
const EAST = 37;
const SOUTH = 33;
const NORTH = 42;

test('over the eastern Mediterranean it stands 0–46 m above the ellipsoid', () => {
  for (let lat = SOUTH; lat <= NORTH; lat += 0.25) {
    for (let lon = WEST; lon <= EAST; lon += 0.25) {
      expect(geoidUndulation(lat, lon)).toBeGreaterThan(0);
      expect(geoidUndulation(lat, lon)).toBeLessThan(46);
    }
  }
});

/** Greatest distance of the geoid from the straight line between points so far apart, half way, m. */
function bend(distanceKm: number): number {
  let most = 0;
  for (let lat = SOUTH; lat <= NORTH; lat += 0.5) {
    for (let lon = WEST; lon <= EAST; lon += 0.5) {
      for (let azimuth = 0; azimuth < Math.PI; azimuth += Math.PI / 12) {
        const north = (distanceKm / 222) * Math.cos(azimuth);
        const east = ((distanceKm / 222) * Math.sin(azimuth)) / Math.cos((lat * Math.PI) / 180);
        if (lat + north < SOUTH || lat + 2 * north < SOUTH || lat + 2 * north > NORTH || lon + 2 * east > EAST)
          continue;
        const ends = geoidUndulation(lat, lon) + geoidUndulation(lat + 2 * north, lon + 2 * east);
        most = Math.max(most, Math.abs(geoidUndulation(lat + north, lon + east) - ends / 2));
      }
    }
  }
  return most;
}

test('what it does to a line of sight there is its bend: up to 4 m over 100 km, 9 m over 200 km, 20 m over 400 km', () => {
  expect(bend(100)).toBeGreaterThan(2);
  expect(bend(100)).toBeLessThan(4.5);
  expect(bend(200)).toBeLessThan(9.5);
  expect(bend(400)).toBeLessThan(20);
});
