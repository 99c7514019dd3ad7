import type { Streams } from '../math/index.js';
import type { CommandPostId, FireUnitId, PlaceId, SensorId } from '../types/index.js';
import { addedLeaves, missingValues } from './added-values.js';
import { addScenarioAssumptions, type Ledger, makeLedger } from './assumptions.js';
import { buildSpec, type Catalogue, type CatalogueLeaf, type Leaf, presetOf } from './catalogue.js';
import { type LinkPresetSpec, linkPresetSchema, type PresetKind, type SpecOf } from './catalogue.schema.js';
import { drawValue } from './draw.js';
import { inputError } from './errors.js';
import { expandFlight } from './expand.js';
import { resolveTraffic } from './expand-traffic.js';
import type { ScenarioDocument } from './load.js';
import { leafAt } from './loose.js';
import { mustApplyPatches, type Patches } from './patch.js';
import { resolveTracker } from './post-tracker.schema.js';
import { addAlonePosts, cutOffOf, resolveNetwork } from './resolve-network.js';
import type {
  ResolvedCommandPost,
  ResolvedFireUnit,
  ResolvedFlight,
  ResolvedScenario,
  ResolvedSensor,
} from './resolved.js';
import type { LinkEntry, Overrides, ScenarioFile } from './scenario.schema.js';

export interface ResolveOptions {
  /** Streams of a replication: every uncertain catalogue value is drawn once. Without them values are nominal. */
  readonly draw?: Streams;
  /** Changes applied first; they must fit (`applyPatches` reports gently). */
  readonly patches?: Patches;
}

/**
 * A scenario with presets looked up, overrides applied and uncertain values fixed: what a run is made from. Lists come
 * sorted by id, so the order of a file's entries decides nothing.
 */
export function resolveScenario(
  document: ScenarioDocument,
  catalogue: Catalogue,
  options: ResolveOptions = {},
): ResolvedScenario {
  const patched = options.patches ? mustApplyPatches(document, options.patches, { catalogue }) : document;
  const { scenario } = patched;
  const ledger = makeLedger(patched);
  const resolver = makeResolver(catalogue, patched, options.draw, ledger);
  const resolved = {
    name: scenario.name,
    title: scenario.title,
    durationS: scenario.durationS,
    stepS: scenario.stepS,
    terrain: { ...scenario.terrain },
    refractionFactor: scenario.refractionFactor,
    environment: scenario.environment ?? null,
    focus: scenario.focus as CommandPostId,
    places: scenario.places.map((place) => ({
      ...place,
      id: place.id as PlaceId,
      defendedBy: [...place.defendedBy].sort() as CommandPostId[],
    })),
    sensors: scenario.sensors.map((entry) => resolveSensor(entry, scenario, resolver)),
    commandPosts: scenario.commandPosts.map((entry) => resolvePost(entry, resolver)),
    fireUnits: scenario.fireUnits.map((entry) => resolveFireUnit(entry, resolver)),
    links: scenario.links.map((entry) => resolveLink(entry, resolver)),
    corridors: scenario.corridors,
    commonCauses: scenario.commonCauses ?? [],
    areas: [...(scenario.areas ?? [])],
    decoys: [...(scenario.decoys ?? [])],
    flights: scenario.flights.flatMap((entry): ResolvedFlight[] => {
      const airObjectOf = (preset: string) => resolver('airObject', preset);
      const plans = expandFlight(entry, (preset) => airObjectOf(preset).ballisticCoefficientKgPerM2);
      const { emitter } = entry;
      return plans.map((plan) => {
        const airObject = airObjectOf(plan.preset);
        const own = emitter !== undefined && plan.carrier === undefined;
        return { ...plan, airObject: own ? { ...airObject, emitter } : airObject };
      });
    }),
    ...(scenario.airspaceOrders ? { airspaceOrders: [...scenario.airspaceOrders] } : {}),
  };
  const traffic = resolveTraffic(scenario, (preset) => resolver('airObject', preset));
  for (const list of [
    resolved.places,
    resolved.sensors,
    resolved.commandPosts,
    resolved.fireUnits,
    resolved.links,
    resolved.corridors,
    resolved.commonCauses,
    resolved.areas,
    resolved.decoys,
    resolved.flights,
    resolved.airspaceOrders ?? [],
  ]) {
    (list as { id: string }[]).sort((a, b) => (a.id < b.id ? -1 : 1));
  }
  addScenarioAssumptions(ledger, patched);
  const rest = { ...(traffic ? { traffic } : {}), assumptions: ledger.list() };
  return addAlonePosts({ ...resolved, ...resolveNetwork(scenario), ...rest });
}

