import { Canvas } from './canvas.js';
import { collect, createDocument, endDocument, type DocumentFacts } from './document.js';
import { setBlocks, type Block } from './flow.js';
import { drawFurniture, type Furniture } from './furniture.js';
import { gridFor, type Paper } from './paper.js';

/** A whole document: what it says of itself, what every page carries, and its blocks from top to bottom. */
export interface Composition extends DocumentFacts {
  readonly paper: Paper;
  readonly furniture: Furniture;
  readonly blocks: readonly Block[];
}

/**
 * Makes a tagged PDF (structured as PDF/UA-1 asks) in memory. The same composition gives the same bytes.
 * Rejects when a block or the stream fails; nothing is left running.
 */
export async function composePdf(composition: Composition): Promise<Buffer> {
  const grid = gridFor(composition.paper);
  const doc = createDocument(composition, grid);
  const draw = async (): Promise<void> => {
    const canvas = new Canvas(doc, grid);
    await setBlocks(canvas, composition.blocks);
    drawFurniture(canvas, composition.furniture);
    canvas.tags.close();
    endDocument(doc);
  };
  const [bytes] = await Promise.all([collect(doc), draw()]);
  return bytes;
}
