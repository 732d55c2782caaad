import { setImmediate } from 'node:timers/promises';
import type { Canvas } from './canvas.js';

/** A horizontal band of a page that no page break goes through: a heading, a table row, two lines of an answer. */
export interface Band {
  readonly height: number;
  /** Space above, in points; falls away at the top of a page. */
  readonly before?: number;
  /** Stays on one page with the band after it. */
  readonly glued?: boolean;
  /** Starts a new page. */
  readonly newPage?: boolean;
  /** Takes what is left of the page, up to this height. */
  readonly stretch?: number;
  /** Drawn above it, as decoration, when it opens a page in the middle of its block: a table's heading row. */
  readonly repeat?: { readonly height: number; draw(top: number): void };
  /** Draws it; `height` is larger than asked for only where it stretches. */
  draw(top: number, height: number): void;
}

/** A part of a document: measured into bands, which are then set one below the other and over pages. */
export type Block = (canvas: Canvas) => readonly Band[];

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

  constructor(private readonly canvas: Canvas) {}

  /** Places bands that hang together: on this page if they fit, else on the next. */
  place(bands: readonly Band[]): void {
    const needed = bands.reduce((sum, band) => sum + band.height + (band.before ?? 0), 0);
    const fits = this.y + needed <= this.canvas.grid.bodyBottom;
    bands.forEach((band, index) => {
      if (index === 0 ? !fits || band.newPage : !this.hasRoom(band)) this.turn(band);
      this.put(band);
    });
  }

  private put(band: Band): void {
    const { bodyBottom } = this.canvas.grid;
    if (this.y > this.pageTop) this.y += band.before ?? 0;
    const room = Math.max(0, bodyBottom - this.y - band.height);
    const height = band.height + Math.min(room, (band.stretch ?? band.height) - band.height);
    band.draw(this.y, height);
    this.y += height;
  }

  private hasRoom(band: Band): boolean {
    return this.y + (band.before ?? 0) + band.height <= this.canvas.grid.bodyBottom;
  }

  private turn(band: Band): void {
    const { top, bodyTop } = this.canvas.grid;
    const first = this.pageTop === Infinity;
    if (!first && this.y === this.pageTop) return;
    this.canvas.doc.addPage();
    // The first page has no running head.
    this.pageTop = first ? top : bodyTop;
    this.y = this.pageTop;
    if (band.repeat) {
      band.repeat.draw(this.y);
      this.y += band.repeat.height;
    }
  }
}
