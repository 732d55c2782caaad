import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parseFlagCodes } from './flag-codes.js';
import { parseLibrary } from './library.js';
import { lintWorksheetSource, parseWorksheet } from './parse.js';

const folder = new URL('../../../worksheets/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const library = parseLibrary(read('common.yaml'), 'common.yaml');
const codes = parseFlagCodes(read('flags.yaml'), 'flags.yaml');
const files = readdirSync(folder).filter(
  (name) => name.endsWith('.yaml') && !['common.yaml', 'flags.yaml', 'fellowships.yaml'].includes(name),
);

test.each(files)('%s is well, without a warning, and named after its worksheet', (file) => {
  const { worksheet, problems } = lintWorksheetSource(read(file), file, library, codes);
  expect(problems).toEqual([]);
  expect(`${worksheet?.id}.yaml`).toBe(file);
});

test('the examples of the README are well', () => {
  const [sheet = '', sums = ''] = [...read('README.md').matchAll(/```yaml\n(.*?)```/gs)].map(
    ([, yaml]) => yaml ?? '',
  );
  const { id, sections } = parseWorksheet(sheet + sums, 'README.md');
  expect([id, sections.flatMap(({ items }) => items).length]).toEqual(['evening-check', 3]);
});
