import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type GalleryRun, galleryIndex, galleryPage, type LandFeature, renderRunPicture } from '../index.js';
import { must, PACKAGE_ROOT } from './files.js';
import { openScenario, type Project, readText } from './project.js';
import { runOnce } from './run-scenario.js';
import { openTerrains, type TerrainStore } from './terrain.js';

const FOLDER = join(PACKAGE_ROOT, 'scenarios', 'gallery');
/** Most positions of a run that its picture is drawn from. */
const SAMPLES = 600;

/** Names of the gallery's scenarios. */
export const galleryNames = (): string[] =>
  existsSync(FOLDER)
    ? readdirSync(FOLDER)
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => name.replace(/\.yaml$/, ''))
        .sort()
    : [];

/** Terrain that all of the gallery shares. */
export const galleryTerrains = (): TerrainStore => openTerrains(FOLDER);

/** Runs one at nominal values with seed 1. */
export function runGallery(name: string, project: Project, terrains: TerrainStore): GalleryRun {
  const text = must(readText(join(FOLDER, `${name}.yaml`)));
  const open = must(openScenario(text, FOLDER, project, terrains));
  const { durationS, stepS, description = '' } = open.document.scenario;
  const samplesEveryS = Math.max(stepS, durationS / SAMPLES);
  const { run, scenario } = runOnce(open, project, { seed: 1, events: true, samplesEveryS });
  return { name, description, scenario, run };
}

/** A scenario's page and picture, and the index of all, as files of docs/gallery. */
export const galleryFiles = (entry: GalleryRun, land: readonly LandFeature[]): { name: string; text: string }[] => [
  { name: `${entry.name}.md`, text: galleryPage(entry) },
  { name: `${entry.name}.svg`, text: renderRunPicture({ ...entry, land }) },
];

export { galleryIndex };
