import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { GeometryCollection, Topology } from 'topojson-specification';
import {
  type ClaimRecord,
  type CoverageGrid,
  coverageGrid,
  documentOf,
  type LandFeature,
  mapBounds,
  type ResolvedScenario,
  readYaml,
  renderStudyReport,
  resolvePreset,
  resolveVariant,
  runScenario,
  type StudyPlan,
  type StudyResult,
  type Terrain,
  type TerrainSamples,
} from '../index.js';
import { PACKAGE_ROOT, PARAPET_VERSION } from './files.js';
import type { TerrainStore } from './terrain.js';

/** The study's report as one self-contained page, with land, relief, coverage and one example run. */
export async function renderReport(plan: StudyPlan, result: StudyResult, terrains: TerrainStore): Promise<string> {
  // Loaded only when a report is made: it takes longer than most commands.
  const { JSDOM } = await import('jsdom');
  const { document } = new JSDOM('<!doctype html><html><body></body></html>').window;
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
    terrain: scenario.terrain.source === 'none' ? undefined : sampleTerrain(terrain, scenario),
    coverage: coverageOf(plan, terrains),
    example: exampleRun(plan, terrains),
  });
}

/** Countries of Natural Earth at 1:50 million, as world-atlas has them. */
async function readLand(): Promise<LandFeature[]> {
  const { feature } = await import('topojson-client');
  const file = createRequire(import.meta.url).resolve('world-atlas/countries-50m.json');
  const topology = JSON.parse(readFileSync(file, 'utf8')) as Topology<{ countries: GeometryCollection }>;
  return feature(topology, topology.objects.countries).features as unknown as LandFeature[];
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

/** Step of the relief on the map, degrees: finer than the shipped terrain's cells would only make the file larger. */
const RELIEF_STEP_DEG = 0.1;

function sampleTerrain(terrain: Terrain, scenario: ResolvedScenario): TerrainSamples {
  const { west, east, south, north } = mapBounds(scenario);
  const axis = (from: number, to: number): number[] =>
    Array.from({ length: Math.ceil((to - from) / RELIEF_STEP_DEG) + 1 }, (_, i) => from + i * RELIEF_STEP_DEG);
  const latDeg = axis(south, north);
  const lonDeg = axis(west, east);
  const heights = latDeg.flatMap((latitude) =>
    lonDeg.map((longitude) => {
      const [lat, lon] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
      return terrain.contains(lat, lon) ? terrain.heightAt(lat, lon) : 0;
    }),
  );
  return { latDeg, lonDeg, heights };
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
function exampleRun(plan: StudyPlan, terrains: TerrainStore) {
  const { seed, baseline } = plan.study;
  const scenario = resolveVariant(plan, baseline, 0);
  const terrain = terrains.terrainOf(scenario.terrain);
  const { events } = runScenario(scenario, { terrain }, { seed, replication: 0, record: { events: true } });
  return { variant: baseline, replication: 0, stepS: scenario.stepS, events };
}
