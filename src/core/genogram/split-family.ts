import { FULL_SIZE_PERSONS, type Child, type Family } from './family.js';
import { kinOf, type Kin } from './kin.js';

/**
 * A family in two or three maps: the index person with parents, brothers, sisters, partners and all below, and a map for
 * each parent's side, the smaller with the first map where that holds both. A parent stands on two maps and joins them. Undefined where the sides are joined elsewhere too, or
 * where a side would be the whole.
 */
export function splitBySide(family: Family): readonly Family[] | undefined {
  const kin = kinOf(family);
  const index = kin.people.findIndex((person) => person.index);
  const origin = kin.nests[kin.origins[index]?.[0] ?? -1];
  if (!origin) return undefined;
  const sides = origin.partners.map((parent) => sideOf(kin, parent));
  const own = new Set(kin.people.keys());
  for (const [nth, side] of sides.entries()) {
    const joins = side.has(index) || sides.some((other, at) => at !== nth && meet(side, other));
    if (joins) return undefined;
    const parent = origin.partners[nth];
    for (const person of side) if (person !== parent) own.delete(person);
  }
  const withPeople = sides.filter((side) => side.size > 1).toSorted((one, two) => one.size - two.size);
  const [smaller, ...others] = withPeople;
  if (!smaller) return undefined;
  // Few people of one's own are better seen with one side than alone.
  const together = own.size + smaller.size - 1 <= FULL_SIZE_PERSONS && others.length > 0;
  const parts = together ? [new Set([...own, ...smaller]), ...others] : [own, ...withPeople];
  return parts.map((persons) => partOf(family, kin, persons));
}

/** All who are joined to a parent through the parent's own parents: the parent's own couples and children are not. */
function sideOf(kin: Kin, parent: number): ReadonlySet<number> {
  const side = new Set([parent]);
  const add = (nest: number): number[] => {
    const { partners = [], children = [] } = kin.nests[nest] ?? {};
    const fresh = [...partners, ...children.map(({ person }) => person)].filter(
      (person) => !side.has(person),
    );
    for (const person of fresh) side.add(person);
    return fresh;
  };
  const todo = (kin.origins[parent] ?? []).flatMap(add);
  for (let person = todo.pop(); person !== undefined; person = todo.pop()) {
    for (const nest of [...(kin.nestsOf[person] ?? []), ...(kin.origins[person] ?? [])])
      todo.push(...add(nest));
  }
  return side;
}

function meet(one: ReadonlySet<number>, two: ReadonlySet<number>): boolean {
  return [...one].some((person) => two.has(person));
}

function partOf(family: Family, kin: Kin, persons: ReadonlySet<number>): Family {
  const ids = new Set([...persons].map((person) => kin.people[person]?.id ?? ''));
  const unions = family.unions.filter(({ a, b }) => ids.has(a) && ids.has(b));
  const unionIds = new Set(unions.map(({ id }) => id));
  const isWhole = ({ person, of }: Child): boolean =>
    ids.has(person) && ('parent' in of ? ids.has(of.parent) : unionIds.has(of.union));
  return {
    persons: family.persons.filter(({ id }) => ids.has(id)),
    unions,
    children: family.children.filter(isWhole),
    bonds: family.bonds.filter(({ a, b }) => ids.has(a) && ids.has(b)),
  };
}
