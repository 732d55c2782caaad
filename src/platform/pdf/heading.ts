import type { Canvas } from './canvas.js';
import type { Band, Block } from './flow.js';
import { plainString } from './plain-string.js';
import { rowBands, type Cell } from './row.js';
import { STYLE, type TextStyle } from './style.js';
import type { StructureType } from './tags.js';

/** What may stand beside a heading. */
export interface HeadingOptions {
  /** Small, at the right edge. */
  readonly note?: string;
  /** Starts a new page. */
  readonly newPage?: boolean;
  /** It is the title of the document, which has no masthead. */
  readonly titles?: boolean;
}

const SPACE_ABOVE = 22;
const BRIEF_SPACE_ABOVE = 7;
const NOTE_GAP = 16;
/** A note never takes more than this share of the line from its heading. */
const NOTE_SHARE = 0.55;
const BRIEF_NOTE_SHARE = 0.75;

const SECTION_PADDING = { paddingTop: 6, paddingBottom: 5 };
/** Height of a heading of the second level on one line, without the space above it. */
export const SECTION_HEADING_HEIGHT =
  SECTION_PADDING.paddingTop + STYLE.heading.lead + SECTION_PADDING.paddingBottom;

/** A heading of the second level under an ink rule. It is listed in the document's outline. */
export function sectionHeading(text: string, options: HeadingOptions = {}): Block {
  return (canvas) =>
    ruled(
      canvas,
      text,
      headingRow(canvas, text, STYLE.heading, options.titles ? 'H1' : 'H2', options, SECTION_PADDING),
      {
        before: SPACE_ABOVE,
        newPage: options.newPage ?? false,
      },
    );
}

/** Under an ink rule, and in the outline. */
function ruled(
  canvas: Canvas,
  text: string,
  [first, ...rest]: readonly Band[],
  place: Pick<Band, 'before' | 'newPage'>,
): readonly Band[] {
  if (first === undefined) return [];
  return [
    {
      ...first,
      ...place,
      draw(top, height) {
        addToOutline(canvas, text, top);
        canvas.rule('section', top);
        first.draw(top, height);
      },
    },
    ...rest,
  ];
}

/** A heading of the second level where a page holds many short parts: smaller, and close to what it heads. */
export function briefHeading(text: string, options: Pick<HeadingOptions, 'note'> = {}): Block {
  return (canvas) =>
    ruled(
      canvas,
      text,
      headingRow(canvas, text, STYLE.subheading, 'H2', options, {
        paddingTop: 2,
        paddingBottom: 0,
        noteShare: BRIEF_NOTE_SHARE,
      }),
      { before: BRIEF_SPACE_ABOVE },
    );
}

/** A heading of the third level. */
export function subheading(text: string, options: HeadingOptions = {}): Block {
  return (canvas) =>
    headingRow(canvas, text, STYLE.subheading, 'H3', options, { before: 14, paddingBottom: 3 });
}

/** A heading of the fourth level, above entries of one kind. */
export function groupHeading(text: string, options: HeadingOptions = {}): Block {
  return (canvas) =>
    headingRow(canvas, text, STYLE.groupHeading, 'H4', options, { before: 8, paddingBottom: 1 });
}

function headingRow(
  canvas: Canvas,
  text: string,
  style: TextStyle,
  tag: StructureType,
  { note }: HeadingOptions,
  {
    noteShare = NOTE_SHARE,
    ...spacing
  }: { before?: number; paddingTop?: number; paddingBottom: number; noteShare?: number },
): readonly Band[] {
  const { left, width } = canvas.grid;
  const noteLines = note === undefined ? [] : canvas.wrap(note, STYLE.label, width * noteShare);
  const noteWidth = Math.max(0, ...noteLines.map((line) => line.width));
  const textWidth = noteWidth === 0 ? width : width - noteWidth - NOTE_GAP;
  const cells: Cell[] = [
    { x: left, width: textWidth, lines: canvas.wrap(text, style, textWidth), style, tag },
  ];
  if (noteLines.length > 0) {
    cells.push({ x: left, width, lines: noteLines, style: STYLE.label, align: 'right', tag: 'P' });
  }
  return rowBands(canvas, cells, { ...spacing, glued: true });
}

function addToOutline(canvas: Canvas, text: string, top: number): void {
  // The page's width keeps a reader from scrolling sideways: pdfkit counts `left` from the right edge.
  const place = { top: top - 8, left: canvas.grid.pageWidth, zoom: 0 };
  canvas.outline.addItem(plainString(text), place);
}
