import type { MakeColumn } from './column.js';
import { decayTable } from './density.js';
import type { LeafTable } from './leaves.js';
import type { Plots } from './plots.js';
import { predictLeaf } from './predict.js';
import { type BankModel, LEVEL_SPEED, POSITION_NOISE_FACTOR, type Transition, VERTICAL_VARIANCE } from './settings.js';
import { updateLeaf } from './update.js';
import { weigh, weighed } from './weigh.js';

/** The arithmetic of a bank: on the branches of its table and the plots of the scan at hand. */
export interface BankFilter {
  /** Carries a branch on by `dt`, s. */
  predict(row: number, dt: number, transition: Transition): void;
  /** Weighs plot `i` against a branch and leaves the answer in `weighed`. */
  weigh(row: number, i: number): void;
  /** Updates the branch `from` with plot `i`, into the row `to`. */
  update(from: number, to: number, i: number): void;
  /** Says that columns of the table or of the plots have been replaced by longer ones. */
  moved(): void;
}

/**
 * The same arithmetic compiled to WebAssembly (assembly/bank.ts), over columns that it makes in its own memory: the same
 * bytes, sooner. Addresses are in bytes.
 */
export interface BankKernel {
  readonly float64: MakeColumn;
  predict(context: number, row: number, dt: number, transition: number): void;
  weigh(context: number, row: number, i: number): void;
  update(context: number, from: number, to: number, i: number): void;
}

export function plainFilter(table: LeafTable, plots: Plots, model: BankModel): BankFilter {
  return {
    predict: (row, dt, transition) => predictLeaf(table, model, row, dt, transition),
    weigh: (row, i) => weigh(table, model, row, plots, i),
    update: (from, to, i) => updateLeaf(table, model, from, to, plots, i),
    moved: () => undefined,
  };
}

/** Doubles of the context, and the first of those that are numbers; before it stand addresses and counts, two in each. */
const CONTEXT = 20;
const NUMBERS = 10;
const DENSITY = 15;
const DISTANCE = 16;

/** Columns of table and plots must be the kernel's. */
export function compiledFilter(kernel: BankKernel, table: LeafTable, plots: Plots, model: BankModel): BankFilter {
  const kept = (values: ArrayLike<number>): number => {
    const column = kernel.float64(values.length);
    column.set(values);
    return column.byteOffset;
  };
  const context = kernel.float64(CONTEXT);
  const addresses = new Int32Array(context.buffer, context.byteOffset, 2 * NUMBERS);
  const { config, modeCount, straight, acceleration, alongVariance, acrossVariance, stride } = model;
  const fixed = [acceleration, alongVariance, acrossVariance, decayTable()].map(kept);
  const numbers = [0, config.climbSpeed * config.climbSpeed, LEVEL_SPEED * LEVEL_SPEED, POSITION_NOISE_FACTOR];
  context.set([...numbers, config.gate, 0, 0, ...VERTICAL_VARIANCE], NUMBERS);
  const transitions = new Map<Transition, number>();
  const addressOf = (transition: Transition): number => {
    let address = transitions.get(transition);
    if (address === undefined) {
      const { otherTurn, oppositeTurn, vertical, turns, stops } = transition;
      address = kept([otherTurn, oppositeTurn, ...vertical, ...turns, ...stops]);
      transitions.set(transition, address);
    }
    return address;
  };
  const moved = (): void => {
    const { modes, vertical, mean, time } = table;
    const scratch = modes.byteOffset + 8 * stride * table.capacity;
    const columns = [plots.e, plots.n, plots.ee, plots.en, plots.nn, plots.height, plots.heightVariance, plots.time];
    addresses.set([modes, vertical, mean, time].map(({ byteOffset }) => byteOffset));
    addresses.set([modeCount, straight, scratch, ...fixed, ...columns.map(({ byteOffset }) => byteOffset)], 4);
  };
  moved();
  const at = context.byteOffset;
  return {
    predict: (row, dt, transition) => kernel.predict(at, row, dt, addressOf(transition)),
    weigh: (row, i) => {
      kernel.weigh(at, row, i);
      weighed.density = context[DENSITY];
      weighed.distance = context[DISTANCE];
    },
    update: (from, to, i) => kernel.update(at, from, to, i),
    moved,
  };
}
