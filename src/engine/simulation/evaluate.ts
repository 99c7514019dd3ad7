import { activate, effectiveControl, evaluateThreats, postureAt } from '../command/index.js';
import { atan2, TWO_PI, wrapPi } from '../math/index.js';

import type { Track } from '../types/index.js';
import { closePhase } from './digest-log.js';
import { controlEmissions, setEmissions, warningOf } from './emission.js';
import { cycleDue, type Post } from './posts.js';
import { relocate } from './relocation.js';
import { hasSuperior } from './superiors.js';
import { threatMethods } from './threat-methods.js';
import { tell, type World } from './world.js';

/** Share of its half width beyond which a sector is turned towards the most urgent track; assumed. */
const TURN_BEYOND = 0.6;

/** Phase 6: what each post may do now (posture, being cut off), what threatens its places, and where its sectors look. */
export function evaluate(world: World): void {
  const { posts, tick, time, log } = world;
  for (const post of posts) {
    govern(world, post);
    if (!cycleDue(post, tick)) continue;
    const context = {
      post: post.id,
      time,
      places: post.defended,
      weaponsControl: post.control.weaponsControl,
      ...threatMethods(post),
    };
    const before = post.threats.length;
    post.threats = evaluateThreats(post.picture, context);
    if (post.threats.length > 0) {
      const warning = warningOf(post, post.resolved.posture.onWarning?.from);
      if (warning !== undefined) activate(post.posture, time, warning);
      if (before === 0) {
        const [first] = post.threats;
        tell(world, 'evaluate', {
          kind: 'threatRaised',
          actor: post.id,
          subject: `track ${first.track}`,
          values: { threats: post.threats.length, timeToGoS: Math.round(first.timeToGo) },
          because: first.because,
        });
      }
    }
    controlEmissions(world, post);
    point(world, post);
    for (const threat of post.threats) {
      log.digest.addInt32(threat.track);
      log.digest.addFloat64(threat.score);
    }
  }
  setEmissions(world);
  closePhase(log, tick, 'evaluate');
}

/** Posture and weapons control as they stand now. */
function govern(world: World, post: Post): void {
  const { doctrine } = post.resolved;
  relocate(world, post);
  const standing = postureAt(post.posture, world.time);
  const linked = hasSuperior(world, post);
  const { weaponsControl } = post.posture;
  const control = effectiveControl(weaponsControl === null ? doctrine : { ...doctrine, weaponsControl }, linked);
  if (standing !== post.standing) {
    tell(world, 'evaluate', {
      kind: 'postureChanged',
      actor: post.id,
      subject: standing,
      because: post.posture.because,
    });
    post.standing = standing;
  }
  if (control.weaponsControl !== post.control.weaponsControl || control.emit !== post.control.emit) {
    tell(world, 'evaluate', {
      kind: 'postureChanged',
      actor: post.id,
      subject: `weapons ${control.weaponsControl}${control.emit ? '' : ', radars silent'}`,
      because: !linked ? 'cut off from its superior' : weaponsControl === null ? 'linked to its superior' : 'ordered',
    });
    post.control = control;
  }
}

/** Turns slewable sectors to the track under fire, or else to the most urgent threat, when it leaves their middle. */
function point(world: World, post: Post): void {
  const { sensors } = world;
  const number = post.engagements[0]?.track ?? post.threats[0]?.track;
  if (number === undefined) return;
  const track = post.picture.find((candidate) => candidate.number === number);
  if (track === undefined) return;
  for (const index of post.sensors) {
    const sensor = sensors[index];
    if (sensor.radar.rotating || sensor.radar.slewRate === 0) continue;
    const azimuth = azimuthOf(sensor.place.basis, sensor.place.positionEcef, track);
    const off = Math.abs(wrapPi(azimuth - sensor.wantedBoresight));
    if (off > TURN_BEYOND * sensor.radar.sectorHalfWidth) sensor.wantedBoresight = azimuth;
  }
}

function azimuthOf(basis: Float64Array, origin: Float64Array, track: Track): number {
  const dx = track.position[0] - origin[0];
  const dy = track.position[1] - origin[1];
  const dz = track.position[2] - origin[2];
  const azimuth = atan2(dx * basis[0] + dy * basis[1] + dz * basis[2], dx * basis[3] + dy * basis[4] + dz * basis[5]);
  return azimuth < 0 ? azimuth + TWO_PI : azimuth;
}
