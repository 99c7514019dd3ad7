import type { Assumption, ResolvedScenario } from '../engine/scenario/index.js';
import type { Answer, HypothesisResult, MeasureSummary, Study, StudyResult } from '../study/index.js';
import type { ReportInput } from './input.js';

/** A small study made by hand: two variants, two hypotheses, names that try to be HTML. */
export const study = {
  parapet: 1,
  name: 'small',
  title: 'A <small> study & its "report"',
  claim: 'alone',
  question: 'What does the link do?',
  scenario: 'small.yaml',
  replications: 40,
  seed: 7,
  baseline: 'isolated',
  variants: {
    isolated: { title: 'No link', group: 'main', set: { 'links[cue].enabled': false } },
    cued: { title: 'Data link', note: 'with <b>all</b> of it', group: 'main', set: { 'links[cue].enabled': true } },
    'cued-iff': { title: 'Data link, IFF', group: 'extra', set: { 'links[cue].enabled': true, 'posts[a].iff': true } },
  },
  comparisons: [
    { baseline: 'isolated', variant: 'cued' },
    { baseline: 'cued', variant: 'cued-iff' },
  ],
  coverage: { target: 'drone-class', altitudesM: [50], detectionProbability: 0.5 },
  hypotheses: [
    {
      id: 'leakage',
      measure: 'leakers',
      baseline: 'cued',
      variant: 'isolated',
      comparison: 'notMoreBy',
      margin: 1,
      reason: 'One raider is the smallest loss.',
      confidence: 0.95,
    },
    {
      id: 'value',
      measure: 'leakedValue',
      baseline: 'cued',
      variant: 'isolated',
      comparison: 'notMoreBy',
      margin: 1e8,
      reason: 'About a dozen interceptors.',
      confidence: 0.95,
    },
  ],
  verdict: {
    statement: 'The isolated battalion loses no more.',
    supportedWhen: 'all',
    sensitivities: [{ name: 'with IFF', baseline: 'cued-iff', variant: 'isolated' }],
    outOfReach: ['What politics <decides>.'],
  },
} satisfies Study;

const mean = (value: number, half: number): MeasureSummary => ({
  mean: value,
  low: value - half,
  high: value + half,
  n: 40,
  p05: value - 3 * half,
  median: value,
  p95: value + 3 * half,
  method: 'student-t',
});

const none: MeasureSummary = {
  mean: 0,
  low: 0,
  high: 0.075,
  n: 40,
  p05: 0,
  median: 0,
  p95: 0,
  method: 'no-event-bound',
};

const late: MeasureSummary = {
  mean: null,
  low: 0.2,
  high: 0.5,
  n: 40,
  p05: 310,
  median: null,
  p95: null,
  method: 'censored',
  reached: { fraction: 0.35, low: 0.2, high: 0.5 },
};

const measures = (leakers: number): Record<string, MeasureSummary> => ({
  leakers: mean(leakers, 0.5),
  leakedValue: mean(leakers * 1e8, 4e7),
  friendlyEngaged: none,
  firstEngagementS: late,
  pictureCompleteness: mean(0.8, 0.01),
  coverage50mKm2: mean(5400, 100),
});

/** One assumption of every origin; two of the catalogue, one of them without a source. */
export const assumptions: readonly Assumption[] = [
  {
    path: 'catalogue/drone-class/maximumSpeedMps',
    unit: 'm/s',
    meaning: 'fastest flight',
    used: 51,
    value: 51,
    low: 45,
    high: 60,
    distribution: 'triangular',
    origin: 'catalogue',
    sources: ['first-source', 'second-source'],
    note: 'quoted <twice>',
  },
  {
    path: 'catalogue/drone-class/unitCostUsd',
    unit: 'USD',
    meaning: 'unit cost',
    used: 30_000,
    value: 30_000,
    origin: 'catalogue',
    sources: [],
    note: 'assumed: of the order of a car',
  },
  {
    path: 'refractionFactor',
    unit: '1',
    meaning: 'effective earth radius',
    used: 4 / 3,
    origin: 'default',
    sources: [],
    note: 'the format’s default',
  },
  { path: 'links[cue].enabled', unit: '', meaning: 'whether it is there', used: false, origin: 'set', sources: [] },
];

/** The result with a chosen answer, for which the differences are what they would be. */
export function resultWith(answer: Answer): StudyResult {
  const difference = answer === 'contradicted' ? 4.2 : -4.2;
  const test = (id: string, measure: string, scale: number): HypothesisResult => ({
    id,
    measure,
    baseline: 'cued',
    variant: 'isolated',
    answer,
    difference: difference * scale,
    low: (difference - 1) * scale,
    high: (difference + 1) * scale,
    margin: scale,
    because: `${measure} says so`,
  });
  const hypotheses = [test('leakage', 'leakers', 1), test('value', 'leakedValue', 1e8)];
  const pair = (measure: string, baseline: string, variant: string, scale: number) => ({
    measure,
    baseline,
    variant,
    difference: -difference * scale,
    low: (-difference - 1) * scale,
    high: (-difference + 1) * scale,
    n: 40,
  });
  return {
    study: 'small',
    digest: '0123456789abcdef0123456789abcdef',
    replications: 40,
    variants: {
      isolated: measures(10 + difference),
      cued: measures(10),
      'cued-iff': measures(9.5),
    },
    comparisons: [
      pair('leakers', 'isolated', 'cued', 1),
      pair('leakedValue', 'isolated', 'cued', 1e8),
      pair('leakers', 'cued', 'cued-iff', 0.1),
      {
        ...pair('firstEngagementS', 'isolated', 'cued', 10),
        difference: null,
        low: null,
        high: null,
        n: 0,
        reached: { difference: -0.1, low: -0.2, high: 0.02, n: 40 },
      },
    ],
    verdict: {
      claim: 'alone',
      answer,
      because: 'In this scenario, the claim is what it is.',
      hypotheses,
      sensitivities: [{ name: 'with IFF', answer, hypotheses }],
      outOfReach: study.verdict.outOfReach,
    },
    rows: [],
    assumptions,
    partial: false,
  };
}

