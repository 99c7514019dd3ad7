import { makeClosure } from '../command/index.js';
import type { AirspaceOrder } from '../scenario/traffic.schema.js';
import { tell, type World } from './world.js';

/** Orders on the airspace, and when they next change what is in force, s. */
export interface Airspace {
  readonly orders: readonly AirspaceOrder[];
  /** Beginnings and ends, ascending; those before `passed` have been seen to. */
  readonly changes: readonly number[];
  passed: number;
}

export function makeAirspace(orders: readonly AirspaceOrder[]): Airspace {
  const changes = [...new Set(orders.flatMap(({ fromS, toS }) => [fromS, toS]))].sort((a, b) => a - b);
  return { orders, changes, passed: 0 };
}

/** What each post takes for airspace of expected traffic now. Costs something only when an order begins or ends. */
export function enforceOrders(world: World): void {
  const { airspace, posts, time } = world;
  const { changes, orders } = airspace;
  if (airspace.passed >= changes.length || changes[airspace.passed] > time) return;
  const before = changes[airspace.passed - 1] ?? Number.NEGATIVE_INFINITY;
  while (airspace.passed < changes.length && changes[airspace.passed] <= time) airspace.passed++;
  const inForce = orders.filter(({ fromS, toS }) => fromS <= time && time < toS);
  for (const post of posts) {
    const mine = inForce.filter(({ posts: who }) => who === undefined || who.includes(post.id));
    const shut = new Set(mine.map(({ corridor }) => corridor));
    const closures = mine.flatMap(({ area }) => (area ? [makeClosure(area, area.radiusKm * 1000)] : []));
    for (const corridor of post.identifier.corridors) {
      corridor.open = !shut.has(corridor.id);
      corridor.closures = closures;
    }
  }
  for (const { id, kind, corridor, fromS, toS } of orders) {
    const begins = fromS > before && fromS <= time;
    if (!begins && !(toS > before && toS <= time)) continue;
    const what = kind === 'closed' ? `corridor ${corridor ?? ''}` : 'an area';
    const because = begins ? `${what} is ${kind} from now on` : `${what} is ${kind} no more`;
    tell(world, 'move', { kind: 'airspaceChanged', actor: 'airspace', subject: id, because });
  }
}
