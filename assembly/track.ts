/**
 * Association and update of the tracker in AssemblyScript: what grid.ts (findCandidates, moveRows), gate.ts and filter.ts in
 * src/engine/tracker do for one batch, with the same operations in the same order, to the same bytes; candidates are gated
 * as they are found instead of listed first. Read those first: they say what is meant. `gateBatch` in compiled.ts there
 * fills the context.
 */

// @ts-ignore: decorator
@external("env", "log")
declare function log(x: f64): f64;

/** Where things stand in the context: addresses, then counts (i32), then numbers (f64). */
const NUMBER = 0;
const CONFIRMED = 4;
const UPDATED = 8;
const STARTED = 12;
const STATE = 16;
const COVARIANCE = 20;
const HITS = 24;
const FRIEND = 28;
const CIVIL = 32;
const SILENT = 36;
const START = 40;
const RIGHT = 44;
const TAKEN = 48;
const DEGREE = 52;
const CONTESTED = 56;
const INNOVATIONS = 60;
const TAKERS = 64;
const NEWLY = 68;
const POSITION = 72;
const ERRORS = 76;
const IFF = 80;
const HEAD = 84;
const LINK = 88;
const LEVEL_COUNT = 92;
const LEVEL_VARIANCE = 96;
const PER_CELL = 100;
const SHIFT = 104;
const ACROSS = 108;
const ALONG = 112;
const HOLDS = 116;
const ROWS = 120;
const EDGES = 124;
const FIRST = 128;
const COUNT = 132;
const CONFIRM_HITS = 136;
const TRACK_TIME = 144;
const NOW = 152;
const REACH = 160;
const BOUND = 168;
const SAFE = 176;
const MAXIMUM_SPEED = 184;
const FIRST_VARIANCE = 192;
const DENSITY = 200;
const EXTRA = 208;

const GATE: f64 = 16.26623619623813;
const MANOEUVRE_PENALTY: f64 = 4.605;
const MANOEUVRE_AGE: f64 = 5;
const BIAS: f64 = 1_048_576;
const LEVELS: i32 = 4;
const ELSEWHERE: i32 = -2;
const MAXIMUM_CELLS: i32 = 64;
const HASH: i32 = <i32>0x9e3779b1;
const FRIEND_REPLY: u8 = 3;
const CIVIL_REPLY: u8 = 2;
const NO_REPLY: u8 = 1;

// @ts-ignore: decorator
@inline
function f64At(column: usize, i: i32): f64 {
  return load<f64>(column + ((<usize>i) << 3));
}

// @ts-ignore: decorator
@inline
function i32At(column: usize, i: i32): i32 {
  return load<i32>(column + ((<usize>i) << 2));
}

// @ts-ignore: decorator
@inline
function put(column: usize, i: i32, value: i32): void {
  store<i32>(column + ((<usize>i) << 2), value);
}

// @ts-ignore: decorator
@inline
function column(c: usize, at: usize): usize {
  return <usize>load<u32>(c + at);
}

/** What a search holds against each row: the detection's position and errors, and the half-width of its box. */
let x: f64 = 0;
let y: f64 = 0;
let z: f64 = 0;
let rxx: f64 = 0;
let rxy: f64 = 0;
let rxz: f64 = 0;
let ryy: f64 = 0;
let ryz: f64 = 0;
let rzz: f64 = 0;
/** Edges kept so far. */
let kept: i32 = 0;

/**
 * Gates a batch, takes every pair without a rival if none has one, and returns 0; else the number of contested detections,
 * of which nothing is taken yet; −1 if the edges are too many for their columns.
 */
