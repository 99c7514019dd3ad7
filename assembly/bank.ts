/**
 * The filter kernel of the bank of modes in AssemblyScript with SIMD: what predict.ts, weigh.ts and update.ts in
 * src/engine/tracker/bank do, in the same order of operations, to the same bytes; two modes at a time, or two numbers of
 * one. Read those first: they say what the numbers mean. The context, whose address every call begins with, says where
 * columns stand; `compiledFilter` in filter.ts there fills it.
 */

/** Where things stand in the context: addresses and counts (i32), then numbers (f64). */
const MODES = 0;
const VERTICAL = 4;
const MEAN = 8;
const TIME = 12;
const MODE_COUNT = 16;
const STRAIGHT = 20;
const SCRATCH = 24;
const ACCELERATION = 28;
const ALONG = 32;
const ACROSS = 36;
const DECAY = 40;
const PLOT_E = 44;
const PLOT_N = 48;
const PLOT_EE = 52;
const PLOT_EN = 56;
const PLOT_NN = 60;
const PLOT_HEIGHT = 64;
const PLOT_VARIANCE = 68;
const PLOT_TIME = 72;
const CLIMB_VARIANCE = 88;
const LEVEL_VARIANCE = 96;
const POSITION_NOISE = 104;
const GATE = 112;
const DENSITY = 120;
const DISTANCE = 128;
const VERTICAL_NOISE = 136;

/** Of a transition: turns (4 a mode), then stops, from `TURNS` on; other and opposite turn and the vertical before. */
const T_OTHER = 0;
const T_OPPOSITE = 8;
const T_VERTICAL = 16;
const T_TURNS = 88;

/** Bytes of a horizontal mode, of a vertical one and of a branch's three vertical ones. */
const WIDTH: usize = 120;
const UP: usize = 48;
const THREE_UP: usize = 144;

const LEAST_SHARE: f64 = 0.01;
const LEAST_SPEED: f64 = 20;
const GREATEST_HALF_TURN: f64 = 1;
const LEAST: f64 = 1e-30;
const HALF_OVER_PI: f64 = 1 / (2 * Math.PI);

// @ts-ignore: decorator
@inline
function both(a: usize, b: usize, k: usize): v128 {
  return v128.load64_lane(b + (k << 3), v128.load64_zero(a + (k << 3)), 1);
}

// @ts-ignore: decorator
@inline
function put(a: usize, b: usize, k: usize, v: v128): void {
  v128.store64_lane(a + (k << 3), v, 0);
  v128.store64_lane(b + (k << 3), v, 1);
}

// @ts-ignore: decorator
@inline
function add(a: v128, b: v128): v128 {
  return f64x2.add(a, b);
}

// @ts-ignore: decorator
@inline
function sub(a: v128, b: v128): v128 {
  return f64x2.sub(a, b);
}

// @ts-ignore: decorator
@inline
function mul(a: v128, b: v128): v128 {
  return f64x2.mul(a, b);
}

// @ts-ignore: decorator
@inline
function splat(x: f64): v128 {
  return f64x2.splat(x);
}

export function predict(c: usize, row: i32, dt: f64, transition: usize): void {
  const modeCount = load<i32>(c, MODE_COUNT);
  const base = <usize>load<u32>(c, MODES) + <usize>row * <usize>modeCount * WIDTH;
  const scratch = <usize>load<u32>(c, SCRATCH);
  const speed = mixModes(c, base, scratch, transition, modeCount);
  moveModes(c, base, scratch, dt, speed);
  const vertical = <usize>load<u32>(c, VERTICAL) + <usize>row * THREE_UP;
  moveVertical(c, vertical, scratch, dt, transition + T_VERTICAL);
  const time = <usize>load<u32>(c, TIME) + ((<usize>row) << 3);
  store<f64>(time, load<f64>(time) + dt);
  meanOf(c, row, base, vertical, modeCount);
}

