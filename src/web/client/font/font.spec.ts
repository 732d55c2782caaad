import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { readWorksheets, shippedFolder } from '../../../catalogue/shipped.js';
import { clientView } from '../../../core/worksheet/client-view.js';

/** Letters of the second file cost every page that shows one of them a second download: ours do without. */

const client = path.join(import.meta.dirname, '..');
const [, range = ''] =
  /unicode-range:([^;]+);/.exec(readFileSync(path.join(client, 'styles/tokens.css'), 'utf8')) ?? [];
const spare = range.split(',').map((one) => {
  const [from = 0, to = from] = one
    .replace('U+', '')
    .split('-')
    .map((hex) => Number.parseInt(hex, 16));
  return { from, to };
});

/** Keys of a worksheet whose text is read. What stands in brackets is put in when a worksheet is given. */
const READ = new Set([
  'title',
  'intro',
  'contentNote',
  'closing',
  'text',
  'help',
  'label',
  'low',
  'high',
  'noun',
]);

function spareIn(text: string): readonly string[] {
  return [...new Set(text)].filter((letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return spare.some(({ from, to }) => from <= code && code <= to);
  });
}

test('the range is that of letters beyond our own', () => {
  expect(spareIn('Plain words, 10 of 12: “Añadí más”… “I can’t” – ¿sí?')).toEqual([]);
  expect(spareIn('ç ø € #')).toEqual(['ç', 'ø', '€', '#']);
});

test.each(readWorksheets(shippedFolder()).worksheets.map(({ worksheet }) => worksheet))(
  '$id is written without them',
  (worksheet) => {
    const words: string[] = [];
    JSON.stringify(clientView(worksheet), (key, value: unknown) => {
      if (typeof value === 'string' && READ.has(key)) words.push(value.replaceAll(/\[[^\]]*\]/g, ''));
      return value;
    });
    expect(spareIn(words.join(' '))).toEqual([]);
  },
);

test.each(['en-US', 'es-US'])('the words in %s are written without them', (language) => {
  const source = readFileSync(path.join(client, 'words', `${language}.ts`), 'utf8');
  // What TypeScript itself is written with is no word of ours.
  expect(spareIn(source).filter((letter) => letter > '\u007F')).toEqual([]);
});
