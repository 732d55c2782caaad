import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import PdfKit from 'pdfkit';
import { CLAIMS } from './claims.js';
import { nameColours } from './colours.js';
import { internalsOf, type Pdf, type PdfOutline } from './internals.js';
import { gatherOutput } from './output.js';
import type { Grid } from './paper.js';

/** What a file says about itself. None of it may name a person. */
export interface DocumentFacts {
  readonly title: string;
  /** BCP 47 tag of the language that the document is written in. */
  readonly language: string;
  /** Stands as the date of creation; the same facts and content give the same bytes. */
  readonly madeAt: Date;
}

const PRODUCER = 'Mendwork';

/** An empty tagged document. Pages are kept until it ends, so that they can be numbered. */
export function createDocument({ title, language, madeAt }: DocumentFacts, grid: Grid): Pdf {
  const doc = new PdfKit({
    size: [grid.pageWidth, grid.pageHeight],
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    lang: language,
    displayTitle: true,
    // No standard font: everything is embedded.
    font: null as unknown as string,
    info: { Title: title, Creator: PRODUCER, Producer: PRODUCER, CreationDate: madeAt },
  });
  doc.appendXML(CLAIMS);
  nameColours(doc);
  escapeXmp(doc);
  gatherOutput(doc);
  return doc;
}

/** Everything that the stream gives, as one buffer. Rejects when the stream fails. */
export function collect(stream: Readable): Promise<Buffer> {
  return buffer(stream);
}

/** Closes the outline and writes the rest of the file. */
export function endDocument(doc: Pdf): void {
  const { outline } = internalsOf(doc);
  if (outline.children.length > 0) outline.outlineData.Count = outline.children.length;
  outline.children.forEach(foldAway);
  doc.end();
}

/** A count below zero says that what stands under an entry is folded away; pdfkit writes none. */
function foldAway({ children, outlineData }: PdfOutline): void {
  if (children.length > 0) outlineData.Count = -children.length;
  children.forEach(foldAway);
}

/** pdfkit copies the facts into XML as they are; by then it has written them elsewhere, unescaped. */
function escapeXmp(doc: Pdf): void {
  const inside = internalsOf(doc);
  const addInfo = inside._addInfo.bind(doc);
  inside._addInfo = () => {
    inside.info = Object.fromEntries(
      Object.entries(inside.info).map(([key, value]) => [
        key,
        typeof value === 'string' ? escapeXml(value) : value,
      ]),
    );
    addInfo();
  };
}

function escapeXml(text: string): string {
  return text
    .replace(/[^\P{C}\t\n\r]/gu, '')
    .replace(/&/gu, '&amp;')
    .replace(/</gu, '&lt;')
    .replace(/>/gu, '&gt;');
}
