import { expect, test } from '@jest/globals';
import { readableParagraphs, type Run } from './readable.js';

function runs(text: string): readonly Run[] {
  return readableParagraphs(text, 'serif').flat();
}

function shown(text: string): string {
  return readableParagraphs(text, 'serif')
    .map((paragraph) => paragraph.map((run) => run.text).join(''))
    .join('\n');
}

test('plain text is one run in its own face', () => {
  expect(runs('She said “no”, twice.')).toEqual([{ face: 'serif', text: 'She said “no”, twice.' }]);
});

test('a letter that only the sans has is set in the sans', () => {
  expect(runs('ɐb')).toEqual([
    { face: 'sans', text: 'ɐ' },
    { face: 'serif', text: 'b' },
  ]);
});

test('a character that no face has is named, and can still be copied', () => {
  expect(runs('a你b')).toEqual([
    { face: 'serif', text: 'a' },
    { face: 'sans', text: '[U+4F60]', mark: true, actual: '你' },
    { face: 'serif', text: 'b' },
  ]);
});

test('half a character is marked as the replacement character', () => {
  expect(runs('a\uD83D')[1]).toEqual({ face: 'sans', text: '[U+FFFD]', mark: true, actual: '\uFFFD' });
  expect(shown('\uDE00\uD83D')).toBe('[U+FFFD][U+FFFD]');
});

test('control characters are shown, without being handed on to a copy', () => {
  expect(shown('a\u0000b\u001B[31m')).toBe('a[U+0000]b[U+001B][31m');
  expect(runs('\u0007')[0]).not.toHaveProperty('actual');
});

test('an override of the reading order is shown and does not take effect', () => {
  expect(shown('pay \u202E001\u202C now')).toBe('pay [U+202E]001[U+202C] now');
  expect(runs('\u202E')[0]).not.toHaveProperty('actual');
});

test('characters that show nothing and change nothing are left out', () => {
  expect(shown('zero\u200Bwidth\uFEFF soft\u00ADhyphen')).toBe('zerowidth softhyphen');
});

test('a tower of accents is counted instead of drawn', () => {
  expect(shown(`n${'\u0323'.repeat(50)}ext`)).toBe('ṇ\u0323\u0323\u0323[+46 accents]ext');
});

test('an accent typed apart from its letter joins it', () => {
  expect(shown('cafe\u0301')).toBe('café');
});

test('every kind of line end starts a paragraph', () => {
  expect(readableParagraphs('a\r\nb\rc\u2028d\ne', 'serif')).toHaveLength(5);
});

test('two empty lines stay, more are counted', () => {
  expect(shown('a\n\n\nb')).toBe('a\n\n\nb');
  expect(shown(`a${'\n'.repeat(20_000)}b`)).toBe('a\n[19999 empty lines]\nb');
});
