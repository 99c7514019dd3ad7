/**
 * The viewshed’s kernel in AssemblyScript with SIMD: what `plainKernel` in src/engine/earth/viewshed/kernel.ts does, four
 * rays or four cells at a time, in the same float32 and integer arithmetic, to the same bytes. Read that one first: it
 * says what the words of a table mean.
 *
 * Constants of a loop are stored and loaded again before it: loaded vectors stay in registers, while constant ones would
 * be built anew on every turn (23 cycles a turn of `raise` with them, 15 without).
 */

const BEAM_BYTES = 512;
const LINE_BYTES = 64;
const LOWEST_BYTES = 1088;
const DROP = 1040;
const SLOPE = 2080;

const LOOK: i32 = 2;
const LOWEST: i32 = 3;

/** Seven steps from the first of eight rays may end in the seventh of eight cells; 2^-24 cells a step. */
const WIDE_STEP: i32 = 14_380_471;

/** Bytes before the table where constants are kept. */
const SCRATCH = 256;

export function march(
  table: i32,
  lines: i32,
  beamWord: i32,
  before: i32,
  side: i32,
  mark: i32,
  raiseFrom: i32,
  eye: f32,
): void {
  const first: usize = table << 2;
  const beam: usize = beamWord << 2;
  const scratch = first - SCRATCH;
  const end = first + lines * LINE_BYTES;
  const raised = first + raiseFrom * LINE_BYTES;
  if (raiseFrom < lines) {
    v128.store(scratch, i32x4.splat(side > 0 ? 0x02020202 : -0x02020202), 32);
    v128.store(scratch, i32x4.splat(side > 0 ? 0x03020100 : 0x0d0c0f0e), 48);
    v128.store(scratch, i32x4.splat(0x3fff), 64);
    v128.store(scratch, i32x4.splat(16384), 80);
    v128.store(scratch, f32x4.splat(eye), 96);
    v128.store(scratch, f32x4.splat(1), 112);
    store<i32>(scratch, side << 1, 128);
    store<i32>(scratch, side > 0 ? 0 : -14, 132);
  }
  let lowest: usize = mark == LOWEST ? end : 0;
  for (let line = first; line < end; line += LINE_BYTES) {
    if (load<i32>(line, 36) > 0) {
      if (mark >= LOOK) look(line, beam, side, lowest, scratch);
      else paint(line, side, mark);
    }
    if (lowest) lowest += LOWEST_BYTES;
    if (line >= raised) raise(line, beam, before << 1, scratch);
  }
  if (raiseFrom < lines) bound(beam, first);
}

