// Made flights and the plots that one radar reports of them: the three kinds of case of the tracking bench
// (`iamd-tracking-bench/1`), of any size, from seeds of our own. A flat world in the frame east, north, up of the radar.
// Figures are generic: enough to tell a transport from a fighter, and no more.
import { makeStreams, normal, poisson, uniform } from '../../dist/engine/math/index.js';

const PERIOD = 5;
const G = 9.81;
const FULL_TURN = 2 * Math.PI;
/** Longest time until a flight looks again where it is, s. */
const LONGEST_LEG = 60;

/** Speed, m/s; height, m; turns, g; mean time between turns, s; speed of climbs, m/s. */
const KINDS = {
  transport: { speed: [170, 250], height: [4000, 11_000], turn: [0.15, 0.5], straight: 240, climb: [4, 10] },
  fighter: { speed: [190, 290], height: [1500, 10_000], turn: [1, 4], straight: 70, climb: [10, 40] },
  cruise: { speed: [190, 260], height: [60, 900], turn: [0.5, 2], straight: 110, climb: [3, 8] },
  drone: { speed: [40, 70], height: [150, 2500], turn: [0.1, 0.4], straight: 120, climb: [1, 3] },
};

export const CASES = {
  a10: { scans: 150, pd: 0.95, clutter: 5, free: { transport: 5, fighter: 5 }, pairs: 0, formations: 0, streams: 0 },
  b50: {
    scans: 150,
    pd: 0.9,
    clutter: 60,
    free: { transport: 11, fighter: 11 },
    pairs: 10,
    formations: 4,
    streams: 0,
  },
  c200: {
    scans: 120,
    pd: 0.9,
    clutter: 100,
    free: { transport: 30, fighter: 30, cruise: 10, drone: 10 },
    pairs: 15,
    formations: 10,
    streams: 6,
  },
};

/** One flight: its own draws, so that another flight more or less changes nothing in it. */
function makeFlight(streams, entity, name, area) {
  let draws = 0;
  const random = (low, high) => low + (high - low) * uniform(streams, entity, 0, 0, draws++);
  const kind = KINDS[name];
  const distance = Math.sqrt(random((1.6 * area.least) ** 2, (0.84 * area.most) ** 2));
  const bearing = random(0, FULL_TURN);
  const height = random(...kind.height);
  return {
    name,
    kind,
    area,
    random,
    e: distance * Math.sin(bearing),
    n: distance * Math.cos(bearing),
    u: height,
    course: random(0, FULL_TURN),
    speed: random(...kind.speed),
    /** Turn rate, clockwise, rad/s, and time left of this leg, s. */
    turn: 0,
    left: random(5, LONGEST_LEG),
    climb: 0,
    /** Height towards which it climbs or descends. */
    height,
  };
}

/** Next leg: straight on or a turn that stays in the area; where none is found, a turn of 0.6 g away from its edge. */
function nextLeg(flight) {
  const { kind, random, speed } = flight;
  let turning = flight.turn === 0 && random(0, 1) < LONGEST_LEG / kind.straight;
  for (let attempt = 0; attempt < 8; attempt++) {
    const side = random(0, 1) < 0.5 ? -1 : 1;
    flight.turn = turning ? (side * random(...kind.turn) * G) / speed : 0;
    flight.left = turning ? random(0.3, 2.5) / Math.abs(flight.turn) : random(0.2, 1) * LONGEST_LEG;
    if (stays(flight)) break;
    turning = true;
    if (attempt < 7) continue;
    // Outwards or inwards of the ring's middle: turn to the side that is nearer to where it should go.
    const { least, most } = flight.area;
    const out = flight.e ** 2 + flight.n ** 2 > ((least + most) / 2) ** 2 ? -1 : 1;
    const across = out * (flight.e * Math.cos(flight.course) - flight.n * Math.sin(flight.course));
    flight.turn = ((across > 0 ? 1 : -1) * 0.6 * G) / speed;
    flight.left = 2 / Math.abs(flight.turn);
  }
  if (random(0, 1) < 0.1) {
    flight.height = random(...kind.height);
    flight.climb = random(...kind.climb) * Math.sign(flight.height - flight.u);
  }
}

