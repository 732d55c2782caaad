import type { MeasureText } from '../../../core/drawing/scene.js';

/** Widths of letters as the page sets them, in points of a scene. */
export function pageMeasure(): MeasureText {
  const context = document.createElement('canvas').getContext('2d');
  const family = getComputedStyle(document.body).fontFamily;
  if (!context) return roughMeasure;
  return (text, face, size) => {
    context.font = `${face.endsWith('Semi') ? 600 : 400} 100px ${family}`;
    return (context.measureText(text).width * size) / 100;
  };
}

const NARROW = /[ijlt.,:;'’!|()[\] -]/u;
const BROAD = /[mwMW@%—…]/u;
const CAPITAL = /[\p{Lu}\p{N}]/u;
const SQUARE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u;

/** The same without a font at hand, rather a little too wide than too narrow. */
export const roughMeasure: MeasureText = (text, face, size) => {
  const ems = Array.from(text).reduce((sum, letter) => sum + emsOf(letter), 0);
  return ems * size * (face.endsWith('Semi') ? 1.06 : 1);
};

function emsOf(letter: string): number {
  if (SQUARE.test(letter)) return 1;
  if (BROAD.test(letter)) return 0.92;
  if (NARROW.test(letter)) return 0.34;
  return CAPITAL.test(letter) ? 0.7 : 0.58;
}
