import type { Scene } from '../drawing/scene.js';
import { describeFamily, type FamilyInWords } from './describe-family.js';
import { drawFamily } from './draw-family.js';
import { FULL_SIZE_PERSONS, type Family } from './family.js';
import type { LaidFamily } from './laid.js';
import { layoutFamily, type LayoutOptions } from './layout-family.js';
import { LANDSCAPE, SIZE } from './metrics.js';
import { shownFacts, shownFamily, type FamilyMode, type FamilyTick } from './shown-family.js';
import { splitBySide } from './split-family.js';
import { wrapWords } from './plain-words.js';

export interface GenogramOptions extends Omit<LayoutOptions, 'harmKinds' | 'illness'> {
  readonly mode: FamilyMode;
  readonly ticks?: ReadonlySet<FamilyTick>;
  /** Whether a map of more people than fit in full size may be drawn on several pages; it may, unless said. */
  readonly split?: boolean;
}

/** One map, ready to be put on a page. */
export interface GenogramPage {
  readonly scene: Scene;
  readonly laid: LaidFamily;
  readonly words: FamilyInWords;
}

/** A map drawn smaller than this is split where it can be. */
const SMALLEST = 0.85;

/**
 * Draws a family for a mode: what the mode does not show is taken out, the rest laid out and drawn. One page, or two or
 * three by side of the family where more than 40 people would make one too small. At least one page, always.
 */
export function genogram(family: Family, options: GenogramOptions): readonly GenogramPage[] {
  const shown = shownFacts(options.mode, options.ticks ?? new Set());
  const facts = shownFamily(family, shown);
  const layout: LayoutOptions = {
    ...options,
    harmKinds: shown.has('harm-kinds'),
    illness: shown.has('illness'),
  };
  const whole = layoutFamily(facts, layout);
  const mayBeSplit =
    options.split !== false && facts.persons.length > FULL_SIZE_PERSONS && whole.scale < SMALLEST;
  const parts = mayBeSplit ? splitBySide(facts) : undefined;
  const maps = parts?.map((part, nth) =>
    layoutFamily(part, { ...layout, notes: [...(layout.notes ?? []), numberNote(nth + 1, parts.length)] }),
  );
  const isBetter = maps !== undefined && Math.min(...maps.map(({ scale }) => scale)) > whole.scale;
  return (isBetter ? maps : [whole]).map((laid) => ({
    scene: drawFamily(laid),
    laid,
    words: describeFamily(laid),
  }));
}

/** Tells on each map that it is one of several, and how they are joined. */
function numberNote(nth: number, count: number): string {
  return `Map ${nth} of ${count}. A parent who is on two maps joins them.`;
}

const FRAME_TEXT =
  'A family map for two shows only what each partner has chosen to share and the clinician has released.';

/**
 * What a couple's copy is where nothing has been released: a frame with one sentence, the same for everyone, that says
 * nothing of what either partner has or has not done.
 */
export function coupleFrame({ measure, area = LANDSCAPE }: Pick<LayoutOptions, 'measure' | 'area'>): Scene {
  const inset = 24;
  const height = 96;
  const lines = wrapWords(FRAME_TEXT, {
    width: area.width - 2 * inset,
    lines: 3,
    face: 'sans',
    size: 10,
    measure,
  });
  const first = height / 2 - ((lines.length - 1) * 14) / 2 + SIZE.ascent / 2;
  return {
    width: area.width,
    height,
    title: 'Family map',
    description: FRAME_TEXT,
    shapes: [
      {
        kind: 'path',
        d: `M0.5 0.5H${area.width - 0.5}V${height - 0.5}H0.5Z`,
        stroke: { ink: 'rule', width: 1 },
      },
      ...lines.map((text, nth) => ({
        kind: 'text' as const,
        x: area.width / 2,
        y: first + nth * 14,
        text,
        size: 10,
        face: 'sans' as const,
        ink: 'mid' as const,
        anchor: 'middle' as const,
      })),
    ],
  };
}
