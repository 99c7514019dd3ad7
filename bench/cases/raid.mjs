// A raid of any size, the same for a given number of units: a fifth fire units on a half-degree grid, each with its own
// radar; a fifth friendly fighters patrolling over them; the rest raiders that come from 90 nautical miles away. The mix
// is that of the closest open peer's benchmark; the radar: 150 km, 5 s revisit, Pd 0.9 on 1 m² at 100 km.

const RADAR = {
  scan: 'rotating',
  band: 'S',
  frequencyGhz: 3,
  instrumentedRangeKm: 150,
  minimumRangeKm: 1,
  scanPeriodS: 5,
  sectorWidthDeg: 360,
  slewRateDegPerS: 0,
  elevationMinimumDeg: -2,
  elevationMaximumDeg: 70,
  antennaHeightM: 15,
  beamwidthAzimuthDeg: 1.5,
  beamwidthElevationDeg: 2,
  rangeResolutionM: 100,
  rangeAccuracyFloorM: 25,
  angleAccuracyFloorMrad: 1.5,
  pulsesIntegrated: 10,
  minimumRadialSpeedMps: 0,
  falseAlarmsPerScan: 0.5,
  reference: { rcsM2: 1, rangeKm: 100, detectionProbability: 0.9, falseAlarmProbability: 1e-6, fluctuation: 1 },
  iffInterrogator: true,
  iffRangeKm: 150,
  iffReplyProbability: 0.95,
};

const signature = (rcs) => ({ fluctuation: 1, bands: { S: { frontM2: rcs, sideM2: 2 * rcs, rearM2: rcs } } });
const FIGHTER = {
  targetClass: 'fixedWing',
  signature: signature(2),
  minimumSpeedMps: 80,
  maximumSpeedMps: 600,
  minimumAltitudeM: 50,
  maximumAltitudeM: 15000,
  maximumLoadFactorG: 6,
  maximumClimbMps: 150,
  maximumAccelerationMps2: 10,
  ballisticCoefficientKgPerM2: 1000,
  destroyedShare: 0.05,
  unitCostUsd: 5e7,
};
const INTERCEPTOR = {
  minimumRangeKm: 2,
  maximumRangeKm: 60,
  ballisticRangeKm: 0,
  minimumAltitudeM: 20,
  maximumAltitudeM: 20000,
  maximumTargetSpeedMps: 1500,
  boostS: 8,
  peakSpeedMps: 1200,
  coastTimeConstantS: 60,
  guidance: 'channelUntilIntercept',
  seekerRangeKm: 0,
  basketRadiusM: 1000,
  killProbability: { fixedWing: 0.7, cruiseMissile: 0.6, drone: 0.6, ballisticMissile: 0 },
  unitCostUsd: 1e6,
};
const perClass = (n) => ({ fixedWing: n, cruiseMissile: n, drone: n, ballisticMissile: n });

