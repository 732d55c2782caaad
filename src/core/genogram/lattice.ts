import type { Generations } from './generations.js';
import type { Kin, Nest, NestChild } from './kin.js';

/** A place in a row: a person, or a line that passes between people. */
export interface Place {
  readonly row: number;
  readonly person?: number;
}

/** The line from a couple or parent down to a child, through one place of every row on the way. */
export interface Descent {
  readonly nest: number;
  readonly child: NestChild;
  /** From the row below the nest to that of the child; the last place is the child's own. */
  readonly path: readonly number[];
}

/** The line of a partner who stands in a higher row, down to the row of the couple. */
export interface Reach {
  readonly nest: number;
  readonly from: number;
  readonly path: readonly number[];
}

/** The rows as places, with every line that joins them: what order and distances are worked out on. */
export interface Lattice {
  readonly kin: Kin;
  readonly generations: Generations;
  readonly places: readonly Place[];
  /** By person, its place. */
  readonly placeOf: readonly number[];
  /** By nest, the row of its couple line. */
  readonly nestRows: readonly number[];
  /** By nest, the places in that row which its couple line joins. */
  readonly ends: readonly (readonly number[])[];
  readonly descents: readonly Descent[];
  readonly reaches: readonly Reach[];
}

/** Gives every person a place, and every line that passes through a row one of its own, so that it meets nobody. */
export function latticeOf(kin: Kin, generations: Generations): Lattice {
  const { rowOf } = generations;
  const places: Place[] = kin.people.map((_, person) => ({ row: rowOf[person] ?? 0, person }));
  const passing = (from: number, to: number): readonly number[] =>
    Array.from({ length: Math.max(0, to - from + 1) }, (_, step) => places.push({ row: from + step }) - 1);
  const nestRows = kin.nests.map(({ partners }) =>
    Math.max(...partners.map((partner) => rowOf[partner] ?? 0)),
  );
  const reaches: Reach[] = [];
  const endsOf = ({ partners }: Nest, nest: number): readonly number[] =>
    partners.map((partner) => {
      const [row, target] = [rowOf[partner] ?? 0, nestRows[nest] ?? 0];
      if (row === target) return partner;
      const path = passing(row + 1, target);
      reaches.push({ nest, from: partner, path });
      return path.at(-1) ?? partner;
    });
  const ends = kin.nests.map(endsOf);
  const descents = kin.nests.flatMap((nest, index) =>
    nest.children.map((child): Descent => {
      const row = rowOf[child.person] ?? 0;
      return { nest: index, child, path: [...passing((nestRows[index] ?? 0) + 1, row - 1), child.person] };
    }),
  );
  const placeOf = kin.people.map((_, person) => person);
  return { kin, generations, places, placeOf, nestRows, ends, descents, reaches };
}
