import type { MeasureText } from '../drawing/scene.js';
import { byText, type Bond, type BondKind, type Family } from './family.js';
import type { LaidPerson, Placed, Point, RoutedBond } from './laid.js';
import { SIZE, type Box } from './metrics.js';
import { HARM_WORDS } from './words.js';

/** The graver a bond, the sooner it is drawn. */
const GRAVITY: readonly BondKind[] = [
  'harm',
  'cut_off',
  'mended',
  'conflict',
  'close_conflict',
  'fused',
  'focused',
  'caretaker',
  'close',
  'distant',
  'mixed',
];

/**
 * The bonds to be drawn where there are more than a map can bear: first those that touch the index person, then harm and
 * cut-off, then those asked for, then the rest; among equals the graver.
 */
export function chooseBonds(
  { persons, bonds }: Family,
  most: number,
  chosen: ReadonlySet<string>,
): { readonly bonds: readonly Bond[]; readonly leftOut: number } {
  const named = new Map(persons.map((person) => [person.id, person]));
  const known = bonds.filter(({ a, b }) => a !== b && named.has(a) && named.has(b));
  const rank = ({ id, a, b, kind }: Bond): number => {
    if (named.get(a)?.index || named.get(b)?.index) return 0;
    if (kind === 'harm' || kind === 'cut_off') return 1;
    return chosen.has(id) ? 2 : 3;
  };
  const sorted = known.toSorted(
    (one, two) =>
      rank(one) - rank(two) ||
      GRAVITY.indexOf(one.kind) - GRAVITY.indexOf(two.kind) ||
      byText(one.id, two.id) ||
      byText(one.a + one.b, two.a + two.b),
  );
  const limit = Math.max(0, Math.floor(most));
  return { bonds: sorted.slice(0, limit), leftOut: Math.max(0, sorted.length - limit) };
}

/** The sides at which a bond may leave a symbol, as parts of a full turn. */
const SIDES = Array.from({ length: 12 }, (_, nth) => (nth * Math.PI) / 6);
/** How far a way goes straight on from either side, as part of the distance. */
const REACH = 0.36;
/** Bonds of several lines. */
const WIDE: ReadonlySet<BondKind> = new Set(['fused', 'close_conflict']);
const SAMPLES = 32;
const COARSE = 26;
const GAP = 4;
/** From a way to the edge of the map: its lines reach to either side of it. */
const EDGE = 7;
/** What a way pays for each sample on a symbol, a label, another bond, or along a line of the family, for its length, for turning, and for doing so twice. */
const COST = { symbol: 60, label: 40, bond: 11, along: 5, length: 0.06, turn: 22, snake: 24 };

/** Finds each bond the way that meets least: straight, or bowed round what is between. */
export function routeBonds(
  bonds: readonly Bond[],
  placed: Placed,
  { measure, harmKinds }: { readonly measure: MeasureText; readonly harmKinds: boolean },
): readonly RoutedBond[] {
  const people = new Map(placed.people.map((laid) => [laid.person.id, laid]));
  const labels = [
    ...placed.people.flatMap(({ labelBox, marksBox }) => [labelBox, marksBox]),
    ...placed.couples.map(({ textBox }) => textBox),
  ].filter((box) => box !== undefined);
  const levels = levelsOf(placed);
  const routed: RoutedBond[] = [];
  // Near ones first: they have the least choice.
  const near = bonds
    .flatMap((bond) => {
      const [a, b] = [people.get(bond.a), people.get(bond.b)];
      return a && b ? [{ bond, a, b }] : [];
    })
    .toSorted((one, two) => distance(one) - distance(two));
  for (const { bond, a, b } of near) {
    const others = placed.people.filter((laid) => laid !== a && laid !== b).map(({ symbol }) => symbol);
    const points = bestWay(a, b, {
      others,
      own: [a.symbol, b.symbol],
      labels,
      bonds: routed,
      levels,
      placed,
      width: WIDE.has(bond.kind) ? 5 : 2,
    });
    routed.push({ bond, points });
  }
  const taken = [...placed.people.map(({ symbol }) => symbol), ...labels, ...levels.map(boxOf)];
  return harmKinds ? withHarmKinds(routed, taken, measure, placed) : routed;
}

/** Writes beside each line of harm what kind it was, where there is room. */
function withHarmKinds(
  routed: readonly RoutedBond[],
  taken: readonly Box[],
  measure: MeasureText,
  placed: Placed,
): readonly RoutedBond[] {
  const lines = routed.flatMap(({ points }) => points);
  const written: Box[] = [];
  return routed.map((one) => {
    const words = one.bond.kind === 'harm' ? (one.bond.harms ?? []).map((kind) => HARM_WORDS[kind]) : [];
    if (words.length === 0) return one;
    const text = textBeside(one.points, words.join(', '), {
      taken: [...taken, ...written],
      lines,
      measure,
      placed,
    });
    if (!text) return one;
    written.push(text.box);
    return { ...one, text };
  });
}

