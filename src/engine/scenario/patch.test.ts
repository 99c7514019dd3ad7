import { describe, expect, test } from 'vitest';
import { must, shippedCatalogue, smallDocument, testContext } from '../../../test/fixtures/scenario.js';
import { applyPatches, formatIssue, isInputError, type Patches, patchFromText, resolveScenario } from './index.js';

const patched = (patches: Patches) =>
  resolveScenario(must(applyPatches(smallDocument(), patches, testContext())), shippedCatalogue());
const told = (patches: Patches, origin?: string): string =>
  (applyPatches(smallDocument(), patches, testContext(), origin).issues ?? []).map(formatIssue).join('\n');

describe('a patch changes one assumption', () => {
  test('of a list’s element by id, and nothing else', () => {
    const before = resolveScenario(smallDocument(), shippedCatalogue());
    const after = patched({ 'links[cue].enabled': false });
    expect(after.links[0].enabled).toBe(false);
    const rest = ({ links: _, assumptions: __, ...others }: typeof after) => others;
    expect(rest(after)).toEqual(rest(before));
  });

  test('of a preset, for all who use it, and enters the assumptions', () => {
    const after = patched({ 'catalogue.cruise-missile.signature.bands.S.frontM2': 0.02 });
    const raiders = after.flights.filter(({ preset }) => preset === 'cruise-missile');
    expect(raiders.map(({ airObject }) => airObject.signature.bands.S?.frontM2)).toEqual([0.02, 0.02, 0.02]);
    expect(after.assumptions.find(({ origin }) => origin === 'set')).toMatchObject({
      path: 'catalogue/cruise-missile/signature.bands.S.frontM2',
      used: 0.02,
      unit: 'm²',
    });
  });

  test('of an override that the file does not have, of a part without id, and of terrain', () => {
    const after = patched({
      'sensors[radar].overrides.reference.rangeKm': 123,
      'fireUnits[battery].launchers[0].count': 5,
      'terrain.source': 'none',
      'commandPosts[post].iff': false,
      'commandPosts[post].posture.activateAtS': 30,
    });
    expect(after.sensors.find(({ id }) => id === 'radar')!.radar.reference.rangeKm).toBe(123);
    expect(after.fireUnits[0].launchers.map(({ count }) => count).sort()).toEqual([1, 5]);
    expect(after.terrain.source).toBe('none');
    expect(after.sensors.every(({ iff }) => !iff)).toBe(true);
    expect(after.commandPosts.find(({ id }) => id === 'post')!.posture.activateAtS).toBe(30);
    expect(after.assumptions.filter(({ origin }) => origin === 'set').map(({ path }) => path)).toEqual([
      'commandPosts[post].iff',
      'commandPosts[post].posture.activateAtS',
      'fireUnits[battery].launchers[0].count',
      'sensors[radar].overrides.reference.rangeKm',
      'terrain.source',
    ]);
  });

  test('leaves the document it starts from as it was', () => {
    const document = smallDocument();
    const before = JSON.stringify(document);
    must(applyPatches(document, { 'links[cue].delayS': 9, 'flights[raider].count': 1 }, testContext()));
    expect(JSON.stringify(document)).toBe(before);
  });
});

describe('a patch that fits nothing says what is near', () => {
  test('in names, elements and presets', () => {
    expect(told({ 'links[cu].enabled': true })).toBe(
      '✖ links has no element ‘cu’; did you mean cue? (SCN-026)\n  → --set links[cu].enabled',
    );
    expect(told({ 'links[cue].enabld': true })).toContain('did you mean enabled?');
    expect(told({ 'links.enabled': true })).toContain('write links[id]');
    expect(told({ 'catalogue.f35-clas.unitCostUsd': 1 })).toContain('did you mean f35-class?');
    expect(told({ 'catalogue.f35-class.unitCostUs': 1 })).toContain('did you mean catalogue.f35-class.unitCostUsd?');
    expect(told({ 'terrain..source': 'none' })).toContain('is no path');
    expect(told({ terrain: 'none' })).toContain('terrain holds several values; name one of them');
    expect(told({ '__proto__.x': 1 })).toContain('SCN-026');
    expect(told({ 'constructor.prototype': 1 })).toContain('SCN-026');
  });

  test('in values, which are checked like the file’s, and tells where the patch was written', () => {
    expect(told({ 'terrain.roughnessMarginM': -1 }, 'study.yaml variants.rough.set')).toBe(
      '✖ roughness margin must be 0–3000 m; got -1 m (SCN-014)\n  → study.yaml variants.rough.set terrain.roughnessMarginM',
    );
    expect(told({ 'catalogue.f35-class.unitCostUsd': -5 })).toContain(
      'unitCostUsd must be 0–10000000000 USD; got -5 (SCN-014)',
    );
    expect(told({ 'sensors[radar].preset': 'nothing-like-it' })).toContain('unknown radar preset');
  });

  test('resolving with such a patch throws an error that carries the issues', () => {
    try {
      resolveScenario(smallDocument(), shippedCatalogue(), { patches: { nothing: 1 } });
      expect.unreachable();
    } catch (error) {
      expect(isInputError(error) && error.issues[0].code).toBe('SCN-026');
    }
  });
});

test('text after --set becomes a number, a yes or no, nothing, or a word', () => {
  expect(patchFromText('links[cue].enabled=false')).toEqual(['links[cue].enabled', false]);
  expect(patchFromText('a.b=1.5e3')).toEqual(['a.b', 1500]);
  expect(patchFromText('a.b = none')).toEqual(['a.b', 'none']);
  expect(patchFromText('a=null')).toEqual(['a', null]);
  expect(patchFromText('a=9m96')).toEqual(['a', '9m96']);
  expect(patchFromText('nothing')).toBeUndefined();
});
