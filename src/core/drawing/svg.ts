import { INKS, LINE_INKS } from './inks.js';
import type { Fill, PathShape, Scene, SceneFace, SceneInk, Shape, Stroke, TextShape } from './scene.js';
import { settingOf, showable } from './setting.js';

/** How a drawing stands in a page. */
export interface SvgOptions {
  /**
   * Begins the ids inside the drawing, so that several may stand in one page: a letter, then letters, digits and
   * hyphens. Another id throws a `RangeError`.
   */
  readonly id?: string;
}

/**
 * A scene as one `<svg>` element, well formed as XML and as part of a page, and inert: no script, no handler, no
 * address, no style attribute; what a person typed is escaped. Its title and description are what a screen
 * reader says.
 */
export function sceneSvg(scene: Scene, { id = 'scene' }: SvgOptions = {}): string {
  if (!/^[a-z][a-z\d-]*$/iu.test(id))
    throw new RangeError('An id begins with a letter and holds letters, digits, hyphens');
  const [width, height] = [scene.width + 2 * MARGIN, scene.height + 2 * MARGIN].map(short);
  const size = `width="${width}" height="${height}"`;
  const box = `viewBox="${-MARGIN} ${-MARGIN} ${width} ${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${box} role="img" aria-labelledby="${id}-title ${id}-desc">`,
    `<title id="${id}-title">${escaped(scene.title)}</title>`,
    `<desc id="${id}-desc">${escaped(scene.description)}</desc>`,
    // Drawings lie on paper, also in a page that is dark.
    `<rect x="${-MARGIN}" y="${-MARGIN}" width="100%" height="100%" fill="${INKS.paper}"/>`,
    hatches(scene.shapes, id),
    ...scene.shapes.map((shape) => shapeSvg(shape, id)),
    '</svg>',
  ].join('');
}

/** Room around a drawing, in points: where the fonts of a print are missing, letters run a little wider. */
const MARGIN = 24;

type Hatch = Extract<Fill, { readonly hatch: SceneInk }>;

/** Thickness of the lines of a hatch. */
const HATCH_WEIGHT = 0.7;

function hatches(shapes: readonly Shape[], id: string): string {
  const used = new Map<string, Hatch>();
  for (const shape of shapes) {
    if (shape.kind === 'path' && shape.fill && 'hatch' in shape.fill)
      used.set(hatchId(shape.fill, id), shape.fill);
  }
  if (used.size === 0) return '';
  const patterns = [...used].map(([name, { hatch, gap }]) => {
    const place = `width="${short(gap)}" height="${short(gap)}" patternUnits="userSpaceOnUse"`;
    const line = `<path d="M0 0V${short(gap)}" stroke="${LINE_INKS[hatch]}" stroke-width="${2 * HATCH_WEIGHT}"/>`;
    return `<pattern id="${name}" ${place} patternTransform="rotate(45)">${line}</pattern>`;
  });
  return `<defs>${patterns.join('')}</defs>`;
}

function hatchId({ hatch, gap }: Hatch, id: string): string {
  return `${id}-${hatch}-${short(gap).replace('.', '-')}`;
}

function shapeSvg(shape: Shape, id: string): string {
  switch (shape.kind) {
    case 'line': {
      const { x1, y1, x2, y2 } = shape;
      const ends = `x1="${short(x1)}" y1="${short(y1)}" x2="${short(x2)}" y2="${short(y2)}"`;
      return `<line ${ends}${strokeAttributes(shape.stroke)}/>`;
    }
    case 'path':
      return pathSvg(shape, id);
    case 'text':
      return textSvg(shape);
  }
}

function pathSvg({ d, stroke, fill }: PathShape, id: string): string {
  // A line that turns has round corners; an outline keeps its sharp ones.
  const join = stroke && !d.includes('Z') ? ' stroke-linejoin="round"' : '';
  return `<path d="${escaped(d)}" fill="${fillValue(fill, id)}"${stroke ? strokeAttributes(stroke) : ''}${join}/>`;
}

function fillValue(fill: Fill | undefined, id: string): string {
  if (fill === undefined) return 'none';
  return 'ink' in fill ? INKS[fill.ink] : `url(#${hatchId(fill, id)})`;
}

function strokeAttributes({ ink, width, dash }: Stroke): string {
  const dashes = dash ? ` stroke-dasharray="${dash.map(short).join(' ')}"` : '';
  return ` stroke="${LINE_INKS[ink]}" stroke-width="${short(width)}"${dashes}`;
}

const FAMILIES: Record<SceneFace, readonly [family: string, weight: number]> = {
  sans: ["'Source Sans 3', system-ui, sans-serif", 400],
  sansSemi: ["'Source Sans 3', system-ui, sans-serif", 600],
  serif: ["'Source Serif 4', Georgia, serif", 400],
  serifSemi: ["'Source Serif 4', Georgia, serif", 600],
};

function textSvg(shape: TextShape): string {
  const { x, y, text, size, face, ink } = shape;
  const [family, weight] = FAMILIES[face];
  const place = `x="${short(x)}" y="${short(y)}"${anchorAttributes(shape)}`;
  const letters = `font-family="${family}" font-size="${short(size)}" font-weight="${weight}" fill="${INKS[ink]}"`;
  return `<text ${place} ${letters}>${escaped(text)}</text>`;
}

function anchorAttributes(shape: TextShape): string {
  const { anchor, rightToLeft } = settingOf(shape);
  return `${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}${rightToLeft ? ' direction="rtl"' : ''}`;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
function escaped(text: string): string {
  return showable(text).replace(/[&<>"']/gu, (sign) => ENTITIES[sign] ?? '');
}

/** Two decimals are finer than any printer. */
function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}
