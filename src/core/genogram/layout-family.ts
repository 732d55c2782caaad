import type { MeasureText } from '../drawing/scene.js';
import { chooseBonds, routeBonds } from './bonds.js';
import { distances } from './distances.js';
import type { Family } from './family.js';
import { generationsOf } from './generations.js';
import { kinOf } from './kin.js';
import type { LaidFamily, Placed } from './laid.js';
import { latticeOf, type Lattice } from './lattice.js';
import { ABOVE_LEGEND, layOutLegend, legendEntries } from './legend.js';
import { LANDSCAPE, STYLES, type Style } from './metrics.js';
import { moved, type Move } from './moves.js';
import { orderOf, type Rows } from './order.js';
import { placeBoxes, type PlaceBox } from './place-boxes.js';
import { remembering } from './plain-words.js';
import { spread, type Apart } from './spread.js';
import { stackRows, type Spread } from './stack-rows.js';
import { allOf, type Steps } from './steps.js';

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
  /** Lines that the print is to carry below the legend. */
  readonly notes?: readonly string[];
  /** The area to fill, in points; 250 mm by 180 mm unless said. */
  readonly area?: { readonly width: number; readonly height: number };
  /**
   * Whoever looks can scroll: the map keeps its full size and may be wider and higher than the area, in which it is only
   * tried to fit. Notes are left to the page around it.
   */
  readonly scrolls?: boolean;
}

/**
 * Lays out a family by generations, the oldest on top: partners beside each other, children under their own parents in
 * order of birth, few crossings, and no symbol or label over another. The same for equal facts in any order. What is not
 * to be printed must be taken out before (see `shownFamily`). Throws never; facts that cannot be are left out of it.
 */
export function layoutFamily(family: Family, options: LayoutOptions): LaidFamily {
  return allOf(layoutSteps(family, options));
}

/** The same in steps, for a page that has to answer keys meanwhile. */
export function* layoutSteps(family: Family, options: LayoutOptions): Steps<LaidFamily> {
  const measure = remembering(options.measure);
  const area = options.area ?? LANDSCAPE;
  const kin = kinOf(family);
  yield;
  const lattice = latticeOf(kin, generationsOf(kin));
  yield;
  const rows = orderOf(lattice);
  yield;
  const { bonds, leftOut } = chooseBonds(family, options.mostBonds ?? 8, options.chosenBonds ?? new Set());
  const deathInWords = options.deathMark === 'words';
  const harmKinds = options.harmKinds ?? false;
  const entries = legendEntries(kin, bonds, { deathInWords });
  const notes = [...(leftOut > 0 ? [leftOutNote(leftOut)] : []), ...(options.notes ?? [])];
  const settings: Settings = {
    ...options,
    measure,
    deathInWords,
    margin: bonds.length > 0 ? BOND_MARGIN : MARGIN,
  };
  const fit = function* (lines: readonly string[]): Steps<{ placed: Placed; scale: number }> {
    const { height } = layOutLegend(entries, lines, measure, area.width);
    const room = {
      width: area.width,
      height: Math.max(area.height - height - ABOVE_LEGEND, area.height / 3),
    };
    const best = yield* bestFit(lattice, rows, room, settings);
    return { placed: best, scale: scaleIn(room, best) };
  };
  const found = yield* fit(notes);
  const full = options.scrolls ? { ...found, scale: 1 } : found;
  const isSmaller = full.scale < 0.995;
  // What says that it is smaller needs a line too.
  const { placed, scale } = isSmaller ? yield* fit([...notes, scaleNote(full.scale)]) : full;
  const warnings = isSmaller ? [...notes, scaleNote(scale)] : notes;
  yield;
  return {
    ...placed,
    bonds: routeBonds(bonds, placed, { measure, harmKinds }),
    bondsLeftOut: leftOut,
    lattice,
    scale,
    area,
    legend: layOutLegend(entries, options.scrolls ? [] : warnings, measure, area.width),
    warnings,
    deathInWords,
    harmKinds,
  };
}

function leftOutNote(count: number): string {
  return count === 1 ? '1 more bond is not drawn.' : `${count} more bonds are not drawn.`;
}

function scaleNote(scale: number): string {
  return `Drawn at ${Math.floor(scale * 100)}% of full size. Letters may be small.`;
}

/** Around the map, so that no line is cut at its edge; more where bonds bow round people. */
const MARGIN = 2;
const BOND_MARGIN = 14;

interface Settings extends LayoutOptions {
  readonly deathInWords: boolean;
  readonly margin: number;
}

/** The roomiest style that fits in full size, with the height that is left between its rows; else what shrinks least. */
function* bestFit(
  lattice: Lattice,
  rows: Rows,
  room: { readonly width: number; readonly height: number },
  settings: Settings,
): Steps<Placed> {
  let best: { readonly stack: Stack; readonly placed: Placed; readonly scale: number } | undefined;
  // Where one can scroll, a wider map is better than the narrowest letters, which break names and years.
  const styles = settings.scrolls ? STYLES.slice(0, -1) : STYLES;
  for (const style of styles) {
    const widest = style === styles.at(-1) ? Infinity : room.width;
    const stack = yield* stackOf(lattice, rows, style, settings, widest);
    if (!stack) continue;
    const placed = stack(0);
    yield;
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
function* stackOf(
  lattice: Lattice,
  rows: Rows,
  style: Style,
  settings: Settings,
  widest: number,
): Steps<Stack | undefined> {
  const { measure, deathInWords, illness = false } = settings;
  const boxes = placeBoxes(lattice, style, { measure, deathInWords, illness });
  const apart = distances(lattice, boxes, style, measure);
  const isTooWide = rows.some((row) => leastWidth(row, boxes, apart) > widest);
  yield;
  if (isTooWide) return undefined;
  const first = spread(lattice, rows, apart);
  yield;
  const after = moved(lattice, rows, first, apart, settings.moves ?? []);
  const shift = shiftToMargin(after.x, after.rows, boxes, settings.margin);
  const spreadOut: Spread = {
    ...settings,
    lattice,
    rows: after.rows,
    x: after.x.map((at) => at + shift),
    origin: after.origin + shift,
    boxes,
    style,
  };
  return (air) => stackRows(spreadOut, air);
}

function leastWidth(row: readonly number[], boxes: readonly PlaceBox[], apart: Apart): number {
  const [first, last] = [boxes[row[0] ?? -1], boxes[row.at(-1) ?? -1]];
  const between = row.slice(1).reduce((sum, place, at) => sum + apart(row[at] ?? place, place), 0);
  return (first?.left ?? 0) + between + (last?.right ?? 0);
}

/** Height to spare that makes a map easier to read; more would tear it apart. */
const MOST_AIR = 26;

function shiftToMargin(x: Float64Array, rows: Rows, boxes: readonly PlaceBox[], margin: number): number {
  const left = Math.min(...rows.flat().map((place) => (x[place] ?? 0) - (boxes[place]?.left ?? 0)));
  return Number.isFinite(left) ? margin - left : margin;
}
