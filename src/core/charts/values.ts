import type { MeasureText, Shape } from '../drawing/scene.js';
import { figure } from './describe.js';
import { HALF_HEIGHT, middle, text, type Plot } from './plot.js';
import { lastAnswered, type DrawnSeries, type Look, type Mark } from './series.js';

/** Numbers at the lines' ends stand this far below each other at least. */
const LABEL_PITCH = 9.5;
const LABEL_SIZE = 8.5;
const FIRST_SIZE = 7.5;
const FIRST_GAP = 4.5;
const LABEL_GAP = 6;
/** Room that a line's end takes for its letter and value. */
const LABEL_ROOM = 26;

/** Values written in a chart. */
export interface Written {
  /** Lies under the lines: a line of the frame that runs behind words would make them hard to read. */
  readonly grounds: readonly Shape[];
  readonly words: readonly Shape[];
}

/** The first answer of each series that has more than one: one alone is its last. Of equal values the first. */
function firstMarks(series: readonly DrawnSeries[]): readonly (Mark & Pick<DrawnSeries, 'look'>)[] {
  const firsts = series.flatMap(({ marks, look }) => {
    const given = marks.filter((mark) => mark !== undefined);
    const [first] = given;
    return first && given.length > 1 ? [{ ...first, look }] : [];
  });
  return firsts.filter((one, index) => firsts.findIndex(({ value }) => value === one.value) === index);
}

/** The first values, above their dots or, for the lower of two, below. */
export function firstValues(series: readonly DrawnSeries[]): Written {
  const firsts = firstMarks(series);
  const highest = Math.max(...firsts.map(({ value }) => value));
  const words = firsts.map(({ x, y, value, look }): Shape => ({
    ...text(figure(value), x, value === highest ? y - 5 : y + 9.5, 'middle'),
    size: FIRST_SIZE,
    face: 'sansSemi',
    ink: look.ink,
  }));
  return { grounds: [], words };
}

/** The first values left of their dots, for a chart that is too flat for words above its lines. */
export function firstValuesBeside(series: readonly DrawnSeries[], plot: Plot, measure: MeasureText): Written {
  const ends = firstMarks(series).map(({ x, y, value, look }): LineEnd => {
    const words = figure(value);
    return { words, look, size: FIRST_SIZE, y, x: x - FIRST_GAP - measure(words, 'sansSemi', FIRST_SIZE) };
  });
  return written(ends, plot, measure);
}

/** The last value of each series with its letter, right of where its line ends. */
export function lastValues(series: readonly DrawnSeries[], plot: Plot, measure: MeasureText): Written {
  const ends = series.flatMap(({ letter, look, marks }): LineEnd[] => {
    const end = marks[lastAnswered(marks)];
    if (!end) return [];
    const words = [letter, figure(end.value)].filter((part) => part !== undefined).join(' ');
    return [{ words, look, size: LABEL_SIZE, y: end.y, x: end.x + LABEL_GAP }];
  });
  return written(ends, plot, measure);
}

/** Words at an end of a line. */
interface LineEnd {
  readonly words: string;
  readonly look: Look;
  readonly size: number;
  /** Height of the line's end. */
  readonly y: number;
  /** Where the words start. */
  readonly x: number;
}

function written(ends: readonly LineEnd[], plot: Plot, measure: MeasureText): Written {
  const heights = ends.map((_, index) => heightOf(ends, index, plot));
  return {
    grounds: ends.map((end, index) => ground(end, heights[index] ?? end.y, measure)),
    words: ends.map(({ words, look, size, x, y }, index) => ({
      ...text(words, x, (heights[index] ?? y) + size * HALF_HEIGHT),
      size,
      face: 'sansSemi',
      ink: look.ink,
    })),
  };
}

function ground({ words, size, x }: LineEnd, height: number, measure: MeasureText): Shape {
  const width = measure(words, 'sansSemi', size);
  const [left, right] = [x - 1, x + width + 1].map((at) => at.toFixed(2));
  const [top, bottom] = [height - size / 2, height + size / 2].map((at) => at.toFixed(2));
  return { kind: 'path', d: `M${left} ${top}H${right}V${bottom}H${left}Z`, fill: { ink: 'paper' } };
}

/** Words of two lines that end at one place in time would lie on each other: they give way to either side. */
function heightOf(ends: readonly LineEnd[], index: number, plot: Plot): number {
  const own = ends[index];
  const other = ends.find((one) => one !== own && own && Math.abs(one.x - own.x) < LABEL_ROOM);
  if (!own || !other || Math.abs(own.y - other.y) >= LABEL_PITCH) return own?.y ?? 0;
  const half = LABEL_PITCH / 2;
  const centre = Math.max(plot.top + half, Math.min(middle(own.y, other.y), plot.bottom - half));
  // Of two that are equal the first stands above.
  const above = own.y < other.y || (own.y === other.y && index < ends.indexOf(other));
  return above ? centre - half : centre + half;
}
