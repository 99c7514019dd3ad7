import { hashId } from '../math/index.js';
import type { LinkSpec, OutageSpec } from './network.schema.js';
import type { Queued } from './report.js';

/** Times at which something is out, merged and in order: start0, end0, start1, end1 … */
type Outages = readonly number[];

/** A link in SI, with its state in each direction. */
export interface Link {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly fromNode: number;
  readonly toNode: number;
  readonly kind: LinkSpec['kind'];
  readonly enabled: boolean;
  readonly bidirectional: boolean;
  /** From sending to arrival, s. */
  readonly delay: number;
  readonly lossProbability: number;
  /** Seconds that one message occupies the link. */
  readonly messageTime: number;
  /** Between two reports of one track, s; also the longest that a message waits for its turn. */
  readonly updatePeriod: number;
  /** One-sigma error added to each horizontal axis, m. */
  readonly positionError: number;
  readonly outages: Outages;
  /** from → to, and to → from. */
  readonly lanes: readonly [Lane, Lane];
}

/** One direction of a link. */
export interface Lane {
  readonly hash: number;
  readonly to: string;
  readonly toNode: number;
  /** Time at which the lane is free for the next message. */
  free: number;
  /** Time at which a subject was last taken: by its keeper's id, then by its track number. */
  readonly lastTracks: Map<string, Map<number, number>>;
  readonly lastEngagements: Map<string, Map<number, number>>;
  /** Messages under way, in order of arrival. */
  readonly queue: Queued[];
}

/** Nodes and links with their outages. Nodes and links are in order of their ids, whatever the order given. */
export interface Network {
  readonly nodes: readonly string[];
  readonly nodeIndex: ReadonlyMap<string, number>;
  readonly nodeOutages: readonly Outages[];
  readonly links: readonly Link[];
  readonly linkIndex: ReadonlyMap<string, number>;
  /** Times at which what is connected may change, ascending. */
  readonly changes: readonly number[];
  /** Reachability from each node asked about, for the interval between changes in which it was asked. */
  readonly reach: (Uint8Array | undefined)[];
  reachEpoch: number;
  /** hashId of the keepers of tracks that were sent. */
  readonly keeperHashes: Map<string, number>;
}

/** Tells the lanes of a link apart in the keys of random draws; an arbitrary odd constant (2^32 / golden ratio). */
const BACKWARDS = 0x9e3779b1;

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

function mergedOutages(outages: readonly OutageSpec[]): Outages {
  const sorted = outages.filter((o) => o.toS > o.fromS).sort((a, b) => a.fromS - b.fromS || a.toS - b.toS);
  const merged: number[] = [];
  for (const { fromS, toS } of sorted) {
    const end = merged.length - 1;
    if (end > 0 && fromS <= merged[end]) merged[end] = Math.max(merged[end], toS);
    else merged.push(fromS, toS);
  }
  return merged;
}

const makeLane = (hash: number, to: string, toNode: number): Lane => ({
  hash: hash >>> 0,
  to,
  toNode,
  free: -Infinity,
  lastTracks: new Map(),
  lastEngagements: new Map(),
  queue: [],
});

