import { expect, test } from '@jest/globals';
import { parseProgram } from './program.js';

const PROGRAM = `id: small
title: A small program
description: One sheet after another.
steps:
  - { worksheet: start-here, fills: both, timing: First. }
  - worksheet: step1-hurt
    fills: hurt
    timing: Then.
    after: [{ worksheet: start-here, state: reviewed }, { decision: joint_work }]
    recurrence: [FREQ=WEEKLY;COUNT=4, FREQ=MONTHLY]
    optional: true
support:
  - { worksheet: setback, fills: either, timing: At any time. }
`;
const KNOWN = new Set(['start-here', 'step1-hurt', 'setback']);

test('steps and support are read in their order, frozen', () => {
  const { steps, support } = parseProgram(PROGRAM, 'small.yaml', KNOWN);
  expect(steps.map(({ worksheet }) => worksheet)).toEqual(['start-here', 'step1-hurt']);
  expect(steps[1]).toMatchObject({
    after: [{ state: 'reviewed' }, { decision: 'joint_work' }],
    optional: true,
  });
  expect(support).toEqual([{ worksheet: 'setback', fills: 'either', timing: 'At any time.' }]);
  expect(Object.isFrozen(steps[1])).toBe(true);
});

test.each([
  ['a worksheet that there is none of', ['setback', 'fallback'], '13:7 No worksheet has the id `fallback`.'],
  [
    'a gate on one',
    ['worksheet: start-here, state', 'worksheet: lost, state'],
    '9:15 No worksheet has the id `lost`.',
  ],
  ['someone who fills nothing in', ['either', 'nobody'], 'both, hurt, repairing, either, together'],
  ['a rhythm in words', ['FREQ=MONTHLY', 'monthly'], '10:39 Write a recurrence rule'],
  ['a rhythm without an end before another', [';COUNT=4', ''], '10:18 This never ends'],
  ['a key unknown', ['optional', 'option'], '11:5 Nothing here is called `option`'],
])('told: %s', (_name, [from = '', to = ''], message) => {
  expect(() => parseProgram(PROGRAM.replace(from, to), 'small.yaml', KNOWN)).toThrow(message);
});

test('worksheets are not looked for where none are given', () => {
  expect(parseProgram(PROGRAM.replace('setback', 'fallback'), 'small.yaml').support[0]?.worksheet).toBe(
    'fallback',
  );
});
