import type { EngagementOption, Threat, TrackNumber } from '../types/index.js';
import { type Choice, INDIFFERENCE, type Spent, salvoOf, spend } from './choice.js';
import { type FireDoctrine, salvosAllowed, salvoWanted } from './doctrine.js';
import { assignWeapons } from './weapon-target.js';

/** An option that opens later: launched `wait` seconds from now. */
export interface LaterOption {
  readonly option: EngagementOption;
  /** s from now until its order. */
  readonly wait: number;
}

/** Shots up to which the exact method is quick enough to be asked in every cycle. */
const FEW_SHOTS = 6;

/** What is fired now, by track, and who waits for a better shot, with the words for it. */
export interface ShotPlan {
  readonly fire: ReadonlyMap<TrackNumber, readonly Choice[]>;
  readonly wait: ReadonlyMap<TrackNumber, string>;
}

interface Shot {
  option: EngagementOption;
  wait: number;
}

/**
 * Shots of all weapons at all threats at once, for the least expected surviving value (assignWeapons): each kind of
 * interceptor in each unit is a weapon with as many shots as are ready and can be guided, a threat's value is its score.
 * Of a threat's shots from one unit the kind with most of them is kept; a threat gets no more than the salvo of its
 * class from all units together, and a unit no more threats than fire channels, the most valued first.
 *
 * With `later`, each weapon counts with its best shot at each threat over the horizon, and a threat whose best planned
 * shot comes later waits for it: better by more than INDIFFERENCE. It does not wait where it can be fired at now, looked
 * at, and still be fired at in the better moment. The plan is made anew in each cycle: a rolling horizon.
 *
 * `threats` are those that may be fired at, in order of their values.
 */
export function planShots(
  threats: readonly Threat[],
  values: readonly number[],
  options: readonly EngagementOption[],
  later: readonly LaterOption[],
  doctrine: FireDoctrine,
  fired: (track: TrackNumber) => number,
  spent: Spent,
): ShotPlan {
  const fire = new Map<TrackNumber, Choice[]>();
  const wait = new Map<TrackNumber, string>();
  const column = new Map(threats.map(({ track }, index) => [track, index]));
  const weapons = new Map<string, { shots: (Shot | undefined)[]; left: number }>();
  const offer = (option: EngagementOption, delay: number): void => {
    const at = column.get(option.track);
    if (at === undefined) return;
    const most = salvoOf(threats[at], option, doctrine, Number.MAX_SAFE_INTEGER, spent);
    if (most === 0) return;
    const key = `${option.fireUnit} ${option.interceptor}`;
    let weapon = weapons.get(key);
    if (weapon === undefined) {
      weapon = { shots: threats.map(() => undefined), left: most };
      weapons.set(key, weapon);
    }
    weapon.left = Math.max(weapon.left, most);
    const known = weapon.shots[at];
    const margin = known !== undefined && delay > known.wait ? INDIFFERENCE : 0;
    if (known === undefined || option.killProbability > known.option.killProbability + margin) {
      weapon.shots[at] = { option, wait: delay };
    }
  };
  for (const option of options) offer(option, 0);
  for (const { option, wait: delay } of [...later].sort((a, b) => a.wait - b.wait)) offer(option, delay);
  const rows = [...weapons].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, weapon]) => weapon);
  if (rows.length === 0) return { fire, wait };

  const shots = rows.reduce((sum, { left }) => sum + left, 0);
  const { assignment } = assignWeapons({
    ...(shots <= FEW_SHOTS ? { method: 'exact' } : {}),
    values,
    killProbability: rows.map(({ shots }) => shots.map((shot) => shot?.option.killProbability ?? 0)),
    shotsLeft: rows.map(({ left }) => left),
  });
  const counts = shotsByRow(assignment, rows.length, threats.length, rows);

  threats.forEach((threat, at) => {
    const planned = rows.flatMap(({ shots }, row) => {
      const shot = shots[at];
      return shot === undefined || counts[row][at] === 0 ? [] : [{ shot, count: counts[row][at] }];
    });
    if (planned.length === 0) return;
    const now = planned.filter(({ shot }) => shot.wait === 0);
    const bestNow = now.reduce((most, { shot }) => Math.max(most, shot.option.killProbability), 0);
    const { shot: best } = planned.reduce((a, b) =>
      b.shot.option.killProbability > a.shot.option.killProbability ? b : a,
    );
    const better = best.wait > 0 && best.option.killProbability > bestNow + INDIFFERENCE;
    if (better && !mayShootTwice(threat, options, doctrine, fired(threat.track), best.wait)) {
      const probability = best.option.killProbability.toFixed(2);
      wait.set(threat.track, `waits ${Math.round(best.wait)} s for a better shot, kill probability ${probability}`);
    }
    if (now.length === 0 || wait.has(threat.track)) return;
    let wanted = salvoWanted(doctrine, threat.targetClass, fired(threat.track));
    const byUnit = new Map<string, { shot: Shot; count: number }>();
    for (const entry of now) {
      const known = byUnit.get(entry.shot.option.fireUnit);
      if (known === undefined || entry.count > known.count) byUnit.set(entry.shot.option.fireUnit, entry);
    }
    const units = [...byUnit.values()].sort(
      (a, b) =>
        b.shot.option.killProbability - a.shot.option.killProbability ||
        (a.shot.option.fireUnit < b.shot.option.fireUnit ? -1 : 1),
    );
    const choices: Choice[] = [];
    for (const { shot, count } of units) {
      const salvo = salvoOf(threat, shot.option, doctrine, Math.min(count, wanted), spent);
      if (salvo === 0) continue;
      spend(spent, shot.option, salvo);
      wanted -= salvo;
      choices.push({ option: shot.option, salvo });
    }
    if (choices.length > 0) fire.set(threat.track, choices);
  });
  return { fire, wait };
}

/** Whether an option open now would be assessed before the better moment comes, with a salvo left for it. */
function mayShootTwice(
  threat: Threat,
  options: readonly EngagementOption[],
  doctrine: FireDoctrine,
  salvosFired: number,
  wait: number,
): boolean {
  if (salvosFired + 2 > salvosAllowed(doctrine, threat.targetClass)) return false;
  const look = doctrine.assessmentDelayS ?? 0;
  return options.some(({ track, timeToIntercept }) => track === threat.track && timeToIntercept + look <= wait);
}

/** How many shots of each weapon go at each target, from one target a shot or a list of them a weapon. */
function shotsByRow(
  assignment: readonly (number | null | readonly (number | null)[])[],
  weapons: number,
  targets: number,
  rows: readonly { readonly left: number }[],
): number[][] {
  const counts = Array.from({ length: weapons }, () => new Array<number>(targets).fill(0));
  const note = (row: number, target: number | null): void => {
    if (target !== null && target >= 0) counts[row][target]++;
  };
  if (assignment.some((entry) => Array.isArray(entry))) {
    assignment.forEach((entry, row) => {
      for (const target of entry as readonly (number | null)[]) note(row, target);
    });
    return counts;
  }
  let shot = 0;
  rows.forEach(({ left }, row) => {
    for (let k = 0; k < left; k++) note(row, assignment[shot++] as number | null);
  });
  return counts;
}
