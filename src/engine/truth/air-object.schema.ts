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

/** A transponder’s radio; without it the interrogator’s range alone decides. */
export const transponderSchema = z.strictObject({
  powerW: quantity('W', 'peak power of a reply', 1, 2000),
  gainDb: quantity('dB', 'gain of its antenna towards an interrogator', -40, 20),
  lossDb: quantity('dB', 'losses between transponder and antenna', 0, 20),
  triggerDbm: quantity('dBm', 'least interrogation that it answers', -100, -30),
});

/** Barrage noise that the object radiates. */
export const jammerSchema = z.strictObject({
  powerW: quantity('W', 'noise power', 0.1, 100_000),
  lowestGhz: quantity('GHz', 'lowest frequency that it covers', 0.03, 40),
  bandwidthMhz: quantity('MHz', 'band over which the power is spread', 0.1, 10_000),
  gainDb: quantity('dB', 'gain of its antenna towards a radar', -10, 40),
  lossDb: quantity('dB', 'losses, mismatch of polarisation among them', 0, 30),
});

/** A radar or other emitter on board, as passive sensors hear it. */
export const emitterSchema = z.strictObject({
  frequencyGhz: quantity('GHz', 'carrier frequency', 0.03, 40),
  powerW: quantity('W', 'peak power', 0.1, 10_000_000),
  gainDb: quantity('dB', 'gain towards whoever listens: side lobes, unless its beam is on him', -40, 60),
  lossDb: quantity('dB', 'losses', 0, 30),
});

/** The seeker of a missile that homes on radars, and what the missile does to one. */
export const antiRadiationSchema = z.strictObject({
  lowestGhz: quantity('GHz', 'lowest frequency that the seeker hears', 0.03, 40),
  highestGhz: quantity('GHz', 'highest frequency that the seeker hears', 0.03, 40),
  seekerRangeKm: quantity('km', 'distance within which it takes up a radar that radiates', 1, 500),
  fieldOfViewDeg: quantity('deg', 'full angle about its path within which it listens', 5, 360),
  memoryDriftMps: quantity('m/s', 'growth of the error of its aim while the radar is silent', 0, 200),
  circularErrorM: quantity('m', 'circular error probable on a radar that radiates to the end', 0, 200),
  lethalRadiusM: quantity('m', 'distance within which it destroys a radar', 1, 500),
});

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
  infraredContrastWPerSr: quantity(
    'W/sr',
    'radiant intensity over the background in an infrared set’s band; left out: not seen by infrared',
    0.1,
    1e6,
  ).optional(),
  transponder: transponderSchema.meta({ description: 'radio of the transponder' }).optional(),
  jammer: jammerSchema.meta({ description: 'noise jammer; left out: none' }).optional(),
  emitter: emitterSchema.meta({ description: 'what passive sensors hear; left out: silent' }).optional(),
  antiRadiation: antiRadiationSchema
    .meta({ description: 'homes on radars that radiate; left out: does not' })
    .optional(),
});
export type AirObjectSpec = z.infer<typeof airObjectSchema>;
