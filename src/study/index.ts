export { erlangB, hughesSalvo, lanchesterSquare, type SalvoForce, salvoKill, shootLookShoot } from './analytic.js';
export { comparePaired, medianInterval, type PairedDifference } from './compare.js';
export { type Conditions, concludeStudy } from './conclude.js';
export { digestStudy, inStudyOrder } from './digest.js';
export { formatInterval, formatNumber, formatSigned } from './format.js';
export { type MeasureRange, measureRanges, measuresOf } from './measures.js';
export { parseStudy } from './parse.js';
export {
  documentOf,
  drawsOf,
  drawsOfReplication,
  type PlannedVariant,
  planStudy,
  resolveVariant,
  type StudyPlan,
} from './plan.js';
export { runReplication, runVariant, type StudyAssets } from './replicate.js';
export type * from './result.js';
export { type Hypothesis, hypothesisSchema, type Study, studySchema } from './study.schema.js';
export { summariseMeasure, TABLE_CONFIDENCE } from './summarise.js';
export {
  answerOf,
  type Evidence,
  joinAnswers,
  MINIMUM_PAIRS,
  reachVerdict,
  testHypothesis,
  type ValuesOf,
} from './verdict.js';
