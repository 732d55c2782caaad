import type { Canvas } from './canvas.js';
import type { Band, Block } from './flow.js';
import { internalsOf } from './internals.js';
import { rowBands, type Cell } from './row.js';
import { STYLE, type TextStyle } from './style.js';
import type { StructureType } from './tags.js';

/** What may stand beside a heading. */
export interface HeadingOptions {
  /** Small, at the right edge. */
  readonly note?: string;
  /** Starts a new page. */
  readonly newPage?: boolean;
}

const SPACE_ABOVE = 22;
const NOTE_GAP = 16;
/** A note never takes more than this share of the line from its heading. */
const NOTE_SHARE = 0.55;

/** A heading of the second level under an ink rule. It is listed in the document's outline. */
export function sectionHeading(text: string, options: HeadingOptions = {}): Block {
  return (canvas) => {
    const [first, ...rest] = headingRow(canvas, text, STYLE.heading, 'H2', options, {
      paddingTop: 6,
      paddingBottom: 5,
    });
    if (first === undefined) return [];
    return [
      {
        ...first,
        before: SPACE_ABOVE,
        newPage: options.newPage ?? false,
        draw(top, height) {
          addToOutline(canvas, text, top);
          canvas.rule('section', top);
          first.draw(top, height);
        },
      },
      ...rest,
    ];
  };
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
  spacing: { before?: number; paddingTop?: number; paddingBottom: number },
): readonly Band[] {
  const { left, width } = canvas.grid;
  const noteLines = note === undefined ? [] : canvas.wrap(note, STYLE.label, width * NOTE_SHARE);
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
  internalsOf(canvas.doc).outline.addItem(text, place);
}
