import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ENGINE = path.join('src', 'core', 'worksheet');
const SCRIPTS = path.join('dist', 'web', 'client');
/** Sentences in quotes, and the beginnings of those that have something put in. */
const SENTENCE = /'([A-Z][^'\n]+\.)'|`([A-Z][^$`]+)\$\{/g;

const sentences = ['patch.ts', 'validation.ts', 'values.ts'].flatMap((file) =>
  [...readFileSync(path.join(ENGINE, file), 'utf8').matchAll(SENTENCE)].map(
    ([, whole, start]) => whole ?? start ?? '',
  ),
);

test('what the engine says in English lies in the English script alone', () => {
  const inEnglish = sentences.filter((sentence) => scriptIn('.').includes(sentence));
  expect(inEnglish.length).toBeGreaterThan(20);
  expect(inEnglish.filter((sentence) => scriptIn('es-US').includes(sentence))).toEqual([]);
});

function scriptIn(folder: string): string {
  const file = readdirSync(path.join(SCRIPTS, folder)).find((name) => /^main-.*\.js$/.test(name));
  return readFileSync(path.join(SCRIPTS, folder, file ?? ''), 'utf8');
}
