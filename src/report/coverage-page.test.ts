import { JSDOM } from 'jsdom';
import { expect, test } from 'vitest';
import { anatolia, catalogue, terrain } from '../../test/fixtures/anatolia.js';
import { presetOf } from '../engine/scenario/index.js';
import { coverageNeed, sensorsOnSmoothGround, verticalField } from '../engine/simulation/index.js';
import { renderCoverageFiles } from './coverage-files.js';
import type { CoverageReportInput } from './coverage-input.js';
import { surveyCoverage } from './coverage-survey.js';

const whole = anatolia();
const chosen = ['early-warning', 'patriot-radar', 'ground-taurus'];
const scenario = { ...whole, sensors: whole.sensors.filter(({ id }) => chosen.includes(id)) };
const target = presetOf(catalogue, 'airObject', 'f16-class');
const signature = { nominal: target.spec, low: target.spec, high: target.spec };
const question = { target: 'f16-class', signature, altitudesM: [100, 3000], detectionProbability: 0.5, gridPoints: 80 };
const survey = surveyCoverage(scenario, { terrain }, question)!;
const need = coverageNeed(signature, 0.5);
const { document, DOMParser } = new JSDOM('<!doctype html>').window;
const input: CoverageReportInput = {
  survey,
  scenario,
  vertical: sensorsOnSmoothGround(scenario).map((sensor) => verticalField(scenario, sensor, need)),
  target,
  signature,
  catalogue,
  command: 'parapet coverage x.yaml',
  version: '0.0.0',
  document,
};
const files = new Map(renderCoverageFiles(input).map(({ name, bytes }) => [name, bytes]));

test('a survey becomes a page, outlines, a map a height and a vertical chart a sensor', () => {
  expect([...files.keys()]).toEqual([
    'map-100m.svg',
    'map-3000m.svg',
    'blake-early-warning.svg',
    'blake-ground-taurus.svg',
    'blake-patriot-radar.svg',
    'coverage.geojson',
    'coverage.html',
  ]);
  expect(renderCoverageFiles(input)).toEqual([...files].map(([name, bytes]) => ({ name, bytes })));
});

test('every picture is well-formed by itself, has a title, and names its axes or its scale', () => {
  for (const [name, bytes] of files) {
    if (!name.endsWith('.svg')) continue;
    const root = new DOMParser().parseFromString(bytes, 'image/svg+xml').documentElement;
    expect(root.nodeName, name).toBe('svg');
    expect(root.getAttribute('xmlns')).toBe('http://www.w3.org/2000/svg');
    const text = root.textContent ?? '';
    expect(text).toMatch(/F-16-class fighter, probability 0.5 or more/);
    for (const word of name.startsWith('map')
      ? [' km', '36° N', '34° E', 'by three or more']
      : ['slant range, km', 'height over', 'elevation', '5°']) {
      expect(text, name).toContain(word);
    }
    expect(bytes).not.toMatch(/NaN|Infinity|undefined/);
  }
});

test('the page stands by itself: no script, nothing fetched, no id twice, and every number of the table', () => {
  const html = files.get('coverage.html')!;
  const page = new JSDOM(html).window.document;
  expect(page.querySelectorAll('script, link, img, iframe').length).toBe(0);
  expect(html).not.toMatch(/\b(src|@import|url\()\s*=?\s*["']?https?:/);
  const ids = [...page.querySelectorAll('[id]')].map(({ id }) => id);
  expect(ids.length).toBe(new Set(ids).size);
  for (const link of page.querySelectorAll('a[href^="#"]')) {
    expect(page.getElementById((link.getAttribute('href') ?? '').slice(1))).not.toBeNull();
  }
  const cells = [...page.querySelectorAll('table.areas tbody tr')].map((row) => row.querySelectorAll('td').length);
  expect(cells).toEqual([2, 2, 2, 2]);
  expect(html).not.toMatch(/NaN|undefined/);
});
