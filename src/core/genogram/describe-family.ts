import type { Bond, ChildKind, Person, Union } from './family.js';
import type { LaidFamily } from './laid.js';
import { leftToRight } from './order.js';
import { plainWords } from './plain-words.js';
import { BOND_WORDS, HABIT_WORDS, HARM_WORDS, nameOf, RELATION_WORDS } from './words.js';

/** A map in words, for those who cannot see it: nothing that is not drawn, and names in full. */
export interface FamilyInWords {
  readonly title: string;
  /** All of it in sentences: the text that stands for the picture. */
  readonly description: string;
  /** The same as lists under headings. */
  readonly parts: readonly { readonly heading: string; readonly items: readonly string[] }[];
}

type Shown = Pick<LaidFamily, 'people' | 'lattice' | 'bonds' | 'bondsLeftOut' | 'warnings' | 'harmKinds'>;

/** Tells a map as laid out, people by generations from the oldest, left to right. */
export function describeFamily(laid: Shown): FamilyInWords {
  const { people, lattice, bonds, harmKinds } = laid;
  const { people: all } = lattice.kin;
  const nests = lattice.kin.nests.map((nest) => ({
    ...nest,
    partners: leftToRight(nest.partners, lattice.kin),
  }));
  const name = (person: number | undefined): string => referredTo(all[person ?? -1]);
  const byId = new Map(all.map((person) => [person.id, person]));
  const parts = [
    { heading: 'People', items: people.map(({ person, age }) => personWords(person, age)) },
    {
      heading: 'Couples',
      items: nests.flatMap(({ partners: [one, two], unions }) =>
        two === undefined
          ? []
          : [`${name(one)} and ${name(two)}: ${unions.map(unionWords).join('; then ')}.`],
      ),
    },
    {
      heading: 'Children',
      items: nests.flatMap(({ partners, children }) =>
        children.length === 0
          ? []
          : [
              `${partners.map(name).join(' and ')}: ${children
                .map(
                  (child) =>
                    name(child.person) + childWords(child.kind, child.twins !== undefined, child.inferred),
                )
                .join(', ')}.`,
            ],
      ),
    },
    {
      heading: 'Bonds',
      items: bonds.map(({ bond }) =>
        bondWords(bond, referredTo(byId.get(bond.a)), referredTo(byId.get(bond.b)), harmKinds),
      ),
    },
    { heading: 'Notes', items: laid.warnings },
  ].filter(({ items }) => items.length > 0);
  return {
    title: 'Family map',
    description: parts.map(({ heading, items }) => `${heading}: ${items.join(' ')}`).join(' '),
    parts,
  };
}

function referredTo(person: Person | undefined): string {
  return person ? nameOf(person) : 'somebody';
}

function personWords(person: Person, age: number | undefined): string {
  const { relation, ghost, index, birth, death, alive, habits, breaks, secret, illness } = person;
  const relationWord = relation && !index ? RELATION_WORDS[relation].toLowerCase() : undefined;
  const name = nameOf(person);
  const facts = [
    ghost || relationWord === name.toLowerCase() ? undefined : relationWord,
    index ? 'whose map it is' : undefined,
    birth === undefined ? undefined : `born ${birth}`,
    death === undefined ? (alive === false ? 'has died' : undefined) : `died ${death}`,
    age === undefined ? undefined : `age ${age}`,
    habits.length > 0 ? habitWords(person) : undefined,
    breaks.length > 0
      ? `trust broken in ${breaks.length} ${breaks.length === 1 ? 'way' : 'ways'}`
      : undefined,
    secret ? 'a secret' : undefined,
    illness === undefined ? undefined : `illness in own words: “${plainWords(illness)}”`,
  ].filter((fact) => fact !== undefined);
  return `${name}${facts.length > 0 ? `: ${facts.join(', ')}` : ''}.`;
}

const STATES = {
  known: 'known',
  suspected: 'suspected',
  recovery: 'in recovery',
  returned: 'came back after recovery',
} as const;

function habitWords({ habits }: Person): string {
  const state = habits[0]?.state;
  return `${habits.map(({ kind }) => HABIT_WORDS[kind]).join(' and ')}${state ? ` (${STATES[state]})` : ''}`;
}

const UNION_WORDS: Readonly<Record<Union['kind'], string>> = {
  married: 'married',
  living_together: 'living together',
  dating: 'dating',
  affair: 'an affair',
  other: 'a couple',
};

function unionWords({ kind, from, separated, divorced, end, inferred }: Union): string {
  return [
    `${UNION_WORDS[kind]}${from === undefined ? '' : ` from ${from}`}`,
    separated === undefined ? undefined : `separated ${separated}`,
    divorced === undefined ? undefined : `divorced ${divorced}`,
    end === 'broken_up' && separated === undefined && divorced === undefined ? 'parted' : undefined,
    end === 'death' ? 'until death' : undefined,
    inferred ? 'worked out, not said' : undefined,
  ]
    .filter((fact) => fact !== undefined)
    .join(', ');
}

const CHILD_WORDS: Readonly<Record<ChildKind, string | undefined>> = {
  birth: undefined,
  adopted: 'adopted',
  foster: 'foster child',
  step: 'stepchild',
  donor: 'by donor or surrogate',
  unknown: 'not sure how joined',
};

function childWords(kind: ChildKind, twin: boolean, inferred: boolean): string {
  const words = [CHILD_WORDS[kind], twin ? 'twin' : undefined, inferred ? 'worked out, not said' : undefined];
  const said = words.filter((word) => word !== undefined);
  return said.length > 0 ? ` (${said.join(', ')})` : '';
}

function bondWords({ kind, direction, harms = [] }: Bond, a: string, b: string, harmKinds: boolean): string {
  const words = BOND_WORDS[kind];
  const harm =
    harmKinds && kind === 'harm' && harms.length > 0
      ? ` (${harms.map((one) => HARM_WORDS[one]).join(', ')})`
      : '';
  if (direction === 'a_b') return `${a} to ${b}: ${words}${harm}.`;
  if (direction === 'b_a') return `${b} to ${a}: ${words}${harm}.`;
  return `${a} and ${b}: ${words}${direction === 'both' ? ', both ways' : ''}${harm}.`;
}
