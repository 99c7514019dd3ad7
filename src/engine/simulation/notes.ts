import { type AssignmentContext, evaluateThreats, whyNotEngaged } from '../command/index.js';
import type { EngagementOption, SimulationEvent, Threat } from '../types/index.js';
import { originOf, type Post } from './posts.js';
import { whyNoOption } from './why-no-option.js';
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

/**
 * Notes for each threat of a post why it is not engaged, when the reason changes. `options` and `context` are those of
 * its assignment; without a context its weapons are not ready.
 */
export function noteNotEngaged(
  world: World,
  post: Post,
  options: readonly EngagementOption[] = [],
  context: AssignmentContext | null = null,
): void {
  if (world.notes === null || post.batteries.length === 0) return;
  const underFire = new Set<number>(post.engagements.map(({ track }) => track));
  for (const threat of post.threats) {
    if (underFire.has(threat.track)) world.notes.reasons.delete(`${post.id} ${threat.track}`);
    else tellReason(world, post, threat, reasonOf(world, post, threat, options, context));
  }
  if (post.control.weaponsControl === 'free') return;
  // What would be a threat if weapons were free.
  const known = new Set<number>(post.threats.map(({ track }) => track));
  const held = evaluateThreats(post.picture, {
    post: post.id,
    time: world.time,
    places: post.defended,
    weaponsControl: 'free',
  });
  for (const threat of held) {
    if (known.has(threat.track)) continue;
    tellReason(world, post, threat, `weapons ${post.control.weaponsControl} and no hostile evidence`);
  }
}

/** Reasons that are no refusal: the threat is being dealt with. */
const DEALT_WITH: ReadonlySet<string> = new Set(['already under fire', 'assessed as killed']);

function reasonOf(
  world: World,
  post: Post,
  threat: Threat,
  options: readonly EngagementOption[],
  context: AssignmentContext | null,
): string | null {
  if (context === null) return `not ready to fire in posture ${post.standing}`;
  const why = whyNotEngaged(threat, options, context);
  if (why === null || DEALT_WITH.has(why)) return null;
  // Doctrine has no objection: what the units could do tells more.
  const possible = options.some((option) => option.track === threat.track);
  return possible || !why.startsWith('outside the envelope') ? why : (whyNoOption(world, post, threat) ?? why);
}

/** The same reason with other figures is not told again. */
const withoutFigures = (reason: string): string => reason.replace(/[\d.]+/g, '#');

function tellReason(world: World, post: Post, threat: Threat, reason: string | null): void {
  const { reasons } = world.notes!;
  const key = `${post.id} ${threat.track}`;
  if (reason === null) {
    reasons.delete(key);
    return;
  }
  const kind = withoutFigures(reason);
  if (reasons.get(key) === kind) return;
  reasons.set(key, kind);
  note(world, {
    phase: 'assign',
    kind: 'notEngaged',
    actor: post.id,
    subject: `track ${threat.track}`,
    values: { identity: threat.identity, class: threat.targetClass, timeToGoS: Math.round(threat.timeToGo) },
    because: reason,
  });
}
