import type { ResolvedSensor } from '../engine/scenario/index.js';
import type { CoverageReportInput } from './coverage-input.js';
import type { AreaRow, LowestSeen } from './coverage-survey.js';
import { fixed } from './numbers.js';
import { heightText } from './words.js';

/** The title of the target's preset. */
export const targetTitle = ({ target }: Pick<CoverageReportInput, 'target'>): string => target.title;

/** An area of some thousand square kilometres with three digits, and others whole. */
export const squareText = (km2: number): string => fixed(km2, km2 >= 100_000 ? -2 : km2 >= 10_000 ? -1 : 0);

/** “41 200 km² (35 100 to 48 900)”, and without the interval where it is a point. */
export function areaText({ areaKm2, low, high }: AreaRow): string {
  const [middle, least, most] = [areaKm2, low, high].map(squareText);
  return least === most ? `${middle} km²` : `${middle} km² (${least} to ${most})`;
}

/** A height with as many digits as its size deserves. */
const metres = (height: number): string =>
  height >= 1000 ? heightText(Math.round(height / 10) * 10) : `${fixed(height, height >= 10 ? 0 : 1)} m`;

/** “120 m”, “120 m [90 m, not seen]”. */
export function lowestText({ lowestSeenM, lowM, highM }: LowestSeen): string {
  const text = (height: number | null): string => (height === null ? 'not seen' : metres(height));
  const [middle, low, high] = [lowestSeenM, lowM, highM].map(text);
  return low === high ? middle : `${middle} [${low}, ${high}]`;
}

/** What the heights of a sensor's vertical chart count from. */
export const groundWords = ({ site }: ResolvedSensor): string =>
  'altitudeM' in site ? 'the sea' : 'the ground of its site';

/** Preset, role, post and antenna of a sensor in a line. */
export function sensorText({ survey, catalogue }: CoverageReportInput, index: number): string {
  const { preset, role, commandPost, heightM, latDeg, lonDeg } = survey.record.sensors[index];
  const title = catalogue.presets.get(preset)?.title ?? preset;
  const at = `${Math.abs(latDeg).toFixed(2)}° ${latDeg < 0 ? 'S' : 'N'}, ${Math.abs(lonDeg).toFixed(2)}° ${lonDeg < 0 ? 'W' : 'E'}`;
  return `${title} (${preset}); ${role} sensor of ${commandPost}; antenna ${metres(heightM)} above the sea at ${at}.`;
}
