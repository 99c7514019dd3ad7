/*
 * The limit for the tracker's filter kernel: the arithmetic of src/engine/tracker/bank (predict.ts, weigh.ts, update.ts,
 * density.ts) in plain C. Reads branches and the plots that each gets, scan by scan; takes every branch through all scans,
 * `repeats` times from the start; writes the modes, heights and means that it ends with and the sum of the densities, and
 * prints the least nanoseconds of a branch and scan.
 *
 *   bank INPUT OUTPUT REPEATS
 *
 * INPUT, doubles: modes, index of the straight one, ways, branches, scans, step; start (modes + 1), source and probability
 * (ways each), other and opposite turn, vertical transition (9), climb speed, acceleration, variances along and across
 * (modes each), variance of level speed, position noise factor, vertical noise (3); then of each branch its modes, vertical
 * modes and mean; then of each branch and scan e, n, ee, en, nn, height, variance of height, e being NaN if missed.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define WIDTH 15
#define MAXIMUM 41
#define PLOT 7

static int modes, straight, ways, branches, scans;
static double dt, other_turn, opposite_turn, climb_speed, level_variance, position_factor;
static int start[MAXIMUM + 1], source[MAXIMUM * MAXIMUM];
static double probability[MAXIMUM * MAXIMUM], vertical_pi[9], vertical_noise[3];
static double acceleration[MAXIMUM], along_variance[MAXIMUM], across_variance[MAXIMUM];
static double mixed[WIDTH * MAXIMUM];
static double table[40 * 32 + 2];

static inline double decay(double x) {
  if (!(x < 40)) return 0;
  int k = (int)(x * 32 + 0.5);
  double r = k / 32.0 - x;
  return table[k] * (1 + r * (1 + r * (0.5 + r * (1.0 / 6 + r * (1.0 / 24)))));
}

static void mix_two(const double *a, const double *b, double w, double *m) {
  double d[4], s[4];
  for (int k = 0; k < 4; k++) d[k] = b[1 + k] - a[1 + k];
  for (int k = 0; k < 4; k++) m[1 + k] = a[1 + k] + w * d[k];
  for (int k = 0; k < 4; k++) s[k] = (1 - w) * d[k];
  m[5] = a[5] + w * (b[5] - a[5] + s[0] * d[0]);
  m[6] = a[6] + w * (b[6] - a[6] + s[0] * d[1]);
  m[7] = a[7] + w * (b[7] - a[7] + s[0] * d[2]);
  m[8] = a[8] + w * (b[8] - a[8] + s[0] * d[3]);
  m[9] = a[9] + w * (b[9] - a[9] + s[1] * d[1]);
  m[10] = a[10] + w * (b[10] - a[10] + s[1] * d[2]);
  m[11] = a[11] + w * (b[11] - a[11] + s[1] * d[3]);
  m[12] = a[12] + w * (b[12] - a[12] + s[2] * d[2]);
  m[13] = a[13] + w * (b[13] - a[13] + s[2] * d[3]);
  m[14] = a[14] + w * (b[14] - a[14] + s[3] * d[3]);
}

static void mix_many(const double *const *from, const double *weight, int count, double *m) {
  double x[4] = {0}, p[10] = {0};
  for (int k = 0; k < count; k++)
    for (int c = 0; c < 4; c++) x[c] += weight[k] * from[k][1 + c];
  for (int k = 0; k < count; k++) {
    const double *q = from[k];
    double w = weight[k], d0 = q[1] - x[0], d1 = q[2] - x[1], d2 = q[3] - x[2], d3 = q[4] - x[3];
    p[0] += w * (q[5] + d0 * d0);
    p[1] += w * (q[6] + d0 * d1);
    p[2] += w * (q[7] + d0 * d2);
    p[3] += w * (q[8] + d0 * d3);
    p[4] += w * (q[9] + d1 * d1);
    p[5] += w * (q[10] + d1 * d2);
    p[6] += w * (q[11] + d1 * d3);
    p[7] += w * (q[12] + d2 * d2);
    p[8] += w * (q[13] + d2 * d3);
    p[9] += w * (q[14] + d3 * d3);
  }
  memcpy(m + 1, x, sizeof x);
  memcpy(m + 5, p, sizeof p);
}

/** Mixes one branch's modes into `mixed`; returns its speed. */
static double mix_modes(const double *h) {
  double right = 0, left = 0, speed_east = 0, speed_north = 0;
  for (int i = 0; i < straight; i++) {
    right += h[WIDTH * i];
    left += h[WIDTH * (straight + 1 + i)];
  }
  for (int j = 0; j < modes; j++) {
    double share[MAXIMUM], weight[MAXIMUM], total = 0, near = 0, sum = 0;
    const double *from[MAXIMUM];
    int first = start[j], count = start[j + 1] - first, kept = 0;
    for (int k = 0; k < count; k++) {
      int i = source[first + k];
      double p = h[WIDTH * i];
      if (i != straight) near += p;
      share[k] = p * probability[first + k];
      total += share[k];
    }
    double least = 0.01 * total;
    for (int k = 0; k < count; k++) {
      if (share[k] < least) continue;
      from[kept] = h + WIDTH * source[first + k];
      weight[kept++] = share[k];
      sum += share[k];
    }
    if (j < straight) total += other_turn * (right - near) + opposite_turn * left;
    else if (j > straight) total += other_turn * (left - near) + opposite_turn * right;
    double *m = mixed + WIDTH * j;
    double scale = 1 / sum;
    m[0] = total;
    if (kept == 1) memcpy(m + 1, from[0] + 1, (WIDTH - 1) * sizeof(double));
    else if (kept == 2) mix_two(from[0], from[1], weight[1] * scale, m);
    else {
      for (int k = 0; k < kept; k++) weight[k] *= scale;
      mix_many(from, weight, kept, m);
    }
    speed_east += total * m[3];
    speed_north += total * m[4];
  }
  double speed = sqrt(speed_east * speed_east + speed_north * speed_north);
  return speed > 20 ? speed : 20;
}