export function gate(c: usize): i32 {
  const count = load<i32>(c, COUNT);
  const first = load<i32>(c, FIRST);
  const head = column(c, HEAD);
  const link = column(c, LINK);
  const levelCount = column(c, LEVEL_COUNT);
  const levelVariance = column(c, LEVEL_VARIANCE);
  const perCell = column(c, PER_CELL);
  const shift = load<i32>(c, SHIFT);
  const across = load<i32>(c, ACROSS);
  const along = load<i32>(c, ALONG);
  const rows = load<i32>(c, ROWS);
  const reach = load<f64>(c, REACH);
  const state = column(c, STATE);
  const start = column(c, START);
  const position = column(c, POSITION);
  const errors = column(c, ERRORS);
  const edges = load<i32>(c, EDGES);
  kept = 0;
  for (let i: i32 = 0; i < count; i++) {
    put(start, i, kept);
    const p = position + 24 * <usize>(first + i);
    const r = errors + 48 * <usize>(first + i);
    x = load<f64>(p);
    y = load<f64>(p, 8);
    z = load<f64>(p, 16);
    rxx = load<f64>(r);
    rxy = load<f64>(r, 8);
    rxz = load<f64>(r, 16);
    ryy = load<f64>(r, 24);
    ryz = load<f64>(r, 32);
    rzz = load<f64>(r, 40);
    const a = f64At(p, across);
    const b = f64At(p, along);
    const greatest = max(rxx, max(ryy, rzz));
    for (let level: i32 = 0; level < LEVELS; level++) {
      if (i32At(levelCount, level) == 0) continue;
      const h = sqrt(GATE * (f64At(levelVariance, level) + greatest)) + reach;
      const scale = f64At(perCell, level);
      const x0 = <i32>((a - h) * scale + BIAS);
      const x1 = <i32>((a + h) * scale + BIAS);
      const y0 = <i32>((b - h) * scale + BIAS);
      const y1 = <i32>((b + h) * scale + BIAS);
      if ((x1 - x0 + 1) * (y1 - y0 + 1) > MAXIMUM_CELLS) {
        for (let row: i32 = 0; row < rows; row++) {
          if (i32At(link, 2 * row) >>> 30 != level || i32At(link, 2 * row + 1) == ELSEWHERE) continue;
          if (kept == edges) return -1;
          weigh(c, row);
        }
        continue;
      }
      for (let iy = y0; iy <= y1; iy++) {
        const part = (level << 30) | ((iy & 32767) << 15);
        for (let ix = x0; ix <= x1; ix++) {
          const cell = part | (ix & 32767);
          let row = i32At(head, (cell * HASH) >>> shift);
          while (row >= 0) {
            if (i32At(link, 2 * row) == cell) {
              const s = state + 48 * <usize>row;
              if (abs(load<f64>(s) - x) <= h && abs(load<f64>(s, 8) - y) <= h && abs(load<f64>(s, 16) - z) <= h) {
                if (kept == edges) return -1;
                weigh(c, row);
              }
            }
            row = i32At(link, 2 * row + 1);
          }
        }
      }
    }
  }
  put(start, count, kept);
  const contested = matchSingles(c, count);
  if (contested == 0) take(c);
  return contested;
}

