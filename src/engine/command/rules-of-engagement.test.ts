import { expect, test } from 'vitest';
import { mayEngage } from './rules-of-engagement.js';
import { contradict, type RuleOfEngagement } from './rules-of-engagement.schema.js';

type Situation = Parameters<typeof mayEngage>;
const permit = (
  rules: RuleOfEngagement[],
  ...[identity, probability, control, posture]: [Situation[0], Situation[1], Situation[2], Situation[3]]
) => mayEngage(identity, probability, control, posture, rules).permit;

test('without rules weapons control decides: hold never, tight hostiles, free all but friends and neutrals', () => {
  for (const [identity, control, expected] of [
    ['hostile', 'hold', 'never'],
    ['hostile', 'tight', 'engage'],
    ['suspect', 'tight', 'never'],
    ['unknown', 'free', 'engage'],
    ['neutral', 'free', 'never'],
    ['pending', 'free', 'never'],
  ] as const) {
    expect(mayEngage(identity, null, control, 'fullyOn', []).permit, `${identity} ${control}`).toBe(expected);
  }
});

test('the rule that says most decides, whatever the order of the rules', () => {
  const rules: RuleOfEngagement[] = [
    { identity: 'suspect', permit: 'warn' },
    { identity: 'suspect', posture: 'fullyOn', permit: 'engage' },
  ];
  for (const list of [rules, [...rules].reverse()]) {
    expect(permit(list, 'suspect', null, 'tight', 'fullyOn')).toBe('engage');
    expect(permit(list, 'suspect', null, 'tight', 'crisisActivation')).toBe('warn');
  }
});

test('a rule that asks for a probability does not hold without one, nor below it', () => {
  const rules: RuleOfEngagement[] = [{ identity: 'suspect', leastProbability: 0.8, permit: 'engage' }];
  expect(permit(rules, 'suspect', 0.85, 'tight', 'fullyOn')).toBe('engage');
  expect(permit(rules, 'suspect', 0.75, 'tight', 'fullyOn')).toBe('never');
  expect(permit(rules, 'suspect', null, 'tight', 'fullyOn')).toBe('never');
});

test('weapons hold is lifted only by a rule that names it', () => {
  expect(permit([{ identity: 'hostile', permit: 'engage' }], 'hostile', null, 'hold', 'fullyOn')).toBe('never');
  const named: RuleOfEngagement = { identity: 'hostile', weaponsControl: 'hold', permit: 'selfDefenceOnly' };
  expect(permit([named], 'hostile', null, 'hold', 'fullyOn')).toBe('selfDefenceOnly');
  expect(mayEngage('hostile', null, 'hold', 'fullyOn', [named]).reason).toBe(
    'rule of engagement: hostile under weapons hold: self-defence only',
  );
});

test('rules contradict when they are equally specific, can hold at once and permit different things', () => {
  const tight: RuleOfEngagement = { identity: 'suspect', weaponsControl: 'tight', permit: 'engage' };
  expect(contradict(tight, { ...tight, permit: 'never' })).toBe(true);
  expect(contradict(tight, { identity: 'suspect', posture: 'fullyOn', permit: 'never' })).toBe(true);
  expect(contradict(tight, { identity: 'suspect', permit: 'never' })).toBe(false);
  expect(contradict(tight, { ...tight, weaponsControl: 'free', permit: 'never' })).toBe(false);
});
