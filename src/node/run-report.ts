import { renderRunReport, type ScenarioDocument } from '../index.js';
import { PARAPET_VERSION, writeTogether } from './files.js';
import { readLand } from './map-data.js';
import type { Project } from './project.js';
import type { RunOutcome } from './run-scenario.js';

export const RUN_REPORT_FILE = 'report.html';

/** Writes the page of a run into its folder. The run must have kept events and samples, as one with a folder does. */
export async function writeRunReport(
  folder: string,
  { run, scenario, manifest }: RunOutcome,
  document: ScenarioDocument,
  { catalogue }: Project,
): Promise<void> {
  const { seed, replication } = manifest;
  const { description } = document.scenario;
  const land = await readLand();
  const version = PARAPET_VERSION;
  const page = renderRunReport({ scenario, run, land, catalogue, version, description, seed, replication });
  writeTogether(folder, [{ name: RUN_REPORT_FILE, bytes: page }]);
}
