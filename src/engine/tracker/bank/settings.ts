import { exp, log } from '../../math/index.js';

/**
 * What a mode bank is set to. All are choices of this project, tuned on made-up flights of transports, fighters, cruise
 * missiles and drones (docs/models/tracking-bank.md tells on which, and what each is worth). SI units.
 */
export interface ModeBankConfig {
  /** Magnitudes of the accelerations across the course, rising, m/s²; each stands for a turn to either side. */
  readonly turnAccelerations: readonly number[];
  /** Acceleration noise of straight flight on either axis, one sigma, held for a scan, m/s². */
  readonly straightNoise: number;
  /** The same along the course in a turn, m/s². */
  readonly turnNoise: number;
  /** Acceleration noise across the course in a turn: this share of the step to the neighbouring accelerations. */
  readonly turnSpread: number;
  /** Mean time from one turn to the next, and mean time in a turn, s. */
  readonly straightS: number;
  readonly turnS: number;
  /** Mean time in a turn until it tightens or eases to a neighbouring acceleration, s. */
  readonly changeS: number;
  /** How many times more often a turn begins with the least acceleration than with each other. */
  readonly gentleFirst: number;
  /** Mean time of level flight until a climb or descent begins, and of climbs until they end or change, s. */
  readonly levelS: number;
  readonly climbS: number;
  readonly climbChangeS: number;
  /** One sigma of the speed of a climb that has just begun, m/s. */
  readonly climbSpeed: number;
  /** One sigma of each component of a first velocity across the ground, m/s. */
  readonly firstSpeed: number;
  /** Speeds up to this, m/s, are taken as equally likely of what has been seen once; a little faster still passes. */
  readonly maximumSpeed: number;
  /** Greatest height at which targets are looked for, m. */
  readonly ceiling: number;
  /** Probability with which a target goes on for another 5 s. */
  readonly survival: number;
  /** New targets expected in 5 s at first; then learnt. */
  readonly births: number;
  /** Shown: tracks at least this likely to be real. */
  readonly show: number;
  /** Gate: square of normalised distance, across the ground and in height together. */
  readonly gate: number;
  /** Log ratio by which an explanation may fall behind the best, without and with a rival for the detection. */
  readonly ratio: number;
  readonly contestedRatio: number;
  /** Explanations kept of one track. */
  readonly maximumBranches: number;
  /** Scans after which a young track's ambiguity is decided (2 or 3), and detections after which a track is not young. */
  readonly scans: number;
  readonly matureHits: number;
  /** Steps of the search for the best joint explanation of one cluster. */
  readonly maximumNodes: number;
  /** Branches held at once; when full, nothing new is started and the problem is counted. */
  readonly maximumLeaves: number;
  /** Equal Mode S addresses favour, different ones forbid an association. */
  readonly useIdentity: boolean;
  /** Keep the reasons of every track for `why`. */
  readonly keepReasons: boolean;
  /** Show each track's covariance too, for fusion with other trackers' tracks. */
  readonly covariances: boolean;
  /** Radius of the earth under the frame, m; infinite for a flat frame. */
  readonly earthRadius: number;
}

export const MODE_BANK_DEFAULTS: ModeBankConfig = {
  turnAccelerations: [2.3, 6.4, 19, 36],
  straightNoise: 0.3,
  turnNoise: 0.1,
  turnSpread: 0.19,
  straightS: 1370,
  turnS: 46,
  changeS: 80,
  gentleFirst: 8.75,
  levelS: 1130,
  climbS: 78,
  climbChangeS: 155,
  climbSpeed: 8.4,
  firstSpeed: 127,
  maximumSpeed: 300,
  ceiling: 12_000,
  survival: 0.998,
  births: 0.25,
  show: 0.5,
  gate: 40,
  ratio: 5,
  contestedRatio: 16,
  maximumBranches: 4,
  scans: 2,
  matureHits: 5,
  maximumNodes: 500,
  maximumLeaves: 20_000,
  useIdentity: false,
  keepReasons: false,
  covariances: false,
  earthRadius: Number.POSITIVE_INFINITY,
};

/** Vertical modes: level flight, climb or descent, and a climb that has just begun. */
export const VERTICAL_MODES = 3;

/** Doubles of one horizontal mode: probability; e, n, ve, vn; upper triangle of their covariance, row by row. */
export const MODE_WIDTH = 15;
/** Doubles of one vertical mode: probability; height, climb; variances hh, hv, vv. */
export const VERTICAL_WIDTH = 6;

/** What follows from a configuration once and for all. */
export interface BankModel {
  readonly config: ModeBankConfig;
  /** Horizontal modes: turns to the right, hardest first, straight flight, turns to the left. */
  readonly modeCount: number;
  readonly straight: number;
  /** Acceleration across the course of each mode, positive to the left, m/s². */
  readonly acceleration: Float64Array;
  /** Variances of the acceleration along and across the course, m²/s⁴. */
  readonly alongVariance: Float64Array;
  readonly acrossVariance: Float64Array;
  /** Probabilities of the modes of a new track. */
  readonly firstModes: Float64Array;
  readonly firstVertical: readonly number[];
  /** Variance of the climb of a new track in each vertical mode, m²/s². */
  readonly firstClimbVariance: readonly number[];
  /** Doubles of one branch's horizontal modes. */
  readonly stride: number;
}

