import { HYPOTHESES, identificationSchema } from '../command/identification.schema.js';
import { contradict, type RuleOfEngagement } from '../command/rules-of-engagement.schema.js';
import type { Checking } from './check.js';
import { entriesOf, isMapping, type LooseEntry, leafAt, numberOf, textOf } from './loose.js';
import type { Path } from './schema-issue.js';

/** What is written of a tree of probabilities; what is left out takes the default. */
type Tree = Readonly<Record<string, unknown>>;

/** Identification, rules of engagement, transponders, corridors and areas: what contradicts itself or says nothing. */
export function checkIdentification(check: Checking): void {
  for (const entry of entriesOf(check.raw, 'commandPosts')) {
    const { doctrine } = entry.fields;
    if (!isMapping(doctrine)) continue;
    checkScores(check, entry, doctrine);
    checkRules(check, entry, doctrine);
    if (isMapping(doctrine.identification)) checkProbabilities(check, entry, doctrine.identification);
    if (isMapping(entry.fields.electronicSupport) && !isMapping(doctrine.identification)) {
      const message = 'electronicSupport is evidence for identification, and this post identifies by none: add it';
      check.report('SCN-153', [...entry.path, 'electronicSupport'], message, { at: 'key' });
    }
  }
  checkShapes(check);
  for (const entry of entriesOf(check.raw, 'flights')) checkTransponder(check, entry);
}

/** A track is suspect before it is hostile. */
function checkScores({ context, report }: Checking, { path }: LooseEntry, doctrine: Tree): void {
  const preset = context.catalogue.presets.get(String(doctrine.preset));
  if (preset?.kind !== 'doctrine') return;
  const scoreOf = (key: string): number =>
    Number(leafAt(doctrine.overrides, key) ?? preset.leaves.find((leaf) => leaf.path === key)?.value);
  const suspect = scoreOf('hostile.suspectScore');
  const hostile = scoreOf('hostile.hostileScore');
  if (!(hostile < suspect)) return;
  const message = `hostileScore must be at least suspectScore (${suspect}); got ${hostile}: no track would ever be suspect`;
  report('SCN-152', [...path, 'doctrine', 'overrides', 'hostile'], message);
}

function checkRules({ report }: Checking, entry: LooseEntry, doctrine: Tree): void {
  const rules = entriesOf(doctrine, 'rulesOfEngagement', [...entry.path, 'doctrine']);
  const read = rules.map(({ fields }) => fields as unknown as RuleOfEngagement);
  rules.forEach(({ path, fields }, index) => {
    const other = read.slice(0, index).findIndex((rule) => contradict(rule, read[index]));
    if (other >= 0) {
      const message = `this rule permits ${String(fields.permit)} where rule ${other} permits ${read[other].permit}: both hold for ${String(fields.identity)} at once and neither says more`;
      report('SCN-150', path, message);
    }
    if (fields.leastProbability !== undefined && !isMapping(doctrine.identification)) {
      const message =
        'leastProbability asks for a probability, and this post works none out: add identification to its doctrine';
      report('SCN-153', [...path, 'leastProbability'], message);
    }
  });
}

/** Things of which one is seen at a time: their probabilities add up to no more than 1. */
const PARTITIONS = [
  ['iff', ['friendMode', 'civilMode']],
  ['airspace', ['airway', 'returnCorridor']],
  ['origin', ['hostileArea', 'friendlyArea']],
  ['kinematics', ['ballistic', 'lowAndFast', 'slow', 'supersonic']],
] as const;

/** Room for the last digit of decimal fractions. */
const ROUNDING = 1e-9;

function checkProbabilities({ report }: Checking, { path }: LooseEntry, given: Tree): void {
  const at: Path = [...path, 'doctrine', 'identification'];
  const written = (tree: unknown, key: string, standard: number): number =>
    (isMapping(tree) ? numberOf(tree[key]) : undefined) ?? standard;
  const defaults = identificationSchema.parse({ method: 'evidence' });
  const prior = HYPOTHESES.reduce((sum, h) => sum + written(given.prior, h, defaults.prior[h]), 0);
  if (Math.abs(prior - 1) > ROUNDING) {
    report('SCN-151', [...at, 'prior'], `the prior must add up to 1; hostile, friendly and civil make ${tidy(prior)}`);
  }
  for (const [group, parts] of PARTITIONS) {
    const tree = given[group];
    for (const h of HYPOTHESES) {
      const sum = parts.reduce((total, part) => {
        const standard = (defaults[group] as Record<string, Record<string, number>>)[part][h];
        return total + written(isMapping(tree) ? tree[part] : undefined, h, standard);
      }, 0);
      if (sum > 1 + ROUNDING) {
        const message = `one of ${parts.join(', ')} is seen at a time, so their probabilities add up to at most 1; for ${h} they make ${tidy(sum)}`;
        report('SCN-151', [...at, group], message);
      }
    }
  }
  checkThresholds(report, at, (key) => written(given.thresholds, key, defaults.thresholds[key]));
}

