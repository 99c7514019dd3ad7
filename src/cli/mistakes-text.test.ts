import { expect, test } from 'vitest';
import { tellMistakes } from './mistakes-text.js';

const mistake = {
  object: 'ap-101-01',
  allegiance: 'civil',
  preset: 'airliner',
  post: 'post',
  fireUnit: 'battery',
  track: 10,
  aimed: true,
  timeS: 612,
  result: 'destroyed',
  identity: 'hostile',
  evidence: [
    { timeS: 23, identity: 'neutral', because: 'inside airway' },
    { timeS: 593, identity: 'hostile', because: 'no answer, outside every corridor' },
  ],
} as const;

test('an aircraft engaged by mistake is told with what its track was taken for in turn', () => {
  expect(tellMistakes([mistake])).toEqual([
    '✖ civil airliner ap-101-01 engaged at 612 s by battery of post as track 10, identified hostile: destroyed',
    '    23 s  neutral: inside airway',
    '    593 s  hostile: no answer, outside every corridor',
  ]);
});

test('one that was hit in another’s place is told as that', () => {
  expect(tellMistakes([{ ...mistake, aimed: false, evidence: [] }])).toEqual([
    '✖ civil airliner ap-101-01 hit at 612 s by battery of post, which fired at track 10 (hostile): destroyed',
  ]);
});
