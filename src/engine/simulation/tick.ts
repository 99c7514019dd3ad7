import { assign } from './assign.js';
import { evaluate } from './evaluate.js';
import { identify } from './identify.js';
import { launchAndGuide } from './launch.js';
import { move } from './move.js';
import { record } from './record.js';
import { resolve } from './resolve.js';
import { sense } from './sense.js';
import { share } from './share.js';
import { track } from './track.js';
import type { World } from './world.js';

/** One tick. Each phase reads what earlier ones left and writes one thing. */
export function stepWorld(world: World): void {
  move(world); //           where everything is
  sense(world); //          what each radar reports
  track(world); //          what each command post makes of its sensors’ reports
  share(world); //          what command posts tell each other
  identify(world); //       each post’s recognised air picture: who is who
  evaluate(world); //       what endangers what
  assign(world); //         who shoots at what
  launchAndGuide(world); // interceptors leave and fly at tracks
  resolve(world); //        what interceptors and raiders meet
  record(world); //         measures and samples
  world.tick++;
  world.time = world.tick * world.stepS;
}