function distance({ a, b }: { readonly a: LaidPerson; readonly b: LaidPerson }): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

interface Field {
  /** How far the bond's lines reach to either side of its way. */
  readonly width: number;
  readonly others: readonly Box[];
  readonly own: readonly Box[];
  readonly labels: readonly Box[];
  readonly bonds: readonly RoutedBond[];
  readonly levels: readonly Level[];
  readonly placed: Placed;
}

/** A level line of the family: bonds may cross it, and not run along it. */
interface Level {
  readonly y: number;
  readonly left: number;
  readonly right: number;
}

function levelsOf({ couples, runs }: Placed): readonly Level[] {
  return [
    ...couples.map(({ y, stems }) => ({ y, xs: stems.map(({ x }) => x) })),
    ...runs.map(({ bar, top, targets }) => ({ y: bar, xs: [top.x, ...targets.map(({ x }) => x)] })),
  ].map(({ y, xs }) => ({ y, left: Math.min(...xs), right: Math.max(...xs) }));
}

function boxOf({ y, left, right }: Level): Box {
  return { left, right, top: y - 1, bottom: y + 1 };
}

function runsAlong({ y, left, right }: Level, from: Point, to: Point): boolean {
  if (Math.abs(to.y - from.y) > Math.abs(to.x - from.x) * 0.5) return false;
  return to.x > left && to.x < right && Math.abs(to.y - y) < 5;
}

/** Tries ways from every side of one symbol to every side of the other that face each other somewhat. */
function bestWay(a: LaidPerson, b: LaidPerson, field: Field): readonly Point[] {
  const ahead = Math.atan2(b.y - a.y, b.x - a.x);
  const near = within(field, a, b);
  let best: { readonly way: Way; readonly cost: number } | undefined;
  for (const start of [ahead, ...SIDES]) {
    if (Math.cos(start - ahead) < -0.2) continue;
    for (const end of [ahead + Math.PI, ...SIDES]) {
      const turn = 2 - Math.cos(start - ahead) + Math.cos(end - ahead);
      if (Math.cos(end - ahead) > 0.2) continue;
      const way = wayBetween(a, b, start, end);
      const floor = COST.turn * turn + (isSnake(start - ahead, end - ahead - Math.PI) ? COST.snake : 0);
      if (best && floor >= best.cost) continue;
      const cost = floor + costOf(sampled(way, COARSE), near);
      if (!best || cost < best.cost - 1e-9) best = { way, cost };
    }
  }
  const way = sampled(best?.way ?? wayBetween(a, b, ahead, ahead + Math.PI), 80);
  return evenly(
    way.map((point) => kept(point, field.placed)),
    SAMPLES,
  );
}

/** Does a way with these turns at its ends cross the straight one? A bow turns to one side at its start and end. */
function isSnake(start: number, end: number): boolean {
  return Math.sin(start) * Math.sin(end) > 1e-6;
}

/** What stands near enough to matter: all within the rectangle of both and the room that a way may take. */
function within({ others, labels, ...rest }: Field, a: LaidPerson, b: LaidPerson): Field {
  const room = 30 + Math.hypot(a.x - b.x, a.y - b.y) * REACH;
  const area: Box = {
    left: Math.min(a.x, b.x) - room,
    right: Math.max(a.x, b.x) + room,
    top: Math.min(a.y, b.y) - room,
    bottom: Math.max(a.y, b.y) + room,
  };
  const isNear = (box: Box): boolean => meet(box, area);
  return { ...rest, others: others.filter(isNear), labels: labels.filter(isNear) };
}

/** A curve by its four points. */
type Way = readonly [Point, Point, Point, Point];

function wayBetween(a: LaidPerson, b: LaidPerson, start: number, end: number): Way {
  const [from, to] = [edgePoint(a, start), edgePoint(b, end)];
  const reach = REACH * Math.hypot(to.x - from.x, to.y - from.y);
  return [
    from,
    { x: from.x + reach * Math.cos(start), y: from.y + reach * Math.sin(start) },
    { x: to.x + reach * Math.cos(end), y: to.y + reach * Math.sin(end) },
    to,
  ];
}

/** A little outside of the symbol, in that direction. */
function edgePoint({ person, x, y, symbol }: LaidPerson, angle: number): Point {
  const half = symbol.right - x;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const far =
    person.symbol === 'woman'
      ? half
      : person.symbol === 'man'
        ? half / Math.max(Math.abs(cos), Math.abs(sin))
        : half / (Math.abs(cos) + Math.abs(sin));
  return { x: x + (far + GAP) * cos, y: y + (far + GAP) * sin };
}

