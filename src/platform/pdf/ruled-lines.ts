import type { Block } from './flow.js';
import { mm } from './paper.js';

const PITCH = mm(8);
/** A quarter of an inch, as narrow-ruled paper has it. */
const NARROW_PITCH = mm(6.35);
const WIDEST_PITCH = mm(10.5);

/**
 * Lines to write on, 8 mm apart, or as close as a small hand needs them, up to 10.5 mm where the page has room to
 * spare. They stay together.
 */
export function ruledLines(count: number, { narrow = false }: { readonly narrow?: boolean } = {}): Block {
  return (canvas) => [
    {
      height: count * (narrow ? NARROW_PITCH : PITCH),
      stretch: count * WIDEST_PITCH,
      draw(top, height) {
        for (let line = 1; line <= count; line += 1) canvas.rule('writing', top + (line * height) / count);
      },
    },
  ];
}
