import { renderSVG, renderUnicodeCompact } from 'uqr';

/** Modules of white that ISO/IEC 18004 asks for around the code. */
const QUIET_ZONE = 4;

/** `text` as a QR code: an SVG document, black on white, that still reads with a seventh of it lost. */
export function qrSvg(text: string): string {
  return renderSVG(text, { ecc: 'M', border: QUIET_ZONE });
}

/** The same for a terminal: half blocks, light on dark, a line of text each two rows. */
export function qrText(text: string): string {
  return renderUnicodeCompact(text, { ecc: 'L', border: 2 });
}
