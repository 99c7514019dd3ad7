import { expect, test } from 'vitest';
import { catalogue, resolveText } from '../../test/fixtures/anatolia.js';
import { projectText } from '../../test/fixtures/scenario.js';
import { flatTerrain } from '../engine/earth/index.js';
import { runScenario } from '../engine/simulation/index.js';
import { renderRunPicture } from './run-picture.js';
import { renderRunReport } from './run-report.js';

const scenario = resolveText(projectText('scenarios/gallery/basic-engagement.yaml'));
const record = { events: true, samplesEveryS: 1 };
const run = runScenario(scenario, { terrain: flatTerrain() }, { seed: 1, record });

test('a run’s page holds its picture, costs beside the value kept, timeline and assumptions, and fetches nothing', () => {
  const page = renderRunReport({ scenario, run, catalogue, seed: 1, replication: null });
  for (const id of ['map', 'costs', 'measures', 'timeline', 'assumptions', 'sources']) {
    expect(page).toContain(`<section id="${id}">`);
  }
  expect(page).toContain(run.digest);
  expect(page).toContain('8 × patriot-gemt');
  expect(page).toContain('Kept from the raiders shot down');
  expect(page).not.toMatch(/<script|<link|src="http/);
});

test('a picture shows where each object was destroyed and is the same each time', () => {
  const picture = renderRunPicture({ scenario, run });
  expect(picture).toBe(renderRunPicture({ scenario, run }));
  const kills = run.events.filter(({ kind }) => kind === 'objectDestroyed').length;
  expect(picture.match(/<circle r="6.5"/g)).toHaveLength(kills);
});
