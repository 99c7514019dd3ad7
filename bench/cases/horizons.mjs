// Fifty radars over relief of our own at the resolution of SRTM (1201 samples a degree): six by eight degrees of ridges,
// valleys and two seas, in tiles as they come in files. Every radar reaches 400 km, past the edge of the data.
import { decodeHgt, mosaicTerrain } from '../../dist/engine/earth/index.js';

const SIDE = 1201;
export const SOUTH = 36;
export const NORTH = 42;
export const WEST = 26;
export const EAST = 34;
export const RADARS = 50;

/** Ridges of five scales, as products of a wave along the meridian and one along the parallel. */
const OCTAVES = [0, 1, 2, 3, 4].map((k) => ({
  size: 1000 / 2 ** k,
  east: 2.1 * 2 ** k,
  north: 2.7 * 2 ** k,
  phase: k,
}));
const waves = (startDeg, wave) =>
  OCTAVES.map((octave) => Float64Array.from({ length: SIDE }, (_, i) => wave(startDeg + i / (SIDE - 1), octave)));

function tileBytes(southDeg, westDeg) {
  const along = waves(westDeg, (lonDeg, { east, phase, size }) => size * Math.sin(lonDeg * east + phase));
  const across = waves(southDeg, (latDeg, { north, phase }) => Math.cos(latDeg * north - phase));
  const bytes = new Uint8Array(2 * SIDE * SIDE);
  const view = new DataView(bytes.buffer);
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      let height = 600;
      for (let k = 0; k < along.length; k++) height += along[k][column] * across[k][SIDE - 1 - row];
      view.setInt16(2 * (row * SIDE + column), Math.round(height));
    }
  }
  return bytes;
}

/** The terrain, and how long its tiles took to become one, s. */
export function makeRelief() {
  const tiles = [];
  for (let south = SOUTH; south < NORTH; south++)
    for (let west = WEST; west < EAST; west++) tiles.push([`N${south}E0${west}`, tileBytes(south, west)]);
  const start = performance.now();
  const terrain = mosaicTerrain(tiles.map(([name, bytes]) => decodeHgt(bytes, name)));
  return { terrain, tiles: tiles.length, seconds: (performance.now() - start) / 1000 };
}

/** Sites on a lattice that repeats nothing, radians, antennas 30 m above the ground. */
export function makeSites(terrain) {
  const degree = Math.PI / 180;
  return Array.from({ length: RADARS }, (_, k) => {
    const lat = (SOUTH + 0.3 + (NORTH - SOUTH - 0.6) * ((k * 0.6180339887) % 1)) * degree;
    const lon = (WEST + 0.3 + ((EAST - WEST - 0.6) * (k + 0.5)) / RADARS) * degree;
    return { lat, lon, height: terrain.heightAt(lat, lon) + 30 };
  });
}

/** As the simulation makes them (src/engine/simulation/sensors.ts). */
export const HORIZON_OPTIONS = {
  maximumRange: 400_000,
  azimuthBins: 360,
  rangeStep: 2000,
  refractionFactor: 4 / 3,
  roughnessMargin: 0,
};

/** Targets of each radar in one round of questions. */
const TARGETS = 1000;

/** Asks every table of every target, radar after radar as a tick does, `rounds` times; the share that is visible at 3 km. */
export function askHorizons(tables, rounds, lowestVisibleHeight) {
  let seen = 0;
  let asked = 0;
  for (let round = 0; round < rounds; round++) {
    for (const table of tables) {
      for (let k = 0; k < TARGETS; k++) {
        const azimuth = ((k * 0.6180339887 + round * 0.01) % 1) * 6.2831853;
        const range = ((k * 0.7548776662 + round * 0.01) % 1) * 399_000;
        if (lowestVisibleHeight(table, azimuth, range) < 3000) seen++;
        asked++;
      }
    }
  }
  return { asked, share: seen / asked };
}
