import type { BondKind, ChildKind, HabitKind, HarmKind, Person, Relation, Union } from './family.js';
import { plainWords } from './plain-words.js';

/** What a map says in print: one place for its words, so that drawing, legend and description agree. */

export const RELATION_WORDS: Readonly<Record<Relation, string>> = {
  me: 'Me',
  mother: 'Mother',
  father: 'Father',
  other_parent: 'Other parent',
  stepparent: 'Stepparent',
  adoptive_parent: 'Adoptive parent',
  foster_parent: 'Foster parent',
  grandmother: 'Grandmother',
  grandfather: 'Grandfather',
  sister: 'Sister',
  brother: 'Brother',
  half_sibling: 'Half-sibling',
  stepsibling: 'Stepsibling',
  twin: 'Twin',
  aunt_or_uncle: 'Aunt or uncle',
  partner: 'Partner',
  past_partner: 'Past partner',
  child: 'Child',
  stepchild: 'Stepchild',
  someone_else_who_raised_me: 'Raised me',
  chosen_family: 'Chosen family',
};

/** The letter beside a symbol, and what it stands for. */
export const HABIT_LETTERS: Readonly<Record<HabitKind, string>> = {
  alcohol: 'A',
  drugs: 'D',
  gambling: 'G',
  sex: 'X',
  spending: '$',
  food: 'F',
  work: 'W',
  other: 'O',
};

export const HABIT_WORDS: Readonly<Record<HabitKind, string>> = {
  alcohol: 'alcohol',
  drugs: 'drugs',
  gambling: 'gambling',
  sex: 'sex or pornography',
  spending: 'spending or debt',
  food: 'food',
  work: 'work',
  other: 'another habit',
};

export const BOND_WORDS: Readonly<Record<BondKind, string>> = {
  close: 'close',
  fused: 'too close',
  distant: 'distant',
  conflict: 'conflict',
  close_conflict: 'close and in conflict',
  cut_off: 'cut off',
  mended: 'cut off, then mended',
  harm: 'harm',
  caretaker: 'took care of',
  focused: 'focused on',
  mixed: 'mixed or hard to say',
};

export const HARM_WORDS: Readonly<Record<HarmKind, string>> = {
  body: 'body',
  words: 'words or fear',
  sexual: 'sexual',
  neglect: 'neglect',
};

/** Written beside the line to a child where the line alone might be taken for another; empty where it is plain. */
export const CHILD_MARKS: Readonly<Record<ChildKind, string>> = {
  birth: '',
  adopted: '',
  foster: '',
  step: 'step',
  donor: 'donor',
  unknown: '?',
};

/** What to call a person: the label as typed, else the relation. */
export function nameOf({ label, relation, ghost }: Person): string {
  const name = plainWords(label);
  if (name !== '') return name;
  if (ghost) return 'somebody not named';
  return relation ? RELATION_WORDS[relation] : 'Person';
}

/** "b. 1960", "1921–1988", "d. 1998"; nothing where no year is known and no death is to be told in words. */
export function yearsOf({ birth, death, alive }: Person, deathInWords: boolean): string {
  if (death !== undefined) return birth === undefined ? `d. ${death}` : `${birth}–${death}`;
  if (alive === false) {
    if (birth !== undefined) return deathInWords ? `b. ${birth}, d.` : `${birth}–?`;
    return deathInWords ? 'd.' : '';
  }
  return birth === undefined ? '' : `b. ${birth}`;
}

/** Age this year, or at death; undefined where a year is missing or the years cannot be. */
export function ageOf({ birth, death, alive }: Person, today: number): number | undefined {
  const last = death ?? (alive === true ? today : undefined);
  if (birth === undefined || last === undefined || last < birth || last - birth > 130) return undefined;
  return last - birth;
}

const SHORT_KINDS: Readonly<Record<Union['kind'], string>> = {
  married: 'm.',
  living_together: 'LT',
  dating: 'dating',
  affair: 'affair',
  other: '',
};

/** The texts on a couple's line, one a period and end: "m. 1990", "div. 2001", "affair ’95". */
export function unionTexts(unions: readonly Union[]): readonly string[] {
  return unions.flatMap((union, nth) => [
    ...startText(union, nth > 0),
    ...(union.separated === undefined ? [] : [`sep. ${union.separated}`]),
    ...(union.divorced === undefined ? [] : [`div. ${union.divorced}`]),
  ]);
}

function startText({ kind, from }: Union, again: boolean): readonly string[] {
  if (kind === 'affair') return [from === undefined ? 'affair' : `affair ’${String(from).slice(-2)}`];
  const word = again ? 'again' : SHORT_KINDS[kind];
  const text = [word, from ?? ''].join(' ').trim();
  return text === '' || text === 'm.' ? [] : [text];
}

/** How a couple parted, by its last period: 0, 1 (separated) or 2 (divorced) slashes. */
export function slashesOf(unions: readonly Union[]): 0 | 1 | 2 {
  const last = unions.at(-1);
  if (last?.divorced !== undefined) return 2;
  return last?.separated !== undefined || last?.end === 'broken_up' ? 1 : 0;
}
