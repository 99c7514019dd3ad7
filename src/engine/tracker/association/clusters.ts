/**
 * Connected groups: members that share a key directly or by way of others, each in rising order, groups by their first
 * member. `keysOf(i)` are whole numbers.
 */
export function clustersOf(count: number, keysOf: (member: number) => Iterable<number>): number[][] {
  const parent = Array.from({ length: count }, (_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  };
  const owner = new Map<number, number>();
  for (let i = 0; i < count; i++) {
    for (const key of keysOf(i)) {
      const first = owner.get(key);
      if (first === undefined) owner.set(key, i);
      else {
        const a = root(first);
        const b = root(i);
        if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
      }
    }
  }
  const groups = new Map<number, number[]>();
  for (let i = 0; i < count; i++) {
    const group = groups.get(root(i));
    if (group) group.push(i);
    else groups.set(root(i), [i]);
  }
  return [...groups.values()];
}
