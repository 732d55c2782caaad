import type { Answer, Answers, AnswerValue, Row } from '../core/worksheet/answers.js';

/** Two invented months of a couple's weekly sheets, as one of the two might fill them in. */

function said(values: Readonly<Record<string, AnswerValue>>): Answers {
  return Object.fromEntries(Object.entries(values).map(([id, value]): [string, Answer] => [id, { value }]));
}

function row(id: string, values: Readonly<Record<string, AnswerValue>>): Row {
  return { id, answers: said(values) };
}

/**
 * What the two have promised each other.
 * @param start @param review YYYY-MM-DD
 */
export function agreementAnswers(start: string, review: string): Answers {
  const promise = (id: string, who: string, words: string, kind: string): Row =>
    row(id, {
      who,
      promise: words,
      kind,
      often: 'every_week',
      start,
      end: review,
      oka: 'yes',
      okb: 'yes',
    });
  return {
    'ta.commit': {
      rows: [
        promise('call', 'partner_a', 'Call before seven when I will be late', 'time_and_being_on_time'),
        promise('truth', 'partner_a', 'Tell you the same day if M. writes to me', 'telling_the_truth'),
        promise('ask', 'partner_b', 'Ask once, out loud, before I look', 'respect_in_fights'),
        promise('sunday', 'both', 'Sunday walk, phones at home', 'closeness'),
      ],
    },
    ...said({
      'ta.why': 'So that neither of us has to guess.',
      'ta.hours': '24',
      'ta.slip': 'At the kitchen table, not by message.',
      'ta.review': review,
      'ta.sign': { name: 'Wren Harrow and Nell Harrow', date: start },
      'close.safe': 'no',
    }),
  };
}

/** One week's numbers, and what was said of the promises in that week. */
interface Week {
  readonly trust: number;
  readonly safe: number;
  /** Not asked every week. */
  readonly doubt?: number;
  readonly kept: readonly [call: string, truth: string, ask: string, sunday: string];
}

/** The oldest first, a week apart; the last is this week's. */
export const weeks: readonly Week[] = [
  { trust: 3, safe: 6, doubt: 8, kept: ['kept_in_part', 'i_cannot_tell', 'kept', 'not_kept'] },
  { trust: 4, safe: 6, kept: ['kept', 'i_cannot_tell', 'kept_in_part', 'kept'] },
  { trust: 4, safe: 7, doubt: 7, kept: ['kept', 'it_did_not_come_up', 'kept', 'kept'] },
  { trust: 5, safe: 7, kept: ['kept', 'kept', 'kept', 'kept_in_part'] },
  { trust: 6, safe: 8, doubt: 5, kept: ['kept', 'it_did_not_come_up', 'kept', 'kept'] },
  { trust: 6, safe: 8, doubt: 4, kept: ['kept', 'kept', 'kept', 'kept'] },
  { trust: 5, safe: 5, doubt: 6, kept: ['not_kept', 'kept', 'kept', 'it_did_not_come_up'] },
];

/** The check-in of a week; the latest tells of a bad evening. */
export function checkInAnswers(week: Week): Answers {
  const latest = week === weeks.at(-1);
  const notes: Readonly<Record<string, string>> = latest
    ? { call: 'Came home at nine on Thursday, no call' }
    : {};
  return {
    'cc.each': {
      rows: ['call', 'truth', 'ask', 'sunday'].map((id, index) =>
        row(id, { answer: week.kept[index] ?? 'i_cannot_tell', ...(notes[id] && { note: notes[id] }) }),
      ),
    },
    ...said({
      'open.private': 'yes_i_have_privacy',
      'open.steady': latest ? 5 : 7,
      'cc.told': 'no',
      'cc.slip': latest ? 'i_think_so' : 'no',
      'cc.trust': week.trust,
      'cc.safe': week.safe,
      'cc.seen': 6,
      'cc.thanks': latest ? 'Made tea when I could not sleep.' : 'Was home when it was said.',
      'close.steady': latest ? 5 : 7,
      'close.safe': 'no',
    }),
    ...(latest && {
      'cc.slipwhat': {
        value:
          'Nine at night, no call, and then a story about the bridge. The bridge was open. I looked it up.',
      },
      'cc.worry': { value: 'That I have begun to look things up again.' },
    }),
  };
}

/** The weekly openness sheet with its number for doubt. */
export function opennessAnswers(doubt: number, latest: boolean): Answers {
  return said({
    'oc.know': latest
      ? 'I told my sister. I did not want to be the only one who knows.'
      : 'Work was kind this week.',
    'oc.left': 'no',
    'oc.me': 6,
    'oc.you': 5,
    'oc.doubt': doubt,
    ...(doubt >= 4 && {
      'oc.trigger': 'A late train. It helped to be told the platform and the minute.',
    }),
    'oc.scary': latest ? 'a_little' : 'no',
    'close.safe': 'no',
  });
}

/** Two minutes before the session. */
export const preSessionAnswers: Answers = said({
  'open.private': 'yes_i_have_privacy',
  'pn.week': 3,
  'pn.most': 'Thursday. I want to know where Wren was, and I want to ask without shouting.',
  'pn.changed':
    'For six weeks I slept. Since Thursday I lie awake and count the reasons, and every one of them has been used before.',
  'pn.alone': 'yes_before_we_meet_together',
  'close.safe': 'no',
});

/** The private check-in of two months ago: nothing to report. */
export const privateCheckInAnswers: Answers = said({
  'open.private': 'yes_i_have_privacy',
  'ps.no': 'almost_always',
  'ps.worry': 'rarely',
  'ps.afraid': 'no',
  'ps.body': 'never',
  'ps.throat': 'never',
  'ps.weapon': 'never',
  'ps.threat': 'never',
  'ps.sex': 'never',
  'ps.money': 'never',
  'ps.people': 'never',
  'ps.watch': 'never',
  'ps.rules': 'never',
  'ps.self': 'no',
  'ps.drink': 'no',
  'ps.room': 'yes',
  'ps.risk': 'no',
  'ps.want': ['i_am_safe'],
  'close.safe': 'no',
});
