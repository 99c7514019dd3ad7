export { type AspectTable, parseAspectTable, tableRcs } from './aspect-table.js';
export { type BallisticPath, type BallisticPlan, flyBallistic, type Separation } from './ballistic.js';
export { type BallisticEffects, STANDARD_EFFECTS } from './ballistic-motion.js';
export { type FallPlan, flyFall } from './fall.js';
export * from './flight.js';
export { KNOT } from './knot.js';
export type { Manoeuvre } from './manoeuvre.js';
export { flyRoute, type RoutePlan, type RoutePlanPoint } from './route.js';
export * from './signature.js';
