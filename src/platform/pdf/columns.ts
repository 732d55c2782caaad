import type { Canvas } from './canvas.js';
import type { Band, Block } from './flow.js';
import type { Grid } from './paper.js';

/** How two columns stand. */
export interface ColumnsOptions {
  /** The left column's part of the width. */
  readonly share?: number;
}

const GAP = 24;
/** Columns higher than this stand below each other instead: long ones would leave half a page empty. */
const MOST = 300;

/**
 * Two short columns, read one after the other. They stay together on one page; where one of them is long, both run
 * over the full width, the left one first.
 */
export function columns(
  left: readonly Block[],
  right: readonly Block[],
  { share = 0.5 }: ColumnsOptions = {},
): Block {
  return (canvas) => {
    const { grid } = canvas;
    const width = grid.width * share - GAP / 2;
    const sets = [
      measured(canvas, left, { ...grid, width }),
      measured(canvas, right, { ...grid, left: grid.left + width + GAP, width: grid.width - width - GAP }),
    ];
    const height = Math.max(...sets.map(heightOf));
    if (height > MOST || sets.some(hasNoPlace)) return [...left, ...right].flatMap((block) => block(canvas));
    return [
      {
        height,
        stretch: Math.max(...sets.map((column) => heightOf(column) + stretchOf(column))),
        before: Math.max(...sets.map(({ bands }) => bands[0]?.before ?? 0)),
        draw(top, full) {
          for (const column of sets) canvas.within(column.grid, () => drawDown(column, top, full));
        },
      },
    ];
  };
}

interface Column {
  readonly grid: Grid;
  readonly bands: readonly Band[];
}

function measured(canvas: Canvas, blocks: readonly Block[], grid: Grid): Column {
  return { grid, bands: canvas.within(grid, () => blocks.flatMap((block) => block(canvas))) };
}

/** What starts a page cannot stand beside anything. */
function hasNoPlace({ bands }: Column): boolean {
  return bands.some(({ newPage, grid }) => newPage === true || grid !== undefined);
}

function heightOf({ bands }: Column): number {
  return bands.reduce((sum, { height, before = 0 }, index) => sum + height + (index > 0 ? before : 0), 0);
}

/** How much higher a column may get: its last band takes what the page has to spare. */
function stretchOf({ bands }: Column): number {
  const last = bands.at(-1);
  return Math.max(0, (last?.stretch ?? 0) - (last?.height ?? 0));
}

function drawDown(column: Column, top: number, full: number): void {
  const { bands } = column;
  const spare = Math.min(full - heightOf(column), stretchOf(column));
  let y = top;
  for (const [index, band] of bands.entries()) {
    if (index > 0) y += band.before ?? 0;
    const height = band.height + (index === bands.length - 1 ? spare : 0);
    band.draw(y, height);
    y += height;
  }
}
