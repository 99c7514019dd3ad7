import type { Terrain, TerrainChoice } from '../index.js';
import { type LoadedTerrain, loadTerrain } from './load-terrain.js';

/** Terrain by the choice of a scenario, and what data it was, for the manifest. */
export interface TerrainStore {
  /** Loads once and keeps; the same object for the same choice, so that horizon tables can be kept with it. */
  terrainOf(choice: TerrainChoice): Terrain;
  /** Whether a position lies inside the terrain chosen. True where the terrain itself cannot be read. */
  contains(choice: TerrainChoice, latDeg: number, lonDeg: number): boolean;
  /** What a terrain covers, in words. */
  extentOf(choice: TerrainChoice): string;
  /** sha256 of the data behind every terrain loaded so far. */
  identities(): Record<string, string>;
}

/** `scenarioFolder`: what relative folders of terrain are relative to. */
export function openTerrains(scenarioFolder: string): TerrainStore {
  const loaded = new Map<string, LoadedTerrain>();
  const load = (choice: TerrainChoice): LoadedTerrain => {
    const key = keyOf(choice);
    let found = loaded.get(key);
    if (!found) {
      found = loadTerrain(choice, scenarioFolder);
      loaded.set(key, found);
    }
    return found;
  };
  return {
    terrainOf: (choice) => load(choice).terrain,
    contains: (choice, latDeg, lonDeg) =>
      load(choice).terrain.contains((latDeg * Math.PI) / 180, (lonDeg * Math.PI) / 180),
    extentOf: (choice) => extentText(load(choice).terrain),
    identities: () => Object.fromEntries([...loaded].sort().map(([key, { identity }]) => [key, identity])),
  };
}

function extentText({ bounds }: Terrain): string {
  if (bounds === undefined) return 'the whole earth';
  const { south, north, west, east } = bounds;
  const degrees = (radians: number): string => String(Number(((radians * 180) / Math.PI).toFixed(2)));
  return `latDeg ${degrees(south)} to ${degrees(north)} and lonDeg ${degrees(west)} to ${degrees(east)}`;
}

/** The data that a choice is made from, in words. */
function keyOf({ source, folder, area, zoom, url, heightsAbove }: TerrainChoice): string {
  if (source === 'none' || source === 'etopo5') return source;
  const words = [`${source}:${folder ?? ''}`];
  if (area) words.push(`${area.westDeg},${area.southDeg},${area.eastDeg},${area.northDeg}`);
  if (zoom !== undefined) words.push(`zoom ${zoom}`);
  if (url !== undefined) words.push(url);
  if (heightsAbove !== undefined) words.push(`above ${heightsAbove}`);
  return words.join(' ');
}
