import { cos, radians } from '../math/index.js';
import { addedLeaves, missingValues } from './added-values.js';
import { buildSpec, type Preset } from './catalogue.js';
import type { PresetKind, SpecOf } from './catalogue.schema.js';
import type { Checking } from './check.js';
import { interceptorFaults } from './interceptor-faults.js';
import { entriesOf, isMapping, type LooseEntry, leafAt, numberOf, textOf } from './loose.js';
import type { Path } from './schema-issue.js';

/** Launchers farther from their unit than this belong to another, or a figure of their position is wrong; km. Assumed. */
const FARTHEST_LAUNCHER = 100;
/** Kilometres of a degree of latitude, 6371 km · π/180. */
const DEGREE = 111.195;

/** Fire units, their launchers and interceptors: what contradicts itself, or could never work. */
export function checkWeapon(check: Checking): void {
  for (const unit of entriesOf(check.raw, 'fireUnits')) checkFireUnit(check, unit);
  checkCommonCauses(check);
}

function checkFireUnit(check: Checking, entry: LooseEntry): void {
  const { report } = check;
  const { path, fields } = entry;
  const unit = specOf(check, 'fireUnit', entry, 'preset');
  const launchers = entriesOf(fields, 'launchers', path);
  for (const launcher of launchers) {
    const interceptor = specOf(check, 'interceptor', launcher, 'interceptor');
    checkPosition(check, fields, launcher);
    if (interceptor === null) continue;
    const nominal = (leaf: string): [number, number] | undefined => {
      const value = leafAt(interceptor, leaf);
      return typeof value === 'number' ? [value, value] : undefined;
    };
    for (const { code, leaf, message } of interceptorFaults(nominal, interceptor.guidance)) {
      const given =
        leafAt(launcher.fields.overrides, leaf) === undefined ? ['interceptor'] : ['overrides', ...leaf.split('.')];
      report(code, [...launcher.path, ...given], message);
    }
    if (unit !== null && interceptor.guidance === 'illumination' && (unit.illuminators ?? 0) === 0) {
      const message = `${show(launcher.fields.interceptor)} needs an illuminator, and its fire unit has none: give illuminators, or another guidance`;
      report('SCN-181', [...launcher.path, 'interceptor'], message);
    }
  }
  if (unit !== null) checkSalvo(check, entry, unit);
  const reload = isMapping(fields.overrides) && fields.overrides.reloadTimeS !== undefined;
  if (reload && launchers.length > 0 && launchers.every((launcher) => launcher.fields.reloads === 0)) {
    const message = 'reloadTimeS is given, and no launcher has a reload in stock: give reloads, or take the time away';
    report('SCN-186', [...path, 'overrides', 'reloadTimeS'], message);
  }
}

/** A nominal specification with its overrides; null where the preset is unknown or a group incomplete, which is told. */
function specOf<K extends PresetKind>(check: Checking, kind: K, entry: LooseEntry, key: string): SpecOf<K> | null {
  const { path, fields } = entry;
  const preset = check.context.catalogue.presets.get(String(fields[key]));
  if (preset?.kind !== kind) return null;
  const added = addedLeaves(preset, (leaf) => leafAt(fields.overrides, leaf));
  const spec = buildSpec<K>(
    [...(preset as Preset<K>).leaves, ...added],
    (leaf) => leafAt(fields.overrides, leaf.path) ?? leaf.value,
  );
  const missing = added.length > 0 ? missingValues(kind, spec) : [];
  for (const leaf of missing) {
    const keys = leaf.split('.');
    const message = `${keys.at(-1)} is missing: a group that ${preset.id} leaves out is added whole`;
    check.report('SCN-007', [...path, 'overrides', ...keys], message);
  }
  return missing.length > 0 ? null : spec;
}

/** The largest salvo that the unit's post may order must fit into its guidance channels. */
function checkSalvo({ raw, context, report }: Checking, { path, fields }: LooseEntry, unit: SpecOf<'fireUnit'>): void {
  const post = entriesOf(raw, 'commandPosts').find((candidate) => candidate.fields.id === fields.commandPost);
  const doctrine = post?.fields.doctrine;
  if (!isMapping(doctrine)) return;
  const preset = context.catalogue.presets.get(String(doctrine.preset));
  if (preset?.kind !== 'doctrine') return;
  const { salvo } = (preset as Preset<'doctrine'>).spec;
  for (const [targetClass, count] of Object.entries(salvo)) {
    const ordered = numberOf(leafAt(doctrine.overrides, `salvo.${targetClass}`)) ?? count;
    if (ordered <= unit.guidanceChannels) continue;
    const at: Path =
      isMapping(fields.overrides) && fields.overrides.guidanceChannels !== undefined
        ? ['overrides', 'guidanceChannels']
        : ['preset'];
    const message = `a salvo of ${ordered} against ${targetClass} needs as many guidance channels; this unit has ${unit.guidanceChannels}`;
    report('SCN-180', [...path, ...at], message);
    return;
  }
}

function checkPosition({ report }: Checking, unit: LooseEntry['fields'], { path, fields }: LooseEntry): void {
  const { position } = fields;
  if (!isMapping(position) || !isMapping(unit.position)) return;
  const [lat, lon, unitLat, unitLon] = [
    position.latDeg,
    position.lonDeg,
    unit.position.latDeg,
    unit.position.lonDeg,
  ].map(numberOf);
  if (lat === undefined || lon === undefined || unitLat === undefined || unitLon === undefined) return;
  const north = DEGREE * (lat - unitLat);
  const east = DEGREE * (lon - unitLon) * cos(radians(unitLat));
  if (Math.sqrt(north * north + east * east) <= FARTHEST_LAUNCHER) return;
  report(
    'SCN-187',
    [...path, 'position'],
    `launchers must stand within ${FARTHEST_LAUNCHER} km of their unit at latDeg ${unitLat}, lonDeg ${unitLon}; got latDeg ${lat}, lonDeg ${lon}`,
  );
}

function checkCommonCauses({ raw, preset, refer, report }: Checking): void {
  const units = entriesOf(raw, 'fireUnits');
  const ids = new Set(units.flatMap(({ fields }) => textOf(fields.id) ?? []));
  const loaded = (unit: LooseEntry): unknown[] =>
    entriesOf(unit.fields, 'launchers').map(({ fields }) => fields.interceptor);
  for (const { path, fields } of entriesOf(raw, 'commonCauses')) {
    const kinds = Array.isArray(fields.interceptors) ? fields.interceptors : undefined;
    const owners = Array.isArray(fields.fireUnits) ? fields.fireUnits : undefined;
    for (const [i, unit] of (owners ?? []).entries()) refer([...path, 'fireUnits', i], unit, ids, 'fire unit');
    const known = (kinds ?? []).every(
      (kind, i) =>
        preset('interceptor', { path: [...path, 'interceptors'], fields: { [i]: kind } }, String(i)) !== undefined,
    );
    if (!known || (owners ?? []).some((unit) => !ids.has(String(unit)))) continue;
    const reached = units.some(
      (unit) =>
        (owners?.includes(unit.fields.id) ?? true) && loaded(unit).some((kind) => kinds?.includes(kind) ?? true),
    );
    if (!reached)
      report(
        'SCN-188',
        path,
        'this common cause reaches no launcher: none of its fire units has one of its interceptors',
      );
  }
}

const show = (value: unknown): string => `‘${String(value)}’`;
