import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parseWorksheet } from './parse.js';

const folder = new URL('../../../worksheets/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml') && name !== 'fellowships.yaml');

test.each(files)('%s is well, and named after its worksheet', (file) => {
  const worksheet = parseWorksheet(readFileSync(new URL(file, folder), 'utf8'), file);
  expect(`${worksheet.id}.yaml`).toBe(file);
});

test('the examples of the README are well', () => {
  const readme = readFileSync(new URL('README.md', folder), 'utf8');
  const [sheet = '', sums = ''] = [...readme.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml]) => yaml ?? '');
  const { id, sections } = parseWorksheet(sheet + sums, 'README.md');
  expect([id, sections.flatMap(({ items }) => items).length]).toEqual(['evening-check', 3]);
});
