import { Canvas } from './canvas.js';
import { collect, createDocument, endDocument, type DocumentFacts } from './document.js';
import { setBlocks, type Block } from './flow.js';
import { furnishPage, type Furniture } from './furniture.js';
import { internalsOf } from './internals.js';
import { gridFor, type Paper } from './paper.js';
import { plainString } from './plain-string.js';
import { STYLE } from './style.js';

/** A document within a document: it has running heads, a footer and a page count of its own. */
export interface Part {
  /** Its entry in the outline; its headings stand below it. */
  readonly entry: string;
  readonly furniture: Furniture;
  readonly blocks: readonly Block[];
}

/** Several documents in one file, each of which begins on a sheet of its own. */
export interface PartsComposition extends DocumentFacts {
  readonly paper: Paper;
  readonly parts: readonly Part[];
}

/** Which pages a part takes; what follows up to the next part is left blank. */
interface Placed {
  readonly furniture: Furniture;
  readonly from: number;
  readonly count: number;
}

const BLANK = 'This side is left blank.';

/**
 * Makes one tagged PDF of several parts. Printed on both sides of the paper no two parts share a sheet: where a part
 * ends on the front of one, its back is left blank.
 */
export async function composeParts(composition: PartsComposition): Promise<Buffer> {
  const grid = gridFor(composition.paper);
  const doc = createDocument(composition, grid);
  const draw = async (): Promise<void> => {
    const canvas = new Canvas(doc, grid);
    const placed: Placed[] = [];
    for (const part of composition.parts) {
      if (canvas.pageCount % 2 === 1) leaveBlank(canvas);
      placed.push(await setPart(canvas, part));
    }
    canvas.eachPage((page, whole) => furnish(canvas, placed, page, whole));
    canvas.tags.close();
    endDocument(doc);
  };
  const [bytes] = await Promise.all([collect(doc), draw()]);
  return bytes;
}

async function setPart(canvas: Canvas, { entry, furniture, blocks }: Part): Promise<Placed> {
  const from = canvas.pageCount;
  const [first, ...rest] = blocks;
  if (!first) return { furniture, from, count: 0 };
  const whole = internalsOf(canvas.doc).outline;
  await setBlocks(canvas, [
    (own) => {
      const [top, ...below] = first(own);
      if (!top) return [];
      // The entry names a page, and there is none before the first band is drawn.
      const opening = {
        ...top,
        draw(y: number, height: number) {
          canvas.outline = whole.addItem(plainString(entry), {
            top: 0,
            left: canvas.grid.pageWidth,
            zoom: 0,
          });
          top.draw(y, height);
        },
      };
      return [opening, ...below];
    },
    ...rest,
  ]);
  canvas.outline = whole;
  return { furniture, from, count: canvas.pageCount - from };
}

function leaveBlank(canvas: Canvas): void {
  canvas.openPage(canvas.grid);
  const { left, width, bodyTop } = canvas.grid;
  const line = canvas.fitLine(BLANK, STYLE.label, width);
  canvas.tags.artifact(
    () => canvas.line(line, STYLE.label, left + (width - line.width) / 2, bodyTop),
    'Pagination',
  );
}

function furnish(canvas: Canvas, placed: readonly Placed[], page: number, whole: number): void {
  const part = placed.find(({ from, count }) => page >= from && page < from + count);
  if (!part) return;
  const own = page - part.from;
  furnishPage(canvas, part.furniture, {
    first: own === 0,
    number: `Page ${own + 1} of ${part.count}, ${page + 1} of ${whole} in all`,
  });
}
