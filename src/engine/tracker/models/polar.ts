import { atan2, TWO_PI, wrapPi } from '../../math/index.js';
import type { ScanSensor } from '../../types/index.js';
import type { Component, MeasurementModel } from '../roles/index.js';

/** A measurement model of which the sensor and the components are known. */
export interface SensorModel extends MeasurementModel {
  readonly components: readonly Component[];
  readonly sensor: ScanSensor;
}

/** Least horizontal distance, m, at which an azimuth still has a slope: straight overhead it has none. */
const LEAST_DISTANCE = 1;

/**
 * What `sensor` measures of a state, in the order of `components`: slant range, m; azimuth, clockwise from the sensor's
 * north, and elevation, rad; range rate, m/s, of a sensor at rest; height, m, above the plane z = 0 or, with a finite
 * `earthRadius`, above a sphere that touches the frame at its origin. Any of them, in any combination.
 */
export function polarModel(
  sensor: ScanSensor,
  components: readonly Component[],
  earthRadius = Number.POSITIVE_INFINITY,
): SensorModel {
  const [sx, sy, sz] = sensor.position;
  const [r0, r1, r2, r3, r4, r5, r6, r7, r8] = sensor.rotation;
  const m = components.length;
  return {
    dimension: m,
    angular: components.map((c) => c === 'azimuth' || c === 'elevation'),
    components,
    earthRadius,
    sensor,
    measure: (x) => {
      const dx = x[0] - sx;
      const dy = x[1] - sy;
      const dz = x[2] - sz;
      const e = r0 * dx + r1 * dy + r2 * dz;
      const n = r3 * dx + r4 * dy + r5 * dz;
      const u = r6 * dx + r7 * dy + r8 * dz;
      const out = new Float64Array(m);
      for (let k = 0; k < m; k++) {
        switch (components[k]) {
          case 'range':
            out[k] = Math.sqrt(dx * dx + dy * dy + dz * dz);
            break;
          case 'azimuth':
            out[k] = atan2(e, n);
            break;
          case 'elevation':
            out[k] = atan2(u, Math.sqrt(e * e + n * n));
            break;
          case 'rangeRate': {
            const range = Math.sqrt(dx * dx + dy * dy + dz * dz);
            out[k] = range > 0 ? (dx * x[3] + dy * x[4] + dz * x[5]) / range : 0;
            break;
          }
          case 'height':
            out[k] = heightOf(x, earthRadius);
            break;
          case 'x':
            out[k] = x[0];
            break;
          case 'y':
            out[k] = x[1];
            break;
          case 'z':
            out[k] = x[2];
        }
      }
      return out;
    },
    jacobian: (x) => {
      const size = x.length;
      const dx = x[0] - sx;
      const dy = x[1] - sy;
      const dz = x[2] - sz;
      const e = r0 * dx + r1 * dy + r2 * dz;
      const n = r3 * dx + r4 * dy + r5 * dz;
      const u = r6 * dx + r7 * dy + r8 * dz;
      const range = Math.max(Math.sqrt(dx * dx + dy * dy + dz * dz), LEAST_DISTANCE);
      const ground2 = Math.max(e * e + n * n, LEAST_DISTANCE * LEAST_DISTANCE);
      const ground = Math.sqrt(ground2);
      const h = new Float64Array(m * size);
      for (let k = 0; k < m; k++) {
        const row = k * size;
        switch (components[k]) {
          case 'range':
            h[row] = dx / range;
            h[row + 1] = dy / range;
            h[row + 2] = dz / range;
            break;
          case 'azimuth': {
            const ge = n / ground2;
            const gn = -e / ground2;
            h[row] = r0 * ge + r3 * gn;
            h[row + 1] = r1 * ge + r4 * gn;
            h[row + 2] = r2 * ge + r5 * gn;
            break;
          }
          case 'elevation': {
            const square = range * range;
            const ge = (-u * e) / (ground * square);
            const gn = (-u * n) / (ground * square);
            const gu = ground / square;
            h[row] = r0 * ge + r3 * gn + r6 * gu;
            h[row + 1] = r1 * ge + r4 * gn + r7 * gu;
            h[row + 2] = r2 * ge + r5 * gn + r8 * gu;
            break;
          }
          case 'rangeRate': {
            const rate = (dx * x[3] + dy * x[4] + dz * x[5]) / range;
            h[row] = (x[3] - (rate * dx) / range) / range;
            h[row + 1] = (x[4] - (rate * dy) / range) / range;
            h[row + 2] = (x[5] - (rate * dz) / range) / range;
            h[row + 3] = dx / range;
            h[row + 4] = dy / range;
            h[row + 5] = dz / range;
            break;
          }
          case 'height': {
            const rz = earthRadius + x[2];
            const radius = Math.sqrt(x[0] * x[0] + x[1] * x[1] + rz * rz);
            const flat = earthRadius === Number.POSITIVE_INFINITY;
            h[row] = flat ? 0 : x[0] / radius;
            h[row + 1] = flat ? 0 : x[1] / radius;
            h[row + 2] = flat ? 1 : rz / radius;
            break;
          }
          case 'x':
            h[row] = 1;
            break;
          case 'y':
            h[row + 1] = 1;
            break;
          case 'z':
            h[row + 2] = 1;
        }
      }
      return h;
    },
  };
}

/** Height, m, above the plane z = 0 or above a sphere of `earthRadius` that touches it at the origin. */
export function heightOf(x: ArrayLike<number>, earthRadius: number): number {
  if (earthRadius === Number.POSITIVE_INFINITY) return x[2];
  // √(R² + d) − R without its cancellation.
  const d = x[0] * x[0] + x[1] * x[1] + x[2] * x[2] + 2 * earthRadius * x[2];
  return d / (Math.sqrt(earthRadius * earthRadius + d) + earthRadius);
}

/** Measured minus predicted, angles the short way round. */
export function residualOf(model: MeasurementModel, measured: Float64Array, predicted: Float64Array): Float64Array {
  const out = new Float64Array(measured.length);
  for (let k = 0; k < out.length; k++) {
    const d = measured[k] - predicted[k];
    out[k] = model.angular[k] && Math.abs(d) > TWO_PI / 2 ? wrapPi(d) : d;
  }
  return out;
}
