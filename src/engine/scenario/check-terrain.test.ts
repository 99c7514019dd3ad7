import { expect, test } from 'vitest';
import { parseSmall, SMALL } from '../../../test/fixtures/scenario.js';
import { formatIssue } from './index.js';

const AREA = 'area: { westDeg: 30, southDeg: 37, eastDeg: 36, northDeg: 42 }';
const told = (terrain: string): string =>
  (parseSmall(SMALL.replace('{ source: etopo5, roughnessMarginM: 0 }', terrain)).issues ?? [])
    .map(formatIssue)
    .join('\n');

test.each([
  `{ source: skadi, ${AREA} }`,
  `{ source: terrarium, zoom: 11, ${AREA} }`,
  `{ source: copernicus, folder: tiles, url: "http://127.0.0.1/{name}.tif", ${AREA} }`,
  '{ source: geotiff, folder: dem.tif, heightsAbove: ellipsoid }',
  '{ source: hgt, folder: tiles }',
])('terrain: %s is a choice', (terrain) => {
  expect(told(terrain)).toBe('');
});

test.each([
  ['{ source: skadi }', 'SCN-007', 'terrain area is missing: the source skadi needs it'],
  [`{ source: terrarium, ${AREA} }`, 'SCN-007', 'terrain zoom is missing: the source terrarium needs it'],
  ['{ source: geotiff }', 'SCN-007', 'terrain folder is missing: the source geotiff needs it'],
  [`{ source: etopo5, ${AREA} }`, 'SCN-037', 'terrain area does not go with the source etopo5'],
  [`{ source: skadi, zoom: 9, ${AREA} }`, 'SCN-037', 'terrain zoom does not go with the source skadi'],
  ['{ source: hgt, url: "http://x/{name}.hgt.gz" }', 'SCN-037', 'terrain url does not go with the source hgt'],
  [
    `{ source: skadi, heightsAbove: sea, ${AREA} }`,
    'SCN-037',
    'terrain heightsAbove does not go with the source skadi',
  ],
  [
    `{ source: skadi, ${AREA.replace('westDeg: 30', 'westDeg: 170')} }`,
    'SCN-024',
    'from west to east and not across 180°; got 170° to 36°',
  ],
  [
    `{ source: skadi, ${AREA.replace('southDeg: 37', 'southDeg: 42')} }`,
    'SCN-024',
    'from south to north; got 42° to 42°',
  ],
  [`{ source: skadi, ${AREA.replace('northDeg: 42', 'northDeg: 91')} }`, 'SCN-014', '-90 to 90 deg; got 91 deg'],
  ['{ source: srtm }', 'SCN-012', 'none, etopo5, hgt, geotiff, skadi, terrarium, copernicus'],
])('terrain: %s is told with code and place', (terrain, code, message) => {
  expect(told(terrain)).toContain(message);
  expect(told(terrain)).toContain(`(${code})\n  → small.yaml:6:`);
});
