/** Units as they end a key's name: what each measures, and its size in a common unit of that quantity. */
const UNITS: Readonly<Record<string, readonly [quantity: string, size: number]>> = {
  M: ['length', 1],
  Km: ['length', 1000],
  Ft: ['length', 0.3048],
  Nm: ['length', 1852],
  Mi: ['length', 1609.344],
  S: ['time', 1],
  Ms: ['time', 0.001],
  Min: ['time', 60],
  H: ['time', 3600],
  Deg: ['angle', 1],
  Rad: ['angle', 180 / Math.PI],
  Mrad: ['angle', 0.18 / Math.PI],
  Mps: ['speed', 1],
  Kmh: ['speed', 1 / 3.6],
  Kmps: ['speed', 1000],
  Kt: ['speed', 1852 / 3600],
  Kn: ['speed', 1852 / 3600],
  Knots: ['speed', 1852 / 3600],
  Mach: ['Mach number', 1],
  Ghz: ['frequency', 1000],
  Mhz: ['frequency', 1],
  Usd: ['money', 1],
  Musd: ['money', 1e6],
  G: ['load factor', 1],
  M2: ['area', 1],
  Dbsm: ['area in decibels', 1],
  Mps2: ['acceleration', 1],
  KgPerM2: ['mass over area', 1],
  DegPerS: ['rate of turn', 1],
};
const SUFFIXES = Object.keys(UNITS).sort((a, b) => b.length - a.length || (a < b ? -1 : 1));

/** `rangeKm` is `range` in `Km`; a name without a unit has none. */
export function splitUnit(name: string): { stem: string; unit: string | undefined } {
  for (const unit of SUFFIXES) {
    const stem = name.slice(0, -unit.length);
    if (stem !== '' && name.endsWith(unit) && /[a-z0-9]$/.test(stem)) return { stem, unit };
  }
  return { stem: name, unit: undefined };
}

/** The valid key that means the same quantity in the right unit, with the value converted where that is possible. */
export function sameQuantity(
  key: string,
  value: unknown,
  valid: Iterable<string>,
): { key: string; converted: number | undefined } | undefined {
  const given = splitUnit(key);
  for (const name of valid) {
    const right = splitUnit(name);
    if (name === key || right.unit === undefined || right.stem.toLowerCase() !== given.stem.toLowerCase()) continue;
    const from = given.unit === undefined ? undefined : UNITS[given.unit];
    const to = UNITS[right.unit];
    const convertible = from !== undefined && from[0] === to[0] && typeof value === 'number' && Number.isFinite(value);
    // Six significant digits: this goes into a message, not into a run.
    const converted = convertible ? Number(((value * from[1]) / to[1]).toPrecision(6)) : undefined;
    return { key: name, converted };
  }
  return undefined;
}

/** `sensors[2].instrumentedRangeKm` is an “instrumented range” of a “sensor”: the quantity in words. */
export function inWords(key: string): string {
  return splitUnit(key)
    .stem.replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase();
}