/** One preset's specification as a scenario's flights or units would get it: drawn, and with catalogue values set. */
export function resolvePreset<K extends PresetKind>(
  document: ScenarioDocument,
  catalogue: Catalogue,
  kind: K,
  id: string,
  draw?: Streams,
): SpecOf<K> {
  return makeResolver(catalogue, document, draw, makeLedger(document))(kind, id);
}

/** What a replication uses of an uncertain value, and why. */
function fixLeaf(
  preset: string,
  leaf: CatalogueLeaf,
  sets: ScenarioDocument['catalogueSets'],
  draw: Streams | undefined,
): { used: Leaf; origin: 'catalogue' | 'drawn' | 'set' } {
  const name = `${preset}/${leaf.path}`;
  if (Object.hasOwn(sets, name)) return { used: sets[name], origin: 'set' };
  const { value, low, high, distribution, integer } = leaf;
  if (draw === undefined || typeof value !== 'number' || low === undefined || high === undefined || low === high) {
    return { used: value, origin: 'catalogue' };
  }
  if (distribution === 'fixed') return { used: value, origin: 'catalogue' };
  return { used: drawValue({ value, low, high, distribution, integer }, name, draw), origin: 'drawn' };
}

/** Looks up a preset, applies overrides, draws what is uncertain and notes every value in the ledger. */
type Resolver = <K extends PresetKind>(kind: K, id: string, overrides?: Overrides, owner?: string) => SpecOf<K>;

function makeResolver(
  catalogue: Catalogue,
  document: ScenarioDocument,
  draw: Streams | undefined,
  ledger: Ledger,
): Resolver {
  const cache = new Map<string, unknown>();
  return <K extends PresetKind>(kind: K, id: string, overrides?: Overrides, owner = ''): SpecOf<K> => {
    const known = overrides ? undefined : cache.get(id);
    if (known) return known as SpecOf<K>;
    const preset = presetOf(catalogue, kind, id);
    const { catalogueSets } = document;
    const mayAdd = overrides !== undefined || Object.keys(catalogueSets).some((name) => name.startsWith(`${id}/`));
    const added = mayAdd
      ? addedLeaves(preset, (path) => leafAt(overrides, path) ?? catalogueSets[`${id}/${path}`])
      : [];
    const spec = buildSpec<K>([...preset.leaves, ...added], (leaf) => {
      const override = leafAt(overrides, leaf.path);
      if (override !== undefined) {
        ledger.override(`${owner}.${leaf.path}`, leaf, override);
        return override;
      }
      const { used, origin } = fixLeaf(id, leaf, document.catalogueSets, draw);
      ledger.catalogue(id, leaf, used, origin);
      return used;
    });
    const missing = added.length > 0 ? missingValues(kind, spec) : [];
    if (missing.length > 0) {
      const path = owner || `catalogue.${id}`;
      const message = `${missing.join(', ')} missing: a group that ${id} leaves out is added whole`;
      throw inputError([{ code: 'SCN-007', message, file: document.file, line: 0, column: 0, path }]);
    }
    if (!overrides) cache.set(id, spec);
    return spec;
  };
}

function resolveSensor(
  entry: ScenarioFile['sensors'][number],
  scenario: ScenarioFile,
  resolve: Resolver,
): ResolvedSensor {
  const { orbit } = entry;
  const post = scenario.commandPosts.find(({ id }) => id === entry.commandPost)!;
  return {
    id: entry.id as SensorId,
    preset: entry.preset,
    commandPost: entry.commandPost as CommandPostId,
    role: entry.role,
    site: orbit
      ? {
          latDeg: orbit.latDeg,
          lonDeg: orbit.lonDeg,
          altitudeM: orbit.altitudeM,
          orbitRadiusKm: orbit.radiusKm,
          speedMps: orbit.speedMps,
        }
      : entry.position!,
    boresightDeg: entry.boresightDeg,
    radar: resolve('radar', entry.preset, entry.overrides, `sensors[${entry.id}].overrides`),
    iff: post.iff,
    ...cutOffOf(entry),
    ...(entry.dutyCycle && { dutyCycle: entry.dutyCycle }),
  };
}

