import { chiSquareQuantile } from '../../math/index.js';
import type { Filter } from '../roles/index.js';
import { detectionsNear, indexPolar } from './polar-index.js';
import type { Candidate, Gater } from './roles.js';

/** A measurement has at most so many components: range, azimuth, elevation, range rate, height. */
const MOST_COMPONENTS = 5;

/**
 * Gate on the innovation: a detection passes if its squared Mahalanobis distance is below the chi-square quantile of
 * `probability` for the measurement's dimension (Bar-Shalom and Li, “Multitarget-Multisensor Tracking: Principles and
 * Techniques”, YBS 1995, section 3.3). An index by range and azimuth finds what is worth computing. When `maximumPairs`
 * have been computed in a scan, the estimates that are left are not gated: their entry is undefined. A detection of another
 * time than the estimate’s meets the estimate carried on to it.
 */
export function innovationGater(
  filter: Pick<Filter, 'innovate' | 'predict'>,
  probability: number,
  maximumPairs: number,
): Gater {
  const limits = Array.from({ length: MOST_COMPONENTS + 1 }, (_, n) =>
    n === 0 ? 0 : chiSquareQuantile(probability, n),
  );
  return {
    gate(estimates, measurements, scan) {
      const index = indexPolar(
        scan,
        measurements.map(({ row }) => row),
      );
      const widest = limits[measurements.reduce((most, { model }) => Math.max(most, model.dimension), 1)];
      let pairs = 0;
      return estimates.map((estimate) => {
        if (pairs >= maximumPairs) return undefined;
        const inside: Candidate[] = [];
        const near = detectionsNear(index, estimate, widest);
        pairs += near.length;
        for (const detection of near) {
          const measurement = measurements[detection];
          const then = measurement.time > estimate.time ? filter.predict(estimate, measurement.time) : estimate;
          const innovation = filter.innovate(then, measurement);
          // Not the reverse comparison: a distance that is not a number must not pass.
          if (innovation.distance < limits[measurement.model.dimension]) inside.push({ detection, innovation });
        }
        return inside;
      });
    },
  };
}
