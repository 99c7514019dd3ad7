import { z } from 'zod';

/** A change of one assumption: a path into the scenario and its new value. */
const patchSchema = z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()]));

export const hypothesisSchema = z.strictObject({
  id: z.string(),
  measure: z.string().meta({ description: 'id of a measure' }),
  baseline: z.string().meta({ description: 'variant compared against' }),
  variant: z.string().meta({ description: 'variant compared' }),
  comparison: z.enum(['notLessBy', 'notMoreBy', 'lessBy', 'moreBy']).meta({
    description:
      'what the hypothesis says of (variant − baseline): not less or not more than the margin away, or less or more by at least the margin',
  }),
  margin: z.number().min(0).meta({ description: 'smallest difference that matters, in the measure’s unit' }),
  reason: z.string().min(10).meta({ description: 'why this margin' }),
  confidence: z.number().min(0.5).max(0.999).default(0.95),
});
export type Hypothesis = z.infer<typeof hypothesisSchema>;

export const studySchema = z.strictObject({
  parapet: z.literal(1),
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string(),
  claim: z.string().meta({ description: 'id of the claim in claims/' }),
  question: z.string(),
  scenario: z.string().meta({ description: 'path of the scenario, relative to this file' }),
  replications: z.int().min(2).max(100_000),
  seed: z.int().min(0).max(0xffffffff),
  baseline: z.string().meta({ description: 'variant that the others are compared with' }),
  variants: z.record(
    z.string(),
    z.strictObject({
      title: z.string(),
      note: z.string().optional(),
      group: z.enum(['main', 'extra', 'sensitivity']).default('main'),
      set: patchSchema.default({}),
    }),
  ),
  comparisons: z
    .array(z.strictObject({ baseline: z.string(), variant: z.string() }))
    .meta({ description: 'pairs of variants whose differences are reported for every measure' }),
  coverage: z
    .strictObject({
      target: z.string().meta({ description: 'preset of the air object whose coverage is reported' }),
      altitudesM: z.array(z.number().min(10).max(40_000)),
      detectionProbability: z.number().min(0.1).max(0.99),
    })
    .optional(),
  hypotheses: z.array(hypothesisSchema).min(1),
  verdict: z.strictObject({
    statement: z.string().meta({ description: 'the claim, as the hypotheses test it' }),
    supportedWhen: z.enum(['all', 'any']).default('all'),
    sensitivities: z
      .array(z.strictObject({ name: z.string(), baseline: z.string(), variant: z.string() }))
      .default([])
      .meta({
        description: 'pairs of variants on which the hypotheses are tested again, to tell whether the verdict survives',
      }),
    outOfReach: z.array(z.string()).meta({ description: 'what this study cannot tell' }),
  }),
});
export type Study = z.infer<typeof studySchema>;
