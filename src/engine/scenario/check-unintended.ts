import { cos } from '../math/index.js';
import type { Checking } from './check.js';
import { warnOfDoctrine } from './check-doctrine.js';
import { warnOfNetwork } from './check-network.js';
import { entriesOf, isMapping, type LooseEntry, numberOf, textOf } from './loose.js';

/** One degree of latitude on a sphere of 6371 km, km. */
const KM_PER_DEG = 111.195;

/** Warns of what a scenario may say and surely does not mean. */
export function checkUnintended(check: Checking): void {
  warnOfTargetsMissed(check);
  warnOfWhatNeverHappens(check);
  warnOfPlacesUndefended(check);
  warnOfNetwork(check);
  warnOfDoctrine({ ...check, report: check.warn });
}

/** A hostile flight that comes for a place and ends outside it. */
function warnOfTargetsMissed({ raw, warn }: Checking): void {
  const places = new Map(entriesOf(raw, 'places').map(({ fields }) => [textOf(fields.id), fields]));
  for (const { path, fields } of entriesOf(raw, 'flights')) {
    const place = places.get(textOf(fields.target));
    const end = endOf({ path, fields });
    if (fields.allegiance !== 'hostile' || place === undefined || end === undefined) continue;
    const offKm = distanceKm(end, place);
    const radiusKm = numberOf(place.radiusKm);
    if (offKm === undefined || radiusKm === undefined || offKm <= radiusKm) continue;
    const message = `the flight comes for ‘${place.id}’ and ends ${Math.round(offKm * 10) / 10} km from it, outside its radius of ${radiusKm} km: it can strike nothing`;
    warn('SCN-200', [...path, 'target'], message);
  }
}

function endOf({ path, fields }: LooseEntry): Readonly<Record<string, unknown>> | undefined {
  const { ballistic } = fields;
  if (isMapping(ballistic)) return isMapping(ballistic.aim) ? ballistic.aim : undefined;
  return entriesOf(fields, 'route', path).at(-1)?.fields;
}

/** On a plane, which is near enough to tell inside from outside. */
function distanceKm(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): number | undefined {
  const [latA, lonA] = [numberOf(a.latDeg), numberOf(a.lonDeg)];
  const [latB, lonB] = [numberOf(b.latDeg), numberOf(b.lonDeg)];
  if (latA === undefined || lonA === undefined || latB === undefined || lonB === undefined) return undefined;
  const north = latA - latB;
  const east = (lonA - lonB) * cos((latB * Math.PI) / 180);
  return Math.sqrt(north * north + east * east) * KM_PER_DEG;
}

/** Lists whose entries begin at a time, and the key that says when. */
const BEGINNINGS = [
  ['flights', 'startS'],
  ['outages', 'fromS'],
] as const;

function warnOfWhatNeverHappens({ raw, warn }: Checking): void {
  const durationS = numberOf(raw.durationS);
  if (durationS === undefined) return;
  const told = (path: LooseEntry['path'], value: unknown): void => {
    const timeS = numberOf(value);
    if (timeS === undefined || timeS < durationS) return;
    warn('SCN-201', path, `${String(path.at(-1))} is ${timeS} s, when the scenario (${durationS} s) is over`);
  };
  for (const [list, key] of BEGINNINGS) {
    for (const { path, fields } of entriesOf(raw, list)) told([...path, key], fields[key]);
  }
  for (const { path, fields } of entriesOf(raw, 'commandPosts')) {
    if (isMapping(fields.posture)) told([...path, 'posture', 'activateAtS'], fields.posture.activateAtS);
  }
}

function warnOfPlacesUndefended({ raw, warn }: Checking): void {
  for (const { path, fields } of entriesOf(raw, 'places')) {
    if (!Array.isArray(fields.defendedBy) || fields.defendedBy.length > 0) continue;
    warn('SCN-202', [...path, 'defendedBy'], `no post defends ‘${fields.id}’: nothing that comes for it is a threat`);
  }
}
