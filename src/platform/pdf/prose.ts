import type { Block } from './flow.js';
import { rowBands } from './row.js';
import { STYLE, type TextStyle } from './style.js';

/** How a paragraph stands. */
export interface ProseOptions {
  readonly style?: TextStyle;
  readonly before?: number;
  readonly glued?: boolean;
}

/** A paragraph across the page. */
export function paragraph(text: string, options: ProseOptions = {}): Block {
  return (canvas) => {
    const { left, width } = canvas.grid;
    const style = options.style ?? STYLE.body;
    const lines = canvas.wrap(text, style, width);
    return rowBands(canvas, [{ x: left, width, lines, style, tag: 'P' }], {
      before: options.before ?? 4,
      glued: options.glued ?? false,
    });
  };
}
