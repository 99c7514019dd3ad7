import { z } from 'zod';
import { count, quantity } from '../../types/quantity.schema.js';
import { MODE_BANK_DEFAULTS as D, type ModeBankConfig } from './settings.js';

/** Options of the bank of coordinated-turn modes, as a file gives them. */
export const modeBankSchema = z
  .strictObject({
    turnAccelerationsMps2: z
      .array(z.number().min(0.1).max(500))
      .min(1)
      .max(20)
      .default([...D.turnAccelerations])
      .meta({ unit: 'm/s²', description: 'accelerations across the course, rising; each is a turn to either side' }),
    straightNoiseMps2: quantity('m/s²', 'acceleration noise of straight flight, one sigma', 0.01, 100).default(
      D.straightNoise,
    ),
    turnNoiseMps2: quantity('m/s²', 'acceleration noise along the course in a turn, one sigma', 0.001, 100).default(
      D.turnNoise,
    ),
    straightS: quantity('s', 'mean time from one turn to the next', 1, 1e6).default(D.straightS),
    turnS: quantity('s', 'mean time in a turn', 1, 1e6).default(D.turnS),
    levelS: quantity('s', 'mean time of level flight until a climb or descent begins', 1, 1e6).default(D.levelS),
    climbS: quantity('s', 'mean time in a climb or descent', 1, 1e6).default(D.climbS),
    climbSpeedMps: quantity('m/s', 'one sigma of the speed of a climb that has just begun', 0.1, 1000).default(
      D.climbSpeed,
    ),
    firstSpeedMps: quantity('m/s', 'one sigma of each component of a first velocity', 1, 5000).default(D.firstSpeed),
    maximumSpeedMps: quantity('m/s', 'speed up to which a second detection is looked for', 1, 10_000).default(
      D.maximumSpeed,
    ),
    ceilingM: quantity('m', 'greatest height at which targets are looked for', 100, 1e6).default(D.ceiling),
    survivalProbability: quantity('1', 'probability that a target flies on for another 5 s', 0.5, 0.99999).default(
      D.survival,
    ),
    birthsIn5S: quantity('1', 'new targets expected in 5 s at first; then learnt', 1e-6, 1e4).default(D.births),
    showProbability: quantity('1', 'tracks are shown from this probability of being alive on', 0.01, 0.99).default(
      D.show,
    ),
    maximumBranches: count('explanations kept of one track', 1, 100).default(D.maximumBranches),
    scans: count('scans after which a young track’s ambiguity is decided', 1, 4).default(D.scans),
    matureDetections: count('detections after which a track is decided at once', 2, 1000).default(D.matureHits),
    maximumNodes: count('steps of the search for the best joint explanation of one cluster', 1, 1_000_000).default(
      D.maximumNodes,
    ),
    maximumBranchesHeld: count('branches of all tracks held at once', 256, 1_000_000).default(D.maximumLeaves),
  })
  .refine((bank) => bank.turnAccelerationsMps2.every((a, k, all) => k === 0 || a > all[k - 1]), {
    message: 'turn accelerations must rise',
    path: ['turnAccelerationsMps2'],
  })
  .prefault({})
  .meta({ description: 'settings of modeBank' });

/** A bank's settings from a file's options. */
export function modeBankConfigOf(entry: z.output<typeof modeBankSchema>): Partial<ModeBankConfig> {
  return {
    turnAccelerations: entry.turnAccelerationsMps2,
    straightNoise: entry.straightNoiseMps2,
    turnNoise: entry.turnNoiseMps2,
    straightS: entry.straightS,
    turnS: entry.turnS,
    levelS: entry.levelS,
    climbS: entry.climbS,
    climbSpeed: entry.climbSpeedMps,
    firstSpeed: entry.firstSpeedMps,
    maximumSpeed: entry.maximumSpeedMps,
    ceiling: entry.ceilingM,
    survival: entry.survivalProbability,
    births: entry.birthsIn5S,
    show: entry.showProbability,
    maximumBranches: entry.maximumBranches,
    scans: entry.scans,
    matureHits: entry.matureDetections,
    maximumNodes: entry.maximumNodes,
    maximumLeaves: entry.maximumBranchesHeld,
  };
}
