import { faces } from './fonts.js';
import { encodeRun } from './glyphs.js';
import { internalsOf, type Pdf } from './internals.js';
import type { Grid } from './paper.js';
import type { Run } from './readable.js';
import { baselineOf, INK, RULE, type InkName, type RuleName, type TextStyle } from './style.js';
import { Tags } from './tags.js';
import { fitLine, sizeOf, trackingOf, wrap, wrapList, type Line, type Measure } from './wrap.js';

/** A document to draw on, with its grid: text, rules and boxes in points from the top left corner. */
export class Canvas {
  readonly tags: Tags;

  constructor(
    readonly doc: Pdf,
    readonly grid: Grid,
  ) {
    for (const { name, forDocument } of faces()) doc.registerFont(name, forDocument() as never);
    this.tags = new Tags(doc);
  }

  /** Width of text in points. */
  readonly measure: Measure = (face, text, size) => {
    this.doc.font(face);
    return internalsOf(this.doc)._font.widthOfString(text, size);
  };

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
    const y = top + baselineOf(style);
    let at = align ? x + align.right - line.width : x + (line.indent ?? 0);
    for (const [index, run] of line.runs.entries()) {
      const last = index === line.runs.length - 1;
      this.run(run, last ? `${run.text} ` : run.text, style, at, y);
      // Measuring shapes the text once more, so only where another run follows.
      if (!last) at += this.measure(run.face, run.text, sizeOf(run, style)) + trackingOf(run, style);
    }
  }

  private run(run: Run, text: string, style: TextStyle, x: number, y: number): void {
    const { _font: font, page } = internalsOf(this.doc.font(run.face));
    page.fonts[font.id] ??= font.ref();
    this.doc.addContent(
      encodeRun({
        font,
        text,
        size: sizeOf(run, style),
        x,
        y,
        ink: INK_OPERATOR[run.mark ? 'mid' : style.ink],
        tracking: style.tracking,
        actual: run.actual,
      }),
    );
  }

  /** Draws a horizontal rule, as decoration. */
  rule(name: RuleName, y: number, x = this.grid.left, width = this.grid.width): void {
    const { weight, ink } = RULE[name];
    this.tags.artifact(() => {
      this.doc
        .lineWidth(weight)
        .moveTo(x, y)
        .lineTo(x + width, y)
        .stroke(INK[ink]);
    });
  }

  /** Draws an empty box to tick, as decoration: what it is for stands beside it in words. */
  tickBox(x: number, y: number, side: number): void {
    this.tags.artifact(() => this.doc.lineWidth(0.8).rect(x, y, side, side).stroke(INK.ink));
  }

  /** Draws a filled bar, as decoration. */
  bar(x: number, y: number, width: number, height: number): void {
    this.tags.artifact(() => this.doc.rect(x, y, width, height).fill(INK.ink));
  }
}

const INK_OPERATOR = Object.fromEntries(
  Object.entries(INK).map(([name, hex]) => [name, fillOperator(hex)]),
) as Record<InkName, string>;

function fillOperator(hex: string): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return `${parts.map((part) => part.toFixed(3)).join(' ')} rg`;
}
