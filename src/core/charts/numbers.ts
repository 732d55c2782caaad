import type { ChartPoint, LineChart } from './chart-data.js';
import { figure } from './describe.js';
import { lastAnswers } from './line-chart.js';

/** The numbers of charts as rows and columns: a heading for each column, then a row for each line drawn. */
export interface ChartNumbers {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** More columns than this do not fit side by side; the numbers are then turned, a row for each day. */
const MOST_DAYS = 9;
const NO_ANSWER = '–';

/** The numbers that line charts draw, for those who would rather read them. Charts without an answer are left out. */
export function chartNumbers(charts: readonly LineChart[]): ChartNumbers {
  const drawn = charts.map(lastAnswers);
  const lines = drawn.flatMap(({ title, series }) =>
    series
      .filter(({ points }) => points.some(({ value }) => value !== undefined))
      .map(({ letter, points }) => ({ name: letter === undefined ? title : `${title}, ${letter}`, points })),
  );
  const days = daysOf(lines.flatMap(({ points }) => points));
  const cells = lines.map(({ points }) => days.map((day) => cell(points, day)));
  const names = lines.map(({ name }) => name);
  return days.length <= MOST_DAYS
    ? { headings: ['Line', ...days], rows: names.map((name, index) => [name, ...(cells[index] ?? [])]) }
    : {
        headings: ['Day', ...names],
        rows: days.map((day, at) => [day, ...cells.map((row) => row[at] ?? '')]),
      };
}

/** Days as they are written, oldest first, each once. */
function daysOf(points: readonly ChartPoint[]): readonly string[] {
  const inOrder = points.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return [...new Set(inOrder.map(({ label }) => label))];
}

/** Two answers on one day stand there both. */
function cell(points: readonly ChartPoint[], day: string): string {
  const values = points.flatMap(({ label, value }) =>
    label === day && value !== undefined ? [figure(value)] : [],
  );
  return values.length > 0 ? values.join(', ') : NO_ANSWER;
}
