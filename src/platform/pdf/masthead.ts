import type { Canvas } from './canvas.js';
import type { Band, Block } from './flow.js';
import { rowBands, type Cell } from './row.js';
import { STYLE } from './style.js';
import { enclose } from './enclose.js';
import type { Line } from './wrap.js';

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
const TITLE_SPACE = 3;
const BAR_INDENT = 12;
const BAR_WIDTH = 4;
/** Two lines beside the title stand in its middle. */
const COPY_DROP = 3;

/** The head of a document: kind and owner, the title, a caution where there is one, and a row of facts. */
export function masthead(content: Masthead): Block {
  return (canvas) => [
    ...kindRow(canvas, content),
    ...titleRow(canvas, content),
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

/** The title, and at its right which copy this is; a caution below that, behind a bar. */
function titleRow(canvas: Canvas, { title, copy, caution }: Masthead): readonly Band[] {
  const { left, width } = canvas.grid;
  const copyTexts = [copy, ...(caution === undefined ? [] : [caution])];
  const wrapped = (within: number): (readonly Line[])[] =>
    copyTexts.map((text) => canvas.wrap(text, STYLE.strong, within));
  const copyWidth = Math.max(
    ...wrapped(width * COPY_SHARE)
      .flat()
      .map((line) => line.width),
  );
  // Lines from right to left start at the far end of what they were wrapped to.
  const said = wrapped(copyWidth);
  const x = left + width - copyWidth;
  const titleWidth = width - copyWidth - FACT_GAP - (caution === undefined ? 0 : BAR_INDENT);
  const own: Cell = {
    x: left,
    width: titleWidth,
    lines: canvas.wrap(title, STYLE.title, titleWidth),
    style: STYLE.title,
    tag: 'P',
  };
  const [first = [], second] = said;
  const beside: Cell = { x, width: copyWidth, lines: first, style: STYLE.strong, tag: 'P' };
  if (second === undefined) return rowBands(canvas, [own, beside], { paddingTop: TITLE_SPACE });
  const cells: Cell[] = [
    own,
    { ...beside, offset: COPY_DROP },
    {
      x,
      width: copyWidth,
      lines: second,
      style: STYLE.strong,
      offset: COPY_DROP + first.length * STYLE.strong.lead,
      tag: 'P',
    },
  ];
  const barred = (first.length + second.length) * STYLE.strong.lead;
  return rowBands(canvas, cells, { paddingTop: TITLE_SPACE }).map((band, index) => ({
    ...band,
    draw(top, height) {
      if (index === 0)
        canvas.bar(x - BAR_INDENT, top + TITLE_SPACE + COPY_DROP, BAR_WIDTH, Math.min(barred, height));
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
    const labelLines = canvas.wrap(label, STYLE.label, inner);
    return [
      {
        x: at,
        width: inner,
        lines: labelLines,
        style: STYLE.label,
        tag: 'Lbl',
        opens: 'LI',
      },
      {
        x: at,
        width: inner,
        lines: canvas.wrap(value, STYLE.fact, inner),
        style: STYLE.fact,
        offset: labelLines.length * STYLE.label.lead,
        tag: 'LBody',
      },
    ];
  });
  return rowBands(canvas, cells, { before: 5 });
}