function mixModes(c: usize, base: usize, scratch: usize, transition: usize, modeCount: i32): f64 {
  const straight = load<i32>(c, STRAIGHT);
  const otherTurn = load<f64>(transition, T_OTHER);
  const oppositeTurn = load<f64>(transition, T_OPPOSITE);
  const turns = transition + T_TURNS;
  const stops = turns + ((<usize>modeCount) << 5);
  const centre = base + WIDTH * <usize>straight;
  const ahead = load<f64>(centre);
  let right: f64 = 0;
  let left: f64 = 0;
  for (let i: i32 = 0; i < straight; i++) {
    right += load<f64>(base + WIDTH * <usize>i);
    left += load<f64>(base + WIDTH * <usize>(straight + 1 + i));
  }
  let speedEast: f64 = 0;
  let speedNorth: f64 = 0;
  for (let j: i32 = 0; j < modeCount; j++) {
    const o = scratch + WIDTH * <usize>j;
    const q = base + WIDTH * <usize>j;
    let total: f64 = 0;
    if (j == straight) {
      for (let i: i32 = 0; i < modeCount; i++)
        total += load<f64>(base + WIDTH * <usize>i) * load<f64>(stops + ((<usize>i) << 3));
      const least = LEAST_SHARE * total;
      let sum: f64 = 0;
      for (let i: i32 = 0; i < modeCount; i++) {
        const b = base + WIDTH * <usize>i;
        const share = load<f64>(b) * load<f64>(stops + ((<usize>i) << 3));
        if (share < least) continue;
        sum += share;
        if (sum == share) copyState(b, o);
        else mergeState(o, b, share / sum);
      }
      store<f64>(o, total);
    } else {
      const rightwards = j < straight;
      const gentler = rightwards ? q + WIDTH : q - WIDTH;
      const hardest = j == 0 || j == modeCount - 1;
      const harder = hardest ? q : rightwards ? q - WIDTH : q + WIDTH;
      const t = turns + ((<usize>j) << 5);
      const own = load<f64>(q) * load<f64>(t);
      const begun = ahead * load<f64>(t, 8);
      const tightened = load<f64>(gentler) * load<f64>(t, 16);
      const eased = load<f64>(harder) * load<f64>(t, 24);
      total = own + begun + tightened + eased;
      const least = LEAST_SHARE * total;
      let sum: f64 = 0;
      if (own >= least) {
        sum = own;
        copyState(q, o);
      }
      if (begun >= least) {
        sum += begun;
        if (sum == begun) copyState(centre, o);
        else mergeState(o, centre, begun / sum);
      }
      if (tightened >= least) {
        sum += tightened;
        if (sum == tightened) copyState(gentler, o);
        else mergeState(o, gentler, tightened / sum);
      }
      if (eased >= least) {
        sum += eased;
        if (sum == eased) copyState(harder, o);
        else mergeState(o, harder, eased / sum);
      }
      let near = load<f64>(q);
      if (gentler != centre) near += load<f64>(gentler);
      if (!hardest) near += load<f64>(harder);
      total += rightwards
        ? otherTurn * (right - near) + oppositeTurn * left
        : otherTurn * (left - near) + oppositeTurn * right;
      store<f64>(o, total);
    }
    speedEast += total * load<f64>(o, 24);
    speedNorth += total * load<f64>(o, 32);
  }
  return max(LEAST_SPEED, sqrt(speedEast * speedEast + speedNorth * speedNorth));
}

// @ts-ignore: decorator
@inline
function copyState(from: usize, to: usize): void {
  v128.store(to, v128.load(from, 8), 8);
  v128.store(to, v128.load(from, 24), 24);
  v128.store(to, v128.load(from, 40), 40);
  v128.store(to, v128.load(from, 56), 56);
  v128.store(to, v128.load(from, 72), 72);
  v128.store(to, v128.load(from, 88), 88);
  v128.store(to, v128.load(from, 104), 104);
}

/** Two numbers of the mixture at once: to + w (from − to + s d). */
// @ts-ignore: decorator
@inline
function merged(to: v128, from: v128, w: v128, spread: v128): v128 {
  return add(to, mul(w, add(sub(from, to), spread)));
}

