export * from './network.js';
export * from './network.schema.js';
export * from './report.js';
export * from './traffic.js';
