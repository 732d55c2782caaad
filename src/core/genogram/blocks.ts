import { byText, type Person } from './family.js';
import type { Lattice } from './lattice.js';

/** Places that stay side by side: brothers and sisters with their partners, a couple nobody's child, one passing line. */
export type Block = readonly number[];

/**
 * Cuts each row into blocks. Brothers and sisters stand in order of birth; a partner whose own parents are not in the
 * map stands beside the other one, and several of them around that person in order of time.
 */
export function blocksOf(lattice: Lattice): readonly (readonly Block[])[] {
  const { kin, generations, places } = lattice;
  const owners = ownersOf(lattice);
  const rows: Block[][] = Array.from({ length: generations.rows }, () => []);
  const placed = new Set<number>();
  const add = (row: number, block: Block): void => {
    for (const place of block) placed.add(place);
    if (block.length > 0) rows[row]?.push(block);
  };
  kin.nests.forEach((nest, index) => {
    const own = nest.children
      .filter(({ person }) => kin.origins[person]?.[0] === index)
      .map(({ person }) => person);
    for (let row = 0; row < generations.rows; row += 1) {
      const here = own.filter((person) => generations.rowOf[person] === row);
      add(
        row,
        here.flatMap((person) => chainOf(person, lattice, owners)),
      );
    }
  });
  places.forEach(({ row, person }, place) => {
    if (placed.has(place)) return;
    if (person === undefined) add(row, [place]);
    else if (!owners.has(person)) add(row, chainOf(person, lattice, owners));
  });
  return rows;
}

/**
 * By partner who stands beside another, that other. People with parents in the map stand by themselves; where a chain
 * of partners has none, it hangs on whoever has most partners.
 */
function ownersOf({ kin, generations }: Lattice): ReadonlyMap<number, number> {
  const owners = new Map<number, number>();
  const settled = new Set<number>();
  const settle = (queue: number[]): void => {
    for (const person of queue) settled.add(person);
    for (const person of queue) {
      for (const partner of partnersInRow(person, kin, generations.rowOf)) {
        if (settled.has(partner)) continue;
        settled.add(partner);
        owners.set(partner, person);
        queue.push(partner);
      }
    }
  };
  const persons = [...kin.people.keys()];
  settle(persons.filter((person) => (kin.origins[person]?.length ?? 0) > 0));
  const count = (person: number): number => partnersInRow(person, kin, generations.rowOf).length;
  for (const person of persons.toSorted((one, two) => count(two) - count(one) || one - two)) {
    if (!settled.has(person)) settle([person]);
  }
  return owners;
}

function partnersInRow(
  person: number,
  { nests, nestsOf }: Lattice['kin'],
  rowOf: readonly number[],
): readonly number[] {
  const partners = (nestsOf[person] ?? []).flatMap((nest) => nests[nest]?.partners ?? []);
  return partners.filter((partner) => partner !== person && rowOf[partner] === rowOf[person]);
}

/** A person in the middle of the partners who stand beside: earlier ones left, later ones right. */
function chainOf(person: number, lattice: Lattice, owners: ReadonlyMap<number, number>): Block {
  const { kin, generations } = lattice;
  const partners = partnersInRow(person, kin, generations.rowOf);
  const left: number[] = [];
  const right: number[] = [];
  partners.forEach((partner, nth) => {
    if (owners.get(partner) !== person) return;
    const [one, two] = [kin.people[partner], kin.people[person]];
    const goesLeft =
      partners.length === 1 ? one && two && standsLeft(one, two) : nth < Math.floor(partners.length / 2);
    if (goesLeft === true) left.push(...outwards(partner, lattice, owners).toReversed());
    else right.push(...outwards(partner, lattice, owners));
  });
  return [...left, person, ...right];
}

/** A partner and, farther out, the partners that this one had besides. */
function outwards(person: number, lattice: Lattice, owners: ReadonlyMap<number, number>): readonly number[] {
  const others = partnersInRow(person, lattice.kin, lattice.generations.rowOf);
  const beyond = others.filter((partner) => owners.get(partner) === person);
  return [person, ...beyond.flatMap((partner) => outwards(partner, lattice, owners))];
}

/** In a couple: the man left; else the older; in a joint map the first partner's side. */
export function standsLeft(one: Person, two: Person): boolean {
  if (one.index && two.index && one.file !== two.file) return one.file === 'a';
  if (one.symbol === 'man' && two.symbol === 'woman') return true;
  if (one.symbol === 'woman' && two.symbol === 'man') return false;
  const [older, younger] = [one.birth ?? Infinity, two.birth ?? Infinity];
  if (older !== younger) return older < younger;
  return (byText(one.label, two.label) || byText(one.id, two.id)) < 0;
}
