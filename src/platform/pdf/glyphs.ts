import type { EmbeddedFont } from './internals.js';

/** One run of text at one place. `x` and `y` are the start of its baseline, from the top left of the page. */
export interface RunPlace {
  readonly font: EmbeddedFont;
  readonly text: string;
  readonly size: number;
  readonly x: number;
  readonly y: number;
  /** The operator that sets the fill colour. */
  readonly ink: string;
  readonly tracking: number | undefined;
  /** What stands behind the drawn text, for copying and for screen readers. */
  readonly actual: string | undefined;
}

/**
 * A run as content stream operators. pdfkit's own `text` writes eight lines for it, and saves and restores the
 * graphics state around each; a page of tables is a third of the size and of the time this way.
 */
export function encodeRun({ font, text, size, x, y, ink, tracking, actual }: RunPlace): string {
  // The page is flipped so that y runs downwards; the text matrix flips the letters back.
  const start = `BT ${ink} /${font.id} ${short(size)} Tf 1 0 0 -1 ${short(x)} ${short(y)} Tm`;
  const spaced = tracking ? [`${short(tracking)} Tc `, ' 0 Tc'] : ['', ''];
  const drawn = `${start} ${spaced[0]}${showGlyphs(font, text, size)}${spaced[1]} ET`;
  return actual === undefined ? drawn : `/Span <</ActualText <${utf16(actual)}>>> BDC ${drawn} EMC`;
}

function showGlyphs(font: EmbeddedFont, text: string, size: number): string {
  const [glyphs, positions] = font.encode(text);
  const parts: string[] = [];
  let hex = '';
  const close = (): void => {
    if (hex !== '') parts.push(`<${hex}>`);
    hex = '';
  };
  positions.forEach(({ xAdvance, advanceWidth, xOffset, yOffset }, index) => {
    const before = xOffset;
    const after = xAdvance - advanceWidth - xOffset;
    if (before || yOffset) close();
    if (before) parts.push(short(-before));
    if (yOffset) parts.push(`] TJ ${short((yOffset * size) / 1000)} Ts [`);
    hex += glyphs[index];
    if (after || yOffset) close();
    if (yOffset) parts.push('] TJ 0 Ts [');
    if (after) parts.push(short(-after));
  });
  close();
  return `[${parts.join(' ')}] TJ`;
}

function utf16(text: string): string {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16));
  return `FEFF${units.map((unit) => unit.padStart(4, '0')).join('')}`.toUpperCase();
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}