/** Probabilities of a change of mode within a time step. */
export interface Transition {
  readonly dt: number;
  /**
   * Ways into each turn worth mixing, 4 a mode: it goes on, begins from straight flight, tightens from the next gentler
   * turn of its side, eases from the next harder one; 0 where there is none.
   */
  readonly turns: Float64Array;
  /** Probability of straight flight after each mode. */
  readonly stops: Float64Array;
  /** From any other turn of the same side, and from any turn of the other: too rare to change a state. */
  readonly otherTurn: number;
  readonly oppositeTurn: number;
  readonly vertical: Float64Array;
  readonly survival: number;
}

/** Acceleration noise of the three vertical modes, one sigma, m/s² (assumed, tuned). */
const VERTICAL_NOISE = [0.02, 0.8, 0.3] as const;
/** Speed of level flight that is left, one sigma, m/s (assumed, tuned). */
export const LEVEL_SPEED = 0.108;
/** Variance of the vertical acceleration in each mode, m²/s⁴. */
export const VERTICAL_VARIANCE = VERTICAL_NOISE.map((sigma) => sigma * sigma);
/** The noise of a position over what a constant acceleration would give: turns begin and end within a scan (tuned). */
export const POSITION_NOISE_FACTOR = 3.3;
/** Probabilities in 5 s (tuned): a turn changes to any other of its side, or to one of the other side. */
const OTHER_TURN = 0.0002;
const OPPOSITE_TURN = 0.0009;
/** Share of new tracks that turn; that climb or descend; that have just begun to (tuned). */
const FIRST_TURNING = 0.0432;
const FIRST_CLIMBING = 0.186;
const FIRST_BEGINNING = 0.001;
const FIRST_CLIMB_SPEED = 6.8;
/** Probability in 5 s that a climb that has just begun is level flight again, or changes once more (tuned). */
const BEGUN_ENDS = 0.02;
const BEGUN_CHANGES = 0.05;

export function makeBankModel(config: ModeBankConfig): BankModel {
  const turns = config.turnAccelerations;
  const modeCount = 2 * turns.length + 1;
  const straight = turns.length;
  const acceleration = Float64Array.from([...turns.map((a) => -a).reverse(), 0, ...turns]);
  const alongVariance = acceleration.map((a) => square(a === 0 ? config.straightNoise : config.turnNoise));
  const acrossVariance = acceleration.map((a, j) => {
    if (a === 0) return square(config.straightNoise);
    const low = Math.max(0, j - 1);
    const high = Math.min(modeCount - 1, j + 1);
    return square((config.turnSpread * (acceleration[high] - acceleration[low])) / (high - low));
  });
  const firstModes = acceleration.map((a) => (a === 0 ? 1 - FIRST_TURNING : FIRST_TURNING / (modeCount - 1)));
  return {
    config,
    modeCount,
    straight,
    acceleration,
    alongVariance,
    acrossVariance,
    firstModes,
    firstVertical: [1 - FIRST_CLIMBING, FIRST_CLIMBING, FIRST_BEGINNING],
    firstClimbVariance: [1, square(FIRST_CLIMB_SPEED), square(FIRST_CLIMB_SPEED)],
    stride: modeCount * MODE_WIDTH,
  };
}

/** Changes of mode are Poisson events: probabilities of a step follow from mean times, or from those of 5 s. */
export function transitionOver(model: BankModel, dt: number): Transition {
  const { config, modeCount, straight, acceleration } = model;
  const within = (meanS: number): number => 1 - exp(-dt / meanS);
  const scaled = (probability: number): number => 1 - exp((dt / 5) * log(1 - probability));
  const turn = within(config.straightS);
  const stop = within(config.turnS);
  const near = within(config.changeS);
  const other = scaled(OTHER_TURN);
  const opposite = scaled(OPPOSITE_TURN);
  const shares = 2 * (straight - 1) + 2 * config.gentleFirst;
  const turns = new Float64Array(4 * modeCount);
  const stops = new Float64Array(modeCount).fill(stop);
  stops[straight] = stays(straight);
  for (let j = 0; j < modeCount; j++) {
    if (j === straight) continue;
    const towards = j < straight ? 1 : -1;
    const [gentler, harder] = [j + towards, j - towards];
    const ways = [stays(j), way(straight, j)];
    ways.push(gentler !== straight ? way(gentler, j) : 0, harder >= 0 && harder < modeCount ? way(harder, j) : 0);
    turns.set(ways, 4 * j);
  }
  const begin = within(config.levelS);
  const end = within(config.climbS);
  const change = within(config.climbChangeS);
  const endBegun = scaled(BEGUN_ENDS);
  const changeBegun = scaled(BEGUN_CHANGES);
  const vertical = Float64Array.from([
    ...[1 - begin, 0, begin],
    ...[end, Math.max(0, 1 - end - change), change],
    ...[endBegun, 1 - endBegun - changeBegun, changeBegun],
  ]);
  return {
    dt,
    turns,
    stops,
    otherTurn: other,
    oppositeTurn: opposite,
    vertical,
    survival: exp((dt / 5) * log(config.survival)),
  };

  /** Probability of a change from i to j that is worth mixing, or 0. */
  function way(i: number, j: number): number {
    if (i === straight) return (turn * (Math.abs(j - straight) === 1 ? config.gentleFirst : 1)) / shares;
    if (j === straight) return stop;
    return acceleration[i] > 0 === acceleration[j] > 0 && Math.abs(i - j) === 1 ? near : 0;
  }

  function stays(i: number): number {
    if (i === straight) return 1 - turn;
    let leaving = straight * opposite;
    for (let j = 0; j < modeCount; j++) {
      if (j === i) continue;
      if (j === straight || way(i, j) > 0) leaving += way(i, j);
      else if (acceleration[i] > 0 === acceleration[j] > 0) leaving += other;
    }
    return Math.max(0, 1 - leaving);
  }
}

function square(x: number): number {
  return x * x;
}
