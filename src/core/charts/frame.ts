import type { MeasureText, SceneInk, Shape, TextShape } from '../drawing/scene.js';
import type { LineChart } from './chart-data.js';
import { figure } from './describe.js';
import {
  BRIEF_HEIGHT,
  CHART_HEIGHT,
  CHART_WIDTH,
  HALF_HEIGHT,
  middle,
  SMALL,
  text,
  type Plot,
  type Scales,
} from './plot.js';

export function titles({ title, unit, brief }: LineChart, measure: MeasureText): readonly Shape[] {
  const name = fitted(title, 'sansSemi', 9.5, measure);
  const taken = measure(name, 'sansSemi', 9.5) + 7;
  return [
    { ...text(name, 0, 9), size: 9.5, face: 'sansSemi', ink: 'ink' },
    ...(brief
      ? unitBeside(unit, taken, measure)
      : [{ ...text(fitted(unit, 'sans', 7.5, measure), 0, 19.5), size: 7.5 }]),
  ];
}

/** Left out where a title takes its room: the description has it. */
function unitBeside(unit: string, x: number, measure: MeasureText): readonly Shape[] {
  const fits = x + measure(unit, 'sans', 7) <= CHART_WIDTH;
  return fits ? [{ ...text(unit, x, 9), size: 7 }] : [];
}

/** Cut with an ellipsis where it is wider than the drawing. */
function fitted(whole: string, face: TextShape['face'], size: number, measure: MeasureText): string {
  if (measure(whole, face, size) <= CHART_WIDTH) return whole;
  const letters = Array.from(whole);
  while (letters.length > 0 && measure(`${letters.join('')}…`, face, size) > CHART_WIDTH) letters.pop();
  return `${letters.join('')}…`;
}

export function axis({ range: [low, high], brief }: LineChart, { y, plot }: Scales): readonly Shape[] {
  const number = (value: number): Shape =>
    text(figure(value), plot.left - 4, y(value) + SMALL * HALF_HEIGHT, 'end');
  const level = (value: number, ink: SceneInk): Shape => horizontal(y(value), ink, plot);
  return [
    level(high, 'rule'),
    level(middle(low, high), 'rule'),
    level(low, 'soft'),
    // A brief chart has its first values there, and its range beside its title.
    ...(brief ? [] : [number(low), number(high)]),
  ];
}

function horizontal(at: number, ink: SceneInk, { left, right }: Plot): Shape {
  return { kind: 'line', x1: left, y1: at, x2: right + 3, y2: at, stroke: { ink, width: 0.5 } };
}

/** A tick for each session, and a dashed line for the last. */
export function sessions(
  { sessions: all, brief }: LineChart,
  { x, holds, plot }: Scales,
  measure: MeasureText,
): readonly Shape[] {
  const last = all.at(-1);
  const ticks = all
    .filter(({ at }) => holds(at))
    .map(({ at }) => upright(x(at), plot.bottom, plot.bottom + 3.5));
  if (last === undefined || !holds(last.at)) return ticks;
  const at = x(last.at);
  if (brief) return [...ticks, upright(at, plot.top - 3, plot.bottom, [2, 2])];
  const words = 'last session';
  const half = measure(words, 'sans', SMALL) / 2;
  const centre = Math.max(half, Math.min(CHART_WIDTH - half, at));
  return [
    ...ticks,
    upright(at, plot.top - 11, plot.bottom, [2, 2]),
    text(words, centre, plot.top - 13, 'middle'),
  ];
}

function upright(at: number, from: number, to: number, dash?: readonly number[]): Shape {
  return {
    kind: 'line',
    x1: at,
    y1: from,
    x2: at,
    y2: to,
    stroke: { ink: 'mid', width: 0.7, ...(dash && { dash }) },
  };
}

/** The days of the first and the last answer, below the axis. */
export function days(
  { series, brief }: LineChart,
  { x, plot }: Scales,
  measure: MeasureText,
): readonly Shape[] {
  const points = series.flatMap((one) => one.points).toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return [];
  const width = (label: string): number => measure(label, 'sans', SMALL);
  const y = (brief ? BRIEF_HEIGHT : CHART_HEIGHT) - 3;
  const end = Math.min(
    CHART_WIDTH,
    Math.max(x(last.at) + width(last.label) / 2, plot.left + width(last.label)),
  );
  const start = Math.max(0, x(first.at) - width(first.label) / 2);
  const right = text(last.label, end, y, 'end');
  const apart = start + width(first.label) + 6 < end - width(last.label);
  return apart ? [text(first.label, start, y), right] : [right];
}
