/**
 * Random draws keyed by what they are for, never by how many came before: counter (entity, other entity, purpose,
 * tick) under key (seed, replication). Adding an entity therefore never shifts another's draws, and the variants of a
 * study share random numbers. Each draw takes one uniform number and is monotone in it.
 */

import { poissonQuantile } from './gamma.js';
import { log } from './logarithm.js';
import { normalQuantile } from './normal.js';
import { normalFromUint32 } from './normal-table.js';
import { philox4x32Into } from './philox.js';

/** The key of all draws of one replication: seed and replication, each modulo 2^32. */
export interface Streams {
  readonly key0: number;
  readonly key1: number;
}

/** Streams of a study's seed and a replication's index, both integers from 0 to 2^32 - 1. */
export function makeStreams(seed: number, replication: number): Streams {
  return { key0: word(seed, 'seed'), key1: word(replication, 'replication') };
}

function word(value: number, name: string): number {
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) {
    throw new RangeError(`${name} must be an integer from 0 to 4294967295; got ${value}`);
  }
  return value >>> 0;
}

/** An id's 32-bit hash: FNV-1a over UTF-16 units (G. Fowler, L. C. Noll, K.-P. Vo) with Murmur3's finaliser. */
export function hashId(id: string): number {
  let h = 0x811c9dc5 | 0;
  for (let i = 0; i < id.length; i++) {
    const unit = id.charCodeAt(i);
    h = Math.imul(h ^ (unit & 0xff), 0x01000193);
    h = Math.imul(h ^ (unit >>> 8), 0x01000193);
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Four random words into out[at … at + 3]. `entity` and `other` are hashes of ids or 0, `tick` an integer. */
export function drawInto(
  streams: Streams,
  entity: number,
  other: number,
  purpose: number,
  tick: number,
  out: Uint32Array,
  at = 0,
): void {
  philox4x32Into(entity, other, purpose, tick, streams.key0, streams.key1, out, at);
}

const words = new Uint32Array(4);

/** Uniform in the open interval (0, 1): an odd multiple of 2^-53, symmetric about a half. */
export function uniform(streams: Streams, entity: number, other: number, purpose: number, tick: number): number {
  philox4x32Into(entity, other, purpose, tick, streams.key0, streams.key1, words);
  // 52 random bits and a half: with 53 bits the largest would round to 1.
  return (words[0] * 1048576 + (words[1] >>> 12) + 0.5) * 2.220446049250313e-16;
}

/** Standard normal, by inversion. */
export function normal(streams: Streams, entity: number, other: number, purpose: number, tick: number): number {
  return normalQuantile(uniform(streams, entity, other, purpose, tick));
}

/** Exponential of the given mean, by inversion. */
export function exponential(
  streams: Streams,
  entity: number,
  other: number,
  purpose: number,
  tick: number,
  mean: number,
): number {
  return -mean * log(1 - uniform(streams, entity, other, purpose, tick));
}

/** Poisson count of the given mean, by inversion: monotone in the mean too, so variants stay coupled. */
export function poisson(
  streams: Streams,
  entity: number,
  other: number,
  purpose: number,
  tick: number,
  mean: number,
): number {
  return poissonQuantile(uniform(streams, entity, other, purpose, tick), mean);
}

/** A random word as a uniform number in the open interval (0, 1): (u + 1/2)/2^32. */
export function uniformFromUint32(u: number): number {
  return (u + 0.5) * 2.3283064365386963e-10;
}

/** Words `from` … `from + count − 1` as standard normal numbers into out[0 … count − 1]. */
export function normalsInto(words: Uint32Array, from: number, count: number, out: Float64Array): void {
  for (let k = 0; k < count; k++) out[k] = normalFromUint32(words[from + k]);
}
