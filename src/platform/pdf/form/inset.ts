import type { Canvas } from '../canvas.js';
import { STYLE, type TextStyle } from '../style.js';
import type { Line } from '../wrap.js';
import { AcroForm } from './acro-form.js';
import { digitsOf, type Entry, type EntryOption, type NamedEntry } from './entry.js';
import { BOX_GAP, circle, comb, LINE, MARK, PITCH, square, typingBox, writingLine } from './pens.js';

/** Something to fill in, measured for one column. */
export interface Inset {
  readonly height: number;
  /** Points by which it may grow at a time, where the page has room. */
  readonly step?: number;
  /** To this height it may be reduced, where that saves a page. */
  readonly least?: number;
  /** Draws it, fields and all, into the structure element that is open. */
  draw(top: number, height: number): void;
}

/** Where an inset stands, and whether it is filled in on a screen. */
export interface Column {
  readonly x: number;
  readonly width: number;
  readonly fillable: boolean;
  /** Height of one line to write on, where it is not the usual one. */
  readonly line?: number;
}

const OPTION = { ...STYLE.body, size: 9.5, lead: 13 };
const OPTION_NOTE: TextStyle = { ...STYLE.remark, size: 8.5, lead: 13 };
const MARK_GAP = 6;
const OPTION_GAP = 16;
const NARROW_OPTION_GAP = 10;
const NARROW = 180;
const LEAST_LINES = 2;
const OPTION_ROW_GAP = 5;
const MOST_COLUMNS = 4;
const CELL = 13;
const CELL_HEIGHT = 18;
const LETTERS = { ...STYLE.label, size: 7, lead: 9 };
const SHORT_LINE = 90;
const OWN_LINE = 120;
const DIAL = 14;
const DIAL_SPREAD = 46;
const DATE_GAP = 18;

/** What is drawn for an entry in a column. */
export function insetOf(canvas: Canvas, named: NamedEntry, column: Column): Inset {
  const { entry } = named;
  switch (entry.kind) {
    case 'lines':
      return linesInset(canvas, named, entry, column);
    case 'line':
      return lineInset(canvas, named, entry, column);
    case 'word':
      return wordInset(canvas, named, entry, column);
    case 'digits':
      return digitsInset(canvas, named, entry.groups, column);
    case 'options':
      return optionsInset(canvas, named, entry, column);
    case 'scale':
      return scaleInset(canvas, named, entry, column);
    case 'signature':
      return signatureInset(canvas, named, entry, column);
  }
}

type Of<Kind extends Entry['kind']> = Extract<Entry, { readonly kind: Kind }>;

function linesInset(
  canvas: Canvas,
  { name, label }: NamedEntry,
  { lines, maxLength }: Of<'lines'>,
  { x, width, fillable }: Column,
): Inset {
  return {
    height: lines * PITCH,
    step: PITCH,
    least: Math.min(LEAST_LINES, lines) * PITCH,
    draw(top, height) {
      if (fillable) {
        const box = { x, y: top + 2, width, height: height - 4 };
        typingBox(canvas, box.x, box.y, box.width, box.height);
        AcroForm.of(canvas).text(inner(box), {
          name,
          label,
          multiline: true,
          ...(maxLength && { maxLength }),
        });
        return;
      }
      for (let y = PITCH; y <= height + 0.5; y += PITCH) writingLine(canvas, x, top + y, width);
    },
  };
}

function inner({ x, y, width, height }: { x: number; y: number; width: number; height: number }) {
  return { x: x + 2, y: y + 1, width: width - 4, height: height - 2 };
}