/** Answers the cells of one line, sixteen at a time. */
function look(line: usize, beam: usize, side: i32, lowestAt: usize, scratch: usize): void {
  const step = load<i32>(line, 44);
  v128.store(scratch, i32x4.splat(step << 2), 144);
  v128.store(scratch, f32x4.splat(4), 160);
  v128.store(scratch, i32x4.splat(0xffffff), 176);
  v128.store(scratch, f32x4.splat(1.0 / 16777216.0), 192);
  const fourSteps = v128.load(scratch, 144);
  const four = v128.load(scratch, 160);
  const fraction = v128.load(scratch, 176);
  const unit = v128.load(scratch, 192);
  const distance = v128.load32_splat(line, 16);
  const level = v128.load32_splat(line, 48);
  const rise = v128.load32_splat(line, 52);
  const bend = v128.load32_splat(line, 56);
  let left = load<i32>(line, 36);
  let cell: usize = load<i32>(line, 28) << 1;
  let answer: usize = load<i32>(line, 32);
  let at = i32x4.add(i32x4.splat(load<i32>(line, 40)), i32x4.mul(i32x4.splat(step), i32x4(0, 1, 2, 3)));
  let n = f32x4(0, 1, 2, 3);
  let seen = i8x16.splat(0);
  while (true) {
    let near: v128;
    let far: v128;
    if (side > 0) {
      near = v128.load(cell);
      far = v128.load(cell, 16);
      cell += 32;
    } else {
      near = v128.load(cell - 14);
      far = v128.load(cell - 30);
      near = v128.shuffle<i16>(near, near, 7, 6, 5, 4, 3, 2, 1, 0);
      far = v128.shuffle<i16>(far, far, 7, 6, 5, 4, 3, 2, 1, 0);
      cell -= 32;
    }
    const ground0 = lowestGround(at, beam, fraction, unit, distance, level, rise, bend, n);
    at = i32x4.add(at, fourSteps);
    n = f32x4.add(n, four);
    const ground1 = lowestGround(at, beam, fraction, unit, distance, level, rise, bend, n);
    at = i32x4.add(at, fourSteps);
    n = f32x4.add(n, four);
    const ground2 = lowestGround(at, beam, fraction, unit, distance, level, rise, bend, n);
    at = i32x4.add(at, fourSteps);
    n = f32x4.add(n, four);
    const ground3 = lowestGround(at, beam, fraction, unit, distance, level, rise, bend, n);
    at = i32x4.add(at, fourSteps);
    n = f32x4.add(n, four);
    if (lowestAt) {
      v128.store(lowestAt, ground0);
      v128.store(lowestAt, ground1, 16);
      v128.store(lowestAt, ground2, 32);
      v128.store(lowestAt, ground3, 48);
      lowestAt += 64;
    }
    const seen0 = f32x4.ge(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(near)), ground0);
    const seen1 = f32x4.ge(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(near)), ground1);
    const seen2 = f32x4.ge(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(far)), ground2);
    const seen3 = f32x4.ge(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(far)), ground3);
    // Comparisons leave -1 for yes.
    seen = i8x16.neg(i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(seen0, seen1), i16x8.narrow_i32x4_s(seen2, seen3)));
    if (left < 16) break;
    if (side > 0) {
      v128.store(answer, seen);
      answer += 16;
    } else {
      v128.store(answer - 15, v128.shuffle<i8>(seen, seen, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0));
      answer -= 16;
    }
    left -= 16;
    if (left == 0) return;
  }
  // What is left, byte by byte: other threads may write beside it.
  let bytes = i64x2.extract_lane(seen, 0);
  for (let k = min(left, 8); k > 0; k--) {
    store<u8>(answer, u8(bytes));
    bytes >>= 8;
    answer += side;
  }
  bytes = i64x2.extract_lane(seen, 1);
  for (let k = left - 8; k > 0; k--) {
    store<u8>(answer, u8(bytes));
    bytes >>= 8;
    answer += side;
  }
}

/** Lowest ground of four cells whose targets are seen. */
// @ts-ignore: decorator
@inline
function lowestGround(
  at: v128,
  beam: usize,
  fraction: v128,
  unit: v128,
  distance: v128,
  level: v128,
  rise: v128,
  bend: v128,
  n: v128,
): v128 {
  const ray = i32x4.shl(i32x4.shr_u(at, 24), 2);
  let first = v128.load64_zero(beam + i32x4.extract_lane(ray, 0));
  first = v128.load64_lane(beam + i32x4.extract_lane(ray, 1), first, 1);
  let second = v128.load64_zero(beam + i32x4.extract_lane(ray, 2));
  second = v128.load64_lane(beam + i32x4.extract_lane(ray, 3), second, 1);
  const near = v128.shuffle<i32>(first, second, 0, 2, 4, 6);
  const next = v128.shuffle<i32>(first, second, 1, 3, 5, 7);
  const share = f32x4.mul(f32x4.convert_i32x4_s(v128.and(at, fraction)), unit);
  const horizon = f32x4.add(near, f32x4.mul(f32x4.sub(next, near), share));
  const curve = f32x4.add(level, f32x4.mul(n, f32x4.add(rise, f32x4.mul(n, bend))));
  return f32x4.add(f32x4.mul(horizon, distance), curve);
}

/** Answers the cells of one line alike. */
function paint(line: usize, side: i32, value: i32): void {
  let count = load<i32>(line, 36);
  let from: usize = load<i32>(line, 32);
  if (side < 0) from -= count - 1;
  const bytes = i8x16.splat(i8(value));
  for (; count >= 16; count -= 16) {
    v128.store(from, bytes);
    from += 16;
  }
  for (; count > 0; count--) store<u8>(from++, u8(value));
}

