import type { Canvas } from './canvas.js';
import type { Band, Block } from './flow.js';
import { keptWhole } from './kept-whole.js';
import { rowBands } from './row.js';
import { STYLE, type TextStyle } from './style.js';

/** A text that must be printed whole and as it is: a notice that law asks for. */
export interface Statement {
  readonly title?: string;
  readonly paragraphs: readonly string[];
}

const SPACE_ABOVE = 12;
const PADDING = 6;
const BETWEEN = 4;
/** A statement up to this height is never parted. */
const KEPT_WHOLE = 320;

/** A legal text between two rules. */
export function statementBlock({ title, paragraphs }: Statement): Block {
  return (canvas) => {
    const texts = [
      ...(title === undefined ? [] : [{ text: title, style: STYLE.cellStrong }]),
      ...paragraphs.map((text) => ({ text, style: STYLE.cell })),
    ];
    const bands = texts.flatMap(({ text, style }, index) => {
      const first = index === 0;
      const last = index === texts.length - 1;
      return paragraphBands(canvas, text, style, {
        paddingTop: first ? PADDING : 0,
        paddingBottom: last ? PADDING : BETWEEN,
        // A title never stands alone.
        glued: first && title !== undefined && !last,
      });
    });
    return ruled(canvas, keptWhole(bands, KEPT_WHOLE));
  };
}

function paragraphBands(
  canvas: Canvas,
  text: string,
  style: TextStyle,
  spacing: { readonly paddingTop: number; readonly paddingBottom: number; readonly glued: boolean },
): readonly Band[] {
  const { left, width } = canvas.grid;
  return rowBands(
    canvas,
    [{ x: left, width, lines: canvas.wrap(text, style, width), style, tag: 'P' }],
    spacing,
  );
}

/** An ink rule above the first band and below the last. */
function ruled(canvas: Canvas, bands: readonly Band[]): readonly Band[] {
  return bands.map((band, index) => ({
    ...band,
    before: index === 0 ? SPACE_ABOVE : 0,
    draw(top, height) {
      if (index === 0) canvas.rule('head', top);
      band.draw(top, height);
      if (index === bands.length - 1) canvas.rule('head', top + height);
    },
  }));
}