function lineInset(
  canvas: Canvas,
  { name, label }: NamedEntry,
  { maxLength, unit, short = false }: Of<'line'>,
  { x, width, fillable, line = LINE }: Column,
): Inset {
  const style = STYLE.remark;
  const said = unit === undefined ? undefined : canvas.fitLine(unit, style, width / 2);
  const room = Math.min(width - (said ? said.width + MARK_GAP : 0), short ? SHORT_LINE : Infinity);
  return {
    height: line,
    draw(top) {
      writeHere(
        canvas,
        { x, y: top, width: room, fillable, line },
        { name, label, ...(maxLength && { maxLength }) },
      );
      if (said) {
        const y = top + line - style.lead + 1;
        canvas.tags.leaf('P', () => canvas.line(said, style, x + room + MARK_GAP, y));
      }
    },
  };
}

function writeHere(
  canvas: Canvas,
  { x, y, width, fillable, line = LINE }: Column & { readonly y: number },
  field: { readonly name: string; readonly label: string; readonly maxLength?: number },
): void {
  if (!fillable) {
    writingLine(canvas, x, y + line, width);
    return;
  }
  const box = { x, y: y + BOX_GAP / 2, width, height: line - BOX_GAP };
  typingBox(canvas, box.x, box.y, box.width, box.height);
  AcroForm.of(canvas).text(inner(box), field);
}

function wordInset(
  canvas: Canvas,
  { name, label }: NamedEntry,
  { several, options }: Of<'word'>,
  { x, width, fillable, line = LINE }: Column,
): Inset {
  return {
    height: line,
    draw(top) {
      if (!fillable || several) {
        writeHere(canvas, { x, y: top, width, fillable, line }, { name, label });
        return;
      }
      const box = { x, y: top + BOX_GAP / 2, width, height: line - BOX_GAP };
      typingBox(canvas, box.x, box.y, box.width, box.height);
      AcroForm.of(canvas).combo(inner(box), { name, label }, options);
    },
  };
}

function digitsInset(
  canvas: Canvas,
  { name, label }: NamedEntry,
  groups: readonly string[],
  { x, width, fillable }: Column,
): Inset {
  const count = digitsOf(groups);
  const cell = Math.min(CELL, width / count);
  return {
    height: CELL_HEIGHT + LETTERS.lead + 1,
    draw(top) {
      comb(canvas, { x, y: top, cell, height: CELL_HEIGHT }, count, bordersOf(groups));
      const letters = groups.join('');
      canvas.tags.artifact(() => {
        for (const [at, letter] of Array.from(letters).entries()) {
          const line = canvas.fitLine(letter, LETTERS, cell);
          canvas.line(line, LETTERS, x + at * cell + (cell - line.width) / 2, top + CELL_HEIGHT + 1);
        }
      });
      if (!fillable) return;
      const box = { x, y: top + 1, width: count * cell, height: CELL_HEIGHT - 2 };
      AcroForm.of(canvas).text(box, { name, label: `${label} (${groups.join(' ')})`, comb: count });
    },
  };
}

function bordersOf(groups: readonly string[]): ReadonlySet<number> {
  let at = 0;
  return new Set(groups.map((letters) => (at += letters.length)));
}

interface PlacedOption {
  readonly option: EntryOption;
  readonly lines: readonly Line[];
  readonly note: Line | undefined;
  readonly x: number;
  readonly row: number;
}

function optionsInset(canvas: Canvas, named: NamedEntry, entry: Of<'options'>, column: Column): Inset {
  const { placed, heights } = placeOptions(canvas, entry.options, column);
  const rowsHeight = heights.reduce((sum, height) => sum + height + OPTION_ROW_GAP, 0) - OPTION_ROW_GAP;
  const ownAt = rowsHeight + OPTION_ROW_GAP;
  return {
    height: entry.own === undefined ? rowsHeight : ownAt + LINE,
    draw(top) {
      const mark = markerOf(canvas, named, entry.several, column.fillable);
      const { tags } = canvas;
      const tops = heights.map((_, row) =>
        heights.slice(0, row).reduce((y, height) => y + height + OPTION_ROW_GAP, top),
      );
      tags.begin('L');
      for (const { option, lines, note, x, row } of placed) {
        const y = tops[row] ?? top;
        tags.begin('LI');
        mark(x, y + (OPTION.lead - MARK) / 2, option);
        tags.leaf('LBody', () => drawOption(canvas, lines, note, x + MARK + MARK_GAP, y));
        tags.end();
      }
      if (entry.own !== undefined) drawOwn(canvas, named, entry.own, column, top + ownAt, mark);
      tags.end();
    },
  };
}

