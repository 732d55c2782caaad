import type { Bond, Family, Person, Union } from './family.js';

/** What a print may show besides, each by a tick of its own. */
export type FamilyTick = 'habits' | 'secrets' | 'breaks' | 'harm' | 'harm-kinds' | 'illness';

/**
 * For whom a map is drawn. A client's copy leaves the house: it shows no harm, secret, habit or count of breaks unless
 * ticked. A clinician's shows these; the kind of a harm and the client's own words on illness only when ticked.
 */
export type FamilyMode = 'client' | 'clinician' | 'couple';

const ALWAYS: Readonly<Record<FamilyMode, readonly FamilyTick[]>> = {
  client: [],
  clinician: ['habits', 'secrets', 'breaks', 'harm'],
  couple: [],
};

/** What no tick opens: a joint map shows what was released (see `jointFamily`), and never harm or illness. */
const NEVER: Readonly<Record<FamilyMode, readonly FamilyTick[]>> = {
  client: [],
  clinician: [],
  couple: ['harm', 'harm-kinds', 'illness'],
};

/** What a mode shows with these ticks. A kind of harm needs its harm to be shown. */
export function shownFacts(mode: FamilyMode, ticks: ReadonlySet<FamilyTick>): ReadonlySet<FamilyTick> {
  const shown = new Set([...ALWAYS[mode], ...ticks]);
  for (const never of NEVER[mode]) shown.delete(never);
  if (!shown.has('harm')) shown.delete('harm-kinds');
  return shown;
}

/**
 * The family with all that is not shown taken out, so that what is not to be printed does not reach a drawing or its
 * description. Words on other people's illnesses, and all notes, are taken out in every mode.
 */
export function shownFamily(family: Family, shown: ReadonlySet<FamilyTick>): Family {
  const { persons, unions, children, bonds } = shown.has('secrets') ? family : withoutAffairs(family);
  return {
    persons: persons.map((person) => shownPerson(person, shown)),
    unions,
    children,
    bonds: bonds.flatMap((bond) => shownBond(bond, shown)),
  };
}

/**
 * An affair is somebody's secret. Where it has children it becomes a couple like any other, without years; who is
 * joined to the family by nothing else is left out with it.
 */
function withoutAffairs(family: Family): Family {
  const parents = new Set(family.children.map(({ of }) => ('union' in of ? of.union : of.parent)));
  const unions = family.unions.flatMap((union): readonly Union[] => {
    if (union.kind !== 'affair') return [union];
    const { id, a, b } = union;
    return parents.has(id) ? [{ id, a, b, kind: 'other' }] : [];
  });
  const joined = new Set([
    ...unions.flatMap(({ a, b }) => [a, b]),
    ...family.children.map(({ person }) => person),
    ...parents,
  ]);
  const gone = new Set(
    family.unions
      .filter(({ id }) => !unions.some((union) => union.id === id))
      .flatMap(({ a, b }) => [a, b])
      .filter((id) => !joined.has(id) && !isIndex(family, id)),
  );
  return {
    persons: family.persons.filter(({ id }) => !gone.has(id)),
    unions,
    children: family.children,
    bonds: family.bonds.filter(({ a, b }) => !gone.has(a) && !gone.has(b)),
  };
}

function isIndex({ persons }: Family, id: string): boolean {
  return persons.some((person) => person.id === id && person.index);
}

function shownPerson(person: Person, shown: ReadonlySet<FamilyTick>): Person {
  const { illness, good: _good, note: _note, trustThen: _then, trustNow: _now, ...rest } = person;
  return {
    ...rest,
    habits: shown.has('habits') ? person.habits : [],
    secret: shown.has('secrets') && person.secret,
    breaks: shown.has('breaks') ? person.breaks : [],
    ...(shown.has('illness') && person.index && illness !== undefined && { illness }),
  };
}

function shownBond(bond: Bond, shown: ReadonlySet<FamilyTick>): readonly Bond[] {
  if (bond.kind === 'harm' && !shown.has('harm')) return [];
  const { harms, ...rest } = bond;
  return [shown.has('harm-kinds') && harms ? { ...rest, harms } : rest];
}
