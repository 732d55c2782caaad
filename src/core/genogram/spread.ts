import type { Lattice } from './lattice.js';
import type { Rows } from './order.js';

/** How far neighbours in a row must be apart, middle to middle. */
export type Apart = (left: number, right: number) => number;

const SWEEPS = 150;
/** Nothing moves by more than this any longer, in points. */
const STILL = 0.05;
/** How much each wish counts: a couple over its children, children under the couple, a straight line, togetherness. */
const WEIGHT = { overChildren: 2, underParents: 1, straight: 1.5, couple: 0.2, sibling: 0.06, stay: 0.05 };
/** How far inside a long couple line its children may hang without pulling at it. */
const INSIDE = 12;

interface Wishes {
  readonly sum: Float64Array;
  readonly weight: Float64Array;
}

/** What the wishes are worked out from, read once. */
interface Ties {
  readonly nests: readonly {
    readonly row: number;
    readonly ends: readonly number[];
    readonly hanging: readonly number[];
    readonly near: boolean;
  }[];
  /** Lines that should be straight, place by place from above. */
  readonly paths: readonly (readonly number[])[];
  /** By row, how much each place and the next draw each other near. */
  readonly pulls: readonly (readonly number[])[];
}

/**
 * Where everyone stands in the row. Each row in turn is solved exactly for the wishes of its people (to stand over their
 * children, under their parents, by their partner) under the least distances, by pooling neighbours that would come too
 * near (pool adjacent violators); rows are swept until nothing moves.
 */
export function spread(lattice: Lattice, rows: Rows, apart: Apart): Float64Array {
  const x = new Float64Array(lattice.places.length);
  const distances = rows.map((row) => row.slice(1).map((place, at) => apart(row[at] ?? place, place)));
  rows.forEach((row, at) => {
    row.forEach((place, nth) => {
      x[place] = nth === 0 ? 0 : (x[row[nth - 1] ?? place] ?? 0) + (distances[at]?.[nth - 1] ?? 0);
    });
  });
  const ties = tiesOf(lattice, rows);
  const wishes: Wishes = { sum: new Float64Array(x.length), weight: new Float64Array(x.length) };
  const order = [...rows.keys()];
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    let moved = 0;
    for (const row of sweep % 2 === 0 ? order.toReversed() : order) {
      wish(ties, row, rows[row] ?? [], x, distances[row] ?? [], wishes);
      moved = Math.max(moved, pool(rows[row] ?? [], distances[row] ?? [], x, wishes));
    }
    if (moved < STILL) break;
  }
  return x;
}

function tiesOf(lattice: Lattice, rows: Rows): Ties {
  const { kin, descents, reaches, ends, nestRows } = lattice;
  const neighbours = new Set(rows.flatMap((row) => row.slice(1).map((place, at) => keyOf(row[at], place))));
  const hanging = hangingPlaces(lattice);
  const couples = new Set(
    ends.flatMap(([one, two]) => (two === undefined ? [] : [keyOf(one, two), keyOf(two, one)])),
  );
  const siblings = new Set(
    kin.nests.flatMap(({ children }) =>
      children.flatMap((one) => children.map((two) => keyOf(one.person, two.person))),
    ),
  );
  return {
    nests: ends.flatMap((own, nest) => {
      const places = hanging.get(nest);
      const near =
        own.length < 2 || neighbours.has(keyOf(own[0], own[1])) || neighbours.has(keyOf(own[1], own[0]));
      return places ? [{ row: nestRows[nest] ?? 0, ends: own, hanging: places, near }] : [];
    }),
    paths: [...descents.map(({ path }) => path), ...reaches.map(({ from, path }) => [from, ...path])].filter(
      (path) => path.length > 1,
    ),
    pulls: rows.map((row) =>
      row.slice(1).map((place, at) => {
        const key = keyOf(row[at], place);
        return couples.has(key) ? WEIGHT.couple : siblings.has(key) ? WEIGHT.sibling : 0;
      }),
    ),
  };
}

function keyOf(left: number | undefined, right: number | undefined): string {
  return `${left} ${right}`;
}

