import type { FaceName } from './fonts.js';
import { internalsOf, type Pdf, type PdfOutline } from './internals.js';
import type { Grid } from './paper.js';
import { baselineOf, LINE_INK, RULE, type InkName, type RuleName, type TextStyle } from './style.js';
import { Tags } from './tags.js';
import { Typesetter } from './typesetter.js';
import type { Measure } from './setting.js';
import { fitLine, wrap, wrapList, type Line } from './wrap.js';

/** Where one line of text goes and how it looks. `x` and `y` in points; `y` is the baseline. */
export interface TextSpot {
  readonly x: number;
  readonly y: number;
  readonly face: FaceName;
  readonly size: number;
  readonly ink: InkName;
  readonly anchor: 'start' | 'middle' | 'end';
}

/** A document to draw on: text, rules and boxes in points from the top left corner of the page at hand. */
export class Canvas {
  readonly tags: Tags;
  /** Where headings are listed: the document's own outline, or the entry of one of its parts. */
  outline: PdfOutline;
  /** The grid of each page, in order. */
  private readonly pages: Grid[] = [];
  private readonly typesetter: Typesetter;

  constructor(
    readonly doc: Pdf,
    private current: Grid,
  ) {
    this.typesetter = new Typesetter(doc);
    this.tags = new Tags(doc);
    this.outline = internalsOf(doc).outline;
  }

  /** Where things stand: the document's own grid, or the one that is drawn on `within`. */
  get grid(): Grid {
    return this.current;
  }

  /** Measures or draws on another grid: on a page that lies on its side. */
  within<T>(grid: Grid, work: () => T): T {
    const own = this.current;
    this.current = grid;
    try {
      return work();
    } finally {
      this.current = own;
    }
  }

  /** Adds a page; what is drawn next stands there. */
  openPage(grid: Grid): void {
    this.doc.addPage({ size: [grid.pageWidth, grid.pageHeight], margin: 0 });
    this.pages.push(grid);
  }

  /** How many pages there are so far. */
  get pageCount(): number {
    return this.pages.length;
  }

  /** Goes over all pages once more, each within its own grid. */
  eachPage(work: (page: number, count: number) => void): void {
    for (const [page, grid] of this.pages.entries()) {
      this.doc.switchToPage(page);
      this.within(grid, () => work(page, this.pages.length));
    }
  }

  /** Width of text in points. */
  get measure(): Measure {
    return this.typesetter.measure;
  }

  /** Breaks text into lines for a column. */
  wrap(text: string, style: TextStyle, width: number): readonly Line[] {
    return wrap(text, style, width, this.measure);
  }

  /** Breaks entries into lines, a dash before each entry. */
  wrapList(entries: readonly string[], style: TextStyle, width: number): readonly Line[] {
    return wrapList(entries, style, width, this.measure);
  }

  /** One line, ending in an ellipsis where it is too long. */
  fitLine(text: string, style: TextStyle, width: number): Line {
    return fitLine(text, style, width, this.measure);
  }

  /**
   * Draws a line whose box starts at `top`. Aligned right it ends at `x + width`. A space follows it, so that
   * words of two lines do not run together for a reader of the text.
   */
  line(line: Line, style: TextStyle, x: number, top: number, align?: { right: number }): void {
    const left = align ? x + align.right - line.width : x + (line.indent ?? 0);
    this.typesetter.line(line, style, left, top + baselineOf(style));
  }

  /**
   * Draws one line of text in any script with its baseline at `y`: it starts at `x`, stands around it or ends there.
   * Nothing is cut: whoever places it has measured it (`measureText`). Belongs inside an element or an artifact.
   */
  text(text: string, spot: TextSpot): void {
    const style: TextStyle = { face: spot.face, size: spot.size, lead: spot.size, ink: spot.ink };
    const line = this.fitLine(text, style, Infinity);
    const share = { start: 0, middle: 0.5, end: 1 }[spot.anchor];
    this.line(line, style, spot.x - line.width * share, spot.y - baselineOf(style));
  }

  /** Draws a horizontal rule, as decoration. */
  rule(name: RuleName, y: number, x = this.grid.left, width = this.grid.width): void {
    const { weight, ink } = RULE[name];
    this.tags.artifact(() => {
      this.doc
        .lineWidth(weight)
        .moveTo(x, y)
        .lineTo(x + width, y)
        .stroke(LINE_INK[ink]);
    });
  }

  /** Draws an empty box to tick, as decoration: what it is for stands beside it in words. */
  tickBox(x: number, y: number, side: number): void {
    this.tags.artifact(() => this.doc.lineWidth(0.8).rect(x, y, side, side).stroke(LINE_INK.ink));
  }

  /** Draws a filled bar, as decoration. */
  bar(x: number, y: number, width: number, height: number): void {
    this.tags.artifact(() => this.doc.rect(x, y, width, height).fill(LINE_INK.ink));
  }
}
