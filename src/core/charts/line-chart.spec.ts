import { expect, test } from '@jest/globals';
import { array, assert, boolean, constantFrom, double, option, property } from 'fast-check';
import type { MeasureText, Scene, TextShape } from '../drawing/scene.js';
import type { ChartPoint, LineChart } from './chart-data.js';
import { chartNumbers } from './numbers.js';
import { lineChart } from './line-chart.js';
import { CHART_WIDTH } from './plot.js';

/** Every letter is half as wide as it is high. */
const measure: MeasureText = (text, _, size) => Array.from(text).length * size * 0.5;

function day(number: number): Date {
  return new Date(Date.UTC(2026, 10, number));
}

function points(...values: readonly (number | undefined)[]): readonly ChartPoint[] {
  return values.map((value, index) => ({
    at: day(index + 1),
    label: `Nov ${index + 1}`,
    ...(value !== undefined && { value }),
  }));
}

function chart(...series: readonly (readonly ChartPoint[])[]): LineChart {
  return {
    title: 'Trust',
    unit: '0 to 10',
    range: [0, 10],
    series: series.map((one, index) => ({
      ...(series.length > 1 && { letter: index === 0 ? 'A' : 'B' }),
      points: one,
    })),
    sessions: [
      { at: day(2), label: 'Nov 2' },
      { at: day(4), label: 'Nov 4' },
    ],
  };
}

function words({ shapes }: Scene): readonly string[] {
  return shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));
}

/** The lines through the answers: unfilled paths. */
function drawnLines({ shapes }: Scene): readonly { readonly d: string; readonly dashed: boolean }[] {
  return shapes.flatMap((shape) =>
    shape.kind === 'path' && !shape.fill ? [{ d: shape.d, dashed: shape.stroke?.dash !== undefined }] : [],
  );
}

test('the first and the last value stand there in figures', () => {
  expect(words(lineChart(chart(points(3, 5, 8)), measure))).toEqual(expect.arrayContaining(['3', '8']));
});

test('a missing answer is a gap, not a line', () => {
  const [line] = drawnLines(lineChart(chart(points(3, 4, undefined, 6, 7)), measure));
  expect(line?.d.match(/M/gu)).toHaveLength(2);
  expect(line?.d.match(/L/gu)).toHaveLength(2);
});

test('A is solid, B dashed, each with its letter at its end', () => {
  const scene = lineChart(chart(points(3, 4, 5), points(9, 8, 7)), measure);
  expect(drawnLines(scene).map(({ dashed }) => dashed)).toEqual([false, true]);
  expect(words(scene)).toEqual(expect.arrayContaining(['A 5', 'B 7']));
});

test('only the last eight answers are drawn and told', () => {
  const scene = lineChart(chart(points(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)), measure);
  expect(drawnLines(scene)[0]?.d.match(/[ML]/gu)).toHaveLength(8);
  expect(scene.description).toContain('Nov 3: 3;');
  expect(scene.description).not.toContain('Nov 2: 2;');
});

test('each session is a tick, the last a dashed line with its name', () => {
  const { shapes } = lineChart(chart(points(3, 4, 5, 6, 7)), measure);
  const upright = shapes.filter((shape) => shape.kind === 'line' && shape.x1 === shape.x2);
  expect(upright).toHaveLength(3);
  expect(upright.filter((shape) => shape.kind === 'line' && shape.stroke.dash)).toHaveLength(1);
});

test('a session long before the first answer does not squeeze the lines', () => {
  const past = { ...chart(points(3, 4)), sessions: [{ at: day(-200), label: 'Apr 14' }] };
  expect(words(lineChart(past, measure))).not.toContain('last session');
  const recent = { ...chart(points(3, 4)), sessions: [{ at: day(-5), label: 'Oct 26' }] };
  expect(words(lineChart(recent, measure))).toContain('last session');
});

test.each<[string, readonly ChartPoint[]]>([
  ['no point', points()],
  ['no answer', points(undefined, undefined)],
])('%s says so', (_, given) => {
  const scene = lineChart(chart(given), measure);
  expect(words(scene)).toContain('No answers yet');
  expect(scene.description).toContain('No answers yet.');
});

test('one answer is a dot and its number, once', () => {
  const scene = lineChart(chart(points(6)), measure);
  expect(words(scene).filter((word) => word === '6')).toHaveLength(1);
});

test('the description says the numbers in words', () => {
  expect(lineChart(chart(points(3, undefined, 5), points(1)), measure).description).toBe(
    'Line chart, 0 to 10. A (solid line) Nov 1: 3; Nov 2: no answer; Nov 3: 5. B (dashed line) Nov 1: 1. Last session Nov 4.',
  );
});

test('nothing leaves the drawing, nothing is not a number, and ends never lie on each other', () => {
  const value = option(double({ min: -2, max: 12, noNaN: true }), { nil: undefined });
  const series = array(value, { maxLength: 12 }).map((values) => points(...values));
  assert(
    property(series, series, constantFrom('Trust', 'T'.repeat(300)), boolean(), (a, b, title, brief) => {
      const scene = lineChart({ ...chart(a, b), title, brief }, measure);
      for (const shape of scene.shapes) {
        expect(JSON.stringify(shape)).not.toMatch(/null|NaN|Infinity/u);
        if (shape.kind !== 'text') continue;
        const [left, right] = reach(shape);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(right).toBeLessThanOrEqual(CHART_WIDTH + 4);
        expect(shape.y).toBeLessThanOrEqual(scene.height);
        expect(shape.y - shape.size * 0.7).toBeGreaterThanOrEqual(0);
      }
      const ends = scene.shapes.filter(
        (shape): shape is TextShape => shape.kind === 'text' && /^[AB] /u.test(shape.text),
      );
      const [first, second] = ends;
      if (!first || !second) return;
      const beside = reach(first)[1] <= second.x || reach(second)[1] <= first.x;
      expect(beside || Math.abs(first.y - second.y) >= first.size).toBe(true);
    }),
  );
});

function reach({ text, face, size, x, anchor }: TextShape): readonly [number, number] {
  const width = measure(text, face, size);
  const left = { start: x, middle: x - width / 2, end: x - width }[anchor];
  return [left, left + width];
}

test('a brief chart says its first values left of its lines, and nothing twice', () => {
  const scene = lineChart({ ...chart(points(3, 5), points(3, 8)), brief: true }, measure);
  expect(words(scene)).toEqual(['Trust', '0 to 10', 'Nov 1', 'Nov 2', '3', 'A 5', 'B 8']);
});

test('the numbers stand in a table, a day a column', () => {
  expect(chartNumbers([chart(points(3, undefined, 5), points(1)), chart(points())])).toEqual({
    headings: ['Line', 'Nov 1', 'Nov 2', 'Nov 3'],
    rows: [
      ['Trust, A', '3', '–', '5'],
      ['Trust, B', '1', '–', '–'],
    ],
  });
});

test('with many days the table is turned', () => {
  const late = points(...Array.from({ length: 16 }, (_, index) => index % 10));
  const { headings, rows } = chartNumbers([chart(late.slice(0, 8)), chart(late.slice(8))]);
  expect(headings).toEqual(['Day', 'Trust', 'Trust']);
  expect(rows).toHaveLength(16);
});
