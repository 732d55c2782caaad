import type { MeasureText } from '../../core/drawing/scene.js';
import { face, type FaceName } from './fonts.js';
import { learnPairs, Shaper } from './shaping.js';
import type { Measure } from './setting.js';
import { fitLine } from './wrap.js';

/** The width of a text in any script as `Canvas.text` sets it, in points; needs no document. */
export const measureText: MeasureText = (text, name, size) =>
  fitLine(text, { face: name, size, lead: size, ink: 'ink' }, Infinity, measuring()).width;

/** Words are remembered for one text only: they may be someone's. */
function measuring(): Measure {
  const shaper = new Shaper();
  return (name, text, size, rightToLeft) => (shaper.width(face(name), text, rightToLeft) * size) / 1000;
}

const FACES: readonly FaceName[] = ['sans', 'sansItalic', 'sansSemi', 'serif', 'serifSemi'];

/** Opens the faces and looks at texts ahead of time, so that the first document costs no more than those after it. */
export function warmFaces(texts: Iterable<string>): void {
  learnPairs(FACES.map(face), texts);
}
