// One rotating radar and a thousand aircraft within its reach: what a revolution of its antenna costs, tracking apart.
import { makeRaid } from './raid.mjs';

const AIRCRAFT = 1000;
const REACH_KM = 400;

/** A resolved scenario: the raid's radar with a longer arm, and aircraft that fly past it at 3 to 10 km. */
export function oneRadar(durationS) {
  const raid = makeRaid(5, durationS);
  const [radar] = raid.sensors;
  const [flight] = raid.flights;
  const spec = { ...radar.radar, instrumentedRangeKm: REACH_KM, reference: { ...radar.radar.reference, rangeKm: 400 } };
  const flights = Array.from({ length: AIRCRAFT }, (_, k) => {
    // Even over the disc: the sunflower's angles.
    const away = (0.9 * REACH_KM * Math.sqrt((k + 0.5) / AIRCRAFT)) / 111.2;
    const turn = k * 2.399963229728653;
    const lat = radar.site.latDeg + away * Math.cos(turn);
    const lon = radar.site.lonDeg + (away * Math.sin(turn)) / Math.cos((radar.site.latDeg * Math.PI) / 180);
    const altitudeM = 3000 + 7 * k;
    const point = (step) => ({ latDeg: lat, lonDeg: lon + step, altitudeM, above: 'sea', speedMps: 230 });
    const motion = { kind: 'route', points: [point(0), point(0.8)] };
    return { ...flight, id: `aircraft-${String(k).padStart(4, '0')}`, target: null, motion };
  });
  return { ...raid, sensors: [{ ...radar, radar: spec }], flights };
}
