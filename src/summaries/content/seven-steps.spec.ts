import { expect, test } from '@jest/globals';
import { emptyWeek } from '../../../test/fixtures/session-summary.js';
import { sessionSummaryContent } from '../summary.content.js';
import type { ProgramStanding, Steps } from '../summary.types.js';

const at = new Date('2026-11-17T21:00:00Z');
const program: ProgramStanding = {
  title: 'Rebuilding trust in seven steps',
  steps: [
    { title: 'Start here', optional: false, last: { state: 'reviewed', at } },
    { title: 'What happened', optional: false, last: { state: 'submitted', at } },
    { title: 'The relationship as a whole', optional: true, last: null },
    { title: "Step 1: The hurt partner's account", optional: false, last: { state: 'in_progress', at } },
    { title: 'Our trust agreement', optional: false, last: null },
  ],
};

function steps(standing: ProgramStanding | null): Steps | undefined {
  return sessionSummaryContent({ ...emptyWeek, program: standing }, { parts: ['SEVEN_STEPS'] }).steps;
}

test('each step says how far it is, and since when', () => {
  expect(steps(program)?.rows).toEqual([
    { number: '1', sheet: 'Start here', state: 'Reviewed', date: 'Tue 17 Nov 2026' },
    { number: '2', sheet: 'What happened', state: 'Handed in', date: 'Tue 17 Nov 2026' },
    { number: '3', sheet: 'The relationship as a whole (if wanted)', state: 'Not given', date: '–' },
    { number: '4', sheet: 'Step 1: The hurt partner’s account', state: 'Begun', date: 'Tue 17 Nov 2026' },
    { number: '5', sheet: 'Our trust agreement', state: 'Not given', date: '–' },
  ]);
});

test('the next is the first that has to be and is not done', () => {
  expect(steps(program)?.note).toBe('Next: Step 1: The hurt partner’s account');
  const done = program.steps.map((step) => ({ ...step, last: { state: 'submitted' as const, at } }));
  expect(steps({ ...program, steps: done })).not.toHaveProperty('note');
});

test('who is in no program is told so', () => {
  expect(steps(null)).toEqual({
    heading: 'Seven steps',
    rows: [],
    remarks: ['The client is in no program.'],
  });
});
