import { codesIn } from './raw/fonts.js';
import type { Mark, Painted } from './raw/painted.js';
import { nameOf, type Raw, textOf } from './raw/raw-pdf.js';
import { type Claim, type Element, isElement, wordsOf } from './raw/structure.js';
import { claimKey, type UaDocument } from './raw/ua-document.js';

/**
 * A document as it is read out: its elements in order, each with its words, and after each page what is decoration.
 * Taken from the codes that are drawn and what the fonts say they mean, so that no reader's guesses are in it.
 */
export function readingOf(document: UaDocument): string {
  const words = wordsByClaim(document);
  const body = document.tops.flatMap((top) => linesOf(document, words, top, 0));
  const furniture = document.pages.flatMap(({ number, drawing }) => {
    const said = spoken(
      document,
      drawing.painted.filter(({ marks }) => marks.some(({ tag }) => tag === 'Artifact')),
    );
    return said === '' ? [] : [`page ${number}: ${said}`];
  });
  return [`title: ${titleOf(document)}`, ...outlineOf(document), ...body, ...furniture].join('\n') + '\n';
}

/** All words of a document that belong to elements, in order. */
export function bodyOf(document: UaDocument): string {
  const words = wordsByClaim(document);
  return document.tops.map((top) => allWords(words, top)).join('');
}

/** The headings with their levels, in order. */
export function headingsOf(document: UaDocument): readonly string[] {
  const words = wordsByClaim(document);
  return document.elements
    .filter(({ type }) => /^H[1-6]$/u.test(type ?? ''))
    .map((element) => `${element.type} ${allWords(words, element).trim()}`);
}

/** The words of an element and of all below it. */
function allWords(words: ReadonlyMap<string, string>, element: Element): string {
  return element.kids.map((kid) => (isElement(kid) ? allWords(words, kid) : saidBy(words, kid))).join('');
}

function titleOf({ pdf }: UaDocument): string {
  return textOf(pdf.resolve(pdf.dict(pdf.trailer['/Info'])['/Title'])) ?? '';
}

function outlineOf({ pdf }: UaDocument): readonly string[] {
  const below = (raw: Raw | undefined, depth: number): string[] => {
    const lines: string[] = [];
    for (let at = pdf.dict(raw)['/First']; at !== undefined; at = pdf.dict(at)['/Next'])
      lines.push(`${'  '.repeat(depth)}outline: ${textOf(pdf.dict(at)['/Title'])}`, ...below(at, depth + 1));
    return lines;
  };
  return below(pdf.catalog['/Outlines'], 0);
}

function linesOf(
  document: UaDocument,
  words: ReadonlyMap<string, string>,
  element: Element,
  depth: number,
): readonly string[] {
  const { pdf } = document;
  const notes = ['/Alt', '/ActualText', '/Lang']
    .map((key) => [key.slice(1), wordsOf(pdf, element, key)] as const)
    .filter(([, text]) => text !== undefined)
    .map(([key, text]) => ` [${key}: ${text}]`);
  const fields = element.kids
    .flatMap((kid) => (isElement(kid) || kid.kind === 'content' ? [] : [kid.reference]))
    .map((reference) => ` {${fieldOf(document, reference)}}`);
  const line = `${'  '.repeat(depth)}${element.written}${notes.join('')}${fields.join('')}`;
  const said = ownWords(words, element).trim();
  return [
    said === '' ? line : `${line}: ${said}`,
    ...element.kids.filter(isElement).flatMap((kid) => linesOf(document, words, kid, depth + 1)),
  ];
}

/** A field as a screen reader names it. */
function fieldOf({ pdf }: UaDocument, reference: string): string {
  const widget = pdf.dict(reference);
  const parent = pdf.dict(widget['/Parent']);
  const entry = (key: string): Raw | undefined => pdf.resolve(widget[key] ?? parent[key]);
  const kind = nameOf(entry('/FT')) ?? nameOf(widget['/Subtype']) ?? '';
  const name = textOf(entry('/TU')) ?? textOf(widget['/Contents']) ?? '';
  return `${kind} ${name}`.trim();
}

function ownWords(words: ReadonlyMap<string, string>, element: Element): string {
  return element.kids.map((kid) => (isElement(kid) ? '' : saidBy(words, kid))).join('');
}

function saidBy(words: ReadonlyMap<string, string>, claim: Claim): string {
  return claim.kind === 'content' ? (words.get(claimKey(claim)) ?? '') : '';
}

function wordsByClaim(document: UaDocument): ReadonlyMap<string, string> {
  const parts = new Map<string, Painted[]>();
  for (const { drawing } of document.pages)
    for (const painted of drawing.painted) {
      const mark = painted.marks.findLast(({ mcid }) => mcid !== undefined);
      if (!mark) continue;
      const key = claimKey(mark);
      parts.set(key, [...(parts.get(key) ?? []), painted]);
    }
  return new Map([...parts].map(([key, painted]) => [key, spoken(document, painted)]));
}

/** What is heard: words to be read instead where there are some, else what the codes mean. */
function spoken({ fonts }: UaDocument, painted: readonly Painted[]): string {
  const heard: string[] = [];
  let replaced: Mark | undefined;
  for (const { marks, font: reference, shown } of painted) {
    const instead = marks.find(({ actualText }) => actualText !== undefined);
    if (instead && instead === replaced) continue;
    replaced = instead;
    const font = reference === undefined ? undefined : fonts.get(reference);
    if (instead) heard.push(instead.actualText ?? '');
    else if (font && shown)
      heard.push(
        codesIn(font, shown)
          .map((code) => font.unicode.get(code) ?? '')
          .join(''),
      );
  }
  return heard.join('');
}
