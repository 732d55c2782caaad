import { describe, expect, test } from '@jest/globals';
import { cutWords } from './cut-words.js';

const words = (count: number): string => Array.from({ length: count }, (_, index) => `w${index}`).join(' ');

describe('an answer on the front page', () => {
  test('forty words are left alone', () => {
    expect(cutWords(words(40))).toEqual({ text: words(40), cut: false });
    expect(cutWords(`${words(40)}.`)).toEqual({ text: `${words(40)}.`, cut: false });
  });

  test('the forty-first is left out, with a mark', () => {
    expect(cutWords(words(41))).toEqual({ text: `${words(40)} …`, cut: true });
  });

  test('nothing is edited: spaces, line breaks and faults stay', () => {
    expect(cutWords('teh  same\n\nagain').text).toBe('teh  same\n\nagain');
  });

  test('words are counted where none are parted by spaces', () => {
    const { text, cut } = cutWords('約束を守ることは大切です。'.repeat(30));
    expect(cut).toBe(true);
    expect(text.length).toBeLessThan(200);
  });

  test('a text without words ends after 400 characters, never within one made of several', () => {
    const family = '👩‍👩‍👧';
    const { text, cut } = cutWords(family.repeat(100));
    expect(cut).toBe(true);
    expect(text.replace(' …', '').length % family.length).toBe(0);
    expect(cutWords('x'.repeat(20_000)).text).toBe(`${'x'.repeat(400)} …`);
  });

  test('one character of thousands of parts is cut all the same', () => {
    expect(cutWords(`a${'\u0301'.repeat(5000)}`).text.length).toBeLessThan(500);
  });
});
