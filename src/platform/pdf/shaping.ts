import type { Font, Glyph } from 'fontkit';

/** A word as fontkit shaped it, in plain numbers, so that every document builds glyphs of its own from it. */
interface Shaped {
  readonly glyphs: readonly { readonly id: number; readonly codePoints: readonly number[] }[];
  readonly positions: readonly Readonly<Record<'xAdvance' | 'yAdvance' | 'xOffset' | 'yOffset', number>>[];
  readonly advanceWidth: number;
}

/** What one font remembers of words shaped before. */
export type ShapingMemo = Map<string, Shaped>;

/** Shaping a word costs more than all the rest of drawing it, so words known in advance are shaped once. */
const known = new Set<string>();
const MOST_WORDS = 20_000;

/**
 * Names words that may be remembered between documents. Only what is public may be named, such as the
 * questions that ship with the product: what someone wrote is forgotten with its document.
 */
export function rememberWords(texts: Iterable<string>): void {
  for (const text of texts) {
    for (const word of text.split(/\s+/u)) {
      if (known.size >= MOST_WORDS) return;
      // Lines are shaped word by word, each with the space after it.
      if (word !== '') known.add(`${word} `);
    }
  }
}

/**
 * The font as one document sees it: its tables are shared, its glyphs are its own. fontkit keeps with each
 * glyph the characters that first led to it, and pdfkit writes those into the file, so with glyphs in common
 * the text of one document would decide the bytes of another.
 */
export function fontForDocument(font: Font, memo: ShapingMemo): Font {
  const own = Object.create(font, { _glyphs: { value: {}, writable: true } }) as Font;
  const shape = own.layout.bind(own);
  own.layout = (text, features) => {
    if (features !== undefined || !known.has(text)) return shape(text, features);
    const shaped = memo.get(text) ?? remember(shape(text));
    memo.set(text, shaped);
    return revive(own, shaped);
  };
  return own;
}

function remember({ glyphs, positions, advanceWidth }: ReturnType<Font['layout']>): Shaped {
  return {
    glyphs: glyphs.map(({ id, codePoints }) => ({ id, codePoints: [...codePoints] })),
    positions: positions.map(({ xAdvance, yAdvance, xOffset, yOffset }) => ({
      xAdvance,
      yAdvance,
      xOffset,
      yOffset,
    })),
    advanceWidth,
  };
}

/** Asks for the glyphs in the order in which shaping would, so that the file is the same either way. */
function revive(font: Font, { glyphs, positions, advanceWidth }: Shaped): ReturnType<Font['layout']> {
  const run = {
    glyphs: glyphs.map(({ id, codePoints }): Glyph => font.getGlyph(id, [...codePoints])),
    // pdfkit writes into the positions.
    positions: positions.map((position) => ({ ...position })),
    advanceWidth,
  };
  return run as unknown as ReturnType<Font['layout']>;
}