/** Whether the leg keeps clear of the area's edges. */
function stays({ area, e, n, course, speed, turn, left }) {
  for (let part = 1; part <= 4; part++) {
    const half = (turn * left * part) / 8;
    const chord = ((speed * left * part) / 4) * (half === 0 ? 1 : Math.sin(half) / half);
    const square = (e + chord * Math.sin(course + half)) ** 2 + (n + chord * Math.cos(course + half)) ** 2;
    if (square < (1.5 * area.least) ** 2 || square > (0.85 * area.most) ** 2) return false;
  }
  return true;
}

/** Flies on by `dt`, s: exact arcs, so that the same flight looked at more often is the same flight. */
function fly(flight, dt) {
  let rest = dt;
  while (rest > 0) {
    const step = Math.min(rest, flight.left);
    const half = (flight.turn * step) / 2;
    const chord = flight.speed * step * (half === 0 ? 1 : Math.sin(half) / half);
    flight.e += chord * Math.sin(flight.course + half);
    flight.n += chord * Math.cos(flight.course + half);
    flight.course += 2 * half;
    const up = flight.climb * step;
    if (Math.abs(up) >= Math.abs(flight.height - flight.u)) {
      flight.u = flight.height;
      flight.climb = 0;
    } else flight.u += up;
    flight.left -= step;
    rest -= step;
    if (flight.left <= 0) nextLeg(flight);
  }
}

const place = ({ e, n, u, course, speed, climb }) => [
  e,
  n,
  u,
  speed * Math.sin(course),
  speed * Math.cos(course),
  climb,
];

/** All flights of a case `copies` times over: each has the scan of its first state, and its states from there. */
function flightsOf(spec, copies, streams, area) {
  const flights = [];
  let entity = 1;
  const path = (flight, from = 0) => {
    const states = [];
    for (let k = from; k < spec.scans; k++) {
      states.push(place(flight));
      fly(flight, PERIOD);
    }
    flights.push({ kind: flight.name, from, states });
  };
  for (let copy = 0; copy < copies; copy++) {
    for (const [name, count] of Object.entries(spec.free)) {
      for (let k = 0; k < count; k++) {
        const flight = makeFlight(streams, entity++, name, area);
        // One in five comes up later.
        path(flight, flight.random(0, 1) < 0.2 ? Math.floor(flight.random(1, 40)) : 0);
      }
    }
    for (let k = 0; k < spec.pairs; k++) {
      entity += 2;
      for (const flight of crossingPair(streams, entity, area)) path(flight);
    }
    for (let k = 0; k < spec.formations; k++) {
      entity += 2;
      flights.push(...formation(streams, entity, area, spec.scans));
    }
    for (let k = 0; k < spec.streams; k++) {
      const name = k % 2 === 0 ? 'cruise' : 'drone';
      const count = k === 2 || k === 4 ? 11 : 12;
      // So far apart, s, that going backwards from each to the next would be faster than anything flies.
      const gap = name === 'cruise' ? 16 : 40;
      entity += 2;
      for (let rank = 0; rank < count; rank++) {
        // The same draws, further along: the same way through the sky.
        const flight = makeFlight(streams, entity, name, area);
        fly(flight, gap * (count - rank));
        path(flight);
      }
    }
  }
  return flights;
}

/** Two that fly straight at one height until they have crossed at 8–40°, within 150 m of each other. */
function crossingPair(streams, entity, area) {
  const name = entity % 3 === 0 ? 'fighter' : 'transport';
  const first = makeFlight(streams, entity, name, area);
  const second = makeFlight(streams, entity + 1, name, area);
  const { random } = first;
  for (;;) {
    const distance = Math.sqrt(random((2 * area.least) ** 2, (0.8 * area.most) ** 2));
    const bearing = random(0, FULL_TURN);
    const [e, n] = [distance * Math.sin(bearing), distance * Math.cos(bearing)];
    const inS = random(60, 250);
    first.course = random(0, FULL_TURN);
    second.course = first.course + (random(8, 40) / 360) * FULL_TURN;
    for (const flight of [first, second]) {
      flight.e = e + random(-50, 50) - inS * flight.speed * Math.sin(flight.course);
      flight.n = n + random(-50, 50) - inS * flight.speed * Math.cos(flight.course);
      flight.left = inS + 30;
    }
    second.u = first.u + random(-50, 50);
    second.height = second.u;
    const away = [first, second].map((flight) => Math.sqrt(flight.e ** 2 + flight.n ** 2));
    if (away.every((d) => d > 1.2 * area.least && d < 0.9 * area.most)) return [first, second];
  }
}

