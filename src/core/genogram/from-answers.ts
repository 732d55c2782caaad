import type { Answers, Row } from '../worksheet/answers.js';
import { answerOf, rowsOf, valueOf } from '../worksheet/reading.js';
import type {
  Bond,
  BondKind,
  Child,
  ChildKind,
  Family,
  Habit,
  HabitKind,
  HabitState,
  HarmKind,
  Person,
  PersonSymbol,
  Relation,
  Side,
  Union,
  UnionKind,
} from './family.js';
import { inferLinks, indexed } from './infer-links.js';
import { unionId } from './union-id.js';

/**
 * The family that a client's answers to `family-history` tell of: groups `members`, `couples` and `bonds`. What the
 * client left open is worked out where the relation says it (see `inferLinks`). Takes anything and throws never: rows
 * and values that it does not know are read as not said, and no row of `members` is lost.
 */
export function familyFromAnswers(answers: Answers): Family {
  const rows = withOwnIds(rowsOf(answerOf(answers, 'members')));
  if (rows.length === 0) return { persons: [], unions: [], children: [], bonds: [] };
  const persons = indexed(rows.map(personOf));
  const me = persons.find(({ index }) => index)?.id ?? '';
  const couples = rowsOf(answerOf(answers, 'couples')).flatMap(unionOf);
  const { children, unions } = statedParents(rows, couples);
  const own = rows.flatMap((row) => bondWithIndex(row, me));
  const others = rowsOf(answerOf(answers, 'bonds')).flatMap(bondOf);
  return inferLinks({ persons, unions, children, bonds: [...own, ...others] });
}

/** Two rows of one id would be one person, and one of them lost. */
function withOwnIds(rows: readonly Row[]): readonly Row[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const times = (seen.get(row.id) ?? 0) + 1;
    seen.set(row.id, times);
    return times === 1 ? row : { ...row, id: `${row.id}.${times}` };
  });
}

const SYMBOLS: Readonly<Record<string, PersonSymbol>> = {
  man: 'man',
  woman: 'woman',
  non_binary_or_another_gender: 'another',
};

const SYMBOLS_BY_RELATION: Partial<Readonly<Record<Relation, PersonSymbol>>> = {
  mother: 'woman',
  grandmother: 'woman',
  sister: 'woman',
  father: 'man',
  grandfather: 'man',
  brother: 'man',
};

const RELATIONS: ReadonlySet<string> = new Set<Relation>([
  'me',
  'mother',
  'father',
  'other_parent',
  'stepparent',
  'adoptive_parent',
  'foster_parent',
  'grandmother',
  'grandfather',
  'sister',
  'brother',
  'half_sibling',
  'stepsibling',
  'twin',
  'aunt_or_uncle',
  'partner',
  'past_partner',
  'child',
  'stepchild',
  'someone_else_who_raised_me',
  'chosen_family',
]);

const SIDES: Readonly<Record<string, Side>> = {
  my_mothers_side: 'mother',
  my_fathers_side: 'father',
  other_parents_side: 'other_parent',
  both: 'both',
  not_by_blood: 'not_by_blood',
};

const CHILD_KINDS: Readonly<Record<string, ChildKind>> = {
  birth: 'birth',
  adoption: 'adopted',
  foster_care: 'foster',
  step_family: 'step',
  donor_or_surrogate: 'donor',
  not_sure: 'unknown',
};

const HABITS: Readonly<Record<string, HabitKind>> = {
  alcohol: 'alcohol',
  drugs: 'drugs',
  gambling: 'gambling',
  sex_or_pornography: 'sex',
  spending_or_debt: 'spending',
  food: 'food',
  work: 'work',
  other: 'other',
};

const HABIT_STATES: Readonly<Record<string, HabitState>> = {
  i_suspected_it: 'suspected',
  it_was_known: 'known',
  in_recovery_now: 'recovery',
  in_recovery_then_it_came_back: 'returned',
};

const UNION_KINDS: ReadonlySet<string> = new Set<UnionKind>([
  'married',
  'living_together',
  'dating',
  'other',
]);

