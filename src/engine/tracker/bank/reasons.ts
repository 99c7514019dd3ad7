import { exp } from '../../math/index.js';
import type { Scan, TrackReason } from '../../types/index.js';
import { HISTORY } from './leaves.js';
import { MODE_WIDTH } from './settings.js';
import type { Bank, Tree } from './trees.js';

/** Adds what this scan decided for every track that is part of the best joint explanation and was swept. */
export function keepReasons(bank: Bank, scan: Scan, reasons: Map<number, TrackReason[]>): void {
  const takers = new Map<number, number>();
  for (const tree of bank.trees) {
    const taken = tree.selected >= 0 && tree.swept > 0 ? bank.table.taken[tree.selected] : -1;
    if (taken >= 0) takers.set(bank.candidates.plot[taken], tree.number);
  }
  for (const tree of bank.trees) {
    if (tree.selected < 0 || tree.swept === 0) continue;
    const reason = reasonOf(bank, scan, tree, takers);
    const known = reasons.get(tree.number);
    if (known === undefined) reasons.set(tree.number, [reason]);
    else known.push(reason);
  }
}

function reasonOf(bank: Bank, scan: Scan, tree: Tree, takers: ReadonlyMap<number, number>): TrackReason {
  const { table, candidates, plots, model } = bank;
  const row = tree.selected;
  const c = table.taken[row];
  const started = table.hits[row] === 1 && table.updated[row] === scan.time;
  const miss = table.miss[row];
  const odds: number[] = [];
  let total = !Number.isNaN(miss) ? exp(miss) : 0;
  for (let k = table.from[row]; k < table.to[row]; k++) {
    const odd = exp(candidates.gain[k]);
    odds.push(odd);
    total += odd;
  }
  const weighed = odds.map((odd, k) => {
    const at = table.from[row] + k;
    const i = candidates.plot[at];
    return {
      row: plots.row[i],
      distance: candidates.distance[at],
      probability: odd / total,
      takenBy: takers.get(i) ?? -1,
    };
  });
  const modes =
    table.hits[row] === 1
      ? []
      : Array.from({ length: model.modeCount }, (_, j) => table.modes[row * model.stride + MODE_WIDTH * j]);
  return {
    time: scan.time,
    sensor: scan.sensor.id,
    taken:
      c >= 0 ? plots.row[candidates.plot[c]] : started ? plots.row[table.history[HISTORY * row] - bank.serial] : -1,
    gain: c >= 0 ? candidates.gain[c] : started ? table.score[row] : !Number.isNaN(miss) ? miss : 0,
    existence: table.alive[row] / (1 + exp(-table.score[row])),
    modes,
    weighed,
  };
}
