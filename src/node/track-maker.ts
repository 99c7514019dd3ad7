import { assembleTracker, type ScanTracker, type TrackFile } from '../index.js';

export interface TrackerWishes {
  readonly useIdentity: boolean;
  readonly keepReasons: boolean;
}

export interface MadeTracker {
  readonly tracker: ScanTracker;
  readonly name: string;
  readonly settings: object;
}

/** Reasons kept of each track where --why asks for them: hours of a radar’s turns. */
const REASONS_KEPT = 10_000;

/** The tracker that a configuration describes, with what the command line asks beside it. */
export function makeTracker(given: TrackFile['tracker'], { useIdentity, keepReasons }: TrackerWishes): MadeTracker {
  const { identity, bounds } = given;
  const settings = {
    ...given,
    identity: { ...identity, use: identity.use || useIdentity },
    bounds: { ...bounds, reasonsKept: keepReasons ? Math.max(bounds.reasonsKept, REASONS_KEPT) : bounds.reasonsKept },
  };
  return {
    tracker: assembleTracker(settings),
    name: `parapet ${settings.filter.kind} ${settings.association.method}`,
    settings,
  };
}