function mergeState(o: usize, b: usize, share: f64): void {
  const w = splat(share);
  const v = splat(1 - share);
  const o12 = v128.load(o, 8);
  const o34 = v128.load(o, 24);
  const d01 = sub(v128.load(b, 8), o12);
  const d23 = sub(v128.load(b, 24), o34);
  v128.store(o, add(o12, mul(w, d01)), 8);
  v128.store(o, add(o34, mul(w, d23)), 24);
  const s01 = mul(v, d01);
  const s23 = mul(v, d23);
  const s00 = v128.shuffle<f64>(s01, s01, 0, 0);
  const s11 = v128.shuffle<f64>(s01, s01, 1, 1);
  const s12 = v128.shuffle<f64>(s01, s23, 1, 2);
  const d12 = v128.shuffle<f64>(d01, d23, 1, 2);
  const d32 = v128.shuffle<f64>(d23, d23, 1, 0);
  const d33 = v128.shuffle<f64>(d23, d23, 1, 1);
  v128.store(o, merged(v128.load(o, 40), v128.load(b, 40), w, mul(s00, d01)), 40);
  v128.store(o, merged(v128.load(o, 56), v128.load(b, 56), w, mul(s00, d23)), 56);
  v128.store(o, merged(v128.load(o, 72), v128.load(b, 72), w, mul(s11, d12)), 72);
  v128.store(o, merged(v128.load(o, 88), v128.load(b, 88), w, mul(s12, d32)), 88);
  v128.store(o, merged(v128.load(o, 104), v128.load(b, 104), w, mul(s23, d33)), 104);
}

function moveModes(c: usize, base: usize, scratch: usize, dt: f64, speed: f64): void {
  const straight = load<i32>(c, STRAIGHT);
  const acceleration = <usize>load<u32>(c, ACCELERATION);
  const alongVariance = <usize>load<u32>(c, ALONG);
  const acrossVariance = <usize>load<u32>(c, ACROSS);
  const dt2 = dt * dt;
  const positionNoise = splat(0.25 * load<f64>(c, POSITION_NOISE) * dt2 * dt2);
  const crossNoise = splat(0.5 * dt2 * dt);
  const square = splat(dt2);
  for (let turn: i32 = 0; turn <= straight; turn++) {
    let x = (load<f64>(acceleration + ((<usize>(straight + turn)) << 3)) * dt) / (2 * speed);
    if (x > GREATEST_HALF_TURN) x = GREATEST_HALF_TURN;
    const y = x * x;
    const sineRatio = 1 - (y / 6) * (1 - (y / 20) * (1 - (y / 42) * (1 - (y / 72) * (1 - (y / 110) * (1 - y / 156)))));
    const halfSine = x * sineRatio;
    const halfCosine = 1 - (y / 2) * (1 - (y / 12) * (1 - (y / 30) * (1 - (y / 56) * (1 - (y / 90) * (1 - y / 132)))));
    const cosine = splat(1 - 2 * halfSine * halfSine);
    const a = splat(dt * sineRatio * halfCosine);
    // The turn to the right in the first lane, that to the left in the second: sine and b change their signs.
    const sides = f64x2(-1, 1);
    const sine = mul(mul(mul(splat(2), sides), splat(halfSine)), splat(halfCosine));
    const b = mul(mul(mul(sides, splat(dt)), splat(sineRatio)), splat(halfSine));
    const j = <usize>(straight - turn);
    const k = <usize>(straight + turn);
    const o = scratch + WIDTH * j;
    const p = scratch + WIDTH * k;
    const q = base + WIDTH * j;
    const r = base + WIDTH * k;
    const ve = both(o, p, 3);
    const vn = both(o, p, 4);
    put(q, r, 0, both(o, p, 0));
    put(q, r, 1, sub(add(both(o, p, 1), mul(a, ve)), mul(b, vn)));
    put(q, r, 2, add(add(both(o, p, 2), mul(b, ve)), mul(a, vn)));
    const ve2 = sub(mul(cosine, ve), mul(sine, vn));
    const vn2 = add(mul(sine, ve), mul(cosine, vn));
    put(q, r, 3, ve2);
    put(q, r, 4, vn2);
    const me = add(ve, ve2);
    const mn = add(vn, vn2);
    const length = add(add(mul(me, me), mul(mn, mn)), splat(1e-12));
    const along = both(alongVariance + (j << 3), alongVariance + (k << 3), 0);
    const across = both(acrossVariance + (j << 3), acrossVariance + (k << 3), 0);
    const excess = f64x2.div(sub(along, across), length);
    const excessEast = mul(excess, me);
    const q00 = add(across, mul(excessEast, me));
    const q01 = mul(excessEast, mn);
    const q11 = add(across, mul(mul(excess, mn), mn));
    const p02 = both(o, p, 7);
    const p03 = both(o, p, 8);
    const p12 = both(o, p, 10);
    const p13 = both(o, p, 11);
    const p22 = both(o, p, 12);
    const p23 = both(o, p, 13);
    const p33 = both(o, p, 14);
    const c00 = sub(add(p02, mul(a, p22)), mul(b, p23));
    const c01 = sub(add(p03, mul(a, p23)), mul(b, p33));
    const c10 = add(add(p12, mul(b, p22)), mul(a, p23));
    const c11 = add(add(p13, mul(b, p23)), mul(a, p33));
    put(q, r, 5, add(sub(add(both(o, p, 5), mul(a, add(p02, c00))), mul(b, add(p03, c01))), mul(positionNoise, q00)));
    put(q, r, 6, add(sub(add(both(o, p, 6), mul(a, add(p12, c01))), mul(b, sub(p13, c00))), mul(positionNoise, q01)));
    put(q, r, 9, add(add(add(both(o, p, 9), mul(b, add(p12, c10))), mul(a, add(p13, c11))), mul(positionNoise, q11)));
    put(q, r, 7, add(sub(mul(c00, cosine), mul(c01, sine)), mul(crossNoise, q00)));
    put(q, r, 8, add(add(mul(c00, sine), mul(c01, cosine)), mul(crossNoise, q01)));
    put(q, r, 10, add(sub(mul(c10, cosine), mul(c11, sine)), mul(crossNoise, q01)));
    put(q, r, 11, add(add(mul(c10, sine), mul(c11, cosine)), mul(crossNoise, q11)));
    const b00 = sub(mul(cosine, p22), mul(sine, p23));
    const b01 = sub(mul(cosine, p23), mul(sine, p33));
    put(q, r, 12, add(sub(mul(b00, cosine), mul(b01, sine)), mul(square, q00)));
    put(q, r, 13, add(add(mul(b00, sine), mul(b01, cosine)), mul(square, q01)));
    const b10 = add(mul(sine, p22), mul(cosine, p23));
    const b11 = add(mul(sine, p23), mul(cosine, p33));
    put(q, r, 14, add(add(mul(b10, sine), mul(b11, cosine)), mul(square, q11)));
  }
}

