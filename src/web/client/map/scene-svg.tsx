import type { JSX } from 'preact';
import type { Fill, Scene, SceneInk, Shape, Stroke, TextShape } from '../../../core/drawing/scene.js';
import { settingOf, showable } from '../../../core/drawing/setting.js';

/** The page's own colours, which follow its light, its dark and its forced ones. */
const COLORS: Readonly<Record<SceneInk, string>> = {
  ink: 'var(--ink)',
  mid: 'var(--ink-2)',
  soft: 'var(--edge)',
  rule: 'var(--line)',
  tint: 'var(--accent-soft)',
  accent: 'var(--accent)',
  flag: 'var(--note-ink)',
  paper: 'var(--sheet)',
};
/** Thickness of the lines of a hatch. */
const HATCH_WEIGHT = 0.7;

interface Props {
  readonly scene: Scene;
  /** Begins the ids inside, so that several drawings may stand in one page. */
  readonly id: string;
  /** Pixels of the page to a point of the scene, where nothing makes it smaller. */
  readonly zoom: number;
  /** The id of what says the same in words; without one the drawing is only for the eye. */
  readonly describedBy?: string | undefined;
}

/** A scene as elements of the page, in the colours and letters of the page. */
export function SceneSvg({ scene, id, zoom, describedBy }: Props): JSX.Element {
  const { width, height, title, shapes } = scene;
  const reading =
    describedBy === undefined
      ? ({ 'aria-hidden': 'true' } as const)
      : ({ role: 'img', 'aria-label': title, 'aria-describedby': describedBy } as const);
  return (
    <svg
      {...reading}
      width={Math.round(width * zoom)}
      height={Math.round(height * zoom)}
      viewBox={`0 0 ${width} ${height}`}
      direction="ltr"
    >
      <Hatches shapes={shapes} id={id} />
      {shapes.map((shape, nth) => (
        <Drawn key={nth} shape={shape} id={id} />
      ))}
    </svg>
  );
}

function Drawn({ shape, id }: { readonly shape: Shape; readonly id: string }): JSX.Element {
  switch (shape.kind) {
    case 'line': {
      const { x1, y1, x2, y2, stroke } = shape;
      return <line x1={x1} y1={y1} x2={x2} y2={y2} {...strokeProps(stroke)} />;
    }
    case 'path': {
      const { d, stroke, fill } = shape;
      // A line that turns has round corners; an outline keeps its sharp ones.
      const join = stroke && !d.includes('Z') ? 'round' : undefined;
      return <path d={d} fill={fillOf(fill, id)} {...strokeProps(stroke)} stroke-linejoin={join} />;
    }
    case 'text':
      return <Words shape={shape} />;
  }
}

function Words({ shape }: { readonly shape: TextShape }): JSX.Element {
  const { x, y, text, size, face, ink } = shape;
  const { anchor, rightToLeft } = settingOf(shape);
  return (
    <text
      x={x}
      y={y}
      font-size={size}
      font-weight={face.endsWith('Semi') ? 600 : undefined}
      fill={COLORS[ink]}
      text-anchor={anchor === 'start' ? undefined : anchor}
      direction={rightToLeft ? 'rtl' : undefined}
    >
      {showable(text)}
    </text>
  );
}

function strokeProps(stroke: Stroke | undefined) {
  if (stroke === undefined) return {};
  const { ink, width, dash } = stroke;
  return { stroke: COLORS[ink], 'stroke-width': width, 'stroke-dasharray': dash?.join(' ') };
}

type Hatch = Extract<Fill, { readonly hatch: SceneInk }>;

function fillOf(fill: Fill | undefined, id: string): string {
  if (fill === undefined) return 'none';
  return 'ink' in fill ? COLORS[fill.ink] : `url(#${hatchId(fill, id)})`;
}

function hatchId({ hatch, gap }: Hatch, id: string): string {
  return `${id}-${hatch}-${String(gap).replace('.', '-')}`;
}

function Hatches({ shapes, id }: { readonly shapes: readonly Shape[]; readonly id: string }): JSX.Element {
  const used = new Map<string, Hatch>();
  for (const shape of shapes) {
    if (shape.kind === 'path' && shape.fill && 'hatch' in shape.fill)
      used.set(hatchId(shape.fill, id), shape.fill);
  }
  return (
    <defs>
      {[...used].map(([name, { hatch, gap }]) => (
        <pattern
          key={name}
          id={name}
          width={gap}
          height={gap}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <path d={`M0 0V${gap}`} stroke={COLORS[hatch]} stroke-width={2 * HATCH_WEIGHT} />
        </pattern>
      ))}
    </defs>
  );
}
