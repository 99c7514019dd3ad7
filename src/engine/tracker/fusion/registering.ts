import type { Scan, ScanSensor, ScanTracker } from '../../types/index.js';
import { corrected } from './bias.js';
import { registerFrom, registerScan, type ScanRegistration, withSensor } from './register-scans.js';
import { type EstimatedBias, estimatedBiases, makeRegistration, type RegistrationConfig } from './registration.js';

/** A tracker that learns its sensors' biases while it tracks. */
export interface RegisteringTracker extends ScanTracker {
  /** Biases, standard deviations and observability of the sensors met so far, in the order in which they were met. */
  biases(): EstimatedBias[];
  readonly registration: ScanRegistration;
}

/**
 * A tracker whose scans are corrected by what is known of their sensors' biases when they come; sensors are added as they
 * are met. `alone` makes a tracker for one sensor: it says which detections are of one flight whatever the biases are,
 * for a tracker of all sensors would be misled by what is looked for. That costs one more tracker a sensor.
 */
export function registering(
  tracker: ScanTracker,
  alone: (sensor: ScanSensor) => ScanTracker,
  config: Omit<RegistrationConfig, 'sensors'>,
): RegisteringTracker {
  let registration = registerFrom(makeRegistration({ ...config, sensors: [] }));
  const trackers = new Map<string, ScanTracker>();
  const trackerOf = (sensor: ScanSensor): ScanTracker => {
    let own = trackers.get(sensor.id);
    if (own === undefined) {
      own = alone(sensor);
      trackers.set(sensor.id, own);
      registration = withSensor(registration, sensor.id);
    }
    return own;
  };
  return {
    take(scan: Scan) {
      const own = trackerOf(scan.sensor);
      if (!Number.isFinite(scan.time)) {
        tracker.take(scan);
        return;
      }
      own.take(scan);
      registerScan(registration, scan, own.assigned);
      const { sensor } = scan;
      const { bias } = estimatedBiases(registration.registration).find(({ sensor: id }) => id === sensor.id)!;
      tracker.take(corrected(scan, bias));
    },
    picture: () => tracker.picture(),
    why: (number) => tracker.why(number),
    biases: () => estimatedBiases(registration.registration),
    get assigned() {
      return tracker.assigned;
    },
    get registration() {
      return registration;
    },
  };
}
