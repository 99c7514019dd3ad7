/** Special functions, gathered. */
export { betaQuantile, regularizedBeta, studentTQuantile } from './beta.js';
export { logGamma, poissonProbability, poissonQuantile, regularizedGammaP, regularizedGammaQ } from './gamma.js';
export { besselI0e, marcumQ } from './marcum.js';
export { normalCdf, normalQuantile } from './normal.js';