/** Enough of a scenario for a map. */
const scenario = {
  name: 'small',
  title: 'One hour <over> nowhere',
  durationS: 3600,
  stepS: 1,
  terrain: { source: 'none', roughnessMarginM: 0 },
  refractionFactor: 4 / 3,
  focus: 'a',
  places: [{ id: 'town', name: 'Town <script>', latDeg: 39.9, lonDeg: 32.9 }],
  commandPosts: [
    { id: 'a', preset: 'post-class', latDeg: 40.1, lonDeg: 32.5 },
    { id: 'b', preset: 'post-class', latDeg: 39.2, lonDeg: 31.0 },
  ],
  sensors: [
    { id: 'radar', preset: 'radar-class', site: { latDeg: 40.1, lonDeg: 32.51 } },
    { id: 'air', preset: 'air-class', site: { latDeg: 38.9, lonDeg: 33, altitudeM: 9000, orbitRadiusKm: 30 } },
  ],
  fireUnits: [
    {
      id: 'unit',
      preset: 'unit-class',
      commandPost: 'a',
      latDeg: 40.12,
      lonDeg: 32.5,
      launchers: [{ interceptorPreset: 'long-class', interceptor: { maximumRangeKm: 100 } }],
    },
  ],
  links: [{ id: 'cue', from: 'b', to: 'a', enabled: false }],
  outages: [],
  corridors: [
    {
      id: 'airway',
      kind: 'airway',
      widthKm: 20,
      points: [
        { latDeg: 39, lonDeg: 31 },
        { latDeg: 40, lonDeg: 34 },
      ],
    },
  ],
  flights: [
    {
      id: 'drone-01',
      preset: 'drone-class',
      allegiance: 'hostile',
      motion: {
        kind: 'route',
        points: [
          { latDeg: 38.5, lonDeg: 34 },
          { latDeg: 39.9, lonDeg: 32.9 },
        ],
      },
    },
    {
      id: 'ballistic-01',
      preset: 'ballistic-class',
      allegiance: 'hostile',
      motion: {
        kind: 'ballistic',
        launch: { latDeg: 38, lonDeg: 34.5 },
        aim: { latDeg: 39.9, lonDeg: 32.9 },
        apexM: 60_000,
      },
    },
  ],
  assumptions,
} as unknown as ResolvedScenario;

const grid = (share: number) => {
  const latDeg = new Float64Array(100);
  const lonDeg = new Float64Array(100);
  for (let i = 0; i < 100; i++) {
    latDeg[i] = 39 + Math.floor(i / 10) * 0.25;
    lonDeg[i] = 31 + (i % 10) * 0.25;
  }
  const covered = Uint8Array.from({ length: 100 }, (_, i) => (i < 100 * share ? 1 : 0));
  return { cellDeg: 0.25, latDeg, lonDeg, area: new Float64Array(100).fill(600), covered: [covered] };
};

/** Everything that a report can be given. */
export const inputWith = (answer: Answer, document: unknown): ReportInput => ({
  result: resultWith(answer),
  study,
  scenario,
  catalogue: {
    presets: new Map([['drone-class', { title: 'One-way drone (Small-136-like)', note: 'a notional drone' }]]),
    sources: new Map([
      [
        'first-source',
        { title: 'On <drones>', publisher: 'A press', date: 2020, url: 'https://example.org/a?b=1&c=2' },
      ],
      [
        'second-source',
        { title: 'A link that is none', publisher: 'B press', date: '2021', url: 'javascript:alert(1)' },
      ],
      ['never-cited', { title: 'Unread', publisher: 'C press', date: 2022 }],
    ]),
  },
  version: '0.0.0',
  claim: {
    says: 'It will work by itself.',
    by: [{ who: 'A minister', sources: ['T'] }],
    articles: { T: { article: 'Reuters', date: '2021-02-12' } },
  },
  land: [
    {
      properties: { name: 'Land' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [25, 35],
            [45, 35],
            [45, 43],
            [25, 43],
            [25, 35],
          ],
        ],
      },
    },
  ],
  terrain: {
    latDeg: [37, 39, 41],
    lonDeg: [30, 33, 36],
    heights: [0, 200, 900, 300, 1400, 800, 0, 700, 2100],
  },
  coverage: { isolated: grid(0.1), cued: grid(0.6) },
  example: {
    variant: 'isolated',
    replication: 0,
    stepS: 1,
    events: [
      {
        tick: 95,
        phase: 'launch',
        kind: 'interceptorLaunched',
        actor: 'unit',
        subject: 'track 3',
        values: { rangeKm: 22 },
        because: 'hostile & near',
      },
    ],
  },
  set: { 'terrain.roughnessMarginM': 300 },
  document,
});
