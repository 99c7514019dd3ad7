/**
 * What a rotating radar on the ground reports in one tick, in AssemblyScript: what findInCells (beam.ts), keepMeasurable,
 * keepUnmasked, weighSignals, keepDetected and report (sense.ts) in src/engine/simulation and measureInto (measurement.ts) in
 * src/engine/sensor do, with the same operations in the same order, to the same bytes; but each object goes through all
 * steps at once. Read those first: they say what is meant. `compileSensing` in compiled-sense.ts fills what stands here.
 */

/** Whether an object between the bounds of a horizon is visible: asked of the table, which is not in this memory. */
// @ts-ignore: decorator
@external("env", "clears")
declare function clears(sensor: i32, east: f64, north: f64, groundRange: f64, altitude: f64): i32;

/** The quantile for the few words that are too rare for the table of normal numbers. */
// @ts-ignore: decorator
@external("env", "rareNormal")
declare function rareNormal(p: f64): f64;

/** Where things stand for all radars: addresses and counts (i32), then numbers (f64). */
const STATE = 0;
const HASH = 4;
const SIGNATURE = 8;
const SECTORS = 12;
const ANSWERS = 16;
const CELL_START = 20;
const MEMBERS = 24;
const POSITIONS = 28;
const COLUMNS = 32;
const ROWS = 36;
const POSITION = 40;
const ERRORS = 44;
const SNR = 48;
const IFF = 52;
const ORIGINS = 56;
const ROOM = 60;
const KEY_0 = 64;
const KEY_1 = 68;
const TICK = 72;
const NORMALS = 76;
const PURPOSE = 80;
const LIFE = 84;
const HIGH = 88;
const HIGH_COUNT = 92;
const CELL_SIZE = 96;
const WEST = 104;
const SOUTH = 112;

/** Of one radar: words, then numbers. */
const R_INDEX = 0;
const R_HASH = 4;
const R_BAND = 8;
const R_INTERROGATES = 12;
const R_BEAM = 16;
const R_BOUNDS = 20;
const R_BLOCKS = 24;
const R_TABLE_COLUMNS = 28;
const R_TABLES = 32; // five addresses, by fluctuation case
const R_PLACE = 56; // origin (3), basis (9)
const R_MINIMUM = 152;
const R_MAXIMUM = 160;
const R_LOW = 168;
const R_HIGH = 176;
const R_LEAST_SPEED = 184;
const R_SNR_CONSTANT = 192;
const R_THRESHOLD = 200;
const R_VARIANCES = 208; // six
const R_IFF_RANGE = 256;
const R_IFF_REPLY = 264;
const R_RANGE_STEP = 272;
const R_LAST_EDGE = 280; // sine, cosine

/** A row of `Beams`, in bytes. */
const B_ORIGIN = 0;
const B_EAST = 24;
const B_NORTH = 48;
const B_SQUARE = 72;
const B_PLANE = 80;
const B_MARGIN = 128;
const B_REACH = 136;
const B_EDGE = 144;
const B_QUARTER = 160;
const B_TANGENT = 176;

const BOUND_COLUMNS: i32 = 4;
const MOST_BOUND: i32 = 32767;
const INTERVALS: f64 = 1024;
const COS_35: f64 = 0.8191520442889918;
const COS_55: f64 = 0.573576436351046;
const UNIT: f64 = 2.3283064365386963e-10;
const LEAST_COSINE: f64 = 1e-3;
const LEAST_REACH: f64 = 1000;
const AIRBORNE: u8 = 1;
/** Of ANSWERS: what an object answers an interrogator with. */
const OFF: u8 = 0;
const CIVIL: u8 = 1;

let next: i32 = 0;

