import type { Stroke } from '../drawing/scene.js';
import type { Point } from './laid.js';
import type { Run, Target } from './child-lines.js';
import type { CoupleLine } from './couple-lines.js';
import type { ChildKind, Union } from './family.js';
import type { LaidFamily } from './laid.js';
import { SIZE } from './metrics.js';
import type { Pen } from './pen.js';
import { edgeOf } from './ports.js';
import { CHILD_MARKS } from './words.js';

/** What is stated is drawn firmly, what was worked out thinly. */
const STATED = 1.1;
const INFERRED = 0.6;
const PAIR_GAP = 3;
const SLASH = { reach: 5, lean: 3, step: 4.5 };

/** The lines of the family: couples, children, and what passes through a row. */
export function drawLines(pen: Pen, laid: LaidFamily): void {
  for (const { x, top, bottom, nest } of laid.passings) {
    pen.line({ x, y: top }, { x, y: bottom }, { ink: 'ink', width: nestWidth(laid, nest) });
  }
  for (const line of laid.couples) drawCouple(pen, line, nestWidth(laid, line.nest));
  for (const run of laid.runs) drawRun(pen, run, laid);
}

function nestWidth({ lattice }: LaidFamily, nest: number): number {
  const own = lattice.kin.nests[nest];
  const all = own ? [...own.unions, ...own.children] : [];
  return all.length > 0 && all.every(({ inferred }) => inferred) ? INFERRED : STATED;
}

/** A couple's line by its kind; the last period of several counts. */
export function coupleStroke(union: Union['kind'], inferred: boolean): Stroke {
  const width = inferred ? INFERRED : STATED;
  if (union === 'affair') return { ink: 'ink', width, dash: [1.4, 2.4] };
  if (union === 'living_together' || union === 'dating') return { ink: 'ink', width, dash: [5, 3] };
  return { ink: 'ink', width };
}

function drawCouple(pen: Pen, { stems, y, hang, unions, slashes, slashX }: CoupleLine, width: number): void {
  const [left, right] = stems;
  const last = unions.at(-1);
  if (left && right) {
    const stroke = coupleStroke(last?.kind ?? 'other', last?.inferred ?? false);
    pen.through(
      [
        { x: left.x, y: left.top },
        { x: left.x, y },
        { x: right.x, y },
        { x: right.x, y: right.top },
      ],
      { stroke },
    );
  } else if (left) {
    const path: Point[] = [
      { x: left.x, y: left.top },
      { x: left.x, y },
    ];
    pen.through(Math.abs(hang - left.x) > 0.1 ? [...path, { x: hang, y }] : path, {
      stroke: { ink: 'ink', width },
    });
  }
  drawSlashes(pen, { x: slashX, y }, slashes);
}

/** What is written on the lines of couples. */
export function drawCoupleTexts(pen: Pen, { couples }: LaidFamily): void {
  for (const { text, x, y } of couples.flatMap(({ texts }) => texts)) {
    pen.text({ x, y }, text, { size: SIZE.small, face: 'sans', ink: 'mid', anchor: 'start' });
  }
}

/** One for parted, two for divorced. */
export function drawSlashes(pen: Pen, { x, y }: Point, count: 0 | 1 | 2): void {
  for (let nth = 0; nth < count; nth += 1) {
    const at = x + (nth - (count - 1) / 2) * SLASH.step;
    pen.line(
      { x: at - SLASH.lean, y: y + SLASH.reach },
      { x: at + SLASH.lean, y: y - SLASH.reach },
      { ink: 'ink', width: STATED },
    );
  }
}

function drawRun(pen: Pen, run: Run, laid: LaidFamily): void {
  const width = nestWidth(laid, run.nest);
  const groups = byTwins(run.targets);
  const [only] = groups;
  const straight = groups.length === 1 && only && Math.abs(joinOf(only) - run.top.x) < 0.6;
  const bar = run.bar;
  if (straight && only.length === 1 && only[0]) {
    drawDrop(pen, { ...run.top, x: run.top.x }, only[0], laid, run.nest);
    return;
  }
  const ends = groups.map(joinOf);
  const [from, to] = [Math.min(run.top.x, ...ends), Math.max(run.top.x, ...ends)];
  pen.line(run.top, { x: run.top.x, y: bar }, { ink: 'ink', width });
  if (to - from > 0.1) pen.line({ x: from, y: bar }, { x: to, y: bar }, { ink: 'ink', width });
  for (const group of groups) {
    const join: Point = { x: joinOf(group), y: bar };
    for (const target of group)
      drawDrop(pen, group.length > 1 ? join : { x: target.x, y: bar }, target, laid, run.nest);
    if (group.length > 1 && group.every(({ child }) => child?.identical))
      drawIdentical(pen, join, group, laid);
  }
}

