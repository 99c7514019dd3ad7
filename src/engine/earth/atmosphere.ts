import { exp, pow } from '../math/index.js';
import type { Metre, MetrePerSecond } from '../types/index.js';

/** The air at one altitude. Temperature is the molecular-scale temperature (equal to the kinetic one to 80 km). */
export interface Air {
  /** K. */
  readonly temperature: number;
  /** Pa. */
  readonly pressure: number;
  /** kg/m³. */
  readonly density: number;
  readonly speedOfSound: MetrePerSecond;
}

// Constants of "U.S. Standard Atmosphere, 1976" (NOAA, NASA, USAF; NOAA-S/T 76-1562), table 2 and section 1.2.
const GRAVITY = 9.80665; // standard gravity, m/s²
const GAS_CONSTANT = 8314.32 / 28.9644; // of air, J/(kg K): R* over the mean molar mass at sea level
const EARTH_RADIUS = 6356766; // radius that goes with geopotential altitude, m
const HEAT_RATIO = 1.4; // of specific heats
const SEA_LEVEL_PRESSURE = 101325; // Pa
const SEA_LEVEL_TEMPERATURE = 288.15; // K

/** Layers of the standard (table 4): geopotential altitude of the base, m; temperature gradient, K/m. */
const LAYERS = [
  [0, -0.0065],
  [11000, 0],
  [20000, 0.001],
  [32000, 0.0028],
  [47000, 0],
  [51000, -0.0028],
  [71000, -0.002],
] as const;

/** Top of the standard's lower part, geometric metres. */
export const ATMOSPHERE_TOP = 86000;

/**
 * Scale height above 86 km, m. Fitted by us to the standard's densities at 86 km (6.958e-6 kg/m³) and 120 km
 * (2.222e-8 kg/m³, table VIII); between them it is up to 24 % too dense, above them too thin, where drag no longer matters.
 */
const UPPER_SCALE_HEIGHT = 5918;

interface Base {
  readonly altitude: number;
  readonly gradient: number;
  readonly temperature: number;
  readonly pressure: number;
}

function pressureIn(base: Base, geopotential: number): number {
  const rise = geopotential - base.altitude;
  if (base.gradient === 0) return base.pressure * exp((-GRAVITY * rise) / (GAS_CONSTANT * base.temperature));
  const ratio = base.temperature / (base.temperature + base.gradient * rise);
  return base.pressure * pow(ratio, GRAVITY / (GAS_CONSTANT * base.gradient));
}

const BASES: readonly Base[] = LAYERS.reduce<Base[]>((bases, [altitude, gradient]) => {
  const below = bases.at(-1);
  const temperature = below ? below.temperature + below.gradient * (altitude - below.altitude) : SEA_LEVEL_TEMPERATURE;
  const pressure = below ? pressureIn(below, altitude) : SEA_LEVEL_PRESSURE;
  bases.push({ altitude, gradient, temperature, pressure });
  return bases;
}, []);

/** Geometric altitude to geopotential altitude, m (eq. 18 of the standard). */
export function geopotentialAltitude(geometricAltitude: Metre): Metre {
  return (EARTH_RADIUS * geometricAltitude) / (EARTH_RADIUS + geometricAltitude);
}

/** Geopotential altitude to geometric altitude, m (eq. 19 of the standard). */
export function geometricAltitude(geopotential: Metre): Metre {
  return (EARTH_RADIUS * geopotential) / (EARTH_RADIUS - geopotential);
}

/**
 * US Standard Atmosphere 1976 at a geometric altitude (m). The lowest layer goes on below sea level; above 86 km
 * temperature stays and density falls exponentially, for ballistic flight.
 */
export function standardAtmosphere(altitude: Metre): Air {
  const geopotential = geopotentialAltitude(Math.min(altitude, ATMOSPHERE_TOP));
  let base = BASES[0];
  for (const next of BASES) if (geopotential >= next.altitude) base = next;
  const temperature = base.temperature + base.gradient * (geopotential - base.altitude);
  const thinning = altitude > ATMOSPHERE_TOP ? exp((ATMOSPHERE_TOP - altitude) / UPPER_SCALE_HEIGHT) : 1;
  const pressure = pressureIn(base, geopotential) * thinning;
  return {
    temperature,
    pressure,
    density: pressure / (GAS_CONSTANT * temperature),
    speedOfSound: Math.sqrt(HEAT_RATIO * GAS_CONSTANT * temperature),
  };
}

// Trajectories ask for density millions of times: a table every 50 m, linear between, is within 1e-5 of the formula
// inside layers and 4e-4 at their bounds, where the gradient breaks.
const TABLE_STEP = 50;
const TABLE_BOTTOM = -1000;
const TABLE = Float64Array.from(
  { length: (ATMOSPHERE_TOP - TABLE_BOTTOM) / TABLE_STEP + 1 },
  (_, i) => standardAtmosphere(TABLE_BOTTOM + i * TABLE_STEP).density,
);

/** Density of the standard atmosphere at a geometric altitude (m), kg/m³; relative error under 4e-4 from -1 to 86 km. */
export function densityAt(altitude: Metre): number {
  if (altitude < TABLE_BOTTOM || altitude >= ATMOSPHERE_TOP) return standardAtmosphere(altitude).density;
  const x = (altitude - TABLE_BOTTOM) / TABLE_STEP;
  const i = Math.floor(x);
  return TABLE[i] + (x - i) * (TABLE[i + 1] - TABLE[i]);
}