/** `mixed`: room for three modes. */
function moveVertical(c: usize, v: usize, mixed: usize, dt: f64, pi: usize): void {
  for (let j: i32 = 0; j < 3; j++) {
    const o = mixed + UP * <usize>j;
    const p = pi + ((<usize>j) << 3);
    const w0 = load<f64>(v) * load<f64>(p);
    const w1 = load<f64>(v, 48) * load<f64>(p, 24);
    const w2 = load<f64>(v, 96) * load<f64>(p, 48);
    const total = w0 + w1 + w2;
    const scale = 1 / total;
    const x0 = (w0 * load<f64>(v, 8) + w1 * load<f64>(v, 56) + w2 * load<f64>(v, 104)) * scale;
    const x1 = (w0 * load<f64>(v, 16) + w1 * load<f64>(v, 64) + w2 * load<f64>(v, 112)) * scale;
    let hh: f64 = 0;
    let hv: f64 = 0;
    let vv: f64 = 0;
    for (let i: i32 = 0; i < 3; i++) {
      const q = v + UP * <usize>i;
      const w = (i == 0 ? w0 : i == 1 ? w1 : w2) * scale;
      const d0 = load<f64>(q, 8) - x0;
      const d1 = load<f64>(q, 16) - x1;
      hh += w * (load<f64>(q, 24) + d0 * d0);
      hv += w * (load<f64>(q, 32) + d0 * d1);
      vv += w * (load<f64>(q, 40) + d1 * d1);
    }
    store<f64>(o, total);
    store<f64>(o, x0, 8);
    store<f64>(o, j == 1 ? x1 : 0, 16);
    store<f64>(o, hh, 24);
    store<f64>(o, j == 1 ? hv : 0, 32);
    store<f64>(o, j == 1 ? vv : j == 0 ? load<f64>(c, LEVEL_VARIANCE) : load<f64>(c, CLIMB_VARIANCE), 40);
  }
  const dt2 = dt * dt;
  for (let j: i32 = 0; j < 3; j++) {
    const o = mixed + UP * <usize>j;
    const q = v + UP * <usize>j;
    const noise = load<f64>(c + VERTICAL_NOISE + ((<usize>j) << 3));
    const hv = load<f64>(o, 32);
    const vv = load<f64>(o, 40);
    store<f64>(q, load<f64>(o));
    store<f64>(q, load<f64>(o, 8) + dt * load<f64>(o, 16), 8);
    store<f64>(q, load<f64>(o, 16), 16);
    store<f64>(q, load<f64>(o, 24) + 2 * dt * hv + dt2 * vv + 0.25 * dt2 * dt2 * noise, 24);
    store<f64>(q, hv + dt * vv + 0.5 * dt2 * dt * noise, 32);
    store<f64>(q, vv + dt2 * noise, 40);
  }
}

