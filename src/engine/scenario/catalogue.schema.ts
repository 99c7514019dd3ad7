import { z } from 'zod';
import { commandPostSchema, doctrineSchema } from '../command/command.schema.js';
import { linkSchema } from '../network/network.schema.js';
import { radarSchema } from '../sensor/radar.schema.js';
import { airObjectSchema } from '../truth/air-object.schema.js';
import { fireUnitSchema, interceptorSchema } from '../weapon/weapon.schema.js';
import { uncertainTree } from './derive.schema.js';

/** What a link preset holds: all that does not depend on where the link goes. */
export const linkPresetSchema = linkSchema.omit({ id: true, from: true, to: true, bidirectional: true, enabled: true });
export type LinkPresetSpec = z.infer<typeof linkPresetSchema>;

/** Kinds of presets and the specification that each fills. */
export const SPEC_SCHEMAS = {
  radar: radarSchema,
  airObject: airObjectSchema,
  interceptor: interceptorSchema,
  fireUnit: fireUnitSchema,
  commandPost: commandPostSchema,
  doctrine: doctrineSchema,
  link: linkPresetSchema,
} as const;
export type PresetKind = keyof typeof SPEC_SCHEMAS;
export type SpecOf<K extends PresetKind> = z.infer<(typeof SPEC_SCHEMAS)[K]>;

export const PRESET_KINDS = Object.keys(SPEC_SCHEMAS) as PresetKind[];

/** Small letters, digits and hyphens: ids sort and compare the same everywhere. */
export const idSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);

/** A preset's file, once its kind is known. */
export function presetSchema(kind: PresetKind) {
  return z
    .strictObject({
      parapet: z.literal(1).meta({ description: 'version of the file format' }),
      id: idSchema.meta({ description: 'name of the preset and of its file' }),
      kind: z.literal(kind).meta({ description: 'what the preset describes' }),
      title: z.string().min(1).max(200).meta({ description: 'name for people' }),
      note: z.string().max(4000).optional().meta({ description: 'one or two sentences on what it stands for' }),
      values: uncertainTree(SPEC_SCHEMAS[kind]).meta({ description: 'the specification, value by value' }),
    })
    .meta({ title: `Parapet preset of kind ${kind}` });
}

/** Enough of a preset to know its kind. */
export const presetHeadSchema = z.looseObject({
  parapet: z.literal(1).meta({ description: 'version of the file format' }),
  kind: z.enum(PRESET_KINDS as [PresetKind, ...PresetKind[]]).meta({ description: 'what the preset describes' }),
});

export const sourceSchema = z.strictObject({
  title: z.string().min(1).meta({ description: 'title of the work' }),
  author: z.string().optional().meta({ description: 'who wrote it' }),
  publisher: z.string().min(1).meta({ description: 'who published it' }),
  date: z.union([z.string(), z.int()]).meta({ description: 'date or year of publication' }),
  url: z.string().optional().meta({ description: 'where it can be read' }),
  note: z.string().optional().meta({ description: 'what it is used for, or what speaks against it' }),
});
export type Source = z.infer<typeof sourceSchema>;

/** catalogue/bibliography.yaml: the works behind the values. */
export const bibliographySchema = z.record(z.string(), sourceSchema);
