import { expect, test } from 'vitest';
import { EVENT_KINDS, NOTES } from '../../src/engine/types/index.js';
import { projectText } from '../fixtures/scenario.js';

test('the page on the timeline tells of every kind of event, and which are in no digest', () => {
  const page = projectText('docs/timeline.md');
  for (const kind of EVENT_KINDS) expect(page).toContain(`\`${kind}\``);
  for (const kind of NOTES) expect(page).toContain(`\`${kind}\` *`);
});
