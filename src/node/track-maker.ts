import { assembleTracker, createModeBank, modeBankConfigOf, type ScanTracker, type TrackFile } from '../index.js';

export interface TrackerWishes {
  readonly useIdentity: boolean;
  readonly keepReasons: boolean;
  /** Of the earth under the scans' frame, m. */
  readonly earthRadius: number;
}

export interface MadeTracker {
  readonly tracker: ScanTracker & { readonly problems: object };
  readonly name: string;
  readonly settings: object;
}

/** Reasons kept of each track where --why asks for them: hours of a radar’s turns. */
const REASONS_KEPT = 10_000;

/** The tracker that a configuration describes, with what the command line asks beside it. */
export function makeTracker(given: TrackFile['tracker'], wishes: TrackerWishes): MadeTracker {
  const { keepReasons, earthRadius } = wishes;
  const { identity, bounds } = given;
  const use = identity.use || wishes.useIdentity;
  if (given.kind === 'modeBank') {
    const settings = { kind: given.kind, modeBank: given.modeBank, identity: { use } };
    const config = { ...modeBankConfigOf(given.modeBank), useIdentity: use, keepReasons, earthRadius };
    return { tracker: createModeBank(config), name: 'parapet modeBank', settings };
  }
  const { modeBank, ...parts } = given;
  const settings = {
    ...parts,
    identity: { ...identity, use },
    bounds: { ...bounds, reasonsKept: keepReasons ? Math.max(bounds.reasonsKept, REASONS_KEPT) : bounds.reasonsKept },
  };
  return {
    tracker: assembleTracker({ ...settings, modeBank }, {}, earthRadius),
    name: `parapet ${settings.filter.kind} ${settings.association.method}`,
    settings,
  };
}
