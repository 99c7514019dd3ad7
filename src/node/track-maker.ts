import { type ConfiguredTracker, makeScanTracker, settingsInForce, type TrackFile } from '../index.js';
import { openBankKernel } from './bank-kernel.js';

export interface TrackerWishes {
  readonly useIdentity: boolean;
  readonly keepReasons: boolean;
  /** Of the earth under the scans' frame, m. */
  readonly earthRadius: number;
}

export interface MadeTracker {
  readonly tracker: ConfiguredTracker;
  readonly name: string;
  readonly settings: object;
}

/**
 * The tracker that a configuration describes, with what the command line asks beside it. A recording has been put in order
 * of time, so nothing in it is late.
 */
export function makeTracker(given: TrackFile['tracker'], wishes: TrackerWishes): MadeTracker {
  const config = settingsInForce({ ...given, lateness: { ...given.lateness, method: 'refuse' } }, wishes);
  const tracker = makeScanTracker(config, { ...wishes, bankKernel: openBankKernel() });
  const { modeBank, lateness, ...parts } = config;
  if (config.kind === 'assembled')
    return { tracker, name: `parapet ${parts.filter.kind} ${parts.association.method}`, settings: parts };
  const { kind, identity, registration } = config;
  const settings = { kind, modeBank, identity: { use: identity.use }, registration };
  return { tracker, name: 'parapet modeBank', settings };
}
