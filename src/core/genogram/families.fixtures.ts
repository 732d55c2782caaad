import type { Answer, Answers, AnswerValue } from '../worksheet/answers.js';
import type { MeasureText } from '../drawing/scene.js';

/** Invented families, as clients would type them, and a measure that needs no font. */

type Fields = Readonly<Record<string, AnswerValue>>;

/** Answers with these rows; ids are the keys. */
export function familyAnswers(
  members: Readonly<Record<string, Fields>>,
  couples: Readonly<Record<string, Fields>> = {},
  bonds: Readonly<Record<string, Fields>> = {},
): Answers {
  return { members: rows(members), couples: rows(couples), bonds: rows(bonds) };
}

function rows(groups: Readonly<Record<string, Fields>>): Answer {
  return {
    rows: Object.entries(groups).map(([id, fields]) => ({
      id,
      answers: Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, { value }])),
    })),
  };
}

/** About as wide as a plain sans face sets it, the same everywhere. */
export const plainMeasure: MeasureText = (text, face, size) =>
  Array.from(text).reduce((sum, letter) => sum + (/[ilj.,'! ]/u.test(letter) ? 0.26 : 0.52), 0) *
  size *
  (face.endsWith('Semi') ? 1.05 : 1);

const man = { symbol: 'man' };
const woman = { symbol: 'woman' };

/** Three generations with habits, deaths, a secret and bonds: what the first session of a map looks like. */
export const THREE_GENERATIONS = familyAnswers(
  {
    me: {
      label: 'Maya',
      relation: 'me',
      ...woman,
      birth: 1991,
      alive: 'yes',
      habit: ['alcohol'],
      habitstate: 'in_recovery_now',
    },
    jos: {
      label: 'Joseph',
      relation: 'father',
      ...man,
      birth: 1955,
      alive: 'no',
      death: 2014,
      parents: ['emm', 'abi'],
      habit: ['alcohol'],
      habitstate: 'it_was_known',
      bond: 'distant',
      breaks: ['lies', 'broken_promises'],
    },
    rut: {
      label: 'Ruth',
      relation: 'mother',
      ...woman,
      birth: 1960,
      alive: 'yes',
      parents: ['pet', 'est'],
      bond: 'warm_and_close',
      secret: 'yes',
    },
    sam: {
      label: 'Samuel',
      relation: 'brother',
      ...man,
      birth: 1988,
      alive: 'yes',
      habit: ['alcohol', 'gambling'],
      habitstate: 'i_suspected_it',
      bond: 'tense_or_full_of_conflict',
      breaks: ['lies'],
    },
    gra: { label: 'Grace', relation: 'sister', ...woman, birth: 1995, alive: 'yes', bond: 'warm_and_close' },
    emm: {
      label: 'Emmanuel',
      relation: 'grandfather',
      side: 'my_fathers_side',
      ...man,
      birth: 1921,
      alive: 'no',
      death: 1988,
      habit: ['alcohol'],
      habitstate: 'it_was_known',
    },
    abi: {
      label: 'Abigail',
      relation: 'grandmother',
      side: 'my_fathers_side',
      ...woman,
      birth: 1927,
      alive: 'no',
      death: 2003,
    },
    pet: {
      label: 'Peter',
      relation: 'grandfather',
      side: 'my_mothers_side',
      ...man,
      birth: 1932,
      alive: 'no',
      death: 2010,
    },
    est: {
      label: 'Esther',
      relation: 'grandmother',
      side: 'my_mothers_side',
      ...woman,
      birth: 1937,
      alive: 'yes',
      bond: 'they_hurt_me',
      breaks: ['hurt_me_with_words_or_fear'],
    },
    tun: {
      label: 'Tunde',
      relation: 'aunt_or_uncle',
      side: 'my_mothers_side',
      ...man,
      birth: 1963,
      alive: 'yes',
    },
    dan: {
      label: 'Daniel',
      relation: 'partner',
      ...man,
      birth: 1989,
      alive: 'yes',
      parents: ['lui', 'car'],
      bond: 'close_and_full_of_conflict',
    },
    lui: { label: 'Luis', ...man, birth: 1958, alive: 'yes' },
    car: { label: 'Carmen', ...woman, birth: 1961, alive: 'yes' },
    ros: { label: 'Rosa', ...woman, birth: 1992, alive: 'yes', parents: ['lui', 'car'] },
    noa: { label: 'Noah', relation: 'child', ...man, birth: 2018, alive: 'yes', parents: ['me', 'dan'] },
    len: { label: 'Lena', relation: 'child', ...woman, birth: 2021, alive: 'yes', parents: ['me', 'dan'] },
  },
  {
    c1: { a: 'jos', b: 'rut', kind: 'married', from: 1986 },
    c2: { a: 'emm', b: 'abi', kind: 'married', from: 1950 },
    c3: { a: 'pet', b: 'est', kind: 'married', from: 1958 },
    c4: { a: 'me', b: 'dan', kind: 'married', from: 2016 },
    c5: { a: 'lui', b: 'car', kind: 'married', from: 1987, div: 1999 },
  },
  { b1: { a: 'rut', b: 'sam', bond: 'cut_off' } },
);

/** Several partners, twins, adopted, foster and step children, two mothers, an affair, a couple that came together again. */
export const PATCHWORK = familyAnswers(
  {
    me: {
      label: 'Robin',
      relation: 'me',
      symbol: 'non_binary_or_another_gender',
      birth: 1985,
      alive: 'yes',
      parents: ['ida', 'uma'],
    },
    ida: {
      label: 'Ida',
      relation: 'mother',
      ...woman,
      birth: 1950,
      alive: 'yes',
      bond: 'so_close_it_was_hard_to_be_myself',
    },
    uma: {
      label: 'Uma',
      relation: 'other_parent',
      ...woman,
      birth: 1953,
      alive: 'no',
      death: 2019,
      bond: 'i_took_care_of_them',
    },
    kai: {
      label: 'Kai',
      relation: 'twin',
      ...man,
      birth: 1985,
      alive: 'yes',
      parents: ['ida', 'uma'],
      bond: 'no_contact_then_mended',
    },
    ole: {
      label: 'Ole',
      relation: 'brother',
      ...man,
      birth: 1990,
      alive: 'yes',
      parents: ['ida', 'uma'],
      parentkind: 'adoption',
    },
    pia: {
      label: 'Pia',
      relation: 'sister',
      ...woman,
      birth: 1994,
      alive: 'yes',
      parents: ['ida', 'uma'],
      parentkind: 'foster_care',
    },
    leo: {
      label: 'Leo',
      relation: 'past_partner',
      ...man,
      birth: 1980,
      alive: 'yes',
      bond: 'mixed_or_hard_to_say',
    },
    sol: { label: 'Sol', relation: 'partner', ...man, birth: 1983, alive: 'yes' },
    max: { label: 'Max', relation: 'past_partner', ...man, birth: 1979, alive: 'yes', bond: 'no_contact' },
    ana: { label: 'Ana', relation: 'child', ...woman, birth: 2008, alive: 'yes', parents: ['me', 'leo'] },
    ben: { label: 'Ben', relation: 'child', ...man, birth: 2010, alive: 'yes', parents: ['me', 'leo'] },
    cy: {
      label: 'Cy',
      relation: 'child',
      symbol: 'rather_not_say',
      birth: 2016,
      alive: 'yes',
      parents: ['me', 'sol'],
    },
    dee: {
      label: 'Dee',
      relation: 'stepchild',
      ...woman,
      birth: 2005,
      alive: 'yes',
      parents: ['me', 'sol'],
      parentkind: 'step_family',
    },
    vic: { label: 'Vic', ...man, birth: 1948, alive: 'yes' },
    half: {
      label: 'Hal',
      relation: 'half_sibling',
      ...man,
      birth: 1974,
      alive: 'yes',
      parents: ['ida', 'vic'],
    },
    gus: { label: 'Gus', ...man, birth: 1984, alive: 'yes' },
    kid: {
      label: 'Kit',
      ...man,
      birth: 2015,
      alive: 'yes',
      parents: ['kai', 'gus'],
      parentkind: 'donor_or_surrogate',
    },
    joy: {
      label: 'Joy',
      relation: 'chosen_family',
      ...woman,
      birth: 1960,
      alive: 'yes',
      bond: 'warm_and_close',
    },
  },
  {
    c1: { a: 'ida', b: 'uma', kind: 'living_together', from: 1980 },
    c2: { a: 'ida', b: 'vic', kind: 'married', from: 1972, div: 1978 },
    c3: { a: 'me', b: 'max', kind: 'dating', from: 2002, sep: 2004 },
    c4: { a: 'me', b: 'leo', kind: 'married', from: 2007, sep: 2011, div: 2012 },
    c5: { a: 'me', b: 'sol', kind: 'married', from: 2014 },
    c6: { a: 'kai', b: 'gus', kind: 'married', from: 2013 },
    c7: { a: 'sol', b: 'pia', kind: 'in_an_affair', from: 1999 },
  },
  {
    b1: { a: 'uma', b: 'vic', bond: 'in_conflict' },
    b2: { a: 'ida', b: 'pia', bond: 'one_was_always_focused_on_the_other', dir: 'first_to_second' },
  },
);

/** Relations only: no parents, no couples, as somebody in a hurry fills it in. */
export const RELATIONS_ONLY = familyAnswers({
  r1: { label: 'Me', relation: 'me', ...woman, birth: 1990 },
  r2: { label: 'Mum', relation: 'mother' },
  r3: { label: 'Dad', relation: 'father' },
  r4: { label: 'Tom', relation: 'brother', birth: 1987 },
  r5: { label: 'Nan', relation: 'grandmother', side: 'my_mothers_side' },
  r6: { label: 'Aunt Bea', relation: 'aunt_or_uncle', side: 'my_mothers_side', ...woman },
  r7: { label: 'Uncle Cal', relation: 'aunt_or_uncle', side: 'my_fathers_side', ...man },
  r8: { label: 'Hank', relation: 'stepparent', side: 'my_mothers_side', ...man },
  r9: { label: 'Jo', relation: 'stepsibling', side: 'my_mothers_side' },
  r10: { label: 'Alex', relation: 'partner' },
  r11: { label: 'Sky', relation: 'child' },
  r12: { label: 'Lou', relation: 'half_sibling', side: 'my_fathers_side' },
});

/** So many people in four generations, broad as families are: five grandparents' couples and many cousins. */
export function largeFamily(people: number): Answers {
  const members: Record<string, Fields> = {};
  const couples: Record<string, Fields> = {};
  const names = ['Ada', 'Bo', 'Cleo', 'Dov', 'Eli', 'Fay', 'Gil', 'Hope', 'Ivo', 'June'];
  const add = (id: string, fields: Fields): void => {
    const nth = Object.keys(members).length;
    members[id] = {
      label: `${names[nth % names.length] ?? ''} ${nth}`,
      symbol: nth % 2 === 0 ? 'woman' : 'man',
      alive: 'yes',
      ...fields,
    };
  };
  const pair = (a: string, b: string, from: number): void => {
    couples[`c-${a}`] = { a, b, kind: 'married', from };
  };
  for (const side of ['m', 'f']) {
    add(`${side}gm`, { birth: 1930 });
    add(`${side}gf`, { birth: 1928 });
    pair(`${side}gm`, `${side}gf`, 1952);
  }
  add('mother', { relation: 'mother', birth: 1958, parents: ['mgm', 'mgf'] });
  add('father', { relation: 'father', birth: 1956, parents: ['fgm', 'fgf'] });
  pair('mother', 'father', 1980);
  add('me', { relation: 'me', birth: 1984, parents: ['mother', 'father'] });
  let nth = 0;
  while (Object.keys(members).length < people) {
    const side = nth % 2 === 0 ? 'm' : 'f';
    const id = `${side}${nth}`;
    add(id, { birth: 1953 + nth, parents: [`${side}gm`, `${side}gf`] });
    add(`${id}-p`, { birth: 1955 + nth });
    pair(id, `${id}-p`, 1978 + nth);
    for (let child = 0; child < 1 + (nth % 3) && Object.keys(members).length < people; child += 1) {
      add(`${id}-${child}`, { birth: 1980 + nth + child, parents: [id, `${id}-p`] });
    }
    nth += 1;
  }
  return familyAnswers(members, couples);
}
