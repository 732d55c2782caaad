import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { shippedFolder } from './catalogue/shipped.js';
import { lintFiles } from './lint-command.js';

const folder = mkdtempSync(path.join(tmpdir(), 'lint-command-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

interface Linted {
  readonly ok: boolean;
  readonly lines: readonly string[];
}

function linted(...files: readonly string[]): Linted {
  return lintedBy(shippedFolder(), files);
}

function lintedBy(sharedFolder: string, files: readonly string[]): Linted {
  const lines: string[] = [];
  const ok = lintFiles(files, (line) => lines.push(line), sharedFolder);
  return { ok, lines: lines.map((line) => line.replaceAll(folder, '…')) };
}

const GOOD = readFileSync(path.join(shippedFolder(), 'pre-session.yaml'), 'utf8');

test('what is shipped is well, with what stands beside the worksheets', () => {
  const files = readdirSync(shippedFolder()).filter((name) => name.endsWith('.yaml'));
  const { ok, lines } = linted(...files.map((name) => path.join(shippedFolder(), name)));
  expect(lines).toEqual([`${files.length} files looked at: all is well.`]);
  expect(ok).toBe(true);
});

test('a file of one’s own may use the shipped sets of options, in YAML and in JSON', () => {
  const sheet = {
    id: 'own',
    version: '1',
    title: 'Our own',
    fills: 'Anyone',
    when: 'Any time',
    minutes: 1,
    share: 'P',
    riskBlock: false,
    intro: 'One question.',
    citations: ['Ourselves'],
    therapistNotes: { debrief: 'None.', contraindications: 'None.' },
    sections: [
      {
        id: 'only',
        title: 'Only',
        items: [{ id: 'a', type: 'choice', text: 'How often?', options: 'FREQ' }],
      },
    ],
  };
  expect(linted(fileOf('own.json', JSON.stringify(sheet))).lines).toEqual(['1 file looked at: all is well.']);
});

test('warnings are told and let it pass', () => {
  const file = fileOf('warned.yaml', GOOD.replace(/^citations: .*$/m, 'citations: []'));
  expect(linted(file)).toEqual({
    ok: true,
    lines: [
      expect.stringMatching(/^…\/warned\.yaml:\d+:1 warning No source is cited\./),
      '1 file looked at: no errors, 1 warning. It can be published; weigh the warnings first.',
    ],
  });
});

test('errors are told with their place and do not let it pass', () => {
  const broken = fileOf('broken.yaml', GOOD.replace(/^minutes: .*\n/m, '').replace(/REQUEST/, 'WISH'));
  const shape = fileOf('code.yaml', GOOD.replace(/REQUEST/, 'WISH'));
  expect(linted(broken, shape, path.join(folder, 'lost.yaml'), folder)).toEqual({
    ok: false,
    lines: [
      '…/broken.yaml:3:1 error `minutes` is missing. Add it.',
      expect.stringMatching(/^…\/code\.yaml:\d+:\d+ error No flag has the code `WISH`\./),
      '…/lost.yaml:1:1 error This cannot be read. Name a file that is there and that you may read.',
      '…:1:1 error This cannot be read. Name a file that is there and that you may read.',
      '4 files looked at: 4 errors, 0 warnings. Mend the errors before you publish.',
    ],
  });
});

test('faults of the common blocks and of the flags are told as theirs', () => {
  expect(linted(fileOf('common.yaml', 'options: {}\n')).lines[0]).toContain(
    'common.yaml:1:1 error `blocks` is missing',
  );
  expect(linted(fileOf('flags.yaml', 'a: 1\n')).lines[0]).toContain('flags.yaml:1:1 error Write a list here');
});

test('where the common blocks are broken, that is what is told, and once', () => {
  const common = fileOf('common.yaml', 'options: {}\n');
  const flags = fileOf('flags.yaml', 'a: 1\n');
  const sheet = fileOf('sheet.yaml', GOOD);
  const faults = [
    expect.stringMatching(/^…\/common\.yaml:1:1 error `blocks` is missing/),
    expect.stringMatching(/^…\/flags\.yaml:1:1 error Write a list here/),
  ];
  const closed = (files: string): string =>
    `${files} looked at: 2 errors, 0 warnings. Mend the errors before you publish.`;

  expect(lintedBy(folder, [common]).lines).toHaveLength(2);
  expect(lintedBy(folder, [common, flags]).lines).toEqual([...faults, closed('2 files')]);
  expect(lintedBy(folder, [sheet])).toEqual({ ok: false, lines: [...faults, closed('1 file')] });
  expect(lintedBy(folder, [common, flags, sheet]).lines).toEqual([...faults, closed('3 files')]);
});
