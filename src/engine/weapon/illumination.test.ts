import { describe, expect, test } from 'vitest';
import { smallFireUnit } from '../../../test/fixtures/interceptor.js';
import type { TrackNumber } from '../types/index.js';
import { endEngagement, makeFireUnit, startEngagement } from './fire-unit.js';
import { bookIlluminator, darken, illuminatorFree, light } from './illumination.js';

const [A, B] = [1, 2] as TrackNumber[];
const unitOf = (illuminators: number) => {
  const unit = makeFireUnit({ ...smallFireUnit, illuminators }, []);
  startEngagement(unit, A, 2);
  startEngagement(unit, B, 2);
  return unit;
};

describe('illuminators', () => {
  test('serve two targets one after the other, and not at the same time', () => {
    const unit = unitOf(1);
    bookIlluminator(unit, A, 100, 115);
    expect(illuminatorFree(unit, B, 110, 125)).toBe(false);
    expect(illuminatorFree(unit, B, 115, 130)).toBe(true);
    expect(illuminatorFree(unitOf(0), A, 0, 1)).toBe(false);
  });

  test('light a salvo’s target once', () => {
    const unit = unitOf(1);
    bookIlluminator(unit, A, 100, 115);
    bookIlluminator(unit, A, 104, 119);
    expect(illuminatorFree(unit, A, 108, 123)).toBe(true);
    expect(illuminatorFree(unit, B, 116, 131)).toBe(false);
  });

  test('are taken by who comes first, and free after its last interceptor has met', () => {
    const unit = unitOf(1);
    expect(light(unit, A)).toBe(true);
    expect(light(unit, B)).toBe(false);
    expect(light(unit, A)).toBe(true);
    darken(unit, A);
    expect(light(unit, B)).toBe(true);
  });

  test('light nothing for an engagement that has ended', () => {
    const unit = unitOf(2);
    endEngagement(unit, A);
    expect(light(unit, A)).toBe(false);
  });
});