static void move_modes(double *all, double speed) {
  double dt2 = dt * dt, position_noise = 0.25 * position_factor * dt2 * dt2, cross_noise = 0.5 * dt2 * dt;
  for (int turn = 0; turn <= straight; turn++) {
    double x = acceleration[straight + turn] * dt / (2 * speed);
    if (x > 1) x = 1;
    double y = x * x;
    double ratio = 1 - (y / 6) * (1 - (y / 20) * (1 - (y / 42) * (1 - (y / 72) * (1 - (y / 110) * (1 - y / 156)))));
    double hs = x * ratio;
    double hc = 1 - (y / 2) * (1 - (y / 12) * (1 - (y / 30) * (1 - (y / 56) * (1 - (y / 90) * (1 - y / 132)))));
    double cosine = 1 - 2 * hs * hs, a = dt * ratio * hc;
    for (int side = turn == 0 ? 1 : -1; side <= 1; side += 2) {
      int j = straight + side * turn;
      double sine = 2 * side * hs * hc, b = side * dt * ratio * hs;
      const double *m = mixed + WIDTH * j;
      double *h = all + WIDTH * j;
      double ve = m[3], vn = m[4], ve2 = cosine * ve - sine * vn, vn2 = sine * ve + cosine * vn;
      h[0] = m[0];
      h[1] = m[1] + a * ve - b * vn;
      h[2] = m[2] + b * ve + a * vn;
      h[3] = ve2;
      h[4] = vn2;
      double me = ve + ve2, mn = vn + vn2, square = me * me + mn * mn + 1e-12;
      double across = across_variance[j], excess = (along_variance[j] - across) / square;
      double q00 = across + excess * me * me, q01 = excess * me * mn, q11 = across + excess * mn * mn;
      double p02 = m[7], p03 = m[8], p12 = m[10], p13 = m[11], p22 = m[12], p23 = m[13], p33 = m[14];
      double c00 = p02 + a * p22 - b * p23, c01 = p03 + a * p23 - b * p33;
      double c10 = p12 + b * p22 + a * p23, c11 = p13 + b * p23 + a * p33;
      h[5] = m[5] + a * (p02 + c00) - b * (p03 + c01) + position_noise * q00;
      h[6] = m[6] + a * (p12 + c01) - b * (p13 - c00) + position_noise * q01;
      h[9] = m[9] + b * (p12 + c10) + a * (p13 + c11) + position_noise * q11;
      h[7] = c00 * cosine - c01 * sine + cross_noise * q00;
      h[8] = c00 * sine + c01 * cosine + cross_noise * q01;
      h[10] = c10 * cosine - c11 * sine + cross_noise * q01;
      h[11] = c10 * sine + c11 * cosine + cross_noise * q11;
      double b00 = cosine * p22 - sine * p23, b01 = cosine * p23 - sine * p33;
      h[12] = b00 * cosine - b01 * sine + dt2 * q00;
      h[13] = b00 * sine + b01 * cosine + dt2 * q01;
      h[14] = (sine * p22 + cosine * p23) * sine + (sine * p23 + cosine * p33) * cosine + dt2 * q11;
    }
  }
}

