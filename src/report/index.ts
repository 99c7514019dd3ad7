export type { ClaimRecord, ExampleRun, LandFeature, ReportInput, Ring, TerrainSamples } from './input.js';
export { renderStudyReport } from './study-report.js';
