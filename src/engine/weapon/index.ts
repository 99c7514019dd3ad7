export * from './assessment.js';
export * from './fire-unit.js';
export * from './intercept.js';
export * from './interceptor.js';
export * from './lethality.js';
export * from './weapon.schema.js';
