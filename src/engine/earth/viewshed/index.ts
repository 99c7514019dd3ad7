export { planSweep, type Sight, type Sweep } from './fans.js';
export { OUT_OF_RANGE, plainKernel, type ViewshedKernel } from './kernel.js';
export { drawViewshed, type Picture } from './picture.js';
export {
  type Ground,
  groundAt,
  layOutRelief,
  type Relief,
  type ReliefMemory,
  reliefBytes,
  reliefMemory,
} from './relief.js';
export {
  cellOfPoint,
  cellOfPosition,
  farthestCorner,
  GREATEST_LATITUDE_DEG,
  type GridShape,
  geometryOf,
  latitudeReachDeg,
  makeSite,
  type Site,
  type ViewshedRequest,
} from './site.js';
export { summarise, type ViewshedSummary } from './summary.js';
export { clearAnswer, finishSweep, sweepPart } from './sweep.js';
export {
  answerOf,
  countAnswer,
  plainGround,
  type ViewshedCounts,
  type ViewshedGround,
  viewshed,
  wholeAnswer,
  wholeLowest,
} from './viewshed.js';