type Threshold = 'hostile' | 'suspect' | 'friend' | 'assumedFriend' | 'neutral';

function checkThresholds(report: Checking['report'], at: Path, of: (key: Threshold) => number): void {
  const path = [...at, 'thresholds'];
  for (const [strong, weak] of [
    ['hostile', 'suspect'],
    ['friend', 'assumedFriend'],
  ] as const) {
    if (of(strong) < of(weak)) {
      report('SCN-152', path, `threshold ${strong} must be at least that of ${weak} (${of(weak)}); got ${of(strong)}`);
    }
  }
  for (const [a, b] of [
    ['suspect', 'assumedFriend'],
    ['suspect', 'neutral'],
    ['assumedFriend', 'neutral'],
  ] as const) {
    if (of(a) + of(b) > 1) continue;
    const message = `thresholds overlap: a track can reach ${a} (${of(a)}) and ${b} (${of(b)}) at once unless they add up to more than 1`;
    report('SCN-152', path, message);
  }
}

const tidy = (value: number): number => Math.round(value * 1e6) / 1e6;

const same = (a: Tree, b: Tree): boolean => a.latDeg === b.latDeg && a.lonDeg === b.lonDeg;

/** Corridors and areas whose points make no line and no ground. */
function checkShapes({ raw, report }: Checking): void {
  for (const { path, fields } of entriesOf(raw, 'corridors')) {
    const points = entriesOf(fields, 'points', path);
    if (points.length < 2 || points.some((point) => !same(point.fields, points[0].fields))) continue;
    report('SCN-154', [...path, 'points'], 'the points of a corridor’s middle line must differ; they are all one');
  }
  for (const { path, fields } of entriesOf(raw, 'areas')) {
    const points = entriesOf(fields, 'points', path).map((point) => ({
      x: numberOf(point.fields.lonDeg) ?? Number.NaN,
      y: numberOf(point.fields.latDeg) ?? Number.NaN,
    }));
    if (points.length < 3) continue;
    const twice = points.reduce((sum, a, k) => {
      const b = points[(k + 1) % points.length];
      return sum + a.x * b.y - b.x * a.y;
    }, 0);
    if (Math.abs(twice) < 1e-9) {
      report(
        'SCN-154',
        [...path, 'points'],
        'the corners of an area must enclose ground; these lie on a line or turn back',
      );
    }
  }
}

/** A flight's transponder in detail, and its flight plan. */
function checkTransponder({ report }: Checking, { path, fields }: LooseEntry): void {
  const { iff, transponder } = fields;
  if (fields.flightPlanStartS !== undefined && fields.flightPlan !== true) {
    report(
      'SCN-155',
      [...path, 'flightPlanStartS'],
      'flightPlanStartS needs flightPlan: true: there is no plan that it could be of',
    );
  }
  if (fields.flightPlan === true && fields.ballistic !== undefined) {
    report('SCN-155', [...path, 'flightPlan'], 'a ballistic flight has no route that it could file');
  }
  if (!isMapping(iff)) return;
  const at = [...path, 'iff'];
  if (iff.spoofProbability !== undefined && iff.spoofAs === undefined) {
    report(
      'SCN-155',
      [...at, 'spoofProbability'],
      'spoofProbability needs spoofAs: what the false transponder answers as',
    );
  }
  const modes = Array.isArray(iff.modes) ? iff.modes.map(textOf) : undefined;
  if (modes !== undefined && modes.length > 0 && transponder === 'off') {
    report('SCN-155', [...at, 'modes'], 'the transponder is off: it answers no mode');
  }
  if (modes?.some((mode) => mode === '4' || mode === '5') && transponder === 'civil') {
    report('SCN-155', [...at, 'modes'], 'a civil transponder does not know modes 4 and 5');
  }
  const answersS = modes === undefined ? transponder !== 'off' || iff.spoofAs !== undefined : modes.includes('S');
  if (iff.address !== undefined && !answersS) {
    report('SCN-155', [...at, 'address'], 'an address is told in mode S, which this transponder does not answer');
  }
}
