import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { projectText } from '../fixtures/scenario.js';

const study = (name: string) => parse(projectText(`studies/${name}.yaml`));

test('the study for a class asks what the whole study asks, of the same two variants', () => {
  const whole = study('stands-alone');
  const small = study('stands-alone-class');
  for (const key of ['claim', 'question', 'scenario', 'seed', 'baseline', 'hypotheses']) {
    expect(small[key], key).toEqual(whole[key]);
  }
  expect(small.verdict.statement).toBe(whole.verdict.statement);
  for (const [name, { set }] of Object.entries<{ set: object }>(small.variants)) {
    expect(whole.variants[name].set, name).toEqual(set);
  }
});
