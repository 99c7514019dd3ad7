import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ERRORS, generatedDocuments, scenarioSchema } from '../../src/engine/scenario/index.js';
import { studySchema } from '../../src/study/study.schema.js';
import { projectText } from '../fixtures/scenario.js';

describe('the pages on formats and errors', () => {
  test('are what the schemas say (otherwise: npm run build && node scripts/make-schemas.mjs)', () => {
    for (const { path, text } of generatedDocuments(studySchema)) {
      expect(projectText(path), path).toBe(text);
    }
  });

  test('explain every error code', () => {
    const page = projectText('docs/errors.md');
    for (const [code, [title, remedy]] of Object.entries(ERRORS)) {
      expect(page).toContain(`## ${code}: ${title}`);
      expect(remedy.length, code).toBeGreaterThan(20);
    }
  });

  test('describe every key of a scenario', () => {
    const walk = (schema: z.core.JSONSchema.BaseSchema, path: string): void => {
      for (const [key, child] of Object.entries(schema.properties ?? {})) {
        const at = `${path}.${key}`;
        expect((child as { description?: string }).description, at).toBeTruthy();
        walk(child as z.core.JSONSchema.BaseSchema, at);
        const items = (child as { items?: z.core.JSONSchema.BaseSchema }).items;
        if (items) walk(items, `${at}[]`);
      }
    };
    walk(z.toJSONSchema(scenarioSchema, { io: 'input' }), '');
  });
});
