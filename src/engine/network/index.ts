export * from './forward.js';
export * from './network.js';
export * from './network.schema.js';
export * from './report.js';
export * from './route.js';
export * from './state.js';
export * from './traffic.js';
