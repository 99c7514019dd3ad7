import { describe, expect, test } from 'vitest';
import { bboxOption, checkZoom, sourceOption } from './terrain.js';

describe('an area', () => {
  test('is west, south, east, north in degrees', () => {
    expect(bboxOption('22,40,24.5,41')).toEqual({ west: 22, south: 40, east: 24.5, north: 41 });
    expect(bboxOption('-180,-90,180,90')).toEqual({ west: -180, south: -90, east: 180, north: 90 });
  });

  test.each([
    ['22,40,21,41', 'from west to east; an area across 180° is fetched in two parts'],
    ['170,40,-170,41', 'across 180°'],
    ['22,41,23,40', 'from south to north'],
    ['22,40,22,41', 'from west to east'],
    ['22,40,23', 'four numbers, west,south,east,north'],
    ['22,40,23,41,0', 'four numbers'],
    ['22,40,23,x', 'four numbers'],
    ['22,,23,41', 'four numbers'],
    ['22,40,23,91', '-90 to 90'],
    ['22,40,190,41', '-180 to 180'],
    ['NaN,40,23,41', 'four numbers'],
    ['-Infinity,40,23,41', 'four numbers'],
  ])('%s is none', (text, rule) => {
    expect(() => bboxOption(text)).toThrow(rule);
    expect(() => bboxOption(text)).toThrow(`got ‘${text}’ (SCN-047)`);
  });
});

describe('a source', () => {
  test('is a name, or an address whose ending and placeholders say what its tiles are', () => {
    expect(sourceOption('copernicus')).toEqual({ source: 'copernicus' });
    const address = 'http://127.0.0.1:8080/t/{z}/{x}/{y}.png';
    expect(sourceOption(address)).toEqual({ source: 'terrarium', url: address });
    expect(sourceOption('https://x.org/{band}/{name}.hgt.gz').source).toBe('skadi');
    expect(sourceOption('https://x.org/{name}/{name}.tif?key=7').source).toBe('copernicus');
  });

  test.each(['srtm', 'ftp://x/{name}.tif', 'http://x/{z}/{x}.png', 'http://x/{name}.png', '/tmp/{name}.tif', ''])(
    '‘%s’ is none',
    (text) => {
      expect(() => sourceOption(text)).toThrow('--source must be skadi, terrarium, copernicus, or an http address');
    },
  );
});

test('levels go with terrarium, which needs one, and with nothing else', () => {
  expect(() => checkZoom('terrarium', 11)).not.toThrow();
  expect(() => checkZoom('terrarium', undefined)).toThrow('--zoom is missing: terrarium has levels 0–15');
  expect(() => checkZoom('skadi', 3)).toThrow('--zoom does not go with skadi');
});
