import {
  type Catalogue,
  type CoverageSurvey,
  coverageNeed,
  inputError,
  nearestName,
  type Patches,
  POLAR_GAP_DEG,
  presetAtEnd,
  presetsOf,
  renderCoverageFiles,
  resolvePreset,
  type ScenarioDocument,
  type SurveyRecord,
  sensorsOnSmoothGround,
  surveyBounds,
  surveyCoverage,
  type TargetRange,
  verticalField,
} from '../index.js';
import { fileIssue, PARAPET_VERSION, prepareFolder, writeTogether } from './files.js';
import { makeDocument, readLand, sampleTerrain } from './map-data.js';
import type { OpenScenario, Project } from './project.js';
import { type RunInputs, resolveRun } from './run-scenario.js';

export interface CoverageOptions {
  /** Preset of the target. */
  readonly target: string;
  /** Above ground, m, ascending. */
  readonly altitudesM: readonly number[];
  readonly detectionProbability: number;
  readonly set?: Patches;
  /** Where pictures, outlines and numbers go, if anywhere. */
  readonly folder?: string;
  /** How to make it again, for the page. */
  readonly command: string;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface Coverage {
  readonly record: CoverageRecord;
  readonly title: string;
  /** What a reader should know of the figures, in words. */
  readonly notes: readonly string[];
}

export type CoverageRecord = SurveyRecord & {
  /** Assumptions changed by --set. */
  readonly set: Patches;
  /** sha256 of the terrain data. */
  readonly terrain: Readonly<Record<string, string>>;
  /** Names of the files written, where any were. */
  readonly files?: readonly string[];
};

const RECORD_FILE = 'coverage.json';
/** What the files of a large survey take, bytes. */
const EXPECTED_BYTES = 40e6;

/** Surveys where a scenario's sensors detect a target, and writes it down where a folder is given. */
export async function coverScenario(open: OpenScenario, project: Project, options: CoverageOptions): Promise<Coverage> {
  const { target, altitudesM, detectionProbability, set = {}, folder, onProgress } = options;
  const { catalogue } = project;
  requireTarget(catalogue, target);
  const inputs = resolveRun(open, project, { seed: 0, set });
  const { document, scenario, terrain } = inputs;
  if (scenario.sensors.length === 0) {
    throw inputError([
      { ...fileIssue('SCN-037', open.text.name, 'coverage needs a sensor; the scenario has none'), path: 'sensors' },
    ]);
  }
  if (folder !== undefined) prepareFolder(folder, EXPECTED_BYTES);
  const signature = {
    nominal: resolvePreset(document, catalogue, 'airObject', target),
    low: signatureAt(document, catalogue, target, 'low'),
    high: signatureAt(document, catalogue, target, 'high'),
  };
  const question = { target, signature, altitudesM, detectionProbability };
  const survey = await surveyCoverage(scenario, { terrain }, question, onProgress);
  if (survey === null) {
    const message = `coverage is drawn on meridians and parallels: no sensor may reach nearer than ${POLAR_GAP_DEG}° to a pole`;
    throw inputError([{ ...fileIssue('SCN-037', open.text.name, message), path: 'sensors' }]);
  }
  const record: CoverageRecord = { ...survey.record, set, terrain: open.terrains.identities() };
  const notes = notesOn(survey, signature.nominal, altitudesM);
  if (folder === undefined) return { record, title: scenario.title, notes };
  const files = await filesOf(survey, inputs, project, options, signature);
  const names = [...files.map(({ name }) => name), RECORD_FILE];
  const whole = { ...record, files: names };
  const json = JSON.stringify({ parapet: PARAPET_VERSION, ...whole }, null, 1);
  writeTogether(folder, [...files, { name: RECORD_FILE, bytes: `${json}\n` }]);
  return { record: whole, title: scenario.title, notes };
}

const signatureAt = (document: ScenarioDocument, catalogue: Catalogue, target: string, end: 'low' | 'high') =>
  presetAtEnd(document, catalogue, 'airObject', target, 'signature.bands', end);

function requireTarget(catalogue: Catalogue, target: string): void {
  const names = presetsOf(catalogue, 'airObject').map(({ id }) => id);
  if (names.includes(target)) return;
  const other = catalogue.presets.get(target);
  const nearest = nearestName(target, names);
  const list = nearest === undefined ? `; there are ${names.join(', ')}` : '';
  const issue = other
    ? fileIssue('SCN-017', '--target', `‘${target}’ is a preset of kind ${other.kind}; an airObject is wanted${list}`)
    : fileIssue('SCN-016', '--target', `the catalogue has no air object ‘${target}’${list}`);
  throw inputError([nearest === undefined ? issue : { ...issue, nearest }]);
}

function notesOn(
  { record }: CoverageSurvey,
  { minimumAltitudeM, maximumAltitudeM }: { readonly minimumAltitudeM: number; readonly maximumAltitudeM: number },
  altitudesM: readonly number[],
): string[] {
  const { target } = record;
  const high = altitudesM.filter((m) => m > maximumAltitudeM);
  const low = altitudesM.filter((m) => m < minimumAltitudeM);
  return [
    ...(low.length > 0 ? [`${target} flies no lower than ${minimumAltitudeM} m above ground`] : []),
    ...(high.length > 0 ? [`${target} flies no higher than ${maximumAltitudeM} m above the sea`] : []),
    ...(record.cutByTerrain
      ? ['the terrain data end within the reach of a sensor: what lies beyond them counts as not covered']
      : []),
  ];
}

/** Cells of the relief under the maps, along the longer side. */
const RELIEF_CELLS = 170;

async function filesOf(
  survey: CoverageSurvey,
  { scenario, terrain }: RunInputs,
  { catalogue }: Project,
  { target, command, detectionProbability }: CoverageOptions,
  signature: TargetRange,
): Promise<{ name: string; bytes: string }[]> {
  const bounds = surveyBounds({ survey, scenario });
  const span = Math.max(bounds.east - bounds.west, bounds.north - bounds.south);
  const preset = presetsOf(catalogue, 'airObject').find(({ id }) => id === target)!;
  const need = coverageNeed(signature, detectionProbability);
  return renderCoverageFiles({
    survey,
    scenario,
    vertical: sensorsOnSmoothGround(scenario).map((sensor) => verticalField(scenario, sensor, need)),
    target: preset,
    signature,
    catalogue,
    command,
    version: PARAPET_VERSION,
    land: await readLand(),
    terrain: scenario.terrain.source === 'none' ? undefined : sampleTerrain(terrain, bounds, span / RELIEF_CELLS),
    document: await makeDocument(),
  });
}
