import { BANDS, type Band, type Fluctuation } from '../types/index.js';
import type { SignatureSpec } from './air-object.schema.js';

/** Geometric centres of the bands of IEEE Std 521-2019, GHz in the order of BANDS. */
const CENTRE_GHZ = [
  [0.03, 0.3],
  [0.3, 1],
  [1, 2],
  [2, 4],
  [4, 8],
  [8, 12],
  [12, 18],
].map(([low, high]) => Math.sqrt(low * high));

/** Cosines of 35° and 55°: the front sector passes into the side over 45° ± 10°, the side into the rear likewise. */
const COS_35 = 0.8191520442889918;
const COS_55 = 0.573576436351046;

/** Mean radar cross-section by band and aspect sector, with its fluctuation. */
export interface Signature {
  readonly fluctuation: Fluctuation;
  /** m²: [front, side, rear] for each of BANDS; a band that was not given holds its nearest band's. */
  readonly sectors: Float64Array;
}

/** The band whose signature serves `band`: itself, or the nearest given one in frequency ratio, the lower on a tie. */
export function signatureBand(spec: SignatureSpec, band: Band): Band {
  if (spec.bands[band]) return band;
  const wanted = CENTRE_GHZ[BANDS.indexOf(band)];
  let nearest: Band | undefined;
  let least = Number.POSITIVE_INFINITY;
  BANDS.forEach((candidate, i) => {
    if (!spec.bands[candidate]) return;
    const ratio = Math.max(CENTRE_GHZ[i] / wanted, wanted / CENTRE_GHZ[i]);
    if (ratio < least) {
      least = ratio;
      nearest = candidate;
    }
  });
  if (!nearest) throw new RangeError('a signature needs at least one band');
  return nearest;
}

export function makeSignature(spec: SignatureSpec): Signature {
  const sectors = new Float64Array(3 * BANDS.length);
  BANDS.forEach((band, i) => {
    const given = spec.bands[signatureBand(spec, band)]!;
    sectors[3 * i] = given.frontM2;
    sectors[3 * i + 1] = given.sideM2;
    sectors[3 * i + 2] = given.rearM2;
  });
  return { fluctuation: spec.fluctuation as Fluctuation, sectors };
}

/**
 * Mean radar cross-section, m², seen by a radar of band BANDS[bandIndex] from the direction whose cosine to the object's
 * velocity is `cosAspect` (1 nose-on, −1 tail-on). Sectors blend in m² by a smooth step in the cosine.
 */
export function meanRcs(signature: Signature, bandIndex: number, cosAspect: number): number {
  const sectors = signature.sectors;
  const side = sectors[3 * bandIndex + 1];
  const off = Math.abs(cosAspect);
  if (off <= COS_55) return side;
  const end = sectors[3 * bandIndex + (cosAspect > 0 ? 0 : 2)];
  if (off >= COS_35) return end;
  const u = (off - COS_55) / (COS_35 - COS_55);
  return side + u * u * (3 - 2 * u) * (end - side);
}
