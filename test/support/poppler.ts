import { execFileSync, spawnSync } from 'node:child_process';
import { test } from '@jest/globals';

/** Is poppler's `pdftotext` there? It reads a PDF as a copier or a screen reader would. */
export const hasPoppler = spawnSync('pdftotext', ['-v']).error === undefined;

/** A test that reads PDFs with poppler; where that is missing it is skipped and says why. */
export function testWithPoppler(name: string, body: () => Promise<void>): void {
  if (hasPoppler) test(name, body);
  else test.skip(`${name} (skipped: pdftotext of poppler-utils is not installed)`, body);
}

/** The text of a PDF in reading order, with runs of white space as one space. */
export function pdfText(pdf: Buffer): string {
  return run('pdftotext', ['-', '-'], pdf).replace(/\s+/gu, ' ');
}

/** The same text in the order in which it was drawn: columns side by side are not mixed. */
export function pdfTextAsDrawn(pdf: Buffer): string {
  return run('pdftotext', ['-raw', '-', '-'], pdf).replace(/\s+/gu, ' ');
}

/** A word with the box that it is drawn in, in points from the top left corner of its page. */
export interface PlacedWord {
  readonly page: number;
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Every word of a PDF with its place. */
export function pdfWords(pdf: Buffer): readonly PlacedWord[] {
  const pages = run('pdftotext', ['-bbox', '-', '-'], pdf).split('<page ').slice(1);
  return pages.flatMap((page, index) =>
    [...page.matchAll(/<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)<\/word>/gu)].map(
      ([, left, top, right, bottom, text]) => ({
        page: index + 1,
        text: text ?? '',
        left: Number(left),
        right: Number(right),
        top: Number(top),
        bottom: Number(bottom),
      }),
    ),
  );
}

/** What a PDF says of itself, a line a fact. */
export function pdfInfo(pdf: Buffer): string {
  return run('pdfinfo', ['-'], pdf);
}

/** The structure tree as poppler prints it, with the text of each element. */
export function pdfStructure(pdf: Buffer): string {
  return run('pdfinfo', ['-struct-text', '-'], pdf);
}

function run(program: string, args: readonly string[], input: Buffer): string {
  return execFileSync(program, args, { input, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
}
