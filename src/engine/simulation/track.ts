import { powered } from '../network/index.js';
import { closePhase } from './digest-log.js';
import { reportsArrive } from './homes.js';
import { objectOf } from './notes.js';
import { noteAddress, noteOrigin, noteSeen, type Post } from './posts.js';
import { reportCount } from './reports.js';
import { tell, type World } from './world.js';

/** Phase 3: each command post's tracker takes the reports of its sensors. Writes the trackers' tables. */
export function track(world: World): void {
  const { sensors, posts, network, reports, time, tick, log } = world;
  for (const post of posts) {
    if (!powered(network, post.id, time)) continue;
    const { tracker } = post;
    // A post that waits for its unit to be cut off has nothing to do.
    if (post.resolved.aloneOf !== undefined && post.sensors.length === 0 && tracker.table.count === 0) continue;
    for (const index of post.sensors) {
      if (!reportsArrive(world, sensors[index], post)) continue;
      tracker.take(sensors[index], reports, tick);
      const first = reports.start[index];
      const count = reportCount(reports, index);
      const { assigned } = tracker;
      const engages = sensors[index].role === 'engagement';
      log.digest.addInt32Array(assigned, count);
      for (let i = 0; i < count; i++) {
        const number = assigned[i];
        if (number < 0) continue;
        noteOrigin(post, number, reports.origins[first + i]);
        if (engages) noteSeen(post, index, number, time);
        if (reports.addresses !== null) noteAddress(post, number, reports.addresses[first + i]);
      }
    }
    tracker.endTick(time);
    tellOf(world, post);
    log.digest.addInt32(tracker.table.count);
  }
  closePhase(log, tick, 'track');
}

function tellOf(world: World, post: Post): void {
  const { confirmedNow, droppedNow } = post.tracker;
  if (confirmedNow.length + droppedNow.length > 0) post.news = true;
  for (const number of confirmedNow) {
    const values = objectOf(world, post, number);
    tell(world, 'track', { kind: 'trackConfirmed', actor: post.id, subject: `track ${number}`, values });
  }
  for (const number of droppedNow) {
    tell(world, 'track', { kind: 'trackDropped', actor: post.id, subject: `track ${number}` });
    post.identities.delete(number);
    post.salvos.delete(number);
    post.believedKilled.delete(number);
    post.evidence?.facts.delete(number);
    post.addresses.delete(number);
  }
}