function meanOf(c: usize, row: i32, base: usize, v: usize, modeCount: i32): void {
  let position = splat(0);
  let velocity = splat(0);
  for (let q = base, end = base + WIDTH * <usize>modeCount; q < end; q += WIDTH) {
    const w = v128.load64_splat(q);
    position = add(position, mul(w, v128.load(q, 8)));
    velocity = add(velocity, mul(w, v128.load(q, 24)));
  }
  const m = <usize>load<u32>(c, MEAN) + 48 * <usize>row;
  v128.store(m, position);
  const w0 = load<f64>(v);
  const w1 = load<f64>(v, 48);
  const w2 = load<f64>(v, 96);
  store<f64>(m, w0 * load<f64>(v, 8) + w1 * load<f64>(v, 56) + w2 * load<f64>(v, 104), 16);
  v128.store(m, velocity, 24);
  store<f64>(m, w0 * load<f64>(v, 16) + w1 * load<f64>(v, 64) + w2 * load<f64>(v, 112), 40);
}

// @ts-ignore: decorator
@inline
function decay(table: usize, x: f64): f64 {
  if (!(x < 40)) return 0;
  const k = <i32>(x * 32 + 0.5);
  const r = <f64>k * 0.03125 - x;
  return (
    load<f64>(table + ((<usize>k) << 3)) *
    (1 + r * (1 + r * (0.5 + r * (0.16666666666666666 + r * 0.041666666666666664))))
  );
}

// @ts-ignore: decorator
@inline
function plot(c: usize, column: usize, i: i32): f64 {
  return load<f64>(<usize>load<u32>(c + column) + ((<usize>i) << 3));
}

/** Leaves density and distance in the context. */
export function weigh(c: usize, row: i32, i: i32): void {
  const modeCount = load<i32>(c, MODE_COUNT);
  const table = <usize>load<u32>(c, DECAY);
  const mean = <usize>load<u32>(c, MEAN) + 48 * <usize>row;
  const delay = plot(c, PLOT_TIME, i) - load<f64>(<usize>load<u32>(c, TIME) + ((<usize>row) << 3));
  const e = plot(c, PLOT_E, i) - delay * load<f64>(mean, 24);
  const n = plot(c, PLOT_N, i) - delay * load<f64>(mean, 32);
  const height = plot(c, PLOT_HEIGHT, i);
  let vertical: f64 = 1;
  let leastVertical: f64 = 0;
  if (height == height) {
    const v = <usize>load<u32>(c, VERTICAL) + THREE_UP * <usize>row;
    const variance = plot(c, PLOT_VARIANCE, i);
    vertical = 0;
    leastVertical = f64.POSITIVE_INFINITY;
    for (let j: i32 = 0; j < 3; j++) {
      const q = v + UP * <usize>j;
      const d = height - delay * load<f64>(mean, 40) - load<f64>(q, 8);
      const inverse = 1 / (load<f64>(q, 24) + variance);
      const distance = d * d * inverse;
      if (distance < leastVertical) leastVertical = distance;
      if (distance < 80) vertical += load<f64>(q) * decay(table, 0.5 * distance) * sqrt(inverse);
    }
    vertical *= sqrt(HALF_OVER_PI);
    if (leastVertical > load<f64>(c, GATE)) {
      store<f64>(c, 0, DENSITY);
      store<f64>(c, leastVertical, DISTANCE);
      return;
    }
  }
  const ree = splat(plot(c, PLOT_EE, i));
  const ren = splat(plot(c, PLOT_EN, i));
  const rnn = splat(plot(c, PLOT_NN, i));
  const ee = splat(e);
  const nn = splat(n);
  let density: f64 = 0;
  let least: f64 = f64.POSITIVE_INFINITY;
  const base = <usize>load<u32>(c, MODES) + <usize>row * <usize>modeCount * WIDTH;
  const last = base + WIDTH * <usize>(modeCount - 1);
  for (let q = base; q <= last; q += 2 * WIDTH) {
    // An odd mode is paired with itself.
    const r = q < last ? q + WIDTH : q;
    const d0 = sub(ee, both(q, r, 1));
    const d1 = sub(nn, both(q, r, 2));
    const s00 = add(both(q, r, 5), ree);
    const s01 = add(both(q, r, 6), ren);
    const s11 = add(both(q, r, 9), rnn);
    const inverse = f64x2.div(splat(1), sub(mul(s00, s11), mul(s01, s01)));
    const form = add(
      sub(mul(mul(s11, d0), d0), mul(mul(mul(splat(2), s01), d0), d1)),
      mul(mul(s00, d1), d1),
    );
    const distance = mul(form, inverse);
    const root = f64x2.sqrt(inverse);
    const first = f64x2.extract_lane(distance, 0);
    if (first < least) least = first;
    if (first < 80) density += load<f64>(q) * decay(table, 0.5 * first) * f64x2.extract_lane(root, 0);
    if (q == last) break;
    const second = f64x2.extract_lane(distance, 1);
    if (second < least) least = second;
    if (second < 80) density += load<f64>(r) * decay(table, 0.5 * second) * f64x2.extract_lane(root, 1);
  }
  store<f64>(c, density * (HALF_OVER_PI * vertical), DENSITY);
  store<f64>(c, least + leastVertical, DISTANCE);
}

