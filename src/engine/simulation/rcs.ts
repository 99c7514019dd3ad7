import { upInto } from '../earth/index.js';
import { aspectInto, rcsAt, type Signature } from '../truth/index.js';

const velocity = new Float64Array(3);
const toRadar = new Float64Array(3);
const up = new Float64Array(3);
const aspect = new Float64Array(2);

/**
 * Mean radar cross-section, m², of an object whose signature has a table by aspect: its state (ECEF position and velocity)
 * stands in state[at …], the line from the radar to it in line[l …].
 */
export function rcsByAspect(
  signature: Signature,
  bandIndex: number,
  state: ArrayLike<number>,
  at: number,
  line: ArrayLike<number>,
  l: number,
): number {
  for (let k = 0; k < 3; k++) {
    velocity[k] = state[at + 3 + k];
    toRadar[k] = -line[l + k];
  }
  upInto(state[at], state[at + 1], state[at + 2], up);
  aspectInto(velocity, toRadar, up, aspect);
  return rcsAt(signature, bandIndex, aspect[0], aspect[1]);
}
