import { scaleLinear } from 'd3-scale';
import type { TextShape } from '../drawing/scene.js';
import type { LineChart } from './chart-data.js';

/** Drawn size in points; three stand side by side on a page. */
export const CHART_WIDTH = 156;
export const CHART_HEIGHT = 124;
/** Of a brief one. */
export const BRIEF_HEIGHT = 54;

/** The area of the lines, inside the drawing. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
const PLOT: Plot = { left: 13, right: CHART_WIDTH - 28, top: 43, bottom: CHART_HEIGHT - 25 };
const BRIEF_PLOT: Plot = { ...PLOT, top: 18, bottom: BRIEF_HEIGHT - 14 };
/** Size of the smallest words. */
export const SMALL = 6.75;
/** From a label's middle down to its baseline, as a share of its size. */
export const HALF_HEIGHT = 0.34;
const DAY = 86_400_000;
/** A last session this long before the first answer is still shown. */
const SESSION_REACH = 31 * DAY;

export interface Scales {
  readonly plot: Plot;
  readonly x: (at: Date) => number;
  readonly y: (value: number) => number;
  /** Is this moment among those drawn? */
  readonly holds: (at: Date) => boolean;
}

export function scalesOf({ series, sessions: all, range, brief }: LineChart): Scales {
  const plot = brief ? BRIEF_PLOT : PLOT;
  const answers = series.flatMap(({ points }) => points.map(({ at }) => at.getTime()));
  const [first, last] = [Math.min(...answers), Math.max(...answers)];
  const session = all.at(-1)?.at.getTime();
  const near = session !== undefined && session > first - SESSION_REACH;
  const from = near ? Math.min(first, session) : first;
  const to = near ? Math.max(last, session) : last;
  // A single moment stands in the middle.
  const domain = from < to ? [from, to] : [from - DAY, to + DAY];
  const x = scaleLinear(domain, [plot.left + 3, plot.right]);
  const y = scaleLinear(range, [plot.bottom, plot.top]).clamp(true);
  return {
    plot,
    x: (at) => x(at.getTime()),
    y: (value) => y(value),
    holds: (at) => at.getTime() >= from && at.getTime() <= to,
  };
}

export function text(words: string, x: number, y: number, anchor: TextShape['anchor'] = 'start'): TextShape {
  return { kind: 'text', x, y, text: words, size: SMALL, face: 'sans', ink: 'mid', anchor };
}

export function middle(from: number, to: number): number {
  return (from + to) / 2;
}