static void move_vertical(double *v) {
  double m[18], dt2 = dt * dt;
  for (int j = 0; j < 3; j++) {
    double w[3], total = 0, x0 = 0, x1 = 0, hh = 0, hv = 0, vv = 0;
    for (int i = 0; i < 3; i++) w[i] = v[6 * i] * vertical_pi[3 * i + j];
    total = w[0] + w[1] + w[2];
    double scale = 1 / total;
    x0 = (w[0] * v[1] + w[1] * v[7] + w[2] * v[13]) * scale;
    x1 = (w[0] * v[2] + w[1] * v[8] + w[2] * v[14]) * scale;
    for (int i = 0; i < 3; i++) {
      double share = w[i] * scale, d0 = v[6 * i + 1] - x0, d1 = v[6 * i + 2] - x1;
      hh += share * (v[6 * i + 3] + d0 * d0);
      hv += share * (v[6 * i + 4] + d0 * d1);
      vv += share * (v[6 * i + 5] + d1 * d1);
    }
    double *o = m + 6 * j;
    o[0] = total;
    o[1] = x0;
    o[2] = j == 1 ? x1 : 0;
    o[3] = hh;
    o[4] = j == 1 ? hv : 0;
    o[5] = j == 1 ? vv : j == 0 ? level_variance : climb_speed * climb_speed;
  }
  for (int j = 0; j < 3; j++) {
    const double *o = m + 6 * j;
    double *q = v + 6 * j, noise = vertical_noise[j], hv = o[4], vv = o[5];
    q[0] = o[0];
    q[1] = o[1] + dt * o[2];
    q[2] = o[2];
    q[3] = o[3] + 2 * dt * hv + dt2 * vv + 0.25 * dt2 * dt2 * noise;
    q[4] = hv + dt * vv + 0.5 * dt2 * dt * noise;
    q[5] = vv + dt2 * noise;
  }
}

static void mean_of(const double *h, const double *v, double *m) {
  double e = 0, n = 0, ve = 0, vn = 0;
  for (int j = 0; j < modes; j++) {
    const double *q = h + WIDTH * j;
    e += q[0] * q[1];
    n += q[0] * q[2];
    ve += q[0] * q[3];
    vn += q[0] * q[4];
  }
  m[0] = e;
  m[1] = n;
  m[2] = v[0] * v[1] + v[6] * v[7] + v[12] * v[13];
  m[3] = ve;
  m[4] = vn;
  m[5] = v[0] * v[2] + v[6] * v[8] + v[12] * v[14];
}

static double weigh(const double *h, const double *v, const double *plot) {
  double density = 0, vertical = 0;
  for (int j = 0; j < modes; j++) {
    const double *q = h + WIDTH * j;
    double d0 = plot[0] - q[1], d1 = plot[1] - q[2];
    double s00 = q[5] + plot[2], s01 = q[6] + plot[3], s11 = q[9] + plot[4];
    double inverse = 1 / (s00 * s11 - s01 * s01);
    double distance = (s11 * d0 * d0 - 2 * s01 * d0 * d1 + s00 * d1 * d1) * inverse;
    if (distance < 80) density += q[0] * decay(0.5 * distance) * sqrt(inverse);
  }
  for (int j = 0; j < 3; j++) {
    double d = plot[5] - v[6 * j + 1], inverse = 1 / (v[6 * j + 3] + plot[6]), distance = d * d * inverse;
    if (distance < 80) vertical += v[6 * j] * decay(0.5 * distance) * sqrt(inverse);
  }
  return density / (2 * M_PI) * sqrt(1 / (2 * M_PI)) * vertical;
}

