import { evaluateThreats, READINESS } from '../command/index.js';
import type { SimulationEvent, Threat } from '../types/index.js';
import { cycleDue, originOf, type Post } from './posts.js';
import { threatMethods } from './threat-methods.js';
import type { World } from './world.js';

/**
 * What a timeline tells beside the events of the digest: first detections, whose track it is, and why threats are not
 * engaged. It is kept only when events are; nothing in the world reads it, and no digest holds it.
 */
export interface Notes {
  /** By post and object: 1 once a sensor of the post has reported the object. */
  readonly reported: Uint8Array;
  /** By post and track, the reason told last. */
  readonly reasons: Map<string, string>;
}

export const makeNotes = (posts: number, objects: number): Notes => ({
  reported: new Uint8Array(posts * objects),
  reasons: new Map(),
});

/** Keeps an event that is no part of the digest. */
function note(world: World, event: Omit<SimulationEvent, 'tick'>): void {
  world.events.push({ tick: world.tick, ...event });
}

/** Notes the first report of each object by a sensor of each post, by truth. */
export function noteReports(world: World): void {
  const { notes, sensors, reports, objects } = world;
  if (notes === null) return;
  const { start, origins, batch } = reports;
  sensors.forEach((sensor, index) => {
    for (let row = start[index]; row < start[index + 1]; row++) {
      const object = origins[row];
      if (object < 0) continue;
      const at = sensor.post * objects.count + object;
      if (notes.reported[at] === 1) continue;
      notes.reported[at] = 1;
      const dx = batch.positionEcef[3 * row] - sensor.place.positionEcef[0];
      const dy = batch.positionEcef[3 * row + 1] - sensor.place.positionEcef[1];
      const dz = batch.positionEcef[3 * row + 2] - sensor.place.positionEcef[2];
      const rangeKm = Math.round(Math.sqrt(dx * dx + dy * dy + dz * dz) / 100) / 10;
      note(world, {
        phase: 'sense',
        kind: 'reported',
        actor: sensor.id,
        subject: objects.flights[object].id,
        values: { rangeKm },
      });
    }
  });
}

/** The object that a track is of, by truth, for the reader of a timeline; nothing when events are not kept. */
export function objectOf(world: World, post: Post, track: number): Record<string, string> | undefined {
  if (world.notes === null) return undefined;
  const origin = originOf(world.posts, post, track);
  return { object: origin < 0 ? 'nothing there' : world.objects.flights[origin].id };
}

/** What a post does not engage, and why: `reasonsNotEngaged` of `assign`, which calls this. */
type Reasons = (world: World, post: Post) => readonly { readonly threat: Threat; readonly because: string }[];

/** Reasons that are no refusal: the threat is being dealt with. */
const DEALT_WITH: ReadonlySet<string> = new Set(['already under fire', 'assessed as killed']);

/** Notes for each post whose cycle is due why its threats are not engaged, when the reason changes. */
export function noteNotEngaged(world: World, reasonsOf: Reasons): void {
  if (world.notes === null) return;
  for (const post of world.posts) {
    if (!cycleDue(post, world.tick) || post.batteries.length === 0) continue;
    if (!READINESS[post.standing].weapons) {
      for (const threat of post.threats)
        tellReason(world, post, threat, `not ready to fire in posture ${post.standing}`);
    } else if (post.threats.length > 0 || post.resolved.doctrine.selfDefence !== undefined) {
      for (const { threat, because } of reasonsOf(world, post)) tellReason(world, post, threat, because);
    }
    tellHeld(world, post);
  }
}

/** What would be a threat if weapons were free, and is none for want of evidence. */
function tellHeld(world: World, post: Post): void {
  const { weaponsControl } = post.control;
  if (weaponsControl === 'free' || post.picture.length === 0) return;
  const known = new Set<number>(post.threats.map(({ track }) => track));
  const threats = evaluateThreats(post.picture, {
    post: post.id,
    time: world.time,
    places: post.defended,
    ...threatMethods(post),
    weaponsControl: 'free',
  });
  for (const threat of threats) {
    if (!known.has(threat.track)) tellReason(world, post, threat, `weapons ${weaponsControl} and no hostile evidence`);
  }
}

/** The same reason with other figures is not told again. */
const withoutFigures = (reason: string): string => reason.replace(/[\d.]+/g, '#');

function tellReason(world: World, post: Post, threat: Threat, reason: string): void {
  const { reasons } = world.notes!;
  const key = `${post.id} ${threat.track}`;
  const kind = withoutFigures(reason);
  if (reasons.get(key) === kind) return;
  reasons.set(key, kind);
  if (DEALT_WITH.has(reason)) return;
  note(world, {
    phase: 'assign',
    kind: 'notEngaged',
    actor: post.id,
    subject: `track ${threat.track}`,
    values: { identity: threat.identity, class: threat.targetClass, timeToGoS: Math.round(threat.timeToGo) },
    because: reason,
  });
}
