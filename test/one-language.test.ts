import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { LANGUAGES } from '../src/web/client/words/languages.js';

const ENGINE = path.join('src', 'core', 'worksheet');
const PAGES = path.join('dist', 'web', 'client');
/** Sentences in quotes, and the beginnings of those that have something put in. */
const SENTENCE = /'([A-Z][^'\n]+\.)'|"([A-Z][^"\n]+\.)"|`([A-Z][^$`\n]+)\$\{/g;

const [, ...others] = LANGUAGES;
const sentences = readdirSync(ENGINE)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
  .flatMap((file) => [...readFileSync(path.join(ENGINE, file), 'utf8').matchAll(SENTENCE)])
  .map(([, ...texts]) => texts.find((text) => text !== undefined) ?? '');

test.each(others)('what the engine says in English is not in the script for %s', (language) => {
  const inEnglish = sentences.filter((sentence) => scriptIn(PAGES).includes(sentence));
  expect(inEnglish.length).toBeGreaterThan(20);
  const script = scriptIn(path.join(PAGES, language));
  expect(inEnglish.filter((sentence) => script.includes(sentence))).toEqual([]);
});

function scriptIn(folder: string): string {
  const file = readdirSync(folder).find((name) => /^main-.*\.js$/.test(name));
  return readFileSync(path.join(folder, file ?? ''), 'utf8');
}