/** Raises the horizon of a beam over the ground of one line. */
function raise(line: usize, beam: usize, before: usize, scratch: usize): void {
  const step = load<i32>(line, 8);
  v128.store(scratch, i32x4.mul(i32x4.splat(step), i32x4(0, 1, 2, 3)));
  v128.store(scratch, i32x4.splat(step << 2), 16);
  const steps = v128.load(scratch);
  const fourSteps = v128.load(scratch, 16);
  const twice = v128.load(scratch, 32);
  const pair = v128.load(scratch, 48);
  const low14 = v128.load(scratch, 64);
  const whole = v128.load(scratch, 80);
  const eye = v128.load(scratch, 96);
  const one = v128.load(scratch, 112);
  const stride = load<i32>(scratch, 128);
  const ground: usize = (load<i32>(line, 0) << 1) + load<i32>(scratch, 132);
  const inverse = v128.load32_splat(line, 12);
  const distance = v128.load32_splat(line, 16);
  const share = v128.load32_splat(line, 20);
  const reach = v128.load32_splat(line, 24);
  let at = load<i32>(line, 4);
  const end = beam + BEAM_BYTES;
  if (step <= WIDE_STEP) {
    // Eight cells hold what eight rays need.
    for (let ray = beam; ray < end; ray += 32) {
      const from = ground + stride * (at >>> 24);
      const here = v128.load(from);
      const there = v128.load(from + before);
      const first = i32x4.add(i32x4.splat(at & 0xffffff), steps);
      at += step << 3;
      // prettier-ignore
      v128.store(ray, raised(first, here, there, v128.load(ray), v128.load(ray, DROP), v128.load(ray, SLOPE), twice, pair, low14, whole, eye, one, inverse, distance, share, reach));
      // prettier-ignore
      v128.store(ray, raised(i32x4.add(first, fourSteps), here, there, v128.load(ray, 16), v128.load(ray, DROP + 16), v128.load(ray, SLOPE + 16), twice, pair, low14, whole, eye, one, inverse, distance, share, reach), 16);
    }
  } else {
    for (let ray = beam; ray < end; ray += 16) {
      const from = ground + stride * (at >>> 24);
      const first = i32x4.add(i32x4.splat(at & 0xffffff), steps);
      at += step << 2;
      // prettier-ignore
      v128.store(ray, raised(first, v128.load(from), v128.load(from + before), v128.load(ray), v128.load(ray, DROP), v128.load(ray, SLOPE), twice, pair, low14, whole, eye, one, inverse, distance, share, reach));
    }
  }
  store<f32>(end, load<f32>(end - 4));
}

/** Horizons of four rays over the eight cells `here` on the line and `there` on the one before. */
// @ts-ignore: decorator
@inline
function raised(
  at: v128,
  here: v128,
  there: v128,
  horizon: v128,
  drop: v128,
  slope: v128,
  twice: v128,
  pair: v128,
  low14: v128,
  whole: v128,
  eye: v128,
  one: v128,
  inverse: v128,
  distance: v128,
  share: v128,
  reach: v128,
): v128 {
  // Bytes of the two cells beside each ray, the nearer first.
  const bytes = i32x4.add(i32x4.mul(i32x4.shr_u(at, 24), twice), pair);
  const cells = v128.swizzle(here, bytes);
  const f = v128.and(i32x4.shr_u(at, 10), low14);
  const weights = v128.or(i32x4.shl(f, 16), i32x4.sub(whole, f));
  const height = f32x4.convert_i32x4_s(i32x4.dot_i16x8_s(cells, weights));
  const fall = f32x4.mul(drop, distance);
  horizon = f32x4.pmax(horizon, f32x4.sub(f32x4.mul(f32x4.sub(height, eye), inverse), fall));
  const back = f32x4.mul(f32x4.convert_i32x4_s(f), slope);
  const near = f32x4.convert_i32x4_s(i32x4.dot_i16x8_s(cells, whole));
  const far = f32x4.convert_i32x4_s(i32x4.dot_i16x8_s(v128.swizzle(there, bytes), whole));
  const crossed = f32x4.add(near, f32x4.mul(f32x4.sub(far, near), back));
  const part = f32x4.sub(one, f32x4.mul(back, share));
  const steep = f32x4.sub(f32x4.div(f32x4.mul(f32x4.sub(crossed, eye), inverse), part), f32x4.mul(fall, part));
  // Where a ray did not cross, not a number, which raises nothing.
  return f32x4.pmax(horizon, v128.or(steep, f32x4.ge(back, reach)));
}

/** Lowest and highest horizon of a beam, into the two words before the table. */
function bound(beam: usize, table: usize): void {
  let least = v128.load(beam);
  let greatest = least;
  for (let ray = beam + 16; ray < beam + BEAM_BYTES; ray += 16) {
    const horizon = v128.load(ray);
    least = f32x4.pmin(least, horizon);
    greatest = f32x4.pmax(greatest, horizon);
  }
  least = f32x4.pmin(least, v128.shuffle<i32>(least, least, 2, 3, 0, 1));
  least = f32x4.pmin(least, v128.shuffle<i32>(least, least, 1, 0, 3, 2));
  greatest = f32x4.pmax(greatest, v128.shuffle<i32>(greatest, greatest, 2, 3, 0, 1));
  greatest = f32x4.pmax(greatest, v128.shuffle<i32>(greatest, greatest, 1, 0, 3, 2));
  store<f32>(table - 8, f32x4.extract_lane(least, 0));
  store<f32>(table - 4, f32x4.extract_lane(greatest, 0));
}

