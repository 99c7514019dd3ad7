import type { LeafTable } from './leaves.js';
import { VERTICAL_STRIDE } from './leaves.js';
import {
  type BankModel,
  LEVEL_SPEED,
  MODE_WIDTH,
  POSITION_NOISE_FACTOR,
  type Transition,
  VERTICAL_MODES,
  VERTICAL_VARIANCE,
  VERTICAL_WIDTH,
} from './settings.js';

/** Sources of less than this share of a mixed mode are left out of it. */
const LEAST_SHARE = 0.01;
/** m/s; a slower target turns no faster than one of this speed. */
const LEAST_SPEED = 20;
/** Half of the greatest turn within a step, rad. */
const GREATEST_HALF_TURN = 1;

const MAXIMUM_MODES = 41;
const mixed = new Float64Array(MODE_WIDTH * MAXIMUM_MODES);
const share = new Float64Array(MAXIMUM_MODES);
const source = new Int32Array(MAXIMUM_MODES);
const mixedVertical = new Float64Array(VERTICAL_STRIDE);

/**
 * Carries a branch on by `dt`: interacting multiple models (Blom and Bar-Shalom, "The interacting multiple model
 * algorithm for systems with Markovian switching coefficients", IEEE Trans. Automatic Control 33(8), 1988) over
 * coordinated turns of known acceleration across the course, and apart from them over three modes of climb.
 */
export function predictLeaf(table: LeafTable, model: BankModel, row: number, dt: number, transition: Transition): void {
  const speed = mixModes(table.modes, row * model.stride, model, transition);
  moveModes(table.modes, row * model.stride, model, dt, speed);
  moveVertical(table.vertical, row * VERTICAL_STRIDE, dt, transition.vertical, model.config.climbSpeed);
  table.time[row] += dt;
  meanOf(table, model, row);
}

/** Mixes the modes of one branch into `mixed`; returns the overall speed. */
function mixModes(h: Float64Array, base: number, model: BankModel, transition: Transition): number {
  const { modeCount, straight } = model;
  const { start, source: from, probability, otherTurn, oppositeTurn } = transition;
  let right = 0;
  let left = 0;
  for (let i = 0; i < straight; i++) {
    right += h[base + MODE_WIDTH * i];
    left += h[base + MODE_WIDTH * (straight + 1 + i)];
  }
  let speedEast = 0;
  let speedNorth = 0;
  for (let j = 0; j < modeCount; j++) {
    const o = MODE_WIDTH * j;
    let total = 0;
    let near = 0;
    const first = start[j];
    const ways = start[j + 1] - first;
    for (let k = 0; k < ways; k++) {
      const i = from[first + k];
      const p = h[base + MODE_WIDTH * i];
      if (i !== straight) near += p;
      const w = p * probability[first + k];
      share[k] = w;
      total += w;
    }
    const least = LEAST_SHARE * total;
    let kept = 0;
    let sum = 0;
    for (let k = 0; k < ways; k++) {
      if (share[k] < least) continue;
      source[kept] = base + MODE_WIDTH * from[first + k];
      share[kept++] = share[k];
      sum += share[k];
    }
    if (j < straight) total += otherTurn * (right - near) + oppositeTurn * left;
    else if (j > straight) total += otherTurn * (left - near) + oppositeTurn * right;
    mixed[o] = total;
    const scale = 1 / sum;
    if (kept === 1) {
      const q = source[0];
      for (let k = 1; k < MODE_WIDTH; k++) mixed[o + k] = h[q + k];
    } else if (kept === 2) {
      mixTwo(h, source[0], source[1], share[1] * scale, o);
    } else {
      let x0 = 0;
      let x1 = 0;
      let x2 = 0;
      let x3 = 0;
      for (let k = 0; k < kept; k++) {
        const q = source[k];
        const w = share[k] * scale;
        x0 += w * h[q + 1];
        x1 += w * h[q + 2];
        x2 += w * h[q + 3];
        x3 += w * h[q + 4];
      }
      let p00 = 0;
      let p01 = 0;
      let p02 = 0;
      let p03 = 0;
      let p11 = 0;
      let p12 = 0;
      let p13 = 0;
      let p22 = 0;
      let p23 = 0;
      let p33 = 0;
      for (let k = 0; k < kept; k++) {
        const q = source[k];
        const w = share[k] * scale;
        const d0 = h[q + 1] - x0;
        const d1 = h[q + 2] - x1;
        const d2 = h[q + 3] - x2;
        const d3 = h[q + 4] - x3;
        p00 += w * (h[q + 5] + d0 * d0);
        p01 += w * (h[q + 6] + d0 * d1);
        p02 += w * (h[q + 7] + d0 * d2);
        p03 += w * (h[q + 8] + d0 * d3);
        p11 += w * (h[q + 9] + d1 * d1);
        p12 += w * (h[q + 10] + d1 * d2);
        p13 += w * (h[q + 11] + d1 * d3);
        p22 += w * (h[q + 12] + d2 * d2);
        p23 += w * (h[q + 13] + d2 * d3);
        p33 += w * (h[q + 14] + d3 * d3);
      }
      mixed[o + 1] = x0;
      mixed[o + 2] = x1;
      mixed[o + 3] = x2;
      mixed[o + 4] = x3;
      mixed[o + 5] = p00;
      mixed[o + 6] = p01;
      mixed[o + 7] = p02;
      mixed[o + 8] = p03;
      mixed[o + 9] = p11;
      mixed[o + 10] = p12;
      mixed[o + 11] = p13;
      mixed[o + 12] = p22;
      mixed[o + 13] = p23;
      mixed[o + 14] = p33;
    }
    speedEast += total * mixed[o + 3];
    speedNorth += total * mixed[o + 4];
  }
  return Math.max(LEAST_SPEED, Math.sqrt(speedEast * speedEast + speedNorth * speedNorth));
}