/** Writes the radar's reports from row `first` on and returns the next free row; −1 if the columns have too little room. */
export function look(w: usize, r: usize, first: i32): i32 {
  const b = <usize>load<u32>(r, R_BEAM);
  const sinFrom = load<f64>(b, B_EDGE);
  const cosFrom = load<f64>(b, B_EDGE + 8);
  const sinTo = load<f64>(r, R_LAST_EDGE);
  const cosTo = load<f64>(r, R_LAST_EDGE + 8);
  const sinQuarter = load<f64>(b, B_QUARTER);
  const cosQuarter = load<f64>(b, B_QUARTER + 8);
  const reach = load<f64>(b, B_REACH);
  const tangent = load<f64>(b, B_TANGENT);
  const px = load<f64>(b, B_PLANE);
  const py = load<f64>(b, B_PLANE + 8);
  const eastX = load<f64>(b, B_PLANE + 16);
  const eastY = load<f64>(b, B_PLANE + 24);
  const northX = load<f64>(b, B_PLANE + 32);
  const northY = load<f64>(b, B_PLANE + 40);
  let e = reach * sinFrom;
  let n = reach * cosFrom;
  let x = e * eastX + n * northX;
  let y = e * eastY + n * northY;
  let x0 = min<f64>(0, x);
  let x1 = max<f64>(0, x);
  let y0 = min<f64>(0, y);
  let y1 = max<f64>(0, y);
  e = tangent * (sinFrom * cosQuarter + cosFrom * sinQuarter);
  n = tangent * (cosFrom * cosQuarter - sinFrom * sinQuarter);
  x = e * eastX + n * northX;
  y = e * eastY + n * northY;
  x0 = min(x0, x);
  x1 = max(x1, x);
  y0 = min(y0, y);
  y1 = max(y1, y);
  e = tangent * (sinTo * cosQuarter - cosTo * sinQuarter);
  n = tangent * (cosTo * cosQuarter + sinTo * sinQuarter);
  x = e * eastX + n * northX;
  y = e * eastY + n * northY;
  x0 = min(x0, x);
  x1 = max(x1, x);
  y0 = min(y0, y);
  y1 = max(y1, y);
  e = reach * sinTo;
  n = reach * cosTo;
  x = e * eastX + n * northX;
  y = e * eastY + n * northY;
  const margin = load<f64>(b, B_MARGIN);
  const size = load<f64>(w, CELL_SIZE);
  const columns = load<i32>(w, COLUMNS);
  const rows = load<i32>(w, ROWS);
  const left = px - load<f64>(w, WEST) - margin;
  const right = px - load<f64>(w, WEST) + margin;
  const bottom = py - load<f64>(w, SOUTH) - margin;
  const top = py - load<f64>(w, SOUTH) + margin;
  const c0 = cellOf((left + min(x0, x)) / size, columns);
  const c1 = cellOf((right + max(x1, x)) / size, columns);
  const r0 = cellOf((bottom + min(y0, y)) / size, rows);
  const r1 = cellOf((top + max(y1, y)) / size, rows);
  const ox = load<f64>(b, B_ORIGIN);
  const oy = load<f64>(b, B_ORIGIN + 8);
  const oz = load<f64>(b, B_ORIGIN + 16);
  const ex = load<f64>(b, B_EAST);
  const ey = load<f64>(b, B_EAST + 8);
  const ez = load<f64>(b, B_EAST + 16);
  const nx = load<f64>(b, B_NORTH);
  const ny = load<f64>(b, B_NORTH + 8);
  const nz = load<f64>(b, B_NORTH + 16);
  const square = load<f64>(b, B_SQUARE);
  const start = <usize>load<u32>(w, CELL_START);
  const members = <usize>load<u32>(w, MEMBERS);
  const positions = <usize>load<u32>(w, POSITIONS);
  const room = load<i32>(w, ROOM);
  next = first;
  for (let row = r0; row <= r1; row++) {
    const end = load<i32>(start + ((<usize>(row * columns + c1 + 1)) << 2));
    for (let m = load<i32>(start + ((<usize>(row * columns + c0)) << 2)); m < end; m++) {
      const p = positions + 24 * <usize>m;
      const dx = load<f64>(p) - ox;
      const dy = load<f64>(p, 8) - oy;
      const dz = load<f64>(p, 16) - oz;
      const east = dx * ex + dy * ey + dz * ez;
      const north = dx * nx + dy * ny + dz * nz;
      if (!(east * cosFrom >= north * sinFrom && east * cosTo < north * sinTo)) continue;
      const distance = dx * dx + dy * dy + dz * dz;
      if (distance > square) continue;
      if (next == room) return -1;
      consider(w, r, load<i32>(members + ((<usize>m) << 2)), dx, dy, dz);
    }
  }
  const high = <usize>load<u32>(w, HIGH);
  const highCount = load<i32>(w, HIGH_COUNT);
  for (let k: i32 = 0; k < highCount; k++) {
    const i = load<i32>(high + ((<usize>k) << 2));
    if (load<u8>(<usize>load<u32>(w, LIFE) + <usize>i) != AIRBORNE) continue;
    const s = <usize>load<u32>(w, STATE) + ((<usize>i) << 6);
    const dx = load<f64>(s) - ox;
    const dy = load<f64>(s, 8) - oy;
    const dz = load<f64>(s, 16) - oz;
    if (dx * dx + dy * dy + dz * dz > square) continue;
    const east = dx * ex + dy * ey + dz * ez;
    const north = dx * nx + dy * ny + dz * nz;
    if (!(east * cosFrom >= north * sinFrom && east * cosTo < north * sinTo)) continue;
    if (next == room) return -1;
    consider(w, r, i, dx, dy, dz);
  }
  return next;
}

