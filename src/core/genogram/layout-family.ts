import type { MeasureText } from '../drawing/scene.js';
import { chooseBonds, routeBonds, type RoutedBond } from './bonds.js';
import { childLines, type Run } from './child-lines.js';
import { coupleLines, coupleRoom, type CoupleLine } from './couple-lines.js';
import { FULL_SIZE_PERSONS, type Family, type Person } from './family.js';
import { generationsOf } from './generations.js';
import { kinOf } from './kin.js';
import { latticeOf, type Lattice } from './lattice.js';
import { layOutLegend, legendEntries, type Legend } from './legend.js';
import { LANDSCAPE, SIZE, STYLES, type Box, type Style } from './metrics.js';
import { moved, type Move } from './moves.js';
import { orderOf, type Rows } from './order.js';
import {
  LABEL_GAP,
  MARK_GAP,
  placeBoxes,
  symbolHalf,
  type LabelLine,
  type Marks,
  type PlaceBox,
} from './place-boxes.js';
import { remembering } from './plain-words.js';
import { edgeOf, portsOf } from './ports.js';
import { spread, type Apart } from './spread.js';
import { ageOf } from './words.js';

export interface LayoutOptions {
  readonly measure: MeasureText;
  /** The year for ages. */
  readonly today: number;
  /** A cross through those who have died, or only words ("d. 1998"), which some find easier to look at. */
  readonly deathMark?: 'cross' | 'words';
  /** Where somebody was put by hand; applied last, and never a fact. */
  readonly moves?: readonly Move[];
  /** Most bonds drawn, 8 unless said. */
  readonly mostBonds?: number;
  /** Bonds asked for by name: they come before others that nothing else puts first. */
  readonly chosenBonds?: ReadonlySet<string>;
  /** Print what kind of harm a harm line tells of. */
  readonly harmKinds?: boolean;
  /** Print the index person's own words on illness. */
  readonly illness?: boolean;
  /** The area to fill, in points; 250 mm by 180 mm unless said. */
  readonly area?: { readonly width: number; readonly height: number };
}

/** A person as placed; coordinates are those of the map in full size, before `scale`. */
export interface LaidPerson {
  readonly person: Person;
  readonly row: number;
  /** Middle of the symbol. */
  readonly x: number;
  readonly y: number;
  readonly symbol: Box;
  readonly label: readonly (LabelLine & {
    readonly x: number;
    readonly y: number;
    readonly anchor: 'start' | 'middle';
  })[];
  readonly labelBox?: Box;
  readonly marks: Marks;
  readonly marksBox?: Box;
  readonly age?: number;
}

/** A family laid out: where everyone stands, and every line. Facts are in it only as far as they are drawn. */
export interface LaidFamily {
  readonly people: readonly LaidPerson[];
  readonly couples: readonly CoupleLine[];
  readonly runs: readonly Run[];
  readonly bonds: readonly RoutedBond[];
  /** Bonds that are left out because there are more than may be drawn. */
  readonly bondsLeftOut: number;
  /** Straight lines through a row, at places where nobody stands. */
  readonly passings: readonly {
    readonly x: number;
    readonly top: number;
    readonly bottom: number;
    readonly nest: number;
  }[];
  readonly lattice: Lattice;
  readonly style: Style;
  /** Size of the map itself in full size, without the legend. */
  readonly width: number;
  readonly height: number;
  /** 1, or less where the area would not hold it. */
  readonly scale: number;
  readonly area: { readonly width: number; readonly height: number };
  readonly legend: Legend;
  /** What the print must say of itself, in plain words. */
  readonly warnings: readonly string[];
  readonly deathInWords: boolean;
  readonly harmKinds: boolean;
}

/**
 * Lays out a family by generations, the oldest on top: partners beside each other, children under their own parents in
 * order of birth, few crossings, and no symbol or label over another. The same for equal facts in any order. What is not
 * to be printed must be taken out before (see `shownFamily`). Throws never; facts that cannot be are left out of it.
 */