/** The two sources of most mixes, of which the second has the share w: means and covariances with their spread. */
function mixTwo(h: Float64Array, a: number, b: number, w: number, o: number): void {
  const d0 = h[b + 1] - h[a + 1];
  const d1 = h[b + 2] - h[a + 2];
  const d2 = h[b + 3] - h[a + 3];
  const d3 = h[b + 4] - h[a + 4];
  mixed[o + 1] = h[a + 1] + w * d0;
  mixed[o + 2] = h[a + 2] + w * d1;
  mixed[o + 3] = h[a + 3] + w * d2;
  mixed[o + 4] = h[a + 4] + w * d3;
  const v = 1 - w;
  const s0 = v * d0;
  const s1 = v * d1;
  const s2 = v * d2;
  const s3 = v * d3;
  mixed[o + 5] = h[a + 5] + w * (h[b + 5] - h[a + 5] + s0 * d0);
  mixed[o + 6] = h[a + 6] + w * (h[b + 6] - h[a + 6] + s0 * d1);
  mixed[o + 7] = h[a + 7] + w * (h[b + 7] - h[a + 7] + s0 * d2);
  mixed[o + 8] = h[a + 8] + w * (h[b + 8] - h[a + 8] + s0 * d3);
  mixed[o + 9] = h[a + 9] + w * (h[b + 9] - h[a + 9] + s1 * d1);
  mixed[o + 10] = h[a + 10] + w * (h[b + 10] - h[a + 10] + s1 * d2);
  mixed[o + 11] = h[a + 11] + w * (h[b + 11] - h[a + 11] + s1 * d3);
  mixed[o + 12] = h[a + 12] + w * (h[b + 12] - h[a + 12] + s2 * d2);
  mixed[o + 13] = h[a + 13] + w * (h[b + 13] - h[a + 13] + s2 * d3);
  mixed[o + 14] = h[a + 14] + w * (h[b + 14] - h[a + 14] + s3 * d3);
}

