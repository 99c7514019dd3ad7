import { JSDOM } from 'jsdom';
import { beforeAll, expect, test } from 'vitest';
import { fitted } from './measure-charts.js';
import { assumptions, inputWith } from './report.fixture.js';
import { renderStudyReport } from './study-report.js';

const document = (): unknown => new JSDOM('<!doctype html>').window.document;
const parse = (page: string) => new JSDOM(page).window.document;

let page: string;
let dom: ReturnType<typeof parse>;
beforeAll(() => {
  page = renderStudyReport(inputWith('contradicted', document()));
  dom = parse(page);
});

test('the first screen says claim, speaker, verdict, replications, seed, digest and bounds', () => {
  const head = dom.querySelector('header')!.textContent!;
  const said = [
    'It will work by itself.',
    'A minister',
    'Reuters, 2021-02-12',
    'Contradicted',
    '40 a variant',
    'seed 7',
  ];
  for (const text of [...said, '0123456789abcdef0123456789abcdef', 'Parapet 0.0.0', 'notional and defensive']) {
    expect(head).toContain(text);
  }
});

test('a reversed result shows the reversed verdict', () => {
  const reversed = parse(renderStudyReport(inputWith('supported', document()))).querySelector('header')!;
  expect(dom.querySelector('header .answer')!.textContent).toContain('Contradicted');
  expect(reversed.querySelector('.answer')!.textContent).toContain('Supported');
  expect(reversed.textContent).not.toContain('Contradicted');
});

test('every assumption stands in the page, and the one without a source is flagged and counted', () => {
  for (const { path, meaning } of assumptions) {
    const leaf = path.replace('catalogue/drone-class/', '');
    const row = [...dom.querySelectorAll('table.assumptions tr')].find((tr) => tr.textContent!.includes(leaf));
    expect(row?.textContent, path).toContain(meaning);
  }
  const flagged = [...dom.querySelectorAll('tr')].filter((tr) => tr.querySelector('.chip.assumed'));
  expect(flagged.map((tr) => tr.querySelector('code')!.textContent)).toEqual(['unitCostUsd']);
  expect(dom.querySelector('#assumptions')!.textContent).toContain(
    '1 of 2 values of the catalogue have no public source',
  );
});

test('every cited source is listed once, linked from where it is cited, and nothing else is listed', () => {
  const listed = [...dom.querySelectorAll('#sources li')].map((li) => li.querySelector('code')!.textContent);
  expect(listed).toEqual(['first-source', 'second-source']);
});

test('every link within the page leads somewhere', () => {
  const inner = [...dom.querySelectorAll('a[href^="#"]')].map((a) => a.getAttribute('href')!.slice(1));
  expect(inner.length).toBeGreaterThan(10);
  expect(inner.filter((id) => !dom.getElementById(id))).toEqual([]);
});

test('no id is given twice', () => {
  const ids = [...dom.querySelectorAll('[id]')].map((element) => element.id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

test('names cannot smuggle in markup, nor addresses a script', () => {
  expect(dom.querySelectorAll('script').length).toBe(0);
  expect(dom.querySelector('h1')!.textContent).toBe('A <small> study & its "report"');
  expect(dom.querySelector('#map-title')!.textContent).toContain('<over>');
  expect(
    [...dom.querySelectorAll('a')].map((a) => a.getAttribute('href')).filter((h) => /^javascript/.test(h!)),
  ).toEqual([]);
});

test('the page fetches nothing', () => {
  expect(page).not.toMatch(/<(link|script|img|iframe|object|embed)\b|@import|url\(\s*["']?(?!#)/i);
});

test('no number is missing or meaningless', () => {
  const text = dom.body.textContent!;
  expect(text).not.toMatch(/\bNaN\b|undefined|Infinity|\bnull\b|\[object/);
  expect(page).not.toMatch(/="[^"]*\b(NaN|undefined|Infinity)\b/);
});

test('the same input gives the same bytes, however many charts were made before', () => {
  expect(renderStudyReport(inputWith('contradicted', document()))).toBe(page);
});

test('a difference stands with its interval in people’s units', () => {
  const row = [...dom.querySelectorAll('#answer tr')].find((tr) => tr.textContent!.includes('leakedValue'))!;
  expect(row.textContent!.replaceAll('\u00a0', ' ')).toContain('+420 [+320, +520]');
  expect(row.textContent).toContain('million USD');
  expect(row.textContent).toContain('at most +100 million USD');
});

test('no event seen gives a bound, and a time that seldom comes the share in which it came', () => {
  const text = dom.querySelector('#tables')!.textContent!.replaceAll('\u00a0', ' ');
  expect(text).toContain('none seen; mean at most 0.075');
  expect(text).toContain('came in 35% [20, 50] of runs');
  expect(text).toContain('never');
});

test('every chart has a title and a description', () => {
  const charts = [...dom.querySelectorAll('svg[role="img"]')];
  expect(charts.length).toBeGreaterThan(8);
  for (const chart of charts) {
    expect(chart.querySelector(':scope > title')!.textContent).not.toBe('');
    expect(chart.querySelector(':scope > desc')!.textContent).not.toBe('');
  }
});

test('a long title ends before the numbers of its row, a short one is whole', () => {
  expect(fitted('No link, ETOPO5 with 300 m more relief', '12 [10, 14]')).toBe(
    'No link, ETOPO5 with 300 m more relief',
  );
  const beside = 'none seen; mean at most 0.0999';
  const cut = fitted('No link, ETOPO5 with 300 m more relief', beside);
  expect(cut).toMatch(/^No link, ETOPO5.*…$/);
  expect((cut.length + beside.length) * 6.3).toBeLessThan(400);
});

test('the map shows places, sites, reach and the missing link', () => {
  const labels = [...dom.querySelectorAll('#map-section .map text')].map((t) => t.textContent);
  expect(labels).toEqual(
    expect.arrayContaining(['Town <script>', '1 × one-way drone', 'link “cue”, missing in the baseline']),
  );
  expect(labels.some((label) => /long-class, 100 km/.test(label!))).toBe(true);
});

test('identification is told as a factor of its own', () => {
  expect(dom.querySelector('#sensitivity')!.textContent).toContain('Interrogation (IFF) as a factor of its own');
});

test('the command that runs it again holds seed, replications and changed assumptions', () => {
  const commands = dom.querySelector('#limits')!.textContent!;
  expect(commands).toContain("--replications 40 --seed 7 --set 'terrain.roughnessMarginM=300'");
  expect(commands).toContain('What politics <decides>.');
});

test('a report without map data, coverage, claim or example is still whole', () => {
  const { land, terrain, coverage, claim, example, version, set, ...bare } = inputWith('depends', document());
  const small = parse(renderStudyReport(bare));
  expect(small.querySelector('header .answer')!.textContent).toContain('Depends');
  expect(small.querySelector('#timeline')).toBeNull();
  expect(small.body.textContent).not.toMatch(/NaN|undefined/);
});
