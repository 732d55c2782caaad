import type { MeasureText } from '../drawing/scene.js';
import type { Union } from './family.js';
import type { Lattice } from './lattice.js';
import { SIZE, type Box } from './metrics.js';
import type { Ports } from './ports.js';
import { slashesOf, unionTexts } from './words.js';

/** The line below a couple, or the start of the line to a single parent's children. */
export interface CoupleLine {
  readonly nest: number;
  /** The stems, left first; one where there is one parent. */
  readonly stems: readonly { readonly x: number; readonly place: number; readonly top: number }[];
  readonly y: number;
  /** Where the line to the children leaves it. */
  readonly hang: number;
  readonly unions: readonly Union[];
  readonly slashes: 0 | 1 | 2;
  /** Middle of the slashes. */
  readonly slashX: number;
  readonly texts: readonly { readonly text: string; readonly x: number; readonly y: number }[];
  readonly textBox?: Box;
}

const TRACK = 11;
const PAD = 5;
/** Room that slashes take on a line. */
const SLASH_ROOM = 18;
const TEXT_FROM_STEM = 3.5;

/** How far apart a couple's stems must be for what is written on the line. */
export function coupleRoom(unions: readonly Union[], measure: MeasureText): number {
  const width = widestText(unionTexts(unions), measure);
  return (width > 0 ? width + 2 * TEXT_FROM_STEM : 0) + (slashesOf(unions) > 0 ? SLASH_ROOM : 0);
}

function widestText(texts: readonly string[], measure: MeasureText): number {
  return Math.max(0, ...texts.map((text) => measure(text, 'sans', SIZE.small)));
}

export interface CoupleSpace {
  readonly lattice: Lattice;
  readonly row: number;
  /** The places of the row, left to right. */
  readonly places: readonly number[];
  readonly x: Float64Array;
  readonly ports: Ports;
  readonly measure: MeasureText;
  /** Where the first line may run. */
  readonly top: number;
  /** Where a stem leaves its place. */
  stemTop(place: number, aside: number): number;
  /** Where the children of a nest would best hang. */
  wantedHang(nest: number): number | undefined;
  /** Below the lines stand labels that the lines to children must pass between: what is taken, by line depth. */
  readonly taken: readonly { readonly left: number; readonly right: number }[];
}

interface Span {
  readonly nest: number;
  readonly places: readonly number[];
  readonly left: number;
  readonly right: number;
  readonly texts: readonly string[];
  track: number;
}

/** The lines of a row's couples, short ones above long ones, and how deep they reach. */
export function coupleLines(space: CoupleSpace): {
  readonly lines: readonly CoupleLine[];
  readonly bottom: number;
} {
  const spans = spansOf(space);
  setTracks(spans);
  const heights: number[] = [];
  for (const { track, texts } of spans) {
    const needed = Math.max(TRACK, texts.length * (SIZE.leading - 0.6) + PAD);
    heights[track] = Math.max(heights[track] ?? 0, needed);
  }
  const yOf = (track: number): number =>
    space.top + heights.slice(0, track + 1).reduce((sum, height) => sum + (height ?? 0), 0);
  const stems = spans.flatMap(({ left, right, track }) => [
    { x: left, track },
    { x: right, track },
  ]);
  const hangs = spans.map((span) => ({ x: hangOf(span, space), track: span.track }));
  const lines = spans.map((span, nth) => {
    const crossing = [
      ...stems.filter(({ track }) => track > span.track),
      ...hangs.filter(({ track }) => track < span.track),
    ].map(({ x }) => x);
    return lineOf(span, yOf(span.track), hangs[nth]?.x ?? span.left, crossing, space);
  });
  return { lines, bottom: Math.max(space.top, ...lines.map(({ y }) => y)) };
}

/** Single parents whose children can hang straight from the symbol need no line of their own. */
function spansOf(space: CoupleSpace): readonly Span[] {
  const { lattice, row, x, ports } = space;
  return lattice.ends.flatMap((places, nest): readonly Span[] => {
    if (lattice.nestRows[nest] !== row) return [];
    const stems = places.map((place) => (x[place] ?? 0) + ports.of(nest, place));
    const texts = unionTexts(lattice.kin.nests[nest]?.unions ?? []);
    if (places.length === 2) {
      return [{ nest, places, left: Math.min(...stems), right: Math.max(...stems), texts, track: 0 }];
    }
    const [stem = 0] = stems;
    const hang = freeNear(stem, space.taken);
    return [{ nest, places, left: Math.min(stem, hang), right: Math.max(stem, hang), texts: [], track: 0 }];
  });
}

