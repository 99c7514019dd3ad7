import type { Track } from '../types/index.js';
import type { AntiRadiationDefenceSpec } from './posture.schema.js';

/**
 * Seconds until a track that heads for a radar is nearest to it; Infinity if the track is too slow for a missile, goes
 * away, or would pass too far off. In a straight line: r the way from the track to the radar and v its velocity, the
 * time is r·v/v² and the miss √(r² − (r·v)²/v²). Size is not weighed: a fast aircraft that flies at the radar counts.
 */
export function timeToRadar(
  track: Track,
  radarEcef: ArrayLike<number>,
  time: number,
  defence: AntiRadiationDefenceSpec,
): number {
  const [vx, vy, vz] = track.velocity;
  const square = vx * vx + vy * vy + vz * vz;
  if (square < defence.missileSpeedMps * defence.missileSpeedMps) return Infinity;
  const age = time - track.time;
  const x = radarEcef[0] - track.position[0] - vx * age;
  const y = radarEcef[1] - track.position[1] - vy * age;
  const z = radarEcef[2] - track.position[2] - vz * age;
  const along = x * vx + y * vy + z * vz;
  if (along <= 0) return Infinity;
  const miss = x * x + y * y + z * z - (along * along) / square;
  const limit = defence.missDistanceKm * 1000;
  return miss > limit * limit ? Infinity : along / square;
}
