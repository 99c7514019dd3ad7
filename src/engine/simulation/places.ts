import { geodeticToEcefInto, type Terrain } from '../earth/index.js';
import { radians } from '../math/index.js';
import type { ResolvedPlace, ResolvedScenario } from '../scenario/resolved.js';

/** A defended place in the world. */
export interface Place {
  readonly resolved: ResolvedPlace;
  readonly positionEcef: Float64Array;
  readonly radius: number;
  /** What is left of its value, USD. */
  valueUsd: number;
}

export function makePlaces(scenario: ResolvedScenario, terrain: Terrain): Place[] {
  return scenario.places.map((resolved) => {
    const lat = radians(resolved.latDeg);
    const lon = radians(resolved.lonDeg);
    const positionEcef = new Float64Array(3);
    geodeticToEcefInto(lat, lon, terrain.heightAt(lat, lon), positionEcef);
    return { resolved, positionEcef, radius: resolved.radiusKm * 1000, valueUsd: resolved.valueUsd };
  });
}
