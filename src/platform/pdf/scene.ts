import type { Fill, PathShape, Scene, Shape, Stroke } from '../../core/drawing/scene.js';
import type { Canvas } from './canvas.js';
import { addHatchLines, pathBounds } from './hatch.js';
import type { Pdf } from './internals.js';
import { INK, LINE_INK } from './style.js';

/** Where a scene stands on its page. */
export interface ScenePlace {
  readonly x: number;
  readonly y: number;
  /** 1 draws it at its own size. */
  readonly scale: number;
}

/** Thickness of the lines of a hatch: a fax at 100 dots to the inch still shows them. */
const HATCH_WEIGHT = 0.7;

/** Draws a scene's shapes, as content of the element that is open: `figureBlock` says what they are. */
export function drawScene(canvas: Canvas, scene: Scene, { x, y, scale }: ScenePlace): void {
  const { doc } = canvas;
  doc.save();
  doc.translate(x, y);
  if (scale !== 1) doc.scale(scale);
  for (const shape of scene.shapes) drawShape(canvas, shape);
  doc.restore();
}

function drawShape(canvas: Canvas, shape: Shape): void {
  const { doc } = canvas;
  switch (shape.kind) {
    case 'line':
      doc.moveTo(shape.x1, shape.y1).lineTo(shape.x2, shape.y2);
      stroke(doc, shape.stroke);
      return;
    case 'path':
      drawPath(doc, shape);
      return;
    case 'text':
      canvas.text(shape.text, shape);
      return;
  }
}

function drawPath(doc: Pdf, { d, stroke: line, fill }: PathShape): void {
  // A line that turns has round corners; an outline keeps its sharp ones.
  if (line) doc.lineJoin(d.includes('Z') ? 'miter' : 'round');
  if (line && fill && 'ink' in fill) {
    doc.path(d).fillColor(INK[fill.ink]);
    paint(doc, line, 'B');
    return;
  }
  if (fill) fillPath(doc, d, fill);
  if (!line) return;
  doc.path(d);
  stroke(doc, line);
}

function fillPath(doc: Pdf, d: string, filling: Fill): void {
  if ('ink' in filling) {
    doc.path(d).fill(INK[filling.ink]);
    return;
  }
  doc.save();
  doc.path(d).clip();
  addHatchLines(doc, pathBounds(d), filling.gap);
  doc.lineWidth(HATCH_WEIGHT).stroke(LINE_INK[filling.hatch]);
  doc.restore();
}

function stroke(doc: Pdf, line: Stroke): void {
  paint(doc, line, 'S');
}

/** Paints the path at hand: `S` draws its line, `B` fills it first. Dashes are this path's alone. */
function paint(doc: Pdf, { ink, width, dash }: Stroke, operator: 'S' | 'B'): void {
  doc.lineWidth(width).strokeColor(LINE_INK[ink]);
  doc.addContent(dash ? `[${dash.join(' ')}] 0 d ${operator} [] 0 d` : operator);
}
