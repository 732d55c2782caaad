import { byText, type Child, type ChildKind, type Family, type Person, type Union } from './family.js';

/** One child and one of its parents. */
export interface ParentLink {
  readonly child: string;
  readonly parent: string;
  readonly kind: ChildKind;
}

/** Every stated or inferred link between a child and one parent; ids as they stand, known or not. */
export function parentLinks(family: Family): readonly ParentLink[] {
  const unions = new Map(family.unions.map((union) => [union.id, union]));
  return family.children.flatMap(({ person, of, kind }) => {
    if ('parent' in of) return [{ child: person, parent: of.parent, kind }];
    const union = unions.get(of.union);
    return union ? [...new Set([union.a, union.b])].map((parent) => ({ child: person, parent, kind })) : [];
  });
}

/** A family read for drawing: whole, without circles, by index numbers, the same whatever the order of the facts. */
export interface Kin {
  readonly people: readonly Person[];
  readonly nests: readonly Nest[];
  /** By person, the nests in which it is a partner, in order of time. */
  readonly nestsOf: readonly (readonly number[])[];
  /** By person, the nests whose child it is, the nearest kind first. */
  readonly origins: readonly (readonly number[])[];
}

/** A couple or a single parent, with the children. */
export interface Nest {
  readonly partners: readonly [number] | readonly [number, number];
  /** All periods of the couple in order of time; none for a single parent. */
  readonly unions: readonly Union[];
  /** In order of birth. */
  readonly children: readonly NestChild[];
}

export interface NestChild {
  readonly person: number;
  readonly kind: ChildKind;
  readonly inferred: boolean;
  readonly twins?: string;
  readonly identical: boolean;
}

const NEAREST: readonly ChildKind[] = ['birth', 'donor', 'adopted', 'unknown', 'foster', 'step'];

/**
 * Reads the facts for drawing. Links to nobody, unions with oneself and links that would make someone their own
 * ancestor are left out: `validateFamily` tells of them. Nobody is left out; a second entry with one id is.
 */
export function kinOf(family: Family): Kin {
  const people = [
    ...new Map(family.persons.toReversed().map((person) => [person.id, person])).values(),
  ].toSorted((one, two) => byText(one.id, two.id));
  const at = new Map(people.map(({ id }, index) => [id, index]));
  const unions = family.unions
    .filter(({ a, b }) => a !== b && at.has(a) && at.has(b))
    .toSorted((one, two) => inTime(one, two));
  const nests = new Map<string, Nest & { readonly children: NestChild[]; readonly unions: Union[] }>();
  const nestFor = (
    ids: readonly string[],
  ): (Nest & { children: NestChild[]; unions: Union[] }) | undefined => {
    const partners = ids.flatMap((id) => at.get(id) ?? []).toSorted((one, two) => one - two);
    const [one, two] = partners;
    if (one === undefined || partners.length !== ids.length) return undefined;
    const key = partners.join(' ');
    const nest = nests.get(key) ?? {
      partners: two === undefined ? [one] : [one, two],
      unions: [],
      children: [],
    };
    nests.set(key, nest);
    return nest;
  };
  const byUnion = new Map(unions.map((union) => [union.id, union]));
  for (const union of unions) nestFor([union.a, union.b])?.unions.push(union);
  const parents = people.map(() => new Set<number>());
  for (const child of [...family.children].toSorted((one, two) => nearest(one, two, byUnion))) {
    const person = at.get(child.person);
    const union = 'union' in child.of ? byUnion.get(child.of.union) : undefined;
    const ids = 'parent' in child.of ? [child.of.parent] : union ? [union.a, union.b] : [];
    const nest = ids.length > 0 ? nestFor(ids) : undefined;
    if (person === undefined || !nest || nest.children.some((other) => other.person === person)) continue;
    if (nest.partners.some((parent) => parent === person || descends(parent, person, parents))) continue;
    for (const parent of nest.partners) parents[person]?.add(parent);
    nest.children.push(nestChild(person, child));
  }
  const all = [...nests.values()]
    .filter((nest) => nest.partners.length === 2 || nest.children.length > 0)
    .map((nest) => ({ ...nest, children: inBirthOrder(nest.children, people, family) }))
    .toSorted(
      (one, two) => one.partners[0] - two.partners[0] || (one.partners[1] ?? -1) - (two.partners[1] ?? -1),
    );
  return { people, nests: all, nestsOf: partnersNests(people, all), origins: originsOf(people, all) };
}

