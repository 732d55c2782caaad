import { expect, test } from '@jest/globals';
import type { FontName } from './fonts.js';
import { readableParagraphs, type Run } from './readable.js';

function runs(text: string): readonly Run[] {
  return readableParagraphs(text, 'serif').flatMap(({ runs: of }) => of);
}

function shown(text: string): string {
  return readableParagraphs(text, 'serif')
    .map((paragraph) => paragraph.runs.map((run) => run.text).join(''))
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

test('a character that no font has is named, and can still be copied', () => {
  expect(runs('a𓀀b')).toEqual([
    { face: 'serif', text: 'a' },
    { face: 'sans', text: '[U+13000]', mark: true, actual: '𓀀' },
    { face: 'serif', text: 'b' },
  ]);
});

test.each<[string, FontName]>([
  ['Δεν', 'serif'],
  ['Сегодня', 'serif'],
  ['שלום', 'hebrew'],
  ['السلام', 'arabic'],
  ['हिन्दी', 'devanagari'],
  ['今日は', 'japanese'],
  ['안녕', 'korean'],
  ['你好', 'chinese'],
  ['😀', 'emoji'],
  ['👨‍👩‍👧', 'emoji'],
  ['1️⃣', 'emoji'],
  ['⭐', 'emoji'],
])('%s is set in %s, and in half-bold beside half-bold text', (text, name) => {
  expect(new Set(runs(text).map(({ face }) => face))).toEqual(new Set([name]));
  const semi = readableParagraphs(text, 'serifSemi').flatMap(({ runs: of }) => of);
  expect(new Set(semi.map(({ face }) => face))).toEqual(
    new Set([name === 'serif' ? 'serifSemi' : `${name}Semi`]),
  );
});

test('Chinese characters are drawn as the language around them draws them', () => {
  expect(runs('直')[0]?.face).toBe('chinese');
  expect(runs('直\nの')[0]?.face).toBe('japanese');
  expect(runs('直 한')[0]?.face).toBe('korean');
});

test('a paragraph stands at the right when its first letter does, and each stretch has its direction', () => {
  const [first, second] = readableParagraphs('שלום abc 12\nabc שלום', 'sans');
  expect([first?.rightToLeft, second?.rightToLeft]).toEqual([true, false]);
  expect(first?.runs).toEqual([
    { face: 'hebrew', text: 'שלום ', level: 1 },
    { face: 'sans', text: 'abc 12', level: 2 },
  ]);
});

test('brackets and spaces between Hebrew words are set in Hebrew', () => {
  expect(runs('אב (גד), ה')).toEqual([{ face: 'hebrew', text: 'אב (גד), ה', level: 1 }]);
});

test('joiners stay where they work and go where they only hide', () => {
  expect(shown('می\u200Cخواهم क्\u200Dष 👩\u200D🚀 ❤\uFE0F')).toBe(
    'می\u200Cخواهم क्\u200Dष 👩\u200D🚀 ❤\uFE0F',
  );
  expect(shown('pass\u200Dword a\uFE0F b\u200C')).toBe('password a b');
});

test('a mark that steers the order works among Hebrew letters and is dropped elsewhere', () => {
  expect(shown('a\u200F1')).toBe('a1');
  expect(readableParagraphs('\u200Eשלום', 'sans')[0]?.rightToLeft).toBe(false);
});

test('isolates and overrides do not take effect among Hebrew letters either', () => {
  const [paragraph] = readableParagraphs('שלום \u202Dאבג', 'sans');
  expect(paragraph?.runs.filter(({ mark }) => !mark).map(({ level }) => level)).toEqual([1, 1]);
  expect(shown('שלום \u2067א\u2069')).toBe('שלום [U+2067]א[U+2069]');
});

test('a character without a font stands where its script would have it', () => {
  expect(runs('ܫܠ').map(({ actual, level }) => [actual, level])).toEqual([
    ['ܫ', 1],
    ['ܠ', 1],
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

test('five signs on a Hebrew letter are no tower', () => {
  const word = 'שּׁ\u05B8\u05BD\u0591';
  expect(shown(word)).toBe(word.normalize('NFC'));
  expect(shown(`ש${'\u05B8'.repeat(9)}`)).toContain('[+4 accents]');
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
