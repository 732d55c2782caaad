import type { Pdf, StructureElement } from './internals.js';
import { plainString } from './plain-string.js';

/** The structure types in use, as PDF 1.7 names them. */
export type StructureType =
  | 'Document'
  | 'H1'
  | 'H2'
  | 'H3'
  | 'H4'
  | 'H5'
  | 'P'
  | 'BlockQuote'
  | 'Figure'
  | 'Form'
  | 'Span'
  | 'L'
  | 'LI'
  | 'Lbl'
  | 'LBody'
  | 'Table'
  | 'THead'
  | 'TBody'
  | 'TR'
  | 'TH'
  | 'TD';

export interface TagOptions {
  /** Of a table's heading cell: what it names. */
  readonly scope?: 'Column' | 'Row';
  readonly title?: string;
  /** Of a figure: what it shows, to those who cannot see it. */
  readonly alt?: string;
  /** Of a figure: left, top, right and bottom on its page, from the top left corner. */
  readonly bbox?: readonly [number, number, number, number];
}

/**
 * The structure tree under way: what a screen reader is told. Elements open and close in reading order;
 * whatever is drawn belongs to an element (`draw`, `leaf`) or is decoration (`artifact`).
 */
export class Tags {
  private readonly open: StructureElement[] = [];

  constructor(private readonly doc: Pdf) {
    const root = doc.struct('Document');
    doc.addStructure(root);
    this.open.push(root);
  }

  /** Adds an element to `parent`, or to the one open now, without opening it. Its content follows; end it. */
  element(type: StructureType, options: TagOptions = {}, parent = this.open.at(-1)): StructureElement {
    const element = this.doc.struct(type, structureOptions(options));
    parent?.add(element);
    return element;
  }

  /** Draws content that belongs to an element; called once for each page that the element reaches. */
  draw(element: StructureElement, paint: () => void): void {
    element.add(paint);
  }

  /** An element whose content is drawn in one go. */
  leaf(type: StructureType, paint: () => void, options?: TagOptions): void {
    const element = this.element(type, options);
    this.draw(element, paint);
    element.end();
  }

  /** Opens an element that holds other elements. */
  begin(type: StructureType, options?: TagOptions): void {
    this.open.push(this.element(type, options));
  }

  /** Closes the element opened last. */
  end(): void {
    this.open.pop()?.end();
  }

  /** Draws what carries no meaning: rules, and what repeats on each page. */
  artifact(paint: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    this.doc.markContent('Artifact', { type });
    paint();
    this.doc.endMarkedContent();
  }

  /** Closes everything; the tree is then complete. */
  close(): void {
    while (this.open.length > 0) this.end();
  }
}

function structureOptions(options: TagOptions): TagOptions {
  const { title, alt } = options;
  if (title === undefined && alt === undefined) return options;
  return {
    ...options,
    ...(title !== undefined && { title: plainString(title) }),
    ...(alt !== undefined && { alt: plainString(alt) }),
  };
}
