import type { MeasureText } from '../drawing/scene.js';
import { childLines, type Run } from './child-lines.js';
import { coupleLines, type CoupleLine } from './couple-lines.js';
import { LANE } from './distances.js';
import type { LaidFamily, LaidPerson, Placed } from './laid.js';
import type { Lattice } from './lattice.js';
import { SIZE, type Style } from './metrics.js';
import type { Rows } from './order.js';
import { LABEL_GAP, MARK_GAP, symbolHalf, type PlaceBox } from './place-boxes.js';
import { edgeOf, portsOf } from './ports.js';
import { ageOf } from './words.js';

/** Everyone's place in the rows, to be stacked. */
export interface Spread {
  readonly lattice: Lattice;
  readonly rows: Rows;
  readonly x: Float64Array;
  readonly origin: number;
  readonly boxes: readonly PlaceBox[];
  readonly style: Style;
  readonly measure: MeasureText;
  readonly today: number;
  readonly margin: number;
}

/** Row by row from the top: symbols, lines of couples, labels, lines to the children; `air` is height to spare. */
export function stackRows(spread: Spread, air: number): Placed {
  const { lattice, rows, x, origin, boxes, style, measure, margin } = spread;
  const ports = portsOf(lattice, x);
  const people: LaidPerson[] = [];
  const couples: CoupleLine[] = [];
  const runs: Run[] = [];
  const passings: LaidFamily['passings'][number][] = [];
  let top = margin;
  let incoming: readonly Run[] = [];
  rows.forEach((places, row) => {
    const y = top + Math.max(0, ...places.map((place) => reachUp(boxes[place], style)));
    const symbolBottom = y + Math.max(0, ...places.map((place) => boxes[place]?.half ?? 0));
    const beside = style.labels === 'beside';
    const rowBottom = Math.max(symbolBottom, ...places.map((place) => y + reachDown(boxes[place], style)));
    const taken = beside ? [] : labelSpans(places, x, boxes);
    const { lines, bottom } = coupleLines({
      lattice,
      row,
      places,
      x,
      ports,
      measure,
      top: (beside ? rowBottom : symbolBottom) + 1,
      stemTop: (place, aside) => stemTop(lattice, place, aside, y),
      wantedHang: (nest) => wantedHang(lattice, nest, x),
      taken,
    });
    couples.push(...lines);
    const laid = places.flatMap((place) => laidPerson(spread, place, y, lines));
    people.push(...laid);
    const lowest = Math.max(rowBottom, bottom, ...laid.map(({ labelBox }) => labelBox?.bottom ?? 0));
    passings.push(...passingLines(spread, places, y, lowest, lines, incoming));
    const next = childLines(
      lattice,
      row,
      x,
      lines,
      (place) => (lattice.places[place]?.person === undefined ? lowest : stemTop(lattice, place, 0, y)),
      lowest,
      air,
    );
    runs.push(...next.runs);
    incoming = next.runs;
    top = next.runs.length > 0 ? next.bottom : lowest + 22;
  });
  const right = Math.max(
    0,
    ...rows.flat().map((place) => (x[place] ?? 0) + (boxes[place]?.right ?? 0)),
    ...couples.map(({ hang }) => hang),
  );
  const bottom = Math.max(
    0,
    ...people.map(({ symbol, labelBox }) => Math.max(symbol.bottom, labelBox?.bottom ?? 0)),
    ...couples.map(({ y }) => y),
  );
  return { origin, people, couples, runs, passings, style, width: right + margin, height: bottom + margin };
}

/** The lines that go through a row where nobody stands: to the row's end, or to the couple line that they belong to. */
function passingLines(
  { lattice, x, boxes, style }: Spread,
  places: readonly number[],
  y: number,
  lowest: number,
  lines: readonly CoupleLine[],
  incoming: readonly Run[],
): LaidFamily['passings'] {
  return places
    .filter((place) => lattice.places[place]?.person === undefined)
    .map((place) => ({
      place,
      nest: incoming.find(({ targets }) => targets.some((target) => target.place === place))?.nest ?? 0,
      x: x[place] ?? 0,
      top: y - reachUp(boxes[place], style),
      bottom: lines.find(({ stems }) => stems.some((stem) => stem.place === place))?.y ?? lowest,
    }));
}

