import { assembleTracker, createModeBank, modeBankConfigOf, type ScanTracker, type TrackFile } from '../index.js';

export interface TrackerWishes {
  readonly useIdentity: boolean;
  readonly keepReasons: boolean;
  /** Of the earth under the scans’ frame, m; infinite where that is flat. */
  readonly earthRadius: number;
}

export interface MadeTracker {
  readonly tracker: ScanTracker;
  readonly name: string;
  /** All that the tracker goes by, defaults filled in. */
  readonly settings: object;
}

/** Reasons kept of each track where --why asks for them: hours of a radar’s turns. */
const REASONS_KEPT = 10_000;

/** The tracker that a configuration describes, with what the command line asks beside it. */
export function makeTracker(given: TrackFile['tracker'], wishes: TrackerWishes): MadeTracker {
  const { kind, modeBank, ...parts } = given;
  const useIdentity = wishes.useIdentity || given.identity.use;
  const keepReasons = wishes.keepReasons || given.bounds.reasonsKept > 0;
  if (kind === 'modeBank') {
    const { earthRadius } = wishes;
    const tracker = createModeBank({ ...modeBankConfigOf(modeBank), useIdentity, keepReasons, earthRadius });
    return { tracker, name: 'parapet mode bank', settings: { kind, modeBank, identity: { use: useIdentity } } };
  }
  const reasonsKept = wishes.keepReasons ? Math.max(parts.bounds.reasonsKept, REASONS_KEPT) : parts.bounds.reasonsKept;
  const config = {
    ...given,
    identity: { ...parts.identity, use: useIdentity },
    bounds: { ...parts.bounds, reasonsKept },
  };
  const { modeBank: _, ...settings } = config;
  return {
    tracker: assembleTracker(config),
    name: `parapet ${settings.filter.kind} ${settings.association.method}`,
    settings,
  };
}
