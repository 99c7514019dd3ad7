import { z } from 'zod';
import type { Assumption } from '../index.js';

/** Version of the manifest's format. */
export const MANIFEST_FORMAT = 1;

const scalar = z.union([z.number(), z.string(), z.boolean(), z.null()]);

const inputSchema = z.strictObject({
  role: z.enum(['scenario', 'study', 'catalogue', 'traffic']),
  /** As named by the user, or below catalogue/. */
  name: z.string(),
  sha256: z.string(),
  text: z.string(),
});
export type ManifestInput = z.infer<typeof inputSchema>;

/** Told, never read back: the inputs decide. */
const assumptionSchema = z.custom<Assumption>(
  (value) => value !== null && typeof value === 'object' && 'path' in value,
);

const common = {
  format: z.literal(MANIFEST_FORMAT),
  /** Version of the package that wrote it. */
  parapet: z.string(),
  /** For information: a result must not depend on it. */
  node: z.string(),
  digest: z.string(),
  /** Every file that the result was made from, whole. */
  inputs: z.array(inputSchema),
  /** Folder that folders of tiles are relative to (empty without tiles), and sha256 of the terrain data. */
  terrain: z.strictObject({ folder: z.string(), data: z.record(z.string(), z.string()) }),
  /** Assumptions changed by --set. */
  set: z.record(z.string(), scalar),
  seed: z.int().min(0).max(0xffffffff),
  /** Every value from the catalogue, overridden, or defaulted, with its range and sources. */
  assumptions: z.array(assumptionSchema).readonly(),
};

const runManifestSchema = z.strictObject({
  kind: z.literal('run'),
  ...common,
  scenario: z.string(),
  /** Replication whose drawn values were used; null: nominal values, and chance as in replication 0. */
  replication: z.int().min(0).max(99_999).nullable(),
  ticks: z.number(),
  simulatedS: z.number(),
  objects: z.number(),
  measures: z.record(z.string(), z.number().nullable()),
});
export type RunManifest = z.infer<typeof runManifestSchema>;

const studyManifestSchema = z.strictObject({
  kind: z.literal('study'),
  ...common,
  study: z.string(),
  /** Replications asked for; done are those listed below. */
  replications: z.number(),
  partial: z.boolean(),
  variants: z.array(z.string()),
  /** One digest a variant, in the order of `variants`, for each replication done. */
  runs: z.array(z.strictObject({ replication: z.number(), digests: z.array(z.string()) })),
  /** The replication whose phase digests phases.bin holds: ticks × phases words for each variant in turn. */
  phases: z.strictObject({ replication: z.number(), lengths: z.array(z.number()) }).nullable(),
});
export type StudyManifest = z.infer<typeof studyManifestSchema>;

export const manifestSchema = z.discriminatedUnion('kind', [runManifestSchema, studyManifestSchema]);
export type Manifest = z.infer<typeof manifestSchema>;