function nestChild(
  person: number,
  { kind, inferred = false, twinGroup, identical = false }: Child,
): NestChild {
  return { person, kind, inferred, identical, ...(twinGroup !== undefined && { twins: twinGroup }) };
}

/** Couples by the year in which they began; where that is not known, by the year in which they ended. */
function inTime(one: Union, two: Union): number {
  return yearOf(one) - yearOf(two) || endOf(one) - endOf(two) || byText(one.id, two.id);
}

function yearOf({ from, separated, divorced, end }: Union): number {
  return from ?? separated ?? divorced ?? (end === 'broken_up' || end === 'death' ? 2998 : 2999);
}

function endOf({ separated, divorced }: Union): number {
  return divorced ?? separated ?? 3000;
}

function nearest(one: Child, two: Child, unions: ReadonlyMap<string, Union>): number {
  return (
    NEAREST.indexOf(one.kind) - NEAREST.indexOf(two.kind) ||
    Number(one.inferred ?? false) - Number(two.inferred ?? false) ||
    byText(one.person, two.person) ||
    byText(parentsKey(one, unions), parentsKey(two, unions)) ||
    byText(one.twinGroup ?? '', two.twinGroup ?? '') ||
    Number(one.identical ?? false) - Number(two.identical ?? false)
  );
}

function parentsKey({ of }: Child, unions: ReadonlyMap<string, Union>): string {
  if ('parent' in of) return of.parent;
  const union = unions.get(of.union);
  return union ? [union.a, union.b].toSorted(byText).join(' ') : '';
}

/** Is `person` above `descendant`, or the same? */
function descends(descendant: number, person: number, parents: readonly ReadonlySet<number>[]): boolean {
  const seen = new Set<number>();
  const todo = [descendant];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (next === person) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    todo.push(...(parents[next] ?? []));
  }
  return false;
}

/** Oldest first; by the order that was given where years do not tell; twins beside each other. */
function inBirthOrder(
  children: readonly NestChild[],
  people: readonly Person[],
  family: Family,
): readonly NestChild[] {
  const order = new Map<string, number>();
  for (const { person, birthOrder = Infinity } of family.children) {
    order.set(person, Math.min(birthOrder, order.get(person) ?? Infinity));
  }
  const keyOf = ({ person }: NestChild): readonly [number, number, string, number] => {
    const { id, birth, label } = people[person] ?? { id: '', birth: undefined, label: '' };
    return [birth ?? Infinity, order.get(id) ?? Infinity, label, person];
  };
  const compare = (one: NestChild, two: NestChild): number => {
    const [a, b] = [keyOf(one), keyOf(two)];
    return less(a[0], b[0]) || less(a[1], b[1]) || byText(a[2], b[2]) || a[3] - b[3];
  };
  const sorted = [...children].toSorted(compare);
  const first = new Map<string, NestChild>();
  for (const child of sorted)
    if (child.twins !== undefined && !first.has(child.twins)) first.set(child.twins, child);
  const leader = (child: NestChild): NestChild =>
    (child.twins === undefined ? undefined : first.get(child.twins)) ?? child;
  return sorted.toSorted((one, two) => compare(leader(one), leader(two)) || compare(one, two));
}

/** Unlike a difference, no trouble with what is not known (infinite) on both sides. */
function less(one: number, two: number): number {
  return one === two ? 0 : one < two ? -1 : 1;
}

function partnersNests(people: readonly Person[], nests: readonly Nest[]): readonly (readonly number[])[] {
  const lists: number[][] = people.map(() => []);
  nests.forEach((nest, index) => {
    for (const partner of nest.partners) lists[partner]?.push(index);
  });
  for (const list of lists) list.sort((one, two) => beginsBefore(nests[one], nests[two]) || one - two);
  return lists;
}

function beginsBefore(one: Nest | undefined, two: Nest | undefined): number {
  const [a, b] = [one?.unions[0], two?.unions[0]];
  if (!a || !b) return Number(!a) - Number(!b);
  return inTime(a, b);
}

function originsOf(people: readonly Person[], nests: readonly Nest[]): readonly (readonly number[])[] {
  const lists: { readonly nest: number; readonly rank: number }[][] = people.map(() => []);
  nests.forEach((nest, index) => {
    for (const { person, kind } of nest.children)
      lists[person]?.push({ nest: index, rank: NEAREST.indexOf(kind) });
  });
  return lists.map((list) =>
    list.toSorted((one, two) => one.rank - two.rank || one.nest - two.nest).map(({ nest }) => nest),
  );
}