// @ts-ignore: decorator
@inline
function cellOf(x: f64, cells: i32): i32 {
  return <i32>min(<f64>(cells - 1), max<f64>(0, floor(x)));
}

/** One object in the beam, from the radar's limits to its report. */
function consider(w: usize, r: usize, i: i32, dx: f64, dy: f64, dz: f64): void {
  const s = <usize>load<u32>(w, STATE) + ((<usize>i) << 6);
  const ux = load<f64>(r, R_PLACE + 72);
  const uy = load<f64>(r, R_PLACE + 80);
  const uz = load<f64>(r, R_PLACE + 88);
  const square = dx * dx + dy * dy + dz * dz;
  const range = sqrt(square);
  const up = dx * ux + dy * uy + dz * uz;
  const radialSpeed = (load<f64>(s, 24) * dx + load<f64>(s, 32) * dy + load<f64>(s, 40) * dz) / range;
  if (!(range >= load<f64>(r, R_MINIMUM) && range <= load<f64>(r, R_MAXIMUM))) return;
  const sinElevation = up / range;
  if (!(sinElevation >= load<f64>(r, R_LOW) && sinElevation <= load<f64>(r, R_HIGH))) return;
  if (!(abs(radialSpeed) >= load<f64>(r, R_LEAST_SPEED))) return;
  const ground = sqrt(max<f64>(0, square - up * up));
  if (!isVisible(r, dx, dy, dz, ground, load<f64>(s, 48))) return;

  const signature = load<i32>(<usize>load<u32>(w, SIGNATURE) + ((<usize>i) << 2));
  const speed = load<f64>(s, 56);
  const rcs = meanRcs(w, r, signature & 0xffffff, speed > 0 ? -radialSpeed / speed : 1);
  const snr = (load<f64>(r, R_SNR_CONSTANT) * rcs) / (square * square);
  const table = <usize>load<u32>(r + R_TABLES + ((<usize>(signature >>> 24)) << 2));
  const probability = probabilityOf(table, snr);

  // Philox4x32-10, see philox.ts.
  let a: u32 = load<u32>(r, R_HASH);
  let b: u32 = load<u32>(<usize>load<u32>(w, HASH) + ((<usize>i) << 2));
  let c: u32 = load<u32>(w, PURPOSE);
  let d: u32 = load<u32>(w, TICK);
  let key0: u32 = load<u32>(w, KEY_0);
  let key1: u32 = load<u32>(w, KEY_1);
  for (let round: i32 = 0; round < 10; round++) {
    const first = <u64>a * 0xd2511f53;
    const second = <u64>c * 0xcd9e8d57;
    a = <u32>(second >>> 32) ^ b ^ key0;
    c = <u32>(first >>> 32) ^ d ^ key1;
    b = <u32>second;
    d = <u32>first;
    key0 += 0x9e3779b9;
    key1 += 0xbb67ae85;
  }
  const drawn = (<f64>a + 0.5) * UNIT;
  if (drawn >= probability) return;

  const row = next++;
  measure(w, r, row, dx, dy, dz, range, snr, b, c, d);
  let answer: u8 = 0;
  if (load<i32>(r, R_INTERROGATES) && range <= load<f64>(r, R_IFF_RANGE)) {
    const kind = load<u8>(<usize>load<u32>(w, ANSWERS) + <usize>i);
    answer = kind == OFF || drawn / probability >= load<f64>(r, R_IFF_REPLY) ? 1 : kind == CIVIL ? 2 : 3;
  }
  store<u8>(<usize>load<u32>(w, IFF) + <usize>row, answer);
  store<i32>(<usize>load<u32>(w, ORIGINS) + ((<usize>row) << 2), i);
}

