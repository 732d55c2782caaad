import type { Answer, Answers, AnswerValue, Row } from '../core/worksheet/answers.js';

/** An invented family of twelve, as a client might tell of it in the worksheet "My family story". */

type Values = Readonly<Record<string, AnswerValue | undefined>>;

function said(values: Values): Answers {
  const entries = Object.entries(values).filter(
    (entry): entry is [string, AnswerValue] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries.map(([id, value]): [string, Answer] => [id, { value }]));
}

function row(id: string, values: Values): Row {
  return { id, answers: said(values) };
}

const SKIPPED: Answer = { skipped: true };

const members: readonly Row[] = [
  row('me', {
    label: 'Nell',
    relation: 'me',
    parents: ['ida', 'walter'],
    parentkind: 'birth',
    symbol: 'woman',
    birth: 1984,
    alive: 'yes',
    good: 'Stubborn in a useful way.',
  }),
  row('ida', {
    label: 'Ida',
    relation: 'mother',
    side: 'my_mothers_side',
    parents: ['greta', 'otto'],
    parentkind: 'birth',
    symbol: 'woman',
    birth: 1957,
    alive: 'yes',
    home: 'yes',
    bond: 'i_took_care_of_them',
    bondnow: 'better',
    trustthen: 4,
    trustnow: 6,
    health: 'Long dark winters. Nobody called it depression until she was sixty.',
    secret: 'yes',
    breaks: ['lies', 'not_there_when_needed'],
    good: 'She sang while she cooked, and I still know every verse.',
    note:
      'She told us Dad was at sea. The town knew and we did not. When I asked her about it as a grown woman she ' +
      'said that she had wanted us to have two more summers of not knowing. I have never decided whether that was ' +
      'a gift. I do the same thing now: I round the edges off bad news until there is nothing left to hold on to.',
  }),
  row('walter', {
    label: 'Walter',
    relation: 'father',
    side: 'my_fathers_side',
    parents: ['rosa', 'emil'],
    parentkind: 'birth',
    symbol: 'man',
    birth: 1953,
    alive: 'no',
    death: 2011,
    deathnote: 'I was told two days late.',
    home: 'some_of_the_time',
    ages: 'Until I was nine, then some weekends',
    bond: 'close_and_full_of_conflict',
    bondnow: 'they_have_died',
    trustthen: 3,
    trustnow: 2,
    habit: ['alcohol', 'gambling'],
    habitstate: 'it_was_known',
    breaks: ['lies', 'broken_promises', 'affair', 'left'],
    good: 'He taught me to read the weather.',
  }),
  {
    id: 'jonas',
    answers: {
      ...said({
        label: 'Jonas',
        relation: 'brother',
        parents: ['ida', 'walter'],
        symbol: 'man',
        birth: 1979,
        alive: 'yes',
        home: 'yes',
        bond: 'warm_and_close',
        bondnow: 'no_contact',
        trustthen: 9,
        trustnow: 3,
        habit: ['gambling'],
        habitstate: 'i_suspected_it',
      }),
      secret: SKIPPED,
    },
  },
  row('mirte', {
    label: 'Mirte',
    relation: 'half_sibling',
    side: 'my_fathers_side',
    parents: ['walter', 'v'],
    symbol: 'woman',
    birth: 1992,
    alive: 'yes',
    home: 'no',
    bond: 'distant',
    bondnow: 'better',
    trustnow: 7,
    note: 'We met for the first time at the funeral. She has his hands.',
  }),
  row('greta', {
    label: 'Gran Greta',
    relation: 'grandmother',
    side: 'my_mothers_side',
    symbol: 'woman',
    birth: 1931,
    alive: 'no',
    death: 2004,
    home: 'some_of_the_time',
    ages: 'Every summer, five to fourteen',
    bond: 'warm_and_close',
    bondnow: 'they_have_died',
    trustthen: 10,
    trustnow: 10,
    good: 'The only adult who answered the question I had asked.',
  }),
  row('otto', {
    label: 'Otto',
    relation: 'grandfather',
    side: 'my_mothers_side',
    symbol: 'man',
    birth: 1926,
    alive: 'no',
    death: 1988,
    bond: 'distant',
    habit: ['work'],
  }),
  row('rosa', {
    label: 'Rosa',
    relation: 'grandmother',
    side: 'my_fathers_side',
    symbol: 'woman',
    birth: 1930,
    alive: 'no',
    death: 1999,
    secret: 'not_sure',
  }),
  row('emil', {
    label: 'Emil',
    relation: 'grandfather',
    side: 'my_fathers_side',
    symbol: 'man',
    birth: 1928,
    alive: 'no',
    death: 1971,
    habit: ['alcohol'],
    habitstate: 'it_was_known',
    note: 'The boat. Nobody says more than that.',
  }),
  row('v', {
    label: 'V.',
    relation: 'stepparent',
    side: 'not_by_blood',
    symbol: 'woman',
    bond: 'no_contact',
  }),
  row('wren', {
    label: 'Wren',
    relation: 'partner',
    symbol: 'woman',
    birth: 1986,
    alive: 'yes',
    bondnow: 'better',
    trustnow: 5,
    breaks: ['lies', 'affair'],
    good: 'Waits for me to finish my sentence.',
  }),
  row('pim', {
    label: 'Pim',
    relation: 'child',
    parents: ['me', 'wren'],
    parentkind: 'adoption',
    symbol: 'not_known',
    birth: 2016,
    alive: 'yes',
    good: 'Makes me tell the truth at bedtime.',
  }),
];