function resolvePost(entry: ScenarioFile['commandPosts'][number], resolve: Resolver): ResolvedCommandPost {
  const { id, preset, position, doctrine, posture, dutyCycle, relocations, superior, covers, placePriorities } = entry;
  const { tracker, overrides } = entry;
  return {
    id: id as CommandPostId,
    preset,
    ...position,
    post: resolve('commandPost', preset, overrides, `commandPosts[${id}].overrides`),
    doctrine: resolve('doctrine', doctrine.preset, doctrine.overrides, `commandPosts[${id}].doctrine.overrides`),
    posture: { ...posture },
    ...(dutyCycle && { dutyCycle }),
    ...(relocations && { relocations }),
    superior: superior as CommandPostId | null,
    covers,
    placePriorities,
    tracker: resolveTracker(tracker),
    ...(doctrine.identification && { identification: doctrine.identification }),
    ...(doctrine.rulesOfEngagement && { rulesOfEngagement: doctrine.rulesOfEngagement }),
    ...(doctrine.threatEvaluation && { threatEvaluation: doctrine.threatEvaluation }),
    ...(entry.interrogationModes && { interrogationModes: entry.interrogationModes }),
    ...(entry.electronicSupport && { electronicSupport: entry.electronicSupport }),
    ...cutOffOf(entry),
  };
}

function resolveFireUnit(entry: ScenarioFile['fireUnits'][number], resolve: Resolver): ResolvedFireUnit {
  const owner = `fireUnits[${entry.id}]`;
  return {
    id: entry.id as FireUnitId,
    preset: entry.preset,
    commandPost: entry.commandPost as CommandPostId,
    engagementSensor: entry.engagementSensor as SensorId | null,
    ...entry.position,
    unit: resolve('fireUnit', entry.preset, entry.overrides, `${owner}.overrides`),
    launchers: entry.launchers
      .map(({ count, tubes, reloads, interceptor, overrides, position, sector }, index) => ({
        count,
        tubes,
        reloads,
        interceptorPreset: interceptor,
        interceptor: resolve('interceptor', interceptor, overrides, `${owner}.launchers[${index}].overrides`),
        position: position ?? null,
        sector: sector ?? null,
      }))
      .sort(byLauncher),
    ...cutOffOf(entry),
  };
}

/** Launchers have no id: their contents order them. */
function byLauncher(a: ResolvedFireUnit['launchers'][number], b: ResolvedFireUnit['launchers'][number]): number {
  const text = (launcher: typeof a): string => JSON.stringify([launcher.interceptorPreset, launcher.interceptor]);
  const [left, right] = [text(a), text(b)];
  if (left !== right) return left < right ? -1 : 1;
  const place = ({ position, sector }: typeof a): string => JSON.stringify([position, sector]);
  return (
    a.count - b.count ||
    a.tubes - b.tubes ||
    a.reloads - b.reloads ||
    (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0)
  );
}

const LINK_VALUES = Object.keys(linkPresetSchema.shape) as (keyof LinkPresetSpec)[];

function resolveLink(entry: LinkEntry, resolve: Resolver): ResolvedScenario['links'][number] {
  const given = Object.fromEntries(LINK_VALUES.flatMap((key) => (entry[key] === undefined ? [] : [[key, entry[key]]])));
  // Values written at the link itself replace its preset's; without a preset they are all there.
  const values =
    entry.preset === undefined
      ? (given as LinkPresetSpec)
      : resolve('link', entry.preset, given as Overrides, `links[${entry.id}]`);
  const { id, from, to, bidirectional, enabled } = entry;
  return { id, from, to, bidirectional, enabled, ...values };
}