/** Lines that would touch run below one another, the longer one deeper, so that stems meet no line. */
function setTracks(spans: readonly Span[]): void {
  const placed: Span[] = [];
  for (const span of spans.toSorted(
    (one, two) => one.right - one.left - (two.right - two.left) || one.nest - two.nest,
  )) {
    const touching = placed.filter(({ left, right }) => left < span.right + PAD && span.left < right + PAD);
    span.track = Math.max(-1, ...touching.map(({ track }) => track)) + 1;
    placed.push(span);
  }
}

function lineOf(
  span: Span,
  y: number,
  hang: number,
  crossing: readonly number[],
  space: CoupleSpace,
): CoupleLine {
  const { lattice, x, ports } = space;
  const unions = lattice.kin.nests[span.nest]?.unions ?? [];
  const stems = span.places
    .map((place) => {
      const aside = ports.of(span.nest, place);
      return { x: (x[place] ?? 0) + aside, place, top: space.stemTop(place, aside) };
    })
    .toSorted((one, two) => one.x - two.x);
  const slashes = stems.length === 2 ? slashesOf(unions) : 0;
  const width = widestText(span.texts, space.measure);
  const textX = roomFor(width, span, crossing, slashes > 0 ? SLASH_ROOM : 0);
  const firstY = y - 3 - (span.texts.length - 1) * (SIZE.leading - 0.6);
  const texts = span.texts.map((text, nth) => ({ text, x: textX, y: firstY + nth * (SIZE.leading - 0.6) }));
  return {
    nest: span.nest,
    stems,
    y,
    hang,
    unions,
    slashes,
    slashX: slashPlace(span, width),
    texts,
    ...(texts.length > 0 && {
      textBox: { left: textX, right: textX + width, top: firstY - SIZE.ascent, bottom: y - 3 + SIZE.descent },
    }),
  };
}

function slashPlace({ left, right }: Span, textWidth: number): number {
  const free = right - (left + TEXT_FROM_STEM + textWidth);
  return right - Math.min(free / 2, (right - left) / 4);
}

/** After the left stem, or behind a line that comes through from above. */
function roomFor(
  width: number,
  { left, right }: Span,
  crossing: readonly number[],
  slashRoom: number,
): number {
  const walls = [left, ...crossing.filter((stem) => stem > left && stem < right), right].toSorted(
    (a, b) => a - b,
  );
  for (let nth = 1; nth < walls.length; nth += 1) {
    const [from = left, to = right] = [walls[nth - 1], walls[nth]];
    const end = to === right ? to - slashRoom : to;
    if (end - from >= width + 2 * TEXT_FROM_STEM) return from + TEXT_FROM_STEM;
  }
  return left + TEXT_FROM_STEM;
}

/** As near to the middle of the children as the couple's line goes, and not through a label. */
function hangOf({ nest, places, left, right }: Span, space: CoupleSpace): number {
  if (places.length < 2) {
    const stem = (space.x[places[0] ?? 0] ?? 0) + space.ports.of(nest, places[0] ?? 0);
    return Math.abs(stem - left) < Math.abs(stem - right) ? right : left;
  }
  const inset = Math.min(6, (right - left) / 4);
  const wanted = space.wantedHang(nest) ?? (left + right) / 2;
  const clamped = Math.min(Math.max(wanted, left + inset), right - inset);
  const free = freeNear(clamped, space.taken);
  return free >= left && free <= right ? free : (left + right) / 2;
}

/** The nearest place to `x` that nothing takes. */
function freeNear(x: number, taken: readonly { readonly left: number; readonly right: number }[]): number {
  const merged: { left: number; right: number }[] = [];
  for (const { left, right } of taken.toSorted((one, two) => one.left - two.left)) {
    const last = merged.at(-1);
    if (last && left <= last.right) last.right = Math.max(last.right, right);
    else merged.push({ left, right });
  }
  const over = merged.find(({ left, right }) => x > left && x < right);
  if (!over) return x;
  return x - over.left < over.right - x ? over.left : over.right;
}
