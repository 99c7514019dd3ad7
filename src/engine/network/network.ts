import { hashId } from '../math/index.js';
import type { LinkSpec, OutageSpec, StationSpec, TranslationSpec } from './network.schema.js';
import { allOut, delayed, eitherOut, mergedOutages, type Outages } from './outages.js';
import type { Queued } from './report.js';
import type { Ways } from './route.js';

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
  /** Greatest delay beyond that, s. */
  readonly jitter: number;
  readonly lossProbability: number;
  /** Share of track messages with a wrong digit in their grid reference. */
  readonly digitErrorProbability: number;
  /** Seconds that one message occupies the link. */
  readonly messageTime: number;
  /** Between two reports of one track, s; also the longest that a message waits for its turn. */
  readonly updatePeriod: number;
  /** One-sigma error added to each horizontal axis, m. */
  readonly positionError: number;
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
  /** Time at which a subject was last taken: by its keeper's id (and its addressee beyond the lane), then by its track number. */
  readonly lastTracks: Map<string, Map<number, number>>;
  readonly lastEngagements: Map<string, Map<number, number>>;
  /** Messages under way, in order of arrival. */
  readonly queue: Queued[];
}

/** How a node passes messages on that are not for it. */
export interface Passage {
  readonly hash: number;
  /** What a gateway does to them; null for a relay. */
  readonly translation: TranslationSpec | null;
}

/** Nodes and links with their outages. Nodes and links are in order of their ids, whatever the order given. */
export interface Network {
  readonly nodes: readonly string[];
  readonly nodeIndex: ReadonlyMap<string, number>;
  /** By node: null for one that passes nothing on. */
  readonly passages: readonly (Passage | null)[];
  readonly links: readonly Link[];
  readonly linkIndex: ReadonlyMap<string, number>;
  /** By node, the links that end at it, ascending. */
  readonly linksAt: readonly (readonly number[])[];
  /** By node, the sources that power it, with their batteries' time; and the node within which it stands, or -1. */
  readonly supplies: readonly (readonly { readonly source: number; readonly backup: number }[])[];
  readonly hosts: readonly number[];
  /** What each node and link suffers itself, with causes. */
  readonly nodeFaults: readonly OutageSpec[][];
  readonly linkFaults: readonly OutageSpec[][];
  /** When each node is out, by its own faults or for want of power, and when each link is cut. */
  nodeOutages: readonly Outages[];
  linkOutages: readonly Outages[];
  /** Times at which what is connected may change, ascending. */
  changes: readonly number[];
  /** Reachability from each node asked about, for the interval between changes in which it was asked; ways likewise. */
  readonly reach: (Uint8Array | undefined)[];
  readonly ways: (Ways | undefined)[];
  reachEpoch: number;
  /** hashId of the keepers and addressees of tracks that were sent. */
  readonly idHashes: Map<string, number>;
}

/** What a network is made from. */
export interface NetworkSpec {
  /** Sensors, command posts and fire units. */
  readonly nodes: readonly string[];
  readonly links: readonly LinkSpec[];
  readonly outages: readonly OutageSpec[];
  /** Relays, gateways and power sources. */
  readonly stations?: readonly StationSpec[];
  /** Nodes that stand within another and are out when it is. */
  readonly hosts?: ReadonlyMap<string, string>;
}

/** Tells the lanes of a link apart in the keys of random draws; an arbitrary odd constant (2^32 / golden ratio). */
const BACKWARDS = 0x9e3779b1;

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

const makeLane = (hash: number, to: string, toNode: number): Lane => ({
  hash: hash >>> 0,
  to,
  toNode,
  free: -Infinity,
  lastTracks: new Map(),
  lastEngagements: new Map(),
  queue: [],
});

const makeLink = (link: LinkSpec, fromNode: number, toNode: number): Link => {
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
    jitter: link.jitterS ?? 0,
    lossProbability: link.lossProbability,
    digitErrorProbability: link.digitErrorProbability ?? 0,
    messageTime: 60 / link.tracksPerMinute,
    updatePeriod: link.updatePeriodS,
    positionError: link.positionErrorM,
    lanes: [makeLane(hash, link.to, toNode), makeLane(hash ^ BACKWARDS, link.from, fromNode)],
  };
};

