import type { Bond, Child, Family, Person, Union } from './family.js';
import { parentLinks } from './kin.js';
import { plainWords } from './plain-words.js';
import { unionId } from './union-id.js';

/**
 * What one partner may release of the own map. `people` are symbols, names and how they are joined; nothing is shown of
 * a side without it. Harm and illness cannot be released.
 */
export type ReleasedFact = 'people' | 'years' | 'couples' | 'habits' | 'secrets' | 'breaks' | 'bonds';

/** One partner's part of a joint map. */
export interface JointSide {
  readonly family: Family;
  readonly released: ReadonlySet<ReleasedFact>;
  /** What to call this partner: a code or initials, as the practice prints them. */
  readonly name: string;
  /** The row in which this partner lists the other one; found by the relation where it is not said. */
  readonly partnerRow?: string;
}

type File = 'a' | 'b';

/**
 * One family of two partners' maps, each with what that partner released and nothing more; undefined where neither
 * released the people of a map. What one said of the other is left out, whatever was released: each is drawn by the own
 * word. Ids are those of the rows after `a.` and `b.`. Children of the two are joined by name.
 */
export function jointFamily(a: JointSide, b: JointSide): Family | undefined {
  if (!a.released.has('people') && !b.released.has('people')) return undefined;
  const [first, second] = [part('a', a, b), part('b', b, a)];
  const same = sameChildren(first, second);
  const rename = (id: string): string => same.get(id) ?? id;
  const persons = [...first.persons, ...second.persons.filter(({ id }) => !same.has(id))];
  const [indexA, indexB] = persons.filter(({ index }) => index);
  const unions = merged(
    [...first.unions, ...second.unions].map((union) => ({
      ...union,
      a: rename(union.a),
      b: rename(union.b),
    })),
  );
  const isPair = (union: Union): boolean =>
    [union.a, union.b].every((id) => id === indexA?.id || id === indexB?.id) && union.a !== union.b;
  if (indexA && indexB && !unions.kept.some(isPair)) {
    unions.kept.push({ id: unionId(indexA.id, indexB.id), a: indexA.id, b: indexB.id, kind: 'other' });
  }
  const children = [...first.children, ...second.children].map((child): Child => ({
    ...child,
    person: rename(child.person),
    of:
      'parent' in child.of
        ? { parent: rename(child.of.parent) }
        : { union: unions.renamed.get(child.of.union) ?? child.of.union },
  }));
  return { persons, unions: unions.kept, children, bonds: [...first.bonds, ...second.bonds] };
}

/** Both told of the couple: the first word stands, and the second one's children hang from it. */
function merged(unions: readonly Union[]): {
  readonly kept: Union[];
  readonly renamed: ReadonlyMap<string, string>;
} {
  const kept: Union[] = [];
  const renamed = new Map<string, string>();
  for (const union of unions) {
    const twin = kept.find(
      (other) =>
        fileOf(other.id) !== fileOf(union.id) &&
        ((other.a === union.a && other.b === union.b) || (other.a === union.b && other.b === union.a)),
    );
    if (twin) renamed.set(union.id, twin.id);
    else kept.push(union);
  }
  return { kept, renamed };
}

function fileOf(id: string): string {
  return id.slice(0, 2);
}

