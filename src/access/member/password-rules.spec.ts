import { expect, test } from '@jest/globals';
import { faultInPassword } from './password-rules.js';

const known = {
  practiceName: 'Riverbend Counseling',
  displayName: 'Dana Whitfield',
  email: 'dana.whitfield@riverbend.example',
};
const short = 'A password has at least 12 characters. A few unrelated words do well.';
const long = 'A password has at most 200 characters. Choose a shorter one.';
const guessed = 'This password is among the first that are guessed. Choose a few unrelated words instead.';
const named = 'This password is made of your name, your address or the practice’s name. Choose another.';

test.each([
  ['eleven char', short],
  // Eleven characters for whoever counts them, 22 for JavaScript.
  ['🔑'.repeat(11), short],
  ['x'.repeat(201), long],
  ['aaaaaaaaaaaa', guessed],
  ['Password1234', guessed],
  ['passw0rd123456', guessed],
  ['passwordpassword', guessed],
  ['monkey12monkey34', guessed],
  ['123456789012', guessed],
  ['987654321098', guessed],
  ['123123123123', guessed],
  ['2468 2468 2468', guessed],
  ['qwertyuiop12', guessed],
  ['............', guessed],
  ['RiverbendCounseling!', named],
  ['Dana Whitfield 1', named],
  ['whitfield-2026', named],
  ['dana.whitfield@riverbend.example', named],
])('%s', (password, fault) => {
  expect(faultInPassword(password, known)).toBe(fault);
});

test.each([
  ['heron lamp quarry'],
  ['riverbend heron lamp'],
  ['7f3kq0zt9w2m'],
  ['наше лето у реки'],
  ['🔑🌲🚲🪁🥁🦉🍐🧭🪴🚂🧶a heron'],
  ['x'.repeat(3) + 'heron lamp quarry '.repeat(10)],
])('%s will do', (password) => {
  expect(faultInPassword(password, known)).toBeUndefined();
});

test('who has no address yet is judged by the rest', () => {
  expect(faultInPassword('Dana Whitfield 1', { ...known, email: null })).toBe(named);
});
