import { describe, expect, test } from 'vitest';
import { editDistance, nearestName } from './nearest.js';
import { inWords, sameQuantity, splitUnit } from './unit-name.js';

describe('the nearest valid name', () => {
  test('counts insertions, deletions, substitutions and swaps', () => {
    expect(editDistance('kitten', 'sitting')).toBe(3);
    expect(editDistance('rnage', 'range')).toBe(1);
    expect(editDistance('', 'abc')).toBe(3);
  });

  test('is offered only when it is near, and the same whatever the order', () => {
    expect(nearestName('commandpost', ['commandPost', 'position'])).toBe('commandPost');
    expect(nearestName('su-24', ['f16-class', 'su24-class', 'tb2-class'])).toBe('su24-class');
    expect(nearestName('s400', ['s400-91n6', 's400-92n6'])).toBeUndefined();
    expect(nearestName('xyzzy', ['commandPost', 'position'])).toBeUndefined();
    expect(nearestName('ab', ['ac', 'aa'])).toBe(nearestName('ab', ['aa', 'ac']));
  });
});

describe('units in names', () => {
  test('are told from the quantity', () => {
    expect(splitUnit('maximumAccelerationMps2')).toEqual({ stem: 'maximumAcceleration', unit: 'Mps2' });
    expect(splitUnit('instrumentedRangeKm')).toEqual({ stem: 'instrumentedRange', unit: 'Km' });
    expect(splitUnit('links').unit).toBeUndefined();
    expect(inWords('instrumentedRangeKm')).toBe('instrumented range');
  });

  test('lead from a wrong unit to the right one, with the value converted', () => {
    expect(sameQuantity('speedKmh', 900, ['speedMps', 'startS'])).toEqual({ key: 'speedMps', converted: 250 });
    expect(sameQuantity('rangeNm', 80, ['rangeKm'])).toEqual({ key: 'rangeKm', converted: 148.16 });
    expect(sameQuantity('rangeKm', 80, ['altitudeM'])).toBeUndefined();
  });
});
