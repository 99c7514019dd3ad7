import type { z } from 'zod';

/** Names for zod's types, so that the rest of the floor need not know zod. */
export type Schema<T = unknown> = z.ZodType<T>;
export type SchemaError = z.ZodError;
export type SchemaFault = z.core.$ZodIssue;

/** What Parapet's schemas are made of: the parts of zod's definitions that are read here. */
interface Definition {
  type: string;
  shape?: Record<string, z.ZodType>;
  element?: z.ZodType;
  innerType?: z.ZodType;
  valueType?: z.ZodType;
  keyType?: z.ZodType;
  options?: z.ZodType[];
  entries?: Record<string, string>;
  values?: unknown[];
  defaultValue?: unknown;
  checks?: { _zod: { def: { check: string; value?: number; minimum?: number; maximum?: number; format?: string } } }[];
  format?: string;
}
const definition = (schema: z.ZodType): Definition => schema.def as unknown as Definition;

/** The schema inside optional, nullable and default. */
export function unwrap(schema: z.ZodType): z.ZodType {
  let inner = schema;
  for (let next = definition(inner).innerType; next; next = definition(inner).innerType) inner = next;
  return inner;
}

/** The documented default, or undefined. */
export function defaultOf(schema: z.ZodType): unknown {
  for (let inner: z.ZodType | undefined = schema; inner; inner = definition(inner).innerType) {
    if (definition(inner).type === 'default') return definition(inner).defaultValue;
  }
  return undefined;
}

/** What stands for a missing value before its parts’ own defaults are filled in, or undefined. */
export function prefaultOf(schema: z.ZodType): unknown {
  for (let inner: z.ZodType | undefined = schema; inner; inner = definition(inner).innerType) {
    if (definition(inner).type === 'prefault') return definition(inner).defaultValue;
  }
  return undefined;
}

export function isOptional(schema: z.ZodType): boolean {
  return schema.safeParse(undefined).success;
}

/** Keys and schemas of a mapping with fixed keys, or of a record whose keys are words. */
export function keysOf(schema: z.ZodType): Record<string, z.ZodType> | undefined {
  const def = definition(unwrap(schema));
  if (def.type === 'object') return def.shape;
  const words = def.type === 'record' && def.keyType ? definition(def.keyType).entries : undefined;
  return words && def.valueType ? Object.fromEntries(Object.keys(words).map((k) => [k, def.valueType!])) : undefined;
}

export function elementOf(schema: z.ZodType): z.ZodType | undefined {
  return definition(unwrap(schema)).element;
}

/** The schema that a path of keys and indices leads to. */
export function schemaAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType | undefined {
  let at: z.ZodType | undefined = schema;
  for (const key of path) {
    if (!at) return undefined;
    const def = definition(unwrap(at));
    at = def.element ?? keysOf(at)?.[String(key)] ?? (def.type === 'record' ? def.valueType : undefined);
  }
  return at;
}

export interface LeafFacts {
  readonly type: 'number' | 'integer' | 'word' | 'flag' | 'text';
  readonly unit: string;
  readonly meaning: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly words?: readonly string[];
}

/** Description of a schema, on it or inside its wrappers. */
export function meaningOf(schema: z.ZodType): string {
  for (let inner: z.ZodType | undefined = schema; inner; inner = definition(inner).innerType) {
    const description = inner.meta()?.description;
    if (description) return description;
  }
  return '';
}

/** Unit of a value, or of the uncertain value that stands for it. */
export function unitOf(schema: z.ZodType): string {
  return String(unwrap(schema).meta()?.unit ?? '');
}

/** What a single value must be, or undefined where the schema is a mapping, a list or a union. */
export function leafFacts(schema: z.ZodType): LeafFacts | undefined {
  const inner = unwrap(schema);
  const def = definition(inner);
  const unit = unitOf(inner);
  const meaning = meaningOf(schema);
  if (def.type === 'number') {
    let minimum: number | undefined;
    let maximum: number | undefined;
    for (const { _zod } of def.checks ?? []) {
      if (_zod.def.check === 'greater_than') minimum = _zod.def.value;
      if (_zod.def.check === 'less_than') maximum = _zod.def.value;
    }
    return { type: def.format === 'safeint' ? 'integer' : 'number', unit, meaning, minimum, maximum };
  }
  if (def.type === 'enum') return { type: 'word', unit, meaning, words: Object.keys(def.entries ?? {}) };
  if (def.type === 'literal') return { type: 'word', unit, meaning, words: (def.values ?? []).map(String) };
  if (def.type === 'boolean') return { type: 'flag', unit, meaning };
  return def.type === 'string' ? { type: 'text', unit, meaning } : undefined;
}

/** `1–1000 km`, or the words that are allowed. */
export function allowedText(facts: LeafFacts): string {
  if (facts.words) return facts.words.join(', ');
  if (facts.type === 'flag') return 'true or false';
  if (facts.type === 'text') return 'text';
  const unit = facts.unit && facts.unit !== '1' ? ` ${facts.unit}` : '';
  const whole = facts.type === 'integer' ? 'a whole number, ' : '';
  const { minimum, maximum } = facts;
  if (minimum !== undefined && maximum !== undefined) return `${whole}${rangeText(minimum, maximum)}${unit}`;
  if (minimum !== undefined) return `${whole}at least ${minimum}${unit}`;
  return facts.type === 'integer' ? `a whole number${unit}` : `a number${unit ? ` in${unit}` : ''}`;
}

const rangeText = (low: number, high: number): string => (low < 0 ? `${low} to ${high}` : `${low}–${high}`);

/** Every single value of a schema with its path; `[]` stands for list elements, `<word>` for free keys. */
export function leavesOf(schema: z.ZodType, path = ''): { path: string; schema: z.ZodType }[] {
  const keys = keysOf(schema);
  if (keys) {
    return Object.entries(keys).flatMap(([key, child]) => leavesOf(child, path === '' ? key : `${path}.${key}`));
  }
  const def = definition(unwrap(schema));
  if (def.element) return leavesOf(def.element, `${path}[]`);
  if (def.type === 'record' && def.valueType) return leavesOf(def.valueType, `${path}.<name>`);
  return [{ path, schema }];
}
