/** Longest text compared: names are short, and input may be anything. */
const LONGEST = 64;

/** Edit distance (insertions, deletions, substitutions, swaps of neighbours; Damerau–Levenshtein, restricted). */
export function editDistance(a: string, b: string): number {
  const width = b.length + 1;
  let beforeLast = new Array<number>(width).fill(0);
  let last = Array.from({ length: width }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = new Array<number>(width).fill(i);
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, beforeLast[j - 2] + 1);
      row[j] = best;
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length];
}

/**
 * The valid name that the writer most likely meant: one of which no more than a third differs or, if there is none, the
 * only one that begins as it does (`su-24` for `su24-class`). Undefined where no name is near.
 */
export function nearestName(word: string, valid: Iterable<string>): string | undefined {
  const given = word.slice(0, LONGEST).toLowerCase();
  const names = [...valid].sort();
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(given.length / 3)) + 1;
  for (const name of names) {
    if (Math.abs(name.length - given.length) >= bestDistance) continue;
    const distance = editDistance(given, name.slice(0, LONGEST).toLowerCase());
    if (distance < bestDistance) {
      bestDistance = distance;
      best = name;
    }
  }
  if (best !== undefined) return best;
  const letters = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const start = letters(given);
  const alike = names.filter((name) => start.length > 1 && letters(name).startsWith(start));
  return alike.length === 1 ? alike[0] : undefined;
}
