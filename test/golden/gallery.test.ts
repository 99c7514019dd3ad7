import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EVENT_KINDS } from '../../src/engine/types/index.js';
import { must } from '../../src/node/files.js';
import { galleryFiles, galleryIndex, galleryNames, galleryTerrains, runGallery } from '../../src/node/gallery.js';
import { readLand } from '../../src/node/map-data.js';
import { loadProject } from '../../src/node/project.js';
import { type GalleryRun, keyLines, keyMeasures } from '../../src/report/index.js';

/** Set to rewrite the files: `npm run golden`. */
const UPDATE = process.env.UPDATE_GOLDEN === '1';
const GOLDENS = new URL('gallery/', import.meta.url);
const PAGES = new URL('../../docs/gallery/', import.meta.url);

const project = must(loadProject());
const terrains = galleryTerrains();
const land = await readLand();
const names = galleryNames();
const ran: GalleryRun[] = [];

/** What a golden file holds: the digest, and enough to read what moved. */
function summary(entry: GalleryRun): object {
  const { scenario, run } = entry;
  const counts = EVENT_KINDS.map((kind) => [kind, run.events.filter((event) => event.kind === kind).length] as const);
  return {
    title: scenario.title,
    digest: run.digest,
    measures: Object.fromEntries(keyMeasures(run).map(([id, value]) => [id, value])),
    events: Object.fromEntries(counts.filter(([, count]) => count > 0)),
    timeline: keyLines(entry),
  };
}

const textOf = (file: URL): string | undefined => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

describe('every scenario of the gallery does what is on record (seed 1, nominal values)', () => {
  test.each(names)('%s', (name) => {
    const entry = runGallery(name, project, terrains);
    ran.push(entry);
    const now = `${JSON.stringify(summary(entry), null, 2)}\n`;
    const file = new URL(`${name}.json`, GOLDENS);
    if (UPDATE) writeFileSync(file, now);
    const before = textOf(file);
    if (before === undefined) expect.fail(`${name} has no golden: npm run golden, then look at what it wrote`);
    expect(JSON.parse(now), 'if that is meant: npm run golden').toEqual(JSON.parse(before));
    if (UPDATE) return;
    for (const { name: page, text } of galleryFiles(entry, land)) {
      const shown = textOf(new URL(page, PAGES));
      if (shown !== text) expect.fail(`docs/gallery/${page} is not what the scenario does: npm run gallery`);
    }
  });

  test('has an id that is its file’s name, a description, and stays small', () => {
    for (const { name, description, scenario } of ran) {
      expect(scenario.name, name).toBe(name);
      expect(description.length, name).toBeGreaterThan(60);
      expect(scenario.durationS, name).toBeLessThanOrEqual(1200);
    }
  });

  test('has a picture under 60 kB', () => {
    for (const { name } of ran) {
      const picture = textOf(new URL(`${name}.svg`, PAGES)) ?? '';
      expect(picture.length, name).toBeLessThan(60_000);
    }
  });
});

test('the index of the gallery lists what is there', () => {
  if (UPDATE) return;
  expect(textOf(new URL('README.md', PAGES)), 'npm run gallery').toBe(galleryIndex(ran));
});

test('no golden is left of a scenario that is gone', () => {
  const goldens = readdirSync(GOLDENS).map((file) => file.replace(/\.json$/, ''));
  expect(goldens.filter((name) => !names.includes(name))).toEqual([]);
});
