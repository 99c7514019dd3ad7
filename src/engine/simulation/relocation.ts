import { postureAt, startRelocation } from '../command/index.js';
import { geodeticToEcefInto } from '../earth/index.js';
import { cos, radians } from '../math/index.js';
import type { GeoPosition, ResolvedScenario, ResolvedSensor } from '../scenario/resolved.js';
import { makeBeams } from './beam.js';
import type { Post } from './posts.js';
import { makeSensors, type Sensor } from './sensors.js';
import { tell, type World } from './world.js';

/** Metres in a degree of latitude, at the poles and so the most (WGS-84: 111.69 km). */
const METRES_PER_DEGREE = 111_700;

/** Metres by which a move of the scenario takes a radar away from where it began, at most; 0 without moves. */
export function widestMove({ commandPosts }: ResolvedScenario): number {
  let most = 0;
  for (const { latDeg, lonDeg, relocations = [] } of commandPosts) {
    for (const { position } of relocations) {
      const north = position.latDeg - latDeg;
      const east = position.lonDeg - lonDeg;
      most = Math.max(most, METRES_PER_DEGREE * Math.sqrt(north * north + east * east));
    }
  }
  return most;
}

/** Starts the moves whose time has come, and puts the post where it arrives. */
export function relocate(world: World, post: Post): void {
  const { relocations } = post.resolved;
  if (relocations === undefined) return;
  relocations.forEach((move, index) => {
    if (move.atS === undefined || move.atS > world.time || post.movesTaken.has(index)) return;
    leave(world, post, index, 'ordered to move');
  });
  postureAt(post.posture, world.time);
  if (post.posture.arrivals === post.arrivals) return;
  post.arrivals = post.posture.arrivals;
  settle(world, post, relocations[post.move].position);
}

/** Leaves for the next alternate site, if there is one. */
export function leaveForAlternate(world: World, post: Post, because: string): void {
  const { relocations = [] } = post.resolved;
  const index = relocations.findIndex(({ atS }, i) => atS === undefined && !post.movesTaken.has(i));
  if (index >= 0) leave(world, post, index, because);
}

function leave(world: World, post: Post, index: number, because: string): void {
  const move = post.resolved.relocations![index];
  if (!startRelocation(post.posture, move, world.time, because)) return;
  post.movesTaken.add(index);
  post.move = index;
}

/**
 * The post, its fire units and its sensors on the ground stand elsewhere, in the same layout. Horizons are worked out anew:
 * by terrain, site and options, and so once for all replications.
 */
function settle(world: World, post: Post, to: GeoPosition): void {
  const { scenario, terrain, sensors, batteries, beams, cells, posts, streams } = world;
  const from = post.place;
  const stretch = cos(radians(from.latDeg)) / cos(radians(to.latDeg));
  const moved = ({ latDeg, lonDeg }: GeoPosition): GeoPosition => ({
    latDeg: to.latDeg + latDeg - from.latDeg,
    lonDeg: to.lonDeg + (lonDeg - from.lonDeg) * stretch,
  });
  const ground = ({ latDeg, lonDeg }: GeoPosition, out: Float64Array): void => {
    const [lat, lon] = [radians(latDeg), radians(lonDeg)];
    geodeticToEcefInto(lat, lon, terrain.heightAt(lat, lon), out);
  };
  ground(to, post.positionEcef);
  for (const index of post.batteries) {
    const battery = batteries[index];
    battery.place = moved(battery.place);
    ground(battery.place, battery.positionEcef);
  }
  const sites = post.sensors.flatMap((index): ResolvedSensor[] => {
    const sensor = scenario.sensors[index];
    return sensors[index].orbit === null ? [{ ...sensor, site: moved(sensors[index].site) }] : [];
  });
  const order = new Map<string, number>(posts.map(({ id, index }) => [id, index]));
  for (const made of makeSensors({ ...scenario, sensors: sites }, terrain, order, streams)) {
    const sensor = sensors.find(({ id }) => id === made.id) as Sensor;
    const { index, dwells, boresight, wantedBoresight } = sensor;
    Object.assign(sensor, { ...made, index, dwells, boresight, wantedBoresight, emitting: false });
  }
  post.place = to;
  const rows = makeBeams(sensors, cells, world.stepS);
  beams.row.set(rows.row);
  beams.edgeTick.fill(-1);
  tell(world, 'evaluate', {
    kind: 'postureChanged',
    actor: post.id,
    subject: 'new position',
    values: { latDeg: to.latDeg, lonDeg: to.lonDeg },
  });
}
