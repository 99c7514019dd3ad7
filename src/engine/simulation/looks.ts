import { LINE_WIDTH } from '../sensor/index.js';

/**
 * What one radar looks at in one tick, in columns that every radar uses again: the beam lists objects, each step of
 * `sense` keeps those that pass and closes up the rows. Row k of every column belongs together.
 */
export const looks = {
  /** Row of the air object. */
  object: new Int32Array(0),
  /** LINE_WIDTH a row: metres from the sensor to the object in ECEF, and SNR (linear, one pulse). */
  line: new Float64Array(0),
  /** Metres along the horizontal plane of the sensor. */
  ground: new Float64Array(0),
  /** m/s, positive if the distance grows. */
  radialSpeed: new Float64Array(0),
  probability: new Float64Array(0),
  /** Four random words a row. */
  words: new Uint32Array(0),
};

/** Makes room for `count` rows; what stood there is gone. */
export function reserveLooks(count: number): void {
  if (looks.object.length >= count) return;
  const rows = 2 * count;
  looks.object = new Int32Array(rows);
  looks.line = new Float64Array(LINE_WIDTH * rows);
  looks.ground = new Float64Array(rows);
  looks.radialSpeed = new Float64Array(rows);
  looks.probability = new Float64Array(rows);
  looks.words = new Uint32Array(4 * rows);
}
