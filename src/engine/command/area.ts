/** A part of the ground by which a track's origin is judged, as a scenario gives it. Edges are straight in degrees. */
export interface AreaSpec {
  readonly id: string;
  readonly kind: 'hostile' | 'friendly';
  readonly points: readonly { readonly latDeg: number; readonly lonDeg: number }[];
}

/** Whether a point (degrees) lies in an area: an even-odd count of the edges west of it. Areas do not cross 180°. */
export function inArea(area: AreaSpec, latDeg: number, lonDeg: number): boolean {
  let inside = false;
  const { points } = area;
  for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
    const a = points[i];
    const b = points[j];
    if (a.latDeg > latDeg === b.latDeg > latDeg) continue;
    const crossing = a.lonDeg + ((latDeg - a.latDeg) / (b.latDeg - a.latDeg)) * (b.lonDeg - a.lonDeg);
    if (lonDeg < crossing) inside = !inside;
  }
  return inside;
}