// @ts-ignore: decorator
@inline
function isVisible(r: usize, dx: f64, dy: f64, dz: f64, ground: f64, altitude: f64): bool {
  const column = <i32>floor(ground / load<f64>(r, R_RANGE_STEP));
  if (column >= load<i32>(r, R_TABLE_COLUMNS) - 1) return false;
  const east = dx * load<f64>(r, R_PLACE + 24) + dy * load<f64>(r, R_PLACE + 32) + dz * load<f64>(r, R_PLACE + 40);
  const north = dx * load<f64>(r, R_PLACE + 48) + dy * load<f64>(r, R_PLACE + 56) + dz * load<f64>(r, R_PLACE + 64);
  const octant = (abs(east) > abs(north) ? 4 : 0) + (north < 0 ? 2 : 0) + (east >= 0 ? 1 : 0);
  const at =
    <usize>load<u32>(r, R_BOUNDS) + ((<usize>(load<i32>(r, R_BLOCKS) * octant + column / BOUND_COLUMNS)) << 3);
  const least = load<i32>(at);
  const most = load<i32>(at, 4);
  if (altitude >= <f64>most && most < MOST_BOUND) return true;
  if (altitude < <f64>least) return false;
  return clears(load<i32>(r, R_INDEX), east, north, ground, altitude) != 0;
}

// @ts-ignore: decorator
@inline
function meanRcs(w: usize, r: usize, signature: i32, cosAspect: f64): f64 {
  const sectors = <usize>load<u32>(w, SECTORS) + 168 * <usize>signature + 24 * <usize>load<i32>(r, R_BAND);
  const side = load<f64>(sectors, 8);
  const off = abs(cosAspect);
  if (off <= COS_55) return side;
  const end = cosAspect > 0 ? load<f64>(sectors) : load<f64>(sectors, 16);
  if (off >= COS_35) return end;
  const u = (off - COS_55) / (COS_35 - COS_55);
  return side + u * u * (3 - 2 * u) * (end - side);
}

/** `table`: the SNR that is detected half of the time, then the probabilities. */
// @ts-ignore: decorator
@inline
function probabilityOf(table: usize, snr: f64): f64 {
  const h = load<f64>(table);
  const scaled = (1 - h / (snr + h)) * INTERVALS;
  const whole = floor(scaled);
  if (whole >= INTERVALS) return load<f64>(table, 8 + 8 * 1024);
  const at = table + 8 + ((<usize>(<i32>whole)) << 3);
  const low = load<f64>(at);
  const high = load<f64>(at, 8);
  return min(high, low + (scaled - whole) * (high - low));
}

