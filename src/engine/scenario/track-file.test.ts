import { describe, expect, test } from 'vitest';
import { parseTrackFile } from './track-file.js';

const told = (text: string) =>
  (parseTrackFile(text, 'track.yaml').issues ?? []).map(({ code, path, message }) => [code, path, message]);

describe('a file that says how to track', () => {
  test('names the kind of tracker that reads its settings: none is without effect', () => {
    expect(told('tracker:\n  association: { method: jpda }\n')).toEqual([
      [
        'SCN-134',
        'tracker.association',
        'a tracker of kind modeBank, which is the default, does not read association; kind: assembled does',
      ],
    ]);
    expect(told('tracker: { kind: modeBank, gate: { probability: 0.9 } }\n')).toHaveLength(1);
    expect(told('tracker: { kind: assembled, modeBank: {} }\n')).toHaveLength(1);
  });

  test('is taken with the settings of its own kind, and with identity, which both read', () => {
    expect(told('tracker: { kind: assembled, association: { method: jpda }, identity: { use: true } }\n')).toEqual([]);
    expect(told('tracker: { modeBank: {}, identity: { use: true } }\n')).toEqual([]);
  });

  test('gives a radar once', () => {
    const radar = '{ sac: 1, sic: 2, latDeg: 0, lonDeg: 0, heightM: 0 }';
    expect(told(`radars: [${radar}, ${radar}]\n`).map(([code]) => code)).toEqual(['SCN-015']);
  });
});
