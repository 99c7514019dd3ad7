import type { EstimatedBias } from '../index.js';

/** What was learnt of one sensor's biases: values, one sigma, and how much of the doubt beforehand was taken away, 0–1. */
export interface BiasRecord {
  readonly sensor: string;
  readonly rangeM: BiasTermRecord;
  readonly azimuthDeg: BiasTermRecord;
  readonly elevationDeg: BiasTermRecord;
  readonly timeS: BiasTermRecord;
}

interface BiasTermRecord {
  readonly value: number;
  readonly sigma: number;
  readonly observed: number;
}

const DEGREES = 180 / Math.PI;

export const biasRecords = (biases: readonly EstimatedBias[]): BiasRecord[] =>
  biases.map(({ sensor, bias, sigma, observed }) => {
    const term = (name: keyof typeof bias, scale = 1): BiasTermRecord => ({
      value: scale * bias[name],
      sigma: scale * sigma[name],
      observed: observed[name],
    });
    return {
      sensor,
      rangeM: term('range'),
      azimuthDeg: term('azimuth', DEGREES),
      elevationDeg: term('elevation', DEGREES),
      timeS: term('time'),
    };
  });

/** A line a sensor, of what its detections showed. */
export const tellBiases = (records: readonly BiasRecord[]): string[] =>
  records.map(({ sensor, rangeM, azimuthDeg, elevationDeg, timeS }) => {
    const terms = [
      tell('range', rangeM, 'm', 0),
      tell('north', azimuthDeg, '°', 3),
      tell('elevation', elevationDeg, '°', 3),
      tell('clock', timeS, 's', 2),
    ];
    const seen = terms.filter((term) => term !== '');
    return `biases of ${sensor}: ${seen.length > 0 ? `${seen.join(', ')} (one sigma)` : 'none seen'}`;
  });

/** Less of the doubt taken away than this says nothing worth telling (assumed). */
const LEAST_OBSERVED = 0.05;

const tell = (name: string, { value, sigma, observed }: BiasTermRecord, unit: string, digits: number): string =>
  sigma > 0 && observed >= LEAST_OBSERVED
    ? `${name} ${value.toFixed(digits)} ± ${sigma.toFixed(digits)} ${unit}`.replace(' °', '°')
    : '';
