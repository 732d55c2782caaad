import type { Font } from 'fontkit';
import { visualOrder } from './bidi.js';
import { face, languageOf, type FontName } from './fonts.js';
import { DocumentFont, short } from './glyphs.js';
import { internalsOf, type Pdf } from './internals.js';
import type { Run } from './readable.js';
import { Shaper } from './shaping.js';
import { INK, type InkName, type TextStyle } from './style.js';
import { runsLeft, sizeOf, trackingOf, type Measure } from './setting.js';
import { withRun, type Line } from './wrap.js';

/** Sets the text of one document and holds the fonts that it has used so far; no other font gets into the file. */
export class Typesetter {
  private readonly fonts = new Map<FontName, DocumentFont>();
  private readonly shaper = new Shaper();
  private copies = 0;

  constructor(private readonly doc: Pdf) {}

  /** Width of text in points. */
  readonly measure: Measure = (name, text, size, rightToLeft) =>
    (this.shaper.width(face(name), text, rightToLeft) * size) / 1000;

  /**
   * Draws a line from `x` to its right on the baseline `y`, whichever way it reads; it is written in reading order. A
   * space follows it, so that words of two lines do not run together for a reader of the text.
   */
  line(line: Line, style: TextStyle, x: number, y: number): void {
    const runs = withSpace(line, style);
    const places = runs.some(({ level }) => level) ? this.places(runs, line, style, x) : [x];
    const out = ['BT'];
    const pen: Pen = {};
    for (const [index, run] of runs.entries()) {
      const at = places[index];
      // Where all reads to the right, a run goes on where the pen stands.
      const move = at === undefined ? '' : ` 1 0 0 -1 ${short(at)} ${short(y)} Tm`;
      this.prepare(out, pen, run, style, move);
      this.show(out, run);
    }
    if (pen.tracking) out.push('0 Tc');
    out.push('ET');
    this.doc.addContent(out.join(' '));
  }

  private prepare(out: string[], pen: Pen, run: Run, style: TextStyle, move: string): void {
    const { embedded } = this.font(run.face);
    const ink = INK_OPERATOR[run.mark ? 'mid' : style.ink];
    if (pen.ink !== ink) out.push((pen.ink = ink));
    const font = `/${embedded.id} ${short(sizeOf(run, style))} Tf`;
    if (pen.font !== font) out.push((pen.font = font));
    if (move !== '') out.push(move.trimStart());
    const tracking = style.tracking ?? 0;
    if ((pen.tracking ?? 0) !== tracking) out.push(`${short((pen.tracking = tracking))} Tc`);
  }

  private show(out: string[], run: Run): void {
    const leftward = runsLeft(run);
    const shown = this.font(run.face).show(run.text, leftward);
    const language = languageOf(run.face);
    if (run.actual !== undefined) out.push(`/Span <</ActualText <${utf16(run.actual)}>>> BDC`);
    if (language) out.push(`/Span <</Lang (${language})>> BDC`);
    // PDF 1.7, 14.8.2.3.3: the letters are drawn from left to right and read from right to left.
    if (leftward) out.push('/ReversedChars BMC');
    out.push(shown);
    if (leftward) out.push('EMC');
    if (language) out.push('EMC');
    if (run.actual !== undefined) out.push('EMC');
  }

  /** Where each run begins. */
  private places(runs: readonly Run[], line: Line, style: TextStyle, x: number): readonly number[] {
    const widths = runs.map((run) => this.widthOf(run, style));
    const places: number[] = [];
    // The space after a line that reads to the left stands before its left end.
    let at = line.rightToLeft ? x + line.width - widths.reduce((sum, width) => sum + width, 0) : x;
    for (const index of visualOrder(runs.map(({ level }) => level ?? 0))) {
      places[index] = at;
      at += widths[index] ?? 0;
    }
    return places;
  }

  private widthOf(run: Run, style: TextStyle): number {
    return this.measure(run.face, run.text, sizeOf(run, style), runsLeft(run)) + trackingOf(run, style);
  }

  /** A font, ready to be used on the page at hand. */
  private font(name: FontName): DocumentFont {
    let font = this.fonts.get(name);
    if (!font || font.isFull) {
      font = this.open(name, font !== undefined);
      this.fonts.set(name, font);
    }
    const { page } = internalsOf(this.doc);
    page.fonts[font.embedded.id] ??= font.embedded.ref();
    return font;
  }

  /** Puts a font into the document; once more, under a name of its own, when its codes are used up. */
  private open(name: FontName, again: boolean): DocumentFont {
    const { font: parsed } = face(name);
    this.copies += 1;
    const key = `${name} ${this.copies}`;
    // pdfkit takes two fonts of one name for the same.
    const copy = again
      ? (Object.create(parsed, {
          postscriptName: { value: `${parsed.postscriptName}-${this.copies}` },
        }) as Font)
      : parsed;
    const { _font: embedded } = internalsOf(this.doc.registerFont(key, copy as never).font(key));
    return new DocumentFont(face(name), embedded, this.shaper);
  }
}

/** What has been set in the text object at hand. */
interface Pen {
  ink?: string;
  font?: string;
  tracking?: number;
}

function withSpace({ runs, rightToLeft }: Line, { face: own }: TextStyle): readonly Run[] {
  const last = runs.at(-1);
  const level = rightToLeft ? { level: 1 } : {};
  const sameWay = last && !last.mark && (last.level ?? 0) === (level.level ?? 0);
  return withRun(runs, { face: sameWay ? last.face : own, text: ' ', ...level });
}

function utf16(text: string): string {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16));
  return `FEFF${units.map((unit) => unit.padStart(4, '0')).join('')}`.toUpperCase();
}

const INK_OPERATOR = Object.fromEntries(
  Object.entries(INK).map(([name, hex]) => [name, fillOperator(hex)]),
) as Record<InkName, string>;

function fillOperator(hex: string): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return `${parts.map((part) => part.toFixed(3)).join(' ')} rg`;
}