export function update(c: usize, from: i32, to: i32, i: i32): void {
  const modeCount = load<i32>(c, MODE_COUNT);
  const modes = <usize>load<u32>(c, MODES);
  const bytes = <usize>modeCount * WIDTH;
  const source = modes + <usize>from * bytes;
  const target = modes + <usize>to * bytes;
  const table = <usize>load<u32>(c, DECAY);
  const mean = <usize>load<u32>(c, MEAN) + 48 * <usize>from;
  const delay = plot(c, PLOT_TIME, i) - load<f64>(<usize>load<u32>(c, TIME) + ((<usize>from) << 3));
  const e = splat(plot(c, PLOT_E, i) - delay * load<f64>(mean, 24));
  const n = splat(plot(c, PLOT_N, i) - delay * load<f64>(mean, 32));
  const ree = splat(plot(c, PLOT_EE, i));
  const ren = splat(plot(c, PLOT_EN, i));
  const rnn = splat(plot(c, PLOT_NN, i));
  const height = plot(c, PLOT_HEIGHT, i) - delay * load<f64>(mean, 40);
  let sum: f64 = 0;
  const last = source + bytes - WIDTH;
  for (let q = source, t = target; q <= last; q += 2 * WIDTH, t += 2 * WIDTH) {
    const r = q < last ? q + WIDTH : q;
    const u = q < last ? t + WIDTH : t;
    const d0 = sub(e, both(q, r, 1));
    const d1 = sub(n, both(q, r, 2));
    const a0 = both(q, r, 5);
    const a1 = both(q, r, 6);
    const a2 = both(q, r, 7);
    const a3 = both(q, r, 8);
    const b1 = both(q, r, 9);
    const b2 = both(q, r, 10);
    const b3 = both(q, r, 11);
    const s00 = add(a0, ree);
    const s01 = add(a1, ren);
    const s11 = add(b1, rnn);
    const inverse = f64x2.div(splat(1), sub(mul(s00, s11), mul(s01, s01)));
    const i00 = mul(s11, inverse);
    const i01 = mul(f64x2.neg(s01), inverse);
    const i11 = mul(s00, inverse);
    const w0 = add(mul(i00, d0), mul(i01, d1));
    const w1 = add(mul(i01, d0), mul(i11, d1));
    const half = mul(splat(0.5), add(mul(w0, d0), mul(w1, d1)));
    const root = f64x2.sqrt(inverse);
    const p = load<f64>(q) * decay(table, f64x2.extract_lane(half, 0)) * f64x2.extract_lane(root, 0) + LEAST;
    sum += p;
    const s = load<f64>(r) * decay(table, f64x2.extract_lane(half, 1)) * f64x2.extract_lane(root, 1) + LEAST;
    if (q < last) sum += s;
    const x1 = add(add(both(q, r, 1), mul(a0, w0)), mul(a1, w1));
    const x2 = add(add(both(q, r, 2), mul(a1, w0)), mul(b1, w1));
    const x3 = add(add(both(q, r, 3), mul(a2, w0)), mul(b2, w1));
    const x4 = add(add(both(q, r, 4), mul(a3, w0)), mul(b3, w1));
    const g00 = add(mul(a0, i00), mul(a1, i01));
    const g01 = add(mul(a0, i01), mul(a1, i11));
    const g10 = add(mul(a1, i00), mul(b1, i01));
    const g11 = add(mul(a1, i01), mul(b1, i11));
    const g20 = add(mul(a2, i00), mul(b2, i01));
    const g21 = add(mul(a2, i01), mul(b2, i11));
    const g30 = add(mul(a3, i00), mul(b3, i01));
    const g31 = add(mul(a3, i01), mul(b3, i11));
    const p22 = sub(sub(both(q, r, 12), mul(g20, a2)), mul(g21, b2));
    const p23 = sub(sub(both(q, r, 13), mul(g20, a3)), mul(g21, b3));
    const p33 = sub(sub(both(q, r, 14), mul(g30, a3)), mul(g31, b3));
    put(t, u, 0, f64x2(p, s));
    put(t, u, 1, x1);
    put(t, u, 2, x2);
    put(t, u, 3, x3);
    put(t, u, 4, x4);
    put(t, u, 5, sub(sub(a0, mul(g00, a0)), mul(g01, a1)));
    put(t, u, 6, sub(sub(a1, mul(g00, a1)), mul(g01, b1)));
    put(t, u, 7, sub(sub(a2, mul(g00, a2)), mul(g01, b2)));
    put(t, u, 8, sub(sub(a3, mul(g00, a3)), mul(g01, b3)));
    put(t, u, 9, sub(sub(b1, mul(g10, a1)), mul(g11, b1)));
    put(t, u, 10, sub(sub(b2, mul(g10, a2)), mul(g11, b2)));
    put(t, u, 11, sub(sub(b3, mul(g10, a3)), mul(g11, b3)));
    put(t, u, 12, p22);
    put(t, u, 13, p23);
    put(t, u, 14, p33);
  }
  const scale = 1 / sum;
  for (let t = target, end = target + bytes; t < end; t += WIDTH) store<f64>(t, load<f64>(t) * scale);
  const vertical = <usize>load<u32>(c, VERTICAL);
  updateVertical(c, vertical + THREE_UP * <usize>from, vertical + THREE_UP * <usize>to, height, i, table);
  meanOf(c, to, target, vertical + THREE_UP * <usize>to, modeCount);
}

