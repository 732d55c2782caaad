import { expect, test } from '@jest/globals';
import { assert, property, string } from 'fast-check';
import { toCsv } from './csv.js';

const one = (text: string): string => toCsv([[text]]);

test('cells stand in quotes, and quotes are doubled', () => {
  expect(
    toCsv([
      ['at', 'who'],
      ['10:00', 'Aster "Az" Quill, LMFT'],
    ]),
  ).toBe('\uFEFF"at","who"\r\n"10:00","Aster ""Az"" Quill, LMFT"\r\n');
});

test.each([
  '=HYPERLINK("https://elsewhere.example")',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '\tplain',
  '  =1',
  '\u00a0=1',
  '\u200b=1',
  '\ufeff=1',
  '\u0000=1',
  '＝1',
  '＋1',
  '－1',
  '＠SUM(A1)',
  '−1',
])('%j is not carried out', (text) => {
  expect(one(text)).toBe(`\uFEFF"'${text.replaceAll('"', '""')}"\r\n`);
});

test.each(['', 'a=b', 'two words', '2 + 3', '’tis', 'C-2B7KQ', 'member.invited'])(
  '%j stays as it is',
  (text) => {
    expect(one(text)).toBe(`\uFEFF"${text}"\r\n`);
  },
);

test('whatever stands in a cell, it stays one cell that begins with no sign', () => {
  assert(
    property(string({ unit: 'binary' }), (text) => {
      const inner = one(text).slice(2, -3);
      expect(inner.replaceAll('""', '')).not.toContain('"');
      expect(inner.trimStart()).not.toMatch(/^[=+\-@\t\r\n]/);
    }),
  );
});
