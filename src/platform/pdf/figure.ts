import type { Scene } from '../../core/drawing/scene.js';
import type { Canvas } from './canvas.js';
import { landscape, type Band, type Block } from './flow.js';
import { SECTION_HEADING_HEIGHT, sectionHeading } from './heading.js';
import { gridFor, type Grid } from './paper.js';
import { drawScene, type ScenePlace } from './scene.js';

/** How a figure stands in a document. */
export interface FigureOptions {
  /** On a landscape page of its own, inside 250 by 180 mm. */
  readonly landscape?: boolean;
  /** A heading of the second level above it, listed in the outline. */
  readonly heading?: string;
  /** Small, right of the heading. */
  readonly note?: string;
  /** The heading is the title of the document. */
  readonly titles?: boolean;
  /** Space above, in points. */
  readonly before?: number;
}

const SPACE_ABOVE = 8;
/** Under the heading of a page on its side. */
const SPACE_UNDER_HEADING = 4;
/** Between drawings in a row. */
const CHART_GAP = 21;
const BELOW_CHARTS = 8;

/**
 * The room, in points, that a drawing has on a landscape page below a heading of one line; the same on Letter and A4.
 * What is laid out for it stands at full size.
 */
export const LANDSCAPE_AREA = landscapeArea(gridFor('LETTER', 'landscape'));

function landscapeArea({ width, bodyTop, bodyBottom }: Grid): {
  readonly width: number;
  readonly height: number;
} {
  return { width, height: Math.floor(bodyBottom - bodyTop - SECTION_HEADING_HEIGHT - SPACE_UNDER_HEADING) };
}

/**
 * A drawing, tagged as a figure that says what it shows. It stands at its own size; one too large for its page is
 * made smaller, never cut.
 */
export function figureBlock(scene: Scene, options: FigureOptions = {}): Block {
  const block: Block = (canvas) => {
    const head = options.heading === undefined ? [] : headed(canvas, options.heading, options);
    const taken = head.reduce((sum, band) => sum + band.height, 0);
    return [...head, figureBand(canvas, scene, taken, options)];
  };
  return options.landscape ? landscape(block) : block;
}

function headed(
  canvas: Canvas,
  heading: string,
  { note, landscape: own, titles }: FigureOptions,
): readonly Band[] {
  return sectionHeading(heading, {
    ...(note !== undefined && { note }),
    newPage: own ?? false,
    titles: titles ?? false,
  })(canvas);
}

function figureBand(canvas: Canvas, scene: Scene, taken: number, options: FigureOptions): Band {
  const { left, width, bodyTop, bodyBottom } = canvas.grid;
  const before = options.before ?? (options.landscape ? SPACE_UNDER_HEADING : SPACE_ABOVE);
  // Rounded down, so that it never misses its page by a hair.
  const room = Math.floor(bodyBottom - bodyTop - taken - before);
  const scale = Math.min(1, width / scene.width, room / scene.height);
  // On a page of its own it stands in the middle.
  const x = options.landscape ? left + (width - scene.width * scale) / 2 : left;
  return {
    height: scene.height * scale,
    before,
    newPage: (options.landscape ?? false) && taken === 0,
    draw: (y) => drawFigure(canvas, scene, { x, y, scale }),
  };
}

/** Small drawings side by side, in rows of as many as fit. Each is a figure of its own. */
export function chartRow(charts: readonly Scene[]): Block {
  return (canvas) =>
    inRows(charts, canvas.grid).map((row): Band => ({
      height: Math.max(...row.map(({ height }) => height)) + BELOW_CHARTS,
      before: SPACE_ABOVE,
      draw(y) {
        let x = canvas.grid.left;
        for (const scene of row) {
          drawFigure(canvas, scene, { x, y, scale: Math.min(1, canvas.grid.width / scene.width) });
          x += scene.width + CHART_GAP;
        }
      },
    }));
}

/** A little more than the width still fits: lengths are rounded. */
const SLACK = 0.5;

function inRows(charts: readonly Scene[], { width }: Grid): readonly (readonly Scene[])[] {
  const rows: Scene[][] = [];
  let used = Infinity;
  for (const scene of charts) {
    const needed = used + CHART_GAP + scene.width;
    if (needed > width + SLACK) {
      rows.push([scene]);
      used = scene.width;
    } else {
      rows.at(-1)?.push(scene);
      used = needed;
    }
  }
  return rows;
}

function drawFigure(canvas: Canvas, scene: Scene, place: ScenePlace): void {
  const { x, y, scale } = place;
  canvas.tags.leaf('Figure', () => drawScene(canvas, scene, place), {
    alt: [scene.title, scene.description].filter((text) => text !== '').join('. '),
    bbox: [x, y, x + scene.width * scale, y + scene.height * scale],
  });
}
