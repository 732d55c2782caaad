import type { Canvas } from './canvas.js';
import { enclose } from './enclose.js';
import type { Block } from './flow.js';
import { rowBands, type Cell } from './row.js';
import { STYLE, type TextStyle } from './style.js';

/** A person's own words. */
export interface Quote {
  readonly text: string;
  /** Worksheet and date. Stays with the last lines of the quote. */
  readonly source: string;
}

/** How quotes stand. */
export interface QuoteOptions {
  /** Set closer, for a page that holds much else. */
  readonly brief?: boolean;
}

const INDENT = 14;
const SPACE_ABOVE = 7;
const BRIEF_INDENT = 6;
const BRIEF_SPACE_ABOVE = 3;
const OPENING = '“';

/** Words between hanging quotation marks, in serif, their source below. */
export function quoteBlock({ text, source }: Quote, { brief = false }: QuoteOptions = {}): Block {
  return (canvas) => {
    const { left, width } = canvas.grid;
    const x = left + (brief ? BRIEF_INDENT : INDENT);
    const room = width - (brief ? BRIEF_INDENT : 2 * INDENT);
    const words = rowBands(canvas, [quoted(canvas, text, brief ? STYLE.words : STYLE.quote, x, room)], {
      before: brief ? BRIEF_SPACE_ABOVE : SPACE_ABOVE,
      glued: true,
    });
    const from = rowBands(
      canvas,
      [{ x, width: room, lines: canvas.wrap(source, STYLE.label, room), style: STYLE.label, tag: 'P' }],
      { paddingTop: brief ? 0 : 1 },
    );
    return enclose(canvas.tags, 'BlockQuote', [...words, ...from]);
  };
}

/** A cell with someone's words; the opening mark hangs to the left of `x`, so that the words stand in one line. */
export function quoted(canvas: Canvas, text: string, style: TextStyle, x: number, width: number): Cell {
  const hang = canvas.fitLine(OPENING, style, width).width;
  const lines = canvas
    .wrap(`${OPENING}${text}”`, style, width)
    .map((line, index) =>
      index === 0 && !line.rightToLeft ? line : { ...line, indent: hang + (line.indent ?? 0) },
    );
  return { x: x - hang, width: width + hang, lines, style, tag: 'P' };
}
