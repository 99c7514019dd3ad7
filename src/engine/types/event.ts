/** The phases of one tick, in their order. */
export const PHASES = [
  'move',
  'sense',
  'track',
  'share',
  'identify',
  'evaluate',
  'assign',
  'launch',
  'resolve',
  'record',
] as const;
export type Phase = (typeof PHASES)[number];

export const EVENT_KINDS = [
  'reported', // a sensor of a post reports an object for the first time; not in the digest
  'trackConfirmed',
  'trackDropped',
  'identified',
  'postureChanged',
  'linkCut',
  'linkRestored',
  'threatRaised',
  'engagementOrdered',
  'notEngaged', // why a threat is left alone, when the reason changes; not in the digest
  'interceptorLaunched',
  'launchAborted',
  'intercept', // an interceptor met its aim point: hit or miss, and why
  'engagementAssessed',
  'orderSent', // to a post under control: an order to a fire unit, or a threat allotted
  'orderDeclined', // and why
  'leakerHandedOver',
  'guidancePassed', // to another post's track
  'guidanceLost', // an interceptor without a track that guides it
  'placeStruck',
  'objectDestroyed',
  'objectLanded',
  'objectReleased', // an aircraft let something go
  'objectSeparated', // a missile came apart
  'flightDiverted',
  'airspaceChanged', // an order came into force or ended
  'nodeLost', // failed, destroyed or without power
  'nodeRestored',
  'autonomous', // cut off, goes on alone
  'silenced', // cut off, falls silent
  'fellBack', // cut off, answers to its fallback
  'rejoined',
  'emitterHeard', // a missile that homes on radars has taken one up
  'emitterLost', // it flies on by memory
  'emitterMissed',
  'nodeDestroyed',
] as const;
/** What is told for people alone: no digest holds it. */
export const NOTES: ReadonlySet<EventKind> = new Set<EventKind>(['reported', 'notEngaged']);
export type EventKind = (typeof EVENT_KINDS)[number];

/** Something that happened, told so that a person can follow it. Part of the digest, unless it is one of the NOTES. */
export interface SimulationEvent {
  readonly tick: number;
  readonly phase: Phase;
  readonly kind: EventKind;
  /** The command post, fire unit or sensor that acts, or the object it happens to. */
  readonly actor: string;
  /** What it concerns: a track, an object, a place. */
  readonly subject?: string;
  readonly values?: Readonly<Record<string, number | string>>;
  /** The reason, in words. */
  readonly because?: string;
}
