import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { LandFeature, Terrain, TerrainSamples } from '../index.js';

/** A DOM document for charts. Loaded only when a page is made: it takes longer than most commands. */
export async function makeDocument(): Promise<Document> {
  const { JSDOM } = await import('jsdom');
  return new JSDOM('<!doctype html><html><body></body></html>').window.document;
}

/** Countries of Natural Earth at 1:50 million, as world-atlas has them. */
export async function readLand(): Promise<LandFeature[]> {
  const { feature } = await import('topojson-client');
  const file = createRequire(import.meta.url).resolve('world-atlas/countries-50m.json');
  const topology = JSON.parse(readFileSync(file, 'utf8')) as Topology<{ countries: GeometryCollection }>;
  return feature(topology, topology.objects.countries).features as unknown as LandFeature[];
}

/** Heights on a grid over a map. */
export function sampleTerrain(
  terrain: Terrain,
  bounds: { readonly west: number; readonly east: number; readonly south: number; readonly north: number },
  stepDeg: number,
): TerrainSamples {
  const axis = (from: number, to: number): number[] =>
    Array.from({ length: Math.ceil((to - from) / stepDeg) + 1 }, (_, i) => from + i * stepDeg);
  const latDeg = axis(bounds.south, bounds.north);
  const lonDeg = axis(bounds.west, bounds.east);
  const heights = latDeg.flatMap((latitude) =>
    lonDeg.map((longitude) => {
      const [lat, lon] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
      return terrain.contains(lat, lon) ? terrain.heightAt(lat, lon) : 0;
    }),
  );
  return { latDeg, lonDeg, heights };
}
