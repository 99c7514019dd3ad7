import { z } from 'zod';
import { choice, flag, quantity } from '../types/quantity.schema.js';

/** Air and surface as radio waves meet them. Each part is off until a scenario turns it on. */
export const environmentSchema = z.strictObject({
  gases: flag('whether oxygen and water vapour weaken waves (ITU-R P.676)').default(false),
  vapourDensityGPerM3: quantity('g/m³', 'water vapour at sea level; 7.5 is the world’s mean', 0, 50).default(7.5),
  rain: z
    .strictObject({
      rateMmPerH: quantity('mm/h', 'rain rate; 4 is moderate rain, 16 heavy rain', 0, 150),
      topM: quantity('m', 'height above sea level up to which it rains', 100, 8000).default(3000),
      fromKm: quantity('km', 'distance from each radar at which rain begins', 0, 1000).default(0),
      toKm: quantity('km', 'distance at which it ends', 0, 1000).default(1000),
    })
    .optional()
    .meta({ description: 'even rain about every radar (ITU-R P.838); left out: none' }),
  surface: choice(['none', 'land', 'sea'], 'what returns clutter and reflects; none: nothing does').default('none'),
  landClutterDb: quantity('dB', 'γ of land clutter: −25 for flat land, −5 for towns and mountains', -40, 0).default(
    -15,
  ),
  seaState: quantity('1', 'sea state, 0 calm to 6 very rough', 0, 6).default(3),
  lobing: flag('whether the surface reflects like a mirror, which makes lobes').default(false),
  surfaceRoughnessM: quantity(
    'm',
    'standard deviation of the heights of a surface that reflects like a mirror',
    0,
    20,
  ).default(0.5),
});
export type EnvironmentSpec = z.infer<typeof environmentSchema>;