function reachUp(box: PlaceBox | undefined, style: Style): number {
  if (!box) return 0;
  const label = style.labels === 'beside' ? (box.label.length * SIZE.leading) / 2 : 0;
  return Math.max(box.half, label, box.marks.height - box.half);
}

function reachDown(box: PlaceBox | undefined, style: Style): number {
  if (!box) return 0;
  return Math.max(box.half, style.labels === 'beside' ? (box.label.length * SIZE.leading) / 2 : 0);
}

function stemTop({ places, kin }: Lattice, place: number, aside: number, y: number): number {
  const person = kin.people[places[place]?.person ?? -1];
  if (!person) return y;
  return y + edgeOf(person.symbol, aside, person.index ? SIZE.outline : 0);
}

function wantedHang({ descents }: Lattice, nest: number, x: Float64Array): number | undefined {
  const hanging = descents.filter((descent) => descent.nest === nest).map(({ path }) => x[path[0] ?? 0] ?? 0);
  return hanging.length > 0 ? (Math.min(...hanging) + Math.max(...hanging)) / 2 : undefined;
}

function labelSpans(
  places: readonly number[],
  x: Float64Array,
  boxes: readonly PlaceBox[],
): readonly { readonly left: number; readonly right: number }[] {
  return places.map((place) => {
    const half = Math.max(boxes[place]?.labelWidth ?? 0, 2) / 2 + LANE / 2 - 0.5;
    return { left: (x[place] ?? 0) - half, right: (x[place] ?? 0) + half };
  });
}

function laidPerson(
  { lattice, x, boxes, style, today }: Spread,
  place: number,
  y: number,
  lines: readonly CoupleLine[],
): readonly LaidPerson[] {
  const person = lattice.kin.people[lattice.places[place]?.person ?? -1];
  const box = boxes[place];
  if (!person || !box) return [];
  const middle = x[place] ?? 0;
  const half = symbolHalf(person) + (person.index ? SIZE.outline : 0);
  const height = box.label.length * SIZE.leading;
  const beside = style.labels === 'beside';
  const left = beside ? middle + half + LABEL_GAP : middle - box.labelWidth / 2;
  const top = beside ? y - height / 2 : labelTop(middle, box.labelWidth, y + half + 2, lines);
  const age = ageOf(person, today);
  const symbol = { left: middle - half, right: middle + half, top: y - half, bottom: y + half };
  const markRight = middle - half - MARK_GAP;
  return [
    {
      person,
      row: lattice.places[place]?.row ?? 0,
      x: middle,
      y,
      symbol,
      label: box.label.map((line, nth) => ({
        ...line,
        x: beside ? left : middle,
        y: top + nth * SIZE.leading + SIZE.ascent,
        anchor: beside ? 'start' : 'middle',
      })),
      ...(height > 0 && { labelBox: { left, top, right: left + box.labelWidth, bottom: top + height } }),
      marks: box.marks,
      ...(box.marks.width > 0 && {
        marksBox: {
          left: markRight - box.marks.width,
          right: markRight,
          top: symbol.bottom - box.marks.height,
          bottom: symbol.bottom,
        },
      }),
      ...(age !== undefined && { age }),
    },
  ];
}

/** Right below the symbol, or below the couple lines that run between. */
function labelTop(x: number, width: number, least: number, lines: readonly CoupleLine[]): number {
  const over = lines.filter(({ stems, hang }) => {
    const ends = [...stems.map((stem) => stem.x), hang];
    return Math.min(...ends) < x + width / 2 + 2 && Math.max(...ends) > x - width / 2 - 2;
  });
  return Math.max(least, ...over.map(({ y }) => y + 3));
}
