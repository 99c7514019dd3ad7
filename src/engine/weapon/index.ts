export * from './assessment.js';
export * from './fireUnit.js';
export * from './intercept.js';
export * from './interceptor.js';
export * from './lethality.js';
export * from './weapon.schema.js';
