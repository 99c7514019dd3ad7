import type { z } from 'zod';
import { readsKey, type TrackerFile, trackerConfigSchema } from '../tracker/assembly/tracker-config.schema.js';
import { choice } from '../types/quantity.schema.js';

/** How a command post makes tracks of its sensors' reports: a tracker's settings, or the fast tracker that has none. */
export const postTrackerSchema = trackerConfigSchema
  .extend({
    kind: choice(
      ['constantVelocity', 'modeBank', 'assembled'],
      'constantVelocity: the fast tracker of one model of motion; modeBank: the bank of coordinated-turn modes; assembled: a tracker put together from the parts named here',
    ).default('constantVelocity'),
  })
  .prefault({})
  .meta({
    description:
      'tracker of the reports of the post’s own sensors: kind constantVelocity (if left out), modeBank or assembled, and its settings as in the table of trackers below',
  });

export type PostTrackerEntry = z.output<typeof postTrackerSchema>;

/** A post's tracker as a run makes it. */
export type PostTrackerSpec = { readonly kind: 'constantVelocity' } | TrackerFile;

export function resolveTracker({ kind, ...settings }: PostTrackerEntry): PostTrackerSpec {
  return kind === 'constantVelocity' ? { kind } : { kind, ...settings };
}

/** Whether a post's tracker of this kind reads this key. */
export function isRead(kind: string, key: string): boolean {
  return key === 'kind' || (kind !== 'constantVelocity' && readsKey(kind === 'modeBank' ? kind : 'assembled', key));
}
