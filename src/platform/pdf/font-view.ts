import type { Font, Glyph } from 'fontkit';

/** What we use of fontkit beyond its types; `internals.spec.ts` names each of these. */
export interface FontInternals {
  readonly _layoutEngine: {
    hideDefaultIgnorables(): void;
    readonly engine: { readonly GPOSProcessor: Positioning | null };
  };
}

interface Positioning {
  applyAnchor(mark: unknown, base: object | null, at: number): void;
}

/**
 * A font to shape text with. fontkit keeps with each glyph the characters that first led to it, and puts a space in
 * place of joiners. Here each glyph tells the characters that led to it this time, joiners too, so that what is drawn
 * can be copied as it was typed, and so that no text of one document decides the bytes of another.
 */
export function fontForShaping(font: Font): Font {
  const view = Object.create(font, {
    getGlyph: {
      value: (id: number, codePoints: readonly number[] = []): Glyph =>
        Object.create(font.getGlyph(id), { codePoints: { value: codePoints } }) as Glyph,
    },
  }) as Font;
  const { _layoutEngine: engine } = view as unknown as FontInternals;
  engine.hideDefaultIgnorables = () => undefined;
  if (engine.engine.GPOSProcessor) leaveUnanchoredMarks(engine.engine.GPOSProcessor);
  return view;
}

/** A font may have no place on a letter for a rare mark; fontkit would throw. The mark then stands beside the letter. */
function leaveUnanchoredMarks(positioning: Positioning): void {
  const apply = positioning.applyAnchor.bind(positioning);
  positioning.applyAnchor = (mark, base, at) => {
    if (base) apply(mark, base, at);
  };
}