/** Two in formation, 500–1200 m apart, of which the second goes its own way after a while. */
function formation(streams, entity, area, scans) {
  const lead = makeFlight(streams, entity, 'fighter', area);
  const wing = makeFlight(streams, entity + 1, 'fighter', area);
  const { random } = wing;
  const apart = random(500, 1200);
  const bearing = random(0, FULL_TURN);
  const split = Math.floor(random(20, 60));
  const [ahead, beside] = [[], []];
  for (let k = 0; k < scans; k++) {
    if (k <= split) {
      const { e, n, u, course, speed, climb, height } = lead;
      const offset = { e: e + apart * Math.sin(bearing), n: n + apart * Math.cos(bearing) };
      Object.assign(wing, { ...offset, u, course, speed, climb, height, turn: 0, left: 1e-9 });
    }
    ahead.push(place(lead));
    beside.push(place(wing));
    fly(lead, PERIOD);
    fly(wing, PERIOD);
  }
  return [ahead, beside].map((states) => ({ kind: 'fighter', from: 0, states }));
}

/**
 * A case as documents of the bench's format: `{ plots, truth }`. With `copies` the same mix so many times over on so many
 * times the area: ranges grow with the root, angles and their errors shrink with it, so that each place has as many
 * targets and false plots as before, known as well as before, in metres.
 */
export function makeCase(name, seed, copies = 1, scans = CASES[name].scans) {
  const spec = { ...CASES[name], scans };
  const scale = Math.sqrt(copies);
  const area = { least: 10_000 * scale, most: 120_000 * scale };
  const streams = makeStreams(seed, 0);
  const flights = flightsOf(spec, copies, streams, area);
  const sigmas = [30, 0.0015 / scale, 0.002 / scale];
  const height = 0.2 / scale;
  const clutter = spec.clutter * copies;
  const scanData = [];
  const plotOrigins = [];
  for (let k = 0; k < scans; k++) {
    const rows = [];
    flights.forEach(({ from, states }, id) => {
      if (k < from) return;
      const [e, n, u] = states[k - from];
      const range = Math.sqrt(e * e + n * n + u * u);
      if (range < area.least || range > area.most || uniform(streams, id, 1, 1, k) >= spec.pd) return;
      const exact = [range, Math.atan2(e, n), Math.asin(u / range)];
      const plot = exact.map((value, axis) => value + sigmas[axis] * normal(streams, id, axis, 2, k));
      rows.push({ plot, origin: `t${id}`, order: uniform(streams, id, 0, 3, k) });
    });
    const count = poisson(streams, 0, 0, 4, k, clutter);
    for (let c = 0; c < count; c++) {
      const draw = (axis) => uniform(streams, c, axis, 5, k);
      const plot = [area.least + (area.most - area.least) * draw(0), FULL_TURN * (draw(1) - 0.5), height * draw(2)];
      rows.push({ plot, origin: null, order: draw(3) });
    }
    rows.sort((a, b) => a.order - b.order);
    scanData.push({ k, t: PERIOD * k, plots: rows.map(({ plot }) => plot) });
    plotOrigins.push(rows.map(({ origin }) => origin));
  }
  const radar = {
    sigmaRange_m: sigmas[0],
    sigmaAzimuth_rad: sigmas[1],
    sigmaElevation_rad: sigmas[2],
    minRange_m: area.least,
    maxRange_m: area.most,
    position_enu_m: [0, 0, 0],
    pd: spec.pd,
    clutterMeanPerScan: clutter,
    clutterBox: {
      range_m: [area.least, area.most],
      azimuth_rad: [-Math.PI, Math.PI],
      elevation_rad: [0, height],
    },
    clutterDensity_per_m_rad2: clutter / ((area.most - area.least) * FULL_TURN * height),
  };
  const head = { format: 'iamd-tracking-bench/1', case: name, seed: `${seed}`, scans, scanPeriod_s: PERIOD, radar };
  const targets = flights.map(({ kind, from, states }, id) => ({
    id: `t${id}`,
    kind,
    states: states.map((state, k) => [from + k, ...state]),
  }));
  return { plots: { ...head, scanData }, truth: { ...head, targets, plotOrigins } };
}
