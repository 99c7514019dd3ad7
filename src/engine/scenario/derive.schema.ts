import { z } from 'zod';
import { elementOf, isOptional, keysOf, leafFacts, meaningOf, unwrap } from './walk.schema.js';

/** The same tree with every key optional and no defaults: what may be overridden. */
export function partialTree(schema: z.ZodType): z.ZodType {
  const inner = unwrap(schema);
  const keys = keysOf(inner);
  if (!keys) return inner;
  const shape = Object.fromEntries(Object.entries(keys).map(([key, child]) => [key, partialTree(child).optional()]));
  return z.strictObject(shape).meta({ description: meaningOf(schema) });
}

export const DISTRIBUTIONS = ['fixed', 'uniform', 'triangular', 'logUniform', 'logTriangular'] as const;
export type DistributionName = (typeof DISTRIBUTIONS)[number];

const provenance = {
  sources: z.array(z.string()).max(50).meta({ description: 'keys into catalogue/bibliography.yaml' }),
  note: z.string().optional().meta({ description: 'remark; starts with “assumed” where there is no source' }),
};

/** The same tree with `{value, low, high, distribution, sources, note}` in place of every single value. */
export function uncertainTree(schema: z.ZodType): z.ZodType {
  const inner = unwrap(schema);
  const keys = keysOf(inner);
  if (keys) {
    // Records by word (bands, for example) need not hold every word; a mapping holds every key that is not optional.
    const isRecord = inner.def.type === 'record';
    const shape = Object.entries(keys).map(([key, child]) => {
      const tree = uncertainTree(child);
      return [key, isRecord || isOptional(child) ? tree.optional() : tree] as const;
    });
    return z.strictObject(Object.fromEntries(shape)).meta({ description: meaningOf(schema) });
  }
  if (elementOf(inner)) throw new Error('a list has no place in a preset');
  const facts = leafFacts(inner);
  const description = meaningOf(schema);
  const value = inner;
  if (facts?.type !== 'number' && facts?.type !== 'integer') {
    const distribution = z.literal('fixed').optional().meta({ description: 'words and flags are fixed' });
    return z.strictObject({ value, distribution, ...provenance }).meta({ description });
  }
  return z
    .strictObject({
      value,
      low: inner.optional().meta({ description: 'least plausible value', unit: facts.unit }),
      high: inner.optional().meta({ description: 'greatest plausible value', unit: facts.unit }),
      distribution: z
        .enum(DISTRIBUTIONS)
        .optional()
        .meta({ description: 'how replications draw it; fixed if no range' }),
      ...provenance,
    })
    .meta({ description, unit: facts.unit });
}
