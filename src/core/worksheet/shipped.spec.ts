import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parseFlagCodes } from './flag-codes.js';
import { parseLibrary } from './library.js';
import { parseLocale } from './locale.js';
import { lintWorksheetSource } from './parse.js';
import { parseProgram } from './program.js';

const folder = new URL('../../../worksheets/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const library = parseLibrary(read('common.yaml'), 'common.yaml');
const codes = parseFlagCodes(read('flags.yaml'), 'flags.yaml');
const yamlIn = (part: string): readonly string[] =>
  readdirSync(new URL(part, folder)).filter((name) => name.endsWith('.yaml'));
const files = yamlIn('.').filter((name) => !['common.yaml', 'flags.yaml', 'fellowships.yaml'].includes(name));

test.each(files)('%s is well, without a warning, and named after its worksheet', (file) => {
  const { worksheet, problems } = lintWorksheetSource(read(file), file, library, codes);
  expect(problems).toEqual([]);
  expect(`${worksheet?.id}.yaml`).toBe(file);
});

test.each(yamlIn('programs/'))('%s names worksheets that there are, and is named after itself', (file) => {
  const known = new Set(files.map((name) => name.replace('.yaml', '')));
  const { id } = parseProgram(read(`programs/${file}`), file, known);
  expect(`${id}.yaml`).toBe(file);
});

test.each(yamlIn('locales/'))('%s is well, and named after its language and place', (file) => {
  const { id } = parseLocale(read(`locales/${file}`), file);
  expect(`${id}.yaml`).toBe(file);
});