// @ts-ignore: decorator
@inline
function normalOf(w: usize, u: u32): f64 {
  const mirror = (<i32>u) >> 31;
  const v = (<i32>u) ^ mirror;
  const sign = <f64>(1 + 2 * mirror);
  if (v < 256) return sign * rareNormal((<f64>v + 0.5) * UNIT);
  const k = 31 - clz(v);
  const shift = k - 4;
  const at = <usize>load<u32>(w, NORMALS) + ((<usize>(((k - 8) << 4) | ((v >>> shift) & 15))) << 5);
  const d = <f64>(v & ((1 << shift) - 1));
  return sign * (load<f64>(at) + d * (load<f64>(at, 8) + d * (load<f64>(at, 16) + d * load<f64>(at, 24))));
}

// @ts-ignore: decorator
@inline
function measure(
  w: usize,
  r: usize,
  row: i32,
  dx: f64,
  dy: f64,
  dz: f64,
  range: f64,
  given: f64,
  word1: u32,
  word2: u32,
  word3: u32,
): void {
  const snr = max(given, load<f64>(r, R_THRESHOLD));
  const perSnr = 1 / snr;
  const rangeVariance = load<f64>(r, R_VARIANCES) * perSnr + load<f64>(r, R_VARIANCES + 24);
  const traverseVariance = load<f64>(r, R_VARIANCES + 8) * perSnr + load<f64>(r, R_VARIANCES + 32);
  const riseVariance = load<f64>(r, R_VARIANCES + 16) * perSnr + load<f64>(r, R_VARIANCES + 40);
  const scale = 1 / range;
  const rx = dx * scale;
  const ry = dy * scale;
  const rz = dz * scale;
  const ux = load<f64>(r, R_PLACE + 72);
  const uy = load<f64>(r, R_PLACE + 80);
  const uz = load<f64>(r, R_PLACE + 88);
  const sine = rx * ux + ry * uy + rz * uz;
  const perCosine = 1 / max(LEAST_COSINE, sqrt(1 - sine * sine));
  const traverse = sqrt(traverseVariance) * normalOf(w, word2);
  const rise = sqrt(riseVariance) * normalOf(w, word3);
  const across = traverse * perCosine;
  const upwards = rise * perCosine;
  const along = 1 - upwards * sine;
  const length = 1 / sqrt(1 + traverse * traverse + rise * rise);
  const mx = (along * rx + across * (ry * uz - rz * uy) + upwards * ux) * length;
  const my = (along * ry + across * (rz * ux - rx * uz) + upwards * uy) * length;
  const mz = (along * rz + across * (rx * uy - ry * ux) + upwards * uz) * length;
  const tx = my * uz - mz * uy;
  const ty = mz * ux - mx * uz;
  const tz = mx * uy - my * ux;
  const measured = max<f64>(0, range + sqrt(rangeVariance) * normalOf(w, word1));
  const perSquare = 1 / max(LEAST_COSINE * LEAST_COSINE, tx * tx + ty * ty + tz * tz);
  const p = <usize>load<u32>(w, POSITION) + 24 * <usize>row;
  store<f64>(p, load<f64>(r, R_PLACE) + measured * mx);
  store<f64>(p, load<f64>(r, R_PLACE + 8) + measured * my, 8);
  store<f64>(p, load<f64>(r, R_PLACE + 16) + measured * mz, 16);
  const reach = max(measured, LEAST_REACH);
  const square = reach * reach;
  const level = square * riseVariance;
  const ahead = rangeVariance - level;
  const sideways = (square * traverseVariance - level) * perSquare;
  const q = <usize>load<u32>(w, ERRORS) + 48 * <usize>row;
  store<f64>(q, level + ahead * mx * mx + sideways * tx * tx);
  store<f64>(q, ahead * mx * my + sideways * tx * ty, 8);
  store<f64>(q, ahead * mx * mz + sideways * tx * tz, 16);
  store<f64>(q, level + ahead * my * my + sideways * ty * ty, 24);
  store<f64>(q, ahead * my * mz + sideways * ty * tz, 32);
  store<f64>(q, level + ahead * mz * mz + sideways * tz * tz, 40);
  store<f32>(<usize>load<u32>(w, SNR) + ((<usize>row) << 2), <f32>snr);
}