/** Keeps the edge from the detection at hand to a row if the pair is inside the gate and worth taking. */
// @ts-ignore: decorator
@inline
function weigh(c: usize, row: i32): void {
  const now = load<f64>(c, NOW);
  const lag = load<f64>(c, TRACK_TIME) - now;
  const s = column(c, STATE) + 48 * <usize>row;
  const p = column(c, COVARIANCE) + 168 * <usize>row;
  let n0 = x - load<f64>(s);
  let n1 = y - load<f64>(s, 8);
  let n2 = z - load<f64>(s, 16);
  let sxx = load<f64>(p) + rxx;
  let sxy = load<f64>(p, 8) + rxy;
  let sxz = load<f64>(p, 16) + rxz;
  let syy = load<f64>(p, 48) + ryy;
  let syz = load<f64>(p, 56) + ryz;
  let szz = load<f64>(p, 88) + rzz;
  if (lag > 0) {
    n0 += lag * load<f64>(s, 24);
    n1 += lag * load<f64>(s, 32);
    n2 += lag * load<f64>(s, 40);
    const square = lag * lag;
    const noise = (load<f64>(c, DENSITY) * square * lag) / 3;
    sxx += square * load<f64>(p, 120) + noise;
    sxy += square * load<f64>(p, 128);
    sxz += square * load<f64>(p, 136);
    syy += square * load<f64>(p, 144) + noise;
    syz += square * load<f64>(p, 152);
    szz += square * load<f64>(p, 160) + noise;
  }
  const confirmed = load<i32>(c, HOLDS);
  const age = confirmed ? max(now - f64At(column(c, UPDATED), row), MANOEUVRE_AGE) : 0;
  const growth = (load<f64>(c, EXTRA) * age * age * age) / 3;
  const moved = n0 * n0 + n1 * n1 + n2 * n2;
  if (moved > GATE * (sxx + syy + szz + 3 * growth)) return;
  let ixx: f64 = 0;
  let ixy: f64 = 0;
  let ixz: f64 = 0;
  let iyy: f64 = 0;
  let iyz: f64 = 0;
  let izz: f64 = 0;
  let determinant: f64 = 0;
  let distance: f64 = 0;
  let manoeuvre: f64 = 0;
  for (;;) {
    const cxx = syy * szz - syz * syz;
    const cxy = sxz * syz - sxy * szz;
    const cxz = sxy * syz - sxz * syy;
    determinant = sxx * cxx + sxy * cxy + sxz * cxz;
    const scale = 1 / determinant;
    ixx = cxx * scale;
    ixy = cxy * scale;
    ixz = cxz * scale;
    iyy = (sxx * szz - sxz * sxz) * scale;
    iyz = (sxy * sxz - sxx * syz) * scale;
    izz = (sxx * syy - sxy * sxy) * scale;
    distance = n0 * (ixx * n0 + 2 * (ixy * n1 + ixz * n2)) + n1 * (iyy * n1 + 2 * iyz * n2) + n2 * izz * n2;
    if (distance < GATE || manoeuvre > 0 || !(growth > 0)) break;
    manoeuvre = 1;
    sxx += growth;
    syy += growth;
    szz += growth;
  }
  if (!(distance < GATE)) return;
  const penalty = manoeuvre > 0 ? MANOEUVRE_PENALTY : 0;
  if (determinant > load<f64>(c, SAFE) && distance + log(determinant) + penalty >= load<f64>(c, BOUND)) return;
  if (!confirmed && i32At(column(c, HITS), row) == 1) {
    const life = abs(now - f64At(column(c, STARTED), row));
    const noise = sxx + syy + szz - 3 * load<f64>(c, FIRST_VARIANCE) * life * life;
    const far = load<f64>(c, MAXIMUM_SPEED) * life + sqrt(GATE * max(noise, 0));
    if (moved > far * far) return;
  }
  put(column(c, RIGHT), kept, row);
  const n = column(c, INNOVATIONS) + 96 * <usize>kept;
  store<f64>(n, n0);
  store<f64>(n, n1, 8);
  store<f64>(n, n2, 16);
  store<f64>(n, ixx, 24);
  store<f64>(n, ixy, 32);
  store<f64>(n, ixz, 40);
  store<f64>(n, iyy, 48);
  store<f64>(n, iyz, 56);
  store<f64>(n, izz, 64);
  store<f64>(n, distance, 72);
  store<f64>(n, determinant, 80);
  store<f64>(n, manoeuvre, 88);
  kept++;
}

function matchSingles(c: usize, count: i32): i32 {
  const start = column(c, START);
  const right = column(c, RIGHT);
  const taken = column(c, TAKEN);
  const degree = column(c, DEGREE);
  const contested = column(c, CONTESTED);
  for (let e: i32 = 0; e < kept; e++) put(degree, i32At(right, e), 0);
  for (let e: i32 = 0; e < kept; e++) {
    const row = i32At(right, e);
    put(degree, row, i32At(degree, row) + 1);
  }
  let rivals: i32 = 0;
  for (let i: i32 = 0; i < count; i++) {
    const e = i32At(start, i);
    const edges = i32At(start, i + 1) - e;
    put(taken, i, -1);
    if (edges == 0) continue;
    if (edges == 1 && i32At(degree, i32At(right, e)) == 1) put(taken, i, e);
    else put(contested, rivals++, i);
  }
  return rivals;
}

/** Updates every track with the detection that `taken` gives it; lists the numbers of those that it confirms, then −1. */
export function take(c: usize): void {
  const count = load<i32>(c, COUNT);
  const now = load<f64>(c, NOW);
  const extra = load<f64>(c, EXTRA);
  const confirmHits = load<i32>(c, CONFIRM_HITS);
  const number = column(c, NUMBER);
  const confirmed = column(c, CONFIRMED);
  const updated = column(c, UPDATED);
  const started = column(c, STARTED);
  const hits = column(c, HITS);
  const right = column(c, RIGHT);
  const taken = column(c, TAKEN);
  const takers = column(c, TAKERS);
  const newly = column(c, NEWLY);
  const iff = column(c, IFF) + <usize>load<i32>(c, FIRST);
  let fresh: i32 = 0;
  for (let i: i32 = 0; i < count; i++) {
    const e = i32At(taken, i);
    if (e < 0) {
      put(takers, i, -1);
      continue;
    }
    const row = i32At(right, e);
    put(takers, i, i32At(number, row));
    const n = column(c, INNOVATIONS) + 96 * <usize>e;
    const p = column(c, COVARIANCE) + 168 * <usize>row;
    const s = column(c, STATE) + 48 * <usize>row;
    const last = f64At(updated, row);
    if (load<f64>(n, 88) > 0) inflate(p, extra, max(now - last, MANOEUVRE_AGE));
    put(hits, row, i32At(hits, row) + 1);
    if (now > last) store<f64>(updated + ((<usize>row) << 3), now);
    const reply = load<u8>(iff + <usize>i);
    if (reply == FRIEND_REPLY) count1(column(c, FRIEND), row);
    else if (reply == CIVIL_REPLY) count1(column(c, CIVIL), row);
    else if (reply == NO_REPLY) count1(column(c, SILENT), row);
    if (
      load<u8>(confirmed + <usize>row) == 0 &&
      i32At(hits, row) >= confirmHits &&
      f64At(updated, row) > f64At(started, row)
    ) {
      store<u8>(confirmed + <usize>row, 1);
      put(newly, fresh++, i32At(number, row));
    }
    update(s, p, n);
    moveRow(c, row, s);
  }
  put(newly, fresh, -1);
}

