import { z } from 'zod';

/**
 * A number with its unit, meaning and allowed range. The unit is also part of the field's name (`rangeKm`), so that a
 * scenario reads without a manual; the metadata feeds the JSON Schema and the docs table.
 */
export const quantity = (unit: string, meaning: string, minimum: number, maximum: number) =>
  z.number().min(minimum).max(maximum).meta({ description: meaning, unit });

/** A whole number of things. */
export const count = (meaning: string, minimum: number, maximum: number) =>
  z.int().min(minimum).max(maximum).meta({ description: meaning, unit: '1' });

/** One of a fixed set of words. */
export const choice = <const T extends readonly [string, ...string[]]>(values: T, meaning: string) =>
  z.enum(values).meta({ description: meaning });

/** A yes or no. */
export const flag = (meaning: string) => z.boolean().meta({ description: meaning });
