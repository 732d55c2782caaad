import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { Canvas } from './canvas.js';
import { createDocument } from './document.js';
import { internalsOf } from './internals.js';
import { gridFor } from './paper.js';
import { STYLE } from './style.js';

const facts = { title: 'A title', language: 'en-US', madeAt: new Date(0) };

function openDocument(): Canvas {
  const grid = gridFor('LETTER');
  const canvas = new Canvas(createDocument(facts, grid), grid);
  canvas.doc.addPage();
  canvas.doc.font('sans');
  return canvas;
}

test('pdfkit is the version that was read', () => {
  const path = createRequire(import.meta.url).resolve('pdfkit');
  const manifest = JSON.parse(readFileSync(new URL('../package.json', `file://${path}`), 'utf8')) as object;
  expect(manifest).toMatchObject({ version: '0.20.2' });
});

test('_font is the embedded font chosen last, with id, ref and widthOfString', () => {
  const { _font: font } = internalsOf(openDocument().doc);
  expect(font.id).toMatch(/^F\d+$/);
  expect(String(font.ref())).toMatch(/^\d+ 0 R$/);
  expect(font.widthOfString('word', 20)).toBeCloseTo(2 * font.widthOfString('word', 10));
});

test('_font.encode gives glyph ids of four hex digits and positions in thousandths', () => {
  const { _font: font } = internalsOf(openDocument().doc);
  const [glyphs, positions] = font.encode('AV ');
  expect(glyphs).toHaveLength(3);
  for (const glyph of glyphs) expect(glyph).toMatch(/^[0-9a-f]{4}$/);
  expect(positions[0]).toMatchObject({ xOffset: 0, yOffset: 0 });
  expect(positions[0]?.xAdvance).toBeLessThan(positions[0]?.advanceWidth ?? 0);
});

test('page.fonts holds the fonts that the page refers to', () => {
  const canvas = openDocument();
  const { page, _font: font } = internalsOf(canvas.doc);
  expect(page.fonts).toEqual({});
  const [line] = canvas.wrap('word', STYLE.body, 100);
  canvas.tags.artifact(() => canvas.line(line ?? { runs: [], width: 0 }, STYLE.body, 0, 0));
  expect(Object.keys(page.fonts)).toEqual([font.id]);
});

test('outline takes items and has data that a count can be written to', () => {
  const { outline } = internalsOf(openDocument().doc);
  outline.addItem('Heading', { top: 0, left: 612, zoom: 0 });
  expect(outline.children).toHaveLength(1);
  expect(outline.outlineData).toEqual({});
});

test('_addInfo is there, and info holds what it writes', () => {
  const { doc } = openDocument();
  const inside = internalsOf(doc);
  expect(inside.info).toMatchObject({ Title: 'A title' });
  expect(typeof inside._addInfo).toBe('function');
});

test('fontkit keeps glyphs in _glyphs, so that a view of a font can have its own', async () => {
  const { create } = await import('fontkit');
  const path = createRequire(import.meta.url).resolve(
    '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf',
  );
  const font = create(readFileSync(path));
  expect(font).toHaveProperty('_glyphs', {});
});
