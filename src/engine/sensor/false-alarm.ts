import { drawInto, poisson, type Streams, TWO_PI, uniformFromUint32, wrapTurn } from '../math/index.js';
import { PURPOSE } from '../types/index.js';
import type { Radar } from './radar.js';
import { beamTurns, scannedShare } from './scan.js';

/** How many false reports the radar makes in this tick: Poisson, with the tick's share of a scan's mean. */
export function falseAlarmCount(
  radar: Radar,
  streams: Streams,
  sensor: number,
  phase: number,
  tick: number,
  step: number,
): number {
  const mean = radar.falseAlarmsPerScan * scannedShare(radar, phase, tick, step);
  return mean > 0 ? poisson(streams, sensor, 0, PURPOSE.falseAlarmCount, tick, mean) : 0;
}

const words = new Uint32Array(4);

/**
 * False report `index` of this tick into out: [range m, azimuth rad, elevation rad], uniform in each over what the radar
 * covers in the tick. `sensor` is the hash of its id. A false report shows the threshold's SNR, radar.thresholdSnr.
 */
export function falseAlarmInto(
  radar: Radar,
  streams: Streams,
  sensor: number,
  index: number,
  phase: number,
  boresight: number,
  tick: number,
  step: number,
  out: Float64Array,
): void {
  drawInto(streams, sensor, index, PURPOSE.falseAlarmPosition, tick, words);
  out[0] = radar.minimumRange + uniformFromUint32(words[0]) * (radar.instrumentedRange - radar.minimumRange);
  const across = uniformFromUint32(words[1]);
  out[1] = radar.rotating
    ? wrapTurn(TWO_PI * (beamTurns(radar, phase, tick, step) + across * scannedShare(radar, phase, tick, step)))
    : wrapTurn(boresight + (2 * across - 1) * radar.sectorHalfWidth);
  out[2] = radar.elevationMinimum + uniformFromUint32(words[2]) * (radar.elevationMaximum - radar.elevationMinimum);
}
