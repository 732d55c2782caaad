import { Canvas } from '../../src/platform/pdf/canvas.js';
import { gridFor } from '../../src/platform/pdf/paper.js';
import type { FontName } from '../../src/platform/pdf/fonts.js';
import { Tags } from '../../src/platform/pdf/tags.js';
import { baselineOf, type RuleName, type TextStyle } from '../../src/platform/pdf/style.js';
import type { Line } from '../../src/platform/pdf/wrap.js';

/** The grid of the documents that are recorded. */
export const GRID = gridFor('LETTER');

/** A piece of text as it stands on a page of ours. */
export interface DrawnRun {
  readonly page: number;
  readonly face: FontName;
  readonly size: number;
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** Text in a column: whole, not in lines, so that whoever draws it again has to break it. */
export interface Column {
  /** As PDF calls it: `H2`, `P`, `Lbl`, `TD` … */
  readonly tag: string;
  readonly text: string;
  readonly style: TextStyle;
  /** Points from the left edge of the text. */
  readonly x: number;
  readonly width: number;
  readonly right: boolean;
}

/** Columns side by side, and the rule below or above them. */
export interface Row {
  readonly kind: 'row';
  readonly page: number;
  readonly y: number;
  readonly columns: Column[];
}

/** A line across the page. */
export interface Rule {
  readonly kind: 'rule';
  readonly name: RuleName;
}

/** A table or a list, with its rows. */
export interface Group {
  readonly kind: 'table' | 'list';
  readonly rows: (Row | Rule)[];
}

/** Space above and below a rule in points: lines to write on stand 8 mm apart. */
export function spaceAround({ name }: Rule): number {
  return name === 'writing' ? 12 : 3;
}

/** What a document of ours says and how it stands there, in reading order. */
export interface Recorded {
  readonly runs: readonly DrawnRun[];
  readonly parts: readonly (Row | Rule | Group)[];
  /** Lines of text at the head and at the foot of a page. */
  readonly furniture: readonly Column[];
  readonly pages: number;
}

/** Draws a document of ours once, looking on. */
export async function record(draw: () => Promise<unknown>): Promise<Recorded> {
  const recorder = new Recorder();
  const restore = [...watchCanvas(recorder), ...watchTags(recorder)];
  try {
    await draw();
  } finally {
    for (const back of restore) back();
  }
  return recorder.recorded();
}

function watchCanvas(recorder: Recorder): readonly (() => void)[] {
  const on = around(Canvas.prototype);
  return [
    on(
      'wrap',
      (own) =>
        function wrap(this: Canvas, ...args) {
          return recorder.wrapped(own.apply(this, args), args[0]);
        },
    ),
    on(
      'wrapList',
      (own) =>
        function wrapList(this: Canvas, ...args) {
          return recorder.wrapped(own.apply(this, args), args[0].map((entry) => `– ${entry}`).join('\n'));
        },
    ),
    on(
      'line',
      (own) =>
        function line(this: Canvas, ...args) {
          recorder.drawn(this, ...args);
          own.apply(this, args);
        },
    ),
    on(
      'rule',
      (own) =>
        function rule(this: Canvas, ...args) {
          recorder.ruled(args[0]);
          own.apply(this, args);
        },
    ),
  ];
}

function watchTags(recorder: Recorder): readonly (() => void)[] {
  const on = around(Tags.prototype);
  return [
    on(
      'element',
      (own) =>
        function element(this: Tags, ...args) {
          return recorder.added(own.apply(this, args), args[0]);
        },
    ),
    on(
      'draw',
      (own) =>
        function draw(this: Tags, node, paint) {
          own.call(this, node, () => recorder.within(node, paint));
        },
    ),
    on(
      'begin',
      (own) =>
        function begin(this: Tags, ...args) {
          recorder.opened(args[0]);
          own.apply(this, args);
        },
    ),
    on(
      'end',
      (own) =>
        function end(this: Tags) {
          recorder.closed();
          own.call(this);
        },
    ),
    on(
      'artifact',
      (own) =>
        function artifact(this: Tags, paint, type) {
          own.call(this, () => recorder.decorated(type ?? 'Layout', paint), type);
        },
    ),
  ];
}

/** Puts something around a method of all objects of a class. What it returns puts the method back. */
function around<T extends object>(prototype: T) {
  return <K extends keyof T>(name: K, make: (own: T[K]) => T[K]): (() => void) => {
    const own = prototype[name];
    prototype[name] = make(own);
    return () => {
      prototype[name] = own;
    };
  };
}

class Recorder {
  private readonly runs: DrawnRun[] = [];
  private readonly parts: (Row | Rule | Group)[] = [];
  private readonly furniture: Column[] = [];
  private readonly pages: unknown[] = [];
  private readonly textOf = new WeakMap<Line, string>();
  private readonly tagOf = new WeakMap<object, string>();
  private readonly told = new Set<object>();
  private readonly groups: (Group | undefined)[] = [];
  private leaf: object | undefined;
  private decoration: string | undefined;

