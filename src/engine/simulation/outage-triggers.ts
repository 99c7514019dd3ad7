import { addOutage } from '../network/index.js';
import type { OutageTrigger } from '../scenario/resolved.js';
import type { EventKind, SimulationEvent } from '../types/index.js';
import type { World } from './world.js';

/** The event that each word of `when` waits for, and where it names what it happens to. */
const EVENTS: Readonly<Record<OutageTrigger['on'], { kind: EventKind; names: 'actor' | 'subject' }>> = {
  placeStruck: { kind: 'placeStruck', names: 'subject' },
  nodeLost: { kind: 'nodeLost', names: 'actor' },
  linkCut: { kind: 'linkCut', names: 'actor' },
  warning: { kind: 'threatRaised', names: 'actor' },
};

/** Sets off the outages that wait for this event, each once. They begin in the next tick at the earliest. */
export function setOff(world: World, event: Pick<SimulationEvent, 'kind' | 'actor' | 'subject'>): void {
  const { triggers, network, tick, stepS } = world;
  for (let k = 0; k < triggers.length; k++) {
    const { on, of, node, link, delayS, durationS, cause } = triggers[k];
    const { kind, names } = EVENTS[on];
    if (event.kind !== kind || event[names] !== of) continue;
    triggers.splice(k--, 1);
    const fromS = (tick + Math.max(1, Math.ceil(delayS / stepS))) * stepS;
    addOutage(network, {
      ...(node === undefined ? { link } : { node }),
      fromS,
      ...(durationS === undefined ? {} : { toS: fromS + durationS }),
      ...(cause === undefined ? {} : { cause }),
    });
  }
}
