import { expect, test } from '@jest/globals';
import { goingOn, onwardIn, wantsToBeSure } from './onward.js';

const SHEET = '/w/01a20e3d-fb65-70cb-99ba-0790fa2ae30b';

test.each([
  '',
  '/log-in',
  SHEET,
  `${SHEET}?part=3`,
  `${SHEET}/review`,
  `${SHEET}/submit`,
  `${SHEET}/answers`,
])('a page of the client’s may follow: %s', (to) => expect(onwardIn({ to }).to).toBe(to));

test.each([
  '//evil.example',
  'https://evil.example',
  '/../console',
  '/w/x',
  `${SHEET}/../../auth`,
  '/leave',
  `${SHEET}?part=3&x=1`,
  '\\evil',
])('nothing else may: %s', (to) => expect(onwardIn({ to }).to).toBe(''));

test('a form that waits is sent again, everything else is asked for', () => {
  expect(goingOn({ to: `${SHEET}/submit`, carried: 'sealed' })).toEqual({
    status: 307,
    to: `${SHEET}/submit`,
  });
  expect(goingOn({ to: `${SHEET}/submit`, carried: '' })).toEqual({ status: 303, to: `${SHEET}/review` });
  expect(goingOn({ to: '', carried: '' })).toEqual({ status: 303, to: '' });
});

test('only the log-in and what was handed in ask for a fresh sign', () => {
  expect(['/log-in', `${SHEET}/answers`].map(wantsToBeSure)).toEqual([true, true]);
  expect(['', SHEET, `${SHEET}/done`, `${SHEET}/review`].map(wantsToBeSure)).not.toContain(true);
});
