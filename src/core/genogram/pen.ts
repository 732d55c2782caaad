import type { Fill, SceneFace, SceneInk, Shape, Stroke } from '../drawing/scene.js';
import type { Point } from './laid.js';

/** Draws in the points of the full size and gives shapes in those of the scene. */
export interface Pen {
  readonly shapes: Shape[];
  line(from: Point, to: Point, stroke: Stroke): void;
  /** A path through points; closed where said. */
  through(points: readonly Point[], style: PathStyle, closed?: boolean): void;
  circle(middle: Point, radius: number, style: PathStyle): void;
  text(at: Point, text: string, style: TextStyle): void;
  /** Any path: commands with their points. An arc's radius is its only length besides. */
  path(parts: readonly PathPart[], style: PathStyle): void;
}

export type PathPart = readonly ['M' | 'L', Point] | readonly ['A', number, 0 | 1, Point] | readonly ['Z'];

export interface PathStyle {
  readonly stroke?: Stroke;
  readonly fill?: Fill;
}

export interface TextStyle {
  readonly size: number;
  readonly face: SceneFace;
  readonly ink: SceneInk;
  readonly anchor: 'start' | 'middle' | 'end';
}

/** A pen for a drawing of that scale whose top left corner is at `origin` of the scene. */
export function penAt(origin: Point, scale: number): Pen {
  const shapes: Shape[] = [];
  const px = (x: number): number => round(origin.x + x * scale);
  const py = (y: number): number => round(origin.y + y * scale);
  const scaled = (stroke: Stroke): Stroke => ({
    ...stroke,
    // A line thinner than this is lost in print.
    width: Math.max(0.4, round(stroke.width * scale)),
    ...(stroke.dash && { dash: stroke.dash.map((length) => round(length * scale)) }),
  });
  const styled = ({ stroke, fill }: PathStyle): PathStyle => ({
    ...(stroke && { stroke: scaled(stroke) }),
    ...(fill && { fill: 'hatch' in fill ? { ...fill, gap: round(fill.gap * scale) } : fill }),
  });
  const written = (part: PathPart): string => {
    if (part[0] === 'Z') return 'Z';
    if (part[0] !== 'A') return `${part[0]}${px(part[1].x)} ${py(part[1].y)}`;
    const [, radius, sweep, to] = part;
    return `A${round(radius * scale)} ${round(radius * scale)} 0 0 ${sweep} ${px(to.x)} ${py(to.y)}`;
  };
  const path = (parts: readonly PathPart[], style: PathStyle): void => {
    shapes.push({ kind: 'path', d: parts.map(written).join(''), ...styled(style) });
  };
  return {
    shapes,
    path,
    line: (from, to, stroke) => {
      shapes.push({
        kind: 'line',
        x1: px(from.x),
        y1: py(from.y),
        x2: px(to.x),
        y2: py(to.y),
        stroke: scaled(stroke),
      });
    },
    through: (points, style, closed = false) => {
      const parts = points.map((point, nth): PathPart => [nth === 0 ? 'M' : 'L', point]);
      path(closed ? [...parts, ['Z']] : parts, style);
    },
    circle: ({ x, y }, radius, style) => {
      const [left, right] = [
        { x: x - radius, y },
        { x: x + radius, y },
      ];
      path([['M', left], ['A', radius, 1, right], ['A', radius, 1, left], ['Z']], style);
    },
    text: ({ x, y }, text, { size, face, ink, anchor }) => {
      shapes.push({ kind: 'text', x: px(x), y: py(y), text, size: round(size * scale), face, ink, anchor });
    },
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
