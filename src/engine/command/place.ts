import { geodeticToEcefInto } from '../earth/index.js';
import { upInto } from '../earth/vertical.js';
import type { PlaceId } from '../types/index.js';

/** A defended place as a scenario gives it. */
export interface PlaceSpec {
  readonly id: PlaceId;
  readonly name: string;
  readonly latDeg: number;
  readonly lonDeg: number;
  readonly radiusKm: number;
  readonly valueUsd: number;
}

/** A defended place in ECEF. */
export interface DefendedPlace {
  readonly id: PlaceId;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Unit vector up. */
  readonly upX: number;
  readonly upY: number;
  readonly upZ: number;
  readonly radius: number;
  readonly valueUsd: number;
  /** Reasons prepared once, since threats are evaluated every cycle. */
  readonly headingWords: string;
  readonly fallingWords: string;
}

/** Places in order of their ids. `heightAt` (radians → m above sea): ground height; sea level when left out. */
export function makeDefendedPlaces(
  specs: readonly PlaceSpec[],
  heightAt: (lat: number, lon: number) => number = () => 0,
): DefendedPlace[] {
  const ecef = new Float64Array(3);
  const up = new Float64Array(3);
  return [...specs]
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
    .map((spec) => {
      const lat = (spec.latDeg * Math.PI) / 180;
      const lon = (spec.lonDeg * Math.PI) / 180;
      geodeticToEcefInto(lat, lon, heightAt(lat, lon), ecef);
      upInto(ecef[0], ecef[1], ecef[2], up);
      return {
        id: spec.id,
        name: spec.name,
        x: ecef[0],
        y: ecef[1],
        z: ecef[2],
        upX: up[0],
        upY: up[1],
        upZ: up[2],
        radius: spec.radiusKm * 1000,
        valueUsd: spec.valueUsd,
        headingWords: `heading for ${spec.name}`,
        fallingWords: `falling towards ${spec.name}`,
      };
    });
}

/**
 * How a track that keeps its velocity passes a place, in the place's horizontal plane. Writes to `out`: distance now (m),
 * time to go until closest approach (s; 0 or less when it recedes), closest approach (m; the distance now when it recedes).
 */
export function approachInto(
  place: DefendedPlace,
  position: readonly [number, number, number],
  velocity: readonly [number, number, number],
  out: Float64Array,
): void {
  let rx = position[0] - place.x;
  let ry = position[1] - place.y;
  let rz = position[2] - place.z;
  const rUp = rx * place.upX + ry * place.upY + rz * place.upZ;
  rx -= rUp * place.upX;
  ry -= rUp * place.upY;
  rz -= rUp * place.upZ;
  // Indices, not destructuring: its iterators cost more than the arithmetic here.
  let vx = velocity[0];
  let vy = velocity[1];
  let vz = velocity[2];
  const vUp = vx * place.upX + vy * place.upY + vz * place.upZ;
  vx -= vUp * place.upX;
  vy -= vUp * place.upY;
  vz -= vUp * place.upZ;
  const range2 = rx * rx + ry * ry + rz * rz;
  const speed2 = vx * vx + vy * vy + vz * vz;
  const closing = -(rx * vx + ry * vy + rz * vz);
  out[0] = Math.sqrt(range2);
  if (closing <= 0 || speed2 === 0) {
    out[1] = speed2 === 0 ? 0 : closing / speed2;
    out[2] = out[0];
    return;
  }
  out[1] = closing / speed2;
  out[2] = Math.sqrt(Math.max(0, range2 - (closing * closing) / speed2));
}
