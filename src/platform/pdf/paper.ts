/** Paper that a document can be made for. Both carry the same grid, so a page breaks at the same line on either. */
export type Paper = 'LETTER' | 'A4';

const POINTS_PER_MM = 72 / 25.4;

/** Millimetres as points, the unit of everything drawn. */
export function mm(millimetres: number): number {
  return millimetres * POINTS_PER_MM;
}

/** Where things stand on one paper, in points from the top left corner. */
export interface Grid {
  readonly pageWidth: number;
  readonly pageHeight: number;
  readonly left: number;
  readonly width: number;
  /** Top of the safe area: the running head stands here. */
  readonly top: number;
  /** Top and bottom of the text. */
  readonly bodyTop: number;
  readonly bodyBottom: number;
  /** Where the hairline above the footer runs. */
  readonly footer: number;
}

const SIZES: Record<Paper, readonly [number, number]> = { LETTER: [612, 792], A4: [595.28, 841.89] };

/** 180 by 245 mm fit US Letter and A4 with 15 mm to spare on every side, so that nothing is ever scaled. */
const SAFE_WIDTH = mm(180);
const SAFE_HEIGHT = mm(245);
const HEAD_DEPTH = 27;
const FOOT_DEPTH = 28;
const FOOT_CLEARANCE = 16;

/** The grid, centred on the paper. */
export function gridFor(paper: Paper): Grid {
  const [pageWidth, pageHeight] = SIZES[paper];
  const top = (pageHeight - SAFE_HEIGHT) / 2;
  const footer = top + SAFE_HEIGHT - FOOT_DEPTH;
  return {
    pageWidth,
    pageHeight,
    left: (pageWidth - SAFE_WIDTH) / 2,
    width: SAFE_WIDTH,
    top,
    bodyTop: top + HEAD_DEPTH,
    bodyBottom: footer - FOOT_CLEARANCE,
    footer,
  };
}
