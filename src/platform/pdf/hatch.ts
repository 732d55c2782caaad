import type { Pdf } from './internals.js';

/** A box that encloses a path, in the path's own units. */
interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const COMMAND = /([MLHVCQAZ])([^MLHVCQAZ]*)/gu;
const NUMBER = /-?\d*\.?\d+(?:e[-+]?\d+)?/giu;
/** How many numbers each command takes at a time. */
const ARITY: Record<string, number> = { M: 2, L: 2, H: 1, V: 1, C: 6, Q: 4, A: 7 };

/** A box that a path does not leave. It may be larger than needed: control points and radii count in full. */
export function pathBounds(d: string): Bounds {
  const xs: number[] = [];
  const ys: number[] = [];
  for (const [, command = '', rest = ''] of d.matchAll(COMMAND)) {
    const numbers = [...rest.matchAll(NUMBER)].map(([digits]) => Number(digits));
    const arity = ARITY[command] ?? 1;
    for (let at = 0; at + arity <= numbers.length; at += arity) {
      reach(command, numbers.slice(at, at + arity), xs, ys);
    }
  }
  return {
    left: Math.min(...xs),
    top: Math.min(...ys),
    right: Math.max(...xs),
    bottom: Math.max(...ys),
  };
}

function reach(command: string, numbers: readonly number[], xs: number[], ys: number[]): void {
  if (command === 'H') xs.push(...numbers);
  else if (command === 'V') ys.push(...numbers);
  else if (command === 'A') {
    const [rx = 0, ry = 0, , , , x = 0, y = 0] = numbers;
    // An arc stays within its ellipse's size of where it ends.
    const far = 2 * Math.max(rx, ry);
    xs.push(x - far, x + far);
    ys.push(y - far, y + far);
  } else {
    for (const [index, number] of numbers.entries()) (index % 2 === 0 ? xs : ys).push(number);
  }
}

/**
 * Adds lines that rise to the right, `gap` points apart, over a box. They run through the same places whatever the
 * box, so that neighbouring areas match and the same scene gives the same bytes.
 */
export function addHatchLines(doc: Pdf, { left, top, right, bottom }: Bounds, gap: number): void {
  // On such a line x + y is the same everywhere.
  const step = gap * Math.SQRT2;
  for (let sum = Math.ceil((left + top) / step) * step; sum < right + bottom; sum += step) {
    const from = Math.max(left, sum - bottom);
    const to = Math.min(right, sum - top);
    doc.moveTo(from, sum - from).lineTo(to, sum - to);
  }
}
