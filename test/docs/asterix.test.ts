import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ASTERIX_PROBLEMS } from '../../src/exchange/asterix/index.js';
import { CAPTURE_PROBLEMS } from '../../src/exchange/index.js';

test('the page on recordings tells every fault that can be reported, in the same words', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/models/asterix.md'), 'utf8');
  for (const [code, [title, meaning]] of Object.entries({ ...CAPTURE_PROBLEMS, ...ASTERIX_PROBLEMS })) {
    expect(page).toContain(`| ${code} | ${title} | ${meaning} |`);
  }
});
