import type { MeasureText } from '../drawing/scene.js';
import { coupleRoom } from './couple-lines.js';
import type { Lattice } from './lattice.js';
import type { Style } from './metrics.js';
import type { PlaceBox } from './place-boxes.js';
import type { Apart } from './spread.js';

/** Room for a line between two labels. */
export const LANE = 9;

/** Least distance of neighbours: what both need to either side, a gap, and room for what is written on a couple's line. */
export function distances(
  lattice: Lattice,
  boxes: readonly PlaceBox[],
  style: Style,
  measure: MeasureText,
): Apart {
  const rooms = new Map<string, number>();
  const related = new Set<string>();
  lattice.ends.forEach(([one, two], nest) => {
    if (one === undefined || two === undefined) return;
    const needed = coupleRoom(lattice.kin.nests[nest]?.unions ?? [], measure) + portShift(lattice, one, two);
    for (const key of [`${one} ${two}`, `${two} ${one}`])
      rooms.set(key, Math.max(needed, rooms.get(key) ?? 0));
  });
  for (const nest of lattice.kin.nests) {
    const children = nest.children.map(({ person }) => person);
    for (const one of children) for (const two of children) related.add(`${one} ${two}`);
  }
  return (left, right) => {
    const key = `${left} ${right}`;
    const couple = rooms.get(key);
    const gap = couple !== undefined || related.has(key) ? style.gap : style.blockGap;
    const least = (boxes[left]?.right ?? 0) + gap + (boxes[right]?.left ?? 0);
    if (couple === undefined) return least;
    // The line to the children passes between the two labels, in the middle of the couple.
    const wider = Math.max(boxes[left]?.labelWidth ?? 0, boxes[right]?.labelWidth ?? 0);
    return Math.max(least, couple, style.labels === 'below' ? wider + LANE : 0);
  };
}

/** Partners with several couples have their lines leave beside the middle. */
function portShift({ kin }: Lattice, ...persons: readonly number[]): number {
  return persons.reduce((sum, person) => sum + ((kin.nestsOf[person]?.length ?? 1) > 1 ? 9 : 0), 0);
}
