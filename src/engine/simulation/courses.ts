import { hashId } from '../math/index.js';
import { PIECE } from '../truth/index.js';
import { LIFE, STATE_WIDTH } from './air-objects.js';
import { onwards } from './motions.js';
import type { Post } from './posts.js';
import type { Sky } from './traffic.js';
import { tell, type World } from './world.js';

/** A flight that leaves its route when a warning goes out. */
interface Diversion {
  readonly row: number;
  /** The post whose first threat is the warning, or none where the time is given. */
  readonly post: Post | null;
  /** When the flight turns, s; infinite while there is no warning. */
  due: number;
}

/** Changes of flights that are still to come: looked at only while there are any. */
export interface Courses {
  diversions: Diversion[];
}

export function makeCourses(sky: Pick<Sky, 'flights'>, posts: readonly Post[]): Courses {
  const diversions = sky.flights.flatMap(({ divert }, row): Diversion[] => {
    if (divert === undefined) return [];
    const post = divert.onWarningOf === undefined ? null : posts.find(({ id }) => id === divert.onWarningOf);
    return [{ row, post: post ?? null, due: post ? Number.POSITIVE_INFINITY : (divert.atS ?? 0) + divert.delayS }];
  });
  return { diversions };
}

/** Turns flights away that were warned. */
export function changeCourses(world: World): void {
  const { courses, objects, time } = world;
  if (courses.diversions.length === 0) return;
  let ended = false;
  for (const diversion of courses.diversions) {
    const { row, post } = diversion;
    if (objects.life[row] > LIFE.airborne || objects.arrived[row] === 1) {
      ended = true;
      diversion.due = Number.NaN;
      continue;
    }
    if (post !== null && diversion.due === Number.POSITIVE_INFINITY && post.threats.length > 0) {
      diversion.due = time + (objects.flights[row].divert?.delayS ?? 0);
    }
    // Who has not taken off yet turns when he has.
    if (diversion.due > time || objects.life[row] !== LIFE.airborne) continue;
    turnAway(world, diversion);
    ended = true;
    diversion.due = Number.NaN;
  }
  if (ended) courses.diversions = courses.diversions.filter(({ due }) => !Number.isNaN(due));
}

/** From where it is, in the direction in which it flies, by the points of its diversion. */
function turnAway(world: World, { row, post }: Diversion): void {
  const { objects, terrain, time } = world;
  const { id, airObject, divert } = objects.flights[row];
  if (divert === undefined) return;
  const from = objects.state.slice(row * STATE_WIDTH, row * STATE_WIDTH + 6);
  const path = onwards(from, time - objects.late[row], { points: divert.route }, airObject, terrain);
  objects.motion[row] = path;
  objects.start[row] = path.startTime;
  objects.end[row] = path.endTime;
  objects.pieces.fill(Number.NaN, row * PIECE, (row + 1) * PIECE);
  const because = post === null ? 'the warning was given for this time' : `${post.id} sees a threat`;
  world.log.digest.addInt32(hashId(id) | 0);
  tell(world, 'move', { kind: 'flightDiverted', actor: id, because });
}