const UNION_ENDS: Readonly<Record<string, Union['end']>> = {
  still_together: 'together',
  break_up_or_divorce: 'broken_up',
  death: 'death',
  not_sure: 'not_sure',
};

type BondShape = Pick<Bond, 'kind' | 'direction'>;

/** From the person to the index person: `a_b` is what the other did, `b_a` what the index person did. */
const OWN_BONDS: Readonly<Record<string, BondShape>> = {
  warm_and_close: { kind: 'close', direction: 'none' },
  so_close_it_was_hard_to_be_myself: { kind: 'fused', direction: 'none' },
  distant: { kind: 'distant', direction: 'none' },
  tense_or_full_of_conflict: { kind: 'conflict', direction: 'none' },
  close_and_full_of_conflict: { kind: 'close_conflict', direction: 'none' },
  no_contact: { kind: 'cut_off', direction: 'none' },
  no_contact_then_mended: { kind: 'mended', direction: 'none' },
  they_hurt_me: { kind: 'harm', direction: 'a_b' },
  i_took_care_of_them: { kind: 'caretaker', direction: 'b_a' },
  mixed_or_hard_to_say: { kind: 'mixed', direction: 'none' },
};

const NOW: Readonly<Record<string, Bond['now']>> = {
  same: 'same',
  better: 'better',
  worse: 'worse',
  no_contact: 'no_contact',
  they_have_died: 'died',
};

const BONDS: Readonly<Record<string, BondKind>> = {
  close: 'close',
  too_close: 'fused',
  distant: 'distant',
  in_conflict: 'conflict',
  close_and_in_conflict: 'close_conflict',
  cut_off: 'cut_off',
  cut_off_then_mended: 'mended',
  one_was_harming_the_other: 'harm',
  one_was_always_focused_on_the_other: 'focused',
};

const DIRECTIONS: Readonly<Record<string, Bond['direction']>> = {
  first_to_second: 'a_b',
  second_to_first: 'b_a',
  both_ways: 'both',
};

const HARMS: Readonly<Record<string, HarmKind>> = {
  hurt_my_body: 'body',
  hurt_me_with_words_or_fear: 'words',
  crossed_sexual_lines: 'sexual',
  neglect: 'neglect',
};

function personOf(row: Row): Person {
  const relation = oneOf(RELATIONS, text(row, 'relation')) as Relation | undefined;
  const death = number(row, 'death');
  const state = look(HABIT_STATES, text(row, 'habitstate')) ?? 'known';
  const said = look(SYMBOLS, text(row, 'symbol'));
  const byRelation = text(row, 'symbol') === '' ? relation && SYMBOLS_BY_RELATION[relation] : undefined;
  return {
    id: row.id,
    label: text(row, 'label'),
    symbol: said ?? byRelation ?? 'unknown',
    index: false,
    ghost: false,
    habits: several(row, 'habit').flatMap((name): Habit[] => {
      const kind = look(HABITS, name);
      return kind ? [{ kind, state }] : [];
    }),
    secret: text(row, 'secret') === 'yes',
    breaks: several(row, 'breaks').filter((name) => name !== 'none'),
    ...whatWasSaid({
      relation,
      side: look(SIDES, text(row, 'side')),
      birth: number(row, 'birth'),
      death,
      alive: livingOf(text(row, 'alive'), death),
      trustThen: number(row, 'trustthen'),
      trustNow: number(row, 'trustnow'),
      illness: words(row, 'health'),
      good: words(row, 'good'),
      note: words(row, 'note'),
    }),
  };
}

/** A year of death says more than a question left open. */
function livingOf(alive: string, death: number | undefined): boolean | undefined {
  if (alive === 'yes') return true;
  return alive === 'no' || death !== undefined ? false : undefined;
}

