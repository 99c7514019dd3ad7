import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ClaimRecord,
  type CoverageGrid,
  coverageGrid,
  documentOf,
  mapBounds,
  readYaml,
  renderStudyReport,
  resolvePreset,
  resolveVariant,
  runScenario,
  type StudyPlan,
  type StudyResult,
} from '../index.js';
import { PACKAGE_ROOT, PARAPET_VERSION } from './files.js';
import { makeDocument, readLand, sampleTerrain } from './map-data.js';
import type { RecordingStore } from './recordings.js';
import type { TerrainStore } from './terrain.js';

/** Step of the relief on the map, degrees: finer than the shipped terrain's cells would only make the file larger. */
const RELIEF_STEP_DEG = 0.1;

/** The study's report as one self-contained page, with land, relief, coverage and one example run. */
export async function renderReport(
  plan: StudyPlan,
  result: StudyResult,
  terrains: TerrainStore,
  recordings: RecordingStore,
): Promise<string> {
  const document = await makeDocument();
  const { study } = plan;
  const scenario = resolveVariant(plan, study.baseline);
  const terrain = terrains.terrainOf(scenario.terrain);
  return renderStudyReport({
    result,
    study,
    scenario,
    catalogue: plan.catalogue,
    document,
    version: PARAPET_VERSION,
    set: plan.set,
    claim: readClaim(study.claim),
    land: await readLand(),
    terrain:
      scenario.terrain.source === 'none' ? undefined : sampleTerrain(terrain, mapBounds(scenario), RELIEF_STEP_DEG),
    coverage: coverageOf(plan, terrains),
    example: exampleRun(plan, terrains, recordings),
  });
}

interface ClaimsFile {
  readonly sources: ClaimRecord['articles'];
  readonly claims: readonly (Omit<ClaimRecord, 'articles'> & { readonly id: string })[];
}

/** The claim in the shipped ledger; undefined if a study names one of its own. */
function readClaim(id: string): ClaimRecord | undefined {
  const file = join(PACKAGE_ROOT, 'claims', 'ledger.yaml');
  const read = readYaml(readFileSync(file, 'utf8'), 'claims/ledger.yaml');
  if (read.issues) return undefined;
  const { sources, claims } = read.value.raw as ClaimsFile;
  const claim = claims.find((c) => c.id === id);
  return claim && { ...claim, articles: sources };
}

/** Coverage at nominal values of the baseline and of the first other main variant. */
function coverageOf(plan: StudyPlan, terrains: TerrainStore): Record<string, CoverageGrid> | undefined {
  const { study, catalogue } = plan;
  const { coverage } = study;
  if (!coverage) return undefined;
  const other = plan.variants.find(({ name, group }) => group === 'main' && name !== study.baseline);
  const names = [study.baseline, ...(other ? [other.name] : [])];
  return Object.fromEntries(
    names.map((name) => {
      const scenario = resolveVariant(plan, name);
      const target = resolvePreset(documentOf(plan, name), catalogue, 'airObject', coverage.target);
      const terrain = terrains.terrainOf(scenario.terrain);
      return [name, coverageGrid(scenario, { terrain }, { ...coverage, target })];
    }),
  );
}

/** The baseline's first replication once more, with its events. */
function exampleRun(plan: StudyPlan, terrains: TerrainStore, recordings: RecordingStore) {
  const { seed, baseline } = plan.study;
  const scenario = resolveVariant(plan, baseline, 0);
  const terrain = terrains.terrainOf(scenario.terrain);
  const assets = { terrain, recorded: recordings.flightsOf(scenario) };
  const { events } = runScenario(scenario, assets, { seed, replication: 0, record: { events: true } });
  return { variant: baseline, replication: 0, stepS: scenario.stepS, events };
}