export function layoutFamily(family: Family, options: LayoutOptions): LaidFamily {
  const measure = remembering(options.measure);
  const area = options.area ?? LANDSCAPE;
  const kin = kinOf(family);
  const lattice = latticeOf(kin, generationsOf(kin));
  const rows = orderOf(lattice);
  const { bonds, leftOut } = chooseBonds(family, options.mostBonds ?? 8, options.chosenBonds ?? new Set());
  const deathInWords = options.deathMark === 'words';
  const harmKinds = options.harmKinds ?? false;
  const entries = legendEntries(kin, bonds, { deathInWords });
  const notes = leftOut > 0 ? [leftOutNote(leftOut)] : [];
  // The line that warns of a smaller size is reserved for too: a map must not shrink by announcing it.
  const legend = layOutLegend(entries, [...notes, scaleNote(0.5, kin.people.length)], measure, area.width);
  const room = { width: area.width, height: Math.max(area.height - legend.height, area.height / 3) };
  const settings: Settings = {
    ...options,
    measure,
    deathInWords,
    margin: bonds.length > 0 ? BOND_MARGIN : MARGIN,
  };
  const placed = bestFit(lattice, rows, room, settings);
  const scale = scaleIn(room, placed);
  const warnings = [...notes, ...(scale < 0.995 ? [scaleNote(scale, kin.people.length)] : [])];
  return {
    ...placed,
    bonds: routeBonds(bonds, placed, { measure, harmKinds }),
    bondsLeftOut: leftOut,
    lattice,
    scale,
    area,
    legend: layOutLegend(entries, warnings, measure, area.width),
    warnings,
    deathInWords,
    harmKinds,
  };
}

function leftOutNote(count: number): string {
  return count === 1 ? '1 more bond is not drawn.' : `${count} more bonds are not drawn.`;
}

function scaleNote(scale: number, people: number): string {
  const why = people > FULL_SIZE_PERSONS ? `${people} people` : 'wide rows';
  return `Drawn at ${Math.floor(scale * 100)}% of full size (${why}). Letters may be small.`;
}

interface Settings extends LayoutOptions {
  readonly deathInWords: boolean;
  readonly margin: number;
}

export type Placed = Pick<
  LaidFamily,
  'people' | 'couples' | 'runs' | 'passings' | 'style' | 'width' | 'height'
>;

/** The roomiest style that fits in full size, with the height that is left between its rows; else what shrinks least. */
function bestFit(
  lattice: Lattice,
  rows: Rows,
  room: { readonly width: number; readonly height: number },
  settings: Settings,
): Placed {
  let best: { readonly stack: Stack; readonly placed: Placed; readonly scale: number } | undefined;
  for (const style of STYLES) {
    const stack = stackOf(lattice, rows, style, settings, style === STYLES.at(-1) ? Infinity : room.width);
    if (!stack) continue;
    const placed = stack(0);
    const scale = scaleIn(room, placed);
    if (!best || scale > best.scale + 0.001) best = { stack, placed, scale };
    if (scale === 1) break;
  }
  const { stack, placed, scale } = best ?? fail();
  const air = Math.min(MOST_AIR, (room.height / scale - placed.height) / Math.max(1, rows.length - 1));
  return air > 1 ? stack(air) : placed;
}

function fail(): never {
  throw new Error('There is no style to lay out a family in.');
}

function scaleIn(
  room: { readonly width: number; readonly height: number },
  { width, height }: Placed,
): number {
  return Math.min(1, room.width / width, room.height / height);
}

/** Lays the rows out one below the other, with that much height to spare between two. */
type Stack = (air: number) => Placed;

/** Undefined where a row alone, with everyone as near as can be, is wider than `widest`. */
function stackOf(
  lattice: Lattice,
  rows: Rows,
  style: Style,
  settings: Settings,
  widest: number,
): Stack | undefined {
  const { measure, deathInWords, illness = false } = settings;
  const boxes = placeBoxes(lattice, style, { measure, deathInWords, illness });
  const apart = distances(lattice, rows, boxes, style, measure);
  if (rows.some((row) => leastWidth(row, boxes, apart) > widest)) return undefined;
  const first = spread(lattice, rows, apart);
  const { rows: finalRows, x } = moved(lattice, rows, first, apart, settings.moves ?? []);
  startAtZero(x, finalRows, boxes, settings.margin);
  return (air) => stacked(lattice, finalRows, x, boxes, style, settings, air);
}

function leastWidth(row: readonly number[], boxes: readonly PlaceBox[], apart: Apart): number {
  const [first, last] = [boxes[row[0] ?? -1], boxes[row.at(-1) ?? -1]];
  const between = row.slice(1).reduce((sum, place, at) => sum + apart(row[at] ?? place, place), 0);
  return (first?.left ?? 0) + between + (last?.right ?? 0);
}

