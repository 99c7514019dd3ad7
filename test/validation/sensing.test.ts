import { describe, expect, test } from 'vitest';
import { clutterArea, seaReflectivity, snrAt, snrConstantOf, toDecibels } from '../../src/engine/sensor/index.js';

const degree = Math.PI / 180;

describe('clutter (MathWorks, Radar Toolbox: clutterSurfaceRCS, radareqsnr, seareflectivity)', () => {
  // 1 km, 1° by 3°, 10° of grazing, 10 µs, σ⁰ of 1: 5.2627·10³ m²; with 5 kW at 1 cm 75.2006 dB over the noise.
  const area = clutterArea(1000, degree, 3 * degree, (299_792_458 * 10e-6) / 2, Math.sin(10 * degree));

  test('a patch at 1 km in a beam of 1° by 3° has 5262.7 m²', () => {
    expect(area).toBeCloseTo(5262.7, 1);
  });

  test('and gives 75.2006 dB over the noise with 5 kW, 10 µs, 20 dB of gain, 1 cm and 290 K', () => {
    const constant = snrConstantOf({
      frequency: 299_792_458 / 0.01,
      peakPower: 5000,
      pulseWidth: 10e-6,
      gainTransmitDb: 20,
      gainReceiveDb: 20,
      temperature: 290,
      lossDb: 0,
    });
    expect(toDecibels(snrAt(constant, area, 1000))).toBeCloseTo(75.2006, 4);
  });

  test('the sea in state 2 at 30 GHz and 10° of grazing reflects 2.1555·10⁻⁴, horizontally polarised', () => {
    expect(seaReflectivity(30e9, 2, 10 * degree, 'horizontal') / 2.1555e-4).toBeCloseTo(1, 4);
  });
});
