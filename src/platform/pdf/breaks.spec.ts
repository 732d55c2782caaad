import { expect, test } from '@jest/globals';
import { breakableParts, mayBreakBetween } from './breaks.js';

test('a word breaks after a hyphen, dash or slash between letters', () => {
  expect(breakableParts('self-made')).toEqual(['self-', 'made']);
  expect(breakableParts('2026-11-24')).toEqual(['2026-11-24']);
});

test('Japanese and Chinese break between characters', () => {
  expect(breakableParts('今日は')).toEqual(['今', '日', 'は']);
});

test('no line begins with a stop, a closing bracket, a small kana or a mark of length', () => {
  expect(breakableParts('話した。彼')).toEqual(['話', 'し', 'た。', '彼']);
  expect(breakableParts('ラーメン')).toEqual(['ラー', 'メ', 'ン']);
  expect(breakableParts('ゆっくり')).toEqual(['ゆっ', 'く', 'り']);
  expect(breakableParts('ファイル')).toEqual(['ファ', 'イ', 'ル']);
  expect(breakableParts('（雨）、')).toEqual(['（雨）、']);
  expect(breakableParts('“我”，只')).toEqual(['“我”，', '只']);
});

test('no line ends with an opening bracket', () => {
  expect(breakableParts('は「約束')).toEqual(['は', '「約', '束']);
});

test('Korean words stay whole', () => {
  expect(breakableParts('이야기했습니다')).toEqual(['이야기했습니다']);
});

test('Latin words next to Chinese ones may go to another line, unless a bracket holds them', () => {
  expect(breakableParts('用Gmail发')).toEqual(['用', 'Gmail', '发']);
  expect(mayBreakBetween('mail', '发')).toBe(true);
  expect(mayBreakBetween('mail', '。')).toBe(false);
  expect(mayBreakBetween('「', '发')).toBe(false);
  expect(mayBreakBetween('mail', 'box')).toBe(false);
});

test('all parts together are the word', () => {
  for (const word of ['「あ」と-b/c（ア）', 'a', '。。。', 'も-a']) {
    expect(breakableParts(word).join('')).toBe(word);
  }
});
