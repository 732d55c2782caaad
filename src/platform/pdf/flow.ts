import { setImmediate } from 'node:timers/promises';
import type { Canvas } from './canvas.js';
import { gridFor, type Grid } from './paper.js';

/** A horizontal band of a page that no page break goes through: a heading, a table row, two lines of an answer. */
export interface Band {
  readonly height: number;
  /** Space above, in points; falls away at the top of a page. */
  readonly before?: number;
  /** Stays on one page with the band after it. */
  readonly glued?: boolean;
  /** Starts a new page. */
  readonly newPage?: boolean;
  /** Stands on a page with this grid instead of the document's own: a page that lies on its side. */
  readonly grid?: Grid;
  /** Takes what is left of the page, up to this height. */
  readonly stretch?: number;
  /** Drawn above it, as decoration, when it opens a page in the middle of its block: a table's heading row. */
  readonly repeat?: { readonly height: number; draw(top: number): void };
  /** Draws it; `height` is larger than asked for only where it stretches. */
  draw(top: number, height: number): void;
}

/** A part of a document: measured into bands, which are then set one below the other and over pages. */
export type Block = (canvas: Canvas) => readonly Band[];

/** Sets blocks on pages of their own that lie on their side. */
export function landscape(...blocks: readonly Block[]): Block {
  return (canvas) => {
    const grid = gridFor(canvas.grid.paper, 'landscape');
    const bands = canvas.within(grid, () => blocks.flatMap((block) => block(canvas)));
    return bands.map((band) => ({ ...band, grid }));
  };
}

/** Longest time that setting pages keeps other work of the process waiting, in milliseconds. */
const BREATH = 25;

/** Sets blocks one below the other, opening pages as needed. Gives way to other work now and then. */
export async function setBlocks(canvas: Canvas, blocks: readonly Block[]): Promise<void> {
  const flow = new Flow(canvas);
  let since = performance.now();
  let chain: Band[] = [];
  for (const block of blocks) {
    for (const band of block(canvas)) {
      chain.push(band);
      if (band.glued) continue;
      flow.place(chain);
      chain = [];
      if (performance.now() - since > BREATH) {
        await setImmediate();
        since = performance.now();
      }
    }
  }
  flow.place(chain);
}

class Flow {
  private y = Infinity;
  private pageTop = Infinity;
  private page: Grid | undefined;

  constructor(private readonly canvas: Canvas) {}

  /** Places bands that hang together: on this page if they fit, else on the next. */
  place(bands: readonly Band[]): void {
    const needed = bands.reduce((sum, band) => sum + band.height + (band.before ?? 0), 0);
    const [first] = bands;
    const together = first !== undefined && !first.newPage && this.hasRoom(first, needed);
    bands.forEach((band, index) => {
      const stays = index === 0 ? together : this.hasRoom(band, (band.before ?? 0) + band.height);
      if (!stays) this.turn(band);
      this.put(band);
    });
  }

  private put(band: Band): void {
    const page = this.gridOf(band);
    if (this.y > this.pageTop) this.y += band.before ?? 0;
    const room = Math.max(0, page.bodyBottom - this.y - band.height);
    const height = band.height + Math.min(room, (band.stretch ?? band.height) - band.height);
    this.canvas.within(page, () => band.draw(this.y, height));
    this.y += height;
  }

  private gridOf(band: Band): Grid {
    return band.grid ?? this.canvas.grid;
  }

  /** Is the page at hand of the band's kind, with so much left? */
  private hasRoom(band: Band, needed: number): boolean {
    const grid = this.gridOf(band);
    return this.page?.turn === grid.turn && this.y + needed <= grid.bodyBottom;
  }

  private turn(band: Band): void {
    const grid = this.gridOf(band);
    const first = this.page === undefined;
    // A page that is still empty serves, if it is of the right kind.
    if (this.page?.turn === grid.turn && this.y === this.pageTop) return;
    this.canvas.openPage(grid);
    this.page = grid;
    // The first page has no running head.
    this.pageTop = first ? grid.top : grid.bodyTop;
    this.y = this.pageTop;
    const { repeat } = band;
    if (repeat) {
      this.canvas.within(grid, () => repeat.draw(this.y));
      this.y += repeat.height;
    }
  }
}
