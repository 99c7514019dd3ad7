import { z } from 'zod';
import { BANDS, TARGET_CLASSES } from '../types/classes.js';
import { choice, count, quantity } from '../types/quantity.schema.js';
import { parseAspectTable } from './aspect-table.js';

const aspectSectorsSchema = z.strictObject({
  frontM2: quantity('m²', 'mean radar cross-section within 45° of the nose', 1e-6, 1e4),
  sideM2: quantity('m²', 'mean radar cross-section from 45° to 135°', 1e-6, 1e4),
  rearM2: quantity('m²', 'mean radar cross-section within 45° of the tail', 1e-6, 1e4),
  aspectTableDbsm: z
    .string()
    .max(20_000)
    .superRefine((text, context) => {
      const { wrong } = parseAspectTable(text);
      if (wrong) context.addIssue({ code: 'custom', message: `an aspect table ${wrong}` });
    })
    .meta({
      description:
        'radar cross-section by aspect, dBsm, in place of the sectors: a word and the elevations in degrees, then a line for each azimuth from the nose',
    })
    .optional(),
});

export const signatureSchema = z.strictObject({
  fluctuation: count('Swerling case', 0, 4),
  offsetDb: quantity(
    'dB',
    'what is added to the whole signature, in every band and aspect: its unknowns hang together',
    -40,
    40,
  ).optional(),
  bands: z.partialRecord(z.enum(BANDS), aspectSectorsSchema).meta({
    description:
      'signature by band; a radar in a band that is missing here takes the nearest band, and the manifest says so',
  }),
});
export type SignatureSpec = z.infer<typeof signatureSchema>;

export const airObjectSchema = z.strictObject({
  targetClass: choice(TARGET_CLASSES, 'what interceptors’ kill probabilities distinguish'),
  signature: signatureSchema,
  minimumSpeedMps: quantity('m/s', 'slowest flight', 0, 3000),
  maximumSpeedMps: quantity('m/s', 'fastest flight', 10, 8000),
  minimumAltitudeM: quantity('m', 'lowest flight above ground', 0, 200_000),
  maximumAltitudeM: quantity('m', 'highest flight above sea level', 50, 1_000_000),
  maximumLoadFactorG: quantity('g', 'greatest load factor in turns', 1.05, 40),
  maximumClimbMps: quantity('m/s', 'greatest rate of climb and descent', 0.5, 3000),
  maximumAccelerationMps2: quantity('m/s²', 'greatest acceleration along the path', 0.1, 500),
  ballisticCoefficientKgPerM2: quantity(
    'kg/m²',
    'mass over drag area (ballistic objects; others ignore it)',
    100,
    50_000,
  ),
  destroyedShare: quantity('1', 'share of a place’s value that one arrival destroys', 0, 1),
  unitCostUsd: quantity('USD', 'unit cost', 0, 1e10),
});
export type AirObjectSpec = z.infer<typeof airObjectSchema>;
