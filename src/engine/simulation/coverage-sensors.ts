import { makeHorizonTable, type Terrain } from '../earth/index.js';
import { makeStreams } from '../math/index.js';
import { connected } from '../network/index.js';
import type { ResolvedScenario } from '../scenario/resolved.js';
import { lookUpDetection } from '../sensor/index.js';
import type { Fluctuation } from '../types/index.js';
import { emits } from './emission.js';
import { networkOf } from './network-of.js';
import { makeSensors, type Sensor } from './sensors.js';

/** A sensor of which coverage is asked: where it stands and points at the start, with a horizon even where it flies. */
export interface CoverageSensor extends Sensor {
  /** Its reports reach the focus post, and the posture at the start lets it radiate. */
  readonly reachesFocus: boolean;
}

/** Horizon of an airborne sensor, which a run does not keep: rays around it, and m between the table's ranges. */
const AZIMUTH_BINS = 180;
const RANGE_STEP = 4000;

/**
 * Sensors as they stand at the start, in order of id; `reaching`: only those whose reports reach the focus post, its own
 * and those of every post that some chain of links, of whatever quality, connects to it.
 */
export function coverageSensors(scenario: ResolvedScenario, terrain: Terrain, reaching = false): CoverageSensor[] {
  const posts = new Map<string, number>(scenario.commandPosts.map((post, index) => [post.id, index]));
  const network = networkOf({ ...scenario, outages: [] }, terrain);
  const reaches = (sensor: Sensor): boolean => {
    const post = scenario.commandPosts[sensor.post];
    const linked = post.id === scenario.focus || connected(network, post.id, scenario.focus, 0);
    return linked && emits(post.posture.initial, sensor.role);
  };
  return makeSensors(scenario, terrain, posts, makeStreams(0, 0))
    .map((sensor) => ({ ...sensor, reachesFocus: reaches(sensor) }))
    .filter(({ reachesFocus }) => reachesFocus || !reaching)
    .map((sensor) => ({
      ...sensor,
      horizon:
        sensor.horizon ??
        makeHorizonTable(terrain, sensor.place, {
          maximumRange: sensor.radar.instrumentedRange,
          azimuthBins: AZIMUTH_BINS,
          rangeStep: RANGE_STEP,
          refractionFactor: scenario.refractionFactor,
          roughnessMargin: scenario.terrain.roughnessMarginM,
        }),
    }));
}

/** Whether a position is beyond the instrumented range, whatever else would be: most are, and this costs least to tell. */
export function isOutOfReach({ place, radar }: Sensor, position: ArrayLike<number>): boolean {
  const { positionEcef } = place;
  const x = position[0] - positionEcef[0];
  const y = position[1] - positionEcef[1];
  const z = position[2] - positionEcef[2];
  return x * x + y * y + z * z > radar.instrumentedRange * radar.instrumentedRange * (1 + 1e-12);
}

/** The least SNR (linear, one pulse) at which a run's own table gives the probability: a signal suffices or does not, to the last bit. */
export function neededSnr({ tables }: Sensor, fluctuation: Fluctuation, probability: number): number {
  const suffices = (snr: number): boolean => lookUpDetection(tables[fluctuation], snr) >= probability;
  return leastSuch(suffices, tables[fluctuation].halfSnr);
}

/** The least positive number that a condition which never turns false again holds for. */
function leastSuch(holds: (value: number) => boolean, start: number): number {
  let high = start;
  while (!holds(high)) high *= 2;
  let low = high;
  while (low > 0 && holds(low)) low /= 2;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return high;
    if (holds(middle)) high = middle;
    else low = middle;
  }
}
