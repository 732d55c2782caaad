import type { Scene } from '../drawing/scene.js';
import { describeFamily } from './describe-family.js';
import { drawBond } from './draw-bond.js';
import { drawLegend } from './draw-legend.js';
import { drawLines } from './draw-lines.js';
import { drawMarks } from './draw-marks.js';
import { drawSymbol, lookOf } from './draw-symbol.js';
import type { LaidFamily } from './layout-family.js';
import { penAt, type Pen } from './pen.js';

/** Between the map and the legend, in points of the scene. */
const ABOVE_LEGEND = 12;

/**
 * Draws a family as laid out: lines, bonds above them, symbols and labels on top, and always a legend of exactly the
 * signs that are used. As wide as the area, and as high as it needs.
 */
export function drawFamily(laid: LaidFamily): Scene {
  const { width, height, scale, area, legend } = laid;
  const origin = { x: Math.max(0, (area.width - width * scale) / 2), y: 0 };
  const pen = penAt(origin, scale);
  drawLines(pen, laid);
  for (const { bond, points } of laid.bonds) drawBond(pen, points, bond.kind, bond.direction);
  drawPeople(pen, laid);
  drawBondTexts(pen, laid);
  const legendTop = height * scale + ABOVE_LEGEND;
  const legendPen = penAt({ x: 0, y: legendTop }, 1);
  drawLegend(legendPen, legend);
  const { title, description } = describeFamily(laid);
  return {
    width: area.width,
    height: Math.ceil(legendTop + legend.height),
    title,
    description,
    shapes: [...pen.shapes, ...legendPen.shapes],
  };
}

function drawPeople(pen: Pen, { people, deathInWords }: LaidFamily): void {
  for (const laid of people) {
    drawSymbol(pen, laid, lookOf(laid.person, laid.age, deathInWords));
    drawMarks(pen, laid);
    for (const { text, x, y, size, face, ink, anchor } of laid.label)
      pen.text({ x, y }, text, { size, face, ink, anchor });
  }
}

function drawBondTexts(pen: Pen, { bonds }: LaidFamily): void {
  for (const { text } of bonds) {
    if (text) pen.text(text, text.text, { size: 8, face: 'sans', ink: 'ink', anchor: 'start' });
  }
}
