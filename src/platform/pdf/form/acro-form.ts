import type { Canvas } from '../canvas.js';
import { internalsOf, type Pdf, type PdfReference } from '../internals.js';
import { plainString } from '../plain-string.js';

/** Where a field stands, in points from the top left corner of the page at hand. */
export interface FieldBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What every field has: a name for programs, and what it asks for, read out by screen readers. */
export interface FieldName {
  /** Any text; it is made unique within the file. */
  readonly name: string;
  readonly label: string;
}

/** A field to type in. */
export interface TextField extends FieldName {
  readonly multiline?: boolean;
  /** UTF-16 code units. */
  readonly maxLength?: number;
  /** One cell for each of so many characters. */
  readonly comb?: number;
}

/** One of several to choose from. */
export interface FieldOption {
  /** What a program reads. */
  readonly value: string;
  readonly label: string;
}

/** Bits of the entry `Ff`, as PDF 1.7 numbers them from 1. */
const MULTILINE = bit(13);
const NO_TOGGLE_OFF = bit(15);
const RADIO = bit(16);
const COMBO = bit(18);
const COMB = bit(25);
/** A widget is printed as well as shown. */
const PRINTED = bit(3);

const FONT = 'Helv';
const INK = '0.09 0.125 0.165';
const TYPED = 10.5;
const TYPED_IN_COMB = 11;
/** How far the middle of a Bézier handle stands off on a circle of radius 1. */
const ROUND = 0.5523;

/** Names of appearances: what a PDF name can hold unescaped. */
const PLAIN_NAME = /^[A-Za-z0-9_]{1,60}$/;

const forms = new WeakMap<Pdf, AcroForm>();

/**
 * The fields of a document that can be filled in on a screen. pdfkit's own forms drop the accessible name, the place
 * in the structure, the length and the appearance, so every widget is written here. A field is one `Form` element of
 * the structure tree, and the order of the tree is the order of the tab key. Fields carry no script and no action.
 *
 * What is typed is set by the reader's program in Helvetica, which every one of them has; for other scripts it takes
 * a font of its own.
 */
export class AcroForm {
  private readonly names = new Set<string>();
  private readonly appearances = new Map<string, PdfReference>();
  private readonly font: PdfReference;
  private readonly fields: PdfReference[] = [];

  private constructor(private readonly canvas: Canvas) {
    const inside = internalsOf(canvas.doc);
    this.font = this.reference({
      Type: 'Font',
      Subtype: 'Type1',
      BaseFont: 'Helvetica',
      Encoding: 'WinAnsiEncoding',
    });
    // pdfkit ends the form with the document, and looks here for its fonts.
    inside._acroform = { fonts: { [FONT]: this.font }, defaultFont: FONT };
    inside._root.data.AcroForm = canvas.doc.ref({
      Fields: this.fields,
      NeedAppearances: false,
      DA: typedIn(TYPED),
      DR: { Font: { [FONT]: this.font } },
    }) as unknown as PdfReference;
  }

  /** The form of a document, begun when it is first asked for. */
  static of(canvas: Canvas): AcroForm {
    const known = forms.get(canvas.doc) ?? new AcroForm(canvas);
    forms.set(canvas.doc, known);
    return known;
  }

  /** A field to type in. */
  text(box: FieldBox, { multiline = false, maxLength, comb, ...field }: TextField): void {
    const { width, height } = box;
    const limit = comb ?? maxLength;
    this.widget(box, field.label, {
      ...this.named(field),
      FT: 'Tx',
      Ff: (multiline ? MULTILINE : 0) + (comb === undefined ? 0 : COMB),
      ...(limit !== undefined && { MaxLen: limit }),
      DA: typedIn(comb === undefined ? TYPED : TYPED_IN_COMB),
      AP: { N: this.appearance(width, height, '/Tx BMC EMC') },
    });
  }

  /** A box to tick. */
  tick(box: FieldBox, field: FieldName): void {
    const { width, height } = box;
    this.widget(box, field.label, {
      ...this.named(field),
      FT: 'Btn',
      V: 'Off',
      AS: 'Off',
      MK: { CA: asText('4') },
      AP: {
        N: { Yes: this.appearance(width, height, tickMark(width, height)), Off: this.nothing(width, height) },
      },
    });
  }

  /** One of a list that opens. Nothing is chosen at first. */
  combo(box: FieldBox, field: FieldName, options: readonly FieldOption[]): void {
    const { width, height } = box;
    this.widget(box, field.label, {
      ...this.named(field),
      FT: 'Ch',
      Ff: COMBO,
      Opt: options.map(({ value, label }) => [asText(value), asText(label)]),
      DA: typedIn(TYPED),
      AP: { N: this.appearance(width, height, '/Tx BMC EMC') },
    });
  }