/** Height to spare that makes a map easier to read; more would tear it apart. */
const MOST_AIR = 26;
/** Room for a line between two labels. */
const LANE = 9;
/** Around the map, so that no line is cut at its edge; more where bonds bow round people. */
const MARGIN = 2;
const BOND_MARGIN = 14;

/** Least distance of neighbours: what both need to either side, a gap, and room for what is written on a couple's line. */
function distances(
  lattice: Lattice,
  rows: Rows,
  boxes: readonly PlaceBox[],
  style: Style,
  measure: MeasureText,
): Apart {
  const rooms = new Map<string, number>();
  const related = new Set<string>();
  lattice.ends.forEach(([one, two], nest) => {
    if (one === undefined || two === undefined) return;
    const needed = coupleRoom(lattice.kin.nests[nest]?.unions ?? [], measure) + portShift(lattice, one, two);
    for (const key of [`${one} ${two}`, `${two} ${one}`])
      rooms.set(key, Math.max(needed, rooms.get(key) ?? 0));
  });
  for (const nest of lattice.kin.nests) {
    const children = nest.children.map(({ person }) => person);
    for (const one of children) for (const two of children) related.add(`${one} ${two}`);
  }
  return (left, right) => {
    const key = `${left} ${right}`;
    const couple = rooms.get(key);
    const gap = couple !== undefined || related.has(key) ? style.gap : style.blockGap;
    const least = (boxes[left]?.right ?? 0) + gap + (boxes[right]?.left ?? 0);
    if (couple === undefined) return least;
    // The line to the children passes between the two labels, in the middle of the couple.
    const wider = Math.max(boxes[left]?.labelWidth ?? 0, boxes[right]?.labelWidth ?? 0);
    return Math.max(least, couple, style.labels === 'below' ? wider + LANE : 0);
  };
}

/** Partners with several couples have their lines leave beside the middle. */
function portShift({ kin }: Lattice, ...persons: readonly number[]): number {
  return persons.reduce((sum, person) => sum + ((kin.nestsOf[person]?.length ?? 1) > 1 ? 9 : 0), 0);
}

function startAtZero(x: Float64Array, rows: Rows, boxes: readonly PlaceBox[], margin: number): void {
  const left = Math.min(...rows.flat().map((place) => (x[place] ?? 0) - (boxes[place]?.left ?? 0)));
  if (!Number.isFinite(left)) return;
  for (let place = 0; place < x.length; place += 1) x[place] = (x[place] ?? 0) - left + margin;
}

/** Row by row from the top: symbols, lines of couples, labels, lines to the children. */
function stacked(
  lattice: Lattice,
  rows: Rows,
  x: Float64Array,
  boxes: readonly PlaceBox[],
  style: Style,
  { measure, today, margin }: Settings,
  air: number,
): Placed {
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
    const laid = places.flatMap((place) => laidPerson(lattice, place, x, y, boxes, style, lines, today));
    people.push(...laid);
    const lowest = Math.max(rowBottom, bottom, ...laid.map(({ labelBox }) => labelBox?.bottom ?? 0));
    const passing = places.filter((place) => lattice.places[place]?.person === undefined);
    for (const place of passing) {
      const nest =
        incoming.find(({ targets }) => targets.some((target) => target.place === place))?.nest ?? 0;
      const own = lines.find(({ stems }) => stems.some((stem) => stem.place === place));
      passings.push({
        x: x[place] ?? 0,
        top: y - reachUp(boxes[place], style),
        bottom: own?.y ?? lowest,
        nest,
      });
    }
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
  const right = Math.max(0, ...rows.flat().map((place) => (x[place] ?? 0) + (boxes[place]?.right ?? 0)));
  const bottom = Math.max(
    0,
    ...people.map(({ symbol, labelBox }) => Math.max(symbol.bottom, labelBox?.bottom ?? 0)),
    ...couples.map(({ y }) => y),
  );
  return { people, couples, runs, passings, style, width: right + margin, height: bottom + margin };
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
  lattice: Lattice,
  place: number,
  x: Float64Array,
  y: number,
  boxes: readonly PlaceBox[],
  style: Style,
  lines: readonly CoupleLine[],
  today: number,
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
