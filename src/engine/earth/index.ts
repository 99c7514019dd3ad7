export { type Air, densityAt, geometricAltitude, geopotentialAltitude, standardAtmosphere } from './atmosphere.js';
export { decodeEtopo5 } from './etopo.js';
export { VOID } from './fill-void.js';
export { enuBasisInto, enuInto, enuToEcefInto } from './frames.js';
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
  clearsEveryRidge,
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
  type BoundsDeg,
  crsName,
  type ElevationRaster,
  makeElevationRaster,
  type RasterCrs,
  rasterBounds,
  type VerticalDatum,
} from './raster.js';
export { mergeRasters, type NamedRaster, onOneGrid, rasterTerrain, UNCOVERED } from './raster-terrain.js';
export {
  effectiveEarthRadius,
  MEAN_EARTH_RADIUS,
  radarHorizon,
  refractedDrop,
  STANDARD_REFRACTION,
} from './refraction.js';
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
