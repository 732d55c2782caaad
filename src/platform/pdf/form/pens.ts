import type { Canvas } from '../canvas.js';
import type { Pdf } from '../internals.js';
import { mm } from '../paper.js';
import { INK, RULE } from '../style.js';

/** Distance between lines to write on: what ruled school paper has. */
export const PITCH = mm(8);
/** Height of one line to write on, with what stands above it. */
export const LINE = 22;
/** How much lower than a line the box is in which one types. */
export const BOX_GAP = 2;
/** Side of a box to tick, diameter of a circle to mark. */
export const MARK = 10;

const CORNER = 3;
const MARK_WEIGHT = 0.8;

/** One line to write on. */
export function writingLine(canvas: Canvas, x: number, y: number, width: number): void {
  canvas.rule('writing', y, x, width);
}

/** A shaded box in which something is typed. */
export function typingBox(canvas: Canvas, x: number, y: number, width: number, height: number): void {
  draw(canvas, (doc) => {
    doc
      .lineWidth(RULE.writing.weight)
      .roundedRect(x, y, width, height, CORNER)
      .fillAndStroke(INK.tint, INK.soft);
  });
}

/** A square to tick. */
export function square(canvas: Canvas, x: number, y: number, side = MARK): void {
  draw(canvas, (doc) => doc.lineWidth(MARK_WEIGHT).rect(x, y, side, side).stroke(INK.ink));
}

/** A circle to mark, within a square. */
export function circle(canvas: Canvas, x: number, y: number, side = MARK): void {
  draw(canvas, (doc) =>
    doc
      .lineWidth(MARK_WEIGHT)
      .circle(x + side / 2, y + side / 2, side / 2)
      .stroke(INK.ink),
  );
}

/** A row of cells open at the top, one for each character; before those at `borders` the line is taller. */
export function comb(
  canvas: Canvas,
  { x, y, cell, height }: { x: number; y: number; cell: number; height: number },
  count: number,
  borders: ReadonlySet<number>,
): void {
  draw(canvas, (doc) => {
    doc.lineWidth(RULE.writing.weight);
    for (let at = 0; at <= count; at += 1) {
      const tall = at === 0 || at === count || borders.has(at);
      const top = tall ? y : y + height * 0.6;
      doc.moveTo(x + at * cell, top).lineTo(x + at * cell, y + height);
    }
    doc.moveTo(x, y + height).lineTo(x + count * cell, y + height);
    doc.stroke(INK.soft);
  });
}

/** A hairline downwards. */
export function upright(canvas: Canvas, x: number, top: number, bottom: number): void {
  draw(canvas, (doc) => doc.lineWidth(RULE.hair.weight).moveTo(x, top).lineTo(x, bottom).stroke(INK.rule));
}

/** All of it is decoration: what it is for stands beside it in words, or is a field. */
function draw(canvas: Canvas, paint: (doc: Pdf) => void): void {
  canvas.tags.artifact(() => paint(canvas.doc));
}
