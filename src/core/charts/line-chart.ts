import type { MeasureText, Scene, Shape } from '../drawing/scene.js';
import type { LineChart } from './chart-data.js';
import { describeLineChart } from './describe.js';
import { axis, days, sessions, titles } from './frame.js';
import { BRIEF_HEIGHT, CHART_HEIGHT, CHART_WIDTH, middle, scalesOf, text, type Scales } from './plot.js';
import { drawnSeries, lines } from './series.js';
import { firstValues, firstValuesBeside, lastValues } from './values.js';

/** How many answers of a series are drawn: the last so many. */
const POINTS_SHOWN = 8;
const NO_ANSWERS = 'No answers yet';

/**
 * Draws the last eight answers of each series: no value is invented between answers or in place of one that is
 * missing. The first and the last value stand there in figures. `measure` is the medium's own.
 */
export function lineChart(chart: LineChart, measure: MeasureText): Scene {
  const shown = lastAnswers(chart);
  const scales = scalesOf(shown);
  const answered = shown.series.some(({ points }) => points.some(({ value }) => value !== undefined));
  return {
    width: CHART_WIDTH,
    height: chart.brief ? BRIEF_HEIGHT : CHART_HEIGHT,
    title: chart.title,
    description: describeLineChart(shown),
    shapes: [
      ...titles(chart, measure),
      ...axis(chart, scales),
      ...(answered ? answers(shown, scales, measure) : [noAnswers(scales)]),
    ],
  };
}

function answers(chart: LineChart, scales: Scales, measure: MeasureText): readonly Shape[] {
  const { plot } = scales;
  const series = chart.series.map((one, index) => drawnSeries(one, index, scales));
  const first = chart.brief ? firstValuesBeside(series, plot, measure) : firstValues(series);
  const last = lastValues(series, plot, measure);
  return [
    ...sessions(chart, scales, measure),
    ...days(chart, scales, measure),
    ...first.grounds,
    ...last.grounds,
    ...series.flatMap(lines),
    ...first.words,
    ...last.words,
  ];
}

function noAnswers({ plot }: Scales): Shape {
  return text(NO_ANSWERS, middle(plot.left, plot.right), middle(plot.top, plot.bottom) - 4, 'middle');
}

/** The chart with no more answers than are drawn. */
export function lastAnswers(chart: LineChart): LineChart {
  return {
    ...chart,
    series: chart.series.map((one) => ({ ...one, points: one.points.slice(-POINTS_SHOWN) })),
  };
}