  recorded(): Recorded {
    const { runs, parts, furniture, pages } = this;
    return { runs, parts: parts.filter(hasContent), furniture, pages: pages.length };
  }

  wrapped(lines: readonly Line[], text: string): readonly Line[] {
    for (const [index, line] of lines.entries()) this.textOf.set(line, index === 0 ? text : '');
    return lines;
  }

  added<T extends object>(element: T, tag: string): T {
    this.tagOf.set(element, tag);
    return element;
  }

  within(element: object, paint: () => void): void {
    this.leaf = element;
    paint();
    this.leaf = undefined;
  }

  decorated(type: string, paint: () => void): void {
    const outside = this.decoration;
    this.decoration = type;
    paint();
    this.decoration = outside;
  }

  opened(tag: string): void {
    const outer = this.groups.at(-1);
    const starts = tag === 'Table' || tag === 'L';
    if (starts && !outer) {
      const group: Group = { kind: tag === 'Table' ? 'table' : 'list', rows: [] };
      this.parts.push(group);
      this.groups.push(group);
    } else this.groups.push(outer);
  }

  closed(): void {
    this.groups.pop();
  }

  drawn(canvas: Canvas, ...[line, style, x, top, align]: Parameters<Canvas['line']>): void {
    const page = this.pageOf(canvas.doc.page);
    let at = align ? x + align.right - line.width : x + (line.indent ?? 0);
    const y = top + baselineOf(style);
    for (const { face, text } of line.runs) {
      this.runs.push({ page, face, size: style.size, text, x: at, y });
      at += canvas.measure(face, text, style.size);
    }
    const text = line.runs.map((run) => run.text).join('');
    const column = { style, x: x - GRID.left, right: align !== undefined };
    if (this.decoration === 'Pagination' && page === 1 && !text.startsWith('Page ')) {
      this.furniture.push({ ...column, tag: 'Artifact', text, width: GRID.width });
    }
    const { leaf } = this;
    if (!leaf || this.decoration || this.told.has(leaf)) return;
    this.told.add(leaf);
    const tag = this.tagOf.get(leaf) ?? 'P';
    this.rowAt(page, y).columns.push({
      ...column,
      tag,
      text: this.textOf.get(line) ?? text,
      width: align?.right ?? NaN,
    });
  }

  private rowAt(page: number, y: number): Row {
    const rows = this.groups.at(-1)?.rows ?? this.parts;
    const known = rows.findLast(
      (row): row is Row => row.kind === 'row' && row.page === page && Math.abs(row.y - y) < 0.01,
    );
    if (known) return known;
    const row: Row = { kind: 'row', page, y, columns: [] };
    rows.push(row);
    return row;
  }

  ruled(name: RuleName): void {
    if (this.decoration === 'Pagination') return;
    const rows = this.groups.at(-1)?.rows ?? this.parts;
    rows.push({ kind: 'rule', name });
  }

  private pageOf(page: unknown): number {
    if (!this.pages.includes(page)) this.pages.push(page);
    return this.pages.indexOf(page);
  }
}

function hasContent(part: Row | Rule | Group): boolean {
  return !('rows' in part) || part.rows.length > 0;
}

/** What stands at the right of a heading takes at most this share of the width. */
const NOTE_SHARE = 0.45;

/** The columns of a row from left to right with the widths that they may take: up to the next one, or to the edge. */
export function fitted({ columns }: Row): readonly Column[] {
  const placed = columns
    .map((column) =>
      isNote(column, columns) ? { ...column, x: column.x + column.width * (1 - NOTE_SHARE) } : column,
    )
    .toSorted((one, other) => one.x - other.x);
  return placed.map((column, index) => ({
    ...column,
    width: (placed[index + 1]?.x ?? GRID.width) - column.x,
  }));
}

/** Does it stand at the end of the line that another one begins? */
function isNote(column: Column, columns: readonly Column[]): boolean {
  return column.right && columns.some((other) => !other.right && Math.abs(other.x - column.x) < 1);
}