/**
 * Moves `mixed` along circular arcs (Bar-Shalom, Li and Kirubarajan, "Estimation with Applications to Tracking and
 * Navigation", Wiley 2001, section 11.7.1, turn rate known) and adds the noise of an acceleration that is constant over
 * the step, along and across the course. One speed serves all modes; what turns left and right share is worked out once.
 */
function moveModes(h: Float64Array, base: number, model: BankModel, dt: number, speed: number): void {
  const { straight, acceleration, alongVariance, acrossVariance } = model;
  const dt2 = dt * dt;
  const positionNoise = 0.25 * POSITION_NOISE_FACTOR * dt2 * dt2;
  const crossNoise = 0.5 * dt2 * dt;
  for (let turn = 0; turn <= straight; turn++) {
    // x: half of the angle turned; sine and cosine by Taylor's series, within 2e-10 up to 1 rad.
    let x = (acceleration[straight + turn] * dt) / (2 * speed);
    if (x > GREATEST_HALF_TURN) x = GREATEST_HALF_TURN;
    const y = x * x;
    const sineRatio = 1 - (y / 6) * (1 - (y / 20) * (1 - (y / 42) * (1 - (y / 72) * (1 - (y / 110) * (1 - y / 156)))));
    const halfSine = x * sineRatio;
    const halfCosine = 1 - (y / 2) * (1 - (y / 12) * (1 - (y / 30) * (1 - (y / 56) * (1 - (y / 90) * (1 - y / 132)))));
    const cosine = 1 - 2 * halfSine * halfSine;
    const a = dt * sineRatio * halfCosine;
    for (let side = turn === 0 ? 1 : -1; side <= 1; side += 2) {
      const j = straight + side * turn;
      const sine = 2 * side * halfSine * halfCosine;
      const b = side * dt * sineRatio * halfSine;
      const o = MODE_WIDTH * j;
      const q = base + o;
      const ve = mixed[o + 3];
      const vn = mixed[o + 4];
      h[q] = mixed[o];
      h[q + 1] = mixed[o + 1] + a * ve - b * vn;
      h[q + 2] = mixed[o + 2] + b * ve + a * vn;
      const ve2 = cosine * ve - sine * vn;
      const vn2 = sine * ve + cosine * vn;
      h[q + 3] = ve2;
      h[q + 4] = vn2;
      // Noise along and across the mean course.
      const me = ve + ve2;
      const mn = vn + vn2;
      const square = me * me + mn * mn + 1e-12;
      const along = alongVariance[j];
      const across = acrossVariance[j];
      const excess = (along - across) / square;
      const q00 = across + excess * me * me;
      const q01 = excess * me * mn;
      const q11 = across + excess * mn * mn;
      const p02 = mixed[o + 7];
      const p03 = mixed[o + 8];
      const p12 = mixed[o + 10];
      const p13 = mixed[o + 11];
      const p22 = mixed[o + 12];
      const p23 = mixed[o + 13];
      const p33 = mixed[o + 14];
      const c00 = p02 + a * p22 - b * p23;
      const c01 = p03 + a * p23 - b * p33;
      const c10 = p12 + b * p22 + a * p23;
      const c11 = p13 + b * p23 + a * p33;
      h[q + 5] = mixed[o + 5] + a * (p02 + c00) - b * (p03 + c01) + positionNoise * q00;
      h[q + 6] = mixed[o + 6] + a * (p12 + c01) - b * (p13 - c00) + positionNoise * q01;
      h[q + 9] = mixed[o + 9] + b * (p12 + c10) + a * (p13 + c11) + positionNoise * q11;
      h[q + 7] = c00 * cosine - c01 * sine + crossNoise * q00;
      h[q + 8] = c00 * sine + c01 * cosine + crossNoise * q01;
      h[q + 10] = c10 * cosine - c11 * sine + crossNoise * q01;
      h[q + 11] = c10 * sine + c11 * cosine + crossNoise * q11;
      const b00 = cosine * p22 - sine * p23;
      const b01 = cosine * p23 - sine * p33;
      h[q + 12] = b00 * cosine - b01 * sine + dt2 * q00;
      h[q + 13] = b00 * sine + b01 * cosine + dt2 * q01;
      h[q + 14] = (sine * p22 + cosine * p23) * sine + (sine * p23 + cosine * p33) * cosine + dt2 * q11;
    }
  }
}

