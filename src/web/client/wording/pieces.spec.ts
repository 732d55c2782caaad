import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { markWording } from '../../../core/worksheet/wording/marking.js';
import { marksThatStand, phrasesOf, piecesOf } from './pieces.js';

const words = fc
  .array(
    fc.constantFrom('I', 'am', 'sorry if', 'you made me', 'but', 'it takes two', '\n', 'wrong', '.', '😔'),
    {
      maxLength: 40,
    },
  )
  .map((parts) => parts.join(' '));

test('pieces are the text to the letter, and marked ones are the phrases', () => {
  fc.assert(
    fc.property(words, (text) => {
      const marks = markWording(text);
      const pieces = piecesOf(text, marks);
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      expect(pieces.filter(({ mark }) => mark).map((piece) => piece.text)).toEqual(
        marks.map(({ start, end }) => text.slice(start, end)),
      );
    }),
  );
});

test('marks before the place of typing stay, those at it and after it go until the next pause', () => {
  const before = 'You made me. It takes two. We both.';
  const marks = markWording(before);
  expect(marks).toHaveLength(3);
  expect(marksThatStand(marks, before, before)).toEqual(marks);
  expect(marksThatStand(marks, before, `${before} And more.`)).toEqual(marks);
  expect(marksThatStand(marks, before, before.replace('takes', 'took'))).toEqual([marks[0]]);
  expect(marksThatStand(marks, before, `So ${before}`)).toEqual([]);
  expect(marksThatStand(marks, 'You made me', 'You made mess')).toEqual([]);
});

test('a mark that stands is where its phrase is', () => {
  fc.assert(
    fc.property(words, words, fc.nat(60), (before, typed, at) => {
      const after = before.slice(0, at) + typed + before.slice(at);
      for (const { start, end } of marksThatStand(markWording(before), before, after))
        expect(after.slice(start, end)).toBe(before.slice(start, end));
    }),
  );
});

test('a text that speaks of dying is not asked how it is worded', () => {
  expect(phrasesOf('You made me. I am sorry if you felt hurt.')).not.toEqual([]);
  expect(phrasesOf('You made me. I want to die.')).toEqual([]);
});
