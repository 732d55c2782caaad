import type { Canvas } from '../canvas.js';
import { enclose } from '../enclose.js';
import type { Band, Block } from '../flow.js';
import { rowBands, type Cell } from '../row.js';
import { STYLE, type TextStyle } from '../style.js';
import type { NamedEntry } from './entry.js';
import { insetOf } from './inset.js';

/** What stands at the head of a sheet to be filled in. */
export interface SheetHead {
  /** What kind of paper it is, small, in capitals. */
  readonly kind: string;
  /** Whose it is, at the right. */
  readonly owner?: string;
  readonly title: string;
  /** Beside the title, small: how long it takes. */
  readonly note?: string;
  readonly intro: string;
  /** What to know before one begins, behind a bar. */
  readonly caution?: string;
  /** Who fills it in, and when: each with its share of the width. */
  readonly places: readonly { readonly label: string; readonly share: number; readonly named: NamedEntry }[];
}

const INTRO: TextStyle = { ...STYLE.words, size: 10.5, lead: 15 };
const CAUTION: TextStyle = { ...STYLE.strong, size: 9.5, lead: 13.5 };
const BAR = 3;
const INDENT = 13;
const GAP = 18;
const OWNER_SHARE = 0.6;
/** Lines of prose are easier to read when they do not go all the way. */
const INTRO_SHARE = 0.9;

/** Kind and owner, title, introduction, and the lines for a name and a date. */
export function sheetHead(content: SheetHead, fillable: boolean): Block {
  return (canvas) => [
    ...kindRow(canvas, content),
    ...titleRow(canvas, content),
    ...prose(canvas, content.intro),
    ...(content.caution === undefined ? [] : cautionRow(canvas, content.caution)),
    placesBand(canvas, content.places, fillable),
  ];
}

function kindRow(canvas: Canvas, { kind, owner = '' }: SheetHead): readonly Band[] {
  const { left, width } = canvas.grid;
  const cells: Cell[] = [
    {
      x: left,
      width: width / 3,
      lines: canvas.wrap(kind.toUpperCase(), STYLE.eyebrow, width / 3),
      style: STYLE.eyebrow,
      tag: 'P',
    },
  ];
  if (owner !== '') {
    const lines = canvas.wrap(owner, STYLE.running, width * OWNER_SHARE);
    const x = left + width * (1 - OWNER_SHARE);
    cells.push({ x, width: width * OWNER_SHARE, lines, style: STYLE.running, align: 'right', tag: 'P' });
  }
  return rowBands(canvas, cells);
}

function titleRow(canvas: Canvas, { title, note }: SheetHead): readonly Band[] {
  const { left, width } = canvas.grid;
  const said = note === undefined ? undefined : canvas.fitLine(note, STYLE.label, width / 3);
  const room = said ? width - said.width - GAP : width;
  const cells: Cell[] = [
    { x: left, width: room, lines: canvas.wrap(title, STYLE.title, room), style: STYLE.title, tag: 'H1' },
  ];
  if (said) cells.push({ x: left, width, lines: [said], style: STYLE.label, align: 'right', tag: 'P' });
  return rowBands(canvas, cells, { paddingTop: 4, glued: true });
}

function prose(canvas: Canvas, text: string): readonly Band[] {
  const { left, width } = canvas.grid;
  const lines = canvas.wrap(text, INTRO, width * INTRO_SHARE);
  return rowBands(canvas, [{ x: left, width, lines, style: INTRO, tag: 'P' }], { before: 4 });
}

function cautionRow(canvas: Canvas, text: string): readonly Band[] {
  const { left, width } = canvas.grid;
  const lines = canvas.wrap(text, CAUTION, (width - INDENT) * INTRO_SHARE);
  const cell: Cell = { x: left + INDENT, width: width - INDENT, lines, style: CAUTION, tag: 'P' };
  return rowBands(canvas, [cell], { before: 8, paddingTop: 1, paddingBottom: 1 }).map((band) => ({
    ...band,
    draw(top, height) {
      canvas.bar(left, top, BAR, height);
      band.draw(top, height);
    },
  }));
}

function placesBand(canvas: Canvas, places: SheetHead['places'], fillable: boolean): Band {
  const { left, width } = canvas.grid;
  const style = STYLE.label;
  const shares = places.reduce((sum, { share }) => sum + share, 0);
  let x = left;
  const placed = places.map(({ label, share, named }) => {
    const full = (share / shares) * width;
    const own = { x, width: full - GAP, fillable };
    x += full;
    return { label, x: own.x, inset: insetOf(canvas, named, own) };
  });
  const [band] = enclose(canvas.tags, 'L', [
    {
      height: style.lead + Math.max(...placed.map(({ inset }) => inset.height)),
      before: 10,
      draw(top) {
        for (const { label, x: at, inset } of placed) {
          canvas.tags.begin('LI');
          canvas.tags.leaf('Lbl', () => canvas.line(canvas.fitLine(label, style, width), style, at, top));
          canvas.tags.begin('LBody');
          inset.draw(top + style.lead, inset.height);
          canvas.tags.end();
          canvas.tags.end();
        }
      },
    },
  ]);
  return band as Band;
}