function sampled([a, b, c, d]: Way, count: number): readonly Point[] {
  return Array.from({ length: count + 1 }, (_, nth) => {
    const t = nth / count;
    const [p, q, r, s] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3];
    return { x: p * a.x + q * b.x + r * c.x + s * d.x, y: p * a.y + q * b.y + r * c.y + s * d.y };
  });
}

/** The same way by points of equal distance, so that zigzags are even. */
export function evenly(points: readonly Point[], count: number): readonly Point[] {
  const lengths = [0];
  points.slice(1).forEach((point, nth) => {
    const before = points[nth] ?? point;
    lengths.push((lengths[nth] ?? 0) + Math.hypot(point.x - before.x, point.y - before.y));
  });
  const total = lengths.at(-1) ?? 0;
  let segment = 1;
  return Array.from({ length: count + 1 }, (_, nth) => {
    const goal = (total * nth) / count;
    while (segment < points.length - 1 && (lengths[segment] ?? 0) < goal) segment += 1;
    const [from, to] = [points[segment - 1], points[segment]];
    if (!from || !to) return points[0] ?? { x: 0, y: 0 };
    const span = (lengths[segment] ?? 0) - (lengths[segment - 1] ?? 0);
    const part = span > 0 ? Math.min(1, (goal - (lengths[segment - 1] ?? 0)) / span) : 0;
    return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
  });
}

function costOf(
  points: readonly Point[],
  { others, own, labels, bonds, levels, placed, width }: Field,
): number {
  let cost = 0;
  points.forEach((point, nth) => {
    const before = points[nth - 1];
    if (before) cost += COST.length * Math.hypot(point.x - before.x, point.y - before.y);
    if (others.some((box) => holds(box, point, 6))) cost += COST.symbol;
    if (own.some((box) => holds(box, point, 1))) cost += COST.symbol;
    if (labels.some((box) => holds(box, point, 2 + width))) cost += COST.label;
    if (bonds.some((bond) => bond.points.some((other) => isClose(other, point)))) cost += COST.bond;
    if (before && levels.some((level) => runsAlong(level, before, point))) cost += COST.along;
    if (isOutside(point, placed)) cost += COST.symbol;
  });
  return cost;
}

function isClose(one: Point, two: Point): boolean {
  return Math.abs(one.x - two.x) < 6 && Math.abs(one.y - two.y) < 6;
}

function isOutside({ x, y }: Point, { width, height }: Placed): boolean {
  return x < EDGE || y < EDGE || x > width - EDGE || y > height - EDGE;
}

/** No way may leave the map, also where all of them would. */
function kept({ x, y }: Point, { width, height }: Placed): Point {
  return {
    x: Math.min(Math.max(x, EDGE), width - EDGE),
    y: Math.min(Math.max(y, EDGE), height - EDGE),
  };
}

/** Is the point in the box, or so near? */
export function holds({ left, right, top, bottom }: Box, { x, y }: Point, margin: number): boolean {
  return x > left - margin && x < right + margin && y > top - margin && y < bottom + margin;
}

/** Where a text may stand: not on what is taken, nor on a bond. */
interface Room {
  readonly taken: readonly Box[];
  readonly lines: readonly Point[];
  readonly measure: MeasureText;
  readonly placed: Placed;
}

/** Beside the middle of the line, or where along it there is room; left out where there is none (the list says it). */
function textBeside(
  points: readonly Point[],
  text: string,
  { taken, lines, measure, placed }: Room,
): RoutedBond['text'] {
  const width = measure(text, 'sans', SIZE.small);
  for (const nth of [16, 12, 20, 8, 24]) {
    const point = points[nth];
    if (!point) continue;
    for (const [x, y] of [
      [point.x + 8, point.y + 2.5],
      [point.x - 8 - width, point.y + 2.5],
      [point.x - width / 2, point.y - 7],
      [point.x - width / 2, point.y + 13],
    ] as const) {
      const box = { left: x, right: x + width, top: y - SIZE.ascent, bottom: y + SIZE.descent };
      const isInside = x >= 0 && box.right <= placed.width && box.top >= 0 && box.bottom <= placed.height;
      const isFree = !taken.some((other) => meet(other, box)) && !lines.some((other) => holds(box, other, 3));
      if (isInside && isFree) return { text, x, y, box };
    }
  }
  return undefined;
}

/** Do two boxes share more than an edge? */
export function meet(one: Box, two: Box): boolean {
  return one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom;
}
