import type { Network } from './network.js';
import type { OutageSpec } from './network.schema.js';
import { isOut } from './outages.js';

/** Whether a node works: it has power and is whole. An unknown node does not. */
export function powered(network: Network, node: string, time: number): boolean {
  const k = network.nodeIndex.get(node);
  return k !== undefined && !isOut(network.nodeOutages[k], time);
}

/** Whether a link carries anything: it is enabled, not cut, and both ends have power. */
export function linkUpAt(network: Network, linkIndex: number, time: number): boolean {
  const link = network.links[linkIndex];
  return (
    link.enabled &&
    !isOut(network.linkOutages[linkIndex], time) &&
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
  turnTo(network, time);
  let reached = network.reach[start];
  if (reached === undefined) {
    reached = reachFrom(network, start, time);
    network.reach[start] = reached;
  }
  return reached[goal] === 1;
}

/** Forgets what was kept of another interval between changes. */
export function turnTo(network: Network, time: number): void {
  const epoch = epochOf(network, time);
  if (epoch === network.reachEpoch) return;
  network.reach.fill(undefined);
  network.ways.fill(undefined);
  network.reachEpoch = epoch;
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

const WORDS: Readonly<Record<string, string>> = { powerLost: 'power lost', maintenance: 'under maintenance' };

const causeAt = (faults: readonly OutageSpec[], time: number, otherwise: string): string | null => {
  const fault = faults.find(({ fromS, toS = Infinity }) => fromS <= time && time < toS);
  if (fault === undefined) return null;
  return fault.cause === undefined ? otherwise : (WORDS[fault.cause] ?? fault.cause);
};

/** Why a node is out, in words; null when it works. */
export function whyOut(network: Network, node: string, time: number): string | null {
  const k = network.nodeIndex.get(node);
  if (k === undefined) return 'unknown';
  if (!isOut(network.nodeOutages[k], time)) return null;
  const own = causeAt(network.nodeFaults[k], time, 'out');
  if (own !== null) return own;
  const host = network.hosts[k];
  if (host >= 0 && isOut(network.nodeOutages[host], time)) return whyOut(network, network.nodes[host], time);
  return `no power from ${network.supplies[k].map(({ source }) => network.nodes[source]).join(', ')}`;
}

/** Why a link is down, in words; null when it is up. */
export function whyDown(network: Network, linkIndex: number, time: number): string | null {
  const { enabled, from, to } = network.links[linkIndex];
  if (!enabled) return 'not there';
  const own = causeAt(network.linkFaults[linkIndex], time, 'cut');
  if (own !== null) return own;
  for (const end of [from, to]) {
    const why = whyOut(network, end, time);
    if (why !== null) return `${end} is out: ${why}`;
  }
  return null;
}
