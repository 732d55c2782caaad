import { operations, type Operand } from './operators.js';
import { type Raw, type RawDict, type RawPdf, isReference, nameOf } from './raw-pdf.js';

/** A stretch of content that is marked: as an element's, as decoration, or with words to be read instead. */
export interface Mark {
  readonly tag: string;
  /** Number by which an element of the structure tree claims it. */
  readonly mcid: number | undefined;
  /** Words to be read instead of what is drawn. */
  readonly actualText: string | undefined;
  readonly language: string | undefined;
  /** The page, or the form that is drawn, whose numbers count. */
  readonly container: string;
  /** Marks around it, the outermost first. */
  readonly around: readonly Mark[];
}

/** Something that leaves a trace on a page. */
export interface Painted {
  readonly kind: 'text' | 'path' | 'image' | 'shading';
  readonly page: string;
  /** The marks that it stands in, the outermost first. */
  readonly marks: readonly Mark[];
  /** Of text: the font (its reference), what is shown, and how (3 is not at all). */
  readonly font?: string;
  readonly shown?: Buffer;
  readonly rendering?: number;
}

/** All that a page, or the look of a form field, draws, in the order in which it does. */
export interface Drawing {
  readonly painted: readonly Painted[];
  readonly marks: readonly Mark[];
  /** The forms (XObjects) that are drawn, as often as they are. */
  readonly forms: readonly string[];
}

/** Reads what a page draws, with the forms that it uses. */
export function drawingOf(pdf: RawPdf, page: string): Drawing {
  const interpreter = new Interpreter(pdf, page);
  interpreter.run(pdf.contents(page), pdf.dict(pdf.inherited(page, '/Resources')), page, []);
  return interpreter;
}

/** Reads what a form draws by itself, as the look of a form field does. */
export function appearanceOf(pdf: RawPdf, page: string, form: string): Drawing {
  const interpreter = new Interpreter(pdf, page);
  const bytes = pdf.stream(form) ?? Buffer.alloc(0);
  interpreter.run(bytes, pdf.dict(pdf.dict(form)['/Resources']), form, []);
  return interpreter;
}

const PATHS = new Set(['S', 's', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*']);

class Interpreter implements Drawing {
  readonly painted: Painted[] = [];
  readonly marks: Mark[] = [];
  readonly forms: string[] = [];

  constructor(
    private readonly pdf: RawPdf,
    private readonly page: string,
  ) {}

  run(bytes: Buffer, resources: RawDict, container: string, around: readonly Mark[]): void {
    let state: { font?: string; rendering: number } = { rendering: 0 };
    const saved: (typeof state)[] = [];
    const open: Mark[] = [...around];
    for (const { operator, operands } of operations(bytes)) {
      const [first, second] = operands;
      if (operator === 'q') saved.push({ ...state });
      else if (operator === 'Q') state = saved.pop() ?? state;
      else if (operator === 'Tf') state.font = this.fontOf(resources, first);
      else if (operator === 'Tr') state.rendering = Number(first);
      else if (operator === 'BMC' || operator === 'BDC')
        open.push(this.mark(first, second, resources, container, open));
      else if (operator === 'EMC') {
        if (open.length <= around.length) throw new Error('a mark ends that did not begin');
        open.pop();
      } else if (operator === 'sh') this.paint('shading', open);
      else if (PATHS.has(operator)) this.paint('path', open);
      else if (operator === 'Do') this.draw(resources, first, open);
      else {
        const shown = shownBy(operator, operands);
        if (shown) this.painted.push({ kind: 'text', page: this.page, marks: [...open], ...state, shown });
      }
    }
    if (open.length !== around.length) throw new Error('a mark does not end');
  }

  private paint(kind: Painted['kind'], open: readonly Mark[]): void {
    this.painted.push({ kind, page: this.page, marks: [...open] });
  }

  private draw(resources: RawDict, name: Operand | undefined, open: readonly Mark[]): void {
    const reference = this.named(resources, '/XObject', name);
    const form = this.pdf.dict(reference);
    if (nameOf(form['/Subtype']) !== 'Form') return this.paint('image', open);
    this.forms.push(reference);
    const own = form['/Resources'];
    this.run(
      this.pdf.stream(reference) ?? Buffer.alloc(0),
      own === undefined ? resources : this.pdf.dict(own),
      reference,
      open,
    );
  }

  private fontOf(resources: RawDict, name: Operand | undefined): string {
    return this.named(resources, '/Font', name);
  }

  /** What a content stream calls by a name. */
  private named(resources: RawDict, kind: string, name: Operand | undefined): string {
    const reference = typeof name === 'string' ? this.pdf.dict(resources[kind])[name] : undefined;
    if (!isReference(reference)) throw new Error(`something drawn is not among the resources (${kind})`);
    return reference;
  }

  private mark(
    tag: Operand | undefined,
    given: Operand | undefined,
    resources: RawDict,
    container: string,
    around: readonly Mark[],
  ): Mark {
    const properties = this.properties(given, resources);
    const mark: Mark = {
      tag: typeof tag === 'string' ? tag.slice(1) : '',
      mcid: typeof properties['/MCID'] === 'number' ? properties['/MCID'] : undefined,
      actualText: decoded(properties['/ActualText']),
      language: decoded(properties['/Lang']),
      container,
      around: [...around],
    };
    this.marks.push(mark);
    return mark;
  }

  private properties(
    given: Operand | undefined,
    resources: RawDict,
  ): Readonly<Record<string, Operand | Raw | undefined>> {
    if (typeof given === 'string') return this.pdf.dict(this.pdf.dict(resources['/Properties'])[given]);
    return isOperands(given) ? given : {};
  }
}

function isOperands(given: Operand | undefined): given is { [key: string]: Operand } {
  return typeof given === 'object' && given !== null && !Array.isArray(given) && !Buffer.isBuffer(given);
}

function shownBy(operator: string, operands: readonly Operand[]): Buffer | undefined {
  if (operator === 'TJ' && Array.isArray(operands[0]))
    return Buffer.concat(operands[0].filter((part) => Buffer.isBuffer(part)));
  if (operator === 'Tj' || operator === "'" || operator === '"') {
    const last = operands.at(-1);
    return Buffer.isBuffer(last) ? last : undefined;
  }
  return undefined;
}

/** A text string of a PDF: UTF-16 or UTF-8 with a mark in front, else Latin 1. */
function decoded(text: Operand | Raw | undefined): string | undefined {
  if (typeof text === 'string') return text.startsWith('u:') ? text.slice(2) : undefined;
  if (!Buffer.isBuffer(text)) return undefined;
  if (text[0] === 0xfe && text[1] === 0xff) return Buffer.from(text.subarray(2)).swap16().toString('utf16le');
  if (text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf) return text.toString('utf8', 3);
  return text.toString('latin1');
}
