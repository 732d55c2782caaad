import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** An element of a page's structure as pdf.js reads it. */
interface PdfJsNode {
  readonly role?: string;
  readonly alt?: string;
  readonly type?: string;
  readonly id?: string;
  readonly children?: readonly PdfJsNode[];
}

/** A file as pdf.js reads it, which is what Firefox shows and tells a screen reader. */
export interface PdfJsReading {
  readonly pages: number;
  readonly tagged: boolean;
  readonly language: string;
  readonly title: string;
  /** Headings with their words, in order: "H2 Open". */
  readonly headings: readonly string[];
  readonly figuresWithoutAlt: number;
  /** Text that is in no marked content, in pieces. */
  readonly untagged: number;
  /** Everything that is drawn as text, with single spaces. */
  readonly text: string;
  /** Fields and links, with the names that are read out. */
  readonly annotations: readonly { readonly kind: string; readonly name: string }[];
  /** Entries of the outline that hold no others. */
  readonly outline: readonly string[];
  /** Files within the file, and scripts. */
  readonly attachments: number;
  readonly scripts: number;
}

/** Reads a file with pdf.js. */
export async function readWithPdfJs(bytes: Buffer): Promise<PdfJsReading> {
  const loading = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const doc = await loading.promise;
  const { info } = (await doc.getMetadata()) as { info: { Language?: string; Title?: string } };
  const headings: string[] = [];
  const texts: string[] = [];
  const annotations: { kind: string; name: string }[] = [];
  let [untagged, figuresWithoutAlt] = [0, 0];
  for (let number = 1; number <= doc.numPages; number += 1) {
    const page = await doc.getPage(number);
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    const words = new Map<string, string>();
    const open: (string | undefined)[] = [];
    for (const item of items) {
      if ('str' in item) {
        if (open.length === 0 && item.str.trim() !== '') untagged += 1;
        const id = open.findLast((one) => one !== undefined);
        const said = item.hasEOL ? `${item.str} ` : item.str;
        texts.push(said);
        if (id !== undefined) words.set(id, (words.get(id) ?? '') + said);
      } else if (item.type === 'endMarkedContent') open.pop();
      else open.push(item.id);
    }
    const walk = (node: PdfJsNode): void => {
      if (node.role === 'Figure' && !node.alt) figuresWithoutAlt += 1;
      if (/^H[1-6]$/u.test(node.role ?? '')) headings.push(`${node.role} ${single(wordsBelow(node, words))}`);
      node.children?.forEach(walk);
    };
    walk((await page.getStructTree()) ?? {});
    for (const annotation of (await page.getAnnotations()) as PdfJsAnnotation[])
      annotations.push({
        kind: annotation.subtype,
        name: annotation.alternativeText || annotation.contentsObj?.str || '',
      });
  }
  const outline = ((await doc.getOutline()) ?? []) as PdfJsEntry[];
  const attachments = Object.keys(((await doc.getAttachments()) as object | null) ?? {}).length;
  const scripts = Object.keys((await doc.getJSActions()) ?? {}).length;
  const markInfo = (await doc.getMarkInfo()) as { Marked?: boolean } | null;
  const reading = {
    pages: doc.numPages,
    tagged: markInfo?.Marked === true,
    language: info.Language ?? '',
    title: info.Title ?? '',
    headings,
    figuresWithoutAlt,
    untagged,
    text: single(texts.join('')),
    annotations,
    outline: lastEntries(outline),
    attachments,
    scripts,
  };
  await loading.destroy();
  return reading;
}

interface PdfJsEntry {
  readonly title: string;
  readonly items: readonly PdfJsEntry[];
}

function lastEntries(entries: readonly PdfJsEntry[]): readonly string[] {
  return entries.flatMap(({ title, items }) => (items.length > 0 ? lastEntries(items) : [title]));
}

interface PdfJsAnnotation {
  readonly subtype: string;
  readonly alternativeText?: string;
  readonly contentsObj?: { readonly str: string };
}

function wordsBelow(node: PdfJsNode, words: ReadonlyMap<string, string>): string {
  if (node.type === 'content') return words.get(node.id ?? '') ?? '';
  return (node.children ?? []).map((child) => wordsBelow(child, words)).join('');
}

function single(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
