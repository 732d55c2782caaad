import type { Canvas } from './canvas.js';
import { STYLE } from './style.js';

/** What every page carries, besides "Page x of y". Each is one line, cut with an ellipsis where it is too long. */
export interface Furniture {
  /** At the top from the second page on. */
  readonly head: { readonly left: string; readonly right: string };
  /** At the foot: a word in bold and what follows it, a second line, and what stands below the page number. */
  readonly foot: {
    readonly strong: string;
    readonly text: string;
    readonly below: string;
    readonly made: string;
  };
}

const SIDE = 0.7;
const PAGE_NUMBER_ROOM = 0.28;

/** Draws running heads and footers on every page, as decoration. The pages must all be there. */
export function drawFurniture(canvas: Canvas, furniture: Furniture): void {
  canvas.eachPage((page, count) =>
    furnishPage(canvas, furniture, { first: page === 0, number: `Page ${page + 1} of ${count}` }),
  );
}

/** Draws the running head and the footer of the page at hand. The first page of a document or a part has no head. */
export function furnishPage(
  canvas: Canvas,
  furniture: Furniture,
  { first, number }: { readonly first: boolean; readonly number: string },
): void {
  canvas.rule('hair', canvas.grid.footer);
  canvas.tags.artifact(() => {
    if (!first) drawHead(canvas, furniture.head);
    drawFoot(canvas, furniture.foot, number);
  }, 'Pagination');
}

function drawHead(canvas: Canvas, head: Furniture['head']): void {
  const { left, width, top } = canvas.grid;
  const right = canvas.fitLine(head.right, STYLE.running, width * SIDE);
  const own = canvas.fitLine(head.left, STYLE.runningStrong, width - right.width - 16);
  canvas.line(own, STYLE.runningStrong, left, top);
  canvas.line(right, STYLE.running, left, top, { right: width });
}

function drawFoot(canvas: Canvas, foot: Furniture['foot'], pageNumber: string): void {
  const { left, width, footer } = canvas.grid;
  const room = width * (1 - PAGE_NUMBER_ROOM);
  const first = footer + 6;
  const second = first + STYLE.footer.lead;
  const strong = canvas.fitLine(foot.strong, STYLE.footerStrong, room / 2);
  const indent = strong.width + 3;
  canvas.line(strong, STYLE.footerStrong, left, first);
  canvas.line(canvas.fitLine(foot.text, STYLE.footer, room - indent), STYLE.footer, left + indent, first);
  canvas.line(canvas.fitLine(foot.below, STYLE.footer, room), STYLE.footer, left, second);
  canvas.line(canvas.fitLine(pageNumber, STYLE.pageNumber, width), STYLE.pageNumber, left, first, {
    right: width,
  });
  const made = canvas.fitLine(foot.made, STYLE.footer, width * PAGE_NUMBER_ROOM);
  canvas.line(made, STYLE.footer, left, second, { right: width });
}
