import { MOST_PERSONS, type Family, type Person, type Union } from './family.js';
import { parentLinks } from './kin.js';

export type FindingCode =
  | 'TOO_MANY'
  | 'OWN_ANCESTOR'
  | 'UNKNOWN_PERSON'
  | 'SAME_PERSON_TWICE'
  | 'SEVERAL_INDEX'
  | 'UNION_WITH_SELF'
  | 'UNION_TWICE'
  | 'UNION_ENDS_FIRST'
  | 'CHILD_OF_PARTNER'
  | 'PARENT_TOO_YOUNG'
  | 'TOO_MANY_BIRTH_PARENTS'
  | 'BORN_AFTER_DEATH'
  | 'BIRTH_IN_FUTURE'
  | 'DEATH_IN_FUTURE'
  | 'ALIVE_AND_DEAD';

/** What is amiss with a family. The message names nobody: whoever shows it has the ids to do so. */
export interface Finding {
  readonly code: FindingCode;
  /** A family with a refused finding must not be kept; a warning is shown and the facts stand. */
  readonly level: 'refused' | 'warning';
  readonly persons: readonly string[];
  /** What is wrong and the way out, in plain words. */
  readonly message: string;
}

/** A parent is at least so much older than a child. */
const LEAST_YEARS_TO_PARENT = 12;

/** All that is amiss, in a fixed order of rules. Unknown parents and several trees are not. Throws never. */
export function validateFamily(family: Family, { today }: { readonly today: number }): readonly Finding[] {
  const named = new Map(family.persons.map((person) => [person.id, person]));
  return [
    ...tooMany(family),
    ...ownAncestors(family),
    ...twice(family),
    ...severalIndex(family),
    ...unknownLinks(family, named),
    ...unionsWithSelf(family),
    ...unionsTwice(family),
    ...unionsEndingFirst(family),
    ...childrenOfPartners(family),
    ...youngParents(family, named),
    ...birthParents(family),
    ...family.persons.flatMap((person) => yearFindings(person, today)),
  ];
}

function warning(code: FindingCode, persons: readonly string[], message: string): Finding {
  return { code, level: 'warning', persons, message };
}

function refused(code: FindingCode, persons: readonly string[], message: string): Finding {
  return { code, level: 'refused', persons, message };
}

function tooMany({ persons }: Family): readonly Finding[] {
  const count = persons.filter(({ ghost }) => !ghost).length;
  if (count <= MOST_PERSONS) return [];
  const message = `A family map holds at most ${MOST_PERSONS} people, and this one has ${count}. Take out those who matter least, or make a second map.`;
  return [refused('TOO_MANY', [], message)];
}

/** Everyone on a circle of parents, each circle once. */
function ownAncestors(family: Family): readonly Finding[] {
  const parents = new Map<string, string[]>();
  for (const { child, parent } of parentLinks(family)) {
    parents.set(child, [...(parents.get(child) ?? []), parent]);
  }
  const above = new Map([...parents.keys()].map((id) => [id, ancestorsOf(id, parents)]));
  const inCircle = [...parents.keys()].filter((id) => above.get(id)?.has(id)).toSorted();
  const told = new Set<string>();
  return inCircle.flatMap((id) => {
    if (told.has(id)) return [];
    const circle = inCircle.filter((other) => above.get(id)?.has(other) && above.get(other)?.has(id));
    for (const one of circle) told.add(one);
    return [
      refused(
        'OWN_ANCESTOR',
        circle,
        'By these links somebody is their own parent, grandparent or earlier ancestor. Check who the parents are.',
      ),
    ];
  });
}

function ancestorsOf(id: string, parents: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const seen = new Set<string>();
  const todo = [...(parents.get(id) ?? [])];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    todo.push(...(parents.get(next) ?? []));
  }
  return seen;
}

