import { z } from 'zod';
import { choice, count, quantity } from '../types/quantity.schema.js';

/** Where a scenario's terrain can come from. */
export const TERRAIN_SOURCES = ['none', 'etopo5', 'hgt', 'geotiff', 'skadi', 'terrarium', 'copernicus'] as const;

/** Sources whose tiles are fetched beforehand and read from the cache: they need an area. */
export const TILE_SOURCES = ['skadi', 'terrarium', 'copernicus'] as const;

const text = (meaning: string) => z.string().meta({ description: meaning });

export const terrainSchema = z
  .strictObject({
    source: choice(
      TERRAIN_SOURCES,
      'none: a smooth ellipsoid; etopo5: the window that is shipped (25–50° N, 15–50° E); hgt: a folder of SRTM tiles; geotiff: GeoTIFFs; skadi, terrarium, copernicus: tiles that `parapet terrain fetch` brought',
    ),
    folder: text(
      'hgt: folder of .hgt or .hgt.gz tiles; geotiff: folder of .tif files, or one of them; skadi, terrarium, copernicus: the cache of tiles, if not the user’s own',
    ).optional(),
    area: z
      .strictObject({
        westDeg: quantity('deg', 'western edge', -180, 180),
        southDeg: quantity('deg', 'southern edge', -90, 90),
        eastDeg: quantity('deg', 'eastern edge', -180, 180),
        northDeg: quantity('deg', 'northern edge', -90, 90),
      })
      .optional()
      .meta({ description: 'skadi, terrarium, copernicus: what is covered; every tile that touches it is used' }),
    zoom: count(
      'terrarium: level of its tiles; 11 has pixels of 59 m at 40° of latitude, each level halves them',
      0,
      15,
    ).optional(),
    url: text(
      'skadi, terrarium, copernicus: address of the tiles with {z}, {x}, {y} or {name} and {band}, if not the public one',
    ).optional(),
    heightsAbove: choice(
      ['sea', 'ellipsoid'],
      'geotiff: what its heights are measured from, whatever the file says; one that says nothing is taken as above the sea',
    ).optional(),
    roughnessMarginM: quantity(
      'm',
      'added to the ground wherever it could hide a target, for relief that a coarse grid flattens',
      0,
      3000,
    ).default(0),
  })
  .meta({ description: 'terrain that hides low flyers' });

/** What a scenario says of its terrain. */
export type TerrainChoice = z.output<typeof terrainSchema>;

export type TileSource = (typeof TILE_SOURCES)[number];

export const isTileSource = (source: string): source is TileSource =>
  (TILE_SOURCES as readonly string[]).includes(source);