const couples: readonly Row[] = [
  row('c1', {
    a: 'ida',
    b: 'walter',
    kind: 'married',
    from: 1977,
    sep: 1993,
    div: 1995,
    end: 'break_up_or_divorce',
  }),
  row('c2', { a: 'walter', b: 'v', kind: 'living_together', from: 1991 }),
  row('c3', { a: 'me', b: 'wren', kind: 'married', from: 2012, end: 'still_together' }),
  row('c4', { a: 'greta', b: 'otto', kind: 'married', from: 1954, end: 'death' }),
];

const bonds: readonly Row[] = [
  row('b1', { a: 'jonas', b: 'walter', bond: 'too_close' }),
  row('b2', { a: 'ida', b: 'rosa', bond: 'cut_off_then_mended', dir: 'second_to_first' }),
];

/** Answers to "My family story": most questions answered, two skipped, some left open. */
export const familyAnswers: Answers = {
  members: { rows: members },
  couples: { rows: couples },
  bonds: { rows: bonds },
  ...said({
    'home.unnamed': 'often',
    'home.secrets': 'often',
    'home.addiction': 'sometimes',
    'home.notreal': 'sometimes',
    'home.shield': 'often',
    'home.sensed': 'often',
    'home.lookgood': 'once_or_twice',
    'home.shame': 'not_sure',
    'home.blamed': 'sometimes',
    'home.broken': 'often',
    'home.denied': 'sometimes',
    'home.follow': 'often',
    'home.late': 'often',
    'home.shift': 'once_or_twice',
    'home.random': 'never',
    'home.unfair': 'never',
    'home.affair': 'often',
    'home.left': 'often',
    'harm.open': 'i_would_rather_talk_about_it',
    'learn.rule':
      'You can know it, but you cannot say it. Whoever said it first was the one who had broken the family.',
    'learn.gut': 'I went quiet and watched the harbor. If his boat was in, I had not been lied to that day.',
    'learn.longed':
      'One dinner a week where the chair that was supposed to be full was full. It did not have to be a happy ' +
      'dinner. I used to lay four plates and then take one away again before my mother came in, so that she would ' +
      'not see that I had counted.',
    'learn.safe': 'Gran Greta. She picked up the phone on the second ring, always.',
    'learn.shield':
      'By checking. It helped me when I was nine. Now I check Wren’s phone, then hate myself, then check it again.',
    'now.echo': 'yes',
    'now.what':
      'The same: a person I love is late and has a reason. Different: this one comes home and says “I was late and I ' +
      'have no good reason.”\n\nI do not know yet what to do with that. My stomach still answers before I do.',
    'now.prior': 'no',
    'now.keep': 'The singing.',
    'now.stop': 'Rounding the edges off.',
    'open.private': 'yes_i_have_privacy',
    'open.steady': 6,
    'close.steady': 4,
    'close.talk': ['go_slowly_this_was_hard'],
    'close.safe': 'no',
  }),
  'close.note': SKIPPED,
  'home.law': SKIPPED,
  'learn.world': SKIPPED,
};
