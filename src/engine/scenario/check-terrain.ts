import type { Checking } from './check.js';
import { isMapping, numberOf, textOf } from './loose.js';
import { isTileSource, type TerrainChoice, TILE_SOURCES, terrainSchema } from './terrain.schema.js';

/** Sources that need a key. */
const NEEDED = { folder: ['geotiff'], area: TILE_SOURCES, zoom: ['terrarium'] } as const;
/** Sources that a key goes with; a folder beside another source was always let pass. */
const GOES_WITH = { area: TILE_SOURCES, zoom: ['terrarium'], url: TILE_SOURCES, heightsAbove: ['geotiff'] } as const;

type Rule = readonly [key: keyof TerrainChoice, sources: readonly string[]];

/** Whether the terrain chosen makes sense. The choice, or undefined where it does not. */
export function checkTerrain({ raw, report }: Checking): TerrainChoice | undefined {
  const chosen = raw.terrain;
  if (!isMapping(chosen)) return undefined;
  const { source, folder, area, zoom, url, heightsAbove } = chosen;
  const parsed = terrainSchema.safeParse({ source, folder: textOf(folder), area, zoom, url, heightsAbove });
  if (!parsed.success) return undefined;
  const choice = { ...parsed.data, roughnessMarginM: numberOf(chosen.roughnessMarginM) ?? 0 };
  let sound = true;
  const wrong = (...issue: Parameters<typeof report>): void => {
    sound = false;
    report(...issue);
  };
  for (const [key, sources] of Object.entries(NEEDED) as Rule[]) {
    if (sources.includes(choice.source) && choice[key] === undefined)
      wrong('SCN-007', ['terrain', key], `terrain ${key} is missing: the source ${choice.source} needs it`);
  }
  for (const [key, sources] of Object.entries(GOES_WITH) as Rule[]) {
    if (choice[key] !== undefined && !sources.includes(choice.source))
      wrong('SCN-037', ['terrain', key], `terrain ${key} does not go with the source ${choice.source}`, { at: 'key' });
  }
  if (isTileSource(choice.source) && choice.area) {
    const { westDeg, southDeg, eastDeg, northDeg } = choice.area;
    const path = ['terrain', 'area'];
    if (!(westDeg < eastDeg))
      wrong('SCN-024', path, `area must run from west to east and not across 180°; got ${westDeg}° to ${eastDeg}°`);
    if (!(southDeg < northDeg))
      wrong('SCN-024', path, `area must run from south to north; got ${southDeg}° to ${northDeg}°`);
  }
  return sound ? choice : undefined;
}
