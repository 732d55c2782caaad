import type { Lattice } from './lattice.js';
import { SIZE } from './metrics.js';
import type { PersonSymbol } from './family.js';

/** Most points between two lines that leave a symbol, and the width that all of them may take. */
const PORT_STEP = 7;
const PORT_ROOM = 18;

export interface Ports {
  /** How far from the middle of the place the line of this nest leaves it. */
  of(nest: number, place: number): number;
}

/**
 * Where the lines of several couples leave one person: those to the left on the left, a near partner's line outside a
 * far one's, which runs deeper, so that no two of them cross.
 */
export function portsOf({ ends }: Lattice, x: Float64Array): Ports {
  const leaving = new Map<number, { readonly nest: number; readonly to: number }[]>();
  ends.forEach((places, nest) => {
    places.forEach((place, nth) => {
      const other = places[1 - nth];
      const to = other === undefined ? 0 : (x[other] ?? 0) - (x[place] ?? 0);
      const list = leaving.get(place) ?? [];
      list.push({ nest, to });
      leaving.set(place, list);
    });
  });
  const offsets = new Map<string, number>();
  for (const [place, lines] of leaving) {
    lines.sort((one, two) => sortKey(one.to) - sortKey(two.to) || one.nest - two.nest);
    const step = Math.min(PORT_STEP, PORT_ROOM / Math.max(1, lines.length - 1));
    lines.forEach(({ nest }, nth) => {
      offsets.set(`${nest} ${place}`, (nth - (lines.length - 1) / 2) * step);
    });
  }
  return { of: (nest, place) => offsets.get(`${nest} ${place}`) ?? 0 };
}

/** Sorts near left, far left, straight down, far right, near right: near ones have the greatest reciprocal. */
function sortKey(to: number): number {
  return to === 0 ? 0 : 1 / to;
}

/** How far below its middle a symbol ends, so far to the side; above the middle it is the same. */
export function edgeOf(symbol: PersonSymbol, aside: number, outline: number): number {
  if (symbol === 'man') return SIZE.half + outline;
  if (symbol === 'woman') return Math.sqrt(Math.max(0, (SIZE.half + outline) ** 2 - aside ** 2));
  return Math.max(0, SIZE.diamond + outline - Math.abs(aside));
}
