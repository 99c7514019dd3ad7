import { z } from 'zod';
import { trackerConfigSchema } from '../tracker/assembly/tracker-config.schema.js';
import { quantity } from '../types/quantity.schema.js';

const octet = (what: string) => z.int().min(0).max(255).meta({ description: what });

/** What is known of a radar beside what its recording tells. */
const radarGivenSchema = z.strictObject({
  sac: octet('system area code'),
  sic: octet('system identification code'),
  latDeg: quantity('deg', 'latitude, WGS-84', -90, 90),
  lonDeg: quantity('deg', 'longitude, WGS-84', -180, 180),
  heightM: quantity('m', 'height of the antenna above the WGS-84 ellipsoid', -500, 20_000),
  sigmaRangeM: quantity('m', 'one sigma of range', 0.1, 10_000).optional(),
  sigmaAzimuthDeg: quantity('deg', 'one sigma of azimuth', 1e-4, 10).optional(),
  detectionProbability: quantity('1', 'probability that a target in coverage is reported', 0.01, 0.999).optional(),
});

/** The file that `parapet track --config` reads: how to track, and where the radars of a recording stand. */
export const trackFileSchema = z
  .strictObject({
    parapet: z.literal(1).optional().meta({ description: 'version of the format' }),
    tracker: trackerConfigSchema.prefault({}),
    radars: z.array(radarGivenSchema).max(65_536).default([]).meta({ description: 'radars of ASTERIX recordings' }),
  })
  .meta({ description: 'how a recording is tracked' });

export type TrackFile = z.output<typeof trackFileSchema>;
