export type { ClaimRecord, ExampleRun, LandFeature, ReportInput, Ring, TerrainSamples } from './input.js';
export { mapBounds } from './map.js';
export { renderStudyReport } from './study-report.js';
