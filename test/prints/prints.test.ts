import { execFileSync, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DOCUMENTS, type PrintDocument } from './documents.js';
import {
  expectGoldenPages,
  expectGoldenText,
  forgetGoldens,
  goldenNames,
  goldenPages,
  pagesKept,
  writesGoldens,
} from './golden.js';
import { uaFindings } from './pdf-ua.js';
import { type PdfJsReading, readWithPdfJs } from './pdfjs.js';
import { preflight } from './preflight.js';
import { PrintedFiles } from './printed.js';
import { missingPackages, testWith } from './programs.js';
import { RawPdf } from './raw/raw-pdf.js';
import { bodyOf, headingsOf, readingOf } from './reading.js';
import {
  forgetScreens,
  isScreensPageCurrent,
  screensThere,
  screensWanted,
  writeScreens,
  writeScreensPage,
} from './screens.js';

/**
 * Every kind of document that is printed, shown to the checkers that run here and compared with what it was when
 * somebody last looked at it (`npm run prints` writes that anew, and the pictures of `docs/screens`).
 */

const files = new PrintedFiles();
afterAll(() => files.remove());

/** A document says this on every page of it, whatever else; a back that nothing is printed on says so. */
const PAGE_NUMBER = /Page \d+ of \d+|This side is left blank\./gu;

test('there are documents of every kind, each with a name of its own', () => {
  const names = DOCUMENTS.map(({ name }) => name);
  expect(names.length).toBeGreaterThanOrEqual(12);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/u.test(name))).toEqual([]);
});

test('no golden is left of a document that is no more', () => {
  if (writesGoldens) for (const name of goldenNames()) forgetGoldens(name);
  const names = DOCUMENTS.map(({ name }) => name);
  expect(goldenNames().filter((name) => !names.includes(name))).toEqual([]);
});

describe.each(DOCUMENTS)('$name', (document: PrintDocument) => {
  let pdfjs: PdfJsReading;
  beforeAll(async () => {
    pdfjs = await readWithPdfJs((await files.print(document)).bytes);
  }, 60_000);

  test('is the same to the byte when it is made again', async () => {
    const { bytes } = await files.print(document);
    expect((await document.make()).equals(bytes)).toBe(true);
  });

  testWith(['qpdf'], 'is sound for qpdf, without a warning', async () => {
    const { file } = await files.print(document);
    const { status, stdout, stderr } = spawnSync('qpdf', ['--check', file], { encoding: 'utf8' });
    expect(`${status} ${stdout}${stderr}`).toMatch(/^0 /u);
    expect(stdout + stderr).not.toMatch(/WARNING|ERROR/u);
  });

  testWith(['qpdf'], 'keeps to each rule of PDF/UA-1 that a machine can check', async () => {
    const { file } = await files.print(document);
    expect(uaFindings(RawPdf.read(file))).toEqual([]);
  });

  testWith(['pdffonts'], 'has all its fonts in it, with the meaning of their glyphs', async () => {
    const { file } = await files.print(document);
    const fonts = execFileSync('pdffonts', [file], { encoding: 'utf8' }).trim().split('\n').slice(2);
    expect(fonts.length).toBeGreaterThan(0);
    // Columns from the right: object and generation, uni, sub, emb.
    const incomplete = fonts.filter((font) => !/ yes +(yes|no) +yes +\d+ +\d+$/u.test(font));
    // Nothing is drawn with this one: in a field a reader's program sets what is typed, in a font that each has.
    const typedWith = pdfjs.annotations.length > 0 ? /^Helvetica / : /(?!)/u;
    expect(incomplete.filter((font) => !typedWith.test(font))).toEqual([]);
  });

  testWith(['pdfinfo'], 'is tagged and titled for poppler, and says nothing of anybody', async () => {
    const { file } = await files.print(document);
    const info = execFileSync('pdfinfo', [file], { encoding: 'utf8' });
    expect(info).toMatch(/^Title: +\S/mu);
    expect(info).toMatch(/^Tagged: +yes$/mu);
    expect(info).toMatch(/^JavaScript: +no$/mu);
    expect(info).toMatch(/^Encrypted: +no$/mu);
    expect(info).not.toMatch(/^(Author|Keywords|Subject):/mu);
    expect(info).toMatch(document.paper === 'A4' ? /\(A4\)$/mu : /\(letter\)$/mu);
  });

  test('is tagged, titled and in a language for pdf.js', () => {
    expect(pdfjs).toMatchObject({
      tagged: true,
      language: 'en-US',
      figuresWithoutAlt: 0,
      untagged: 0,
      attachments: 0,
      scripts: 0,
    });
    expect(pdfjs.title).not.toBe('');
    expect(pdfjs.annotations.filter(({ name }) => name.trim() === '')).toEqual([]);
  });

  testWith(['qpdf'], 'has the headings for pdf.js that its structure says', async () => {
    const { ua } = await files.print(document);
    const spaceless = (headings: readonly string[]): readonly string[] =>
      headings.map((heading) => heading.replace(/\s/gu, '').normalize());
    expect(headingsOf(ua).length).toBeGreaterThan(0);
    if (/[\u0590-\u08FF]/u.test(headingsOf(ua).join('')))
      expect(pdfjs.headings).toHaveLength(headingsOf(ua).length);
    else expect(spaceless(pdfjs.headings)).toEqual(spaceless(headingsOf(ua)));
    expect(pdfjs.outline.filter((entry) => !headingsOf(ua).some((one) => one.slice(3) === entry))).toEqual(
      [],
    );
  });

  testWith(['qpdf', 'pdftotext'], 'gives its words back to every reader', async () => {
    const { ua, file } = await files.print(document);
    const body = bodyOf(ua);
    const poppler = execFileSync('pdftotext', [file, '-'], { encoding: 'utf8', maxBuffer: 1e8 });
    const typed = document.typed?.join(' ') ?? '';
    for (const reader of [pdfjs.text, poppler]) {
      expect(lost(PLAIN, body, reader)).toEqual([]);
      expect(lost(WRITTEN, typed, reader)).toEqual([]);
    }
  });

  test('has its number on every page', () => {
    expect(pdfjs.text.match(PAGE_NUMBER)).toHaveLength(pdfjs.pages);
  });

  testWith(['qpdf'], 'says what it said', async () => {
    const { ua, name } = await files.print(document);
    expectGoldenText(name, readingOf(ua));
  });

  testWith(['pdftoppm'], 'looks as it looked', async () => {
    const { file, name } = await files.print(document);
    const pages = pagesKept(pdfjs.pages);
    if (!writesGoldens) expect(pages).toEqual(goldenPages(name));
    expectGoldenPages(name, file, pages);
  });
});

