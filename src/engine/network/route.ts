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

/** The ways of least delay from one node to all others; by node its cost, s, its hops and the last of them. */
export interface Ways {
  readonly cost: Float64Array;
  readonly length: Int32Array;
  readonly lastLink: Int32Array;
  readonly lastDirection: Uint8Array;
  readonly routes: Map<number, Route | null>;
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
  let ways = network.ways[start];
  if (ways === undefined) {
    ways = waysFrom(network, start, time);
    network.ways[start] = ways;
  }
  let route = ways.routes.get(goal);
  if (route === undefined) {
    route = ways.cost[goal] === Infinity ? null : routeOf(network, ways, start, goal);
    ways.routes.set(goal, route);
  }
  return route;
}

const crossing = (link: Link): number => link.delay + link.jitter / 2 + link.messageTime;

function waysFrom(network: Network, start: number, time: number): Ways {
  const { nodes, nodeOutages, links, linksAt, passages } = network;
  const ways: Ways = {
    cost: new Float64Array(nodes.length).fill(Infinity),
    length: new Int32Array(nodes.length),
    lastLink: new Int32Array(nodes.length).fill(-1),
    lastDirection: new Uint8Array(nodes.length),
    routes: new Map(),
  };
  const { cost, length, lastLink, lastDirection } = ways;
  if (isOut(nodeOutages[start], time)) return ways;
  cost[start] = 0;
  // Only what passes messages on is gone on from, and those are few.
  const waiting = new Set([start]);
  const done = new Set<number>();
  while (waiting.size > 0) {
    let at = -1;
    for (const n of waiting) {
      const better = at < 0 || cost[n] < cost[at] || (cost[n] === cost[at] && length[n] < length[at]);
      if (better || (cost[n] === cost[at] && length[n] === length[at] && n < at)) at = n;
    }
    waiting.delete(at);
    done.add(at);
    const leaving = cost[at] + (at === start ? 0 : (passages[at]?.translation?.delayS ?? 0));
    for (const index of linksAt[at]) {
      const link = links[index];
      const direction = link.fromNode === at ? 0 : 1;
      if ((direction === 1 && !link.bidirectional) || !linkUpAt(network, index, time)) continue;
      const other = direction === 0 ? link.toNode : link.fromNode;
      const total = leaving + crossing(link);
      const shorter = total === cost[other] && length[at] + 1 < length[other];
      if (done.has(other) || !(total < cost[other] || shorter)) continue;
      cost[other] = total;
      length[other] = length[at] + 1;
      lastLink[other] = index;
      lastDirection[other] = direction;
      if (passages[other] !== null) waiting.add(other);
    }
  }
  return ways;
}

function hopsTo({ links }: Network, { lastLink, lastDirection }: Ways, start: number, goal: number): Hop[] {
  const hops: Hop[] = [];
  for (let at = goal; at !== start; ) {
    const link = lastLink[at];
    const direction = lastDirection[at] as Direction;
    hops.push({ link, direction });
    at = direction === 0 ? links[link].fromNode : links[link].toNode;
  }
  return hops.reverse();
}

function routeOf(network: Network, ways: Ways, start: number, goal: number): Route {
  const { links, passages, nodes } = network;
  const hops = hopsTo(network, ways, start, goal);
  let period = 0;
  let survival = 1;
  hops.forEach(({ link: index, direction }, k) => {
    const link = links[index];
    period = Math.max(period, link.updatePeriod);
    survival *= 1 - link.lossProbability;
    const passage = passages[link.lanes[direction].toNode];
    if (k < hops.length - 1) survival *= 1 - (passage?.translation?.lossProbability ?? 0);
  });
  return { to: nodes[goal], hops, delay: ways.cost[goal], period, survival };
}

/** Whether any link, up or down, ends at a node. */
export const hasLink = ({ linksAt, nodeIndex }: Network, node: string): boolean =>
  (linksAt[nodeIndex.get(node) ?? -1]?.length ?? 0) > 0;