/** Mixes and moves the vertical modes: level flight forgets its climb, a climb that begins draws a new one. */
function moveVertical(v: Float64Array, base: number, dt: number, pi: Float64Array, climbSpeed: number): void {
  for (let j = 0; j < VERTICAL_MODES; j++) {
    const o = VERTICAL_WIDTH * j;
    const w0 = v[base] * pi[j];
    const w1 = v[base + 6] * pi[3 + j];
    const w2 = v[base + 12] * pi[6 + j];
    const total = w0 + w1 + w2;
    const scale = 1 / total;
    const x0 = (w0 * v[base + 1] + w1 * v[base + 7] + w2 * v[base + 13]) * scale;
    const x1 = (w0 * v[base + 2] + w1 * v[base + 8] + w2 * v[base + 14]) * scale;
    let hh = 0;
    let hv = 0;
    let vv = 0;
    for (let i = 0; i < VERTICAL_MODES; i++) {
      const q = base + VERTICAL_WIDTH * i;
      const w = (i === 0 ? w0 : i === 1 ? w1 : w2) * scale;
      const d0 = v[q + 1] - x0;
      const d1 = v[q + 2] - x1;
      hh += w * (v[q + 3] + d0 * d0);
      hv += w * (v[q + 4] + d0 * d1);
      vv += w * (v[q + 5] + d1 * d1);
    }
    mixedVertical[o] = total;
    mixedVertical[o + 1] = x0;
    mixedVertical[o + 2] = j === 1 ? x1 : 0;
    mixedVertical[o + 3] = hh;
    mixedVertical[o + 4] = j === 1 ? hv : 0;
    mixedVertical[o + 5] = j === 1 ? vv : j === 0 ? LEVEL_SPEED * LEVEL_SPEED : climbSpeed * climbSpeed;
  }
  const dt2 = dt * dt;
  for (let j = 0; j < VERTICAL_MODES; j++) {
    const o = VERTICAL_WIDTH * j;
    const q = base + o;
    const noise = VERTICAL_VARIANCE[j];
    const hv = mixedVertical[o + 4];
    const vv = mixedVertical[o + 5];
    v[q] = mixedVertical[o];
    v[q + 1] = mixedVertical[o + 1] + dt * mixedVertical[o + 2];
    v[q + 2] = mixedVertical[o + 2];
    v[q + 3] = mixedVertical[o + 3] + 2 * dt * hv + dt2 * vv + 0.25 * dt2 * dt2 * noise;
    v[q + 4] = hv + dt * vv + 0.5 * dt2 * dt * noise;
    v[q + 5] = vv + dt2 * noise;
  }
}

/** The overall mean of a branch, into its row of `mean`. */
export function meanOf(table: LeafTable, model: BankModel, row: number): void {
  const h = table.modes;
  const v = table.vertical;
  const base = row * model.stride;
  let e = 0;
  let n = 0;
  let ve = 0;
  let vn = 0;
  for (let j = 0; j < model.modeCount; j++) {
    const q = base + MODE_WIDTH * j;
    const w = h[q];
    e += w * h[q + 1];
    n += w * h[q + 2];
    ve += w * h[q + 3];
    vn += w * h[q + 4];
  }
  const o = row * VERTICAL_STRIDE;
  const m = table.mean;
  m[6 * row] = e;
  m[6 * row + 1] = n;
  m[6 * row + 2] = v[o] * v[o + 1] + v[o + 6] * v[o + 7] + v[o + 12] * v[o + 13];
  m[6 * row + 3] = ve;
  m[6 * row + 4] = vn;
  m[6 * row + 5] = v[o] * v[o + 2] + v[o + 6] * v[o + 8] + v[o + 12] * v[o + 14];
}
