import type { LineChart } from '../../core/charts/chart-data.js';
import { chartNumbers } from '../../core/charts/numbers.js';
import type { Scale } from '../../core/worksheet/definition.js';
import type { SourceLine } from '../../core/worksheet/summary-sources.js';
import type { SummaryDates } from '../summary.dates.js';
import type { LineNumbers, LinePoint, Lines, SummaryInput, TrackedLine } from '../summary.types.js';
import { type Answered, isOf, numberAt, readAnswers, shownItem } from './answered.js';

const MOST_POINTS = 8;

/** Trust, felt safety and doubt over time: the client's own numbers and nothing made of them. */
export function linesOverTime(
  input: SummaryInput,
  submitted: readonly Answered[],
  dates: SummaryDates,
): Lines {
  const answered = [...input.earlier.map(readAnswers), ...submitted];
  const lines = input.sources.lines.map((line) => ({ line, chart: trackedLine(line, answered, dates) }));
  const charts = lines.flatMap(({ chart }) => chart ?? []);
  const silent = lines.filter(({ chart }) => chart === undefined).map(({ line }) => line.title.toLowerCase());
  return {
    heading: 'Lines',
    ...(charts.length > 0 && { note: 'reading aids, not validated' }),
    charts,
    sessions: ticksBetween(charts, input.sessions, dates),
    remarks: silent.length > 0 ? [`No answers yet on ${inWords(silent)}.`] : [],
  };
}

/** The last eight answers of a line; undefined where there is none. */
export function trackedLine(
  { line, title, items }: SourceLine,
  answered: readonly Answered[],
  dates: SummaryDates,
): TrackedLine | undefined {
  let scale: Scale | undefined;
  const points: LinePoint[] = [];
  for (const one of answered) {
    for (const source of items.filter((candidate) => isOf(one, candidate))) {
      const item = shownItem(one, source.item);
      const value = numberAt(one, source.item);
      if (item?.type !== 'scale' || value === undefined) continue;
      scale = item.scale;
      points.push({ at: one.from.submittedAt, label: dates.shortDay(one.from.submittedAt), value });
    }
  }
  if (!scale) return undefined;
  const { min, max, low, high } = scale;
  return {
    line,
    title,
    unit: `${min} ${low.toLowerCase()}, ${max} ${high.toLowerCase()}`,
    range: [min, max],
    points: points.toSorted((a, b) => a.at.getTime() - b.at.getTime()).slice(-MOST_POINTS),
  };
}

/** Sessions from the first point on, each a tick on the axis. */
function ticksBetween(
  charts: readonly TrackedLine[],
  sessions: readonly Date[],
  dates: SummaryDates,
): Lines['sessions'] {
  const first = Math.min(...charts.flatMap(({ points }) => points.map(({ at }) => at.getTime())));
  return sessions.filter((at) => at.getTime() >= first).map((at) => ({ at, label: dates.shortDay(at) }));
}

/** The same numbers by day, for those who cannot see a drawing; undefined where nothing was drawn. */
export function lineNumbers(lines: Lines): LineNumbers | undefined {
  if (lines.charts.length === 0) return undefined;
  const { headings, rows } = chartNumbers(lines.charts.map((line) => chartOf(line, lines.sessions)));
  return { heading: 'The lines in numbers', columns: headings, rows };
}

/** A line as charts are drawn from it. */
export function chartOf({ title, unit, range, points }: TrackedLine, sessions: Lines['sessions']): LineChart {
  return { title, unit, range, series: [{ points }], sessions, brief: true };
}

function inWords(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last}` : last;
}
