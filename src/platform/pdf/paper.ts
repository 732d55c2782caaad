/** Paper that a document can be made for. Both carry the same grid, so a page breaks at the same line on either. */
export type Paper = 'LETTER' | 'A4';

const POINTS_PER_MM = 72 / 25.4;

/** Millimetres as points, the unit of everything drawn. */
export function mm(millimetres: number): number {
  return millimetres * POINTS_PER_MM;
}

/** How a page is turned. A document may have pages of both kinds. */
export type Turn = 'portrait' | 'landscape';

/** Where things stand on one page, in points from the top left corner. */
export interface Grid {
  readonly paper: Paper;
  readonly turn: Turn;
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

/**
 * 180 by 245 mm fit US Letter and A4 with 15 mm to spare on every side, 250 by 180 mm fit them on their side with
 * 14.5 mm, so that nothing is ever scaled.
 */
const SAFE: Record<Turn, readonly [number, number]> = {
  portrait: [mm(180), mm(245)],
  landscape: [mm(250), mm(180)],
};
const HEAD_DEPTH = 27;
const FOOT_DEPTH = 28;
/** Between text and footer. A page on its side is low, and holds a drawing that needs every millimetre. */
const FOOT_CLEARANCE: Record<Turn, number> = { portrait: 16, landscape: 8 };

/** The grid, centred on the paper. */
export function gridFor(paper: Paper, turn: Turn = 'portrait'): Grid {
  const [short, long] = SIZES[paper];
  const [pageWidth, pageHeight] = turn === 'portrait' ? [short, long] : [long, short];
  const [width, height] = SAFE[turn];
  const top = (pageHeight - height) / 2;
  const footer = top + height - FOOT_DEPTH;
  return {
    paper,
    turn,
    pageWidth,
    pageHeight,
    left: (pageWidth - width) / 2,
    width,
    top,
    bodyTop: top + HEAD_DEPTH,
    bodyBottom: footer - FOOT_CLEARANCE[turn],
    footer,
  };
}
