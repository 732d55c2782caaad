import type { FontName } from './fonts.js';
import type { Run } from './readable.js';
import type { TextStyle } from './style.js';

/** The width of text in a font at a size, in points. */
export type Measure = (font: FontName, text: string, size: number, rightToLeft?: boolean) => number;

/** Marks are set this much smaller than the text around them. */
const MARK_SCALE = 0.78;
/** How text is set for one call: its style and how wide things come out in it. */
export class Setting {
  private readonly spaces = new Map<FontName, number>();

  constructor(
    readonly style: TextStyle,
    private readonly measure: Measure,
  ) {}

  widthOf(run: Run): number {
    const { face, text } = run;
    return this.measure(face, text, sizeOf(run, this.style), runsLeft(run)) + trackingOf(run, this.style);
  }

  widthOfSpace(space: Run | undefined): number {
    if (!space) return 0;
    let one = this.spaces.get(space.face);
    if (one === undefined) {
      one = this.widthOf({ ...space, text: ' ' });
      this.spaces.set(space.face, one);
    }
    return one * space.text.length;
  }
}

/** The size that a run is set in. */
export function sizeOf({ mark }: Run, { size }: TextStyle): number {
  return mark ? size * MARK_SCALE : size;
}

/** What a run gains in width by space between its letters. */
export function trackingOf({ text }: Run, { tracking }: TextStyle): number {
  return tracking ? tracking * text.length : 0;
}

/** Is a run's text set from right to left? The name in a mark never is. */
export function runsLeft({ level = 0, mark }: Run): boolean {
  return level % 2 === 1 && !mark;
}
