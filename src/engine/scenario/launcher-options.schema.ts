import { z } from 'zod';
import { quantity } from '../types/quantity.schema.js';

/** What a group of launchers may say beyond its interceptors. Left out, they stand with their unit and bear all around. */
export const launcherOptions = {
  position: z
    .strictObject({
      latDeg: quantity('deg', 'geodetic latitude, WGS-84, north positive', -89.9, 89.9),
      lonDeg: quantity('deg', 'longitude, WGS-84, east positive', -180, 180),
    })
    .optional()
    .meta({
      description:
        'where they stand, if not with their unit; interceptors start there. What joins them to the unit is not modelled and never fails',
    }),
  sector: z
    .strictObject({
      bearingDeg: quantity('deg', 'middle of the sector, clockwise from north', 0, 360),
      sectorDeg: quantity('deg', 'full width in which the aim point must lie', 1, 360),
    })
    .optional()
    .meta({
      description: 'what inclined launchers that cannot turn can bear on; left out: all around, as from the vertical',
    }),
} as const;
