import { ecefToGeodeticInto } from '../earth/index.js';
import { drawInto, uniformFromUint32 } from '../math/index.js';
import type { ResolvedScenario } from '../scenario/resolved.js';
import {
  type BudgetLine,
  beamTurns,
  detectionThreshold,
  isSwept,
  type LinkBudget,
  lineValuesFor,
  lookDue,
  makePlatformState,
  orbitStateInto,
  requiredSnr,
  toDecibels,
} from '../sensor/index.js';
import { type Fluctuation, PURPOSE } from '../types/index.js';
import { LIFE, STATE_WIDTH } from './air-objects.js';
import { type LookAt, type LookTarget, lookAt } from './look-at.js';
import { lookBudget } from './look-budget.js';
import { type LookLimit, lookLimits } from './look-limits.js';
import type { Sensor } from './sensors.js';
import { stepWorld } from './tick.js';
import { makeWorld, type RunAssets, type RunOptions, type World } from './world.js';

/** Which look is to be explained; ids are those of the scenario. */
export interface LookQuestion {
  readonly sensor: string;
  readonly object: string;
  /** s; the next look at or after it. Without it: the first that detected, or the most probable of those that didn't. */
  readonly time?: number;
}

/** Why that look and no other. */
export type LookChoice = 'nextLook' | 'firstDetection' | 'mostProbableLook';

/** One look of a run, opened up. SI and radians. */
export interface Explanation {
  readonly choice: LookChoice;
  readonly tick: number;
  readonly time: number;
  /** Where both are at that time, rad and m above sea level. */
  readonly sensorAt: { readonly lat: number; readonly lon: number; readonly height: number };
  readonly target: LookTarget;
  /** m above the ground under the object. */
  readonly aboveGround: number;
  readonly look: LookAt;
  readonly limits: readonly LookLimit[];
  readonly budget: LinkBudget;
  /** What the summed pulses must exceed over the mean noise, linear: the least SNR of one pulse that a report can show. */
  readonly thresholdSnr: number;
  /** Detection threshold over the noise power of one pulse, linear. */
  readonly threshold: number;
  readonly falseAlarmProbability: number;
  readonly pulses: number;
  readonly fluctuation: Fluctuation;
  /** Uniform in [0, 1): the look detects if it is below the probability and every limit holds. */
  readonly draw: number;
  /** What the run recorded. */
  readonly detected: boolean;
  /** SNR of one pulse, dB, at which the probability is the draw; null where noise alone would have crossed the threshold. */
  readonly turningSnrDb: number | null;
  /** For each line, the value at which the signal alone would turn the answer; empty where turningSnrDb is null. */
  readonly turningLines: readonly { readonly line: BudgetLine; readonly value: number }[];
  /** Looks of this sensor at the object up to the end of its flight or run, where none detected; by what blocked them. */
  readonly tally: LookTally | null;
}

/** Looks counted. A look that several limits block counts under each. */
export interface LookTally {
  readonly looks: number;
  readonly blocked: Readonly<Record<string, number>>;
}

/** No look answers the question: when the object was in the air, and when the sensor looked at it. */
export interface NoLook {
  readonly choice: null;
  readonly airborneFrom: number | null;
  readonly airborneTo: number | null;
  readonly looks: number;
  readonly lastLook: number | null;
}

/** What must be kept of a look before the world goes on. */
interface Moment {
  readonly tick: number;
  readonly time: number;
  readonly sensor: Sensor;
  readonly emitting: boolean;
  readonly target: LookTarget;
  readonly look: LookAt;
  readonly detected: boolean;
}

/**
 * Runs a scenario again, as `runScenario` does, as far as the look that is asked about, and opens it up. A look is a tick
 * in which the beam passes the object's azimuth (rotating) or a search of the sector ends, whether or not the radar
 * radiates and the object is within its limits. Both ids must be the scenario's.
 */