/** One side, by its release, with ids of its own; the other partner's row becomes that partner. */
function part(file: File, own: JointSide, other: JointSide): Family {
  const index = own.family.persons.find((person) => person.index);
  const theirs = other.family.persons.find((person) => person.index);
  const partner = own.partnerRow ?? partnerRowOf(own.family);
  const idOf = (id: string): string =>
    id === partner ? `${file === 'a' ? 'b' : 'a'}.${theirs?.id ?? 'me'}` : `${file}.${id}`;
  const row = other.family.persons.find(({ id }) => id === (other.partnerRow ?? partnerRowOf(other.family)));
  const me = ownPerson(file, own, index, other.released.has('people') ? row : undefined);
  if (!own.released.has('people')) return { persons: [me], unions: [], children: [], bonds: [] };
  const told = withoutInLaws(own.family, index?.id, partner);
  const plain = withoutLooseEnds(byRelease(told, own.released), told, partner);
  return {
    persons: [
      me,
      ...plain.persons
        .filter((person) => !person.index && person.id !== partner)
        .map((person) => ({ ...person, id: idOf(person.id), file })),
    ],
    unions: plain.unions.map((union) => ({
      ...union,
      id: `${file}.${union.id}`,
      a: idOf(union.a),
      b: idOf(union.b),
    })),
    children: plain.children
      .filter(({ person }) => person !== partner)
      .map((child) => ({
        ...child,
        person: idOf(child.person),
        of: 'parent' in child.of ? { parent: idOf(child.of.parent) } : { union: `${file}.${child.of.union}` },
      })),
    bonds: plain.bonds
      .filter((bond) => ![bond.a, bond.b].includes(partner ?? ''))
      .map((bond) => ({ ...bond, id: `${file}.${bond.id}`, a: idOf(bond.a), b: idOf(bond.b) })),
  };
}

/** A partner by the own word; by the other's for the shape alone, where the own is not released. */
function ownPerson(
  file: File,
  own: JointSide,
  index: Person | undefined,
  seenAs: Person | undefined,
): Person {
  const said = index && own.released.has('people') ? personByRelease(index, own.released) : undefined;
  const { relation: _relation, ...rest } = said ?? {
    symbol: seenAs?.symbol ?? 'unknown',
    habits: [],
    secret: false,
    breaks: [],
    relation: undefined,
  };
  return { ...rest, id: `${file}.${index?.id ?? 'me'}`, label: own.name, index: true, ghost: false, file };
}

/** The one row of a partner of today; unknown where there are several. */
function partnerRowOf({ persons, unions }: Family): string | undefined {
  const ended = (id: string): boolean =>
    unions.some(
      ({ a, b, divorced, end }) => [a, b].includes(id) && (divorced !== undefined || end === 'broken_up'),
    );
  const partners = persons.filter(
    ({ id, relation, alive }) => relation === 'partner' && alive !== false && !ended(id),
  );
  return partners.length === 1 ? partners[0]?.id : undefined;
}

function byRelease(
  { persons, unions, children, bonds }: Family,
  released: ReadonlySet<ReleasedFact>,
): Family {
  return {
    persons: persons.map((person) => personByRelease(person, released)),
    unions: unions.flatMap((union) => unionByRelease(union, children, released)),
    children,
    bonds: released.has('bonds') ? bonds.flatMap(bondByRelease) : [],
  };
}

function personByRelease(person: Person, released: ReadonlySet<ReleasedFact>): Person {
  const { id, label, symbol, index, ghost, relation, side, birth, death, alive } = person;
  const years = released.has('years');
  return {
    id,
    label,
    symbol,
    index,
    ghost,
    ...(relation && { relation }),
    ...(side && { side }),
    ...(alive !== undefined && { alive }),
    ...(years && birth !== undefined && { birth }),
    ...(years && death !== undefined && { death }),
    habits: released.has('habits') ? person.habits : [],
    secret: released.has('secrets') && person.secret,
    breaks: released.has('breaks') ? person.breaks : [],
  };
}

/** Couples that are not released stay only where children need them, as a line that says nothing. */
function unionByRelease(
  union: Union,
  children: readonly Child[],
  released: ReadonlySet<ReleasedFact>,
): readonly Union[] {
  const { id, a, b, kind } = union;
  if (!released.has('couples')) {
    const hasChildren = children.some(({ of }) => 'union' in of && of.union === id);
    return hasChildren ? [{ id, a, b, kind: 'other' }] : [];
  }
  return [released.has('years') ? union : { id, a, b, kind, ...endInWords(union) }];
}