/** Builds a network. An unknown node, a duplicate id or a circle of power sources is a RangeError. */
export function createNetwork(spec: NetworkSpec): Network {
  const stations = spec.stations ?? [];
  const nodes = [...spec.nodes, ...stations.map(({ id }) => id)].sort();
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
  const links = [...spec.links]
    .sort(byId)
    .map((link) => makeLink(link, nodeOf(link.from, `link "${link.id}"`), nodeOf(link.to, `link "${link.id}"`)));
  const linkIndex = new Map(links.map((link, k) => [link.id, k]));
  if (linkIndex.size < links.length) throw new RangeError('two links have the same id');

  const passages: (Passage | null)[] = nodes.map(() => null);
  const supplies: { source: number; backup: number }[][] = nodes.map(() => []);
  for (const { id, kind, powers, backupS, translation } of [...stations].sort(byId)) {
    const source = nodeOf(id, 'a node');
    if (kind !== 'powerSource') passages[source] = { hash: hashId(id), translation: translation ?? null };
    for (const fed of powers ?? [])
      supplies[nodeOf(fed, `power source "${id}"`)].push({ source, backup: backupS ?? 0 });
  }
  const hosts = nodes.map((id) => {
    const host = spec.hosts?.get(id);
    return host === undefined ? -1 : nodeOf(host, `node "${id}"`);
  });
  const network: Network = {
    nodes,
    nodeIndex,
    passages,
    links,
    linkIndex,
    linksAt: nodes.map((_, node) =>
      links.flatMap(({ fromNode, toNode }, k) => (fromNode === node || toNode === node ? [k] : [])),
    ),
    supplies,
    hosts,
    nodeFaults: nodes.map((id) => spec.outages.filter((o) => o.node === id)),
    linkFaults: links.map(({ id }) => spec.outages.filter((o) => o.link === id)),
    nodeOutages: [],
    linkOutages: [],
    changes: [],
    reach: nodes.map(() => undefined),
    ways: nodes.map(() => undefined),
    reachEpoch: -1,
    idHashes: new Map(),
  };
  settleOutages(network);
  return network;
}

/** Lets something fail from a time on that the network has not yet been asked about. An unknown name is a RangeError. */
export function addOutage(network: Network, outage: OutageSpec): void {
  const { node, link } = outage;
  const faults =
    node !== undefined
      ? network.nodeFaults[network.nodeIndex.get(node) ?? -1]
      : network.linkFaults[network.linkIndex.get(link ?? '') ?? -1];
  if (faults === undefined) throw new RangeError(`an outage names an unknown ${node ?? link}`);
  faults.push(outage);
  settleOutages(network);
}

/** Works out from all faults when each node and link is out. */
function settleOutages(network: Network): void {
  const { nodes, supplies, hosts, nodeFaults, linkFaults } = network;
  const outages: (Outages | undefined)[] = nodes.map(() => undefined);
  const asked = new Set<number>();
  const outagesOf = (node: number): Outages => {
    const known = outages[node];
    if (known !== undefined) return known;
    if (asked.has(node)) throw new RangeError(`the power of "${nodes[node]}" comes from itself`);
    asked.add(node);
    const dark = allOut(supplies[node].map(({ source, backup }) => delayed(outagesOf(source), backup)));
    const own = mergedOutages(nodeFaults[node]);
    const host = hosts[node] < 0 ? [] : outagesOf(hosts[node]);
    const out = eitherOut(eitherOut(own, dark), host);
    outages[node] = out;
    return out;
  };
  network.nodeOutages = nodes.map((_, node) => outagesOf(node));
  network.linkOutages = linkFaults.map(mergedOutages);
  const times = new Set([...network.nodeOutages.flat(), ...network.linkOutages.flat()]);
  times.delete(Infinity);
  network.changes = [...times].sort((a, b) => a - b);
  network.reachEpoch = -1;
}
