// Writes docs/gallery from scenarios/gallery: a page and a picture for each scenario, and their index. Run through
// `npm run gallery`, which builds first; test/golden/gallery.test.ts compares the files with what the scenarios do.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../dist/node/files.js';
import { galleryFiles, galleryIndex, galleryNames, galleryTerrains, runGallery } from '../dist/node/gallery.js';
import { readLand } from '../dist/node/map-data.js';
import { loadProject } from '../dist/node/project.js';

const folder = join(import.meta.dirname, '..', 'docs', 'gallery');
const project = must(loadProject());
const terrains = galleryTerrains();
const land = await readLand();
const entries = galleryNames().map((name) => runGallery(name, project, terrains));
const files = [
  { name: 'README.md', text: galleryIndex(entries) },
  ...entries.flatMap((entry) => galleryFiles(entry, land)),
];
mkdirSync(folder, { recursive: true });
const kept = new Set(files.map(({ name }) => name));
for (const name of readdirSync(folder)) if (!kept.has(name)) rmSync(join(folder, name));
for (const { name, text } of files) writeFileSync(join(folder, name), text);
console.log(`${entries.length} scenarios, ${files.length} files in docs/gallery`);
