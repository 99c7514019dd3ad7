import { ecefToGeodeticInto, lineOfSight } from '../earth/index.js';
import { STATE_WIDTH } from './air-objects.js';
import type { Sensor } from './sensors.js';
import type { World } from './world.js';

const geodetic = new Float64Array(3);

/** Line of sight marched over the terrain: from a sensor that moves, or to what lies beyond its horizon table. */
export function isSeen(
  world: Pick<World, 'objects' | 'terrain' | 'scenario'>,
  sensor: Sensor,
  object: number,
): boolean {
  const { scenario, terrain, objects } = world;
  const at = object * STATE_WIDTH;
  ecefToGeodeticInto(objects.state[at], objects.state[at + 1], objects.state[at + 2], geodetic);
  return lineOfSight(
    terrain,
    sensor.place,
    { lat: geodetic[0], lon: geodetic[1], height: objects.state[at + 6] },
    scenario.refractionFactor,
    scenario.terrain.roughnessMarginM,
  );
}
