// The raid of raid.mjs with what command, network and weapons can do turned on: identity by evidence with rules of
// engagement, weighed threats, doctrine by class with keep-out, reserve, self-defence and drawn reaction times,
// envelopes and kill factors, tired crews, common causes, transponders that fail and lie, corridors, a superior that is
// told of everything over a link, and radars and relays that lose power on the way.
import { identificationSchema } from '../../dist/engine/command/identification.schema.js';
import { threatEvaluationSchema } from '../../dist/engine/command/threat-evaluation.schema.js';
import { makeRaid } from './raid.mjs';

const ENVELOPE = {
  rangeKm: { fixedWing: 60, cruiseMissile: 45, drone: 30 },
  low: { belowM: 3000, share: 0.5 },
  crossing: { fromDeg: 45, beamShare: 0.7, recedingShare: 0.4 },
};
const KILL_FACTORS = {
  aspect: { beam: 0.8, tail: 0.6 },
  manoeuvre: { loadFactorG: 25, advantage: 3 },
  trackQuality: { correctedM: 500 },
};
const DOCTRINE = {
  methodByClass: { cruiseMissile: 'shootShootLookShoot' },
  keepOut: { insideKm: { fixedWing: 3 }, outsideKm: { fixedWing: 55 } },
  priorities: { class: { cruiseMissile: 2 }, identity: { hostile: 2 } },
  reserve: { forClass: 'cruiseMissile', interceptors: 1 },
  selfDefence: { timeToGoS: 45, missKm: 2, holdIsAbsolute: true },
  falseKillProbability: 0.05,
  missedKillProbability: 0.1,
};
const RULES = [
  { identity: 'hostile', permit: 'engage' },
  { identity: 'suspect', permit: 'engage' },
  { identity: 'unknown', permit: 'selfDefenceOnly' },
];

export function makeFullRaid(units, durationS) {
  const raid = makeRaid(units, durationS);
  const [centre] = raid.commandPosts;
  const post = {
    ...centre,
    doctrine: { ...centre.doctrine, ...DOCTRINE },
    post: { ...centre.post, reactionLogNormal: { medianS: 3, percentile95S: 8 } },
    superior: 'region',
    identification: identificationSchema.parse({ method: 'evidence' }),
    rulesOfEngagement: RULES,
    threatEvaluation: threatEvaluationSchema.parse({ method: 'weighted' }),
  };
  const superior = { ...centre, id: 'region' };
  const [first] = raid.sensors;
  return {
    ...raid,
    name: `full-raid-${units}`,
    commandPosts: [post, superior],
    fireUnits: raid.fireUnits.map((unit) => ({
      ...unit,
      unit: { ...unit.unit, fatigue: { onDutyH: 12, afterH: 10, perHour: 0.05 } },
      launchers: unit.launchers.map((group) => ({
        ...group,
        interceptor: { ...group.interceptor, envelope: ENVELOPE, killFactors: KILL_FACTORS },
      })),
    })),
    links: [
      {
        id: 'trunk',
        from: 'centre',
        to: 'region',
        kind: 'data',
        bidirectional: true,
        enabled: true,
        delayS: 2,
        jitterS: 1,
        lossProbability: 0.02,
        tracksPerMinute: 20_000,
        updatePeriodS: 10,
        positionErrorM: 30,
      },
    ],
    outages: [
      { node: first.id, fromS: 30, toS: 90, cause: 'powerLost' },
      { link: 'trunk', fromS: 60, toS: 80, cause: 'jammed' },
    ],
    corridors: [
      {
        id: 'home',
        kind: 'return',
        points: [
          { latDeg: first.site.latDeg - 2, lonDeg: first.site.lonDeg },
          { latDeg: first.site.latDeg + 6, lonDeg: first.site.lonDeg + 3 },
        ],
        widthKm: 40,
        floorM: 6000,
        ceilingM: 10_000,
        maximumSpeedMps: 300,
      },
    ],
    commonCauses: [{ id: 'batch', kind: 'badBatch', probability: 0.2, factor: 0.5, part: 'fireUnit' }],
    flights: raid.flights.map((flight, k) =>
      flight.allegiance === 'friendly'
        ? { ...flight, iff: { failureProbability: 0.05 } }
        : { ...flight, iff: k % 20 === 0 ? { spoofAs: 'civil', spoofProbability: 0.5 } : {} },
    ),
  };
}
