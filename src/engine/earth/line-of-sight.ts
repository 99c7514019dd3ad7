import type { Metre } from '../types/index.js';
import { makeGeodesicLine, pointOnLineInto } from './geodesic.js';
import { geodesicInverse } from './geodesic-inverse.js';
import { ANCHOR_DISTANCE, marchSteps, ROUGHNESS_CLEARANCE, roughnessShare, type Site } from './horizon.js';
import { effectiveEarthRadius } from './refraction.js';
import { maskingHeight, type Terrain } from './terrain.js';

const start = new Float64Array(3);
const end = new Float64Array(3);

/**
 * Whether two points see each other over the terrain, for sensors that move: the straight ray above the sphere of
 * effective radius, marched along the geodesic between them. `a` is the sensor, from whose side the roughness margin
 * (m) grows as in a horizon table; without a margin both ways are the same. A point below the ground sees nothing.
 */
export function lineOfSight(
  terrain: Terrain,
  a: Site,
  b: Site,
  refractionFactor: number,
  roughnessMargin: Metre = 0,
): boolean {
  if (a.height < terrain.heightAt(a.lat, a.lon) || b.height < terrain.heightAt(b.lat, b.lon)) return false;
  const { distance, azimuth1 } = geodesicInverse(a.lat, a.lon, b.lat, b.lon);
  if (distance === 0) return true;
  // Height of the ray at r: the chord less the bulge of the earth, a parabola; its lowest point often decides alone.
  const bulge = 1 / (2 * effectiveEarthRadius(refractionFactor));
  const rise = (b.height - a.height) / distance;
  const top = maskingHeight(terrain.maximumHeight, roughnessMargin);
  const lowestAt = Math.min(distance, Math.max(0, distance / 2 - rise / (2 * bulge)));
  const lowest = a.height + lowestAt * (rise - (distance - lowestAt) * bulge);
  if (lowest >= top) return true;
  if (lowest < 0) return false;
  const steps = marchSteps(distance, terrain.spacing);
  const step = distance / steps;
  const stride = Math.max(1, Math.floor(ANCHOR_DISTANCE / step));
  const line = makeGeodesicLine(a.lat, a.lon, azimuth1);
  // The parabola is below the highest ground between its crossings of that height; nothing outside needs a look.
  const slope = rise - distance * bulge;
  const root = Math.sqrt(Math.max(0, slope * slope - 4 * bulge * (a.height - top)));
  const enters = Math.floor((-slope - root) / (2 * bulge * step));
  const leaves = Math.ceil((-slope + root) / (2 * bulge * step));
  const first = stride * Math.floor(Math.max(0, enters) / stride);
  const last = Math.min(steps, leaves + 1);
  pointOnLineInto(line, first * step, start);
  for (let from = first; from < last; from += stride) {
    pointOnLineInto(line, (from + stride) * step, end);
    const latStep = (end[0] - start[0]) / stride;
    const lonStep = (end[1] - start[1]) / stride;
    for (let k = 1; k <= stride && from + k < steps; k++) {
      const r = (from + k) * step;
      const ray = a.height + r * (rise - (distance - r) * bulge);
      if (ray >= top) continue;
      const ground = terrain.heightAt(start[0] + k * latStep, start[1] + k * lonStep);
      const margin = distance - r < ROUGHNESS_CLEARANCE ? 0 : roughnessMargin * roughnessShare(r);
      if (ray < maskingHeight(ground, margin)) return false;
    }
    start[0] = end[0];
    start[1] = end[1];
  }
  return true;
}
