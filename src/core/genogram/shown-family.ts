import type { Bond, Family, Person } from './family.js';

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
  return {
    ...family,
    persons: family.persons.map((person) => shownPerson(person, shown)),
    bonds: family.bonds.flatMap((bond) => shownBond(bond, shown)),
  };
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
