import { log, radians } from '../../math/index.js';
import {
  type Associator,
  ageDeleter,
  anyDeleter,
  type ClutterMap,
  countInitiator,
  covarianceDeleter,
  coverageDeleter,
  type Deleter,
  type Gater,
  type IdentityRule,
  type Initiator,
  innovationGater,
  jpdaAssociator,
  makeClutterMap,
  missDeleter,
  multipleHypothesisAssociator,
  nearestAssociator,
  scoreDeleter,
  scoreInitiator,
} from '../association/index.js';
import { type FilterConfig, makeFilter, type SingleConfig } from '../filters/index.js';
import type { MotionConfig } from '../models/index.js';
import type { Filter } from '../roles/index.js';
import type { MotionEntry, TrackerFile } from './tracker-config.schema.js';

/** The parts of an assembled tracker; any of them may be replaced by another that plays the same role. */
export interface TrackerParts {
  readonly filter: Filter;
  readonly gater: Gater;
  readonly associator: Associator;
  readonly initiator: Initiator;
  readonly deleter: Deleter;
  readonly clutter: ClutterMap;
  readonly identity: IdentityRule;
}

/** The parts that a configuration names. */
export function partsOf(config: TrackerFile): TrackerParts {
  const filter = makeFilter(filterConfigOf(config.filter));
  return {
    filter,
    gater: innovationGater(filter, config.gate.probability, config.bounds.maximumPairs),
    associator: associatorOf(config.association),
    initiator: initiatorOf(config.initiation),
    deleter: deleterOf(config.deletion),
    clutter: makeClutterMap({
      trustSensor: config.clutter.trustSensor,
      rangeCells: config.clutter.rangeCells,
      azimuthCells: config.clutter.azimuthCells,
      memoryScans: config.clutter.memoryTurns,
      priorPerScan: config.clutter.priorPerTurn,
    }),
    identity: config.identity,
  };
}

function associatorOf({ method, nearest, jpda, multipleHypothesis: multiple }: TrackerFile['association']): Associator {
  switch (method) {
    case 'nearest':
      return nearestAssociator(nearest.confirmedFirst);
    case 'jpda':
      return jpdaAssociator({
        coalescence: jpda.coalescence,
        maximumEvents: jpda.maximumEvents,
        freeBelow: jpda.freeBelowProbability,
        leastShare: jpda.leastProbability,
      });
    case 'multipleHypothesis':
      return multipleHypothesisAssociator({ ...multiple, logRatio: -log(multiple.leastRatio) });
  }
}

const initiatorOf = (initiation: TrackerFile['initiation']): Initiator =>
  initiation.method === 'score'
    ? scoreInitiator({
        falseConfirmation: initiation.falseConfirmationProbability,
        missedTarget: initiation.missedTargetProbability,
      })
    : countInitiator(initiation.hits, initiation.ofScans);

const deleterOf = (deletion: TrackerFile['deletion']): Deleter =>
  anyDeleter([
    scoreDeleter(deletion.existenceProbability),
    missDeleter(deletion.misses, deletion.tentativeMisses),
    covarianceDeleter(deletion.positionSigmaM),
    coverageDeleter(deletion.outsideS),
    ageDeleter(deletion.ageS),
  ]);

const FILTERS = { converted: 'kalman', extended: 'extended', unscented: 'unscented' } as const;

/** The filter in the terms of its own floor, SI. */
export function filterConfigOf({ kind, each, models, iterations }: TrackerFile['filter']): FilterConfig {
  const single = (filter: keyof typeof FILTERS, model: MotionEntry): SingleConfig => ({
    kind: FILTERS[filter],
    motion: motionOf(model),
    iterations,
  });
  if (kind !== 'interacting') return single(kind, models[0]);
  const given = models.map((model) => model.initialProbability ?? 1);
  const sum = given.reduce((a, b) => a + b, 0);
  return {
    kind: 'interacting',
    modes: models.map((model) => single(each, model)),
    sojourn: models.map((model) => model.sojournS),
    initial: given.map((p) => p / sum),
  };
}

function motionOf(model: MotionEntry): MotionConfig {
  const spectralDensity = model.spectralDensityM2ps3;
  const verticalSpectralDensity = model.verticalDensityM2ps3;
  switch (model.kind) {
    case 'constantVelocity':
      return { kind: model.kind, spectralDensity, verticalSpectralDensity };
    case 'singer':
      return { kind: model.kind, accelerationSigma: model.accelerationSigmaMps2, timeConstant: model.timeConstantS };
    case 'constantAcceleration':
      return {
        kind: model.kind,
        spectralDensity: model.jerkDensityM2ps5,
        accelerationSigma: model.accelerationSigmaMps2,
      };
    case 'coordinatedTurn':
      return {
        kind: model.kind,
        spectralDensity,
        verticalSpectralDensity,
        turnRateDensity: radians(1) * radians(1) * model.turnRateDensityDeg2ps3,
        turnRateSigma: radians(model.turnRateSigmaDegps),
      };
    case 'knownTurn':
      return {
        kind: model.kind,
        lateralAcceleration: model.lateralAccelerationMps2,
        spectralDensity,
        alongSpectralDensity: model.alongDensityM2ps3,
        verticalSpectralDensity,
      };
    case 'ballistic':
      return {
        kind: model.kind,
        spectralDensity,
        ballisticCoefficient: model.ballisticCoefficientKgpm2,
        logSigma: model.ballisticLogSigma,
        logDensity: model.ballisticLogDensityPs,
      };
  }
}
