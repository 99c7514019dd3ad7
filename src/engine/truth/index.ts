export { type AspectTable, parseAspectTable, tableRcs } from './aspect-table.js';
export { type BallisticPlan, flyBallistic } from './ballistic.js';
export * from './flight.js';
export * from './homing.js';
export { KNOT } from './knot.js';
export { flyRoute, type RoutePlan, type RoutePlanPoint } from './route.js';
export * from './signature.js';
