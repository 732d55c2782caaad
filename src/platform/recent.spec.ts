import { expect, test } from '@jest/globals';
import { Recent } from './recent.js';

test('a value is made once, and made again when it was forgotten', () => {
  const recent = new Recent<object>(2);
  const first = recent.get('a', () => ({}));
  expect(recent.get('a', () => ({}))).toBe(first);
  recent.delete('a');
  expect(recent.get('a', () => ({}))).not.toBe(first);
});

test('what was longest not asked for goes first', () => {
  const recent = new Recent<string>(2);
  for (const name of ['a', 'b', 'a', 'c']) recent.get(name, () => `old ${name}`);
  const again = ['a', 'c', 'b'].map((name) => recent.get(name, () => `new ${name}`));
  expect(again).toEqual(['old a', 'old c', 'new b']);
});

test('undefined is a value as well', () => {
  const recent = new Recent<undefined>(1);
  let made = 0;
  for (let time = 0; time < 2; time++) recent.get('a', () => void (made += 1));
  expect(made).toBe(1);
});
