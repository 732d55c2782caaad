import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { lintFiles } from '../src/lint-command.js';

/** What people read first has to be true. The examples of worksheets are compiled beside the engine. */

const home = path.join(import.meta.dirname, '..');
const read = (name: string): string => readFileSync(path.join(home, name), 'utf8');
const fenced = (name: string, head: string): string[] =>
  [...read(name).matchAll(/^```(.*)\n([^]*?)^```/gm)].flatMap(([, info, text = '']) =>
    info === head ? [text] : [],
  );

const GUIDES = [
  'README.md',
  'CHANGELOG.md',
  'worksheets/README.md',
  'docs/host.md',
  'docs/api.md',
  'docs/data.md',
  'docs/fhir.md',
];
const AUTHORS = 'worksheets/README.md';

describe('the operations', () => {
  const schema = buildSchema(read('schema.graphql'));
  const operations = GUIDES.flatMap((name) =>
    fenced(name, 'graphql').map((text) => [name, text.slice(0, text.indexOf('{')).trim(), text] as const),
  );

  test('are there', () => {
    const names = operations.map(([, name]) => name);
    expect(names).toEqual(expect.arrayContaining(['mutation Publish', 'query Program']));
  });

  test.each(operations)('of %s fit the schema: %s', (_guide, _name, text) => {
    expect(validate(schema, parse(text))).toEqual([]);
    const misspelt = text.replace(/\bmessage\b|\btitle\b|\bhowSoon\b|\bembedOrigins\b/, 'misspelt');
    expect(validate(schema, parse(misspelt))).not.toEqual([]);
  });
});

test('the look at a worksheet says what the guide shows', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'guide-'));
  try {
    const [sheet = ''] = fenced(AUTHORS, 'yaml sheet');
    const file = path.join(folder, 'evening-check.yaml');
    writeFileSync(file, sheet.replace('type: choice', 'type: choise'));
    const lines: string[] = [];
    lintFiles([file], (line) => lines.push(line.replace(file, path.basename(file))));
    expect(fenced(AUTHORS, 'text lint')).toEqual([`${lines.join('\n')}\n`]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each(GUIDES)('the links of %s lead to something', (name) => {
  const targets = [...read(name).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
  const lost = targets.filter(([, file, anchor]) => {
    const target = path.join(home, file ? path.join(path.dirname(name), file) : name);
    return !existsSync(target) || (anchor !== undefined && !headings(target).includes(anchor));
  });
  expect(lost.map(([link]) => link)).toEqual([]);
});

/** As they are named in links. */
function headings(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}
