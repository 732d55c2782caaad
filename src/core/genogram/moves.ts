import type { Lattice } from './lattice.js';
import type { Rows } from './order.js';
import { pool, type Apart } from './spread.js';

/**
 * A person put elsewhere by hand: how far right of `LaidFamily.origin`, in points of the full size, so that a move keeps its meaning when others are added. The row is given by the facts, so that `y` is
 * only where the hand let go.
 */
export interface Move {
  readonly person: string;
  readonly x: number;
  readonly y: number;
}

const HELD = 10_000;

/** Puts people where a hand put them, in their own rows; everyone else keeps the place, or gives way as far as needed. */
export function moved(
  lattice: Lattice,
  rows: Rows,
  x: Float64Array,
  apart: Apart,
  moves: readonly Move[],
): { readonly rows: Rows; readonly x: Float64Array; readonly origin: number } {
  const { people } = lattice.kin;
  const origin =
    x[
      Math.max(
        0,
        people.findIndex((person) => person.index),
      )
    ] ?? 0;
  const held = new Map<number, number>();
  for (const move of moves) {
    const person = people.findIndex(({ id }) => id === move.person);
    if (person >= 0 && Number.isFinite(move.x)) held.set(person, origin + clamp(move.x));
  }
  if (held.size === 0) return { rows, x, origin };
  const wanted = Float64Array.from(x, (own, place) => held.get(place) ?? own);
  const order = rows.map((row) =>
    row.some((place) => held.has(place))
      ? row.toSorted((one, two) => (wanted[one] ?? 0) - (wanted[two] ?? 0) || one - two)
      : row,
  );
  order.forEach((row) => {
    if (!row.some((place) => held.has(place))) return;
    const distances = row.slice(1).map((place, at) => apart(row[at] ?? place, place));
    const weight = Float64Array.from(wanted, (_, place) => (held.has(place) ? HELD : 1));
    const sum = wanted.map((to, place) => to * (weight[place] ?? 1));
    pool(row, distances, wanted, { sum, weight });
  });
  return { rows: order, x: wanted, origin };
}

/** A hand that lets go far outside must not stretch the map beyond reading. */
function clamp(x: number): number {
  return Math.min(Math.max(x, -2000), 2000);
}
