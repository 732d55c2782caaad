import { line } from 'd3-shape';
import type { SceneInk, Shape } from '../drawing/scene.js';
import type { ChartSeries } from './chart-data.js';
import type { Scales } from './plot.js';

export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

export interface DrawnSeries {
  readonly letter: string | undefined;
  readonly look: Look;
  /** In order; `undefined` where there is no answer. */
  readonly marks: readonly (Mark | undefined)[];
}

/** Lines that stay apart without colour: solid with full dots, dashed with open ones. */
export interface Look {
  readonly ink: SceneInk;
  readonly dash?: readonly number[];
  readonly dot: SceneInk;
}

const LOOKS: readonly [Look, Look] = [
  { ink: 'accent', dot: 'accent' },
  { ink: 'ink', dash: [3, 2], dot: 'paper' },
];

export function drawnSeries({ letter, points }: ChartSeries, index: number, { x, y }: Scales): DrawnSeries {
  return {
    letter,
    look: LOOKS[index === 0 ? 0 : 1],
    marks: points.map(({ at, value }) =>
      value === undefined ? undefined : { x: x(at), y: y(value), value },
    ),
  };
}

export function lines({ look, marks }: DrawnSeries): readonly Shape[] {
  const path = line<Mark | undefined>()
    .defined((mark) => mark !== undefined)
    .x((mark) => mark?.x ?? 0)
    .y((mark) => mark?.y ?? 0)
    .digits(2)([...marks]);
  const dots = marks.flatMap((mark, index): Shape[] => {
    if (!mark) return [];
    const radius = index === lastAnswered(marks) ? 2.4 : 1.7;
    return [
      { kind: 'path', d: circle(mark, radius), stroke: { ink: look.ink, width: 1 }, fill: { ink: look.dot } },
    ];
  });
  if (path === null) return dots;
  const stroke = { ink: look.ink, width: 1.3, ...(look.dash && { dash: look.dash }) };
  return [{ kind: 'path', d: path, stroke }, ...dots];
}

function circle({ x, y }: Mark, radius: number): string {
  const [left, right] = [x - radius, x + radius].map((at) => at.toFixed(2));
  const arc = `A${radius} ${radius} 0 1 0`;
  return `M${left} ${y.toFixed(2)}${arc} ${right} ${y.toFixed(2)}${arc} ${left} ${y.toFixed(2)}Z`;
}

export function lastAnswered(marks: DrawnSeries['marks']): number {
  return marks.findLastIndex((mark) => mark !== undefined);
}