function twice({ persons }: Family): readonly Finding[] {
  const ids = persons.map(({ id }) => id);
  const repeated = [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
  return repeated.map((id) =>
    warning('SAME_PERSON_TWICE', [id], 'Two entries stand for one person. Keep one of them.'),
  );
}

function severalIndex({ persons }: Family): readonly Finding[] {
  const mine = persons.filter(
    ({ index, relation, file }) => file === undefined && (index || relation === 'me'),
  );
  if (mine.length < 2) return [];
  const ids = mine.map(({ id }) => id);
  return [warning('SEVERAL_INDEX', ids, 'More than one entry says "Me". Keep the one that is the client.')];
}

function unknownLinks(family: Family, named: ReadonlyMap<string, Person>): readonly Finding[] {
  const unions = new Set(family.unions.map(({ id }) => id));
  const strangers = (ids: readonly string[]): boolean => ids.some((id) => !named.has(id));
  const message = 'A link leads to somebody who is not on the list. Add the person, or take the link away.';
  const finding = (ids: readonly string[]): Finding =>
    warning(
      'UNKNOWN_PERSON',
      ids.filter((id) => named.has(id)),
      message,
    );
  return [
    ...[...family.unions, ...family.bonds]
      .filter(({ a, b }) => strangers([a, b]))
      .map(({ a, b }) => finding([a, b])),
    ...family.children
      .filter(
        ({ person, of }) =>
          strangers([person]) || !('parent' in of ? named.has(of.parent) : unions.has(of.union)),
      )
      .map(({ person }) => finding([person])),
  ];
}

function unionsWithSelf({ unions }: Family): readonly Finding[] {
  return unions
    .filter(({ a, b }) => a === b && a !== '')
    .map(({ a }) =>
      warning('UNION_WITH_SELF', [a], 'A couple names the same person twice. Choose the other one.'),
    );
}

/** Two that married, parted and married again are two unions of two periods, and fine. */
function unionsTwice({ unions }: Family): readonly Finding[] {
  return unions.flatMap((one, at) =>
    unions
      .slice(at + 1)
      .filter((two) => pairOf(one) === pairOf(two) && overlap(one, two))
      .map(() =>
        warning(
          'UNION_TWICE',
          [one.a, one.b],
          'The same couple is listed twice for the same years. Keep one of them.',
        ),
      ),
  );
}

function pairOf({ a, b }: Union): string {
  return [a, b].toSorted().join(' ');
}

function overlap(one: Union, two: Union): boolean {
  const start = ({ from }: Union): number => from ?? -Infinity;
  const end = ({ separated, divorced }: Union): number => separated ?? divorced ?? Infinity;
  return start(one) < end(two) && start(two) < end(one);
}

function unionsEndingFirst({ unions }: Family): readonly Finding[] {
  return unions.flatMap(({ a, b, from, separated, divorced }) => {
    const years = [from, separated, divorced].filter((year) => year !== undefined);
    if (years.every((year, at) => at === 0 || year >= (years[at - 1] ?? year))) return [];
    return [warning('UNION_ENDS_FIRST', [a, b], 'This couple parted before it began. Check the years.')];
  });
}

function childrenOfPartners(family: Family): readonly Finding[] {
  const parents = new Set(parentLinks(family).map(({ child, parent }) => `${child} ${parent}`));
  return family.unions
    .filter(({ a, b }) => parents.has(`${a} ${b}`) || parents.has(`${b} ${a}`))
    .map(({ a, b }) =>
      warning(
        'CHILD_OF_PARTNER',
        [a, b],
        'Two people are both a couple and parent and child. Check the links.',
      ),
    );
}

/** Years are often guesses, so this warns and never refuses. Only birth has an age to it. */
function youngParents(family: Family, named: ReadonlyMap<string, Person>): readonly Finding[] {
  return parentLinks(family)
    .filter(({ kind }) => kind === 'birth')
    .flatMap(({ child, parent }) => {
      const years = (named.get(child)?.birth ?? NaN) - (named.get(parent)?.birth ?? NaN);
      if (!(years < LEAST_YEARS_TO_PARENT)) return [];
      const message = `A parent is less than ${LEAST_YEARS_TO_PARENT} years older than the child. Check both birth years.`;
      return [warning('PARENT_TOO_YOUNG', [parent, child], message)];
    });
}

function birthParents(family: Family): readonly Finding[] {
  const parents = new Map<string, Set<string>>();
  for (const { child, parent, kind } of parentLinks(family)) {
    if (kind === 'birth') parents.set(child, (parents.get(child) ?? new Set()).add(parent));
  }
  return [...parents]
    .filter(([, all]) => all.size > 2)
    .map(([child]) =>
      warning(
        'TOO_MANY_BIRTH_PARENTS',
        [child],
        'More than two people are parents by birth. Say for each how the child is joined to them.',
      ),
    );
}

function yearFindings({ id, birth, death, alive }: Person, today: number): readonly Finding[] {
  const found: Finding[] = [];
  const add = (code: FindingCode, message: string): number => found.push(warning(code, [id], message));
  if (birth !== undefined && death !== undefined && birth > death) {
    add('BORN_AFTER_DEATH', 'The year of death is before the year of birth. Check both.');
  }
  if (birth !== undefined && birth > today)
    add('BIRTH_IN_FUTURE', 'The birth year is in the future. Check it.');
  if (death !== undefined && death > today)
    add('DEATH_IN_FUTURE', 'The year of death is in the future. Check it.');
  if (alive === true && death !== undefined) {
    add('ALIVE_AND_DEAD', 'The person is said to be living and has a year of death. Keep one of the two.');
  }
  return found;
}
