import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PrintDocument } from './documents.js';
import { RawPdf } from './raw/raw-pdf.js';
import { type UaDocument, uaDocument } from './raw/ua-document.js';

/** A document that has been made, as a file and as its objects. */
export interface Printed extends PrintDocument {
  readonly bytes: Buffer;
  readonly file: string;
  /** Read when asked for, once; needs qpdf. */
  readonly ua: UaDocument;
}

/** Makes documents into a folder of their own, one after the other. */
export class PrintedFiles {
  readonly folder = mkdtempSync(join(tmpdir(), 'prints-'));
  private readonly made = new Map<string, Promise<Printed>>();

  /** The document, made at the first call. */
  print(document: PrintDocument): Promise<Printed> {
    const known = this.made.get(document.name);
    if (known) return known;
    const made = this.make(document);
    this.made.set(document.name, made);
    return made;
  }

  /** The document with a line of its first page moved to the right by two points; gives the file. */
  async moved(document: PrintDocument): Promise<string> {
    const { file } = await this.print(document);
    const moved = join(this.folder, `${document.name}-moved.pdf`);
    const pdf = RawPdf.read(file);
    const [page = ''] = pdf.pages;
    const [first] = pdf.list(pdf.dict(page)['/Contents']);
    pdf.rewrite(first, moveOneLine);
    pdf.write(moved);
    return moved;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private async make(document: PrintDocument): Promise<Printed> {
    const bytes = await document.make();
    const file = join(this.folder, `${document.name}.pdf`);
    writeFileSync(file, bytes);
    let read: UaDocument | undefined;
    return {
      ...document,
      bytes,
      file,
      get ua() {
        read ??= uaDocument(RawPdf.read(file));
        return read;
      },
    };
  }
}

/** Moves the line with the most glyphs. */
function moveOneLine(content: Buffer): Buffer {
  const text = content.toString('latin1');
  const lines = [...text.matchAll(/(1 0 0 -?1 )([\d.]+)( [\d.]+ Tm)([^\n]*)/gu)];
  const [longest] = lines.toSorted((one, other) => (other[4]?.length ?? 0) - (one[4]?.length ?? 0));
  if (!longest) throw new Error('the page draws no text');
  const [was, before = '', x = '', after = '', shown = ''] = longest;
  const is = `${before}${Number(x) + 2}${after}${shown}`;
  return Buffer.from(text.slice(0, longest.index) + is + text.slice(longest.index + was.length), 'latin1');
}
