/*
 * The limit for the tracker's filter kernel: the arithmetic of src/engine/tracker/bank (predict.ts, weigh.ts, update.ts,
 * density.ts) in plain C. Reads branches and the plots that each gets, scan by scan; takes every branch through all scans,
 * `repeats` times from the start; writes the modes, heights and means that it ends with and the sum of the densities, and
 * prints the least nanoseconds of a branch and scan.
 *
 *   bank INPUT OUTPUT REPEATS
 *
 * INPUT, doubles: modes, index of the straight one, branches, scans, step; ways into turns (4 a mode), ways into straight
 * flight (modes), other and opposite turn, vertical transition (9), climb speed, acceleration, variances along and across
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

static int modes, straight, branches, scans;
static double dt, other_turn, opposite_turn, climb_speed, level_variance, position_factor;
static double turns[4 * MAXIMUM], stops[MAXIMUM], vertical_pi[9], vertical_noise[3];
static double acceleration[MAXIMUM], along_variance[MAXIMUM], across_variance[MAXIMUM];
static double mixed[WIDTH * MAXIMUM];
static double table[40 * 32 + 2];

static inline double decay(double x) {
  if (!(x < 40)) return 0;
  int k = (int)(x * 32 + 0.5);
  double r = k / 32.0 - x;
  return table[k] * (1 + r * (1 + r * (0.5 + r * (1.0 / 6 + r * (1.0 / 24)))));
}

/** Merges the mode b, of which the mixture has the share w, into that at m; the first one is copied. */
static inline void merge(double *m, const double *b, double share, double *sum) {
  if (*sum == 0) {
    memcpy(m + 1, b + 1, (WIDTH - 1) * sizeof(double));
    *sum = share;
    return;
  }
  *sum += share;
  double w = share / *sum, v = 1 - w;
  double d0 = b[1] - m[1], d1 = b[2] - m[2], d2 = b[3] - m[3], d3 = b[4] - m[4];
  double s0 = v * d0, s1 = v * d1, s2 = v * d2, s3 = v * d3;
  m[1] += w * d0;
  m[2] += w * d1;
  m[3] += w * d2;
  m[4] += w * d3;
  m[5] += w * (b[5] - m[5] + s0 * d0);
  m[6] += w * (b[6] - m[6] + s0 * d1);
  m[7] += w * (b[7] - m[7] + s0 * d2);
  m[8] += w * (b[8] - m[8] + s0 * d3);
  m[9] += w * (b[9] - m[9] + s1 * d1);
  m[10] += w * (b[10] - m[10] + s1 * d2);
  m[11] += w * (b[11] - m[11] + s1 * d3);
  m[12] += w * (b[12] - m[12] + s2 * d2);
  m[13] += w * (b[13] - m[13] + s2 * d3);
  m[14] += w * (b[14] - m[14] + s3 * d3);
}

/** Mixes one branch's modes into `mixed`; returns its speed. */
static double mix_modes(const double *h) {
  const double *centre = h + WIDTH * straight;
  double right = 0, left = 0, speed_east = 0, speed_north = 0;
  for (int i = 0; i < straight; i++) {
    right += h[WIDTH * i];
    left += h[WIDTH * (straight + 1 + i)];
  }
  for (int j = 0; j < modes; j++) {
    const double *q = h + WIDTH * j;
    double *m = mixed + WIDTH * j, total = 0, sum = 0;
    if (j == straight) {
      for (int i = 0; i < modes; i++) total += h[WIDTH * i] * stops[i];
      double least = 0.01 * total;
      for (int i = 0; i < modes; i++) {
        double share = h[WIDTH * i] * stops[i];
        if (share >= least) merge(m, h + WIDTH * i, share, &sum);
      }
    } else {
      int towards = j < straight ? WIDTH : -WIDTH, hardest = j == 0 || j == modes - 1;
      const double *gentler = q + towards, *harder = hardest ? q : q - towards, *way = turns + 4 * j;
      double own = q[0] * way[0], begun = centre[0] * way[1], tightened = gentler[0] * way[2], eased = harder[0] * way[3];
      total = own + begun + tightened + eased;
      double least = 0.01 * total;
      if (own >= least) merge(m, q, own, &sum);
      if (begun >= least) merge(m, centre, begun, &sum);
      if (tightened >= least) merge(m, gentler, tightened, &sum);
      if (eased >= least) merge(m, harder, eased, &sum);
      double near = q[0] + (gentler != centre ? gentler[0] : 0) + (hardest ? 0 : harder[0]);
      total += j < straight ? other_turn * (right - near) + opposite_turn * left
                            : other_turn * (left - near) + opposite_turn * right;
    }
    m[0] = total;
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
  branches = *at++;
  scans = *at++;
  dt = *at++;
  at = take(at, turns, 4 * modes);
  at = take(at, stops, modes);
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