/** That a couple parted is told without its year. */
function endInWords({ separated, divorced, end }: Union): Pick<Union, 'end'> {
  if (separated === undefined && divorced === undefined) return end ? { end } : {};
  return { end: 'broken_up' };
}

function bondByRelease({ id, a, b, kind, direction }: Bond): readonly Bond[] {
  return kind === 'harm' ? [] : [{ id, a, b, kind, direction }];
}

/** The other partner's people are the other partner's to show: those who are joined to the map through that one alone. */
function withoutInLaws(family: Family, index: string | undefined, partner: string | undefined): Family {
  if (index === undefined || partner === undefined) return family;
  const own = reachable(family, index, partner);
  const theirs = reachable(family, partner, index);
  const kept = (id: string): boolean => id === partner || own.has(id) || !theirs.has(id);
  const unions = family.unions.filter(({ a, b }) => kept(a) && kept(b));
  const unionIds = new Set(unions.map(({ id }) => id));
  return {
    persons: family.persons.filter(({ id }) => kept(id)),
    unions,
    children: family.children.filter(
      ({ person, of }) => kept(person) && ('parent' in of ? kept(of.parent) : unionIds.has(of.union)),
    ),
    bonds: family.bonds.filter(({ a, b }) => kept(a) && kept(b)),
  };
}

/** All who are joined to `from` by couples and children, without a way through `closed`. */
function reachable(family: Family, from: string, closed: string): ReadonlySet<string> {
  const ties = new Map<string, string[]>();
  const tie = (one: string, two: string): void => {
    ties.set(one, [...(ties.get(one) ?? []), two]);
    ties.set(two, [...(ties.get(two) ?? []), one]);
  };
  for (const { a, b } of family.unions) tie(a, b);
  for (const { child, parent } of parentLinks(family)) tie(child, parent);
  const seen = new Set([from]);
  const todo = [from];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    for (const other of ties.get(next) ?? []) {
      if (other === closed || seen.has(other)) continue;
      seen.add(other);
      todo.push(other);
    }
  }
  return seen;
}

/** Somebody who was joined to the map by a couple that is not released alone is not shown either. */
function withoutLooseEnds(shown: Family, whole: Family, partner: string | undefined): Family {
  const joinedIn = ({ unions, children }: Family): ReadonlySet<string> =>
    new Set([
      ...unions.flatMap(({ a, b }) => [a, b]),
      ...children.flatMap(({ person, of }) => ('parent' in of ? [person, of.parent] : [person])),
    ]);
  const [before, after] = [joinedIn(whole), joinedIn(shown)];
  const persons = shown.persons.filter(
    ({ id, index }) => index || id === partner || after.has(id) || !before.has(id),
  );
  const kept = new Set(persons.map(({ id }) => id));
  return { ...shown, persons, bonds: shown.bonds.filter(({ a, b }) => kept.has(a) && kept.has(b)) };
}

/** Children of the two whom both list: the same name, and years that do not speak against it. */
function sameChildren(first: Family, second: Family): ReadonlyMap<string, string> {
  const ownChildren = ({ persons, children, unions }: Family): readonly Person[] => {
    const couple = new Set(unions.filter(({ a, b }) => fileOf(a) !== fileOf(b)).map(({ id }) => id));
    const ids = new Set(
      children.filter(({ of }) => 'union' in of && couple.has(of.union)).map(({ person }) => person),
    );
    return persons.filter(({ id }) => ids.has(id));
  };
  const same = new Map<string, string>();
  const open = [...ownChildren(first)];
  for (const child of ownChildren(second)) {
    const name = plainWords(child.label).toLowerCase();
    const at = open.findIndex(
      (other) =>
        name !== '' &&
        plainWords(other.label).toLowerCase() === name &&
        (other.birth === undefined || child.birth === undefined || other.birth === child.birth),
    );
    const [twin] = at < 0 ? [] : open.splice(at, 1);
    if (twin) same.set(child.id, twin.id);
  }
  return same;
}
