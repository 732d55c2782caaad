import type { Canvas } from './canvas.js';
import type { Band, Block } from './flow.js';
import { rowBands, type Cell } from './row.js';
import { STYLE } from './style.js';
import { enclose } from './enclose.js';

/** What stands at the head of a document. */
export interface Masthead {
  /** What kind of document this is, small, in capitals; its first heading. */
  readonly kind: string;
  /** Whose it is, at the right. */
  readonly owner: string;
  /** The large line: what the document is about. */
  readonly title: string;
  /** At the right of the title: which copy this is. */
  readonly copy: string;
  /** A line that must not be overlooked. */
  readonly caution?: string;
  /** Facts in columns, each label above its value. `share` is the column's part of the width. */
  readonly facts: readonly { readonly label: string; readonly value: string; readonly share: number }[];
}

const OWNER_SHARE = 0.6;
const COPY_SHARE = 0.45;
const FACT_GAP = 14;
const CAUTION_INDENT = 14;

/** The head of a document: kind and owner, the title, a caution where there is one, and a row of facts. */
export function masthead(content: Masthead): Block {
  return (canvas) => [
    ...kindRow(canvas, content),
    ...titleRow(canvas, content),
    ...(content.caution === undefined ? [] : cautionRow(canvas, content.caution)),
    ...enclose(canvas.tags, 'L', factsRow(canvas, content.facts)),
  ];
}

function kindRow(canvas: Canvas, { kind, owner }: Masthead): readonly Band[] {
  const { left, width } = canvas.grid;
  const ownerWidth = width * OWNER_SHARE;
  const x = left + width - ownerWidth;
  const kindLines = canvas.wrap(kind.toUpperCase(), STYLE.eyebrow, width - ownerWidth - FACT_GAP);
  return rowBands(canvas, [
    { x: left, width: width - ownerWidth, lines: kindLines, style: STYLE.eyebrow, tag: 'H1' },
    {
      x,
      width: ownerWidth,
      lines: canvas.wrap(owner, STYLE.running, ownerWidth),
      style: STYLE.running,
      align: 'right',
      tag: 'P',
    },
  ]);
}

function titleRow(canvas: Canvas, { title, copy }: Masthead): readonly Band[] {
  const { left, width } = canvas.grid;
  const copyLines = canvas.wrap(copy, STYLE.strong, width * COPY_SHARE);
  const copyWidth = Math.max(...copyLines.map((line) => line.width));
  const titleWidth = width - copyWidth - FACT_GAP;
  return rowBands(
    canvas,
    [
      {
        x: left,
        width: titleWidth,
        lines: canvas.wrap(title, STYLE.title, titleWidth),
        style: STYLE.title,
        tag: 'P',
      },
      { x: left, width, lines: copyLines, style: STYLE.strong, align: 'right', tag: 'P' },
    ],
    { paddingTop: 5 },
  );
}

function cautionRow(canvas: Canvas, caution: string): readonly Band[] {
  const { left, width } = canvas.grid;
  const lines = canvas.wrap(caution, STYLE.strong, width - CAUTION_INDENT);
  const cell: Cell = {
    x: left + CAUTION_INDENT,
    width: width - CAUTION_INDENT,
    lines,
    style: STYLE.strong,
    tag: 'P',
  };
  return rowBands(canvas, [cell], { paddingTop: 1, paddingBottom: 1, before: 5 }).map((band) => ({
    ...band,
    draw(top, height) {
      canvas.bar(left, top, 4, height);
      band.draw(top, height);
    },
  }));
}

function factsRow(canvas: Canvas, facts: Masthead['facts']): readonly Band[] {
  const { left, width } = canvas.grid;
  const shares = facts.reduce((sum, { share }) => sum + share, 0);
  let x = left;
  const cells = facts.flatMap(({ label, value, share }, index): Cell[] => {
    const full = (share / shares) * width;
    const inner = index === facts.length - 1 ? full : full - FACT_GAP;
    const at = x;
    x += full;
    return [
      {
        x: at,
        width: inner,
        lines: canvas.wrap(label, STYLE.label, inner),
        style: STYLE.label,
        tag: 'Lbl',
        opens: 'LI',
      },
      {
        x: at,
        width: inner,
        lines: canvas.wrap(value, STYLE.fact, inner),
        style: STYLE.fact,
        offset: STYLE.label.lead,
        tag: 'LBody',
      },
    ];
  });
  return rowBands(canvas, cells, { before: 7 });
}