type Mark = (x: number, y: number, option: { readonly value: string; readonly label: string }) => void;

/** Draws a square or a circle, with its field where there are fields. */
function markerOf(canvas: Canvas, { name, label }: NamedEntry, several: boolean, fillable: boolean): Mark {
  const shape = several ? square : circle;
  if (!fillable) return (x, y) => shape(canvas, x, y);
  const form = AcroForm.of(canvas);
  const group = several ? undefined : form.radio({ name, label });
  return (x, y, option) => {
    shape(canvas, x, y);
    const box = { x, y, width: MARK, height: MARK };
    canvas.tags.begin('Lbl');
    if (group) group.button(box, option);
    else form.tick(box, { name: `${name}_${option.value}`, label: `${label}: ${option.label}` });
    canvas.tags.end();
  };
}

function drawOption(
  canvas: Canvas,
  lines: readonly Line[],
  note: Line | undefined,
  x: number,
  top: number,
): void {
  for (const [index, line] of lines.entries()) canvas.line(line, OPTION, x, top + index * OPTION.lead);
  const last = lines.at(-1);
  if (note && last) {
    canvas.line(note, OPTION_NOTE, x + last.width + MARK_GAP, top + (lines.length - 1) * OPTION.lead);
  }
}

function drawOwn(
  canvas: Canvas,
  { name, label }: NamedEntry,
  own: string,
  { x, width, fillable }: Column,
  top: number,
  mark: Mark,
): void {
  const { tags } = canvas;
  const said = canvas.fitLine(own, OPTION, width - OWN_LINE);
  const at = x + MARK + MARK_GAP;
  const lineAt = at + said.width + MARK_GAP;
  const y = top + LINE - OPTION.lead - 1;
  tags.begin('LI');
  mark(x, y + (OPTION.lead - MARK) / 2, { value: 'own_words', label: own });
  tags.begin('LBody');
  tags.leaf('Span', () => canvas.line(said, OPTION, at, y));
  const field = { name: `${name}_own`, label: `${label}: ${own}` };
  writeHere(canvas, { x: lineAt, y: top, width: x + width - lineAt, fillable }, field);
  tags.end();
  tags.end();
}

/** In one row where all fit, else in columns as many as the longest allows. */
function placeOptions(
  canvas: Canvas,
  options: readonly EntryOption[],
  { x, width }: Column,
): { readonly placed: readonly PlacedOption[]; readonly heights: readonly number[] } {
  const gap = width < NARROW ? NARROW_OPTION_GAP : OPTION_GAP;
  const widths = options.map((option) => MARK + MARK_GAP + widthOf(canvas, option));
  const inOneRow = widths.reduce((sum, own) => sum + own, 0) + gap * (options.length - 1);
  const longest = Math.max(0, ...widths);
  const columns =
    inOneRow <= width
      ? options.length
      : Math.max(1, Math.min(MOST_COLUMNS, Math.floor((width + gap) / (longest + gap))));
  const pitch = (width + gap) / columns;
  let reach = x;
  const placed = options.map((option, index): PlacedOption => {
    const own = inOneRow <= width ? reach : x + (index % columns) * pitch;
    reach += (widths[index] ?? 0) + gap;
    const room = inOneRow <= width ? width : pitch - gap - MARK - MARK_GAP;
    return {
      option,
      lines: canvas.wrap(option.label, OPTION, room),
      note: option.note === undefined ? undefined : canvas.fitLine(option.note, OPTION_NOTE, room),
      x: own,
      row: Math.floor(index / columns),
    };
  });
  const rows = Math.ceil(options.length / columns);
  const heights = Array.from(
    { length: rows },
    (_, row) =>
      Math.max(...placed.filter((option) => option.row === row).map(({ lines }) => lines.length)) *
      OPTION.lead,
  );
  return { placed, heights };
}