/** Builds a network. A link that ends at an unknown node, or a duplicate id, is a RangeError. */
export function createNetwork(spec: {
  readonly nodes: readonly string[];
  readonly links: readonly LinkSpec[];
  readonly outages: readonly OutageSpec[];
}): Network {
  const nodes = [...spec.nodes].sort();
  const nodeIndex = new Map(nodes.map((id, k) => [id, k]));
  if (nodeIndex.size < nodes.length) throw new RangeError('two nodes have the same id');
  const nodeOf = (id: string, where: string): number => {
    const k = nodeIndex.get(id);
    if (k === undefined) throw new RangeError(`${where} names an unknown node "${id}"`);
    return k;
  };
  for (const { node, link } of spec.outages) {
    if (node !== undefined) nodeOf(node, 'an outage');
    if (link !== undefined && !spec.links.some(({ id }) => id === link)) {
      throw new RangeError(`an outage names an unknown link "${link}"`);
    }
  }

  const links = [...spec.links].sort(byId).map((link): Link => {
    const fromNode = nodeOf(link.from, `link "${link.id}"`);
    const toNode = nodeOf(link.to, `link "${link.id}"`);
    const hash = hashId(link.id);
    return {
      id: link.id,
      from: link.from,
      to: link.to,
      fromNode,
      toNode,
      kind: link.kind,
      enabled: link.enabled,
      bidirectional: link.bidirectional,
      delay: link.delayS,
      lossProbability: link.lossProbability,
      messageTime: 60 / link.tracksPerMinute,
      updatePeriod: link.updatePeriodS,
      positionError: link.positionErrorM,
      outages: mergedOutages(spec.outages.filter((o) => o.link === link.id)),
      lanes: [makeLane(hash, link.to, toNode), makeLane(hash ^ BACKWARDS, link.from, fromNode)],
    };
  });
  const linkIndex = new Map(links.map((link, k) => [link.id, k]));
  if (linkIndex.size < links.length) throw new RangeError('two links have the same id');
  const nodeOutages = nodes.map((id) => mergedOutages(spec.outages.filter((o) => o.node === id)));
  const changes = [...new Set([...nodeOutages.flat(), ...links.flatMap((link) => link.outages)])].sort((a, b) => a - b);
  return {
    nodes,
    nodeIndex,
    nodeOutages,
    links,
    linkIndex,
    changes,
    reach: nodes.map(() => undefined),
    reachEpoch: -1,
    keeperHashes: new Map(),
  };
}

/** Whether `time` is in one of the outages; an outage holds its start and not its end. */
function isOut(outages: Outages, time: number): boolean {
  for (let k = 0; k < outages.length; k += 2) {
    if (time < outages[k]) return false;
    if (time < outages[k + 1]) return true;
  }
  return false;
}

/** Whether a node has power. An unknown node has none. */
export function powered(network: Network, node: string, time: number): boolean {
  const k = network.nodeIndex.get(node);
  return k !== undefined && !isOut(network.nodeOutages[k], time);
}

/** Whether a link carries anything: it is enabled, not cut, and both ends have power. */
export function linkUpAt(network: Network, linkIndex: number, time: number): boolean {
  const link = network.links[linkIndex];
  return (
    link.enabled &&
    !isOut(link.outages, time) &&
    !isOut(network.nodeOutages[link.fromNode], time) &&
    !isOut(network.nodeOutages[link.toNode], time)
  );
}

/** The same by the link's id; an unknown link is down. */
export function linkUp(network: Network, linkId: string, time: number): boolean {
  const k = network.linkIndex.get(linkId);
  return k !== undefined && linkUpAt(network, k, time);
}

/**
 * Whether a message could pass from one node to another over any number of links that are up, in the directions that
 * they work. A node with power is connected to itself. Answers are kept until the next outage begins or ends.
 */
export function connected(network: Network, from: string, to: string, time: number): boolean {
  const start = network.nodeIndex.get(from);
  const goal = network.nodeIndex.get(to);
  if (start === undefined || goal === undefined) return false;
  const epoch = epochOf(network, time);
  if (epoch !== network.reachEpoch) {
    network.reach.fill(undefined);
    network.reachEpoch = epoch;
  }
  let reached = network.reach[start];
  if (reached === undefined) {
    reached = reachFrom(network, start, time);
    network.reach[start] = reached;
  }
  return reached[goal] === 1;
}

/** Number of changes at or before `time`; the search starts where the last one ended, since time mostly goes on. */
function epochOf(network: Network, time: number): number {
  const { changes } = network;
  let epoch = Math.max(0, network.reachEpoch);
  while (epoch > 0 && changes[epoch - 1] > time) epoch--;
  while (epoch < changes.length && changes[epoch] <= time) epoch++;
  return epoch;
}

function reachFrom(network: Network, start: number, time: number): Uint8Array {
  const reached = new Uint8Array(network.nodes.length);
  if (isOut(network.nodeOutages[start], time)) return reached;
  reached[start] = 1;
  const frontier = [start];
  for (let next = 0; next < frontier.length; next++) {
    const node = frontier[next];
    for (let k = 0; k < network.links.length; k++) {
      const link = network.links[k];
      const other =
        link.fromNode === node ? link.toNode : link.bidirectional && link.toNode === node ? link.fromNode : -1;
      if (other < 0 || reached[other] === 1 || !linkUpAt(network, k, time)) continue;
      reached[other] = 1;
      frontier.push(other);
    }
  }
  return reached;
}