// @ts-ignore: decorator
@inline
function count1(replies: usize, row: i32): void {
  put(replies, row, i32At(replies, row) + 1);
}

function inflate(p: usize, extra: f64, age: f64): void {
  const q1 = extra * age;
  const q2 = 0.5 * age * q1;
  const q3 = (age * age * q1) / 3;
  store<f64>(p, load<f64>(p) + q3);
  store<f64>(p, load<f64>(p, 48) + q3, 48);
  store<f64>(p, load<f64>(p, 88) + q3, 88);
  store<f64>(p, load<f64>(p, 24) + q2, 24);
  store<f64>(p, load<f64>(p, 72) + q2, 72);
  store<f64>(p, load<f64>(p, 112) + q2, 112);
  store<f64>(p, load<f64>(p, 120) + q1, 120);
  store<f64>(p, load<f64>(p, 144) + q1, 144);
  store<f64>(p, load<f64>(p, 160) + q1, 160);
}

/** To the cell of its new position, within its level. */
// @ts-ignore: decorator
@inline
function moveRow(c: usize, row: i32, s: usize): void {
  const head = column(c, HEAD);
  const link = column(c, LINK);
  const shift = load<i32>(c, SHIFT);
  const old = i32At(link, 2 * row);
  const scale = f64At(column(c, PER_CELL), old >>> 30);
  const ix = <i32>(f64At(s, load<i32>(c, ACROSS)) * scale + BIAS);
  const iy = <i32>(f64At(s, load<i32>(c, ALONG)) * scale + BIAS);
  const cell = (old & <i32>0xc0000000) | ((iy & 32767) << 15) | (ix & 32767);
  if (cell == old) return;
  const from = (old * HASH) >>> shift;
  let before = i32At(head, from);
  if (before == row) put(head, from, i32At(link, 2 * row + 1));
  else {
    while (i32At(link, 2 * before + 1) != row) before = i32At(link, 2 * before + 1);
    put(link, 2 * before + 1, i32At(link, 2 * row + 1));
  }
  const to = (cell * HASH) >>> shift;
  put(link, 2 * row, cell);
  put(link, 2 * row + 1, i32At(head, to));
  put(head, to, row);
}