export function fill(from: usize, value: i32, count: usize): void {
  memory.fill(from, u8(value), count);
}

export function turn(
  from: usize,
  height: i32,
  to: usize,
  width: i32,
  col: i32,
  row: i32,
  first: i32,
  last: i32,
): void {
  for (let r = 0; r < height; r += 16) {
    const rows = min(16, height - r);
    for (let c = first; c <= last; c += 16) {
      const columns = min(16, last + 1 - c);
      const leastX = least(c - col, columns);
      const greatestX = max(abs(c - col), abs(c + columns - 1 - col));
      const greatestY = max(abs(r - row), abs(r + rows - 1 - row));
      if (greatestX <= least(r - row, rows)) continue;
      if (leastX > greatestY && rows == 16 && columns == 16) {
        turn16(from + c * height + r, height, to + r * width + c, width);
        continue;
      }
      for (let i = r; i < r + rows; i++) {
        const dy = abs(i - row);
        for (let j = c; j < c + columns; j++) {
          if (abs(j - col) > dy) store<u8>(to + i * width + j, load<u8>(from + j * height + i));
        }
      }
    }
  }
}

/** Least distance from zero of whole numbers that begin at `from`. */
function least(from: i32, count: i32): i32 {
  return from > 0 ? from : from + count > 0 ? 0 : 1 - from - count;
}

/** Sixteen lines of sixteen bytes, turned. */
function turn16(from: usize, length: usize, to: usize, width: usize): void {
  // Four times over, the first half of the vectors interleaved with the second.
  let a0 = v128.load(from);
  let a1 = v128.load((from += length));
  let a2 = v128.load((from += length));
  let a3 = v128.load((from += length));
  let a4 = v128.load((from += length));
  let a5 = v128.load((from += length));
  let a6 = v128.load((from += length));
  let a7 = v128.load((from += length));
  let a8 = v128.load((from += length));
  let a9 = v128.load((from += length));
  let aa = v128.load((from += length));
  let ab = v128.load((from += length));
  let ac = v128.load((from += length));
  let ad = v128.load((from += length));
  let ae = v128.load((from += length));
  let af = v128.load((from += length));
  for (let k = 0; k < 4; k++) {
    const b0 = low(a0, a8);
    const b1 = high(a0, a8);
    const b2 = low(a1, a9);
    const b3 = high(a1, a9);
    const b4 = low(a2, aa);
    const b5 = high(a2, aa);
    const b6 = low(a3, ab);
    const b7 = high(a3, ab);
    const b8 = low(a4, ac);
    const b9 = high(a4, ac);
    const ba = low(a5, ad);
    const bb = high(a5, ad);
    const bc = low(a6, ae);
    const bd = high(a6, ae);
    const be = low(a7, af);
    const bf = high(a7, af);
    a0 = b0;
    a1 = b1;
    a2 = b2;
    a3 = b3;
    a4 = b4;
    a5 = b5;
    a6 = b6;
    a7 = b7;
    a8 = b8;
    a9 = b9;
    aa = ba;
    ab = bb;
    ac = bc;
    ad = bd;
    ae = be;
    af = bf;
  }
  v128.store(to, a0);
  v128.store((to += width), a1);
  v128.store((to += width), a2);
  v128.store((to += width), a3);
  v128.store((to += width), a4);
  v128.store((to += width), a5);
  v128.store((to += width), a6);
  v128.store((to += width), a7);
  v128.store((to += width), a8);
  v128.store((to += width), a9);
  v128.store((to += width), aa);
  v128.store((to += width), ab);
  v128.store((to += width), ac);
  v128.store((to += width), ad);
  v128.store((to += width), ae);
  v128.store((to += width), af);
}

// @ts-ignore: decorator
@inline
function low(a: v128, b: v128): v128 {
  return v128.shuffle<i8>(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

// @ts-ignore: decorator
@inline
function high(a: v128, b: v128): v128 {
  return v128.shuffle<i8>(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}
