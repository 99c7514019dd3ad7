import type { Link, Network } from './network.js';
import { isOut } from './outages.js';
import { linkUpAt, turnTo } from './state.js';

/** 0: from → to. 1: to → from, on a bidirectional link. */
export type Direction = 0 | 1;

export interface Hop {
  readonly link: number;
  readonly direction: Direction;
}

/** The way of a message over relays and gateways to its addressee. */
export interface Route {
  readonly to: string;
  readonly hops: readonly Hop[];
  /** Sum of delays, s: links with half their jitter and one message's time each, and gateways' translations. */
  readonly delay: number;
  /** The longest update period of its links, s: the pace of the sender. */
  readonly period: number;
  /** Probability that a message is lost on none of its links and in none of its gateways. */
  readonly survival: number;
}

/**
 * The way of least delay from one node to another that passes only relays and gateways in between, over links that are
 * up; null where there is none. Among equal delays the fewest hops, then the links that come first by id. (Dijkstra.)
 */
export function routeBetween(network: Network, from: string, to: string, time: number): Route | null {
  const start = network.nodeIndex.get(from);
  const goal = network.nodeIndex.get(to);
  if (start === undefined || goal === undefined) return null;
  turnTo(network, time);
  const key = start * network.nodes.length + goal;
  const known = network.routes.get(key);
  if (known !== undefined) return known;
  const route = search(network, start, goal, time);
  network.routes.set(key, route);
  return route;
}

const crossing = (link: Link): number => link.delay + link.jitter / 2 + link.messageTime;

function search(network: Network, start: number, goal: number, time: number): Route | null {
  const { nodes, nodeOutages, links, passages } = network;
  if (isOut(nodeOutages[start], time) || isOut(nodeOutages[goal], time)) return null;
  const cost = new Float64Array(nodes.length).fill(Infinity);
  const hops: (readonly Hop[])[] = nodes.map(() => []);
  const done = new Uint8Array(nodes.length);
  cost[start] = 0;
  for (;;) {
    let at = -1;
    for (let n = 0; n < nodes.length; n++) {
      if (done[n] === 1 || cost[n] === Infinity) continue;
      if (at < 0 || cost[n] < cost[at] || (cost[n] === cost[at] && hops[n].length < hops[at].length)) at = n;
    }
    if (at < 0) return null;
    if (at === goal) break;
    done[at] = 1;
    const passage = passages[at];
    if (at !== start && passage === null) continue;
    const leaving = cost[at] + (at === start ? 0 : (passage?.translation?.delayS ?? 0));
    links.forEach((link, index) => {
      const direction = link.fromNode === at ? 0 : link.bidirectional && link.toNode === at ? 1 : -1;
      if (direction < 0 || !linkUpAt(network, index, time)) return;
      const other = direction === 0 ? link.toNode : link.fromNode;
      const total = leaving + crossing(link);
      const shorter = total === cost[other] && hops[at].length + 1 < hops[other].length;
      if (done[other] === 1 || !(total < cost[other] || shorter)) return;
      cost[other] = total;
      hops[other] = [...hops[at], { link: index, direction: direction as Direction }];
    });
  }
  return routeOf(network, nodes[goal], hops[goal], cost[goal]);
}

function routeOf({ links, passages }: Network, to: string, hops: readonly Hop[], delay: number): Route {
  let period = 0;
  let survival = 1;
  hops.forEach(({ link: index, direction }, k) => {
    const link = links[index];
    period = Math.max(period, link.updatePeriod);
    survival *= 1 - link.lossProbability;
    const passage = passages[link.lanes[direction].toNode];
    if (k < hops.length - 1) survival *= 1 - (passage?.translation?.lossProbability ?? 0);
  });
  return { to, hops, delay, period, survival };
}

/** Whether any link, up or down, ends at a node. */
export const hasLink = ({ links }: Network, node: string): boolean =>
  links.some(({ from, to }) => from === node || to === node);
