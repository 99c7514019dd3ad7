// The yardstick by which figures of different machines are compared: predict and update of one 6-state track, written out
// per axis pair, in plain JavaScript. It is frozen: it must not get faster when the tracker does. On the machine of the
// figures in docs/performance.md it took 81 ns.

/** Nanoseconds for one predict and update, the best of `repeats`. */
export function referenceFilterNs(repeats = 7, steps = 400_000) {
  let best = Number.POSITIVE_INFINITY;
  for (let k = 0; k < repeats; k++) {
    const start = process.hrtime.bigint();
    const left = run(steps);
    const ns = Number(process.hrtime.bigint() - start) / steps;
    if (!Number.isFinite(left)) throw new Error('the reference filter diverged');
    best = Math.min(best, ns);
  }
  return best;
}

function run(steps) {
  const dt = 1;
  const q = 10;
  const r = 2500;
  const x = new Float64Array(6);
  // Upper triangle, row by row.
  const p = new Float64Array(21);
  p[0] = p[6] = p[11] = r;
  p[15] = p[18] = p[20] = 1e4;
  for (let k = 0; k < steps; k++) {
    const z0 = 200 * k + ((k * 7919) % 101) - 50;
    const z1 = 100 * k + ((k * 104729) % 89) - 44;
    const z2 = 5000 + ((k * 1299709) % 71) - 35;
    // Predict.
    x[0] += dt * x[3];
    x[1] += dt * x[4];
    x[2] += dt * x[5];
    const c3 = p[3] + dt * p[15];
    const c4 = p[4] + dt * p[16];
    const c5 = p[5] + dt * p[17];
    const c8 = p[8] + dt * p[16];
    const c9 = p[9] + dt * p[18];
    const c10 = p[10] + dt * p[19];
    const c12 = p[12] + dt * p[17];
    const c13 = p[13] + dt * p[19];
    const c14 = p[14] + dt * p[20];
    const a0 = p[0] + dt * (p[3] + c3) + (q * dt * dt * dt) / 3;
    const a1 = p[1] + dt * (p[4] + c8);
    const a2 = p[2] + dt * (p[5] + c12);
    const a6 = p[6] + dt * (p[9] + c9) + (q * dt * dt * dt) / 3;
    const a7 = p[7] + dt * (p[10] + c13);
    const a11 = p[11] + dt * (p[14] + c14) + (q * dt * dt * dt) / 3;
    const d3 = c3 + (q * dt * dt) / 2;
    const d9 = c9 + (q * dt * dt) / 2;
    const d14 = c14 + (q * dt * dt) / 2;
    const v15 = p[15] + q * dt;
    const v18 = p[18] + q * dt;
    const v20 = p[20] + q * dt;
    // Innovation and its inverse covariance.
    const n0 = z0 - x[0];
    const n1 = z1 - x[1];
    const n2 = z2 - x[2];
    const s0 = a0 + r;
    const s3 = a6 + r;
    const s5 = a11 + r;
    const m0 = s3 * s5 - a7 * a7;
    const m1 = a2 * a7 - a1 * s5;
    const m2 = a1 * a7 - a2 * s3;
    const scale = 1 / (s0 * m0 + a1 * m1 + a2 * m2);
    const i0 = m0 * scale;
    const i1 = m1 * scale;
    const i2 = m2 * scale;
    const i3 = (s0 * s5 - a2 * a2) * scale;
    const i4 = (a1 * a2 - s0 * a7) * scale;
    const i5 = (s0 * s3 - a1 * a1) * scale;
    const w0 = i0 * n0 + i1 * n1 + i2 * n2;
    const w1 = i1 * n0 + i3 * n1 + i4 * n2;
    const w2 = i2 * n0 + i4 * n1 + i5 * n2;
    // Update.
    x[0] += a0 * w0 + a1 * w1 + a2 * w2;
    x[1] += a1 * w0 + a6 * w1 + a7 * w2;
    x[2] += a2 * w0 + a7 * w1 + a11 * w2;
    x[3] += d3 * w0 + c8 * w1 + c12 * w2;
    x[4] += c4 * w0 + d9 * w1 + c13 * w2;
    x[5] += c5 * w0 + c10 * w1 + d14 * w2;
    let g0 = a0 * i0 + a1 * i1 + a2 * i2;
    let g1 = a0 * i1 + a1 * i3 + a2 * i4;
    let g2 = a0 * i2 + a1 * i4 + a2 * i5;
    p[0] = a0 - g0 * a0 - g1 * a1 - g2 * a2;
    p[1] = a1 - g0 * a1 - g1 * a6 - g2 * a7;
    p[2] = a2 - g0 * a2 - g1 * a7 - g2 * a11;
    p[3] = d3 - g0 * d3 - g1 * c8 - g2 * c12;
    p[4] = c4 - g0 * c4 - g1 * d9 - g2 * c13;
    p[5] = c5 - g0 * c5 - g1 * c10 - g2 * d14;
    g0 = a1 * i0 + a6 * i1 + a7 * i2;
    g1 = a1 * i1 + a6 * i3 + a7 * i4;
    g2 = a1 * i2 + a6 * i4 + a7 * i5;
    p[6] = a6 - g0 * a1 - g1 * a6 - g2 * a7;
    p[7] = a7 - g0 * a2 - g1 * a7 - g2 * a11;
    p[8] = c8 - g0 * d3 - g1 * c8 - g2 * c12;
    p[9] = d9 - g0 * c4 - g1 * d9 - g2 * c13;
    p[10] = c10 - g0 * c5 - g1 * c10 - g2 * d14;
    g0 = a2 * i0 + a7 * i1 + a11 * i2;
    g1 = a2 * i1 + a7 * i3 + a11 * i4;
    g2 = a2 * i2 + a7 * i4 + a11 * i5;
    p[11] = a11 - g0 * a2 - g1 * a7 - g2 * a11;
    p[12] = c12 - g0 * d3 - g1 * c8 - g2 * c12;
    p[13] = c13 - g0 * c4 - g1 * d9 - g2 * c13;
    p[14] = d14 - g0 * c5 - g1 * c10 - g2 * d14;
    g0 = d3 * i0 + c8 * i1 + c12 * i2;
    g1 = d3 * i1 + c8 * i3 + c12 * i4;
    g2 = d3 * i2 + c8 * i4 + c12 * i5;
    p[15] = v15 - g0 * d3 - g1 * c8 - g2 * c12;
    p[16] -= g0 * c4 + g1 * d9 + g2 * c13;
    p[17] -= g0 * c5 + g1 * c10 + g2 * d14;
    g0 = c4 * i0 + d9 * i1 + c13 * i2;
    g1 = c4 * i1 + d9 * i3 + c13 * i4;
    g2 = c4 * i2 + d9 * i4 + c13 * i5;
    p[18] = v18 - g0 * c4 - g1 * d9 - g2 * c13;
    p[19] -= g0 * c5 + g1 * c10 + g2 * d14;
    g0 = c5 * i0 + c10 * i1 + d14 * i2;
    g1 = c5 * i1 + c10 * i3 + d14 * i4;
    g2 = c5 * i2 + c10 * i4 + d14 * i5;
    p[20] = v20 - g0 * c5 - g1 * c10 - g2 * d14;
  }
  return x[0] + p[0];
}