describe('for the strongest checker that runs here, Preflight of Apache PDFBox,', () => {
  let faults: ReadonlyMap<string, readonly string[]> = new Map();
  beforeAll(async () => {
    if (missingPackages('preflight') !== '') return;
    const printed = [];
    for (const document of DOCUMENTS) printed.push(await files.print(document));
    faults = preflight(
      files.folder,
      printed.map(({ file }) => file),
    );
  }, 120_000);

  for (const { name } of DOCUMENTS)
    testWith(['preflight'], `${name} is valid PDF/A-1b`, () => {
      expect(faults.get(`${name}.pdf`)).toEqual([]);
    });
});

testWith(['pdftoppm'], 'docs/screens shows every kind of page', async () => {
  if (writesGoldens) {
    forgetScreens();
    writeScreensPage(DOCUMENTS);
    for (const document of DOCUMENTS) writeScreens(document, (await files.print(document)).file);
  }
  const kinds = new Set(DOCUMENTS.map(({ kind }) => kind));
  const shown = new Set(DOCUMENTS.filter(({ screens = [] }) => screens.length > 0).map(({ kind }) => kind));
  expect([...kinds].filter((kind) => !shown.has(kind))).toEqual([]);
  expect(screensThere().toSorted()).toEqual(screensWanted(DOCUMENTS).toSorted());
  expect(isScreensPageCurrent(DOCUMENTS)).toBe(true);
});

describe('a golden', () => {
  const [document] = DOCUMENTS;
  if (!document) throw new Error('there are no documents');

  testWith(['qpdf'], 'is held against every word', async () => {
    const { ua } = await files.print(document);
    const reading = readingOf(ua);
    const changed = reading.replace('Confidential', 'Confidentiel');
    expect(changed).not.toBe(reading);
    if (!writesGoldens) expect(() => expectGoldenText(document.name, changed)).toThrow(/Confidentiel/u);
  });

  testWith(['pdftoppm', 'qpdf'], 'is held against the place of every line', async () => {
    const moved = await files.moved(document);
    if (!writesGoldens)
      expect(() => expectGoldenPages(document.name, moved, [1])).toThrow(/looks different/u);
  });
});

/** Words of scripts that are drawn letter by letter, in the order in which they are read. */
const PLAIN =
  /(?:(?!\p{M})[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}\p{Script=Hangul}\p{N}])+/gu;
/** Words of all scripts, as they were typed. */
const WRITTEN = /[\p{L}\p{M}\p{N}]+/gu;
/** As much of a word as fits a narrow column: a longer one is cut over lines. */
const UNCUT = 12;

/** Which words of a document a reader has not found, a few of them. */
function lost(words: RegExp, body: string, found: string): readonly string[] {
  const seen = found.replace(/[\s\u00AD]/gu, '').normalize('NFKC');
  return (body.match(words) ?? [])
    .filter((word) => !seen.includes(word.slice(0, UNCUT).normalize('NFKC')))
    .slice(0, 5);
}