/** A resolved scenario of `units` units and `durationS` seconds. */
export function makeRaid(units, durationS) {
  const fireUnitCount = Math.round(0.2 * units);
  const friendCount = Math.round(0.2 * units);
  const raiderCount = units - fireUnitCount - friendCount;
  const side = Math.ceil(Math.sqrt(fireUnitCount));
  const south = 37.5 - side / 4;
  const west = 32.5 - side / 4;
  const cell = (k) => ({ latDeg: south + 0.5 * Math.floor(k / side), lonDeg: west + 0.5 * (k % side) });
  const pad = (k) => String(k).padStart(4, '0');
  const post = 'centre';
  const middle = { latDeg: south + side / 4, lonDeg: west + side / 4 };
  const flight = (id, allegiance, transponder, points, startS, target) => ({
    id,
    preset: 'fighter',
    allegiance,
    airObject: FIGHTER,
    startS,
    transponder,
    target,
    motion: { kind: 'route', points },
  });
  const point = (latDeg, lonDeg, altitudeM, speedMps) => ({ latDeg, lonDeg, altitudeM, above: 'sea', speedMps });
  const rnd = mulberry(units);
  const flights = [];
  for (let k = 0; k < friendCount; k++) {
    const at = cell(Math.floor(rnd() * fireUnitCount));
    const hop = () => 0.6 * (rnd() - 0.5);
    const points = Array.from({ length: 8 }, () => point(at.latDeg + hop(), at.lonDeg + hop(), 8000, 230));
    flights.push(flight(`friend-${pad(k)}`, 'friendly', 'friend', points, 0, null));
  }
  for (let k = 0; k < raiderCount; k++) {
    const goal = cell(Math.floor(rnd() * fireUnitCount));
    const bearing = 2 * Math.PI * rnd();
    const away = 90 / 60;
    const altitude = 500 + 9500 * rnd();
    const from = {
      latDeg: goal.latDeg + away * Math.cos(bearing),
      lonDeg: goal.lonDeg + (away * Math.sin(bearing)) / Math.cos((goal.latDeg * Math.PI) / 180),
    };
    const points = [point(from.latDeg, from.lonDeg, altitude, 250), point(goal.latDeg, goal.lonDeg, altitude, 250)];
    flights.push(flight(`raider-${pad(k)}`, 'hostile', 'off', points, 0, 'place'));
  }
  flights.sort((a, b) => (a.id < b.id ? -1 : 1));
  const units5 = Array.from({ length: fireUnitCount }, (_, k) => k);
  return {
    name: `raid-${units}`,
    title: `Raid of ${units} units`,
    durationS,
    stepS: 1,
    terrain: { source: 'etopo5', roughnessMarginM: 0 },
    refractionFactor: 4 / 3,
    environment: null,
    focus: post,
    places: [{ id: 'place', name: 'Place', ...middle, radiusKm: 500, valueUsd: 1e9, defendedBy: [post] }],
    sensors: units5.map((k) => ({
      id: `radar-${pad(k)}`,
      preset: 'radar',
      commandPost: post,
      role: 'surveillance',
      site: cell(k),
      boresightDeg: 0,
      radar: RADAR,
      iff: true,
    })),
    commandPosts: [
      {
        id: post,
        preset: 'centre',
        ...middle,
        post: {
          cycleS: 5,
          decisionDelayS: 2,
          maximumTracks: 20000,
          storedToRadarsOffS: 0,
          radarsOffToSurveillanceS: 0,
          surveillanceToFullyOnS: 0,
        },
        doctrine: {
          weaponsControl: 'free',
          method: 'shootLookShoot',
          salvo: perClass(1),
          maximumSalvos: 3,
          assessmentDelayS: 5,
          assessmentErrorProbability: 0.05,
          hostile: {
            insideKm: 100,
            timeToGoS: 600,
            ballisticSpeedMps: 1000,
            silentInterrogations: 3,
            outsideCorridor: false,
            suspectScore: 1,
            hostileScore: 2,
          },
          whenCutOff: 'autonomous',
        },
        posture: { initial: 'fullyOn', activateAtS: null },
        superior: null,
        tracker: { kind: 'constantVelocity' },
      },
    ],
    fireUnits: units5.map((k) => ({
      id: `unit-${pad(k)}`,
      preset: 'unit',
      commandPost: post,
      engagementSensor: null,
      ...cell(k),
      unit: {
        fireChannels: 4,
        guidanceChannels: 8,
        reactionTimeS: 5,
        launchIntervalS: 3,
        reloadTimeS: 600,
        trackSigmaLimitM: 2000,
      },
      launchers: [
        {
          count: 2,
          tubes: 4,
          reloads: 1,
          interceptorPreset: 'interceptor',
          interceptor: INTERCEPTOR,
          position: null,
          sector: null,
        },
      ],
    })),
    links: [],
    outages: [],
    corridors: [],
    flights,
    assumptions: [],
  };
}

/** A small generator for the case's layout alone (not the engine's): the same numbers on any machine. */
function mulberry(seed) {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