export function explainLook(
  scenario: ResolvedScenario,
  assets: RunAssets,
  options: RunOptions,
  question: LookQuestion,
): Explanation | NoLook {
  const world = makeWorld(scenario, assets, options);
  const sensor = world.sensors.find(({ id }) => id === question.sensor);
  const row = world.objects.flights.findIndex(({ id }) => id === question.object);
  if (!sensor || row < 0) throw new RangeError('a sensor and an air object of the scenario are needed');
  const { life } = world.objects;
  const { time } = question;
  const blocked: Record<string, number> = {};
  const seenAt: { from: number | null; to: number | null; lastLook: number | null } = {
    from: null,
    to: null,
    lastLook: null,
  };
  let looks = 0;
  let best: Moment | null = null;
  while (world.tick < world.ticks && life[row] <= LIFE.airborne) {
    const { tick, time: now } = world;
    const { emitting } = sensor;
    stepWorld(world);
    if (life[row] === LIFE.waiting) continue;
    seenAt.from ??= now;
    seenAt.to = now;
    const moment = momentOf(world, sensor, row, tick, now, emitting);
    if (!moment) continue;
    looks++;
    seenAt.lastLook = now;
    if (time !== undefined) {
      if (now >= time) return explained(world, moment, row, 'nextLook', null);
      continue;
    }
    if (moment.detected) return explained(world, moment, row, 'firstDetection', null);
    for (const block of blocksOf(moment)) blocked[block] = (blocked[block] ?? 0) + 1;
    if (!best || isLikelier(moment, best)) best = moment;
  }
  if (best) return explained(world, best, row, 'mostProbableLook', { looks, blocked });
  return { choice: null, airborneFrom: seenAt.from, airborneTo: seenAt.to, looks, lastLook: seenAt.lastLook };
}

const blocksOf = ({ emitting, look }: Moment): string[] => [...(emitting ? [] : ['silent']), ...look.blocks];

/** A look that nothing blocks before one that something does; then by probability; the earlier of two equals. */
function isLikelier(a: Moment, b: Moment): boolean {
  const [open, best] = [a, b].map((moment) => blocksOf(moment).length === 0);
  return open === best ? a.look.probability > b.look.probability : open;
}

/** The look of this tick, if there is one. The world has gone on, but what flies stays where this tick put it. */
function momentOf(
  world: World,
  sensor: Sensor,
  row: number,
  tick: number,
  time: number,
  emitting: boolean,
): Moment | null {
  const { objects, reports, stepS } = world;
  const { radar, phase, orbit, index } = sensor;
  const at = row * STATE_WIDTH;
  const state = objects.state.slice(at, at + STATE_WIDTH);
  const geodetic = new Float64Array(3);
  ecefToGeodeticInto(state[0], state[1], state[2], geodetic);
  const target: LookTarget = {
    positionEcef: state.subarray(0, 3),
    velocityEcef: state.subarray(3, 6),
    lat: geodetic[0],
    lon: geodetic[1],
    altitude: state[6],
    signature: objects.signatures[row],
  };
  let then = sensor;
  if (orbit !== null) {
    then = { ...sensor, place: makePlatformState() };
    orbitStateInto(orbit, time, then.place);
  }
  const look = lookAt(world, then, target);
  let detected = false;
  for (let k = reports.start[index]; k < reports.start[index + 1]; k++) detected ||= reports.origins[k] === row;
  const passed = radar.rotating
    ? isSwept(beamTurns(radar, phase, tick, stepS), beamTurns(radar, phase, tick + 1, stepS), look.azimuth)
    : lookDue(radar, phase, tick, stepS);
  if (!passed && !detected) return null;
  return { tick, time, sensor: { ...then }, emitting, target, look, detected };
}

function explained(
  world: World,
  moment: Moment,
  row: number,
  choice: LookChoice,
  tally: LookTally | null,
): Explanation {
  const { tick, time, sensor, emitting, target, look, detected } = moment;
  const { radar, place } = sensor;
  const { falseAlarmProbability, pulses, thresholdSnr } = radar;
  const { fluctuation } = target.signature;
  const words = new Uint32Array(4);
  drawInto(world.streams, sensor.hash, world.objects.hash[row], PURPOSE.detection, tick, words, 0);
  const draw = uniformFromUint32(words[0]);
  const budget = lookBudget(world, sensor, look);
  const turningSnrDb =
    draw > falseAlarmProbability ? toDecibels(requiredSnr(fluctuation, draw, falseAlarmProbability, pulses)) : null;
  return {
    choice,
    tick,
    time,
    sensorAt: { lat: place.lat, lon: place.lon, height: place.height },
    target,
    aboveGround: target.altitude - world.terrain.heightAt(target.lat, target.lon),
    look,
    limits: lookLimits(world, sensor, emitting, target, look),
    budget,
    thresholdSnr,
    threshold: detectionThreshold(falseAlarmProbability, pulses),
    falseAlarmProbability,
    pulses,
    fluctuation,
    draw,
    detected,
    turningSnrDb,
    turningLines: turningSnrDb === null ? [] : lineValuesFor(budget, turningSnrDb),
    tally,
  };
}