/** Twins who stand side by side hang from one point. */
function byTwins(targets: readonly Target[]): readonly (readonly Target[])[] {
  const groups: Target[][] = [];
  for (const target of targets.toSorted((one, two) => one.x - two.x)) {
    const last = groups.at(-1);
    const twins = target.child?.twins;
    if (last && twins !== undefined && last[0]?.child?.twins === twins) last.push(target);
    else groups.push([target]);
  }
  return groups;
}

function joinOf(group: readonly Target[]): number {
  return group.reduce((sum, { x }) => sum + x, 0) / group.length;
}

/** Where a line meets the top of the symbol, or of the place that it passes through. */
function topOf({ place, x }: Target, { people, lattice, passings }: LaidFamily): number {
  const person = lattice.kin.people[lattice.places[place]?.person ?? -1];
  const laid = person && people.find((one) => one.person.id === person.id);
  if (!laid) return passings.find((passing) => passing.place === place)?.top ?? 0;
  return laid.y - edgeOf(laid.person.symbol, x - laid.x, laid.person.index ? SIZE.outline : 0);
}

function drawDrop(pen: Pen, from: Point, target: Target, laid: LaidFamily, nest: number): void {
  const to: Point = { x: target.x, y: topOf(target, laid) };
  const { child } = target;
  if (!child) {
    pen.line(from, to, { ink: 'ink', width: nestWidth(laid, nest) });
    return;
  }
  childLine(pen, from, to, child.kind, child.inferred);
  const mark = CHILD_MARKS[child.kind];
  if (mark === '') return;
  const side = Math.sign(to.x - middleOf(target, laid)) || 1;
  const at = { x: to.x + side * 3, y: to.y - 3 };
  pen.text(at, mark, { size: SIZE.small, face: 'sans', ink: 'mid', anchor: side > 0 ? 'start' : 'end' });
}

function middleOf({ place, x }: Target, { lattice, people }: LaidFamily): number {
  const person = lattice.kin.people[lattice.places[place]?.person ?? -1];
  return people.find((one) => one.person.id === person?.id)?.x ?? x;
}

/** A line to a child by its kind: solid, solid and dashed, dotted, dashed. */
export function childLine(pen: Pen, from: Point, to: Point, kind: ChildKind, inferred: boolean): void {
  const width = inferred ? INFERRED : STATED;
  const solid: Stroke = { ink: 'ink', width };
  const shifted = ({ x, y }: Point, by: number): Point => ({ x: x + by, y });
  switch (kind) {
    case 'birth':
    case 'unknown':
      pen.line(from, to, solid);
      break;
    case 'adopted':
      pen.line(shifted(from, -PAIR_GAP / 2), shifted(to, -PAIR_GAP / 2), solid);
      pen.line(shifted(from, PAIR_GAP / 2), shifted(to, PAIR_GAP / 2), { ...solid, dash: [3, 2] });
      break;
    case 'foster':
      pen.line(from, to, { ...solid, dash: [1.2, 2] });
      break;
    case 'step':
    case 'donor':
      pen.line(from, to, { ...solid, dash: [4, 2.5] });
      break;
  }
}

/** A bar between the lines of identical twins, half-way down. */
function drawIdentical(pen: Pen, join: Point, group: readonly Target[], laid: LaidFamily): void {
  const mids = group.map((target) => ({ x: (join.x + target.x) / 2, y: (join.y + topOf(target, laid)) / 2 }));
  const [first, last] = [mids[0], mids.at(-1)];
  if (first && last) pen.line(first, last, { ink: 'ink', width: STATED });
}
