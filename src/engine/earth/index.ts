export { ringArea, zoneArea } from './area.js';
export { type Air, densityAt, geometricAltitude, geopotentialAltitude, standardAtmosphere } from './atmosphere.js';
export {
  fresnelParameter,
  type Ground,
  knifeEdgeLoss,
  LAND,
  nearestToSurface,
  type Polarisation,
  SEA,
  smoothEarthDiffraction,
} from './diffraction.js';
export { decodeEtopo5 } from './etopo.js';
export { VOID } from './fill-void.js';
export { enuBasisInto, enuInto, enuToEcefInto } from './frames.js';
export { GAS_FREQUENCIES, gasAttenuation, type MoistAir, vapourPressure } from './gas.js';
export { type GasProfile, type GasTable, gasLoss, lookUpGasLoss, makeGasProfile, makeGasTable } from './gas-path.js';
export {
  type GeodesicLine,
  geodesicDirect,
  makeGeodesicLine,
  pointOnLineInto,
  wrapAzimuth,
  wrapLongitude,
} from './geodesic.js';
export { type GeodesicInverse, geodesicInverse } from './geodesic-inverse.js';
export { decodeHgt, type HgtTile, hgtRaster, mosaicTerrain } from './hgt.js';
export {
  clearsHorizon,
  type HorizonOptions,
  type HorizonTable,
  lowestVisibleHeight,
  makeHorizonTable,
  ROUGHNESS_CLEARANCE,
  ROUGHNESS_FULL,
  type Site,
} from './horizon.js';
export { lineOfSight } from './line-of-sight.js';
export {
  factorOfReflection,
  fresnelInto,
  type Multipath,
  makeMultipath,
  propagationFactor,
  REFLECTION,
  REFLECTION_WIDTH,
  type ReflectingSurface,
  reflectionInto,
  roughnessFactor,
} from './multipath.js';
export { lengthInRain, RAIN_FREQUENCIES, type RainCell, rainAttenuation, rainCoefficients } from './rain.js';
export {
  type BoundsDeg,
  crsName,
  type ElevationRaster,
  HIGHEST_GROUND,
  LOWEST_GROUND,
  makeElevationRaster,
  type RasterCrs,
  rasterBounds,
  type VerticalDatum,
} from './raster.js';
export { mergeRasters, type NamedRaster, onOneGrid, rasterTerrain, UNCOVERED } from './raster-terrain.js';
export {
  factorForHorizon,
  type Ray,
  rayBetween,
  refractedHorizon,
  straightElevation,
  traceRay,
} from './ray-bending.js';
export {
  effectiveEarthRadius,
  factorOfGradient,
  MEAN_EARTH_RADIUS,
  radarHorizon,
  refractedDrop,
  STANDARD_REFRACTION,
} from './refraction.js';
export {
  crplAtmosphere,
  type ExponentialAtmosphere,
  indexGradient,
  MEAN_ATMOSPHERE,
  refractiveIndex,
  refractivity,
  SPEED_OF_LIGHT,
} from './refractivity.js';
export { toGeodetic } from './tangent-plane.js';
export {
  flatTerrain,
  makeGridTerrain,
  maskingHeight,
  type Terrain,
  type TerrainGrid,
  withRoughness,
} from './terrain.js';
export { geodeticFromUtmInto, utmFromGeodeticInto } from './transverse-mercator.js';
export { heightAbove, upInto } from './vertical.js';
export { aboveSeaLevel } from './vertical-datum.js';
export { ecefToGeodeticInto, geodeticToEcefInto, WGS84 } from './wgs84.js';