// @ts-ignore: decorator
@inline
function update(s: usize, p: usize, n: usize): void {
  const n0 = load<f64>(n);
  const n1 = load<f64>(n, 8);
  const n2 = load<f64>(n, 16);
  const i00 = load<f64>(n, 24);
  const i01 = load<f64>(n, 32);
  const i02 = load<f64>(n, 40);
  const i11 = load<f64>(n, 48);
  const i12 = load<f64>(n, 56);
  const i22 = load<f64>(n, 64);
  const w0 = i00 * n0 + i01 * n1 + i02 * n2;
  const w1 = i01 * n0 + i11 * n1 + i12 * n2;
  const w2 = i02 * n0 + i12 * n1 + i22 * n2;
  const a0 = load<f64>(p);
  const a1 = load<f64>(p, 8);
  const a2 = load<f64>(p, 16);
  const b0 = a1;
  const b1 = load<f64>(p, 48);
  const b2 = load<f64>(p, 56);
  const c0 = a2;
  const c1 = b2;
  const c2 = load<f64>(p, 88);
  const d0 = load<f64>(p, 24);
  const d1 = load<f64>(p, 64);
  const d2 = load<f64>(p, 96);
  const e0 = load<f64>(p, 32);
  const e1 = load<f64>(p, 72);
  const e2 = load<f64>(p, 104);
  const f0 = load<f64>(p, 40);
  const f1 = load<f64>(p, 80);
  const f2 = load<f64>(p, 112);
  store<f64>(s, load<f64>(s) + (a0 * w0 + a1 * w1 + a2 * w2));
  store<f64>(s, load<f64>(s, 8) + (b0 * w0 + b1 * w1 + b2 * w2), 8);
  store<f64>(s, load<f64>(s, 16) + (c0 * w0 + c1 * w1 + c2 * w2), 16);
  store<f64>(s, load<f64>(s, 24) + (d0 * w0 + d1 * w1 + d2 * w2), 24);
  store<f64>(s, load<f64>(s, 32) + (e0 * w0 + e1 * w1 + e2 * w2), 32);
  store<f64>(s, load<f64>(s, 40) + (f0 * w0 + f1 * w1 + f2 * w2), 40);
  let g0 = a0 * i00 + a1 * i01 + a2 * i02;
  let g1 = a0 * i01 + a1 * i11 + a2 * i12;
  let g2 = a0 * i02 + a1 * i12 + a2 * i22;
  store<f64>(p, a0 - (g0 * a0 + g1 * a1 + g2 * a2));
  store<f64>(p, a1 - (g0 * b0 + g1 * b1 + g2 * b2), 8);
  store<f64>(p, a2 - (g0 * c0 + g1 * c1 + g2 * c2), 16);
  store<f64>(p, d0 - (g0 * d0 + g1 * d1 + g2 * d2), 24);
  store<f64>(p, e0 - (g0 * e0 + g1 * e1 + g2 * e2), 32);
  store<f64>(p, f0 - (g0 * f0 + g1 * f1 + g2 * f2), 40);
  g0 = b0 * i00 + b1 * i01 + b2 * i02;
  g1 = b0 * i01 + b1 * i11 + b2 * i12;
  g2 = b0 * i02 + b1 * i12 + b2 * i22;
  store<f64>(p, b1 - (g0 * b0 + g1 * b1 + g2 * b2), 48);
  store<f64>(p, b2 - (g0 * c0 + g1 * c1 + g2 * c2), 56);
  store<f64>(p, d1 - (g0 * d0 + g1 * d1 + g2 * d2), 64);
  store<f64>(p, e1 - (g0 * e0 + g1 * e1 + g2 * e2), 72);
  store<f64>(p, f1 - (g0 * f0 + g1 * f1 + g2 * f2), 80);
  g0 = c0 * i00 + c1 * i01 + c2 * i02;
  g1 = c0 * i01 + c1 * i11 + c2 * i12;
  g2 = c0 * i02 + c1 * i12 + c2 * i22;
  store<f64>(p, c2 - (g0 * c0 + g1 * c1 + g2 * c2), 88);
  store<f64>(p, d2 - (g0 * d0 + g1 * d1 + g2 * d2), 96);
  store<f64>(p, e2 - (g0 * e0 + g1 * e1 + g2 * e2), 104);
  store<f64>(p, f2 - (g0 * f0 + g1 * f1 + g2 * f2), 112);
  g0 = d0 * i00 + d1 * i01 + d2 * i02;
  g1 = d0 * i01 + d1 * i11 + d2 * i12;
  g2 = d0 * i02 + d1 * i12 + d2 * i22;
  store<f64>(p, load<f64>(p, 120) - (g0 * d0 + g1 * d1 + g2 * d2), 120);
  store<f64>(p, load<f64>(p, 128) - (g0 * e0 + g1 * e1 + g2 * e2), 128);
  store<f64>(p, load<f64>(p, 136) - (g0 * f0 + g1 * f1 + g2 * f2), 136);
  g0 = e0 * i00 + e1 * i01 + e2 * i02;
  g1 = e0 * i01 + e1 * i11 + e2 * i12;
  g2 = e0 * i02 + e1 * i12 + e2 * i22;
  store<f64>(p, load<f64>(p, 144) - (g0 * e0 + g1 * e1 + g2 * e2), 144);
  store<f64>(p, load<f64>(p, 152) - (g0 * f0 + g1 * f1 + g2 * f2), 152);
  g0 = f0 * i00 + f1 * i01 + f2 * i02;
  g1 = f0 * i01 + f1 * i11 + f2 * i12;
  g2 = f0 * i02 + f1 * i12 + f2 * i22;
  store<f64>(p, load<f64>(p, 160) - (g0 * f0 + g1 * f1 + g2 * f2), 160);
}
