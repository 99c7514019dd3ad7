import type { OutageSpec } from './network.schema.js';

/** Times at which something is out, merged and in order: start0, end0, start1, end1 … The end holds no longer. */
export type Outages = readonly number[];

/** Joins outages that meet or overlap. */
export function mergedOutages(outages: readonly Pick<OutageSpec, 'fromS' | 'toS'>[]): Outages {
  return joined(outages.map(({ fromS, toS = Infinity }) => [fromS, toS]));
}

/** What is out when any of the two is. */
export const eitherOut = (a: Outages, b: Outages): Outages =>
  a.length === 0 ? b : b.length === 0 ? a : joined([...pairs(a), ...pairs(b)]);

/** What is out when all are; nothing where there is none. */
export function allOut(sources: readonly Outages[]): Outages {
  return sources.length === 0 ? [] : sources.reduce(bothOut);
}

/** Outages as batteries let them be felt: each begins `backup` seconds later. */
export const delayed = (outages: Outages, backup: number): Outages =>
  backup === 0 ? outages : joined(pairs(outages).map(([from, to]) => [from + backup, to]));

/** Whether `time` is in one of the outages. */
export function isOut(outages: Outages, time: number): boolean {
  for (let k = 0; k < outages.length; k += 2) {
    if (time < outages[k]) return false;
    if (time < outages[k + 1]) return true;
  }
  return false;
}

function bothOut(a: Outages, b: Outages): Outages {
  const both: [number, number][] = [];
  for (const [from, to] of pairs(a)) {
    for (const [start, end] of pairs(b)) both.push([Math.max(from, start), Math.min(to, end)]);
  }
  return joined(both);
}

const pairs = (outages: Outages): [number, number][] =>
  outages.flatMap((from, k): [number, number][] => (k % 2 === 0 ? [[from, outages[k + 1]]] : []));

function joined(intervals: readonly (readonly [number, number])[]): Outages {
  const sorted = intervals.filter(([from, to]) => to > from).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const merged: number[] = [];
  for (const [from, to] of sorted) {
    const end = merged.length - 1;
    if (end > 0 && from <= merged[end]) merged[end] = Math.max(merged[end], to);
    else merged.push(from, to);
  }
  return merged;
}
