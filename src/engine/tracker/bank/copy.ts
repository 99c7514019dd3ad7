import { plainColumn } from './column.js';
import { plainFilter } from './filter.js';
import { makePlotIndex } from './plot-index.js';
import { makePlots } from './plots.js';
import { type Bank, makeCandidates } from './trees.js';

/**
 * A bank that goes on apart from this one. What a scan writes before it reads it (its plots, their index, the
 * candidates) begins empty; what never changes (the model, transitions worked out) is shared. A copy works with the plain
 * filter: it may be one of many, and a kernel's memory is never given back.
 */
export function copyBank(bank: Bank): Bank {
  const table = columnsOf(bank.table);
  // Their number goes on: it numbers the next scan's.
  const plots = { ...makePlots(bank.plots.row.length), count: bank.plots.count };
  return {
    ...bank,
    table,
    plots,
    filter: plainFilter(table, plots, bank.model),
    column: plainColumn,
    index: makePlotIndex(),
    candidates: makeCandidates(),
    watches: bank.watches.map((watch) => ({ ...watch })),
    trees: bank.trees.map((tree) => ({
      ...tree,
      leaves: [...tree.leaves],
      looks: [...tree.looks],
      seen: [...tree.seen],
    })),
    rivals: new Map([...bank.rivals].map(([key, pair]) => [key, { ...pair }])),
    problems: { ...bank.problems },
  };
}

/** The same record with columns of its own. */
function columnsOf<T extends object>(record: T): T {
  const entries = Object.entries(record).map(([name, value]) => [
    name,
    ArrayBuffer.isView(value) ? copied(value) : value,
  ]);
  return Object.fromEntries(entries) as T;
}

const copied = (column: ArrayBufferView): unknown => (column as Float64Array).slice();