static void update(double *all, double *v, double *mean, const double *plot) {
  double sum = 0;
  for (int j = 0; j < modes; j++) {
    double *h = all + WIDTH * j;
    double d0 = plot[0] - h[1], d1 = plot[1] - h[2];
    double a0 = h[5], a1 = h[6], a2 = h[7], a3 = h[8], b1 = h[9], b2 = h[10], b3 = h[11];
    double s00 = a0 + plot[2], s01 = a1 + plot[3], s11 = b1 + plot[4];
    double inverse = 1 / (s00 * s11 - s01 * s01);
    double i00 = s11 * inverse, i01 = -s01 * inverse, i11 = s00 * inverse;
    double w0 = i00 * d0 + i01 * d1, w1 = i01 * d0 + i11 * d1;
    h[0] = h[0] * decay(0.5 * (w0 * d0 + w1 * d1)) * sqrt(inverse) + 1e-30;
    sum += h[0];
    h[1] += a0 * w0 + a1 * w1;
    h[2] += a1 * w0 + b1 * w1;
    h[3] += a2 * w0 + b2 * w1;
    h[4] += a3 * w0 + b3 * w1;
    double g00 = a0 * i00 + a1 * i01, g01 = a0 * i01 + a1 * i11, g10 = a1 * i00 + b1 * i01, g11 = a1 * i01 + b1 * i11;
    double g20 = a2 * i00 + b2 * i01, g21 = a2 * i01 + b2 * i11, g30 = a3 * i00 + b3 * i01, g31 = a3 * i01 + b3 * i11;
    h[5] = a0 - g00 * a0 - g01 * a1;
    h[6] = a1 - g00 * a1 - g01 * b1;
    h[7] = a2 - g00 * a2 - g01 * b2;
    h[8] = a3 - g00 * a3 - g01 * b3;
    h[9] = b1 - g10 * a1 - g11 * b1;
    h[10] = b2 - g10 * a2 - g11 * b2;
    h[11] = b3 - g10 * a3 - g11 * b3;
    h[12] -= g20 * a2 + g21 * b2;
    h[13] -= g20 * a3 + g21 * b3;
    h[14] -= g30 * a3 + g31 * b3;
  }
  for (int j = 0; j < modes; j++) all[WIDTH * j] /= sum;
  sum = 0;
  for (int j = 0; j < 3; j++) {
    double *q = v + 6 * j, d = plot[5] - q[1], hh = q[3], hv = q[4], inverse = 1 / (hh + plot[6]);
    double k0 = hh * inverse, k1 = hv * inverse;
    q[0] = q[0] * decay(0.5 * d * d * inverse) * sqrt(inverse) + 1e-30;
    sum += q[0];
    q[1] += k0 * d;
    q[2] += k1 * d;
    q[5] -= k1 * hv;
    q[4] = hv - k0 * hv;
    q[3] = hh - k0 * hh;
  }
  for (int j = 0; j < 3; j++) v[6 * j] /= sum;
  mean_of(all, v, mean);
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

static const double *take(const double *at, double *to, int count) {
  memcpy(to, at, count * sizeof(double));
  return at + count;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  FILE *file = fopen(argv[1], "rb");
  if (!file) return 2;
  fseek(file, 0, SEEK_END);
  size_t length = ftell(file);
  rewind(file);
  double *input = malloc(length);
  if (fread(input, 1, length, file) != length) return 2;
  fclose(file);
  for (int k = 0; k < 40 * 32 + 2; k++) table[k] = exp(-k / 32.0);
  const double *at = input;
  modes = *at++;
  straight = *at++;
  ways = *at++;
  branches = *at++;
  scans = *at++;
  dt = *at++;
  for (int k = 0; k <= modes; k++) start[k] = *at++;
  for (int k = 0; k < ways; k++) source[k] = *at++;
  at = take(at, probability, ways);
  other_turn = *at++;
  opposite_turn = *at++;
  at = take(at, vertical_pi, 9);
  climb_speed = *at++;
  at = take(at, acceleration, modes);
  at = take(at, along_variance, modes);
  at = take(at, across_variance, modes);
  level_variance = *at++;
  position_factor = *at++;
  at = take(at, vertical_noise, 3);
  int width = WIDTH * modes + 18 + 6;
  const double *first = at, *plots = at + (size_t)branches * width;
  double *state = malloc((size_t)branches * width * sizeof(double));
  double best = INFINITY, density = 0;
  for (int repeat = 0; repeat < atoi(argv[3]); repeat++) {
    memcpy(state, first, (size_t)branches * width * sizeof(double));
    density = 0;
    double began = now();
    for (int k = 0; k < scans; k++) {
      for (int i = 0; i < branches; i++) {
        double *h = state + (size_t)i * width, *v = h + WIDTH * modes, *mean = v + 18;
        const double *plot = plots + ((size_t)k * branches + i) * PLOT;
        move_modes(h, mix_modes(h));
        move_vertical(v);
        mean_of(h, v, mean);
        if (isnan(plot[0])) continue;
        density += weigh(h, v, plot);
        update(h, v, mean, plot);
      }
    }
    double ns = (now() - began) / ((double)branches * scans);
    if (ns < best) best = ns;
  }
  file = fopen(argv[2], "wb");
  if (!file) return 2;
  fwrite(state, sizeof(double), (size_t)branches * width, file);
  fwrite(&density, sizeof(double), 1, file);
  fclose(file);
  printf("%.3f\n", best);
  return 0;
}
