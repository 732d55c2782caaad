import { expect, test } from '@jest/globals';
import { renderToString } from 'preact-render-to-string';
import { markWording } from '../../../core/worksheet/wording/marking.js';
import { WordingNotes } from './notes.js';

const notes = (text: string): string =>
  renderToString(<WordingNotes text={text} marks={markWording(text)} />);

test('each phrase is quoted with its question, and the writer decides', () => {
  const html = notes('You made me do it.');
  expect(html).toContain('<q>You made me</q> This puts part of it on your partner. What was yours alone?');
  expect(html).toContain('Sometimes the phrase is right. You decide.');
});

test('nothing is counted, nothing is an error, and nothing is read out by itself', () => {
  const html = notes(
    'You made me. It takes two. Please forgive me. I had no choice. We both. It was only a kiss.',
  );
  expect(html.match(/<li/g)).toHaveLength(5);
  expect(html.replaceAll(/<[^>]+>/g, '')).not.toMatch(/\d|error|problem|mistake|wrong/i);
  expect(html).not.toMatch(/aria-live|role=|aria-invalid|danger|problem/);
});

test('a long phrase is shortened in its middle, where the rule’s own words are not', () => {
  const html = notes(`I was wrong ${'and tired '.repeat(7)}but there it is.`);
  expect(html).toMatch(/<q>wrong and tired [^<]* … [^<]*but<\/q>/);
});
