import { asin, atan2, cos, exp } from '../math/index.js';
import { BANDS, type Band, type Fluctuation } from '../types/index.js';
import type { SignatureSpec } from './air-object.schema.js';
import { type AspectTable, LOG_PER_DECIBEL, parseAspectTable, tableRcs } from './aspect-table.js';

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
  /** Tables by aspect for each of BANDS, null where a band has its sectors alone; null if there is none at all. */
  readonly tables: readonly (AspectTable | null)[] | null;
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
  // One offset moves the whole signature: what is unknown of a shape is unknown in all its directions together.
  const offset = spec.offsetDb ?? 0;
  const scale = offset === 0 ? 1 : exp(offset * LOG_PER_DECIBEL);
  const sectors = new Float64Array(3 * BANDS.length);
  const tables = BANDS.map((band, i) => {
    const given = spec.bands[signatureBand(spec, band)]!;
    sectors[3 * i] = scale * given.frontM2;
    sectors[3 * i + 1] = scale * given.sideM2;
    sectors[3 * i + 2] = scale * given.rearM2;
    return given.aspectTableDbsm === undefined ? null : makeTable(given.aspectTableDbsm, offset);
  });
  const fluctuation = spec.fluctuation as Fluctuation;
  return { fluctuation, sectors, tables: tables.some((table) => table !== null) ? tables : null };
}

function makeTable(text: string, offset: number): AspectTable {
  const { table, wrong } = parseAspectTable(text);
  if (!table) throw new RangeError(`an aspect table ${wrong}`);
  return { ...table, logRcs: table.logRcs.map((value) => value + offset * LOG_PER_DECIBEL) };
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

/**
 * Mean radar cross-section, m², in band BANDS[bandIndex] from an azimuth off the nose (0 to π) and an elevation over the
 * body's plane (rad): by the band's table where it has one, linear in decibels, else by its sectors.
 */
export function rcsAt(signature: Signature, bandIndex: number, azimuthAspect: number, elevationAspect: number): number {
  const table = signature.tables === null ? null : signature.tables[bandIndex];
  if (table !== null) return tableRcs(table, azimuthAspect, elevationAspect);
  return meanRcs(signature, bandIndex, cos(azimuthAspect) * cos(elevationAspect));
}

/**
 * From where an object is seen that flies wings level along its velocity: azimuth off the nose (0 to π) into out[0] and
 * elevation over its wings' plane (positive from above) into out[1], rad. The line goes from the object to the radar; it and
 * the velocity are in any one frame, `up` is that frame's vertical at the object, of length 1. In vertical flight, where
 * wings have no level, all of the angle is azimuth.
 */
export function aspectInto(velocity: Float64Array, line: Float64Array, up: Float64Array, out: Float64Array): void {
  const vx = velocity[0];
  const vy = velocity[1];
  const vz = velocity[2];
  const lx = line[0];
  const ly = line[1];
  const lz = line[2];
  const speed = Math.sqrt(vx * vx + vy * vy + vz * vz);
  const range = Math.sqrt(lx * lx + ly * ly + lz * lz);
  // Starboard: velocity × up.
  let sx = vy * up[2] - vz * up[1];
  let sy = vz * up[0] - vx * up[2];
  let sz = vx * up[1] - vy * up[0];
  const level = Math.sqrt(sx * sx + sy * sy + sz * sz);
  const ahead = (vx * lx + vy * ly + vz * lz) / (speed * range);
  if (!(level > 1e-6 * speed)) {
    out[0] = speed > 0 ? atan2(Math.sqrt(Math.max(0, 1 - ahead * ahead)), ahead) : 0;
    out[1] = 0;
    return;
  }
  sx /= level;
  sy /= level;
  sz /= level;
  const across = (sx * lx + sy * ly + sz * lz) / range;
  // Over the wings: starboard × velocity.
  const over = ((sy * vz - sz * vy) * lx + (sz * vx - sx * vz) * ly + (sx * vy - sy * vx) * lz) / (speed * range);
  out[0] = atan2(Math.abs(across), ahead);
  out[1] = asin(Math.max(-1, Math.min(1, over)));
}
