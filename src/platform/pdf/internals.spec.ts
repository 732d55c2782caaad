import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import { Canvas } from './canvas.js';
import type { FontInternals } from './font-view.js';
import { face } from './fonts.js';
import { collect, createDocument } from './document.js';
import { internalsOf, type PdfReference } from './internals.js';
import { gridFor } from './paper.js';
import { STYLE } from './style.js';

const facts = { title: 'A title', language: 'en-US', madeAt: new Date(0) };

function openDocument(): Canvas {
  const grid = gridFor('LETTER');
  const canvas = new Canvas(createDocument(facts, grid), grid);
  canvas.doc.addPage();
  canvas.doc.registerFont('sans', face('sans').font as never).font('sans');
  return canvas;
}

test('pdfkit is the version that was read', () => {
  const path = createRequire(import.meta.url).resolve('pdfkit');
  const manifest = JSON.parse(readFileSync(new URL('../package.json', `file://${path}`), 'utf8')) as object;
  expect(manifest).toMatchObject({ version: '0.20.2' });
});

test('_font is the embedded font chosen last, with id, ref and the lists that it is written from', () => {
  const { _font: font } = internalsOf(openDocument().doc);
  expect(font.id).toMatch(/^F\d+$/);
  expect(String(font.ref())).toMatch(/^\d+ 0 R$/);
  // The glyph for what is missing comes first.
  expect(font.subset.glyphs).toEqual([0]);
  expect(font.subset.mapping).toEqual({ 0: 0 });
  expect(font.widths).toHaveLength(1);
  expect(font.unicode).toEqual([[0]]);
});

test('_addGlyph writes each glyph of the list, and parts of composed ones that includeGlyph adds', () => {
  const { subset } = internalsOf(openDocument().doc)._font;
  const written: number[] = [];
  const add = subset._addGlyph.bind(subset);
  subset._addGlyph = (id) => {
    written.push(id);
    if (id === 0) subset.includeGlyph(3);
    return add(id);
  };
  (subset as unknown as { encode(): Uint8Array }).encode();
  expect(written).toEqual([0, 3]);
  expect(subset.glyf).toHaveLength(2);
  // One more than glyphs: where the last one ends.
  expect(subset.loca.offsets).toHaveLength(3);
  expect(subset.hmtx.metrics[1]).toHaveProperty('advance');
  expect(subset.offset).toBeGreaterThan(0);
  expect(subset.font).toHaveProperty('maxp.maxComponentElements');
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

test('fontkit lays text out with the view that it is asked on, and hides joiners in a step of its own', () => {
  const { font, shaping } = face('sans');
  const engine = (of: unknown): object => (of as FontInternals)._layoutEngine;
  expect(engine(shaping)).not.toBe(engine(font));
  expect(engine(font)).toHaveProperty('hideDefaultIgnorables');
});

test('annotate adds to page.annotations, and page.dictionary can be referred to', () => {
  const { doc } = openDocument();
  const { page } = internalsOf(doc);
  expect(page.annotations).toHaveLength(0);
  doc.annotate(10, 20, 30, 40, { Subtype: 'Widget', FT: 'Tx' } as never);
  expect(page.annotations).toHaveLength(1);
  expect(page.annotations[0]).toHaveProperty('data', expect.objectContaining({ Rect: [10, 732, 40, 772] }));
  expect(String(page.dictionary)).toMatch(/^\d+ 0 R$/);
});

test('a form in _root.data is ended with the document, with the fonts of _acroform', async () => {
  const { doc } = openDocument();
  const inside = internalsOf(doc);
  const [form, font] = [doc.ref({ Fields: [], DR: { Font: {} } }), doc.ref({ Type: 'Font' })] as unknown as [
    PdfReference,
    PdfReference,
  ];
  font.end();
  inside._acroform = { fonts: { Helv: font }, defaultFont: 'Helv' };
  inside._root.data.AcroForm = form;
  const [bytes] = await Promise.all([collect(doc), Promise.resolve(doc.end())]);
  expect(bytes.toString('latin1')).toMatch(/\/Font <<\n\/Helv \d+ 0 R/);
});

test('embed writes a font’s descriptor by ref of its document, after the glyphs of the subset are all there', async () => {
  const { doc } = openDocument();
  const { _font: font } = internalsOf(doc);
  const counts: number[] = [];
  const ref = font.document.ref.bind(font.document);
  font.document.ref = (data) => {
    if (data?.Type === 'FontDescriptor') counts.push(font.subset.glyf.length);
    return ref(data);
  };
  font.subset.includeGlyph(3);
  font.ref();
  await Promise.all([collect(doc), Promise.resolve(doc.end())]);
  expect(counts).toEqual([2]);
});

test('OutputIntents in _root.data are written into the catalogue', async () => {
  const { doc } = openDocument();
  const [bytes] = await Promise.all([collect(doc), Promise.resolve(doc.end())]);
  expect(bytes.toString('latin1')).toMatch(/\/OutputIntents \[\d+ 0 R\]/);
});
