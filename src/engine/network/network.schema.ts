import { z } from 'zod';
import { choice, flag, quantity } from '../types/quantity.schema.js';

export const linkSchema = z.strictObject({
  id: z.string().min(1),
  from: z.string().meta({ description: 'command post that sends' }),
  to: z.string().meta({ description: 'command post that receives' }),
  kind: choice(['data', 'gateway', 'voice'], 'what carries tracks'),
  bidirectional: flag('whether it works both ways').default(true),
  enabled: flag('whether it is there at all').default(true),
  delayS: quantity('s', 'from sending to arrival', 0, 600),
  lossProbability: quantity('1', 'share of messages lost', 0, 1),
  tracksPerMinute: quantity('1/min', 'most track messages carried in a minute', 0.1, 1e6),
  updatePeriodS: quantity('s', 'between two reports of one track', 0.5, 600),
  positionErrorM: quantity('m', 'one-sigma error added in translation or by reading a grid aloud', 0, 50_000),
});
export type LinkSpec = z.infer<typeof linkSchema>;

export const outageSchema = z.strictObject({
  node: z.string().optional().meta({ description: 'sensor, command post or fire unit that loses power' }),
  link: z.string().optional().meta({ description: 'link that is cut' }),
  fromS: quantity('s', 'start', 0, 1e6),
  toS: quantity('s', 'end', 0, 1e6),
});
export type OutageSpec = z.infer<typeof outageSchema>;
