import { radians } from '../../math/index.js';
import type { ScanTracker } from '../../types/index.js';
import { type BankKernel, createModeBank, type ModeBank, modeBankConfigOf } from '../bank/index.js';
import {
  type EstimatedBias,
  inOrder,
  type OrderedTracker,
  REGISTRATION_DEFAULTS,
  type RegistrationConfig,
  type ReprocessingTracker,
  registering,
  reprocessing,
} from '../fusion/index.js';
import { type AssembledTracker, assembleTracker } from './assemble.js';
import type { TrackerFile } from './tracker-config.schema.js';

/** What a configuration leaves to those who run it. */
export interface TrackerSetting {
  /** Radius of the earth under the scans' frame, m; a flat frame where left out. */
  readonly earthRadius?: number;
  /** Let addresses decide association even where the configuration does not. */
  readonly useIdentity?: boolean;
  /** Keep reasons of every track for `why`. */
  readonly keepReasons?: boolean;
  /** Show covariances, for fusion. An assembled tracker always does. */
  readonly covariances?: boolean;
  /** The mode bank’s arithmetic, compiled; plain where left out. Decides nothing but the time that it takes. */
  readonly bankKernel?: BankKernel;
}

export interface ConfiguredTracker extends ScanTracker {
  /** What could not be used or held, by kind, in the words of the tracker built. */
  readonly problems: object;
  /** Biases estimated so far, where the configuration asks for registration. */
  biases?(): EstimatedBias[];
  /** Takes what is still held at the end of a recording, where scans wait. */
  flush?(): void;
}

/** Reasons kept of each track where they are asked for: hours of a radar’s turns. */
const REASONS_KEPT = 10_000;

/** The tracker that a configuration asks for, with its lateness and registration. */
export function makeScanTracker(config: TrackerFile, setting: TrackerSetting = {}): ConfiguredTracker {
  const inner = withLateness(trackerOf(config, setting), config.lateness);
  if (!config.registration.use) return inner;
  // What tells the detections of one flight apart need neither explain itself nor show covariances.
  const alone = () => createModeBank(bankConfigOf(config, { ...setting, keepReasons: false, covariances: false }));
  const outer = registering(inner, alone, registrationOf(config.registration, setting));
  return {
    take: (scan) => outer.take(scan),
    picture: () => outer.picture(),
    why: (number) => outer.why(number),
    biases: () => outer.biases(),
    flush: inner.flush,
    get assigned() {
      return outer.assigned;
    },
    get problems() {
      return inner.problems;
    },
  };
}

function bankConfigOf({ modeBank, identity }: TrackerFile, setting: TrackerSetting) {
  const { useIdentity = false, keepReasons = false, covariances = false, earthRadius } = setting;
  return {
    ...modeBankConfigOf(modeBank),
    useIdentity: identity.use || useIdentity,
    keepReasons,
    covariances,
    earthRadius: earthRadius ?? Number.POSITIVE_INFINITY,
  };
}

function trackerOf(config: TrackerFile, setting: TrackerSetting): ModeBank | AssembledTracker {
  if (config.kind === 'modeBank') return createModeBank(bankConfigOf(config, setting), setting.bankKernel);
  return assembleTracker(settingsInForce(config, setting), {}, setting.earthRadius);
}

/** A configuration of kind `assembled` with what was asked beside it. */
export function settingsInForce(config: TrackerFile, { useIdentity, keepReasons }: TrackerSetting): TrackerFile {
  const { identity, bounds } = config;
  return {
    ...config,
    identity: { ...identity, use: identity.use || useIdentity === true },
    bounds: { ...bounds, reasonsKept: keepReasons ? Math.max(bounds.reasonsKept, REASONS_KEPT) : bounds.reasonsKept },
  };
}

function withLateness(tracker: ModeBank | AssembledTracker, lateness: TrackerFile['lateness']): ConfiguredTracker {
  const { method, greatestS } = lateness;
  if (method === 'refuse') return tracker;
  const config = { maximumLateness: greatestS };
  return method === 'wait' ? waiting(tracker, inOrder(tracker, config)) : working(reprocessing(tracker, config));
}

/** Detections of a scan that is still held are no track's yet. */
function waiting(tracker: ModeBank | AssembledTracker, ordered: OrderedTracker): ConfiguredTracker {
  let assigned: Int32Array = new Int32Array(0);
  let scansWithoutTime = 0;
  return {
    take(scan) {
      assigned = new Int32Array(scan.count).fill(-1);
      if (!Number.isFinite(scan.time)) {
        scansWithoutTime++;
        return;
      }
      ordered.take(scan);
      assigned = ordered.released.find((released) => released.scan === scan)?.assigned ?? assigned;
    },
    flush: () => ordered.flush(),
    picture: () => ordered.picture(),
    why: (number) => ordered.why(number),
    get assigned() {
      return assigned;
    },
    get problems() {
      return { ...tracker.problems, scansTooLate: ordered.tooLate.scans, scansWithoutTime };
    },
  };
}

function working(late: ReprocessingTracker<ModeBank | AssembledTracker>): ConfiguredTracker {
  let refused: Int32Array | undefined;
  let scansWithoutTime = 0;
  return {
    take(scan) {
      refused = Number.isFinite(scan.time) ? undefined : new Int32Array(scan.count).fill(-1);
      if (refused) scansWithoutTime++;
      else late.take(scan);
    },
    picture: () => late.picture(),
    why: (number) => late.why(number),
    get assigned() {
      return refused ?? late.assigned;
    },
    get problems() {
      return { ...late.leading.problems, scansTooLate: late.tooLate.scans, scansWithoutTime };
    },
  };
}

function registrationOf(
  registration: TrackerFile['registration'],
  { earthRadius = Number.POSITIVE_INFINITY }: TrackerSetting,
): Omit<RegistrationConfig, 'sensors'> {
  return {
    ...REGISTRATION_DEFAULTS,
    prior: {
      range: registration.rangeSigmaM,
      azimuth: radians(registration.azimuthSigmaDeg),
      elevation: radians(registration.elevationSigmaDeg),
      time: registration.timeSigmaS,
    },
    reference: registration.reference,
    windowS: registration.windowS,
    flightsKept: registration.flightsKept,
    flight: { ...REGISTRATION_DEFAULTS.flight, earthRadius },
  };
}
