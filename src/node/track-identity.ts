import { hex } from './track-places.js';
import type { PlotIdentity, TrackIdentity } from './track-source.js';

/** What the plots of a track said of who it is; undefined where none said anything. */
export function identityOf(
  plots: readonly number[],
  ask: (scan: number, row: number) => PlotIdentity | undefined,
): TrackIdentity | undefined {
  const addresses = new Map<number, number>();
  const codes = new Map<number, number>();
  const callsigns = new Map<string, number>();
  const count = <T>(counts: Map<T, number>, value: T): void => {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  };
  let [last, changes, addressed] = [-1, 0, 0];
  for (let k = 0; k < plots.length; k += 2) {
    const identity = ask(plots[k], plots[k + 1]);
    if (identity === undefined) continue;
    const { address, mode3A, callsign } = identity;
    if (mode3A !== undefined) count(codes, mode3A);
    if (callsign !== undefined) count(callsigns, callsign);
    if (address < 0) continue;
    count(addresses, address);
    addressed++;
    if (last >= 0 && address !== last) changes++;
    last = address;
  }
  const address = mostOf(addresses);
  const code = mostOf(codes);
  if (address === undefined && code === undefined) return undefined;
  const samePlots = address === undefined ? 0 : (addresses.get(address) as number);
  return {
    modeS: address === undefined ? undefined : hex(address),
    samePlots,
    otherPlots: addressed - samePlots,
    changes,
    mode3A: code?.toString(8).padStart(4, '0'),
    callsign: mostOf(callsigns),
  };
}

/** The value that was counted most often, the first of several. */
function mostOf<T>(counts: ReadonlyMap<T, number>): T | undefined {
  let best: T | undefined;
  let most = 0;
  for (const [value, count] of counts) {
    if (count > most) [best, most] = [value, count];
  }
  return best;
}
