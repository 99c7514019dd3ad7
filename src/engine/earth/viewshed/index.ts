export { type Geometry, type GraticuleOptions, graticuleGeometry, planeGeometry } from './geometry.js';
export { planSweep, type Sight, type Sweep } from './fans.js';
export { plainKernel, type ViewshedKernel } from './kernel.js';
export { type Ground, layOutRelief, type Relief, type ReliefMemory, reliefBytes, reliefMemory } from './relief.js';
export { clearAnswer, finishSweep, sweepPart } from './sweep.js';
