/**
 * Combat models that have a formula, to hold runs of the simulation against and to think with before running any. Pure
 * functions; a simulation that assumes what a formula assumes has to agree with it.
 */
import { requireCount, requirePositive, requireWithin } from '../engine/math/index.js';

export { salvoKill, shootLookShoot } from '../engine/weapon/index.js';

/** One side of an exchange of missile salvos between warships. */
export interface SalvoForce {
  /** Units, ≥ 0; a fraction is a unit partly out of action. */
  readonly units: number;
  /** Missiles of each unit's salvo that would hit were there no defence. */
  readonly striking: number;
  /** Missiles that each unit's defence destroys or decoys. */
  readonly defence: number;
  /** Hits that put a unit out of action. */
  readonly staying: number;
}

/**
 * Units that each side has lost after one exchange at the same time: ΔB = (α A − d_B B)/s_B, from 0 to all of them.
 * W. P. Hughes, "A salvo model of warships in missile combat used to evaluate their staying power", Naval Research
 * Logistics 42(2), 1995.
 */
export function hughesSalvo(a: SalvoForce, b: SalvoForce): { lossA: number; lossB: number } {
  return { lossA: salvoLoss(b, a), lossB: salvoLoss(a, b) };
}

function salvoLoss(attacker: SalvoForce, defender: SalvoForce): number {
  const { units, defence } = defender;
  const staying = requirePositive('staying power', defender.staying, '1');
  for (const value of [attacker.units, attacker.striking, units, defence])
    requireWithin('units, striking and defensive power', value, 0, Number.MAX_VALUE, '1');
  return Math.min(units, Math.max(0, (attacker.striking * attacker.units - defence * units) / staying));
}

/**
 * Winner and survivors of aimed fire to the end under dA/dt = −β B, dB/dt = −α A: α A² − β B² stays what it was at the
 * start, so the side with the greater αA² or βB² wins with √ of the difference. α and β in kills a unit and time.
 * F. W. Lanchester, "Aircraft in Warfare", Constable, 1916.
 */
export function lanchesterSquare(
  a: number,
  b: number,
  alpha: number,
  beta: number,
): { winner: 'a' | 'b' | 'neither'; survivors: number } {
  requireWithin('units', Math.min(a, b), 0, Number.MAX_VALUE, '1');
  requirePositive('the rate of kills', Math.min(alpha, beta), '1');
  const invariant = alpha * a * a - beta * b * b;
  if (invariant === 0) return { winner: 'neither', survivors: 0 };
  return invariant > 0
    ? { winner: 'a', survivors: Math.sqrt(invariant / alpha) }
    : { winner: 'b', survivors: Math.sqrt(-invariant / beta) };
}

/**
 * Share of Poisson arrivals that find all `channels` busy and go away, at a load of arrivals a mean time of service,
 * whatever the distribution of that time: Erlang's loss formula, by the recursion B(c) = a B(c−1)/(c + a B(c−1)).
 * A. K. Erlang, "Løsning af nogle Problemer fra Sandsynlighedsregningen …", Elektroteknikeren 13, 1917.
 */
export function erlangB(channels: number, load: number): number {
  requireCount('channels', channels, 0);
  requireWithin('load', load, 0, Number.MAX_VALUE, '1');
  let blocked = 1;
  for (let c = 1; c <= channels; c++) blocked = (load * blocked) / (c + load * blocked);
  return blocked;
}
