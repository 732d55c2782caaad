import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { phrasesOf, readPattern } from './steps.fixtures.js';
import { twin } from './twin.fixtures.js';
import { type Mark, markWording, WORDING_NOTE } from './wording.js';

test('a mark says where it stands, which rule it is of and what to ask oneself', () => {
  expect(markWording('Hello. You made me do it.')).toEqual([
    {
      code: 'BLAME',
      name: 'Shifts blame',
      question: 'This puts part of it on your partner. What was yours alone?',
      start: 7,
      end: 18,
    },
  ]);
});

test('places count the units of the text as it was typed', () => {
  expect(marked('😔… I’m sorry if you’re hurt – it’s nothing.')).toEqual([
    ['IF', 'sorry if'],
    ['MINIMIZE', 'it’s nothing'],
  ]);
});

test.each(['’', '‘', 'ʼ', '‛', '′', '´', '`', '＇'])("%s counts as '", (apostrophe) => {
  const text = "You're paranoid. I couldn't help it. That's not the point.";
  expect(markWording(text)).toHaveLength(3);
  expect(markWording(text.replaceAll("'", apostrophe))).toEqual(markWording(text));
});

test('spaces, hyphens and dots that a phone puts in place of plain ones count as these', () => {
  expect(marked('You\u00a0made\u202fme.')).toEqual([['BLAME', 'You\u00a0made\u202fme']]);
  expect(marked('You are over\u2011sensitive.')).toEqual([['SIDESTEP', 'over\u2011sensitive']]);
  expect(marked('I was wrong\u2026 But hear the facts.')).toEqual([]);
  expect(marked('I was wrong - but hear me.')).toEqual([['BUT', 'wrong - but']]);
});

test('marks at most five, and the next as the first are mended', () => {
  const text = 'You started. You made me. We both. You never. It takes two. Your fault. You always.';
  expect(marked(text).map(([, words]) => words)).toEqual([
    'You started',
    'You made me',
    'We both',
    'You never',
    'It takes two',
  ]);
  expect(marked(text.replace('You started', 'I started')).at(-1)).toEqual(['BLAME', 'Your fault']);
});

test('of phrases that overlap the earlier is marked, and what is left of the other if it stands alone', () => {
  expect(marked('It was only because I was drunk.')).toEqual([
    ['MINIMIZE', 'It was only'],
    ['EXCUSE', 'because I was drunk'],
  ]);
  expect(marked('I can’t live with how you see it.')).toEqual([
    ['SELF', 'I can’t live with'],
    ['FEEL', 'how you see it'],
  ]);
});

test('of phrases that begin together the longer is marked', () => {
  expect(marked('I am sorry you feel bad if so.')).toEqual([['IF', 'sorry you feel bad if']]);
  expect(marked('I am sorry if that hurts, but there it is.')).toEqual([['BUT', 'sorry if that hurts, but']]);
});

test('of rules that claim the same words the one listed first asks', () => {
  expect(marked('If you were here.')).toEqual([['IF', 'If you were']]);
});

test('a phrase may be fine and is marked all the same', () => {
  expect(marked('I know it was wrong, but that does not make it better')).toEqual([['BUT', 'wrong, but']]);
  expect(WORDING_NOTE).toBe('Sometimes the phrase is right. You decide.');
});

test.each([
  'Oh sure, I am the bad one here. How very sorry I am.',
  'I said I would be late. (It was a year, and it was your sister.)',
  'Sorry.',
])('does not hear tone or what is left out: "%s"', (text) => {
  expect(markWording(text)).toEqual([]);
});

test.each(['', ' ', '\n', '…', '\ud800', '\0'])('finds nothing in %j', (text) => {
  expect(markWording(text)).toEqual([]);
});

test('any row of words is marked as a slow reading of the authors’ patterns marks it', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...fragments()), { maxLength: 12 }), (parts) => {
      const text = parts.join(' ');
      expect(markWording(text)).toEqual(readSlowly(text));
    }),
    { numRuns: 2000 },
  );
});

/** Beginnings, middles and ends of what the rules look for, and a little of what they do not. */
function fragments(): readonly string[] {
  const words = twin.rules
    .flatMap(({ pattern }) => phrasesOf(readPattern(pattern)))
    .map((phrase) => phrase.replace(/\s+/g, ' ').trim());
  const pieces = words.flatMap((phrase) => [phrase, ...phrase.split(/(?<=^\S+ \S+) /), ...phrase.split(' ')]);
  return [...new Set([...pieces, 'Tuesday', 'I', 'we.', ', and', '?', '\n', 'you', 'but', 'if'])];
}

/** From each place on, asks each rule whether it begins here. */
function readSlowly(text: string): readonly Mark[] {
  const marks: Mark[] = [];
  for (let at = 0; at < text.length && marks.length < 5; at += 1) {
    const [longest] = twin.rules
      .map((rule): Mark => {
        const pattern = new RegExp(rule.pattern, 'iy');
        pattern.lastIndex = at;
        const length = pattern.exec(text)?.[0].length ?? 0;
        return { code: rule.code, name: rule.name, question: rule.prompt, start: at, end: at + length };
      })
      .toSorted((a, b) => b.end - a.end);
    if (!longest || longest.end === at) continue;
    marks.push(longest);
    at = longest.end - 1;
  }
  return marks;
}

function marked(text: string): readonly (readonly [string, string])[] {
  return markWording(text).map(({ code, start, end }) => [code, text.slice(start, end)]);
}