/** Fills in where the places of a row would be, and how much each wish weighs. */
function wish(
  { nests, paths, pulls }: Ties,
  row: number,
  places: readonly number[],
  x: Float64Array,
  distances: readonly number[],
  { sum, weight }: Wishes,
): void {
  sum.fill(0);
  weight.fill(0);
  const at = (place: number): number => x[place] ?? 0;
  const add = (place: number, to: number, by: number): void => {
    sum[place] = (sum[place] ?? 0) + to * by;
    weight[place] = (weight[place] ?? 0) + by;
  };
  for (const nest of nests) {
    if (nest.row !== row && nest.row !== row - 1) continue;
    const shift = shiftOf(nest, x);
    if (nest.row === row) for (const end of nest.ends) add(end, at(end) + shift, WEIGHT.overChildren);
    else for (const place of nest.hanging) add(place, at(place) - shift, WEIGHT.underParents);
  }
  for (const path of paths) {
    for (let nth = 1; nth < path.length; nth += 1) {
      const [above, below] = [path[nth - 1] ?? 0, path[nth] ?? 0];
      add(above, at(below), WEIGHT.straight);
      add(below, at(above), WEIGHT.straight);
    }
  }
  for (let nth = 1; nth < places.length; nth += 1) {
    const [left, right] = [places[nth - 1] ?? 0, places[nth] ?? 0];
    const distance = distances[nth - 1] ?? 0;
    const pull = pulls[row]?.[nth - 1] ?? 0;
    // Whom nothing else holds keeps close to a neighbour.
    const pullLeft = pull || (weight[left] === 0 ? WEIGHT.sibling : 0);
    const pullRight = pull || (weight[right] === 0 ? WEIGHT.sibling : 0);
    if (pullLeft > 0) add(left, at(right) - distance, pullLeft);
    if (pullRight > 0) add(right, at(left) + distance, pullRight);
  }
  for (const place of places) add(place, at(place), WEIGHT.stay);
}

function hangingPlaces({ descents }: Lattice): ReadonlyMap<number, readonly number[]> {
  const hanging = new Map<number, number[]>();
  for (const { nest, path } of descents) {
    const list = hanging.get(nest) ?? [];
    if (path[0] !== undefined) list.push(path[0]);
    hanging.set(nest, list);
  }
  return hanging;
}

/** How far the couple is from the middle of its children; from a long line they may hang anywhere. */
function shiftOf({ ends, hanging, near }: Ties['nests'][number], x: Float64Array): number {
  const [left, right] = reach(ends, x);
  const [first, last] = reach(hanging, x);
  const middle = (first + last) / 2;
  if (near) return middle - (left + right) / 2;
  return middle - Math.min(Math.max(middle, left + INSIDE), Math.max(left, right - INSIDE));
}

function reach(places: readonly number[], x: Float64Array): readonly [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const place of places) {
    const at = x[place] ?? 0;
    if (at < least) least = at;
    if (at > most) most = at;
  }
  return [least, most];
}

/** Puts a row where its wishes are met best under its distances; returns how far anyone moved. */
export function pool(
  places: readonly number[],
  distances: readonly number[],
  x: Float64Array,
  { sum, weight }: Wishes,
): number {
  const offsets = offsetsOf(distances);
  const pools: { total: number; weight: number; count: number }[] = [];
  places.forEach((place, nth) => {
    const own = weight[place] ?? 0;
    let last = { total: (sum[place] ?? 0) - (offsets[nth] ?? 0) * own, weight: own, count: 1 };
    for (let before = pools.at(-1); before && before.total / before.weight > last.total / last.weight;) {
      pools.pop();
      last = {
        total: before.total + last.total,
        weight: before.weight + last.weight,
        count: before.count + last.count,
      };
      before = pools.at(-1);
    }
    pools.push(last);
  });
  let moved = 0;
  let nth = 0;
  for (const { total, weight: all, count } of pools) {
    for (let member = 0; member < count; member += 1) {
      const place = places[nth] ?? 0;
      const to = total / all + (offsets[nth] ?? 0);
      moved = Math.max(moved, Math.abs(to - (x[place] ?? 0)));
      x[place] = to;
      nth += 1;
    }
  }
  return moved;
}

function offsetsOf(distances: readonly number[]): readonly number[] {
  const offsets = [0];
  for (const distance of distances) offsets.push((offsets.at(-1) ?? 0) + distance);
  return offsets;
}
