import type { HomeLine } from '../model.js';

/** A line with something to do. */
export type OpenLine = HomeLine & { readonly state: Exclude<HomeLine['state'], 'done'> };

const FIRST: readonly OpenLine['state'][] = ['begun', 'returned', 'new'];

/**
 * What is open, in the order to go on in: what was begun before what came back, and what is new last; of these what is
 * wanted soonest, then what was given first.
 */
export function inOrder(lines: readonly HomeLine[]): readonly OpenLine[] {
  return lines
    .filter((line): line is OpenLine => line.state !== 'done')
    .toSorted(
      (a, b) =>
        FIRST.indexOf(a.state) - FIRST.indexOf(b.state) ||
        compare(a.dueOn ?? LAST, b.dueOn ?? LAST) ||
        byGiving(a, b),
    );
}

/** Orders lines by when they were given. */
export function byGiving(a: HomeLine, b: HomeLine): number {
  return compare(a.givenAt, b.givenAt);
}

/** Sorts after every date. */
const LAST = '~';

/** What was handed in, the latest first. */
export function handedIn(lines: readonly HomeLine[]): readonly HomeLine[] {
  return lines
    .filter(({ state }) => state === 'done')
    .toSorted((a, b) => compare(b.submittedAt ?? '', a.submittedAt ?? ''));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** How far off the day is by which something is wanted. Both are YYYY-MM-DD. */
export function dueIn(dueOn: string, today: string): 'past' | 'today' | 'tomorrow' | 'later' {
  const days = (Date.parse(dueOn) - Date.parse(today)) / DAY_MS;
  if (days < 0) return 'past';
  if (days < 1) return 'today';
  return days < 2 ? 'tomorrow' : 'later';
}

const DAY_MS = 86_400_000;

/** What tells a line from others of its title: its day, and its number where several are of that day. */
export interface Apart {
  readonly day: string;
  /** Counts from 1; null where the day is enough. */
  readonly number: number | null;
}

/**
 * For each line that shares its title with another of the list what tells it apart, by the line's id.
 * @param lines in their order in time
 * @param dayOf the day that is shown with a line
 */
export function toldApart<Line extends HomeLine>(
  lines: readonly Line[],
  dayOf: (line: Line) => string,
): ReadonlyMap<string, Apart> {
  const days = lines.map((line) => ({ id: line.id, title: line.title, day: dayOf(line) }));
  return new Map(
    days
      .filter(({ id, title }) => days.some((other) => other.id !== id && other.title === title))
      .map(({ id, title, day }) => {
        const that = days.filter((other) => other.title === title && other.day === day);
        const number = that.length > 1 ? that.findIndex((other) => other.id === id) + 1 : null;
        return [id, { day, number }];
      }),
  );
}
