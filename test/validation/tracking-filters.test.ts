import { expect, test } from 'vitest';
import { singer } from '../../src/engine/tracker/models/index.js';

test('Singer noise of an acceleration of 1 m/s² over 20 s, after 1 s, is that of a published example', () => {
  // MathWorks, Sensor Fusion and Tracking Toolbox documentation, singerProcessNoise: the block of one axis.
  const published = [
    [0.0049, 0.0121, 0.0159],
    [0.0121, 0.0321, 0.0476],
    [0.0159, 0.0476, 0.0952],
  ];
  const q = singer({ accelerationSigma: 1, timeConstant: 20 }).noise(new Float64Array(9), 1);
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) expect(q[27 * i + 3 * j].toFixed(4)).toBe(published[i][j].toFixed(4));
  }
});
