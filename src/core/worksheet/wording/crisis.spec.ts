import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { phrasesOf, readPattern } from './steps.fixtures.js';
import { twin } from './twin.fixtures.js';
import { hasCrisisWords } from './wording.js';

test.each([
  'I could kill myself',
  'Sometimes I think of killing myself.',
  'I will end my life',
  'I want to end it all!',
  'I want to die',
  'They are better off dead',
  'You would be better off without me, I know',
  "I can't go on",
  'I cant go on like this',
  "I don't want to live",
  'i dont want to be here any more',
  'I cannot go on',
  'I can not go on like this',
  'I do not want to live',
  'I do not want to be here',
  'I have thought of suicide',
  'I feel suicidal',
  'I wanted to die',
  'I have thought about ending my life',
  'ending it all',
  'I nearly ended my own life',
  'I could kill my self',
  'I wish I was gone, wanting to be dead',
  "I didn't want to live",
  'I did not want to be here',
  'after two suicides in the family',
])('hears "%s"', (text) => {
  expect(hasCrisisWords(text)).toBe(true);
});

test.each([
  ['capitals', 'I WANT TO DIE'],
  ['a curly apostrophe', 'I can’t go on'],
  ['an opening quote for an apostrophe', 'I can‘t go on'],
  ['a letter apostrophe', 'I donʼt want to be here'],
  ['an accent for an apostrophe', 'I don´t want to live'],
  ['a space that does not break', 'I want to\u00a0die'],
  ['two spaces', 'I want  to die'],
  ['a line break', 'I want\r\nto die'],
  ['quotes around it', 'he wrote “better off dead”'],
  ['no space after a full stop', 'It is late.Want to die.'],
  ['much text before and after', `${'word '.repeat(4000)}end my life${' word'.repeat(4000)}`],
])('hears through %s', (_case, text) => {
  expect(hasCrisisWords(text)).toBe(true);
});

test.each([
  '',
  'I want to diet',
  'I could kill for a coffee',
  'a skill myself',
  'I want to end my lifestyle of lies',
  'We are better off with an agreement',
  'I can go on for hours',
  "I can't go online",
  'I do not want to lie any more',
  'It all came to an end',
  'I hurt myself at football',
  'wanttodie',
])('lets "%s" be', (text) => {
  expect(hasCrisisWords(text)).toBe(false);
});

test('would rather hear too much', () => {
  expect(hasCrisisWords("I can't go on Tuesday")).toBe(true);
});

test('agrees with the authors’ pattern on any row of words', () => {
  const pattern = new RegExp(twin.crisis_pattern, 'i');
  const phrases = phrasesOf(readPattern(twin.crisis_pattern));
  const words = fc.constantFrom(...phrases, ...phrases.flatMap((phrase) => phrase.split(' ')), 'x', '.');
  let heard = 0;
  fc.assert(
    fc.property(fc.array(words, { maxLength: 10 }), fc.constantFrom(' ', '', ', '), (parts, between) => {
      const text = parts.join(between);
      heard += Number(hasCrisisWords(text));
      expect(hasCrisisWords(text)).toBe(pattern.test(text));
    }),
    { numRuns: 2000 },
  );
  expect(heard).toBeGreaterThan(100);
});
