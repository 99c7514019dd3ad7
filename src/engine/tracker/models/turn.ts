import { cos, sin } from '../../math/index.js';

/**
 * Integrals of a turn at rate ω over a time T, which transition and noise of every turning model share; at ω = 0 they
 * are those of a straight line. Below |ωT| = 0.1 by series, where the closed forms cancel.
 *
 * S = sin(ωT)/ω and C = (1 − cos(ωT))/ω carry velocity to position. With s(u) and c(u) those at time u:
 * SS = ∫s², CC = ∫c², SC = ∫s·c, S1 = ∫s, C1 = ∫c over 0…T.
 */
export interface Turn {
  sine: number;
  cosine: number;
  /** s */
  S: number;
  C: number;
  /** Derivatives of S and C with respect to ω, s². */
  dS: number;
  dC: number;
  /** s³ */
  SS: number;
  CC: number;
  SC: number;
  /** s² */
  S1: number;
  C1: number;
}

export const makeTurn = (): Turn => ({
  sine: 0,
  cosine: 1,
  S: 0,
  C: 0,
  dS: 0,
  dC: 0,
  SS: 0,
  CC: 0,
  SC: 0,
  S1: 0,
  C1: 0,
});

/** The integrals at turn rate `rate`, rad/s, over `dt`, s, into `out`. */
export function turnInto(rate: number, dt: number, out: Turn): void {
  const angle = rate * dt;
  const sine = sin(angle);
  const cosine = cos(angle);
  out.sine = sine;
  out.cosine = cosine;
  const a = angle * angle;
  const t2 = dt * dt;
  const t3 = t2 * dt;
  if (a < 0.01) {
    out.S = dt * (1 - (a / 6) * (1 - (a / 20) * (1 - (a / 42) * (1 - a / 72))));
    out.C = ((dt * angle) / 2) * (1 - (a / 12) * (1 - (a / 30) * (1 - a / 56)));
    out.dS = ((-t2 * angle) / 3) * (1 - (a / 10) * (1 - (a / 28) * (1 - a / 54)));
    out.dC = (t2 / 2) * (1 - (a / 4) * (1 - (a / 18) * (1 - a / 40)));
    out.SS = t3 * (1 / 3 - a * (1 / 15 - a * (2 / 315 - a * (1 / 2835 - (a * 2) / 155925))));
    out.CC = t3 * a * (1 / 20 - a * (1 / 168 - a * (1 / 2880 - a * (17 / 1330560))));
    out.S1 = (t2 / 2) * (1 - (a / 12) * (1 - (a / 30) * (1 - a / 56)));
    out.C1 = ((t2 * angle) / 6) * (1 - (a / 20) * (1 - (a / 42) * (1 - a / 72)));
  } else {
    const w = 1 / rate;
    const w2 = w * w;
    const versine = 1 - cosine;
    out.S = sine * w;
    out.C = versine * w;
    out.dS = (angle * cosine - sine) * w2;
    out.dC = (angle * sine - versine) * w2;
    out.SS = (angle - sine * cosine) * 0.5 * w * w2;
    out.CC = (1.5 * angle - 2 * sine + 0.5 * sine * cosine) * w * w2;
    out.S1 = versine * w2;
    out.C1 = (angle - sine) * w2;
  }
  // (1 − cos)²/(2ω³), without its division by a small ω.
  out.SC = 0.5 * out.C * out.S1;
}

/** The first six states after the turn. */
export function turnStateInto(turn: Turn, x: Float64Array, dt: number, out: Float64Array): void {
  const { S, C, sine, cosine } = turn;
  out[0] = x[0] + S * x[3] - C * x[4];
  out[1] = x[1] + C * x[3] + S * x[4];
  out[2] = x[2] + dt * x[5];
  out[3] = cosine * x[3] - sine * x[4];
  out[4] = sine * x[3] + cosine * x[4];
  out[5] = x[5];
}

/** The derivatives of the first six states after the turn by those before, at the same rate, into the n × n `f`. */
export function turnJacobianInto(turn: Turn, dt: number, n: number, f: Float64Array): void {
  const { S, C, sine, cosine } = turn;
  f[0] = f[n + 1] = f[2 * n + 2] = f[5 * n + 5] = 1;
  f[3] = f[n + 4] = S;
  f[4] = -C;
  f[n + 3] = C;
  f[2 * n + 5] = dt;
  f[3 * n + 3] = f[4 * n + 4] = cosine;
  f[3 * n + 4] = -sine;
  f[4 * n + 3] = sine;
}

/**
 * Adds to the n × n matrix `q` the noise of white acceleration over dt, given in the body's axes at the end of the turn:
 * along and across the horizontal course (cosine `ux`, sine `uy` of its direction from x towards y) and vertical,
 * spectral densities in m²/s³. Exact, because a turn carries the axes along: M(u) = [[s, c], [−c, s]] takes an
 * acceleration in the axes of the end to the position that it makes there.
 */
export function addTurningNoise(
  turn: Turn,
  dt: number,
  ux: number,
  uy: number,
  along: number,
  across: number,
  vertical: number,
  n: number,
  q: Float64Array,
): void {
  const { SS, CC, SC, S1, C1 } = turn;
  const ll = along * SS + across * CC;
  const lt = (across - along) * SC;
  const tt = along * CC + across * SS;
  const xx = ux * ux;
  const yy = uy * uy;
  const xy = ux * uy;
  q[0] += xx * ll - 2 * xy * lt + yy * tt;
  q[n + 1] += yy * ll + 2 * xy * lt + xx * tt;
  const pxy = xy * (ll - tt) + (xx - yy) * lt;
  q[1] += pxy;
  q[n] += pxy;
  // Position (row) with velocity (column): M·N in body axes, turned.
  const a = along * S1;
  const b = across * C1;
  const c = -along * C1;
  const d = across * S1;
  const px = xx * a - xy * (b + c) + yy * d;
  const pxvy = xy * (a - d) + xx * b - yy * c;
  const pyvx = xy * (a - d) + xx * c - yy * b;
  const py = yy * a + xy * (b + c) + xx * d;
  q[3] += px;
  q[3 * n] += px;
  q[4] += pxvy;
  q[4 * n] += pxvy;
  q[n + 3] += pyvx;
  q[3 * n + 1] += pyvx;
  q[n + 4] += py;
  q[4 * n + 1] += py;
  const vxy = xy * (along - across) * dt;
  q[3 * n + 3] += (xx * along + yy * across) * dt;
  q[3 * n + 4] += vxy;
  q[4 * n + 3] += vxy;
  q[4 * n + 4] += (yy * along + xx * across) * dt;
  q[2 * n + 2] += (vertical * dt * dt * dt) / 3;
  q[2 * n + 5] += 0.5 * vertical * dt * dt;
  q[5 * n + 2] += 0.5 * vertical * dt * dt;
  q[5 * n + 5] += vertical * dt;
}
