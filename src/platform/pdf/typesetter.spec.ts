import { expect, test } from '@jest/globals';
import { Canvas } from './canvas.js';
import { collect, createDocument } from './document.js';
import { internalsOf } from './internals.js';
import { measureText } from './measure.js';
import { gridFor } from './paper.js';
import { STYLE } from './style.js';

const grid = gridFor('LETTER');

/** A page to draw on, and the operators drawn so far. */
function openPage(): { readonly canvas: Canvas; readonly drawn: string[] } {
  const canvas = new Canvas(createDocument({ title: 'x', language: 'en', madeAt: new Date(0) }, grid), grid);
  canvas.openPage(grid);
  const drawn: string[] = [];
  const inside = internalsOf(canvas.doc);
  const add = inside.addContent.bind(canvas.doc);
  inside.addContent = (content) => {
    drawn.push(content);
    return add(content);
  };
  return { canvas, drawn };
}

function startOf(operators: string | undefined): number {
  return Number(/1 0 0 -1 ([\d.-]+) /u.exec(operators ?? '')?.[1]);
}

test.each([
  ['start', 300],
  ['middle', 300 - measureText('office אב', 'sans', 12) / 2],
  ['end', 300 - measureText('office אב', 'sans', 12)],
] as const)('a text with anchor %s begins where it was measured to', (anchor, x) => {
  const { canvas, drawn } = openPage();
  canvas.text('office אב', { x: 300, y: 100, face: 'sans', size: 12, ink: 'ink', anchor });
  expect(startOf(drawn[0])).toBeCloseTo(x, 1);
});

test('a line of one direction is one text object in which the pen goes on', () => {
  const { canvas, drawn } = openPage();
  canvas.text('a ɐ b', { x: 10, y: 10, face: 'serif', size: 10, ink: 'ink', anchor: 'start' });
  expect(drawn).toHaveLength(1);
  expect(drawn[0]?.match(/ Tm /gu)).toHaveLength(1);
  expect(drawn[0]?.match(/ Tf /gu)).toHaveLength(3);
});

test('what a mark stands for is written with it', () => {
  const { canvas, drawn } = openPage();
  canvas.text('𓀀', { x: 10, y: 10, face: 'serif', size: 10, ink: 'ink', anchor: 'start' });
  expect(drawn[0]).toContain('/Span <</ActualText <FEFFD80CDC00>>> BDC');
});

test('a font whose codes are used up is put into the document once more', async () => {
  const { canvas, drawn } = openPage();
  const write = (text: string): void =>
    canvas.text(text, { x: 10, y: 10, face: 'sans', size: 10, ink: 'ink', anchor: 'start' });
  canvas.tags.artifact(() => {
    write('ab');
    const { glyphs } = internalsOf(canvas.doc)._font.subset;
    while (glyphs.length <= 60_000) glyphs.push(0);
    write('ab');
    glyphs.length = 10;
  });
  const fonts = drawn.join(' ').match(/\/F\d+/gu);
  expect(new Set(fonts).size).toBe(2);
  canvas.tags.close();
  const [bytes] = await Promise.all([collect(canvas.doc), Promise.resolve(canvas.doc.end())]);
  expect(bytes.toString('latin1')).toMatch(/SourceSans3-Regular-\d/u);
});

test('text measures the same with and without a document', () => {
  const { canvas } = openPage();
  for (const text of ['office', 'שלום 12 abc', 'مُحَمَّدٌ', 'क्षत्रिय', '今日は', '👩🏽‍🚀', 'a 𓀀']) {
    const { width } = canvas.fitLine(text, { ...STYLE.body, size: 11 }, Infinity);
    expect(measureText(text, 'sans', 11)).toBeCloseTo(width);
  }
});

test('a letter with its signs is put into the file as one glyph that is composed', () => {
  const { canvas, drawn } = openPage();
  canvas.text('שָׁ', { x: 10, y: 10, face: 'sans', size: 10, ink: 'ink', anchor: 'start' });
  const { subset, unicode } = internalsOf(canvas.doc)._font;
  // Ids from 0x10000 on are composed ones.
  expect(subset.glyphs.filter((id) => id >= 0x10000)).toHaveLength(1);
  // Turned round, as all that runs to the left.
  expect(unicode.map((codePoints) => String.fromCodePoint(...codePoints))).toContain('\u05C1\u05B8ש');
  expect(drawn[0]).toMatch(/\[<\w{8}>\] TJ/u);
});
