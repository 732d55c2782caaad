import { inflateSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import PdfKit from 'pdfkit';
import { collect } from './document.js';
import { gatherOutput } from './output.js';
import type { Pdf } from './internals.js';

/** The same drawing on a document of pdfkit's own and on one whose output is gathered. */
async function bytesOf(gathered: boolean, draw: (doc: Pdf) => void, compress = false): Promise<string> {
  const doc = new PdfKit({
    bufferPages: true,
    autoFirstPage: false,
    compress,
    info: { CreationDate: new Date(0), Title: 'Übung – ☃' },
  });
  if (gathered) gatherOutput(doc);
  doc.addPage();
  draw(doc);
  doc.end();
  return (await collect(doc)).toString('latin1');
}

test.each<[string, (doc: Pdf) => void]>([
  ['an empty document', () => undefined],
  ['text in latin', (doc) => void doc.text('Über ÿ')],
  [
    'several pages, turned back to',
    (doc) => {
      doc.addPage().rect(1, 2, 3, 4).stroke().addPage();
      doc.switchToPage(1);
      doc.text('Back again');
    },
  ],
  [
    'marked content and annotations',
    (doc) => {
      doc.markContent('Artifact', { type: 'Layout' });
      doc.text('A link', { link: 'https://example.org' });
      doc.endMarkedContent();
    },
  ],
  ['marks that were left open', (doc) => void doc.markContent('Span').text('Open')],
])('%s has the same bytes', async (_, draw) => {
  expect(await bytesOf(true, draw)).toBe(await bytesOf(false, draw));
});

test('what stands on a page from before is kept', async () => {
  const doc = new PdfKit();
  gatherOutput(doc);
  doc.end();
  expect(pageOf((await collect(doc)).toString('latin1'))).toBe('1 0 0 -1 0 792 cm\n');
});

test('pages are squeezed, and hold what pdfkit’s own hold', async () => {
  const draw = (doc: Pdf): void => void doc.text('Words. '.repeat(400));
  const [ours, theirs] = [await bytesOf(true, draw, true), await bytesOf(false, draw, true)];
  expect(pageOf(ours)).toBe(pageOf(theirs));
  expect(ours.length).toBeLessThan(theirs.length * 1.1);
});

/** The first stream of a file, which is that of the page. */
function pageOf(file: string): string {
  const [, filter, squeezed = ''] = /\/Filter \/(\w+)\n>>\nstream\n([^]*?)\nendstream/u.exec(file) ?? [];
  expect(filter).toBe('FlateDecode');
  return inflateSync(Buffer.from(squeezed, 'latin1')).toString('latin1');
}
