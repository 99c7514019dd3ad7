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

const mixedVertical = new Float64Array(VERTICAL_STRIDE);

/**
 * Carries a branch on by `dt`: interacting multiple models (Blom and Bar-Shalom, "The interacting multiple model
 * algorithm for systems with Markovian switching coefficients", IEEE Trans. Automatic Control 33(8), 1988) over
 * coordinated turns of known acceleration across the course, and apart from them over three modes of climb.
 */
export function predictLeaf(table: LeafTable, model: BankModel, row: number, dt: number, transition: Transition): void {
  const scratch = table.capacity * model.stride;
  const speed = mixModes(table.modes, row * model.stride, scratch, model, transition);
  moveModes(table.modes, row * model.stride, scratch, model, dt, speed);
  moveVertical(table.vertical, row * VERTICAL_STRIDE, dt, transition.vertical, model.config.climbSpeed);
  table.time[row] += dt;
  meanOf(table, model, row);
}

/**
 * Mixes the modes of one branch into those at `scratch`; returns the overall speed.
 *
 * Here and in weigh.ts and update.ts: 0x0fffffff changes no index, but tells the compiler that sums with it stay small, so
 * that it leaves out a test for overflow at each read and write. A name for it would be read from memory each time, and
 * its value be unknown to the compiler; and doubles that a function takes or returns are boxed where it is not inlined.
 */
function mixModes(h: Float64Array, base: number, scratch: number, model: BankModel, transition: Transition): number {
  const { modeCount, straight } = model;
  const { turns, stops, otherTurn, oppositeTurn } = transition;
  const centre = base + MODE_WIDTH * straight;
  const ahead = h[centre];
  let right = 0;
  let left = 0;
  for (let i = 0; i < straight; i++) {
    right += h[base + MODE_WIDTH * i];
    left += h[base + MODE_WIDTH * (straight + 1 + i)];
  }
  let speedEast = 0;
  let speedNorth = 0;
  for (let j = 0; j < modeCount; j++) {
    const o = (scratch + MODE_WIDTH * j) & 0x0fffffff;
    const q = (base + MODE_WIDTH * j) & 0x0fffffff;
    let total = 0;
    if (j === straight) {
      for (let i = 0; i < modeCount; i++) total += h[base + MODE_WIDTH * i] * stops[i];
      const least = LEAST_SHARE * total;
      let sum = 0;
      for (let i = 0; i < modeCount; i++) {
        const b = (base + MODE_WIDTH * i) & 0x0fffffff;
        const share = h[b] * stops[i];
        if (share < least) continue;
        sum += share;
        h[o] = share / sum;
        if (sum === share) copyState(h, b, o);
        else mergeState(h, o, b);
      }
      h[o] = total;
    } else {
      const rightwards = j < straight;
      const gentler = rightwards ? q + MODE_WIDTH : q - MODE_WIDTH;
      const hardest = j === 0 || j === modeCount - 1;
      const harder = hardest ? q : rightwards ? q - MODE_WIDTH : q + MODE_WIDTH;
      const t = (4 * j) & 0x0fffffff;
      const own = h[q] * turns[t];
      const begun = ahead * turns[t + 1];
      const tightened = h[gentler] * turns[t + 2];
      const eased = h[harder] * turns[t + 3];
      total = own + begun + tightened + eased;
      const least = LEAST_SHARE * total;
      let sum = 0;
      if (own >= least) {
        sum = own;
        copyState(h, q, o);
      }
      if (begun >= least) {
        sum += begun;
        h[o] = begun / sum;
        if (sum === begun) copyState(h, centre, o);
        else mergeState(h, o, centre);
      }
      if (tightened >= least) {
        sum += tightened;
        h[o] = tightened / sum;
        if (sum === tightened) copyState(h, gentler, o);
        else mergeState(h, o, gentler);
      }
      if (eased >= least) {
        sum += eased;
        h[o] = eased / sum;
        if (sum === eased) copyState(h, harder, o);
        else mergeState(h, o, harder);
      }
      let near = h[q];
      if (gentler !== centre) near += h[gentler];
      if (!hardest) near += h[harder];
      total += rightwards
        ? otherTurn * (right - near) + oppositeTurn * left
        : otherTurn * (left - near) + oppositeTurn * right;
      h[o] = total;
    }
    speedEast += total * h[o + 3];
    speedNorth += total * h[o + 4];
  }
  return Math.max(LEAST_SPEED, Math.sqrt(speedEast * speedEast + speedNorth * speedNorth));
}