/** A couple of which only one is named stays, with an empty end, for `validateFamily` to tell of it. */
function unionOf(row: Row): readonly Union[] {
  const [a, b] = [text(row, 'a'), text(row, 'b')];
  if (a === '' && b === '') return [];
  const kind = text(row, 'kind');
  return [
    {
      id: row.id,
      a,
      b,
      kind: kind === 'in_an_affair' ? 'affair' : ((oneOf(UNION_KINDS, kind) ?? 'other') as UnionKind),
      ...whatWasSaid({
        from: number(row, 'from'),
        separated: number(row, 'sep'),
        divorced: number(row, 'div'),
        end: look(UNION_ENDS, text(row, 'end')),
      }),
    },
  ];
}

/** Parents that are said to be a couple belong together; two that are not are a couple by their child. */
function statedParents(
  rows: readonly Row[],
  couples: readonly Union[],
): { readonly children: readonly Child[]; readonly unions: readonly Union[] } {
  const unions = new Map(couples.map((union) => [union.id, union]));
  const children = rows.flatMap((row) => {
    const kind = look(CHILD_KINDS, text(row, 'parentkind')) ?? 'birth';
    return inPairs(several(row, 'parents'), couples).map(([a = '', b]): Child => {
      if (b === undefined) return { person: row.id, of: { parent: a }, kind };
      const stated = couples.find((union) => joins(union, a, b));
      const id = stated?.id ?? unionId(a, b);
      if (!unions.has(id)) unions.set(id, { id, a, b, kind: 'other', inferred: true });
      return { person: row.id, of: { union: id }, kind };
    });
  });
  return { children, unions: [...unions.values()] };
}

function joins(union: Union, a: string, b: string): boolean {
  return (union.a === a && union.b === b) || (union.a === b && union.b === a);
}

/** Two by two, couples first, so that of four parents two stay with two. */
function inPairs(parents: readonly string[], couples: readonly Union[]): readonly (readonly string[])[] {
  const open = [...new Set(parents)].toSorted();
  const pairs: string[][] = [];
  for (const { a, b } of couples) {
    if (a === b || !open.includes(a) || !open.includes(b)) continue;
    pairs.push([a, b]);
    open.splice(open.indexOf(a), 1);
    open.splice(open.indexOf(b), 1);
  }
  while (open.length > 0) pairs.push(open.splice(0, 2));
  return pairs;
}

function bondWithIndex(row: Row, me: string): readonly Bond[] {
  const shape = look(OWN_BONDS, text(row, 'bond'));
  if (!shape || row.id === me) return [];
  const harms = several(row, 'breaks').flatMap((name) => look(HARMS, name) ?? []);
  const now = look(NOW, text(row, 'bondnow'));
  return [
    {
      id: `with-${row.id}`,
      a: row.id,
      b: me,
      ...shape,
      ...whatWasSaid({ now, harms: shape.kind === 'harm' && harms.length > 0 ? harms : undefined }),
    },
  ];
}

/** A harm or a focus goes one way; where none was said, from the first named to the second. */
function bondOf(row: Row): readonly Bond[] {
  const kind = look(BONDS, text(row, 'bond'));
  const [a, b] = [text(row, 'a'), text(row, 'b')];
  if (!kind || a === '' || b === '') return [];
  const oneWay = kind === 'harm' || kind === 'focused';
  return [
    { id: row.id, a, b, kind, direction: oneWay ? (look(DIRECTIONS, text(row, 'dir')) ?? 'a_b') : 'none' },
  ];
}

function text(row: Row, field: string): string {
  const value: unknown = valueOf(answerOf(row.answers, field));
  return typeof value === 'string' ? value.trim() : '';
}

function words(row: Row, field: string): string | undefined {
  return text(row, field) || undefined;
}

function number(row: Row, field: string): number | undefined {
  const value: unknown = valueOf(answerOf(row.answers, field));
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function several(row: Row, field: string): readonly string[] {
  const value: unknown = valueOf(answerOf(row.answers, field));
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

function look<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function oneOf(names: ReadonlySet<string>, name: string): string | undefined {
  return names.has(name) ? name : undefined;
}

type Said<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out what was not said, so that equal facts are equal. */
function whatWasSaid<T extends object>(facts: T): Said<T> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Said<T>;
}
