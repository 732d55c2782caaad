import type { ChartSeries, LineChart } from './chart-data.js';

const NAMES = ['solid line', 'dashed line'];

/** Says in words what a line chart shows: every answer with its day, every gap, and the last session. */
export function describeLineChart({ unit, series, sessions }: LineChart): string {
  const last = sessions.at(-1);
  return [
    `Line chart, ${unit}`,
    ...series.map((one, index) => describeSeries(one, series.length > 1 ? NAMES[index] : undefined)),
    ...(last ? [`Last session ${last.label}`] : []),
  ]
    .map((sentence) => `${sentence}.`)
    .join(' ');
}

function describeSeries({ letter, points }: ChartSeries, look: string | undefined): string {
  const answered = points.some(({ value }) => value !== undefined);
  const words = answered
    ? points
        .map(({ label, value }) => `${label}: ${value === undefined ? 'no answer' : figure(value)}`)
        .join('; ')
    : 'no answers yet';
  const name = [letter, look && `(${look})`].filter((part) => part !== undefined).join(' ');
  return name === '' ? capital(words) : `${name} ${words}`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A value as it is printed: at most one decimal. */
export function figure(value: number): string {
  return String(Math.round(value * 10) / 10);
}