function copyState(h: Float64Array, from: number, to: number): void {
  const q = from & 0x0fffffff;
  const o = to & 0x0fffffff;
  h[o + 1] = h[q + 1];
  h[o + 2] = h[q + 2];
  h[o + 3] = h[q + 3];
  h[o + 4] = h[q + 4];
  h[o + 5] = h[q + 5];
  h[o + 6] = h[q + 6];
  h[o + 7] = h[q + 7];
  h[o + 8] = h[q + 8];
  h[o + 9] = h[q + 9];
  h[o + 10] = h[q + 10];
  h[o + 11] = h[q + 11];
  h[o + 12] = h[q + 12];
  h[o + 13] = h[q + 13];
  h[o + 14] = h[q + 14];
}

/** Merges the mode `from`, with the share that stands at `to`, into the mixture at `to`: means, and covariances with their spread. */
function mergeState(h: Float64Array, to: number, from: number): void {
  const o = to & 0x0fffffff;
  const b = from & 0x0fffffff;
  const w = h[o];
  const d0 = h[b + 1] - h[o + 1];
  const d1 = h[b + 2] - h[o + 2];
  const d2 = h[b + 3] - h[o + 3];
  const d3 = h[b + 4] - h[o + 4];
  h[o + 1] += w * d0;
  h[o + 2] += w * d1;
  h[o + 3] += w * d2;
  h[o + 4] += w * d3;
  const v = 1 - w;
  const s0 = v * d0;
  const s1 = v * d1;
  const s2 = v * d2;
  const s3 = v * d3;
  h[o + 5] += w * (h[b + 5] - h[o + 5] + s0 * d0);
  h[o + 6] += w * (h[b + 6] - h[o + 6] + s0 * d1);
  h[o + 7] += w * (h[b + 7] - h[o + 7] + s0 * d2);
  h[o + 8] += w * (h[b + 8] - h[o + 8] + s0 * d3);
  h[o + 9] += w * (h[b + 9] - h[o + 9] + s1 * d1);
  h[o + 10] += w * (h[b + 10] - h[o + 10] + s1 * d2);
  h[o + 11] += w * (h[b + 11] - h[o + 11] + s1 * d3);
  h[o + 12] += w * (h[b + 12] - h[o + 12] + s2 * d2);
  h[o + 13] += w * (h[b + 13] - h[o + 13] + s2 * d3);
  h[o + 14] += w * (h[b + 14] - h[o + 14] + s3 * d3);
}

/**
 * Moves what is mixed at `scratch` along circular arcs (Bar-Shalom, Li and Kirubarajan, "Estimation with Applications to Tracking and
 * Navigation", Wiley 2001, section 11.7.1, turn rate known) and adds the noise of an acceleration that is constant over
 * the step, along and across the course. One speed serves all modes; what turns left and right share is worked out once.
 */
function moveModes(h: Float64Array, base: number, scratch: number, model: BankModel, dt: number, speed: number): void {
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
      const o = (scratch + MODE_WIDTH * j) & 0x0fffffff;
      const q = (base + MODE_WIDTH * j) & 0x0fffffff;
      const ve = h[o + 3];
      const vn = h[o + 4];
      h[q] = h[o];
      h[q + 1] = h[o + 1] + a * ve - b * vn;
      h[q + 2] = h[o + 2] + b * ve + a * vn;
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
      const p02 = h[o + 7];
      const p03 = h[o + 8];
      const p12 = h[o + 10];
      const p13 = h[o + 11];
      const p22 = h[o + 12];
      const p23 = h[o + 13];
      const p33 = h[o + 14];
      const c00 = p02 + a * p22 - b * p23;
      const c01 = p03 + a * p23 - b * p33;
      const c10 = p12 + b * p22 + a * p23;
      const c11 = p13 + b * p23 + a * p33;
      h[q + 5] = h[o + 5] + a * (p02 + c00) - b * (p03 + c01) + positionNoise * q00;
      h[q + 6] = h[o + 6] + a * (p12 + c01) - b * (p13 - c00) + positionNoise * q01;
      h[q + 9] = h[o + 9] + b * (p12 + c10) + a * (p13 + c11) + positionNoise * q11;
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
    const q = (base + MODE_WIDTH * j) & 0x0fffffff;
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