  /** A set of round buttons of which one can be on. Place each of them with `button`. */
  radio(field: FieldName): RadioGroup {
    const kids: PdfReference[] = [];
    const parent = this.reference(
      { ...this.named(field), FT: 'Btn', Ff: RADIO + NO_TOGGLE_OFF, V: 'Off', Kids: kids },
      false,
    );
    this.fields.push(parent);
    const states = new Set<string>(['Off']);
    return {
      button: (box, { value, label }) => {
        const { width, height } = box;
        const state = unusedIn(states, PLAIN_NAME.test(value) ? value : `o${kids.length}`);
        const own = `${field.label}: ${label}`;
        const widget = this.place(box, own, {
          Parent: parent,
          TU: asText(own),
          AS: 'Off',
          MK: { CA: asText('l') },
          AP: {
            N: {
              [state]: this.appearance(width, height, dot(width, height)),
              Off: this.nothing(width, height),
            },
          },
        });
        kids.push(widget);
      },
    };
  }

  private named({ name, label }: FieldName): object {
    // A full stop would part a name from its parent's.
    const own = unusedIn(this.names, plainString(name).replace(/[^\p{L}\p{N}_-]+/gu, '_'));
    return { T: asText(own), TU: asText(label) };
  }

  private widget(box: FieldBox, label: string, entries: object): void {
    this.fields.push(this.place(box, label, entries));
  }

  private place({ x, y, width, height }: FieldBox, label: string, entries: object): PdfReference {
    const { doc, tags } = this.canvas;
    const { page } = internalsOf(doc);
    const element = tags.element('Form', { alt: label });
    doc.annotate(x, y, width, height, {
      Subtype: 'Widget',
      F: PRINTED,
      P: page.dictionary,
      ...entries,
      structParent: element,
    } as never);
    // Ended at once, so that it is written while its page is the one at hand.
    element.end();
    const widget = page.annotations.at(-1);
    if (widget === undefined) throw new Error('pdfkit kept no annotation of the field');
    return widget;
  }

  /** One for all fields that look alike. */
  private appearance(width: number, height: number, content: string): PdfReference {
    const key = `${short(width)} ${short(height)} ${content}`;
    const known = this.appearances.get(key) ?? this.newAppearance(width, height, content);
    this.appearances.set(key, known);
    return known;
  }

  private newAppearance(width: number, height: number, content: string): PdfReference {
    const stream = this.canvas.doc.ref({
      Type: 'XObject',
      Subtype: 'Form',
      BBox: [0, 0, short(width), short(height)].map(Number),
      Resources: { Font: { [FONT]: this.font } },
    }) as unknown as PdfReference;
    stream.end(content);
    return stream;
  }

  private nothing(width: number, height: number): PdfReference {
    return this.appearance(width, height, 'q Q');
  }

  private reference(data: object, ended = true): PdfReference {
    const made = this.canvas.doc.ref(data) as unknown as PdfReference;
    if (ended) made.end();
    return made;
  }
}

/** Takes the buttons of one set. */
export interface RadioGroup {
  button(box: FieldBox, option: FieldOption): void;
}

function typedIn(size: number): object {
  return asText(`/${FONT} ${size} Tf ${INK} rg`);
}

/** A string of the file; pdfkit takes a bare one for a name. */
function asText(text: string): object {
  return Object(plainString(text)) as object;
}

function unusedIn(used: Set<string>, wanted: string): string {
  let name = wanted;
  for (let count = 2; used.has(name); count += 1) name = `${wanted}_${count}`;
  used.add(name);
  return name;
}

function bit(place: number): number {
  return 2 ** (place - 1);
}

function tickMark(width: number, height: number): string {
  const at = (x: number, y: number): string => `${short(width * x)} ${short(height * y)}`;
  return `q 1.6 w 1 J 1 j ${INK} RG ${at(0.2, 0.5)} m ${at(0.42, 0.24)} l ${at(0.82, 0.8)} l S Q`;
}

function dot(width: number, height: number): string {
  const radius = Math.min(width, height) * 0.28;
  const at = (x: number, y: number): string =>
    `${short(width / 2 + x * radius)} ${short(height / 2 + y * radius)}`;
  const curve = (...points: readonly (readonly [number, number])[]): string =>
    `${points.map(([x, y]) => at(x, y)).join(' ')} c`;
  return [
    `q ${INK} rg ${at(-1, 0)} m`,
    curve([-1, ROUND], [-ROUND, 1], [0, 1]),
    curve([ROUND, 1], [1, ROUND], [1, 0]),
    curve([1, -ROUND], [ROUND, -1], [0, -1]),
    curve([-ROUND, -1], [-1, -ROUND], [-1, 0]),
    'f Q',
  ].join(' ');
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}
