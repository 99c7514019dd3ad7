import { requireWithin } from '../math/index.js';
import type { Metre } from '../types/index.js';

/** Mean radius of the WGS-84 ellipsoid, (2a + b) / 3, m (H. Moritz, "Geodetic Reference System 1980", J. Geodesy 74, 2000). */
export const MEAN_EARTH_RADIUS = 6371008.8;

/** Effective earth radius factor of the standard refraction gradient (ITU-R P.834; M. I. Skolnik, Radar Handbook). */
export const STANDARD_REFRACTION = 4 / 3;

/** Radius (m) of the earth above which rays are straight lines, for an effective earth radius factor. */
export function effectiveEarthRadius(factor: number, radius: Metre = MEAN_EARTH_RADIUS): Metre {
  return factor * radius;
}

/**
 * Effective earth radius factor of a gradient of the refractive index (1/m): 1 / (1 + a dn/dh), for a sphere of `radius`.
 * −39·10⁻⁹ stands for the standard atmosphere; at −157·10⁻⁹ rays follow the earth and there is no such factor.
 * Source: ITU-R Recommendation P.834; M. I. Skolnik, Radar Handbook.
 */
export function factorOfGradient(gradient: number, radius: Metre = MEAN_EARTH_RADIUS): number {
  return 1 / (1 + radius * requireWithin('gradient of the refractive index', gradient, -150e-9, 300e-9, '1/m'));
}

/** Distance (m) at which a target h2 metres above a smooth earth rises over the horizon of an antenna at h1. */
export function radarHorizon(h1: Metre, h2: Metre, effectiveRadius: Metre): Metre {
  return Math.sqrt(2 * effectiveRadius * h1) + Math.sqrt(2 * effectiveRadius * h2);
}

/** How far (m) the earth falls below the tangent plane at a ground distance (m), refraction included. */
export function refractedDrop(distance: Metre, factor: number): Metre {
  return (distance * distance) / (2 * effectiveEarthRadius(factor));
}
