// Writes what editors and people read of the file formats, from the compiled schemas: docs/schema/*.json,
// docs/scenario-format.md and docs/errors.md. Run `npm run build` first; a test compares the files with the schemas.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedDocuments } from '../dist/engine/scenario/index.js';
import { studySchema } from '../dist/study/study.schema.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
for (const { path, text } of generatedDocuments(studySchema)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(path);
}
