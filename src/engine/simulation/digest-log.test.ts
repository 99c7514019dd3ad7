import { expect, test } from 'vitest';
import { PHASES } from '../types/index.js';
import { closePhase, firstDifference, makeDigestLog } from './digest-log.js';

test('equal logs have no first difference', () => {
  const log = new Uint32Array([1, 2, 3]);
  expect(firstDifference(log, log.slice())).toBeNull();
});

test('the first difference names its tick and phase', () => {
  const a = makeDigestLog(2);
  const b = makeDigestLog(2);
  for (const log of [a, b]) {
    for (let tick = 0; tick < 2; tick++) {
      for (const phase of PHASES) {
        log.digest.addInt32(log === b && tick === 1 && phase === 'track' ? 7 : 1);
        closePhase(log, tick, phase);
      }
    }
  }
  expect(firstDifference(a.phases, b.phases)).toEqual({ tick: 1, phase: 'track' });
});

test('a run that ended early differs where it ended', () => {
  expect(firstDifference(new Uint32Array(10), new Uint32Array(23))).toEqual({ tick: 1, phase: 'move' });
});
