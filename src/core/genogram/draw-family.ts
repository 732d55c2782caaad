import type { Scene } from '../drawing/scene.js';
import { describeFamily } from './describe-family.js';
import { holds } from './bonds.js';
import { drawBond } from './draw-bond.js';
import { drawLegend } from './draw-legend.js';
import { drawCoupleTexts, drawLines } from './draw-lines.js';
import { drawMarks } from './draw-marks.js';
import { drawSymbol, lookOf } from './draw-symbol.js';
import type { LaidFamily, Point } from './laid.js';
import { ABOVE_LEGEND } from './legend.js';
import { penAt, type Pen } from './pen.js';

/**
 * Draws a family as laid out: lines, bonds above them, symbols and labels on top, and always a legend of exactly the
 * signs that are used. As wide as the area, and as high as it needs.
 */
export function drawFamily(laid: LaidFamily): Scene {
  const { width, height, scale, area, legend } = laid;
  const left = area.width / 2 - middleOf(laid) * scale;
  const origin = { x: Math.max(0, Math.min(left, area.width - width * scale)), y: 0 };
  const pen = penAt(origin, scale);
  drawMap(pen, laid);
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

/** The same as two drawings, for a page where the map is moved about and its legend stays. The map is in full size. */
export function drawFamilyApart(laid: LaidFamily): { readonly map: Scene; readonly legend: Scene } {
  const { legend } = laid;
  const { title, description } = describeFamily(laid);
  const pen = penAt({ x: 0, y: 0 }, 1);
  const legendPen = penAt({ x: 0, y: 0 }, 1);
  drawMap(pen, laid);
  drawLegend(legendPen, legend);
  const size = { width: Math.ceil(laid.width), height: Math.ceil(laid.height) };
  const legendSize = { width: legend.width, height: Math.ceil(legend.height) };
  return {
    map: { ...size, title, description, shapes: pen.shapes },
    legend: { ...legendSize, title: 'Legend', description: '', shapes: legendPen.shapes },
  };
}

function drawMap(pen: Pen, laid: LaidFamily): void {
  drawLines(pen, laid);
  for (const { bond, points } of laid.bonds) drawBond(pen, points, bond.kind, bond.direction);
  clearTexts(pen, laid);
  drawCoupleTexts(pen, laid);
  drawPeople(pen, laid);
  drawBondTexts(pen, laid);
}

/** Where a bond has no other way than through a text, the text stays readable and the bond is interrupted. */
function clearTexts(pen: Pen, { people, couples, bonds }: LaidFamily): void {
  const ways = bonds.flatMap(({ points }) =>
    points.slice(1).flatMap((to, nth) => between(points[nth] ?? to, to)),
  );
  const boxes = [
    ...people.flatMap(({ labelBox, marksBox }) => [labelBox, marksBox]),
    ...couples.map(({ textBox }) => textBox),
  ].filter((box) => box !== undefined);
  for (const box of boxes.filter((one) => ways.some((point) => holds(one, point, 3)))) {
    const { left, right, top, bottom } = box;
    const corners = [
      { x: left, y: top },
      { x: right, y: top },
      { x: right, y: bottom },
      { x: left, y: bottom },
    ];
    pen.through(corners, { fill: { ink: 'paper' } }, true);
  }
}

function between(from: Point, to: Point): readonly Point[] {
  return [from, { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }];
}

/** The two of a joint map stand in the middle as far as there is room; else the whole does. */
function middleOf({ people, width }: LaidFamily): number {
  const index = people.filter(({ person }) => person.index);
  return index.length === 2 ? index.reduce((sum, { x }) => sum + x / 2, 0) : width / 2;
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
