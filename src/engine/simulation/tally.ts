import type { Allegiance, PlaceId } from '../types/index.js';
import { LIFE } from './air-objects.js';
import type { World } from './world.js';

/** What was fired, lost and defended in a run: counts and values, which prices make into costs. In no digest. */
export interface RunTally {
  /** Interceptors launched, by preset. */
  readonly fired: readonly { readonly preset: string; readonly count: number }[];
  /** Air objects that were destroyed, and hostile ones that struck, by preset. */
  readonly lost: readonly {
    readonly preset: string;
    readonly allegiance: Allegiance;
    readonly end: 'destroyed' | 'struck';
    readonly count: number;
  }[];
  readonly places: readonly {
    readonly id: PlaceId;
    readonly name: string;
    readonly valueUsd: number;
    readonly lostUsd: number;
    /** What the raiders that were destroyed would have taken with them beside, had each arrived. */
    readonly protectedUsd: number;
  }[];
}

/** Gathered at the end of a run. */
export function tallyOf(world: World): RunTally {
  return { fired: firedOf(world), lost: lostOf(world), places: placesOf(world) };
}

function firedOf({ batteries }: World): RunTally['fired'] {
  const counts = new Map<string, number>();
  for (const { unit } of batteries) {
    for (const { preset, launched } of unit.launchers) counts.set(preset, (counts.get(preset) ?? 0) + launched);
  }
  return [...counts]
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([preset, count]) => ({ preset, count }));
}

function lostOf({ objects }: World): RunTally['lost'] {
  const found = new Map<string, RunTally['lost'][number]>();
  objects.flights.forEach(({ preset, allegiance }, i) => {
    const life = objects.life[i];
    if (life !== LIFE.destroyed && life !== LIFE.struck) return;
    const end = life === LIFE.destroyed ? 'destroyed' : 'struck';
    const key = `${allegiance} ${end} ${preset}`;
    found.set(key, { preset, allegiance, end, count: (found.get(key)?.count ?? 0) + 1 });
  });
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

function placesOf({ places, objects }: World): RunTally['places'] {
  return places.map(({ resolved, valueUsd: left }) => {
    const { id, name, valueUsd } = resolved;
    // Each arrival destroys a share of what is left, so their order decides nothing.
    let spared = left;
    objects.flights.forEach(({ target, allegiance, airObject }, i) => {
      if (allegiance !== 'hostile' || target !== id || objects.life[i] !== LIFE.destroyed) return;
      spared *= 1 - airObject.destroyedShare;
    });
    return { id, name, valueUsd, lostUsd: valueUsd - left, protectedUsd: left - spared };
  });
}
