import { afterAll, expect, test } from '@jest/globals';
import type { Scene, Shape } from '../../core/drawing/scene.js';
import { uaFindings } from '../../../test/prints/pdf-ua.js';
import { readWithPdfJs } from '../../../test/prints/pdfjs.js';
import { PrintedFiles } from '../../../test/prints/printed.js';
import { testWith } from '../../../test/prints/programs.js';
import { readingOf } from '../../../test/prints/reading.js';
import { pdfText, pdfWords, testWithPoppler } from '../../../test/support/poppler.js';
import { composePdf } from './compose.js';
import { chartRow, figureBlock, LANDSCAPE_AREA } from './figure.js';
import type { Block } from './flow.js';
import { sectionHeading } from './heading.js';
import { masthead } from './masthead.js';
import { gridFor, mm, type Paper } from './paper.js';
import { paragraph } from './prose.js';

const files = new PrintedFiles();
afterAll(() => files.remove());

const square: Shape = {
  kind: 'path',
  d: 'M10 10H60V60H10Z',
  stroke: { ink: 'ink', width: 1.5 },
  fill: { hatch: 'mid', gap: 4 },
};

function label(text: string, x = 35): Shape {
  return { kind: 'text', x, y: 75, text, size: 9, face: 'serif', ink: 'ink', anchor: 'middle' };
}

function scene(more: Partial<Scene> = {}): Scene {
  return {
    width: 300,
    height: 120,
    title: 'Family map',
    description: 'One person.',
    shapes: [square, label('Ida')],
    ...more,
  };
}

function compose(blocks: readonly Block[], paper: Paper = 'LETTER'): Promise<Buffer> {
  return composePdf({
    title: 'Drawings',
    language: 'en-US',
    madeAt: new Date('2026-11-24T20:31:00Z'),
    paper,
    furniture: {
      head: { left: 'Code', right: 'Head' },
      foot: { strong: 'Kept close.', text: 'Foot', below: 'Below', made: 'Made' },
    },
    blocks,
  });
}

/** A page in the middle of a document that lies on its side. */
const turned = (): Promise<Buffer> =>
  compose([
    masthead({ kind: 'Drawings', owner: 'Nobody', title: 'Title', copy: 'Copy', facts: [] }),
    figureBlock(scene(), { landscape: true, heading: 'Family', note: 'As told' }),
    paragraph('After'),
  ]);

/** The boxes of the figures, as the structure tree gives them. */
function boundingBoxes(pdf: Buffer): readonly { readonly width: number; readonly height: number }[] {
  return [...pdf.toString('latin1').matchAll(/\/BBox \[(\S+) (\S+) (\S+) (\S+)\]/gu)].map((match) => {
    const [left = 0, top = 0, right = 0, bottom = 0] = match.slice(1).map(Number);
    return { width: right - left, height: bottom - top };
  });
}

test('the same drawing gives the same bytes', async () => {
  const [one, other] = [await compose([figureBlock(scene())]), await compose([figureBlock(scene())])];
  expect(one.equals(other)).toBe(true);
});

testWith(['qpdf'], 'a figure is read out by its title and description, and holds its own words', async () => {
  const { ua } = await files.print({
    name: 'figure',
    make: () => compose([sectionHeading('Family'), figureBlock(scene())]),
  } as never);
  expect(readingOf(ua)).toContain('Figure [Alt: Family map. One person.]: Ida');
});

testWith(['qpdf'], 'an alternative text holds nothing that takes effect', async () => {
  const { ua } = await files.print({
    name: 'odd',
    make: () => compose([figureBlock(scene({ title: 'a\u202Eb', description: 'c\u0007d\uD83D' }))]),
  } as never);
  expect(readingOf(ua)).toContain('Figure [Alt: a b. c d\uFFFD]');
});

testWith(['qpdf'], 'a landscape figure keeps to PDF/UA', async () => {
  const { ua } = await files.print({ name: 'turned', make: turned } as never);
  expect(uaFindings(ua.pdf)).toEqual([]);
});

test('a landscape figure has a page of its own, listed in the outline', async () => {
  const file = (await turned()).toString('latin1');
  expect([...file.matchAll(/\/MediaBox \[0 0 (\d+) (\d+)\]/gu)].map(([, width]) => width)).toEqual([
    '612',
    '792',
    '612',
  ]);
  const { outline, headings } = await readWithPdfJs(await turned());
  expect(outline).toEqual(['Family']);
  expect(headings).toEqual(['H1 DRAWINGS', 'H2 Family']);
});

testWithPoppler('what a page carries stands inside its own safe area, turned or not', async () => {
  const words = pdfWords(await turned());
  for (const page of [1, 2, 3]) {
    const { left, width, top, pageHeight } = gridFor('LETTER', page === 2 ? 'landscape' : 'portrait');
    const own = words.filter((word) => word.page === page);
    const text = own.map((word) => word.text).join(' ');
    expect(text).toContain(`Page ${page} of 3`);
    for (const word of own) {
      expect(word.left).toBeGreaterThanOrEqual(left - 1);
      expect(word.right).toBeLessThanOrEqual(left + width + 1);
      expect(word.top).toBeGreaterThanOrEqual(top - 1);
      expect(word.bottom).toBeLessThanOrEqual(pageHeight - top + 1);
    }
    // The page number stands at the right edge of its own page.
    const number = own.findLast((word) => word.text === '3');
    expect(number?.right).toBeCloseTo(left + width, 0);
  }
});

testWithPoppler('a drawing too large for its page is made smaller, not cut', async () => {
  const wide = scene({ width: 1600, height: 900, shapes: [label('Left', 20), label('Right', 1580)] });
  const pdf = await compose([figureBlock(wide, { landscape: true })]);
  const { left, width } = gridFor('LETTER', 'landscape');
  const words = pdfWords(pdf).filter(({ text }) => ['Left', 'Right'].includes(text));
  expect(words).toHaveLength(2);
  for (const word of words) {
    expect(word.left).toBeGreaterThanOrEqual(left - 1);
    expect(word.right).toBeLessThanOrEqual(left + width + 1);
  }
});

test.each(['LETTER', 'A4'] as const)(
  'what is laid out for the landscape area stands at full size on %s',
  async (paper) => {
    const full = figureBlock(scene(LANDSCAPE_AREA), { landscape: true, heading: 'Family', note: 'As told' });
    const [box] = boundingBoxes(await compose([full], paper));
    expect(box?.width).toBeCloseTo(LANDSCAPE_AREA.width, 1);
    expect(box?.height).toBeCloseTo(LANDSCAPE_AREA.height, 1);
  },
);

testWithPoppler('drawings that do not fit side by side go on in the next row', async () => {
  const charts = ['One', 'Two', 'Three', 'Four'].map((name) =>
    scene({ width: mm(55), shapes: [label(name)] }),
  );
  const words = pdfWords(await compose([chartRow(charts)]));
  const [one, two, three, four] = ['One', 'Two', 'Three', 'Four'].map((name) =>
    words.find(({ text }) => text === name),
  );
  expect(two?.top).toBe(one?.top);
  expect(three?.top).toBe(one?.top);
  expect(four?.top).toBeGreaterThan(one?.bottom ?? Infinity);
  expect(four?.left).toBeLessThan(two?.left ?? 0);
});

testWithPoppler('markup in a label is only text', async () => {
  const text = pdfText(await compose([figureBlock(scene({ shapes: [label('<b>) Tj ET (&amp;')] }))]));
  expect(text).toContain('<b>) Tj ET (&amp;');
});