function widthOf(canvas: Canvas, { label, note }: EntryOption): number {
  const own = canvas.measure(OPTION.face, label, OPTION.size);
  return note === undefined ? own : own + MARK_GAP + canvas.measure(OPTION_NOTE.face, note, OPTION_NOTE.size);
}

function scaleInset(
  canvas: Canvas,
  { name, label }: NamedEntry,
  { values, low, high }: Of<'scale'>,
  { x, width, fillable }: Column,
): Inset {
  const steps = Math.max(1, values.length - 1);
  const pitch = Math.min(DIAL_SPREAD, (width - DIAL) / steps);
  const side = Math.min(DIAL, pitch - 2);
  const reach = steps * pitch + side;
  const numbers = { ...STYLE.label, size: side < DIAL ? 6.5 : 7.5, lead: 10 };
  const ends = STYLE.label;
  const above = fillable ? numbers.lead + 1 : 0;
  return {
    height: above + side + 2 + ends.lead,
    draw(top) {
      const { tags } = canvas;
      const group = fillable ? AcroForm.of(canvas).radio({ name, label }) : undefined;
      const numberTop = fillable ? top : top + (side - numbers.lead) / 2;
      tags.leaf('P', () => {
        for (const [index, value] of values.entries()) {
          const line = canvas.fitLine(String(value), numbers, pitch);
          canvas.line(line, numbers, x + index * pitch + (side - line.width) / 2, numberTop);
        }
      });
      for (const [index, value] of values.entries()) {
        const box = { x: x + index * pitch, y: top + above, width: side, height: side };
        circle(canvas, box.x, box.y, side);
        group?.button(box, { value: String(value), label: endOf(value, values, low, high) });
      }
      const below = top + above + side + 2;
      const first = canvas.fitLine(low, ends, reach / 2);
      const last = canvas.fitLine(high, ends, reach / 2);
      tags.leaf('P', () => {
        canvas.line(first, ends, x, below);
        canvas.line(last, ends, x, below, { right: reach });
      });
    },
  };
}

function endOf(value: number, values: readonly number[], low: string, high: string): string {
  if (value === values[0]) return `${value}, ${low}`;
  return value === values.at(-1) ? `${value}, ${high}` : String(value);
}

function signatureInset(
  canvas: Canvas,
  { name, label }: NamedEntry,
  entry: Of<'signature'>,
  { x, width, fillable }: Column,
): Inset {
  const style = STYLE.label;
  const dateWidth = digitsOf(entry.groups) * CELL;
  const lineWidth = Math.min(width - dateWidth - DATE_GAP, 260);
  const dateAt = x + lineWidth + DATE_GAP;
  const date = {
    entry: { kind: 'digits', groups: entry.groups },
    name: `${name}_date`,
    label: `${label}: ${entry.date}`,
  } as const;
  const digits = digitsInset(canvas, date, entry.groups, { x: dateAt, width: dateWidth, fillable });
  return {
    height: style.lead + Math.max(LINE, digits.height),
    draw(top) {
      const { tags } = canvas;
      tags.leaf('P', () => canvas.line(canvas.fitLine(entry.name, style, lineWidth), style, x, top));
      const own = { name, label: `${label}: ${entry.name}` };
      writeHere(canvas, { x, y: top + style.lead - (LINE - CELL_HEIGHT), width: lineWidth, fillable }, own);
      tags.leaf('P', () => canvas.line(canvas.fitLine(entry.date, style, dateWidth), style, dateAt, top));
      digits.draw(top + style.lead, digits.height);
    },
  };
}