function updateVertical(c: usize, source: usize, target: usize, height: f64, i: i32, table: usize): void {
  if (height != height) {
    memory.copy(target, source, THREE_UP);
    return;
  }
  const variance = plot(c, PLOT_VARIANCE, i);
  let sum: f64 = 0;
  for (let j: usize = 0; j < 3; j++) {
    const q = source + UP * j;
    const t = target + UP * j;
    const d = height - load<f64>(q, 8);
    const hh = load<f64>(q, 24);
    const hv = load<f64>(q, 32);
    const inverse = 1 / (hh + variance);
    const k0 = hh * inverse;
    const k1 = hv * inverse;
    const p = load<f64>(q) * decay(table, 0.5 * d * d * inverse) * sqrt(inverse) + LEAST;
    sum += p;
    store<f64>(t, p);
    store<f64>(t, load<f64>(q, 8) + k0 * d, 8);
    store<f64>(t, load<f64>(q, 16) + k1 * d, 16);
    store<f64>(t, load<f64>(q, 40) - k1 * hv, 40);
    store<f64>(t, hv - k0 * hv, 32);
    store<f64>(t, hh - k0 * hh, 24);
  }
  const scale = 1 / sum;
  for (let j: usize = 0; j < 3; j++) store<f64>(target + UP * j, load<f64>(target + UP * j) * scale);
}
