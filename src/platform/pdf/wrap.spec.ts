import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { face } from './fonts.js';
import { Shaper } from './shaping.js';
import type { TextStyle } from './style.js';
import type { Measure } from './setting.js';
import { fitLine, wrap, wrapList, type Line } from './wrap.js';

/** Every character is as wide as the size. */
const measure: Measure = (_face, text, size) => text.length * size;
const style: TextStyle = { face: 'serif', size: 1, lead: 2, ink: 'ink' };

function texts(lines: readonly Line[]): readonly string[] {
  return lines.map(({ runs }) => runs.map(({ text }) => text).join(''));
}

test('words move to the next line at a space', () => {
  expect(texts(wrap('one two three four', style, 9, measure))).toEqual(['one two', 'three', 'four']);
});

test('a line as wide as the measure fits', () => {
  expect(texts(wrap('12345 789', style, 9, measure))).toEqual(['12345 789']);
});

test('the width of a line leaves out the space after it', () => {
  expect(wrap('one two three', style, 9, measure).map(({ width }) => width)).toEqual([7, 5]);
});

test('a word wider than the measure breaks between letters, and no line is wider', () => {
  const lines = wrap('x'.repeat(20_000), style, 70, measure);
  expect(lines).toHaveLength(286);
  expect(Math.max(...lines.map(({ width }) => width))).toBe(70);
  expect(texts(lines).join('')).toHaveLength(20_000);
});

test('a word may break after a hyphen between letters, not inside a number or a date', () => {
  expect(texts(wrap('a self-made one', style, 7, measure))).toEqual(['a self-', 'made', 'one']);
  expect(texts(wrap('on 2026-11-24', style, 11, measure))).toEqual(['on', '2026-11-24']);
});

test('a last line that is too short takes a word from the line above', () => {
  const words = 'aaaa bbbb cccc dddd eeee ffff g';
  expect(texts(wrap(words, style, 29, measure))).toEqual(['aaaa bbbb cccc dddd eeee', 'ffff g']);
});

test('spaces are kept inside a line and dropped where it turns', () => {
  expect(texts(wrap('a   b     c', style, 6, measure))).toEqual(['a   b', 'c']);
});

test('five thousand spaces make neither a line nor an overflow', () => {
  const lines = wrap(`${' '.repeat(5000)}word`, style, 20, measure);
  expect(texts(lines)).toEqual(['        word']);
});

test('empty text is no line or an empty one', () => {
  expect(texts(wrap('', style, 20, measure))).toEqual(['']);
});

test('the entries of a list have a dash, their further lines are set in', () => {
  const lines = wrapList(['one two', 'three'], style, 7, measure);
  expect(texts(lines)).toEqual(['– one', 'two', '– three']);
  expect(lines.map(({ indent }) => indent)).toEqual([undefined, 2, undefined]);
});

test('fitLine cuts with an ellipsis, inside a word if need be', () => {
  expect(texts([fitLine('short', style, 10, measure)])).toEqual(['short']);
  expect(texts([fitLine('a very long line', style, 10, measure)])).toEqual(['a very lo…']);
  expect(fitLine('x'.repeat(300), style, 10, measure).width).toBe(10);
});

test('a paragraph that begins with a Hebrew letter stands at the right edge', () => {
  const [line] = wrap('שלום', style, 10, measure);
  expect(line).toMatchObject({ rightToLeft: true, width: 4, indent: 6 });
  expect(wrap('abc שלום', style, 10, measure)[0]).not.toHaveProperty('indent');
});

test('the runs of a line are in reading order, whichever way they run', () => {
  const lines = wrap('שלום 12 עולם', style, 8, measure);
  expect(texts(lines)).toEqual(['שלום 12', 'עולם']);
});

test('an entry that begins with a Hebrew letter has its dash at the right', () => {
  const lines = wrapList(['שלום עולם'], style, 8, measure);
  expect(texts(lines)).toEqual(['– שלום', 'עולם']);
  expect(lines[0]?.runs[0]).toMatchObject({ text: '– ', level: 1 });
  // Both lines begin where the dash leaves off, seen from the right.
  expect(lines.map(({ width, indent }) => [width, indent])).toEqual([
    [6, 2],
    [4, 2],
  ]);
});

test('the ellipsis of a cut Hebrew line stands at its left end', () => {
  const line = fitLine('שלום עולם', style, 7, measure);
  expect(texts([line])).toEqual(['שלום ע…']);
  expect(line.runs.at(-1)).toMatchObject({ level: 1 });
});

test('Japanese turns between characters, with its stops at the ends of lines', () => {
  expect(texts(wrap('今日は、元気です。', style, 4, measure))).toEqual(['今日は、', '元気で', 'す。']);
});

test('a cluster of Devanagari is not torn, even where a word is wider than the measure', () => {
  const lines = texts(wrap('हिन्दी'.repeat(20), style, 5, measure));
  for (const line of lines) expect(line).toMatch(/^(?:हि|न्दी)+$/u);
});

test.each([
  ['Arabic letters that join', 'ابتسم'.repeat(4000)],
  ['pictures', '👨‍👩‍👧'.repeat(2500)],
  ['characters of two fonts in turn', 'aɐ'.repeat(10_000)],
  ['characters without a font', '𓀀'.repeat(5000)],
])('20,000 of %s take a moment', (_name, text) => {
  const [short, long] = [text.slice(0, text.length / 4), text].map((part) => {
    const start = performance.now();
    const lines = wrap(part, style, 70, measure);
    return { time: performance.now() - start, lines };
  });
  expect(Math.max(...(long?.lines ?? []).map(({ width }) => width))).toBeLessThanOrEqual(70);
  // Four times as much text; a cost that grows with the square would be sixteen times.
  expect(long?.time).toBeLessThan(12 * (short?.time ?? 0) + 300);
});

test('no line is wider than the measure, and nothing typed is lost, whatever it is', () => {
  const shaper = new Shaper();
  const real: Measure = (font, text, size, rightToLeft) =>
    (shaper.width(face(font), text, rightToLeft) * size) / 1000;
  const words = fc.constantFrom(
    'and', 'affluent', 'שלום', '(תודה)', '12:30', 'می‌خواهم', 'مُحَمَّدٌ', '١٢', 'क्षत्रिय', '今日は、', '「約束」', '안녕', '👩🏽‍🚀', '𓀀', 'x\u0323', 'Ωδή',
  ); // prettier-ignore
  const text = fc
    .array(words, { maxLength: 30 })
    .chain((all) => fc.constantFrom(all.join(' '), all.join('')));
  fc.assert(
    fc.property(text, fc.integer({ min: 80, max: 300 }), (typed, width) => {
      const lines = wrap(typed, { ...style, size: 10 }, width, real);
      for (const line of lines) expect(line.width).toBeLessThanOrEqual(width + 1e-6);
      const kept = lines.flatMap(({ runs }) => runs.map((run) => run.actual ?? run.text)).join('');
      expect(kept.replace(/\s/gu, '')).toBe(typed.normalize('NFC').replace(/\s/gu, ''));
    }),
    { numRuns: 150 },
  );
});
